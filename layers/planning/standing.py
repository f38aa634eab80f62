"""What counts as being there: in the plan's own year, as promised for 2025, or by the latest known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import numpy as np

from layers.edition import Edition
from layers.facets import Mask

Time = Literal["plan", "target", "now"]
TIMES: tuple[Time, ...] = get_args(Time)
FIRST: Time = "plan"  # what page and command line begin with
OPEN = frozenset({"existing", "temporary"})  # statuses of the plan under which a place works already
OPERATING = "operating"
GONE = frozenset({"dropped"})
SILENT = frozenset({"unknown", ""})  # of today nothing is known


def standing(edition: Edition, time: Time) -> Mask:
    """Return (n,) True where a feature counts as existing.

    `plan`: existing or temporarily open in September 2021. `target`: that, and all that was due by 2025.
    `now`: known to operate; where nothing newer is known, what existed in 2021 is taken to exist.
    """
    then, now = _texts(edition, "status"), _texts(edition, "status_now")
    was = np.isin(then, list(OPEN))
    if time == "plan":
        return was
    if time == "now":
        return np.asarray((now == OPERATING) | (was & np.isin(now, list(SILENT))))
    return np.isin(then, [code for code, target in _targets(edition).items() if target in {"kept", "due"}])


def promised(edition: Edition, time: Time) -> Mask:
    """Return (n,) True where the plan promises a feature that does not count as existing and was not dropped."""
    named = np.isin(_texts(edition, "status"), list(_targets(edition)))
    due = named & ~standing(edition, time)
    return due & ~np.isin(_texts(edition, "status_now"), list(GONE)) if time == "now" else due


def unplaced(edition: Edition, kinds: Sequence[str], time: Time) -> int:
    """Return how many features of some kinds exist without a public place: no distance knows of them."""
    there = edition.index.having("kind", kinds) & standing(edition, time)
    return int((there & ~edition.index.placed).sum())


def _targets(edition: Edition) -> Mapping[str, str | None]:
    return {code: status.target for code, status in edition.catalogue.statuses.items()}


def _texts(edition: Edition, field: str) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    return np.array([value or "" for value in edition.features[field]], dtype=str)
