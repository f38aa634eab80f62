"""Gathers findings while a file is read; like ones are capped and counted: a bad file must not fill the memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from layers.ingest.findings import Finding, RefusedError, Severity

MOST_ALIKE = 1000
_ORDER = {"error": 0, "warning": 1, "note": 2}


class FindingCollector:
    """Findings in the making."""

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
        """Note one finding; beyond `MOST_ALIKE` of a code it is only counted."""
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
        """Note the same of many rows, without a step for each beyond the cap."""
        for row in rows[:MOST_ALIKE]:
            self.add(code, severity, row=int(row), point=point(int(row)) if point else None)
        self._counts[code, severity] += max(0, len(rows) - MOST_ALIKE)

    def extend(self, other: FindingCollector) -> None:
        """Take over what another ledger gathered."""
        self._found += other._found
        self._counts += other._counts

    @property
    def has_errors(self) -> bool:
        """Whether the file has to be refused."""
        return any(severity == "error" for _, severity in self._counts)

    def discard(self, code: str) -> None:
        """Drop what was noted under a code, because the person has settled it."""
        self._found = [finding for finding in self._found if finding.code != code]
        for key in [key for key in self._counts if key[0] == code]:
            del self._counts[key]

    def findings(self) -> tuple[Finding, ...]:
        """Return what was found, errors first, each with its feature's name."""
        found = [self._named(finding) for finding in self._found]
        for (code, severity), count in self._counts.items():
            if count > MOST_ALIKE:
                first = next(f for f in found if f.code == code)
                detail = {"count": str(count - MOST_ALIKE), "first": first.code}
                found.append(Finding("more-alike", severity, detail=detail))
        return tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))

    def reject(self, code: str, **detail: object) -> NoReturn:
        """Refuse the file for this and all that was found before."""
        self.add(code, "error", **detail)  # type: ignore[arg-type]  # details only, never a row or a point
        raise RefusedError(self.findings())

    def _named(self, finding: Finding) -> Finding:
        if finding.row is None:
            return finding
        name = self.label(finding.row)
        return Finding(finding.code, finding.severity, name, finding.row, finding.detail, finding.point)
