"""What an operator's optional files have in common: limits, reading, dates, and faults as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from layers.catalogue.entries import Lang
from layers.i18n.findings import Finding

LONGEST, SHOWN, MOST_ROWS = 500, 60, 20_000  # characters of a text, of a value in a fault; rows


@dataclass(frozen=True, kw_only=True)
class OperatorFile:
    """What could not be used of a file; its other content is in the subclasses."""

    faults: tuple[Finding, ...] = ()

    def fault_sentences(self, lang: Lang) -> list[str]:
        """Return a sentence for each fault."""
        return [each.sentence(lang) for each in self.faults]


def read_start(path: Path, most: int) -> bytes | None:
    """Return the first `most` bytes of a file and one more if it has more; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError:
        return None


def first_unfit(fits: Mapping[str, bool]) -> str:
    """Return the first column that does not fit, or ""."""
    return next((name for name, fit in fits.items() if not fit), "")


def is_date(text: str) -> bool:
    """Whether a text is a day as ISO 8601 writes it."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
