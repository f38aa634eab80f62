"""The manifest that the browser loads once per dataset: layers and their URLs, symbology, legend, words."""

from __future__ import annotations

import hashlib
import json
from codecs import BOM_UTF8
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

import shapely
import xstatic.pkg.leaflet
from shapely.geometry import box

from layers.crs.web_mercator import Box
from layers.dataset.dataset import Dataset
from layers.symbology.legend_model import CodesInUse, LegendModel
from layers.web_map.folium_map import bitset

BUNDLE = Path(__file__).with_name("atlas.bundle.js")
STYLE = Path(__file__).with_name("atlas.css")
LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)
LATER_EDITION = "37"  # district vintage that is fetched on demand
STEP, MOST_STEPS = 0.5, 40  # degrees a step, and most steps, by which `inland` grows the box from the home view
Foreign = tuple[Mapping[str, str], Mapping[str, str]]  # credit and review


def hashed(name: str, suffix: str, content: bytes) -> str:
    """Return a file name that changes with the content, so that a browser may cache the file for ever."""
    return f"{name}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"


def atlas_script() -> bytes:
    """Return the browser's drawing code: the modules of `atlas/`, put together by `make bundle` and committed."""
    return BUNDLE.read_bytes()


def legend_of(dataset: Dataset) -> list[dict[str, Any]]:
    """Return the legend of all codes that occur in the dataset."""
    features = dataset.features
    corridors = dataset.frames.get("corridors")
    occurring = CodesInUse(
        types=frozenset(features["platform_type"]) - {"corridor"},  # corridors have their own rows: a colour each
        statuses=frozenset(features["status"].dropna()),
        statuses_now=frozenset(features["status_now"].dropna()),
        modes=frozenset(leg["mode"] for legs in (() if corridors is None else corridors["legs"]) for leg in legs),
        qualities=_mark_qualities(dataset),
        without_status=bool(features["status"].isna().any()),
        without_status_now=bool(features["status_now"].isna().any()),
    )
    return LegendModel(dataset.catalogue).legend(occurring)


def _mark_qualities(dataset: Dataset) -> frozenset[str]:
    """Return the position qualities of marks and their parts; lines show theirs by the style of each leg."""
    points = [layer_id for layer_id, layer in dataset.catalogue.themes.items() if layer.draw == "points"]
    features = dataset.features
    marks = features[features["layer"].isin(points) & features.geometry.notna()]
    parts = {part["position_quality"] for parts in marks["parts"] for part in parts or ()}
    return (frozenset(marks["position_quality"]) | parts) - {"none"}


def labels_of(dataset: Dataset) -> dict[str, dict[str, str]]:
    """Return id → language → short label, for each name that the catalogue's abbreviations shorten."""
    features, shorten = dataset.features, dataset.catalogue.shorten
    rows = zip(features["id"], features["name_zh"], features["name_en"], strict=True)
    labels = {name: ({"zh": zh, "en": en}, {"zh": shorten(zh, "zh"), "en": shorten(en, "en")}) for name, zh, en in rows}
    return {name: short for name, (full, short) in labels.items() if short != full}


def filters_of(dataset: Dataset) -> dict[str, dict[str, str]]:
    """Return field → code → bitset over `dataset.features`, for each field with a filter by code."""
    index = dataset.index
    return {
        field: {code: bitset(index.tables[field][:, column]) for column, code in enumerate(codes)}
        for field, codes in index.codes.items()
    }


def inland(dataset: Dataset) -> Box | None:
    """Return a box (west, south, east, north) round the home view that contains only land, or None.

    A map that stays inside the box needs no coast: its background shows the land.
    """
    land = dataset.frames.get("land")
    (south, west), (north, east) = dataset.catalogue.home
    found: Box = (west, south, east, north)
    parts = () if land is None else land.geometry[land.contains(box(*found))].to_list()
    if not parts:
        return None
    around = parts[0]
    shapely.prepare(around)
    for _ in range(MOST_STEPS):
        for side, step in enumerate((-STEP, -STEP, STEP, STEP)):
            wider: Box = tuple(  # type: ignore[assignment]  # still four numbers
                edge + step * (number == side) for number, edge in enumerate(found)
            )
            found = wider if around.contains(box(*wider)) else found
    return found


def manifest_of(
    dataset: Dataset,
    urls: Mapping[str, str],
    words: Mapping[str, Any],
    credit: Mapping[str, str],
    review: Mapping[str, str] | None = None,
    foreign: Foreign | None = None,
) -> dict[str, Any]:
    """Build the manifest.

    Parameters
    ----------
    urls
        Layer id → URL of its GeoJSON, relative to the manifest; layers without a URL are left out.
    words
        Language → key → text of the browser's own messages.
    credit
        Language → attribution line.
    review
        Language → the part of that line which stays visible in a small frame that folds the rest.
    foreign
        Both lines for a map with a visitor's data, which no approval covers; default: the same lines.
    """
    catalogue = dataset.catalogue
    beyond = {"land": inland(dataset)}
    layers = [
        {
            "id": layer_id,
            "title": layer.title.model_dump(),
            "role": layer.role,
            "draw": layer.draw,
            **({"district_vintage": layer.district_vintage} if layer.district_vintage else {}),
            **({"beyond": beyond[layer_id]} if beyond.get(layer_id) else {}),
            **({"count": len(dataset.frames[layer_id])} if layer_id in catalogue.themes else {}),
            "url": urls[layer_id],
        }
        for layer_id, layer in catalogue.layers.items()
        if layer_id in urls
    ]
    return {
        "edition": dataset.version,
        "home": catalogue.home,
        "layers": layers,
        "scale": LegendModel(catalogue).as_json(),
        "kinds": {code: {"type": k.type, "icon": k.icon, "rank": k.rank} for code, k in catalogue.kinds.items()},
        "legend": legend_of(dataset),
        "labels": labels_of(dataset),
        "filters": filters_of(dataset),
        "words": words,
        "credit": credit,
        "review": review or {},
        **({"foreign": {"credit": foreign[0], "review": foreign[1]}} if foreign else {}),
    }


def publish(
    dataset: Dataset,
    words: Mapping[str, Any],
    credit: Mapping[str, str],
    files: MutableMapping[str, bytes],
    review: Mapping[str, str] | None = None,
    foreign: Foreign | None = None,
) -> dict[str, str]:
    """Store the browser's files for this dataset in `files`, each under a hashed name.

    Script and style sheet contain Leaflet and the atlas. The manifest contains the layers that every visit draws, so
    that one request loads them all; other layers are files of their own.

    Returns
    -------
    dict
        `script`, `style` and `manifest` → file name.
    """
    names = {layer_id: hashed(layer_id, "json", content) for layer_id, content in dataset.contents.items()}
    files.update({names[layer_id]: content for layer_id, content in dataset.contents.items()})
    manifest = manifest_of(dataset, names, words, credit, review, foreign)
    later = [
        layer["id"]
        for layer in manifest["layers"]
        if layer.get("district_vintage") == LATER_EDITION or "beyond" in layer
    ]
    data = [
        _json(layer_id) + b":" + dataset.contents[layer_id].removeprefix(BOM_UTF8)
        for layer_id in names
        if layer_id not in later
    ]
    content = _json(manifest)[:-1] + b',"data":{' + b",".join(data) + b"}}"
    script = b"\n".join(((LEAFLET / "leaflet.js").read_bytes(), _loading(words), atlas_script()))
    style = b"\n".join(((LEAFLET / "leaflet.css").read_bytes(), STYLE.read_bytes()))
    parts = {"script": ("atlas", "js", script), "style": ("atlas", "css", style)}
    parts["manifest"] = ("manifest", "json", content)
    return {part: put_hashed(files, stem, suffix, written) for part, (stem, suffix, written) in parts.items()}


def put_hashed(files: MutableMapping[str, bytes], stem: str, suffix: str, content: bytes) -> str:
    """Store a file that a browser may cache for ever in `files`; return its name."""
    name = hashed(stem, suffix, content)
    files[name] = content
    return name


def _loading(words: Mapping[str, Any]) -> bytes:
    """Return the messages of the script, which the map shows until the manifest with all other words has loaded."""
    return b"window.AtlasLoading = " + _json({lang: said["loading"] for lang, said in words.items()}) + b";\n"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
