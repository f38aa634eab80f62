"""The places that are not ranked, in groups by what decides it: what cannot be done there, before how far it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.i18n.punctuation import one_of
from layers.suitability.candidates import Candidates
from layers.suitability.constraints import UnmetConstraint, must_title
from layers.suitability.place_facts import ground_titles
from layers.suitability.ranking import Ranking
from layers.suitability.requirements import Requirements

GROUND = "grounds"
LAST = ("placed", "wide")  # of a place that misses others, too, these tell least
TITLES = {"placed": "must.placed", "wide": "must.wide"}  # must-haves that no form sets


@dataclass(frozen=True)
class FailedGroup:
    """Places that miss the same must-have; `places`: id → all that it misses. `unknown`: they might meet it."""

    title: str
    unknown: bool
    places: dict[str, Sequence[UnmetConstraint]]


def failed_groups(
    requirements: Requirements, ranking: Ranking, candidates: Candidates, lang: Lang
) -> list[FailedGroup]:
    """Return the groups, the largest first; a place stands in the group of what tells most."""
    groups: dict[tuple[str, bool], dict[str, Sequence[UnmetConstraint]]] = {}
    for name, missed in ranking.failed.items():
        first = min(missed, key=_order)
        groups.setdefault((first.must, first.unknown), {})[name] = missed
    found = [
        FailedGroup(_title(must, requirements, candidates, lang, unknown=unknown), unknown, places)
        for (must, unknown), places in groups.items()
    ]
    return sorted(found, key=lambda group: -len(group.places))


def _order(unmet: UnmetConstraint) -> tuple[bool, bool, bool]:
    """Order what a place misses: what is known before what is not, the ground before the rest."""
    return unmet.must in LAST, unmet.unknown, unmet.must != GROUND


def _title(must: str, requirements: Requirements, candidates: Candidates, lang: Lang, *, unknown: bool) -> str:
    if must == GROUND:
        titles = ground_titles(candidates.dataset, lang)
        needed = one_of([titles.get(code, code) for code in requirements.grounds], lang)
        return say("failed.ground_unknown" if unknown else "failed.ground", lang, needed=needed)
    if must in TITLES:
        return say(TITLES[must], lang)
    title = must_title(must, requirements, candidates, lang)
    return say("failed.must_unknown" if unknown else "failed.must", lang, must=title)
