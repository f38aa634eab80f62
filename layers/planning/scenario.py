"""A scenario as a value: sites added, moved and closed, in a URL and in a GeoJSON file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from layers.dataset import source
from layers.dataset.dataset import Dataset
from layers.dataset.layer_faults import DataError
from layers.errors import OpenMapError

Act = Literal["add", "move", "close"]
MOST = 40  # changes in a link; more belong in an uploaded layer
SIZE_LIMIT = 1_000_000  # bytes of a scenario file
DRAFT = "draft"
_NUMBER = r"-?\d{1,3}(?:\.\d{1,6})?"
_PLACED = re.compile(rf"(add|move):([a-z0-9-]{{1,80}}):({_NUMBER}),({_NUMBER})")
_CLOSED = re.compile(r"close:([a-z0-9-]{1,80})")


class ScenarioError(OpenMapError, ValueError):
    """Exception for an unusable scenario file; `key` is a key of the messages, `values` fill its sentence."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(f"{key} {values}")


@dataclass(frozen=True)
class Change:
    """One change; `what` is the kind of an added site, else the id of the moved or closed feature."""

    act: Act
    what: str
    lon: float = 0.0
    lat: float = 0.0

    @property
    def code(self) -> str:
        """The code of the change in a URL, with four decimals, some ten metres."""
        return f"close:{self.what}" if self.act == "close" else f"{self.act}:{self.what}:{self.lon:.4f},{self.lat:.4f}"


def parse(code: str, dataset: Dataset) -> Change | None:
    """Parse the code of a change; return None if it is malformed or its kind or feature is unknown."""
    if closed := _CLOSED.fullmatch(code):
        return Change("close", closed[1]) if closed[1] in dataset.features.index else None
    located = _PLACED.fullmatch(code)
    if located is None:
        return None
    act: Act = "add" if located[1] == "add" else "move"
    known = located[2] in (dataset.catalogue.kinds if act == "add" else dataset.features.index)
    lon, lat = round(float(located[3]), 4), round(float(located[4]), 4)
    return Change(act, located[2], lon, lat) if known and abs(lon) <= 180 and abs(lat) <= 90 else None


def parse_all(codes: Iterable[str], dataset: Dataset) -> tuple[tuple[Change, ...], list[str]]:
    """Parse the changes of a URL; return the dropped codes, too."""
    changes: list[Change] = []
    dropped: list[str] = []
    for code in codes:
        change = parse(code, dataset)
        if change is None or len(changes) >= MOST:
            dropped.append(code)
        else:
            changes = list(with_change(changes, change))
    return tuple(changes), dropped


def with_change(changes: Sequence[Change], change: Change) -> tuple[Change, ...]:
    """Return the changes with one more, which replaces an earlier change of the same feature."""
    kept = [old for old in changes if change.act == "add" or old.act == "add" or old.what != change.what]
    return (*kept, change) if change not in kept else tuple(kept)


def to_geojson(changes: Sequence[Change], dataset: Dataset, title: str) -> bytes:
    """Write a scenario as GeoJSON: one feature a change, with all that loading it again needs."""
    features = []
    for number, change in enumerate(changes, 1):
        place = None if change.act == "close" else {"type": "Point", "coordinates": [change.lon, change.lat]}
        name = dataset.catalogue.kinds[change.what].title if change.act == "add" else None
        row = None if name else dataset.features.loc[change.what]
        properties = {
            "id": f"{DRAFT}-{number}",
            "change": change.act,
            ("kind" if name else "feature"): change.what,
            "name_zh": name.zh if name else str(row["name_zh"]) if row is not None else "",
            "name_en": name.en if name else str(row["name_en"]) if row is not None else "",
        }
        features.append({"type": "Feature", "properties": properties, "geometry": place})
    collection = {"type": "FeatureCollection", "title": title, "edition": dataset.version, "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1).encode()


def from_geojson(content: bytes, dataset: Dataset) -> tuple[Change, ...]:
    """Read the changes from a file that `to_geojson` wrote, or from one of the same form.

    Raises
    ------
    ScenarioError
        If the file is too large, no GeoJSON, or has a feature that is no known change.
    """
    if len(content) > SIZE_LIMIT:
        raise ScenarioError("whatif.too_big", size=f"{len(content) / 1e6:.1f}")
    try:
        features = source.parse_strict_json("scenario", content)["features"]
    except DataError as error:
        raise ScenarioError("whatif.not_geojson") from error
    if not features:
        raise ScenarioError("whatif.nothing_in")
    if len(features) > MOST:
        raise ScenarioError("whatif.too_many", most=MOST)
    changes: tuple[Change, ...] = ()
    for number, feature in enumerate(features, 1):
        change = parse(_code(feature), dataset)
        if change is None:
            raise ScenarioError("whatif.bad_feature", number=number)
        changes = with_change(changes, change)
    return changes


def _code(feature: Any) -> str:
    """Return the code of the change in a feature of a file, or ""."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return ""
    act = properties.get("change")
    what = properties.get("kind" if act == "add" else "feature")
    if not isinstance(act, str) or not isinstance(what, str):
        return ""
    if act == "close":
        return f"close:{what}"
    place = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    numbers = place[:2] if isinstance(place, list) else []
    if len(numbers) != 2 or not all(type(number) in {int, float} and abs(number) <= 180 for number in numbers):
        return ""
    return f"{act}:{what}:{numbers[0]:.4f},{numbers[1]:.4f}"
