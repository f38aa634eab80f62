"""The one scale: what colour, shape and pattern mean. Map and legend both come from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layers.catalogue import Catalogue, Words
from layers.words import load_words


@dataclass(frozen=True)
class Row:
    """One row of the legend: what is drawn as sample, and its label."""

    sample: Mapping[str, str]
    label: Words

    def as_json(self) -> dict[str, Any]:
        """Return the row as the browser reads it."""
        return {"sample": dict(self.sample), "label": self.label.model_dump()}


@dataclass(frozen=True)
class Scale:
    """Colours, shapes and patterns of the catalogue; `rows` is the whole legend."""

    catalogue: Catalogue

    def as_json(self) -> dict[str, Any]:
        """Return code → style for each vocabulary that is drawn."""
        c = self.catalogue
        return {
            "types": {code: {"colour": t.colour, "shape": t.shape} for code, t in c.types.items()},
            "statuses": {code: {"fill": s.fill, "outline": s.outline} for code, s in c.statuses.items()},
            "statuses_now": {code: {"fill": s.fill, "outline": s.outline} for code, s in c.statuses_now.items()},
            "regions": {code: {"tint": r.tint} for code, r in c.regions.items()},
            "qualities": {code: {"halo": q.halo} for code, q in c.qualities.items()},
            "modes": {code: {} for code in c.modes},
            "corridors": {code: {"colour": k.colour} for code, k in c.kinds.items() if k.colour},
        }

    def legend(
        self, types: set[str], statuses: set[str], modes: set[str], *, without_status: bool
    ) -> list[dict[str, Any]]:
        """Return the legend as titled groups of rows, for the codes that the data uses.

        Parameters
        ----------
        types, statuses, modes
            Codes that occur in the edition, filtered or not, so that the legend keeps its size while filtering.
        without_status
            Whether there are features that the plan does not name: missing values have a row of their own.
        """
        c, f = self.catalogue, self.catalogue.fields
        words = load_words()["legend"]
        plan = [Row({"status": k}, v.title) for k, v in c.statuses.items() if k in statuses]
        legs = [Row({"mode": k}, v.title) for k, v in c.modes.items() if k in modes]
        groups = [
            (f["platform_type"].title, [Row({"type": k}, v.title) for k, v in c.types.items() if k in types]),
            (f["status"].title, [*plan, *([Row({"status": "null"}, words["no_status"])] if without_status else [])]),
            (c.types["corridor"].title, [Row({"corridor": k}, v.title) for k, v in c.kinds.items() if v.colour]),
            (words["modes"], [*legs, Row({"schematic": "yes"}, words["schematic"])] if legs else []),
            (f["regions"].title, [Row({"region": k}, v.short) for k, v in c.regions.items()]),
        ]
        return [{"title": title.model_dump(), "rows": [r.as_json() for r in rows]} for title, rows in groups if rows]
