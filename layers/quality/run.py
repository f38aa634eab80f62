"""Run all checks on one layer, in the order of the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from layers.i18n.findings import Finding
from layers.quality.checks import (
    attributes,
    boundary_crossing,
    claimed_district,
    claimed_region,
    datum_shift,
    duplicates,
    invalid_geometry,
    municipality,
    overlaps,
    slivers,
)
from layers.quality.checks.datum_shift import ShiftResult, Suspicion
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.quality.result import CheckResult

ORDER = {"error": 0, "warning": 1, "note": 2}
OnStep = Callable[[str, int, int], None]  # code of the check, its number from 1, how many there are


class Check(Protocol):
    """A module of `quality/checks/`: `checks.<CODE>` of messages.toml is its name, `check` what it does."""

    CODE: str

    def check(self, layer: CheckedLayer, district_index: DistrictIndex, /) -> CheckResult:
        """Return what was found in a layer; it is not changed."""


# one line for each new check, in the order in which results are read; how to add one: CONTRIBUTING.md
CHECKS: tuple[Check, ...] = (
    datum_shift,
    municipality,
    claimed_district,
    claimed_region,
    boundary_crossing,
    duplicates,
    overlaps,
    slivers,
    invalid_geometry,
    attributes,
)


@dataclass(frozen=True)
class QualityResult:
    """The results of all checks.

    Attributes
    ----------
    checks
        One entry a check, also those that found nothing or had nothing to judge by.
    read
        What the reader of the file had to say: repairs and notes.
    """

    checks: tuple[CheckResult, ...]
    read: tuple[Finding, ...] = ()

    @property
    def suspicion(self) -> Suspicion:
        """How the coordinates fit when they are taken for GCJ-02 or BD-09."""
        return next(result.suspicion for result in self.checks if isinstance(result, ShiftResult))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All listed findings: the reader's first, then the checks', each by severity."""
        return (*self.read, *self.checked)

    @property
    def checked(self) -> tuple[Finding, ...]:
        """The findings of the checks alone, by severity."""
        found = [finding for check in self.checks for finding in check.findings]
        return tuple(sorted(found, key=lambda finding: ORDER[finding.severity]))

    @property
    def omitted(self) -> int:
        """Number of findings that are counted but not listed."""
        return sum(check.found - len(check.findings) for check in self.checks)

    def count(self, severity: str) -> int:
        """Count the findings of a severity, with omitted ones and those of the reader."""
        return self.counted(severity) + sum(finding.severity == severity for finding in self.read)

    def counted(self, severity: str) -> int:
        """Count the findings of a severity of the checks alone, with omitted ones."""
        kinds = {finding.code: finding.severity for finding in self.checked}
        return sum(
            number for check in self.checks for code, number in check.counts.items() if kinds.get(code) == severity
        )

    def as_json(self) -> dict[str, Any]:
        """Return the checks as plain values for the command line, without the reader's findings."""
        return {
            "suspected": self.suspicion.datum,
            "checks": [{"code": each.code, "looked": each.checked, "found": each.found} for each in self.checks],
            "findings": [finding.as_json(prompt=True) for finding in self.checked],
            "unsaid": self.omitted,
        }


def run_checks(layer: CheckedLayer, district_index: DistrictIndex, *, on_step: OnStep | None = None) -> QualityResult:
    """Run all checks on a layer without changing it.

    Parameters
    ----------
    on_step
        Told before each check, for a line of progress.
    """
    results = []
    for number, each in enumerate(CHECKS, start=1):
        if on_step is not None:
            on_step(each.CODE, number, len(CHECKS))
        results.append(each.check(layer, district_index))
    return QualityResult(tuple(results), layer.read)
