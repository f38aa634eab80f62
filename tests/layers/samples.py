"""Small hand-made layers for tests, in the shape of the data contract."""

import json
from pathlib import Path

SQUARES = {"500101": (107.0, 30.0, "northeast"), "500103": (106.0, 29.0, "core")}


def feature(name: str, place: tuple[float, float] | None = (106.5, 29.5), **properties: object) -> dict[str, object]:
    geometry = None if place is None else {"type": "Point", "coordinates": list(place)}
    shared = {
        "id": name,
        "name_zh": f"名{name}",
        "name_en": f"Name {name}",
        "platform_type": "functional",
        "kind": "gateway",
        "status": "existing",
        "position_quality": "none" if place is None else "site",
        "position_source": "test",
    }
    return {"type": "Feature", "id": name, "properties": {**shared, **properties}, "geometry": geometry}


def collection(*features: dict[str, object]) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": list(features)}


def districts(squares: dict[str, tuple[float, float, str]] = SQUARES) -> dict[str, object]:
    found = []
    for code, (west, south, region) in squares.items():
        east, north = west + 1, south + 1
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        properties = {"id": f"district-{code}", "name_zh": code, "name_en": code, "adcode": code, "region": region}
        geometry = {"type": "Polygon", "coordinates": [ring]}
        found.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return collection(*found)


def write(folder: Path, **layers: object) -> Path:
    for name, content in layers.items():
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        (folder / f"{name.replace('_', '-')}.geojson").write_text(text, encoding="utf-8")
    return folder
