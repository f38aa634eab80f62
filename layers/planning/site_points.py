"""The points of a layout: existing sites with a scenario's changes applied, as parallel arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers.arrays import Floats, Mask
from layers.catalogue.entries import Words
from layers.i18n.messages import say
from layers.planning.context import PlanningContext
from layers.planning.scenario import DRAFT, Change
from layers.query.existence import Time, promised, standing
from layers.suitability.presets import load_presets

DRAWN_ERROR_KM = 0.0  # a site of a scenario has the position that the planner gave it


@dataclass(frozen=True, eq=False)
class Sites:
    """n points of sites; a site in parts has several.

    Attributes
    ----------
    ids, kinds
        (n,) feature id, or `draft-1` … for sites that a scenario adds or moves, and the kind.
    lon, lat, error_km
        (n,) degrees WGS 84; kilometres, the worst case of the ranking if unknown.
    """

    ids: npt.NDArray[np.str_]
    kinds: npt.NDArray[np.str_]
    lon: Floats
    lat: Floats
    error_km: Floats
    names: tuple[Words, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def only(self, mask: Mask) -> Sites:
        """Return the points of `mask`."""
        names = tuple(name for name, use in zip(self.names, mask, strict=True) if use)
        return Sites(self.ids[mask], self.kinds[mask], self.lon[mask], self.lat[mask], self.error_km[mask], names)

    def of_kinds(self, kinds: Sequence[str]) -> Sites:
        """Return the points of some kinds."""
        return self.only(np.isin(self.kinds, list(kinds)))

    @property
    def count(self) -> int:
        """Number of sites; a site in parts counts once."""
        return len(set(self.ids.tolist()))


def sites_where(context: PlanningContext, mask: Mask) -> Sites:
    """Return the located points of the features of `mask`, (n,) over the dataset's features."""
    points, features = context.points, context.dataset.features
    use = mask[points.rows]
    rows = points.rows[use]
    error = points.error_km[use]
    return Sites(
        features.index.to_numpy()[rows].astype(str),
        features["kind"].to_numpy()[rows].astype(str),
        points.lon[use],
        points.lat[use],
        np.where(np.isnan(error), load_presets().unknown_error_km, error),
        tuple(
            Words(zh=str(zh), en=str(en))
            for zh, en in features.iloc[rows][["name_zh", "name_en"]].itertuples(index=False)
        ),
    )


def today(context: PlanningContext, time: Time) -> Sites:
    """Return every site that exists at `time`."""
    return sites_where(context, standing(context.dataset, time))


def pledged(context: PlanningContext, time: Time) -> Sites:
    """Return every promised site with a location that does not exist yet."""
    return sites_where(context, promised(context.dataset, time))


def apply(changes: Sequence[Change], sites: Sites, context: PlanningContext) -> Sites:
    """Apply a scenario's changes to the sites. A feature that does not exist yet may be moved: that builds it."""
    gone = {change.what for change in changes if change.act != "add"}
    kept = sites.only(~np.isin(sites.ids, list(gone)))
    drawn = [(number, change) for number, change in enumerate(changes, 1) if change.act != "close"]
    features, kinds = context.dataset.features, context.dataset.catalogue.kinds
    names = []
    for number, change in drawn:
        old = kinds[change.what].title if change.act == "add" else None
        row = features.loc[change.what] if old is None else None
        zh, en = (old.zh, old.en) if old else (row["name_zh"], row["name_en"]) if row is not None else ("", "")
        names.append(_draft_name(str(zh), str(en), number))
    kind = [change.what if change.act == "add" else str(features.loc[change.what, "kind"]) for _, change in drawn]
    return Sites(
        np.array([*kept.ids, *(f"{DRAFT}-{number}" for number, _ in drawn)], dtype=str),
        np.array([*kept.kinds, *kind], dtype=str),
        np.array([*kept.lon, *(change.lon for _, change in drawn)], dtype=float),
        np.array([*kept.lat, *(change.lat for _, change in drawn)], dtype=float),
        np.array([*kept.error_km, *(DRAWN_ERROR_KM for _ in drawn)], dtype=float),
        (*kept.names, *names),
    )


def _draft_name(zh: str, en: str, number: int) -> Words:
    values = {"number": number}
    return Words(zh=say("whatif.draft", "zh", name=zh, **values), en=say("whatif.draft", "en", name=en, **values))
