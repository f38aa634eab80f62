"""The promises that mattered most: how each stands, why it matters, and the pages that show it."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from layers.catalogue.entries import Words
from layers.dataset.dataset import Dataset
from layers.dataset.facts import Fact, last_day
from layers.monitoring.delivery import fulfilment_of
from layers.monitoring.evidence import PLAN_ISSUED, Fulfilment
from layers.monitoring.searches import load_headlines


@dataclass(frozen=True)
class Headline:
    """One promise, why it matters, how it stands and its evidence: the fact shown, a page with a link."""

    id: str
    why: Words
    stands: Fulfilment
    evidence: tuple[Fact, ...]


def headlines(dataset: Dataset, among: Container[str]) -> list[Headline]:
    """Return the promises that mattered most, in their order, those of `among` alone."""
    found = []
    for name, why in load_headlines().items():
        if name in among:
            stands = fulfilment_of(dataset, name)
            found.append(Headline(name, why, stands, _evidence(dataset.facts.get(name, ()), stands.fact)))
    return found


def _evidence(facts: tuple[Fact, ...], shown: Fact | None) -> tuple[Fact, ...]:
    """Return the fact shown; where it has no link, also the latest fact that says the same and has one."""
    if shown is None or shown.link:
        return (shown,) if shown else ()
    alike = (fact for fact in reversed(facts) if _says_the_same(fact, shown) and fact.link)
    return (shown, *[fact for fact in [next(alike, None)] if fact])


def _says_the_same(fact: Fact, shown: Fact) -> bool:
    return (fact.status_now, fact.covers) == (shown.status_now, shown.covers) and last_day(
        fact.last_seen
    ) >= PLAN_ISSUED
