"""Evidence of the facts: the state of a feature today, and the fulfilment of a promise with its time.

The rules, in order of application:

1. `near` facts decide nothing; unknown states decide nothing.
2. The state of today is that of the fact last seen, on the whole or on a part; a page without a date does not count,
   nor does a `measure`, which is not the thing itself.
3. For a promise, only facts seen since the plan was issued are evidence: an older fact proves no delivery. If facts
   speak of the promise alone, they decide, and the state of the feature does not.
4. Delivered: the latest fact on the whole shows a state that fulfils the promise, and a page says so of a day that is
   surely after the plan was issued: an inference, or "2021" alone, proves no delivery. In time: it began, or was seen,
   by the end of 2025; late: it began after that; else it is late or its time is unknown. The fact shown is the one
   that tells the time, not the latest.
5. Under way: the latest fact on the whole is approved or under construction, or a part exists; where nothing speaks of
   the whole, a measure is enough, and is named as one (`remark`).
6. Not delivered: the latest fact on the whole says so. Else there is no public evidence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from layers.dataset.facts import Fact, first_day, last_day

Outcome = Literal["delivered", "under-way", "not-yet", "unknown"]
Bearing = Literal["related", "before", "measure", "old", ""]
Timing = Literal["in-time", "late", "not-known", ""]
Remark = Literal["measure", "inferred", "in-use", ""]
PLAN_ISSUED = "2021-10-13"  # 渝府发〔2021〕24号
TERM_END = "2025-12-31"
STALE_YEARS = 3
SILENT = "unknown"
REFUSED = {"pending", "dropped", "closed"}
STANDING = {"whole", "part"}


@dataclass(frozen=True)
class Fulfilment:
    """The outcome of a promise, its timing, and the fact that shows it; `related` are near facts, which do not.

    `remark`: what to say with the outcome. It rests on a related `measure`, or is `inferred`; or the thing is `in-use`,
    but not as promised.
    """

    outcome: Outcome
    timing: Timing = ""
    fact: Fact | None = None
    related: tuple[Fact, ...] = ()
    remark: Remark = ""


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
    if fact.covers == "measure":
        return "measure"
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
    proofs = [fact for fact in whole if fact.status_now in enough and _proves(fact)]
    if latest and latest.status_now in enough and proofs:
        return Fulfilment("delivered", *_timing(proofs), related)
    measure = None if latest or part else _latest([fact for fact in seen if fact.covers == "measure"])
    stands = latest if latest and latest.status_now not in REFUSED else part or measure
    if stands:
        return Fulfilment("under-way", "", stands, related, _remark(stands, facts))
    if latest:
        return Fulfilment("not-yet", "", latest, related, _remark(latest, facts))
    return Fulfilment("unknown", related=related)


def _remark(fact: Fact, facts: Sequence[Fact]) -> Remark:
    if fact.covers == "measure":
        return "measure"
    if fact.covers == "promise":
        today = state_today(facts)
        return "in-use" if today and today.status_now == "operating" else ""
    return "inferred" if fact.confidence == "inferred" else ""


def _says(fact: Fact) -> bool:
    return fact.status_now != SILENT and bool(fact.last_seen)


def _since_the_plan(fact: Fact) -> bool:
    return not fact.last_seen or last_day(fact.last_seen) >= PLAN_ISSUED


def _latest(facts: Sequence[Fact]) -> Fact | None:
    return max(facts, key=lambda fact: last_day(fact.last_seen), default=None)


def _proves(fact: Fact) -> bool:
    return fact.confidence != "inferred" and first_day(fact.last_seen) >= PLAN_ISSUED


def _timing(facts: Sequence[Fact]) -> tuple[Timing, Fact]:
    """Return when a state was reached, with the fact that shows it."""
    began = min((fact for fact in facts if fact.since), key=lambda fact: first_day(fact.since), default=None)
    if began:
        return ("late" if first_day(began.since) > TERM_END else "in-time"), began
    by_then = _latest([fact for fact in facts if last_day(fact.last_seen) <= TERM_END])
    if by_then:
        return "in-time", by_then
    return "not-known", max(facts, key=lambda fact: last_day(fact.last_seen))
