"""The presets of the ranking, from presets.toml: kinds of candidates, modes, evidence, ready requirements."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, ValidationError

from layers.catalogue.entries import Code, Kind, Model, Words
from layers.catalogue.models import Catalogue, load_catalogue
from layers.errors import CatalogueError
from layers.i18n.messages import load_words
from layers.text.bounded_toml import TomlError, read_toml

TERMS_FILE = Path(__file__).with_name("presets.toml")
WORDS = "words"  # the only criterion that is no distance: how well sources name the requested words
HEAVIEST = 5
Weight = Annotated[int, Field(ge=0, le=HEAVIEST)]
Strength = Annotated[float, Field(gt=0, le=1)]
Openness = Literal["any", "existing", "temporary"]
Ground = Literal["making", "bonded-making", "storing", "bonded-storing", "research", "trade", "operation"]
GROUNDS: tuple[Ground, ...] = get_args(Ground)


class Preset(Model):
    """A ready set of requirements."""

    title: Words
    functions: tuple[Code, ...] = ()
    industries: tuple[Code, ...] = ()
    grounds: tuple[Ground, ...] = ()
    modes: tuple[Code, ...] = ()
    levels: tuple[Code, ...] = ()
    bonded: bool = False
    bonded_making: bool = False
    bonded_storing: bool = False
    openness: Openness = "any"
    weights: Mapping[Code, Weight] = Field(default_factory=dict)


class Mode(Model):
    """A way of moving goods, and the criteria with weights for which it stands."""

    title: Words
    weights: Mapping[Code, Weight]


class Avoided(Model):
    """What one choice takes out: the districts of a sub-region."""

    title: Words
    sub_region: str


class Bonded(Model):
    """The kinds under bonded supervision now (not merely wanted by the plan), and which may make or store."""

    kinds: tuple[Code, ...]
    making: tuple[Code, ...]
    storing: tuple[Code, ...]


class WideArea(Model):
    """A wide area; features of `kinds` belong to it by name."""

    kinds: tuple[Code, ...]


class Presets(Model):
    """The whole file.

    Attributes
    ----------
    half_km, unknown_error_km
        Distance of utility one half; error assumed for an unknown one.
    evidence, evidence_unnamed
        Kind of source → strength of a word that it names, and the strength for a kind that the table lacks.
    other_product
        What is left of the strength of an industry where no dated page names the product asked for.
    activities, entry
        Ground → the activity that it allows; cargo → the activity that a customs site on the ground makes possible.
    """

    half_km: Annotated[float, Field(gt=0)]
    unknown_error_km: Annotated[float, Field(gt=0)]
    candidates: tuple[Code, ...]
    bonded: Bonded
    evidence: Mapping[str, Strength]
    evidence_unnamed: Strength
    other_product: Strength
    activities: Mapping[Ground, Code]
    entry: Mapping[Code, Code]
    modes: Mapping[Code, Mode]
    avoid: Mapping[Code, Avoided]
    wide: Mapping[str, WideArea]
    presets: Mapping[Code, Preset]

    def faults(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield every code that the catalogue does not have, with its position."""
        known = criteria(catalogue)
        asked: dict[str, tuple[tuple[str, ...], Collection[str]]] = {
            "candidates": (self.candidates, catalogue.kinds),
            **{f"bonded.{use}": (getattr(self.bonded, use), catalogue.kinds) for use in Bonded.model_fields},
            "activities": (tuple(self.activities.values()), catalogue.functions),
            "entry": (tuple(self.entry.values()), catalogue.functions),
            "entry of cargoes": (tuple(self.entry), catalogue.cargoes),
        }
        for name, area in self.wide.items():
            asked[f"wide.{name}.kinds"] = (area.kinds, catalogue.kinds)
        for code, mode in self.modes.items():
            asked[f"modes.{code}.weights"] = (tuple(mode.weights), known)
        for code, preset in self.presets.items():
            asked[f"presets.{code}.functions"] = (preset.functions, catalogue.functions)
            asked[f"presets.{code}.industries"] = (preset.industries, catalogue.industries)
            asked[f"presets.{code}.modes"] = (preset.modes, self.modes)
            asked[f"presets.{code}.levels"] = (preset.levels, catalogue.levels)
            asked[f"presets.{code}.weights"] = (tuple(preset.weights), known)
        for place, (codes, table) in asked.items():
            for name in codes:
                if name not in table:
                    yield f"presets.toml: {place}: unknown code {name!r}"


def criteria(catalogue: Catalogue) -> Mapping[str, Words]:
    """Return the criteria with their titles: words, each group of gateways, each kind of corridor.

    A corridor with several boarding modes is a criterion by the nearest mode and by each mode alone (`yangtze-river`).
    """
    corridors: dict[str, Words] = {}
    for kind, entry in _corridors(catalogue).items():
        corridors[kind] = entry.title
        corridors.update({by_mode(kind, mode): title for mode, title in entry.boarded.items()})
    return {
        WORDS: load_words()["need"]["words_criterion"],
        **{code: group.title for code, group in catalogue.gateways.items()},
        **corridors,
    }


def by_mode(kind: str, mode: str) -> str:
    """Return the code of the criterion for one corridor and one boarding mode."""
    return f"{kind}-{mode}"


def _corridors(catalogue: Catalogue) -> Mapping[str, Kind]:
    return catalogue.layers["corridors"].kinds if "corridors" in catalogue.layers else {}


def read_presets(text: str, catalogue: Catalogue) -> Presets:
    """Parse presets from TOML `text`.

    Raises
    ------
    CatalogueError
        With every fault: no TOML, an unknown or missing key, a code that the catalogue does not have.
    """
    try:
        terms = Presets.model_validate(read_toml(text))
    except TomlError as error:
        raise CatalogueError([f"presets.toml: {error}"]) from error
    except ValidationError as error:
        places = [f"presets.toml: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise CatalogueError(places) from error
    if faults := list(terms.faults(catalogue)):
        raise CatalogueError(faults)
    return terms


@lru_cache(maxsize=1)
def load_presets() -> Presets:
    """Load the presets shipped with the project, once per process."""
    return read_presets(TERMS_FILE.read_text(encoding="utf-8"), load_catalogue())
