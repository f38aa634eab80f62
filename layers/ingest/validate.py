"""Validate a file, with one result for page, command line and tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from layers.i18n.findings import Finding, RefusedError, Verdict
from layers.ingest.layer import ImportedLayer, ReadOptions
from layers.ingest.limits import UPLOAD, Limits
from layers.ingest.read import read_layer_with


@dataclass(frozen=True)
class ValidationResult:
    """Verdict and findings; `imported` is None for a rejected file."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    imported: ImportedLayer | None

    def as_json(self) -> dict[str, Any]:
        """Return `verdict`, `faults` and, for a usable file, its metadata, as `check` prints them."""
        found: dict[str, Any] = {
            "verdict": self.verdict,
            "faults": [finding.as_json(prompt=True) for finding in self.findings],
        }
        if self.imported is not None:
            imported = self.imported
            located = int(imported.frame.geometry.notna().sum())
            found |= {"features": len(imported.frame), "placed": located, "layer": imported.layer}
            found |= {"layers": list(imported.layers), "encoding": imported.encoding, "crs": imported.crs}
        return found


def validate(
    name: str,
    content: bytes,
    options: ReadOptions | None = None,
    *,
    limits: Limits = UPLOAD,
    on_progress: Callable[[float], None] = lambda _: None,
) -> ValidationResult:
    """Validate a file: return the verdict (accept, accept with repair, reject) and all findings."""
    try:
        imported = read_layer_with(name, content, options or ReadOptions(), limits=limits, on_progress=on_progress)
    except RefusedError as refusal:
        return ValidationResult("reject", refusal.findings, None)
    return ValidationResult(imported.verdict, imported.findings, imported)
