"""The legend model: colour, shape and pattern of every code. Map and legend both use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layers.catalogue.entries import Status, Words
from layers.catalogue.models import Catalogue
from layers.i18n.messages import load_words


@dataclass(frozen=True)
class LegendRow:
    """One row of the legend: its sample and its label."""

    sample: Mapping[str, str]
    label: Words

    def as_json(self) -> dict[str, Any]:
        """Return the row as JSON for the browser."""
        return {"sample": dict(self.sample), "label": self.label.model_dump()}


@dataclass(frozen=True)
class CodesInUse:
    """The codes that a dataset uses, without regard to filters, so that the legend keeps its size.

    `without_status`: whether some features have no status in the plan; the legend has a row for missing values.
    """

    types: frozenset[str]
    statuses: frozenset[str]
    statuses_now: frozenset[str]
    modes: frozenset[str]
    qualities: frozenset[str]
    without_status: bool
    without_status_now: bool


@dataclass(frozen=True)
class LegendModel:
    """Colours, shapes and patterns of the catalogue, and the groups of the legend."""

    catalogue: Catalogue

    def as_json(self) -> dict[str, Any]:
        """Return code → style for each vocabulary with a symbol."""
        c = self.catalogue
        return {
            "types": {code: {"colour": t.colour, "shape": t.shape} for code, t in c.types.items()},
            "statuses": {code: {**_style(s), "target": s.target} for code, s in c.statuses.items()},
            "statuses_target": {code: _style(s) for code, s in c.statuses_target.items()},
            "statuses_now": {code: _style(s) for code, s in c.statuses_now.items()},
            "regions": {code: {"tint": r.tint} for code, r in c.regions.items()},
            "qualities": {code: {"halo": q.halo} for code, q in c.qualities.items()},
            "modes": {code: {} for code in c.modes},
            "corridors": {code: {"colour": k.colour} for code, k in c.kinds.items() if k.colour},
        }

    def legend(self, occurring: CodesInUse) -> list[dict[str, Any]]:
        """Return the legend as titled groups of rows; the browser shows one of the three groups of statuses."""
        c, f, words = self.catalogue, self.catalogue.fields, load_words()["legend"]
        legs = [LegendRow({"mode": k}, v.title) for k, v in c.modes.items() if k in occurring.modes]
        groups = [
            (
                f["platform_type"].title,
                [LegendRow({"type": k}, v.title) for k, v in c.types.items() if k in occurring.types],
            ),
            *self._statuses(occurring),
            (
                f["position_quality"].title,
                [LegendRow({"quality": k}, v.title) for k, v in c.qualities.items() if k in occurring.qualities],
            ),
            (c.types["corridor"].title, [LegendRow({"corridor": k}, v.title) for k, v in c.kinds.items() if v.colour]),
            (words["modes"], [*legs, LegendRow({"schematic": "yes"}, words["schematic"])] if legs else []),
            (f["regions"].title, [*(LegendRow({"region": k}, v.short) for k, v in c.regions.items()), *self._outlines]),
        ]
        return [{"title": title.model_dump(), "rows": [r.as_json() for r in rows]} for title, rows in groups if rows]

    @property
    def _outlines(self) -> list[LegendRow]:
        """Return the row of schematic extents, where a layer of them is in the catalogue."""
        drawn = any(layer.draw == "outlines" for layer in self.catalogue.layers.values())
        return [LegendRow({"outline": "zone"}, load_words()["legend"]["outline"])] if drawn else []

    def _statuses(self, occurring: CodesInUse) -> list[tuple[Words, list[LegendRow]]]:
        """Return a group of statuses for each time: in the plan, promised for 2025, known now."""
        c, f, words = self.catalogue, self.catalogue.fields, load_words()["legend"]
        targets = {c.statuses[code].target for code in occurring.statuses if code in c.statuses}
        modes = [
            ("status", f["status"].title, c.statuses, occurring.statuses, occurring.without_status),
            ("status_target", words["target"], c.statuses_target, targets, occurring.without_status),
            ("status_now", f["status_now"].title, c.statuses_now, occurring.statuses_now, occurring.without_status_now),
        ]
        return [
            (
                title,
                [LegendRow({key: k}, v.title) for k, v in codes.items() if k in used]
                + ([LegendRow({key: "null"}, words["no_status"])] if missing else []),
            )
            for key, title, codes, used, missing in modes
        ]


def _style(status: Status) -> dict[str, str]:
    return {"fill": status.fill, "outline": status.outline}
