"""The distances of a shortlist: criterion by criterion, to which target, how far, and with which error."""

from __future__ import annotations

from collections.abc import Sequence

from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.query.nearest import NearestResult, ProximityIndex, distance
from layers.suitability.comparison_row import DistanceRow, Number, unknown
from layers.suitability.presets import by_mode, criteria

KM = "km"


def reaches(names: Sequence[str], proximity: ProximityIndex) -> dict[str, list[NearestResult | None]]:
    """Return criterion → the nearest target of each candidate, what lies on its site, and itself, first.

    A corridor with several boarding modes has one entry a mode and none for itself.
    """
    known = criteria(proximity.dataset.catalogue)
    found: dict[str, list[NearestResult | None]] = {code: [] for code in known}
    for name in names:
        near = {reach.code: reach for reach in proximity.gateways_near(name)}
        for reach in proximity.corridors_near(name):
            single = by_mode(reach.code, reach.mode or "")
            near[single if single in known else reach.code] = reach
        near |= {code: NearestResult(code, on[0], 0.0, 0.0) for code, on in proximity.gateways_here(name).items()}
        gateways = proximity.gateways
        own = gateways.codes[gateways.features == name].tolist()  # a hub is no distance from a hub
        near |= {code: NearestResult(code, name, 0.0, 0.0) for code in own}
        for code, column in found.items():
            column.append(near.get(code))
    return {code: column for code, column in found.items() if any(column)}


def distances(names: Sequence[str], proximity: ProximityIndex, lang: Lang) -> list[DistanceRow]:
    """Return the distances as rows; criteria that lead each candidate to the same place are one row."""
    known, dataset = criteria(proximity.dataset.catalogue), proximity.dataset

    def target(reach: NearestResult | None) -> str:
        if reach is None:
            return unknown(lang)
        return reach.at.say(lang) if reach.at else dataset.name(reach.feature, lang)

    def row(title: str, column: Sequence[NearestResult | None]) -> DistanceRow:
        targets = tuple(map(target, column))
        texts = tuple(
            say("compare.near", lang, name=name, distance=distance(reach, lang)) if reach else name
            for name, reach in zip(targets, column, strict=True)
        )
        numbers = tuple(None if reach is None else km(reach) for reach in column)
        errors = tuple(None if reach is None else _rounded(reach.error_km) for reach in column)
        return DistanceRow(title, texts, "", numbers, KM, targets, errors)

    titles: dict[tuple[object, ...], list[str]] = {}
    columns: dict[tuple[object, ...], list[NearestResult | None]] = {}
    for code, column in reaches(names, proximity).items():
        key = tuple((target(reach), km(reach)) if reach else None for reach in column)
        titles.setdefault(key, []).append(known[code].say(lang))
        columns.setdefault(key, column)
    return [row(list_separator(lang).join(dict.fromkeys(titles[key])), column) for key, column in columns.items()]


def km(reach: NearestResult) -> float:
    """Return a distance as a number: to a tenth, and to a whole kilometre if its error is unknown."""
    return round(reach.km, 0 if reach.error_km is None else 1)


def _rounded(number: Number) -> Number:
    return None if number is None else round(number, 1)
