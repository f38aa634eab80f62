"""Text alternative of the map: counts by type, region and status, features that are not drawn, and the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from layers.arrays import Mask
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator, list_separator, sentence_end, word_space
from layers.query.filters import FilterResult, Selection
from layers.query.titles import field_titles

NAMED = 12  # names in the list; further ones are only counted
COUNTED = ("platform_type", "regions", "status")


def summarise(dataset: Dataset, selection: Selection, cut: FilterResult, selected: str | None, lang: Lang) -> str:
    """Return one paragraph that says what the map shows, in language `lang`."""
    return word_space(lang).join(_sentences(dataset, selection, cut, selected, lang))


def _sentences(
    dataset: Dataset, selection: Selection, cut: FilterResult, selected: str | None, lang: Lang
) -> Iterator[str]:
    index = dataset.index
    yield summary(dataset, cut, lang) + sentence_end(lang)
    yield _filters(dataset, selection, lang)
    if not cut.mask.any():
        yield say("text_summary.empty", lang)
    for field in COUNTED if cut.mask.any() else ():
        yield _counts(dataset, field, cut.mask, lang)
    unplaced = cut.mask & ~index.located
    for key, mask in (("unplaced", unplaced), ("citywide", cut.citywide)):
        if mask.any():
            yield say(f"text_summary.{key}", lang, count=int(mask.sum()), names=_names(dataset, mask, lang))
    if selected:
        yield say("text_summary.selected", lang, name=dataset.features.loc[selected, f"name_{lang}"])
        if grounds := field_titles(dataset.record(selected), "grounds", dataset, lang):
            yield say("text_summary.grounds", lang, grounds=grounds)
    yield say("text_summary.dated", lang, date=dataset.catalogue.data_date.isoformat())


def summary(dataset: Dataset, cut: FilterResult, lang: Lang) -> str:
    """Return the first sentence alone, without its full stop: the number of drawn features."""
    located = dataset.index.located
    shown, unplaced = int((cut.mask & located).sum()), int((cut.mask & ~located).sum())
    key = "text_summary.shown" if unplaced else "text_summary.shown_all"
    return say(key, lang, shown=shown, unplaced=unplaced, total=len(located))


def _filters(dataset: Dataset, selection: Selection, lang: Lang) -> str:
    said = [
        say("text_summary.filter", lang, title=title, values=list_separator(lang).join(values))
        for title, values in selection.describe(dataset, lang)
    ]
    if selection.search.strip():
        said.append(say("text_summary.search", lang, text=selection.search))
    return (
        say("text_summary.filters", lang, filters=clause_separator(lang).join(said))
        if said
        else say("text_summary.no_filters", lang)
    )


def _counts(dataset: Dataset, field: str, kept: Mask, lang: Lang) -> str:
    titles = dataset.vocabulary(field)
    counts = dataset.index.count(field, kept)
    parts = [
        say("text_summary.count", lang, title=titles[code].title.say(lang), count=n) for code, n in counts.items() if n
    ]
    rest = int((kept & ~dataset.index.tables[field].any(axis=1)).sum())
    if rest:
        key = "text_summary.no_status" if field == "status" else "text_summary.elsewhere"
        parts.append(say("text_summary.count", lang, title=say(key, lang), count=rest))
    title = dataset.catalogue.fields[field].title.say(lang)
    return say(
        "text_summary.by", lang, title=title if lang == "zh" else title.lower(), counts=list_separator(lang).join(parts)
    )


def _names(dataset: Dataset, mask: Mask, lang: Lang) -> str:
    names: Iterable[str] = dataset.features.loc[mask, f"name_{lang}"].tolist()
    listed = list(names)
    return list_separator(lang).join(listed[:NAMED]) + (" …" if len(listed) > NAMED else "")
