"""The catalogue: every layer, code, title and drawing rule, as frozen models of catalogue.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from layers.errors import CatalogueError
from layers.text.bounded_toml import TomlError, read_toml

CATALOGUE_FILE = Path(__file__).with_name("catalogue.toml")

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Lang = Literal["zh", "en"]
DistrictVintage = Literal["38", "37"]  # districts of the plan (2021), districts since 2025-11-06
# the field of a feature that holds its districts
DISTRICT_FIELDS: dict[DistrictVintage, str] = {"38": "districts", "37": "districts_2025"}
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
Draw = Literal["points", "lines", "areas", "outlines", "rivers", "land"]
Fill = Literal["full", "half", "hatch", "dots", "none"]
Outline = Literal["solid", "dashed", "dotted"]
Value = Literal["text", "number", "flag", "date", "code", "codes", "texts", "parts", "legs", "point"]


class Model(BaseModel):
    """Base of the catalogue's tables: frozen, without unknown or missing keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Model):
    """A text in both languages."""

    zh: Text
    en: Text

    def say(self, lang: Lang) -> str:
        """Return the text in language `lang`."""
        return self.zh if lang == "zh" else self.en


class CatalogueEntry(Model):
    """A code of a vocabulary with its title; `seeking` is what a feature is called that only applies for it."""

    title: Words
    seeking: Words | None = None


class PlatformType(CatalogueEntry):
    """A platform type: one colour and one shape, so that it also reads in grey."""

    colour: Colour
    shape: Literal["star", "square", "hexagon", "pentagon", "ring", "circle", "diamond", "rounded"]


class Status(CatalogueEntry):
    """A status: fill and outline of a mark; `target` is the status that the plan promises for its last year."""

    fill: Fill
    outline: Outline
    target: Code | None = None


class Region(CatalogueEntry):
    """One of the 一区两群 regions."""

    short: Words
    tint: Colour


class Quality(CatalogueEntry):
    """The quality of a position."""

    halo: Literal["none", "dashed", "dotted"]


class Kind(CatalogueEntry):
    """A kind of feature: belongs to one layer and one platform type; rank 1 labels win over rank 3.

    `boarded`: for a corridor with several boarding modes, mode → title by that mode.
    """

    type: str
    icon: str
    rank: Annotated[int, Field(ge=1, le=9)]
    colour: Colour | None = None
    boarded: Mapping[Code, Words] = Field(default_factory=dict)


class Gateway(CatalogueEntry):
    """A group of targets for distances: all features of some kinds, and single features by id."""

    kinds: tuple[Code, ...]
    features: tuple[str, ...]


class FieldSpec(CatalogueEntry):
    """A property of the features: its type, vocabulary and the URL key that filters by it.

    A vocabulary is a table of the catalogue, or a base layer with a field `adcode`; then the data hold the codes.
    `derived` codes of such a layer come from geometry if a feature does not state them.
    """

    value: Value
    vocabulary: str | None = None
    unit: str | None = None
    filter: Code | None = None
    table: bool = False
    required: bool = False
    derived: bool = False

    @model_validator(mode="after")
    def _codes_need_vocabulary(self) -> FieldSpec:
        if (self.value in {"code", "codes"}) != (self.vocabulary is not None):
            raise ValueError("a field of codes needs a vocabulary, and only such a field may have one")
        return self


class Layer(CatalogueEntry):
    """A layer: one GeoJSON file named by the layer's id. The map draws one `district_vintage` at a time.

    `leaves_city`: features may lie outside the municipality; the checks then give a note instead of a warning.
    """

    group: str
    role: Literal["base", "theme"]
    draw: Draw
    source: Text
    credit: Words
    district_vintage: DistrictVintage | None = Field(default=None, alias="edition")
    leaves_city: bool = False
    kinds: Mapping[Code, Kind] = Field(default_factory=dict)
    fields: Mapping[str, FieldSpec] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _themes_need_kinds(self) -> Layer:
        if (self.role == "theme") != bool(self.kinds):
            raise ValueError("a thematic layer needs `kinds`, a base layer has none")
        return self


class Abbreviation(Model):
    """A long word in names and its short form for labels on the map, in both languages."""

    zh: tuple[Text, Text]
    en: tuple[Text, Text]


BASE_FIELDS = ("id", "name_zh", "name_en")


class Catalogue(Model):
    """The whole catalogue; `layers` is in drawing order, bottom first."""

    title: Words
    data_date: date
    plan: Words
    abbreviations: tuple[Abbreviation, ...]
    home: tuple[tuple[float, float], tuple[float, float]]
    types: Mapping[Code, PlatformType]
    statuses: Mapping[Code, Status]
    statuses_target: Mapping[Code, Status]
    statuses_now: Mapping[Code, Status]
    regions: Mapping[Code, Region]
    levels: Mapping[Code, CatalogueEntry]
    qualities: Mapping[Code, Quality]
    modes: Mapping[Code, CatalogueEntry]
    functions: Mapping[Code, CatalogueEntry]
    industries: Mapping[Code, CatalogueEntry]
    groups: Mapping[Code, CatalogueEntry]
    gateways: Mapping[Code, Gateway]
    fields: Mapping[str, FieldSpec]
    layers: Mapping[Code, Layer]
    faults: Mapping[Code, Words]

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of all layers by code, in the order of their platform types."""
        order = list(self.types)
        kinds = [(code, kind) for layer in self.layers.values() for code, kind in layer.kinds.items()]
        return dict(sorted(kinds, key=lambda pair: order.index(pair[1].type)))

    @cached_property
    def themes(self) -> Mapping[str, Layer]:
        """The thematic layers by id."""
        return {code: layer for code, layer in self.layers.items() if layer.role == "theme"}

    @cached_property
    def filters(self) -> Mapping[str, str]:
        """URL key → field name, for each field with a filter by code."""
        return {spec.filter: name for name, spec in self.fields.items() if spec.filter}

    def shorten(self, name: str, lang: Lang) -> str:
        """Shorten `name` for a label on the map."""
        for abbreviation in self.abbreviations:
            long, short = abbreviation.zh if lang == "zh" else abbreviation.en
            name = name.replace(long, short)
        return name

    def fields_of(self, layer_id: str) -> Mapping[str, FieldSpec]:
        """Return the fields of features of `layer_id`, by property name."""
        layer = self.layers[layer_id]
        if layer.role == "theme":
            return {**self.fields, **layer.fields}
        named = {name: self.fields[name].model_copy(update={"required": name == "id"}) for name in BASE_FIELDS}
        return {**named, **layer.fields}

    def vocabulary(self, name: str) -> Mapping[str, CatalogueEntry] | None:
        """Return the codes of vocabulary `name`, or None if a layer holds them."""
        return getattr(self, name) if self._is_table(name) else None

    @cached_property
    def derived(self) -> Mapping[str, str]:
        """Shared field → the layer of districts whose outlines supply its codes if a feature does not state them."""
        return {name: spec.vocabulary for name, spec in self.fields.items() if spec.derived and spec.vocabulary}

    def _is_table(self, name: str) -> bool:
        return name == "kinds" or name in type(self).model_fields

    def _is_district_layer(self, name: str) -> bool:
        return name in self.layers and "adcode" in self.layers[name].fields

    def cross_faults(self) -> Iterator[str]:
        """Yield faults across tables: unknown groups, types and vocabularies, duplicate kinds and fields."""
        yield from self._layer_faults()
        kinds = {code for layer in self.layers.values() for code in layer.kinds}
        for code, gateway in self.gateways.items():
            for name in set(gateway.kinds) - kinds:
                yield f"gateways.{code}.kinds: unknown kind {name!r}"
        yield from self._target_faults()
        for place, spec in self._all_fields():
            known = spec.vocabulary or "kinds"
            if not self._is_table(known) and not self._is_district_layer(known):
                yield f"{place}.vocabulary: unknown vocabulary {known!r}"
            if spec.derived and self._is_table(known):
                yield f"{place}.derived: only codes of a layer of districts can be derived"
        for name in {*BASE_FIELDS, "platform_type", "kind", "position_quality"} - set(self.fields):
            yield f"fields.{name}: missing"

    def _target_faults(self) -> Iterator[str]:
        for code, status in self.statuses.items():
            if status.target not in self.statuses_target:
                yield f"statuses.{code}.target: unknown target {status.target!r}"
        for name, codes in (("statuses_target", self.statuses_target), ("statuses_now", self.statuses_now)):
            for code, status in codes.items():
                if status.target is not None:
                    yield f"{name}.{code}.target: only the plan's own statuses have one"

    def _layer_faults(self) -> Iterator[str]:
        seen: dict[str, str] = {}
        for layer_id, layer in self.layers.items():
            if layer.group not in self.groups:
                yield f"layers.{layer_id}.group: unknown group {layer.group!r}"
            for code, kind in layer.kinds.items():
                if kind.type not in self.types:
                    yield f"layers.{layer_id}.kinds.{code}.type: unknown platform type {kind.type!r}"
                if code in seen:
                    yield f"layers.{layer_id}.kinds.{code}: already a kind of layer {seen[code]!r}"
                seen[code] = layer_id
            for name in set(layer.fields) & set(self.fields if layer.role == "theme" else BASE_FIELDS):
                yield f"layers.{layer_id}.fields.{name}: already a shared field"

    def _all_fields(self) -> Iterator[tuple[str, FieldSpec]]:
        for name, spec in self.fields.items():
            yield f"fields.{name}", spec
        for layer_id, layer in self.layers.items():
            for name, spec in layer.fields.items():
                yield f"layers.{layer_id}.fields.{name}", spec


def read_catalogue(text: str) -> Catalogue:
    """Parse a catalogue from TOML `text`.

    Raises
    ------
    CatalogueError
        If the text is no TOML, or a key is unknown, missing or duplicate; every fault names its position.
    """
    try:
        tables: dict[str, Any] = read_toml(text)
    except TomlError as error:  # also raised for duplicate keys, with line and column
        raise CatalogueError([f"catalogue.toml: {error}"]) from error
    try:
        catalogue = Catalogue.model_validate(tables)
    except ValidationError as error:
        raise CatalogueError([f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]) from error
    if faults := list(catalogue.cross_faults()):
        raise CatalogueError(faults)
    return catalogue


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    """Load the catalogue shipped with the project, once per process."""
    return read_catalogue(CATALOGUE_FILE.read_text(encoding="utf-8"))
