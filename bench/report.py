"""Numbers as plain text: one table of medians, one of ratios, one line for each target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles


@dataclass
class Report:
    """Rows in the order they were measured."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    targets: list[tuple[str, float, float, str]] = field(default_factory=list)

    def add(self, what: str, page: str, values: Sequence[float], unit: str = "ms") -> float:
        """Add a row for one series and return its median."""
        p95 = quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
        middle = median(values)
        self.rows.append((what, page, str(len(values)), f"{middle:,.1f}", f"{p95:,.1f}", unit))
        return middle

    def ratio(self, what: str, pair: str, value: float, limit: float | None = None) -> None:
        """Add a row for a ratio of two medians, and a target where there is one."""
        self.rows.append((what, pair, "", f"{value:.2f}", "", "x"))
        if limit is not None:
            self.target(f"{what}: {pair}", value, limit, "x")

    def target(self, what: str, value: float, limit: float, unit: str) -> None:
        """Add a target: `value` may not exceed `limit`."""
        self.targets.append((what, value, limit, unit))

    def __str__(self) -> str:
        head = ("measurement", "page", "runs", "median", "p95", "unit")
        widths = [max(len(row[i]) for row in (head, *self.rows)) for i in range(len(head))]
        lines = [_line(row, widths) for row in (head, tuple("-" * width for width in widths), *self.rows)]
        return "\n".join([*lines, "", *self.notes, "", self.verdicts()])

    def verdicts(self) -> str:
        """Return one line for each target, met or not."""
        longest = max((len(what) for what, *_ in self.targets), default=0)
        return "\n".join(
            f"{what:<{longest}}  {value:>9,.2f} <= {limit:,g} {unit:<6} {'met' if value <= limit else 'NOT MET'}"
            for what, value, limit, unit in self.targets
        )


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    text = [f"{cell:<{width}}" for cell, width in zip(row[:2], widths[:2], strict=True)]
    numbers = [f"{cell:>{width}}" for cell, width in zip(row[2:5], widths[2:5], strict=True)]
    return "  ".join([*text, *numbers, row[5]]).rstrip()
