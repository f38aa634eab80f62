"""Read the corridor tables of data/build/inputs."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from typing import Any

from data.build.paths import INPUTS, BuildError


@dataclass(frozen=True)
class Node:
    """A named place on a route; lon/lat in WGS 84 degrees."""

    key: str
    name_zh: str
    name_en: str
    lon: float
    lat: float
    row: dict[str, str]

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude."""
        return self.lon, self.lat


@dataclass(frozen=True)
class Leg:
    """A stretch between two nodes; via are steering points, a link is drawn straight because the network lacks it."""

    key: str
    mode: str
    start: Node
    end: Node
    via: tuple[tuple[float, float], ...]
    link: bool


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one CSV table of the inputs folder."""
    with (INPUTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_nodes() -> dict[str, Node]:
    """Return the nodes by key."""
    return {
        row["key"]: Node(row["key"], row["name_zh"], row["name_en"], float(row["lon"]), float(row["lat"]), row)
        for row in read_rows("corridors-nodes.csv")
    }


def read_legs(nodes: dict[str, Node]) -> dict[str, Leg]:
    """Return the legs by key.

    Raises
    ------
    BuildError
        A leg names a node that the node table does not hold.
    """
    legs = {}
    for row in read_rows("corridors-legs.csv"):
        key = row["key"]
        try:
            start, end = nodes[row["from"]], nodes[row["to"]]
            via = tuple(_find_point(word, nodes) for word in row["via"].split())
        except KeyError as fault:
            raise BuildError(f"leg {key}: unknown node {fault}") from None
        legs[key] = Leg(key, row["mode"], start, end, via, row["link"] == "1")
    return legs


def _find_point(word: str, nodes: dict[str, Node]) -> tuple[float, float]:
    if "," in word:
        lon, lat = word.split(",")
        return float(lon), float(lat)
    return nodes[word].point


def read_routes() -> list[dict[str, Any]]:
    """Return the route tables, sorted by id."""
    tables = tomllib.loads((INPUTS / "corridors.toml").read_text(encoding="utf-8"))
    return sorted(tables["route"], key=lambda route: str(route["id"]))
