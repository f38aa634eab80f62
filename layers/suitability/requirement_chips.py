"""Requirements as chips that can be taken away: each with the typed words it comes from, whatever set it.

The requirements alone decide; the typed text only says why. So a chip that was taken away stays away, and what a form
sets stands beside what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layers.catalogue.entries import CatalogueEntry, Lang
from layers.catalogue.models import Catalogue
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator, one_of
from layers.suitability.need_chips import Chip, Understood
from layers.suitability.need_lexer import simplify
from layers.suitability.place_facts import ground_titles
from layers.suitability.presets import WORDS, criteria, load_presets
from layers.suitability.requirements import MUSTS, Requirements, from_query
from layers.suitability.term_table import load_terms

TOGETHER = {"ground", "level"}  # alternatives: one chip for those that nobody typed
FIELDS = {  # URL key → field of the requirements, whose title stands before what nobody typed
    "fn": "functions",
    "ind": "industries",
    "ground": "grounds",
    "mode": "modes",
    "in": "inside",
    "open": "openness",
    "is": "now",
    "level": "levels",
    "sector": "sectors",
    "product": "products",
}
LONGEST_WORD = 200  # characters of an unknown passage that are looked at again
Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class RequirementChip:
    """One chip.

    Attributes
    ----------
    label
        What it says.
    implied
        Whether it is not said but follows from what is.
    key, values
        URL key and the values that it stands for.
    rest
        The requirements without it and without what only its words imply.
    """

    label: str
    implied: bool
    key: str
    values: tuple[str, ...]
    rest: Requirements


def requirement_chips(
    requirements: Requirements, understood: Understood, dataset: Dataset, lang: Lang
) -> list[RequirementChip]:
    """Return the chips of all requirements: those of the text in its order, then the others in that of the address."""
    query = requirements.to_query(dataset)
    groups: dict[tuple[str, tuple[int, ...], str], list[str]] = {}
    for key, values in query.items():
        for value in values:
            claims = _claims(key, value, understood)
            apart = "" if claims or key in TOGETHER else value
            groups.setdefault((key, claims, apart), []).append(value)
    ordered = sorted(groups.items(), key=lambda item: item[0][1] or (len(understood.chips),))
    found = []
    for (key, claims, _), values in ordered:
        said = [understood.chips[i] for i in claims]
        rest, _ = from_query(_without(query, key, values, understood), dataset)
        label = _label(key, values, said, dataset, lang)
        found.append(RequirementChip(label, bool(said) and all(c.implied for c in said), key, tuple(values), rest))
    return found


def _claims(key: str, value: str, understood: Understood) -> tuple[int, ...]:
    """Return the chips of the text that ask for this very value; those that say it before those that imply it."""
    claiming = [i for i, chip in enumerate(understood.chips) if chip.key == key and value in chip.codes]
    said = [i for i in claiming if not understood.chips[i].implied]
    return tuple(said or claiming)


def _without(query: Query, key: str, values: Sequence[str], understood: Understood) -> dict[str, list[str]]:
    """Return the query without these values, and without what was only implied by words of which nothing is left."""
    kept = {name: [v for v in old if name != key or v not in values] for name, old in query.items()}
    gone = {chip.start for chip in understood.chips if chip.key == key and set(values) & set(chip.codes)}
    for start in gone:
        mine = [chip for chip in understood.chips if chip.start == start]
        if any(_is_left(chip, kept) for chip in mine if not chip.implied):
            continue
        for chip in (chip for chip in mine if chip.implied):
            for value in chip.codes:
                others = [c for c in understood.chips if c.start not in gone and c.key == chip.key and value in c.codes]
                if not others and value in kept.get(chip.key, ()):
                    kept[chip.key].remove(value)
    if not kept.get("fn") and not kept.get("ind"):
        kept["w"] = [value for value in kept.get("w", ()) if not value.startswith(f"{WORDS}:")]
    return kept


def _is_left(chip: Chip, query: Query) -> bool:
    return bool(set(chip.codes) & set(query.get(chip.key, ())))


def _label(key: str, values: Sequence[str], said: Sequence[Chip], dataset: Dataset, lang: Lang) -> str:
    titles = [_title(key, value, dataset, lang) for value in values]
    title = one_of(titles, lang) if key in TOGETHER else list_separator(lang).join(titles)
    if not said:
        return say("need.said", lang, title=say(f"need.{FIELDS[key]}", lang), values=title) if key in FIELDS else title
    text = list_separator(lang).join(dict.fromkeys(chip.text for chip in said))
    if all(chip.implied for chip in said):
        return say("need_text.implied", lang, text=text, title=title)
    return title if text.casefold() == title.casefold() else say("need_text.said", lang, text=text, title=title)


def _title(key: str, value: str, dataset: Dataset, lang: Lang) -> str:
    code, _, number = value.partition(":")
    if key in {"within", "w"}:
        return _nearness(key, code, number, dataset.catalogue, lang)
    if key == "must":
        return say(f"need.{MUSTS[value]}", lang)
    if key == "wide":
        return say("need.wide", lang)
    if key == "area_min":
        return say("need_text.area", lang, km2=value)
    if key == "open":
        return say(f"openness.{value}", lang)
    entry = _tables(dataset, lang)[key].get(value)
    title = entry if isinstance(entry, str) else entry.title.say(lang) if entry else value
    return say("need_text.out", lang, places=title) if key in {"out", "avoid"} else title


def _tables(dataset: Dataset, lang: Lang) -> Mapping[str, Mapping[str, CatalogueEntry | str]]:
    catalogue, terms = dataset.catalogue, load_presets()
    places = {**dataset.vocabulary("regions"), **dataset.vocabulary("districts")}
    return {
        "fn": catalogue.functions,
        "ind": catalogue.industries,
        "sector": catalogue.industries,
        "ground": ground_titles(dataset, lang),
        "mode": {code: mode.title.say(lang) for code, mode in terms.modes.items()},
        "avoid": {code: avoided.title.say(lang) for code, avoided in terms.avoid.items()},
        "in": places,
        "out": places,
        "is": catalogue.statuses_now,
        "level": catalogue.levels,
        "product": {code: (term.zh if lang == "zh" else term.en)[0] for code, term in load_terms().terms.items()},
    }


def _nearness(key: str, code: str, number: str, catalogue: Catalogue, lang: Lang) -> str:
    title = say("need_chips.words", lang) if code == WORDS else criteria(catalogue)[code].say(lang)
    if key == "within":
        return say("need.within_km", lang, group=title, km=number)
    if code == WORDS:
        return say("need.weighs", lang, criterion=title, weight=number)
    return say("need_chips.unweighed" if number == "0" else "need_text.near", lang, criterion=title, groups=title)


def unanswered(unknown: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split what nobody could use of a need: passages that are not understood, and those of which there are no data."""
    table = load_terms()
    words = "|".join(re.escape(word) for word in table.markers.get("unanswered", ()))
    wished = re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")
    strange, known = list[str](), list[str]()
    for text in unknown:
        plain = simplify(text[:LONGEST_WORD], table).plain
        (known if words and wished.search(plain) else strange).append(text)
    return strange, known
