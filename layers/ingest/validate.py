"""May a file be used? One answer for page, command line and tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from layers.ingest.findings import Finding, RefusedError, Verdict
from layers.ingest.layer import Brought, Told
from layers.ingest.limits import UPLOAD, Limits
from layers.ingest.read import bring_told


@dataclass(frozen=True)
class Judgement:
    """Verdict and reasons; `brought` is None where the file is rejected."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    brought: Brought | None

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


def judge(
    name: str,
    content: bytes,
    told: Told | None = None,
    *,
    limits: Limits = UPLOAD,
    tell: Callable[[float], None] = lambda _: None,
) -> Judgement:
    """Return whether a file may be used, as it is or repaired, and everything found in it."""
    try:
        brought = bring_told(name, content, told or Told(), limits=limits, tell=tell)
    except RefusedError as refusal:
        return Judgement("reject", refusal.findings, None)
    return Judgement(brought.verdict, brought.findings, brought)
