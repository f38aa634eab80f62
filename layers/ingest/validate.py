"""May a file be used? One answer for page, command line and tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from layers.ingest.findings import Finding, RefusedError, Verdict
from layers.ingest.layer import ImportedLayer, ReadOptions
from layers.ingest.limits import UPLOAD, Limits
from layers.ingest.read import read_layer_with


@dataclass(frozen=True)
class ValidationResult:
    """Verdict and reasons; `brought` is None where the file is rejected."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    brought: ImportedLayer | None

    def as_json(self) -> dict[str, Any]:
        """Return `verdict`, `faults` and, of a file that can be used, what was taken from it: what `check` prints."""
        found: dict[str, Any] = {
            "verdict": self.verdict,
            "faults": [finding.as_json(prompt=True) for finding in self.findings],
        }
        if self.brought is not None:
            brought = self.brought
            placed = int(brought.frame.geometry.notna().sum())
            found |= {"features": len(brought.frame), "placed": placed, "layer": brought.layer}
            found |= {"layers": list(brought.layers), "encoding": brought.encoding, "crs": brought.crs}
        return found


def validate(
    name: str,
    content: bytes,
    told: ReadOptions | None = None,
    *,
    limits: Limits = UPLOAD,
    tell: Callable[[float], None] = lambda _: None,
) -> ValidationResult:
    """Return whether a file may be used, as it is or repaired, and everything found in it."""
    try:
        brought = read_layer_with(name, content, told or ReadOptions(), limits=limits, tell=tell)
    except RefusedError as refusal:
        return ValidationResult("reject", refusal.findings, None)
    return ValidationResult(brought.verdict, brought.findings, brought)
