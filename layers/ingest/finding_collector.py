"""Collect findings while a file is read; cap and count equal ones, so that a bad file cannot fill the memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from layers.i18n.findings import Finding, RefusedError, Severity

MOST_ALIKE = 1000
_ORDER = {"error": 0, "warning": 1, "note": 2}


class FindingCollector:
    """The findings so far."""

    def __init__(self, label: Callable[[int], str] | None = None) -> None:
        self.label = label or (lambda _: "")
        self._found: list[Finding] = []
        self._counts: Counter[tuple[str, Severity]] = Counter()

    def add(
        self,
        code: str,
        severity: Severity,
        *,
        row: int | None = None,
        point: tuple[float, float] | None = None,
        **detail: object,
    ) -> None:
        """Add one finding; beyond `MOST_ALIKE` of a code, only count it."""
        self._counts[code, severity] += 1
        if self._counts[code, severity] <= MOST_ALIKE:
            texts = {key: str(value) for key, value in detail.items()}
            self._found.append(Finding(code, severity, "", row, texts, point))

    def add_rows(
        self,
        code: str,
        severity: Severity,
        rows: NDArray[np.intp],
        point: Callable[[int], tuple[float, float]] | None = None,
    ) -> None:
        """Add the same finding for many rows, without a step for each row beyond the cap."""
        for row in rows[:MOST_ALIKE]:
            self.add(code, severity, row=int(row), point=point(int(row)) if point else None)
        self._counts[code, severity] += max(0, len(rows) - MOST_ALIKE)

    def extend(self, other: FindingCollector) -> None:
        """Add the findings of another collector."""
        self._found += other._found
        self._counts += other._counts

    @property
    def has_errors(self) -> bool:
        """Whether the file must be refused."""
        return any(severity == "error" for _, severity in self._counts)

    def discard(self, code: str) -> None:
        """Remove the findings of a code, because an option of the visitor has resolved it."""
        self._found = [finding for finding in self._found if finding.code != code]
        for key in [key for key in self._counts if key[0] == code]:
            del self._counts[key]

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings, errors first, each with its feature's name."""
        found = [self._named(finding) for finding in self._found]
        for (code, severity), count in self._counts.items():
            if count > MOST_ALIKE:
                first = next(f for f in found if f.code == code)
                detail = {"count": str(count - MOST_ALIKE), "first": first.code}
                found.append(Finding("more-alike", severity, detail=detail))
        return tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))

    def reject(self, code: str, **detail: object) -> NoReturn:
        """Refuse the file for this and all earlier findings."""
        self.add(code, "error", **detail)  # type: ignore[arg-type]  # only details, no row or point
        raise RefusedError(self.findings())

    def _named(self, finding: Finding) -> Finding:
        if finding.row is None:
            return finding
        name = self.label(finding.row)
        return Finding(finding.code, finding.severity, name, finding.row, finding.detail, finding.point)
