"""How a feature stands today in one line: since when, and when it was last seen so, told apart."""

from __future__ import annotations

from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.monitoring.evidence import Standing, standing
from layers.monitoring.searches import load_searches


def standing_of(dataset: Dataset, name: str) -> Standing | None:
    """Return how feature `name` stands today; None where nothing says it."""
    return standing(dataset.facts.get(name, ()), dataset.catalogue.data_date)


def sentence(dataset: Dataset, name: str, lang: Lang) -> str:
    """Return how feature `name` stands, since when and when last seen; where nothing says it, the last search."""
    found = standing_of(dataset, name)
    if found is None:
        title = dataset.vocabulary("status_now")[dataset.record(name)["status_now"] or "unknown"].title.say(lang)
        search = load_searches().get(name)
        return f"{title} · {search.last_search(lang)}" if search else title
    state = dataset.vocabulary("status_now")[found.fact.status_now].title.say(lang)
    if found.since:
        since = say("standing.year", lang, year=found.since) if len(found.since) == len("2010") else found.since
        state = say(f"standing.{found.fact.status_now}", lang, since=since)
    text = say("standing.seen", lang, state=state, seen=found.fact.last_seen)
    text = say("standing.old", lang, text=text) if found.stale else text
    return text[0].upper() + text[1:]
