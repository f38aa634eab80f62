"""What a question draws over the map: rings on the ground and points that belong to no layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Drawn = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Overlay:
    """Values of atlas/57-overlay.js; None where there are none.

    Attributes
    ----------
    rings
        `lon`, `lat` in degrees; `km`, and the bounds `low` and `high` that a position error leaves open.
    drafts
        `lon`, `lat`, `label`.
    """

    rings: Drawn | None = None
    drafts: Drawn | None = None
