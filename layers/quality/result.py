"""The result of one check: number of checked features, findings, and whether the list was cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from layers.i18n.findings import Finding, Severity
from layers.quality.layer import CheckedLayer

MOST = 200  # findings of one kind that are spelt out; the rest are counted
Detail = Callable[[int], Mapping[str, str]]


@dataclass(frozen=True)
class CheckResult:
    """The result of one check.

    Attributes
    ----------
    code
        Key of the section `checks` of messages.toml.
    checked
        Number of features (or pairs, columns) that could be checked; 0 if the layer has nothing to check.
    counts
        Code of a finding → its count, omitted ones included.
    findings
        The listed findings, at most `MOST` of each code.
    """

    code: str
    checked: int
    counts: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def found(self) -> int:
        """Number of all findings."""
        return sum(self.counts.values())


def combine(code: str, checked: int, parts: Iterable[tuple[dict[str, int], list[Finding]]]) -> CheckResult:
    """Combine several kinds of finding in one result."""
    counts: dict[str, int] = {}
    findings: list[Finding] = []
    for part, said in parts:
        counts |= {name: number for name, number in part.items() if number}
        findings += said
    return CheckResult(code, checked, counts, tuple(findings))


def named(
    layer: CheckedLayer, code: str, severity: Severity, rows: npt.NDArray[np.int64], detail: Detail = lambda _: {}
) -> tuple[dict[str, int], list[Finding]]:
    """Return the count of rows with a finding, and the first of them as findings with name, row and location.

    `detail` is called for the listed rows only.
    """
    said = [
        Finding(code, severity, layer.title(row), row, detail(row), layer.place(row)) for row in map(int, rows[:MOST])
    ]
    return {code: len(rows)}, said
