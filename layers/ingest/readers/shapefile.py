"""Read zipped shapefiles: collect and repack the parts, so that only .shp, .shx and .dbf reach GDAL."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Mapping

from layers.ingest import crs_recognition as systems
from layers.ingest.finding_collector import FindingCollector
from layers.ingest.layer import RawLayer, ReadOptions
from layers.ingest.limits import Limits
from layers.ingest.readers.reader import OnProgress, Reader
from layers.ingest.readers.text_encoding import guess, known_name
from layers.ingest.readers.zip_archive import ArchiveMember, ZipArchive
from layers.ingest.sandbox.arrow_table import to_raw_layer
from layers.ingest.sandbox.worker_pool import worker_pool

Parts = Mapping[str, ArchiveMember]
_HEADER = 100
# byte 29 of a .dbf → code page, those that say one; 0x57 (the system's own) says none
_LANGUAGES = {0x03: "1252", 0x4D: "936", 0x4F: "950", 0x7A: "936", 0x7B: "932", 0xC8: "1250", 0xC9: "1251"}
_ICONV = {"WINDOWS-1252": "CP1252", "WINDOWS-1250": "CP1250", "WINDOWS-1251": "CP1251"}
_NO_FIELDS = 33  # bytes of a .dbf's heading without any field
_MOST_SAMPLED = 20_000


def read_shapefile(
    content: bytes, options: ReadOptions, collector: FindingCollector, limits: Limits, _: OnProgress
) -> RawLayer:
    """Return one shapefile of a zip.

    Raises
    ------
    RefusedError
        If the archive exceeds the limits, a part is missing, or its content cannot be read.
    """
    archive = ZipArchive(content, collector, limits)
    layers = _layers(archive.entries)
    if not layers:
        collector.reject("no-shp", found=", ".join(str(entry.name) for entry in archive.entries[:10]) or "–")
    if options.layer is not None and options.layer not in layers:
        collector.reject("no-such-layer", layer=options.layer, layers=", ".join(layers))
    chosen = options.layer or next(iter(layers))
    if len(layers) > 1 and options.layer is None:
        collector.add("several-layers", "warning", layer=chosen, layers=", ".join(layers))
    parts = {suffix: archive.read(entry) for suffix, entry in layers[chosen].items()}
    encoding = _encoding(parts, options, collector)
    answer = worker_pool(limits).ask(
        {"format": "single-layer", "encoding": _ICONV.get(encoding, encoding)}, _repacked(parts, collector), collector
    )
    raw = to_raw_layer(answer, collector, limits)
    return RawLayer(raw.table, raw.shapes, encoding, _named(parts, collector), chosen, tuple(layers))


SHAPEFILE = Reader(
    "zip",
    (".zip",),
    read_shapefile,
    signature=re.compile(rb"PK(\x03\x04|\x05\x06)"),
    misnamed="not-zip",
    drivers=("ESRI Shapefile",),
)


def _layers(entries: tuple[ArchiveMember, ...]) -> dict[str, Parts]:
    """Return layer → suffix → entry, for every .shp; parts may differ in the case of their names."""
    found: dict[str, Parts] = {}
    for shp in entries:
        if shp.name.suffix.lower() != ".shp":
            continue
        stem = str(shp.name.with_suffix("")).casefold()
        parts = {".shp": shp}
        for entry in entries:
            suffix = entry.name.suffix.lower()
            plain, double = str(entry.name.with_suffix("")).casefold(), str(entry.name).casefold()
            if suffix in {".shx", ".dbf", ".prj", ".cpg"} and (plain == stem or double == f"{stem}.shp{suffix}"):
                parts.setdefault(suffix, entry)
        name = shp.name.stem
        found[str(shp.name.with_suffix("")) if name in found else name] = parts
    return found


def _repacked(parts: Mapping[str, bytes], collector: FindingCollector) -> bytes:
    if len(parts[".shp"]) < _HEADER or parts[".shp"][:4] != b"\x00\x00\x27\x0a":
        collector.reject("shp-broken")
    shx = parts.get(".shx") or b""
    if len(shx) < _HEADER:
        shx = _index(parts[".shp"], collector)
        collector.add("shx-rebuilt", "warning")
    if ".dbf" not in parts:
        collector.add("no-dbf", "warning")
    elif struct.unpack("<H", parts[".dbf"][8:10].ljust(2, b"\x00"))[0] <= _NO_FIELDS:
        collector.add("dbf-empty", "warning")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("layer.shp", parts[".shp"])
        archive.writestr("layer.shx", shx)
        if ".dbf" in parts:
            archive.writestr("layer.dbf", parts[".dbf"])
    return packed.getvalue()


def _index(shp: bytes, collector: FindingCollector) -> bytes:
    """Rebuild the .shx of a .shp: the offset and length of each record, in 16-bit words."""
    at, records = _HEADER, []
    while at + 8 <= len(shp):
        words = struct.unpack_from(">i", shp, at + 4)[0]
        if words < 2 or at + 8 + 2 * words > len(shp):
            break
        records.append(struct.pack(">ii", at // 2, words))
        at += 8 + 2 * words
    if not records and len(shp) > _HEADER:
        collector.reject("shp-broken")
    size = _HEADER // 2 + 4 * len(records)
    return shp[:24] + struct.pack(">i", size) + shp[28:_HEADER] + b"".join(records)


def _encoding(parts: Mapping[str, bytes], options: ReadOptions, collector: FindingCollector) -> str:
    """Return the encoding of the attributes: by the options, the .cpg, the .dbf, or by detection with a finding."""
    if options.encoding is not None:
        name = known_name(options.encoding)
        return name or collector.reject("encoding-unknown", encoding=options.encoding, known="UTF-8, GB18030")
    dbf = parts.get(".dbf", b"")
    said = parts.get(".cpg", b"")[:40].decode("ascii", "ignore")
    if said and (name := known_name(said)):
        return name
    if said:
        collector.add("cpg-unknown", "warning")
    page = _LANGUAGES.get(dbf[29]) if len(dbf) > 32 else None
    samples = _texts(dbf)
    if page and (name := known_name(page)):
        return name
    if not any(byte > 127 for text in samples for byte in text):
        return "UTF-8"
    name = guess(samples)
    guessed = name.startswith("WINDOWS")
    collector.add(
        "encoding-guessed" if guessed else "cpg-missing", "note" if name == "UTF-8" else "warning", encoding=name
    )
    return name


def _texts(dbf: bytes) -> list[bytes]:
    """Return field names and texts of a .dbf as bytes, without truncated records."""
    if len(dbf) < 32:
        return []
    header, width = struct.unpack_from("<HH", dbf, 8)
    fields, offset, texts = [], 1, []
    for at in range(32, min(header, len(dbf)) - 31, 32):
        if dbf[at] == 0x0D:
            break
        texts.append(dbf[at : at + 11].split(b"\x00")[0])
        if dbf[at + 11 : at + 12] == b"C":
            fields.append((offset, dbf[at + 16]))
        offset += dbf[at + 16]
    for start in range(header, len(dbf) - width + 1, max(1, width)):
        texts += [dbf[start + offset : start + offset + size].strip(b" \x00") for offset, size in fields]
        if len(texts) > _MOST_SAMPLED:
            break
    return texts


def _named(parts: Mapping[str, bytes], collector: FindingCollector) -> str | None:
    """Return the reference system of the .prj; None without a .prj or for one that is no definition."""
    if ".prj" not in parts:
        return None
    text = parts[".prj"].decode("utf-8", "replace")
    return systems.recognise(text, collector)
