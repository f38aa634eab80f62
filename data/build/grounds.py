"""What may be done on a feature's ground: the rule of its kind (`ground_rules.csv`) or its own row (`grounds.csv`)."""

import csv
from functools import lru_cache
from typing import Any

from data.build.indicators import read_hosts
from data.build.paths import INPUTS, BuildError
from layers.catalogue.models import load_catalogue

RULES, PLACES = "ground_rules.csv", "grounds.csv"
UNKNOWN = {"grounds": None, "grounds_source_zh": None, "grounds_source_en": None, "grounds_url": None}
Row = dict[str, str]


@lru_cache(maxsize=1)
def _rules() -> dict[str, Row]:
    return _read(RULES, "kind", None)


@lru_cache(maxsize=1)
def _places() -> dict[tuple[str, str], Row]:
    return _read(PLACES, "feature_id", "part_zh")


def _read(table: str, key: str, part: str | None) -> dict[Any, Row]:
    """Read one of the two tables.

    Raises
    ------
    BuildError
        When a row stands twice, lacks its source, names an unknown code or an address that is no publisher's own.
    """
    found: dict[Any, Row] = {}
    hosts, known = read_hosts(), load_catalogue().grounds
    with (INPUTS / table).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = (row[key], row[part]) if part else row[key]
            if name in found:
                raise BuildError(f"{table}, {name}: stands twice")
            if unknown := [code for code in _codes(row) if code not in known]:
                raise BuildError(f"{table}, {name}: {unknown[0]} is no ground of the catalogue")
            if not (row["source_zh"] and row["source_en"]):
                raise BuildError(f"{table}, {name}: who says so?")
            if row["url"] and row["url"].split("/")[2] not in hosts:
                raise BuildError(f"{table}, {name}: {row['url']} is not on a host of publisher_hosts.txt")
            found[name] = row
    return found


def _codes(row: Row) -> list[str]:
    return list(filter(None, row["grounds"].split(";")))


def find_grounds(feature: str, kind: str) -> dict[str, Any]:
    """Return the four properties of a feature: its own row, else the rule of its kind, else that nothing is known."""
    row = _places().get((feature, "")) or _rules().get(kind)
    if not row or not _codes(row):
        return dict(UNKNOWN)
    return {
        "grounds": _codes(row),
        "grounds_source_zh": row["source_zh"],
        "grounds_source_en": row["source_en"],
        "grounds_url": row["url"] or None,
    }


def find_part_grounds(feature: str, part_zh: str) -> list[str] | None:
    """Return the grounds of a part that has its own row; None where it is as the whole."""
    row = _places().get((feature, part_zh))
    return _codes(row) if row else None
