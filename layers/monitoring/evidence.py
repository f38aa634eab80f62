"""Evidence of the facts: the state of a feature today, and the fulfilment of a promise with its time.

The rules, in order of application:

1. `near` facts decide nothing; unknown states decide nothing.
2. The state of today is that of the fact last seen, on the whole or on a part; a page without a date does not count.
3. For a promise, only facts seen since the plan was issued are evidence: an older fact proves no delivery. If facts
   speak of the promise alone, they decide, and the state of the feature does not.
4. Delivered: the latest fact on the whole shows a state that fulfils the promise. In time: it began, or was seen,
   by the end of 2025; late: it began after that; else the time is unknown.
5. Under way: the latest fact on the whole is approved or under construction, or a part exists.
6. Not delivered: the latest fact on the whole says so. Else there is no public evidence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from layers.dataset.facts import Fact, first_day, last_day

Outcome = Literal["delivered", "under-way", "not-yet", "unknown"]
Bearing = Literal["related", "before", "old", ""]
Timing = Literal["in-time", "late", "not-known", ""]
PLAN_ISSUED = "2021-10-13"  # 渝府发〔2021〕24号
TERM_END = "2025-12-31"
STALE_YEARS = 3
SILENT = "unknown"
BEGUN = {"approved", "building"}
REFUSED = {"pending", "dropped", "closed"}
STANDING = {"whole", "part"}


@dataclass(frozen=True)
class Fulfilment:
    """The outcome of a promise, its timing, and the fact that shows it; `related` are near facts, which do not."""

    outcome: Outcome
    timing: Timing = ""
    fact: Fact | None = None
    related: tuple[Fact, ...] = ()


def state_today(facts: Sequence[Fact]) -> Fact | None:
    """Return the fact that shows the state of a feature today, or None."""
    return _latest([fact for fact in facts if fact.covers in STANDING and _says(fact)])


def is_stale(fact: Fact, today: date) -> bool:
    """Return whether a fact was last seen more than `STALE_YEARS` years before `today`."""
    limit = today.replace(year=today.year - STALE_YEARS).isoformat()
    return bool(fact.last_seen) and last_day(fact.last_seen) < limit


@dataclass(frozen=True)
class Standing:
    """How a feature stands today: since when, where a source says so, and when it was last seen so."""

    fact: Fact
    since: str
    stale: bool


def standing(facts: Sequence[Fact], today: date) -> Standing | None:
    """Return how a feature stands today, the day on which its state began apart from the day it was last seen."""
    found = state_today(facts)
    if not found:
        return None
    same = [fact for fact in facts if fact.covers == "whole" and fact.status_now == found.status_now]
    since = min((fact.since for fact in (*same, found) if fact.since), key=first_day, default="")
    return Standing(found, since, is_stale(found, today))


def bearing(fact: Fact, today: date, *, promised: bool) -> Bearing:
    """Return what keeps a fact from being proof of today, or of a promise where something was `promised`."""
    if fact.covers == "near":
        return "related"
    if promised and not _since_the_plan(fact):
        return "before"
    return "old" if is_stale(fact, today) else ""


def fulfilment(facts: Sequence[Fact], enough: Collection[str]) -> Fulfilment:
    """Return the fulfilment of a promise; `enough` are the states that fulfil it."""
    seen = [fact for fact in facts if fact.status_now != SILENT and _since_the_plan(fact)]
    related = tuple(fact for fact in facts if fact.covers == "near")
    alone = [fact for fact in seen if fact.covers == "promise"]
    whole = alone or [fact for fact in seen if fact.covers == "whole"]
    parts = [fact for fact in seen if fact.covers == "part" and fact.status_now not in REFUSED]
    part = None if alone else _latest(parts)
    latest = _latest(whole)
    if latest and latest.status_now in enough:
        return Fulfilment("delivered", _timing([f for f in whole if f.status_now in enough]), latest, related)
    if latest and (latest.status_now in BEGUN or latest.status_now not in REFUSED):
        return Fulfilment("under-way", "", latest, related)
    if part:
        return Fulfilment("under-way", "", part, related)
    return Fulfilment("not-yet" if latest else "unknown", "", latest, related)


def _says(fact: Fact) -> bool:
    return fact.status_now != SILENT and bool(fact.last_seen)


def _since_the_plan(fact: Fact) -> bool:
    return not fact.last_seen or last_day(fact.last_seen) >= PLAN_ISSUED


def _latest(facts: Sequence[Fact]) -> Fact | None:
    return max(facts, key=lambda fact: last_day(fact.last_seen), default=None)


def _timing(facts: Sequence[Fact]) -> Timing:
    began = min((fact.since for fact in facts if fact.since), key=first_day, default="")
    if began:
        return "late" if first_day(began) > TERM_END else "in-time"
    seen = [last_day(fact.last_seen) for fact in facts if fact.last_seen]
    return "in-time" if seen and min(seen) <= TERM_END else "not-known"
