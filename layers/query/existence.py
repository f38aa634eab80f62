"""Existence of features at three times: in the plan's own year, as promised for 2025, and by the latest facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from layers.arrays import Mask
from layers.dataset.dataset import Dataset

Time = Literal["plan", "target", "now"]
TIMES: tuple[Time, ...] = get_args(Time)
FIRST: Time = "plan"  # the default of page and command line
OPEN = ("existing", "temporary")  # statuses of the plan that mean "in operation"
OPERATING = ("operating",)
GONE = ("dropped", "closed")
SILENT = "unknown"  # no fact about today


def standing(dataset: Dataset, time: Time) -> Mask:
    """Return the mask (n,) of the features that count as existing.

    `plan`: existing or temporarily open in September 2021. `target`: those, and all that were due by 2025.
    `now`: known to operate; a feature of 2021 without newer facts still counts as existing.
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
    """Return the mask (n,) of promised features that do not count as existing and were not dropped."""
    having = dataset.index.having
    due = having("status", list(dataset.catalogue.statuses)) & ~standing(dataset, time)
    return due & ~having("status_now", GONE) if time == "now" else due


def unplaced(dataset: Dataset, kinds: Sequence[str], time: Time) -> int:
    """Count existing features of `kinds` without a public location: no distance includes them."""
    there = dataset.index.having("kind", kinds) & standing(dataset, time)
    return int((there & ~dataset.index.located).sum())
