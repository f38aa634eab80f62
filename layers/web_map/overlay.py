"""Overlay of a query on the map: rings on the ground, and points that belong to no layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Drawn = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Overlay:
    """Values for atlas/layers/overlay.js; None for absent ones.

    Attributes
    ----------
    rings
        `lon`, `lat` in degrees; `km`, and its bounds `low` and `high` by the position error.
    drafts
        `lon`, `lat`, `label`.
    """

    rings: Drawn | None = None
    drafts: Drawn | None = None
