"""What a place is for: functions and industries, each with the plan's own words (`inputs/uses.csv`)."""

import csv
from collections.abc import Iterable

from data.build.paths import INPUTS, BuildError
from data.build.write import Feature

FIELDS = ("functions", "industries")


def read_uses() -> dict[str, dict[str, list[str]]]:
    """Read the codes by feature id and field, in the order of the table.

    Raises
    ------
    BuildError
        When a row names another field, or says the same thing twice.
    """
    uses: dict[str, dict[str, list[str]]] = {}
    with (INPUTS / "uses.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["field"] not in FIELDS:
                raise BuildError(f"uses.csv, {row['feature_id']}: {row['field']} is none of {', '.join(FIELDS)}")
            codes = uses.setdefault(row["feature_id"], {field: [] for field in FIELDS})[row["field"]]
            if row["code"] in codes:
                raise BuildError(f"uses.csv, {row['feature_id']}: {row['code']} stands twice")
            codes.append(row["code"])
    return uses


def add_uses(features: Iterable[Feature]) -> list[Feature]:
    """Return the features with the codes of the table added to those that they have."""
    uses = read_uses()
    made = []
    for feature in features:
        found = uses.get(feature["id"], {})
        codes = {field: [*dict.fromkeys([*feature["properties"][field], *found.get(field, [])])] for field in FIELDS}
        made.append({**feature, "properties": {**feature["properties"], **codes}})
    return made
