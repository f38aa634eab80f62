"""How a feature stands today in one line: since when, and when it was last seen so, told apart."""

from __future__ import annotations

from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.monitoring.evidence import Standing, standing
from layers.monitoring.searches import load_searches
from layers.query.titles import is_seeking


def standing_of(dataset: Dataset, name: str) -> Standing | None:
    """Return how feature `name` stands today; None where nothing says it."""
    return standing(dataset.facts.get(name, ()), dataset.catalogue.data_date)


def sentence(dataset: Dataset, name: str, lang: Lang) -> str:
    """Return how feature `name` stands, since when and when last seen; where nothing says it, the last search.

    Of a zone that applies for the national rank, the rank and the zone that works without it are told apart.
    """
    own = _plain(dataset, name, lang)
    others = [other for other in dataset.same_zone.get(name, ()) if _seeks(dataset, name) or _seeks(dataset, other)]
    for other in others:
        keys = ("rank", "park") if _seeks(dataset, name) else ("park", "rank")
        texts = (own, _plain(dataset, other, lang))
        first, second = (say(f"standing.{key}", lang, text=text) for key, text in zip(keys, texts, strict=True))
        return say("standing.told_apart", lang, text=first, other=second)
    return own


def _seeks(dataset: Dataset, name: str) -> bool:
    return is_seeking(dataset.record(name))


def _plain(dataset: Dataset, name: str, lang: Lang) -> str:
    found = standing_of(dataset, name)
    titles = dataset.vocabulary("status_now")
    if found is None:
        title = titles[dataset.record(name)["status_now"] or "unknown"].title.say(lang)
        measures = [fact.last_seen for fact in dataset.facts.get(name, ()) if fact.covers == "measure"]
        if measures and measures[-1]:
            return say("standing.measure", lang, state=title, seen=measures[-1])
        search = load_searches().get(name)
        return f"{title} · {search.last_search(lang)}" if search else title
    state = titles[found.fact.status_now].title.say(lang)
    if found.since:
        since = say("standing.year", lang, year=found.since) if len(found.since) == len("2010") else found.since
        state = say(f"standing.{found.fact.status_now}", lang, since=since)
    text = say("standing.seen", lang, state=state, seen=found.fact.last_seen)
    text = say("standing.old", lang, text=text) if found.stale else text
    return text[0].upper() + text[1:]
