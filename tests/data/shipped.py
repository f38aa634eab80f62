"""The layer files that ship with the project, as tests read them: strictly, and once a run."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from layers.catalogue.models import load_catalogue

ROOT = Path(__file__).resolve().parents[2]
GEOJSON = ROOT / "data" / "geojson"
LAYERS = sorted(load_catalogue().layers)
THEMES = sorted(load_catalogue().themes)
POINTS = [layer for layer in THEMES if load_catalogue().layers[layer].draw == "points"]
Feature = dict[str, Any]


def refuse_double(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key stands twice: {keys}"
    return dict(pairs)


def refuse_constant(name: str) -> float:
    raise AssertionError(f"{name} is not JSON")


@cache
def read_text(layer: str) -> str:
    return (GEOJSON / f"{layer}.geojson").read_bytes().decode("utf-8")


@cache
def read_collection(layer: str) -> dict[str, Any]:
    collection = json.loads(read_text(layer), object_pairs_hook=refuse_double, parse_constant=refuse_constant)
    assert isinstance(collection, dict)
    return collection


def read_features(layer: str) -> list[Feature]:
    return list(read_collection(layer)["features"])


def list_features(layers: list[str]) -> list[tuple[str, Feature]]:
    return [(layer, feature) for layer in layers for feature in read_features(layer)]
