"""Rows of the comparison: texts for people, numbers for spreadsheets; and those that say nothing new left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from layers.catalogue.entries import Lang
from layers.i18n.messages import say

Number = float | None


@dataclass(frozen=True)
class ComparisonRow:
    """One row of the comparison: its title and one text a candidate.

    Attributes
    ----------
    group
        What it is about, a key of `[compared]`; "" in a table without groups.
    numbers, unit
        What the texts say, as numbers (None where unknown) and their unit; empty where it is no measure.
    """

    title: str
    cells: tuple[str, ...]
    group: str = ""
    numbers: tuple[Number, ...] = ()
    unit: str = ""

    @property
    def differs(self) -> bool:
        """Whether the texts of the candidates differ."""
        return len(set(self.cells)) > 1

    @property
    def heading(self) -> str:
        """The title with the unit of its numbers."""
        return f"{self.title} ({self.unit})" if self.unit else self.title

    def says_all_of(self, other: ComparisonRow) -> bool:
        """Whether each cell of `other`, of the same group, is said by this row, too."""
        same = self.group == other.group and not (self.unit or other.unit)
        return same and all(theirs in mine for mine, theirs in zip(self.cells, other.cells, strict=True))


@dataclass(frozen=True)
class DistanceRow(ComparisonRow):
    """One row of distances, in km: to which target, and the sum of both position errors (None if unknown)."""

    targets: tuple[str, ...] = ()
    errors_km: tuple[Number, ...] = ()


@dataclass(frozen=True)
class RowChoice:
    """The rows that tell something, and the titles of those in which nothing is known of any candidate."""

    rows: tuple[ComparisonRow, ...] = ()
    absent: tuple[str, ...] = ()


def grouped(rows: Iterable[ComparisonRow], lang: Lang) -> list[tuple[str, list[ComparisonRow]]]:
    """Return the title of each group with its rows, in their order; "" for rows without a group."""
    found = ((code, list(members)) for code, members in groupby(rows, key=lambda row: row.group))
    return [(say(f"compared.{code}", lang) if code else "", members) for code, members in found]


def unknown(lang: Lang) -> str:
    """Return the text for what is not known."""
    return say("compare.unknown", lang)


def choose(rows: Sequence[ComparisonRow], lang: Lang) -> RowChoice:
    """Leave out rows in which nothing is known, and rows that say what another of their group says.

    Of two rows that say the same, the first stays.
    """
    empty = unknown(lang)
    known = [row for row in rows if set(row.cells) != {empty}]
    kept = list(known)
    for row in reversed(known):
        if any(other.says_all_of(row) for other in kept if other is not row):
            kept.remove(row)
    return RowChoice(tuple(kept), tuple(row.title for row in rows if set(row.cells) == {empty}))
