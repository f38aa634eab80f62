"""What counts as being there: in the plan's own year, as promised for 2025, or by the latest known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from layers.arrays import Mask
from layers.dataset.dataset import Dataset

Time = Literal["plan", "target", "now"]
TIMES: tuple[Time, ...] = get_args(Time)
FIRST: Time = "plan"  # what page and command line begin with
OPEN = ("existing", "temporary")  # statuses of the plan under which a place works already
OPERATING = ("operating",)
GONE = ("dropped",)
SILENT = "unknown"  # of today nothing is known


def standing(dataset: Dataset, time: Time) -> Mask:
    """Return (n,) True where a feature counts as existing.

    `plan`: existing or temporarily open in September 2021. `target`: that, and all that was due by 2025.
    `now`: known to operate; where nothing newer is known, what existed in 2021 is taken to exist.
    """
    having = dataset.index.having
    was = having("status", OPEN)
    if time == "plan":
        return was
    if time == "now":
        known = [code for code in dataset.index.codes["status_now"] if code != SILENT]
        return having("status_now", OPERATING) | (was & ~having("status_now", known))
    targets = dataset.catalogue.statuses.items()
    return having("status", [code for code, status in targets if status.target in {"kept", "due"}])


def promised(dataset: Dataset, time: Time) -> Mask:
    """Return (n,) True where the plan promises a feature that does not count as existing and was not dropped."""
    having = dataset.index.having
    due = having("status", list(dataset.catalogue.statuses)) & ~standing(dataset, time)
    return due & ~having("status_now", GONE) if time == "now" else due


def unplaced(dataset: Dataset, kinds: Sequence[str], time: Time) -> int:
    """Return how many features of some kinds exist without a public place: no distance knows of them."""
    there = dataset.index.having("kind", kinds) & standing(dataset, time)
    return int((there & ~dataset.index.located).sum())
