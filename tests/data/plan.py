"""The plan's own text, as tests quote it, and the tables that quote it."""

import csv
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from data.build.paths import INPUTS
from tests.data.shipped import ROOT

FOLDER = ROOT.parent / "shared" / "plan"


@cache
def read_plan() -> str:
    """Return the plan without white space; its sentences stand in no order, so only words can be looked up."""
    files = sorted(FOLDER.glob("*.txt"))
    if not files:
        pytest.skip(f"the plan's text is not beside the project ({FOLDER}): its words cannot be looked up")
    return strip("".join(path.read_text(encoding="utf-8") for path in files))


def strip(text: str) -> str:
    return re.sub(r"\s", "", text)


@cache
def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_items() -> list[dict[str, str]]:
    return read_rows(Path(__file__).with_name("plan_items.csv"))


def read_roles() -> dict[str, dict[str, str]]:
    """Return what the plan wants of each region, by the id of the region's feature."""
    roles = tomllib.loads((INPUTS / "region_roles.toml").read_text(encoding="utf-8"))["role"]
    return {f"region-{role['region']}": role for role in roles}
