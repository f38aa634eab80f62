"""Requirements as a value: one object ranks candidates and makes the URL and the sentence on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, get_args

from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.suitability.presets import HEAVIEST, WORDS, Openness, Preset, criteria

OPENNESS: tuple[Openness, ...] = get_args(Openness)
WORDS_WEIGHT = 3  # default weight of the words
FARTHEST = 500  # km: the municipality is some 470 km long


@dataclass(frozen=True)
class Requirements:
    """An investor's requirements; the default has none.

    Attributes
    ----------
    functions, industries
        Catalogue codes that the candidate should have: they weigh, they do not exclude.
    bonded, within, inside, outside, openness, now, levels, sectors
        Must-haves: customs-bonded; gateway group → most km; region codes and adcodes; status in the
        plan of 2021; statuses of today; levels; industries of which it must have one.
    wide
        Whether wide areas that contain other candidates are ranked among them.
    weights
        Criterion → 0 to 5.
    """

    functions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    bonded: bool = False
    within: Mapping[str, int] = field(default_factory=dict)
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    openness: Openness = "any"
    now: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    wide: bool = False
    weights: Mapping[str, int] = field(default_factory=dict)

    @property
    def words(self) -> bool:
        """Whether any word is requested."""
        return bool(self.functions or self.industries)

    def weight(self, code: str) -> int:
        """Return the weight of criterion `code`; words weigh only if some are requested."""
        if code == WORDS:
            return self.weights.get(WORDS, WORDS_WEIGHT) if self.words else 0
        return self.weights.get(code, 0)

    @property
    def asks(self) -> bool:
        """Whether any criterion has a weight, so that candidates can be ranked."""
        return any(self.weight(code) for code in {WORDS, *self.weights})

    def without(self, must: str) -> Requirements:
        """Return a copy without one must-have: a field's name, or `within:<group>`."""
        name, _, group = must.partition(":")
        if group:
            return replace(self, within={code: km for code, km in self.within.items() if code != group})
        if name == "wide":
            return replace(self, wide=True)
        neutral: dict[str, Any] = {name: getattr(Requirements(), name)}
        return replace(self, **neutral)

    def to_query(self, dataset: Dataset) -> dict[str, list[str]]:
        """Return the URL keys of these requirements, without keys for empty values."""
        known = criteria(dataset.catalogue)
        query: dict[str, list[str]] = {
            "fn": _ordered(self.functions, dataset.catalogue.functions),
            "ind": _ordered(self.industries, dataset.catalogue.industries),
            "must": ["bonded"] if self.bonded else [],
            "within": [f"{code}:{self.within[code]}" for code in known if code in self.within],
            "in": _ordered(self.inside, _places(dataset)),
            "out": _ordered(self.outside, _places(dataset)),
            "open": [] if self.openness == "any" else [self.openness],
            "is": _ordered(self.now, dataset.catalogue.statuses_now),
            "level": _ordered(self.levels, dataset.catalogue.levels),
            "sector": _ordered(self.sectors, dataset.catalogue.industries),
            "wide": ["yes"] if self.wide else [],
            "w": [f"{code}:{self.weights[code]}" for code in known if code in self.weights],
        }
        return {key: values for key, values in query.items() if values}

    def describe(self, dataset: Dataset, lang: Lang) -> list[tuple[str, list[str]]]:
        """Return (title, values) of each requirement, must-haves before weights."""
        catalogue, named = dataset.catalogue, _titles(dataset, lang)
        known = criteria(catalogue)
        said = [(say(f"need.{f.name}", lang), _values(self, f.name, named, lang)) for f in fields(self)]
        near = [say("need.within_km", lang, group=known[code].say(lang), km=km) for code, km in self.within.items()]
        weighs = [
            say("need.weighs", lang, criterion=words.say(lang), weight=self.weight(code))
            for code, words in known.items()
            if self.weight(code)
        ]
        said += [(say("need.within", lang), near), (say("need.weights", lang), weighs)]
        return [(title, values) for title, values in said if values]


def _values(requirements: Requirements, name: str, named: Mapping[str, str], lang: Lang) -> list[str]:
    value = getattr(requirements, name)
    if isinstance(value, tuple):
        return [named[code] for code in value if code in named]
    if name in {"bonded", "wide"}:
        return [say("table.true", lang)] if value else []
    return [say(f"openness.{value}", lang)] if name == "openness" and value != "any" else []


def _titles(dataset: Dataset, lang: Lang) -> dict[str, str]:
    catalogue = dataset.catalogue
    tables = (catalogue.functions, catalogue.industries, catalogue.statuses_now, catalogue.levels, _places(dataset))
    return {code: entry.title.say(lang) for table in tables for code, entry in table.items()}


def _places(dataset: Dataset) -> Mapping[str, Any]:
    return {**dataset.vocabulary("regions"), **dataset.vocabulary("districts")}


def _ordered(codes: Iterable[str], known: Iterable[str]) -> list[str]:
    wanted = set(codes)
    return [code for code in known if code in wanted]


def of_preset(preset: Preset) -> Requirements:
    """Return the requirements of a preset."""
    return Requirements(
        functions=preset.functions,
        industries=preset.industries,
        bonded=preset.bonded,
        openness=preset.openness,
        weights=dict(preset.weights),
    )


def from_query(query: Mapping[str, Sequence[str]], dataset: Dataset) -> tuple[Requirements, list[str]]:
    """Parse requirements from a URL query; return its unknown values, too, which the result omits."""
    catalogue, dropped = dataset.catalogue, list[str]()

    def codes(key: str, known: Iterable[str]) -> tuple[str, ...]:
        asked, table = query.get(key, ()), list(known)
        dropped.extend(code for code in asked if code not in table)
        return tuple(_ordered(asked, table))

    def numbers(key: str, known: Iterable[str], most: int) -> dict[str, int]:
        table, found = list(known), dict[str, int]()
        for text in query.get(key, ()):
            code, _, number = text.partition(":")
            if code in table and len(number) <= 9 and number.isascii() and number.isdigit() and int(number) <= most:
                found[code] = int(number)
            else:
                dropped.append(text)
        return {code: found[code] for code in table if code in found}

    openness = codes("open", OPENNESS)
    requirements = Requirements(
        functions=codes("fn", catalogue.functions),
        industries=codes("ind", catalogue.industries),
        bonded=bool(codes("must", ["bonded"])),
        within={code: km for code, km in numbers("within", catalogue.gateways, FARTHEST).items() if km},
        inside=codes("in", _places(dataset)),
        outside=codes("out", _places(dataset)),
        openness=next((code for code in OPENNESS if code in openness), "any"),
        now=codes("is", catalogue.statuses_now),
        levels=codes("level", catalogue.levels),
        sectors=codes("sector", catalogue.industries),
        wide=bool(codes("wide", ["yes"])),
        weights=numbers("w", criteria(catalogue), HEAVIEST),
    )
    return requirements, dropped
