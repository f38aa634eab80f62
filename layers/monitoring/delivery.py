"""Delivery: the promises of the plan to add or build, and the outcome of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.catalogue.models import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.plan_reference import plan_reference
from layers.i18n.punctuation import list_separator
from layers.monitoring.evidence import Outcome, fulfilment

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
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


def enough(status: str, kind: str) -> set[str]:
    """Return the states of today that fulfil a promise of a status (a key of `DELIVERED_BY`) for a kind of feature."""
    return _APPROVED if kind in TITLES else DELIVERED_BY[status]


def promises(dataset: Dataset) -> pd.DataFrame:
    """Return one row for each promise: `id`, `platform_type`, `kind`, `regions`, `status`, `outcome`, `timing`.

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
    )
    return table.sort_values("outcome", key=lambda column: column.map(OUTCOMES.index), kind="stable")


def outcomes(dataset: Dataset) -> npt.NDArray[np.object_]:
    """Return the outcome (n,) of the promise of each of `dataset.features`; "" without a promise."""
    found = dataset.features["id"].map(promises(dataset)["outcome"])
    return np.asarray(found.where(found.notna(), ""), dtype=object)


def tally(dataset: Dataset, rows: pd.DataFrame, field: str) -> pd.DataFrame:
    """Return code × outcome counts, zeros included; a row without a code in `field` counts under "".

    `field` is `platform_type` or `regions`; a promise in two regions counts in both.
    """
    found: Counter[tuple[str, str]] = Counter()
    for value, result in zip(rows[field], rows["outcome"], strict=True):  # no crosstab: that takes ten times as long
        for code in (value if isinstance(value, list) else [value]) or [""]:
            found[code or "", result] += 1
    there = {code for code, _ in found}
    codes = [code for code in dataset.vocabulary(field) if field == "regions" or code in there]
    codes += [""] if "" in there else []
    return pd.DataFrame([[found[code, result] for result in OUTCOMES] for code in codes], codes, list(OUTCOMES))


def report(dataset: Dataset, rows: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """Return the promises to read: name, promise, outcome, latest fact and its source, where the plan says it."""
    records = [_line(dataset, name, rows.loc[name, "outcome"], lang) for name in rows.index]
    columns = ["name", "promise", "outcome", "now", "date", "fact", "source", "confidence", "type", "where", "plan_ref"]
    titles = {column: say(f"delivery.{column}", lang) for column in columns}
    return pd.DataFrame(records, index=rows.index, columns=columns).rename(columns=titles)


def _line(dataset: Dataset, name: str, result: object, lang: Lang) -> dict[str, Any]:
    record = dataset.record(name)
    facts = dataset.facts.get(name, ())
    shown = fulfilment(facts, enough(record["status"], record["kind"])).fact
    fact = shown or (facts[-1] if facts else None)

    def titles(field: str) -> str:
        known = dataset.vocabulary(field)
        codes = record[field] if isinstance(record[field], list) else [record[field]]
        return list_separator(lang).join(known[code].title.say(lang) for code in codes if code in known)

    return {
        "name": record[f"name_{lang}"],
        "type": titles("platform_type"),
        "promise": titles("status"),
        "plan_ref": plan_reference(record["plan_ref"], lang),
        "where": titles("regions"),
        "outcome": say(f"outcome.{result}", lang),
        "now": titles("status_now"),
        "date": fact.when if fact else "",
        "fact": fact.statement(lang) if fact else "",
        "source": " ".join(filter(None, (fact.publisher, fact.page_date))) if fact else "",
        "confidence": say(f"confidence.{fact.confidence}", lang) if fact else "",
    }
