"""Gateways that the plan does not list: yards, quays and customs sites, from `inputs/gateways.csv`.

What already is a feature of another layer is not made again: `inputs/gateway_sites.csv` gives it the same fields where
it stands, and `inputs/boardings.csv` says at which of them a corridor is boarded.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable

from data.build.entries import Entry, Place
from data.build.gazetteer import Gazetteer
from data.build.paths import INPUTS, BuildError
from data.build.platforms import make_platform
from data.build.states import add_states
from data.build.write import Feature

LAYER = "gateways"
KINDS = dict.fromkeys(("rail-yard", "freight-quay", "passenger-quay", "customs-site"), "hub")
WITH_SITES = frozenset({"ports", "airports", "hubs", "bonded-zones", "logistics-facilities"})  # layers with the fields
STATUS_SOURCE = "规划未列名；位置、状态据公开报道，逐条见事实表"
Row = dict[str, str]


def build_gateways() -> list[Feature]:
    """Make the features of the layer.

    Raises
    ------
    BuildError
        When a kind or district is unknown, or a point does not lie in the district of its row.
    """
    gazetteer = Gazetteer()
    return add_states(_make_gateway(row, gazetteer) for row in read_table("gateways.csv"))


def add_sites(features: Iterable[Feature]) -> list[Feature]:
    """Return the features with capacity, cargoes cleared, and the site that they belong to; null where nothing says."""
    rows = {row["feature_id"]: row for row in read_table("gateway_sites.csv")}
    return [{**each, "properties": each["properties"] | _describe(rows.get(each["id"]))} for each in features]


def add_boardings(corridors: Iterable[Feature]) -> list[Feature]:
    """Return the corridors with the yards, quays and airports at which they are boarded, and who says so."""
    rows = read_table("boardings.csv")
    return [{**each, "properties": each["properties"] | _board(each, rows)} for each in corridors]


def read_table(name: str) -> list[Row]:
    """Read a table of inputs."""
    with (INPUTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _make_gateway(row: Row, gazetteer: Gazetteer) -> Feature:
    name = row["name_zh"]
    places = {name: _make_place(row)} if row["lon"] else {}
    entry = Entry(
        id=row["id"],
        kind=row["kind"],
        name_zh=name,
        name_en=row["name_en"],
        aliases=tuple(filter(None, row["aliases"].split(";"))),
        pinyin=tuple(row["pinyin"].split(";")),
        status_source=STATUS_SOURCE,
        plan_ref="",
        summary_zh=row["summary_zh"],
        summary_en=row["summary_en"],
        point=name if places else None,
        stated_districts=() if places else (gazetteer.find_code(row["district"]),),
        position_source=None if places else row["source_zh"],
    )
    feature = make_platform(entry, LAYER, KINDS, gazetteer, places)
    feature["properties"] |= _describe(row)
    return feature


def _make_place(row: Row) -> Place:
    keys = ("name_zh", "lon", "lat", "error_km", "quality", "district", "source_zh", "checked")
    return Place.model_validate({"source": "gateways.csv", **{key: row[key] for key in keys}})


def _describe(row: Row | None) -> dict[str, object]:
    row = row or {}
    return {
        "capacity_zh": row.get("capacity_zh") or None,
        "capacity_en": row.get("capacity_en") or None,
        "clears": list(filter(None, row.get("clears", "").split(";"))),
        "site_of": row.get("site_of") or None,
        "same_as": row.get("same_as") or None,
    }


def _board(corridor: Feature, rows: list[Row]) -> dict[str, list[str]]:
    properties = corridor["properties"]
    modes = [leg["mode"] for leg in properties["legs"]]
    fitting = [
        row
        for row in rows
        if row["corridor"] == properties["kind"]
        and modes[:1] == [row["mode"]]
        and (not row["routes"] or corridor["id"] in row["routes"].split(";"))
    ]
    if modes and not fitting:
        raise BuildError(f"boardings.csv: nothing says where {corridor['id']} is boarded")
    return {"boards_at": [row["feature_id"] for row in fitting], "boards_source": [_say(row) for row in fitting]}


def _say(row: Row) -> str:
    since = f"{row['since']} 起，" if row["since"] else ""
    return f"{since}{row['last_seen']} 见：{row['source_zh']}"
