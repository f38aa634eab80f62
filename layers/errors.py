"""The exceptions that this project raises on purpose, with one base class that a page can catch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


class OpenMapError(Exception):
    """Base of every error this project raises on purpose."""


class CatalogueError(OpenMapError, ValueError):
    """Exception for a catalogue that breaks its own rules; lists every fault with its position."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class SettingsError(OpenMapError, ValueError):
    """Exception for unusable settings of the operator; lists every fault with its setting, never a value."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class FontError(OpenMapError, FileNotFoundError):
    """Exception for a missing font; `file` is its name."""

    def __init__(self, file: str) -> None:
        self.file = file
        super().__init__(f"the font {file} is missing: install the package zhplot (pip install -r requirements.txt)")


@dataclass(frozen=True)
class Fault:
    """One fault of a layer: a code of the catalogue's `faults` table and the values of its sentence."""

    layer: str
    code: str
    feature: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)

    def values(self) -> dict[str, str]:
        """Return the values that the sentence of this fault may name: layer, feature and the details."""
        return {"layer": self.layer, "feature": self.feature, "field": "", "file": "", "detail": "", **self.detail}


class DataError(OpenMapError, ValueError):
    """Exception for an unusable layer, with all its faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{f.layer}: {f.code} {f.feature} {dict(f.detail)}" for f in self.faults))
