"""The outcome of one check: how much it looked at, what it found, and that a long list was cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from layers.ingest.findings import Finding, Severity
from layers.quality.layer import CheckedLayer

MOST = 200  # findings of one kind that are spelt out; the rest are counted
Detail = Callable[[int], Mapping[str, str]]


@dataclass(frozen=True)
class CheckResult:
    """What one check came to.

    Attributes
    ----------
    code
        Of the section `checks` of messages.toml.
    looked
        Features (or pairs, columns) that could be judged; 0 where the layer gives nothing to judge by.
    counts
        Code of a finding → how often it was found, the ones not spelt out included.
    findings
        Spelt out, at most `MOST` of each code.
    """

    code: str
    looked: int
    counts: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def found(self) -> int:
        """How often anything was found."""
        return sum(self.counts.values())


def combine(code: str, looked: int, parts: Iterable[tuple[dict[str, int], list[Finding]]]) -> CheckResult:
    """Return a check made of several kinds of finding."""
    counts: dict[str, int] = {}
    findings: list[Finding] = []
    for part, said in parts:
        counts |= {name: number for name, number in part.items() if number}
        findings += said
    return CheckResult(code, looked, counts, tuple(findings))


def named(
    layer: CheckedLayer, code: str, severity: Severity, rows: npt.NDArray[np.int64], detail: Detail = lambda _: {}
) -> tuple[dict[str, int], list[Finding]]:
    """Return how many rows have a finding, and the first of them spelt out with name, row and place.

    `detail` is asked for the rows that are spelt out only.
    """
    said = [
        Finding(code, severity, layer.title(row), row, detail(row), layer.place(row)) for row in map(int, rows[:MOST])
    ]
    return {code: len(rows)}, said
