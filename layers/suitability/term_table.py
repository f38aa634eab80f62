"""The everyday words of a need, from terms.toml: models, reader and validator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from layers.catalogue.entries import CatalogueEntry, Code, Model, Text, Words
from layers.catalogue.models import Catalogue, load_catalogue
from layers.errors import CatalogueError
from layers.text.bounded_toml import TomlError, read_toml

TERM_FILE = Path(__file__).with_name("terms.toml")
Key = Literal["ind", "fn", "ground", "mode", "must", "level", "avoid", "w"]
Marker = Literal[
    "negation",
    "excluded",
    "must",
    "wish",
    "near",
    "beside",
    "far",
    "most",
    "least",
    "link",
    "origin",
    "and",
    "break",
    "land",
    "unanswered",
    "stop",
]
Division = Annotated[str, Field(pattern=r"^[A-T][0-9]{2}$")]
_KEYS: tuple[Key, ...] = ("ind", "fn", "ground", "mode", "must", "level", "avoid", "w")


class Meaning(Model):
    """Codes by URL key; `w` holds gateway groups, whose weights come with the context."""

    ind: tuple[Code, ...] = ()
    fn: tuple[Code, ...] = ()
    ground: tuple[Code, ...] = ()
    mode: tuple[Code, ...] = ()
    must: tuple[Code, ...] = ()
    level: tuple[Code, ...] = ()
    w: tuple[Code, ...] = ()

    def codes(self) -> Iterator[tuple[Key, tuple[str, ...]]]:
        """Yield key and codes of each key that has some."""
        for key in _KEYS:
            if found := getattr(self, key, ()):
                yield key, found


class EverydayTerm(Meaning):
    """A term with its spellings and what it stands for; the head of terms.toml explains the fields."""

    zh: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()
    gbt: tuple[Division, ...] = ()
    implies: tuple[Code, ...] = ()
    activity: tuple[Code, ...] = ()
    imports: bool = False
    near: Meaning | None = None
    imported: Meaning | None = None
    destination: Code | None = None
    by_destination: Mapping[Code, Meaning] = Field(default_factory=dict)
    alone: Meaning | None = None
    no_data: bool = False

    def meanings(self) -> Iterator[tuple[str, Meaning]]:
        """Yield every meaning of this term with its place in the file."""
        yield "", self
        others = {"near": self.near, "imported": self.imported, "alone": self.alone, **self.by_destination}
        yield from ((f".{name}", meaning) for name, meaning in others.items() if meaning)


class Whole(Model):
    """A place of several districts, or a region; `negated` is the choice of `avoid` that leaves it out."""

    zh: tuple[Text, ...]
    en: tuple[Text, ...]
    codes: tuple[str, ...]
    negated: Code | None = None
    no_data: bool = False
    title: Words | None = None


class PlaceNames(Model):
    """Endings that everyday names of districts leave out (a long one may shrink to `short`), and the wholes."""

    short: Text
    endings: tuple[Text, ...]
    wholes: Mapping[Code, Whole]


class Numerals(Model):
    """Chinese numerals, and the words between the two ends of a range."""

    digits: Mapping[str, int]
    tens: Mapping[str, int]
    range: tuple[Text, ...]


class Unit(Model):
    """A unit: `to` converts to km or km²."""

    names: tuple[Text, ...]
    kind: Literal["distance", "area", "floor", "time"]
    to: Annotated[float, Field(gt=0)]


class NeedWeights(Model):
    """Weights of nearness, by how it is said."""

    near: int
    must: int
    wish: int
    limit: int


class TermTable(Model):
    """The whole file."""

    traditional: str
    simplified: str
    weights: NeedWeights
    bonded_ground: Mapping[Code, Code]
    markers: Mapping[Marker, tuple[Text, ...]]
    numerals: Numerals
    units: Mapping[Code, Unit]
    titles: Mapping[Key, Mapping[Code, Words]]
    divisions: Mapping[Division, Words]
    places: PlaceNames
    terms: Mapping[Code, EverydayTerm]

    @model_validator(mode="after")
    def _pairs_of_characters(self) -> TermTable:
        if len(self.traditional) != len(self.simplified):
            raise ValueError("`traditional` and `simplified` must be equally long")
        return self

    def known(self, key: Key, catalogue: Catalogue) -> Mapping[str, Words]:
        """Return the codes of a URL key with their titles: the catalogue's, else those of this file."""
        tables: Mapping[Key, Mapping[str, CatalogueEntry]] = {
            "ind": catalogue.industries,
            "fn": catalogue.functions,
            "ground": catalogue.grounds,
            "level": catalogue.levels,
            "w": catalogue.gateways,
        }
        if key in tables:
            return {code: entry.title for code, entry in tables[key].items()}
        return self.titles.get(key, {})

    def faults(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield every unknown code and every word that two entries claim, with its position."""
        known = {key: self.known(key, catalogue) for key in _KEYS}
        for name, term in self.terms.items():
            for place, meaning in term.meanings():
                for key, codes in meaning.codes():
                    yield from (
                        f"terms.{name}{place}.{key}: unknown code {code!r}" for code in codes if code not in known[key]
                    )
            for code in (*term.implies, *term.activity):
                if code not in known["ground"]:
                    yield f"terms.{name}: unknown ground {code!r}"
            yield from (f"terms.{name}.gbt: unknown division {d!r}" for d in term.gbt if d not in self.divisions)
        for name, whole in self.places.wholes.items():
            if whole.negated and whole.negated not in known["avoid"]:
                yield f"places.wholes.{name}.negated: unknown code {whole.negated!r}"
        yield from self._double_words()

    def _double_words(self) -> Iterator[str]:
        owners: dict[str, set[str]] = defaultdict(set)
        for name, term in self.terms.items():
            for word in (*term.zh, *term.en):
                owners[word].add(f"terms.{name}")
        for name, whole in self.places.wholes.items():
            for word in (*whole.zh, *whole.en):
                owners[word].add(f"places.wholes.{name}")
        for word in self.markers.get("stop", ()):
            owners[word].add("markers.stop")
        for word, names in owners.items():
            if len(names) > 1 and names & {f"terms.{name}" for name in self.terms}:
                yield f"{word!r} stands in {' and '.join(sorted(names))}"


def read_terms(text: str, catalogue: Catalogue) -> TermTable:
    """Parse the term table from TOML `text`.

    Raises
    ------
    CatalogueError
        With every fault: no TOML, an unknown or missing key, an unknown code, a word with two meanings.
    """
    try:
        table = TermTable.model_validate(read_toml(text))
    except TomlError as error:
        raise CatalogueError([f"terms.toml: {error}"]) from error
    except ValidationError as error:
        places = [f"terms.toml: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise CatalogueError(places) from error
    if faults := [f"terms.toml: {fault}" for fault in table.faults(catalogue)]:
        raise CatalogueError(faults)
    return table


@lru_cache(maxsize=1)
def load_terms() -> TermTable:
    """Load the term table shipped with the project, once per process."""
    return read_terms(TERM_FILE.read_text(encoding="utf-8"), load_catalogue())
