"""Requirements as a value: one object ranks candidates and makes the URL and the sentence on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, get_args

from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.suitability.place_facts import ground_titles
from layers.suitability.presets import GROUNDS, HEAVIEST, WORDS, Openness, Preset, criteria, load_presets
from layers.suitability.term_table import load_terms

OPENNESS: tuple[Openness, ...] = get_args(Openness)
WORDS_WEIGHT = 5  # default weight of the words: what a place is known for goes before one mode (4)
FARTHEST = 500  # km: the municipality is some 470 km long
MUSTS = {"bonded": "bonded", "bonded-making": "bonded_making", "bonded-storing": "bonded_storing"}  # URL value → field
YES_OR_NO = {*MUSTS.values(), "wide"}
_AREA = re.compile(r"\d{1,5}(\.\d{1,4})?", re.ASCII)  # km², to the 0.0001 of a need typed in mu or acres


@dataclass(frozen=True)
class Requirements:
    """An investor's requirements; the default has none.

    Attributes
    ----------
    functions, industries
        Catalogue codes that the candidate should have: they weigh, they do not exclude.
    products
        Terms of terms.toml that name what is made or shipped: of two places of one industry, the one where a dated page
        names the product counts more.
    modes
        Codes of the ways in which goods move: each stands for criteria with weights.
    grounds, bonded, bonded_making, bonded_storing
        Must-haves of the ground: at least one of these grounds; customs-bonded; bonded processing or bonded logistics
        allowed.
    within, inside, outside, avoid, area_min, openness, now, levels, sectors
        Other must-haves: gateway group → most km; region codes and adcodes; code of what is avoided; least km²; status
        in the plan of 2021; statuses of today; levels; industries of which it must have one.
    wide
        Whether wide areas that contain other candidates are ranked among them.
    weights
        Criterion → 0 to 5, as the visitor set it; before what the modes stand for.
    """

    functions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    bonded: bool = False
    bonded_making: bool = False
    bonded_storing: bool = False
    within: Mapping[str, int] = field(default_factory=dict)
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    avoid: str = ""
    area_min: float = 0
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
        return self.near.get(code, 0)

    @cached_property
    def near(self) -> Mapping[str, int]:
        """Criterion of nearness → weight: the heaviest of the modes, unless the visitor set one."""
        known, found = load_presets().modes, dict[str, int]()
        for mode in self.modes:
            for code, weight in known[mode].weights.items():
                found[code] = max(weight, found.get(code, 0))
        return {code: weight for code, weight in {**found, **self.weights}.items() if weight and code != WORDS}

    @property
    def asks(self) -> bool:
        """Whether any criterion has a weight, so that candidates can be ranked."""
        return bool(self.near or self.weight(WORDS))

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
            "product": _ordered(self.products, load_terms().terms),
            "ground": _ordered(self.grounds, GROUNDS),
            "mode": _ordered(self.modes, load_presets().modes),
            "must": [code for code, name in MUSTS.items() if getattr(self, name)],
            "within": [f"{code}:{self.within[code]}" for code in known if code in self.within],
            "in": _ordered(self.inside, _places(dataset)),
            "out": _ordered(self.outside, _places(dataset)),
            "avoid": [self.avoid] if self.avoid else [],
            "area_min": [f"{self.area_min:g}"] if self.area_min else [],
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
        known = criteria(dataset.catalogue)
        said = [(say(f"need.{f.name}", lang), _values(self, f.name, dataset, lang)) for f in fields(self)]
        near = [say("need.within_km", lang, group=known[code].say(lang), km=km) for code, km in self.within.items()]
        weighs = [
            say("need.weighs", lang, criterion=words.say(lang), weight=self.weight(code))
            for code, words in known.items()
            if self.weight(code) and (code == WORDS or code in self.weights)
        ]
        said += [(say("need.within", lang), near), (say("need.weights", lang), weighs)]
        return [(title, values) for title, values in said if values]


def _values(requirements: Requirements, name: str, dataset: Dataset, lang: Lang) -> list[str]:
    value = getattr(requirements, name)
    if isinstance(value, tuple):
        named = _titles(name, dataset, lang)
        return [named.get(code, code) for code in value]
    if not value or value == "any":
        return []
    if name in YES_OR_NO:
        return [say("table.true", lang)]
    if name == "area_min":
        return [f"{value:g} km²"]
    if name == "avoid":
        return [load_presets().avoid[value].title.say(lang)]
    return [say(f"openness.{value}", lang)] if name == "openness" else []


def _titles(name: str, dataset: Dataset, lang: Lang) -> Mapping[str, str]:
    """Return code → title for the values of one field."""
    if name == "grounds":
        return ground_titles(dataset, lang)
    if name == "products":
        return {code: (term.zh if lang == "zh" else term.en)[0] for code, term in load_terms().terms.items()}
    catalogue = dataset.catalogue
    tables: dict[str, Mapping[str, Any]] = {
        "functions": catalogue.functions,
        "modes": load_presets().modes,
        "now": catalogue.statuses_now,
        "levels": catalogue.levels,
        "inside": _places(dataset),
        "outside": _places(dataset),
    }
    return {code: entry.title.say(lang) for code, entry in tables.get(name, catalogue.industries).items()}


def _places(dataset: Dataset) -> Mapping[str, Any]:
    return {**dataset.vocabulary("regions"), **dataset.vocabulary("districts")}


def _ordered(codes: Iterable[str], known: Iterable[str]) -> list[str]:
    wanted = set(codes)
    return [code for code in known if code in wanted]


def of_preset(preset: Preset) -> Requirements:
    """Return the requirements of a preset."""
    asked = {name: getattr(preset, name) for name in type(preset).model_fields if name != "title"}
    return Requirements(**{**asked, "weights": dict(preset.weights)})


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

    def area() -> float:
        asked = list(query.get("area_min", ()))
        found = [float(text) for text in asked if _AREA.fullmatch(text)]
        dropped.extend(text for text in asked if not _AREA.fullmatch(text))
        return max(found, default=0)

    openness, musts = codes("open", OPENNESS), codes("must", MUSTS)
    requirements = Requirements(
        functions=codes("fn", catalogue.functions),
        industries=codes("ind", catalogue.industries),
        products=codes("product", load_terms().terms),
        modes=codes("mode", load_presets().modes),
        grounds=codes("ground", GROUNDS),
        **{name: code in musts for code, name in MUSTS.items()},
        within={code: km for code, km in numbers("within", catalogue.gateways, FARTHEST).items() if km},
        inside=codes("in", _places(dataset)),
        outside=codes("out", _places(dataset)),
        avoid=next(iter(codes("avoid", load_presets().avoid)), ""),
        area_min=area(),
        openness=next((code for code in OPENNESS if code in openness), "any"),
        now=codes("is", catalogue.statuses_now),
        levels=codes("level", catalogue.levels),
        sectors=codes("sector", catalogue.industries),
        wide=bool(codes("wide", ["yes"])),
        weights=numbers("w", criteria(catalogue), HEAVIEST),
    )
    return requirements, dropped
