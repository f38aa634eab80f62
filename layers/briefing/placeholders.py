"""Placeholders in a briefing's texts, filled from the data at reading: `{count type=park&status=existing}`.

A placeholder is one of:

- `{count QUERY}`: number of features that the filters of a URL keep; `{placed QUERY}`: those with a location on the
  map; `{named QUERY}`: those that the plan names
- `{promised QUERY}`: number of promised ones among them; `{delivered QUERY}`, `{under-way QUERY}`, `{not-yet QUERY}`,
  `{unknown QUERY}`: those by the outcome of the promise
- `{base N}`, `{target N}`, `{unit N}`, `{latest N}`, `{state N}`, `{newer N}` (not comparable): of indicator N
- `{name ID}`, `{length ID}` (km), `{area ID}` (km²), `{summary ID}`, `{fact ID}` and `{when ID}` (the latest and its
  date): of a feature
- `{role REGION}`: the role of a region in the plan

Any other text in braces stays unchanged.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from layers.arrays import Mask
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import SENTENCE_ENDS
from layers.monitoring import delivery
from layers.monitoring import table as judging
from layers.monitoring.indicators import NUMBERS, Indicator, load_monitoring
from layers.query.filters import ONLY_KEY, SEARCH_KEY, from_query

PLACE = re.compile(
    r"\{(count|placed|named|promised|delivered|under-way|not-yet|unknown|base|target|unit|latest|state|newer|name|length|area"
    r"|summary|fact|when|role)(?: ([^{}\s]*))?\}"
)
MOST_ANSWERS = 4000  # cached answers of a dataset; a talk has a hundred
LONGEST_ASKED = 300  # characters of a placeholder that is worth caching


class _UnknownPlaceError(KeyError):
    """Exception for a placeholder whose code, number or id is not in the data."""


@dataclass(frozen=True, eq=False)
class _Known:
    """Cached answers of one dataset. It holds no reference to the dataset, which could not be freed otherwise.

    Attributes
    ----------
    outcomes
        (n,) outcome of the promise of each feature; "" without a promise.
    answers
        Placeholder (kind, argument, language) → its text; None for an unknown one.
    """

    outcomes: npt.NDArray[np.object_]
    answers: dict[tuple[str, str, str], str | None] = field(default_factory=dict)


_KNOWN: WeakKeyDictionary[Dataset, _Known] = WeakKeyDictionary()


def fill(text: str, dataset: Dataset, lang: Lang) -> str:
    """Fill the placeholders of `text` from `dataset` in language `lang`; an unknown placeholder stays as written."""

    def filled(match: re.Match[str]) -> str:
        found = _answer(match[1], match[2] or "", dataset, lang)
        return match[0] if found is None else found

    return PLACE.sub(filled, text)


def places(text: str) -> Iterator[str]:
    """Yield each placeholder in `text`, known or not."""
    return (match[0] for match in PLACE.finditer(text))


def unknown_places(text: str, dataset: Dataset) -> Iterator[str]:
    """Yield each placeholder in `text` that `dataset` cannot fill."""
    for match in PLACE.finditer(text):
        if _answer(match[1], match[2] or "", dataset, "zh") is None:
            yield match[0]


def _known(dataset: Dataset) -> _Known:
    if dataset not in _KNOWN:
        _KNOWN[dataset] = _Known(delivery.outcomes(dataset))
    return _KNOWN[dataset]


def _answer(kind: str, asked: str, dataset: Dataset, lang: Lang) -> str | None:
    """Return the text for a placeholder, or None; compute each distinct one once per dataset."""
    answers = _known(dataset).answers
    key = kind, asked, "" if kind in _COUNTS else lang
    if key in answers:
        return answers[key]
    try:
        found: str | None = _value(kind, asked, dataset, lang)
    except _UnknownPlaceError:
        found = None
    if len(answers) >= MOST_ANSWERS:
        answers.clear()
    if len(asked) <= LONGEST_ASKED:
        answers[key] = found
    return found


def _value(kind: str, asked: str, dataset: Dataset, lang: Lang) -> str:
    if kind in _COUNTS:
        return str(_COUNTS[kind](_kept(asked, dataset), dataset))
    if kind in _INDICATORS:
        if asked not in map(str, NUMBERS):
            raise _UnknownPlaceError(asked)
        found = _INDICATORS[kind](load_monitoring().indicator(int(asked)), lang)
        if not found:
            raise _UnknownPlaceError(asked)
        return found
    if kind == "role":
        found = _role(asked, dataset, lang)
    else:
        found = _of_feature(kind, asked, dataset, lang) if asked in dataset.features.index else ""
    if not found:
        raise _UnknownPlaceError(asked)
    return found


def _kept(query: str, dataset: Dataset) -> Mask:
    asked = parse_qs(query)
    selection, unknown = from_query(asked, dataset)
    if unknown or set(asked) - {*dataset.catalogue.filters, SEARCH_KEY, ONLY_KEY}:
        raise _UnknownPlaceError(query)
    return selection.cut(dataset.index).mask


def _of_promises(outcome: str) -> Callable[[Mask, Dataset], int]:
    return lambda kept, dataset: int(np.count_nonzero(kept & (_known(dataset).outcomes == outcome)))


def _indicator_latest(indicator: Indicator, lang: Lang) -> str:
    judgement = judging.judge(load_monitoring(), indicator.no)
    if judgement.year is None:
        return say("briefing.no_latest", lang)
    return say("briefing.latest", lang, latest=judging.latest_text(indicator, judgement, lang))


def _indicator_newer(indicator: Indicator, lang: Lang) -> str:
    monitoring = load_monitoring()
    return judging.newer_text(monitoring, indicator.no, judging.judge(monitoring, indicator.no).year, lang)


def _indicator_state(indicator: Indicator, lang: Lang) -> str:
    return judging.state_text(judging.judge(load_monitoring(), indicator.no), lang)


_COUNTS: Mapping[str, Callable[[Mask, Dataset], int]] = {
    "count": lambda kept, _: int(np.count_nonzero(kept)),
    "placed": lambda kept, dataset: int(np.count_nonzero(kept & dataset.index.located)),
    "named": lambda kept, dataset: int(np.count_nonzero(kept & dataset.features["named_in_plan"].to_numpy(dtype=bool))),
    "promised": lambda kept, dataset: int(np.count_nonzero(kept & (_known(dataset).outcomes != ""))),
    **{outcome: _of_promises(outcome) for outcome in delivery.OUTCOMES},
}
_INDICATORS: Mapping[str, Callable[[Indicator, Lang], str]] = {
    "base": lambda indicator, _: judging.number(indicator.base),
    "target": lambda indicator, lang: indicator.target_text.say(lang),
    "unit": lambda indicator, lang: indicator.unit.say(lang),
    "latest": _indicator_latest,
    "state": _indicator_state,
    "newer": _indicator_newer,
}


def _of_feature(kind: str, name: str, dataset: Dataset, lang: Lang) -> str:
    record = dataset.record(name)
    if kind in {"fact", "when"}:
        facts = dataset.facts.get(name, ())
        if not facts:
            return ""
        return facts[-1].statement(lang).rstrip(SENTENCE_ENDS) if kind == "fact" else _date(facts[-1].date, lang)
    if kind in {"name", "summary"}:
        return str(record[f"{kind}_{lang}"])
    value = record.get({"length": "length_km", "area": "area_km2"}[kind])
    return f"{value:,g}" if isinstance(value, int | float) and math.isfinite(value) else ""


def _date(text: str, lang: Lang) -> str:
    """Format a date of the facts ("2022-07", a day, a year, or two with a slash) for a sentence."""
    return say("briefing.date_span", lang).join(_one_date(part, lang) for part in text.split("/")) if text else ""


def _one_date(text: str, lang: Lang) -> str:
    year, *rest = text.split("-")
    month = int(rest[0]) if rest else 0
    key = ("briefing.date_y", "briefing.date_ym", "briefing.date_ymd")[len(rest)]
    name = calendar.month_name[month]
    return say(key, lang, year=year, month=month if lang == "zh" else name, day=int(rest[1]) if len(rest) > 1 else "")


def _role(region: str, dataset: Dataset, lang: Lang) -> str:
    regions = dataset.frames.get("regions")
    rows = [] if regions is None else regions[regions["region"] == region][f"role_{lang}"].tolist()
    return str(rows[0]) if rows else ""
