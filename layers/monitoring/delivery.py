"""Delivery: the promises of the plan to add or build, and the outcome of each."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.dataset.facts import Fact
from layers.i18n.messages import say
from layers.i18n.plan_reference import plan_reference
from layers.i18n.punctuation import list_separator
from layers.monitoring import standing_text
from layers.monitoring.evidence import Fulfilment, Outcome, Timing, bearing, fulfilment, is_stale
from layers.monitoring.searches import load_searches
from layers.query.titles import field_titles

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
COLUMNS = (
    *("name", "promise", "outcome", "now", "date", "fact", "source", "link", "besides"),
    *("confidence", "type", "where", "plan_ref"),
)
NO_PROOF = {"related", "before"}
TIMINGS: tuple[Timing, ...] = ("in-time", "late", "not-known")
LATE = "late"  # delivered after the plan's term or nobody says when: a part of its own in a bar, `delivered` elsewhere
NOT_IN_TIME = {"late", "not-known"}
# What counts as delivered depends on the promise: opened or built; approved; or only prepared.
_BUILT = {"operating"}
_APPROVED = _BUILT | {"approved", "building"}
DELIVERED_BY: Mapping[str, set[str]] = {
    "temporary": _BUILT,
    "building": _BUILT,
    "planned": _BUILT,
    "applying": _APPROVED,
    "preparatory": _APPROVED,
    "exploring": _APPROVED,
}
TITLES = {"logistics-hub"}  # kinds that are a title: its award delivers the promise, whatever the plan's status
OPENINGS = {"gateway"}  # kinds that are promised to open: an approval of opening opens nothing yet


def enough(status: str, kind: str) -> set[str]:
    """Return the states of today that fulfil a promise of a status (a key of `DELIVERED_BY`) for a kind of feature."""
    if kind in OPENINGS:
        return _BUILT
    return _APPROVED if kind in TITLES else DELIVERED_BY[status]


def promises(dataset: Dataset) -> pd.DataFrame:
    """Return one row for each promise: `id`, type, kind, regions, `status`, `outcome`, `timing`, `remark`.

    Rows follow the order of `OUTCOMES`, known outcomes first, and within an outcome the order of the dataset.
    """
    features = dataset.features
    promised = features[features["status"].isin(list(DELIVERED_BY)) & features["named_in_plan"].astype(bool)]
    rows = promised[["id", "platform_type", "kind", "regions", "status", "status_now"]]
    found = [
        fulfilment(dataset.facts.get(str(name), ()), enough(str(status), str(kind)))
        for name, status, kind in zip(rows["id"], rows["status"], rows["kind"], strict=True)
    ]
    table = pd.DataFrame(rows).assign(
        outcome=pd.Series([each.outcome for each in found], index=rows.index, dtype=object),
        timing=pd.Series([each.timing for each in found], index=rows.index, dtype=object),
        remark=pd.Series([each.remark for each in found], index=rows.index, dtype=object),
    )
    return table.sort_values("outcome", key=lambda column: column.map(OUTCOMES.index), kind="stable")


def outcomes(dataset: Dataset) -> npt.NDArray[np.object_]:
    """Return the outcome (n,) of the promise of each of `dataset.features`; "" without a promise."""
    found = dataset.features["id"].map(promises(dataset)["outcome"])
    return np.asarray(found.where(found.notna(), ""), dtype=object)


def fulfilment_of(dataset: Dataset, name: str) -> Fulfilment:
    """Return how the promise of feature `name` stands, and the fact that shows it."""
    record = dataset.record(name)
    return fulfilment(dataset.facts.get(name, ()), enough(str(record["status"]), str(record["kind"])))


def tally(dataset: Dataset, rows: pd.DataFrame, field: str) -> pd.DataFrame:
    """Return code × outcome counts, zeros included; a row without a code in `field` counts under "".

    A column `LATE` follows where anything was delivered late or nobody says when; those count as delivered, too.

    `field` is `platform_type` or `regions`; a promise in two regions counts in both.
    """
    found: Counter[tuple[str, str]] = Counter()
    # no crosstab: that takes ten times as long
    for value, result, timing in zip(rows[field], rows["outcome"], rows["timing"], strict=True):
        for code in (value if isinstance(value, list) else [value]) or [""]:
            found[code or "", result] += 1
            found[code or "", LATE] += timing in NOT_IN_TIME
    there = {code for code, _ in found}
    columns: list[str] = [*OUTCOMES, *([LATE] if rows["timing"].isin(NOT_IN_TIME).any() else [])]
    codes = [code for code in dataset.vocabulary(field) if field == "regions" or code in there]
    codes += [""] if "" in there else []
    return pd.DataFrame([[found[code, result] for result in columns] for code in codes], codes, columns)


def bar_parts(counts: pd.DataFrame) -> pd.DataFrame:
    """Return a tally as the parts of bars: what was not surely delivered in time stands apart, after what was."""
    if LATE not in counts:
        return counts
    parts = counts.assign(delivered=counts["delivered"] - counts[LATE])
    return parts[["delivered", LATE, *(code for code in OUTCOMES if code != "delivered")]]


def summary_sentence(rows: pd.DataFrame, when: date, lang: Lang) -> str:
    """Return how the promises stand in one sentence, late apart from in time."""
    found, timings = rows["outcome"].value_counts(), rows["timing"].value_counts()
    counts = {code.replace("-", "_"): int(found.get(code, 0)) for code in OUTCOMES}
    timed = (
        say("delivery.timing_count", lang, timing=say(f"timing.{code}", lang), count=int(timings.get(code, 0)))
        for code in TIMINGS
        if code != "not-known" or timings.get(code, 0)
    )
    month = when.month if lang == "zh" else calendar.month_name[when.month]
    month_name = say("delivery.month", lang, year=when.year, month=month)
    counts["measures"] = int((rows["remark"] == "measure").sum())
    return say(
        "delivery.lead", lang, date=month_name, total=len(rows), timings=list_separator(lang).join(timed), **counts
    )


def report(dataset: Dataset, rows: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """Return the promises to read: name, promise, outcome, the fact that shows it and its source, what else there is.

    A fact that is only related, or from before the plan, stands in a column of its own; where nothing shows how a
    promise stands, that column says when it was last looked for and with which words.
    """
    records = [_line(dataset, name, lang) for name in rows.index]
    titles = {column: say(f"delivery.{column}", lang) for column in COLUMNS}
    return pd.DataFrame(records, index=rows.index, columns=list(COLUMNS)).rename(columns=titles)


def _line(dataset: Dataset, name: str, lang: Lang) -> dict[str, Any]:
    record = dataset.record(name)
    found = fulfilment_of(dataset, name)
    fact = found.fact
    return {
        "name": record[f"name_{lang}"],
        "type": field_titles(record, "platform_type", dataset, lang),
        "promise": field_titles(record, "status", dataset, lang),
        "plan_ref": plan_reference(record["plan_ref"], lang),
        "where": field_titles(record, "regions", dataset, lang),
        "outcome": outcome_text(found, lang),
        "now": standing_text.sentence(dataset, name, lang),
        "date": date_text(fact, dataset.catalogue.data_date, lang) if fact else "",
        "fact": fact.statement(lang) if fact else "",
        "source": fact.linked_source(lang) if fact else "",
        "link": fact.link if fact else "",
        "confidence": say(f"confidence.{fact.confidence}", lang) if fact else "",
        "besides": _besides(dataset, name, found, lang),
    }


def date_text(fact: Fact, today: date, lang: Lang) -> str:
    """Return the date of a fact, marked where it was last seen more than three years before `today`."""
    return fact.when + (say("evidence.old_mark", lang) if is_stale(fact, today) else "")


def outcome_text(found: Fulfilment, lang: Lang) -> str:
    """Return an outcome in words, with what is to be said of it: not surely in time, inferred, only a measure."""
    text = say(f"outcome.{found.outcome}", lang)
    if found.remark:
        return say("timing.with_outcome", lang, outcome=text, timing=say(f"remark.{found.remark}", lang))
    if found.timing in NOT_IN_TIME:
        return say("timing.with_outcome", lang, outcome=text, timing=say(f"timing.{found.timing}", lang))
    return text


def _besides(dataset: Dataset, name: str, found: Fulfilment, lang: Lang) -> str:
    """Return the latest fact that proves nothing, named as such, and the last search where nothing was found."""
    said = []
    others = [
        fact
        for fact in dataset.facts.get(name, ())
        if bearing(fact, dataset.catalogue.data_date, promised=True) in NO_PROOF
    ]
    if others:
        fact = others[-1]
        code = bearing(fact, dataset.catalogue.data_date, promised=True)
        about = say(f"evidence.{code}", lang)
        source = fact.source(lang)
        said.append(say("evidence.besides", lang, about=about, statement=fact.statement(lang), source=source))
    if found.outcome == "unknown" and (search := load_searches().get(name)):
        said.append(search.sentence(lang))
    return " ".join(said)
