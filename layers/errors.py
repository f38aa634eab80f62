"""The exceptions that this project raises on purpose, with one base class that a page can catch."""

from __future__ import annotations

from collections.abc import Sequence


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
