"""What the tables of the catalogue hold: codes, titles, drawing rules, kinds, fields and layers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Division = Annotated[str, StringConstraints(pattern=r"^[A-T](\d\d)?$")]  # a section or division of GB/T 4754
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Lang = Literal["zh", "en"]
DistrictVintage = Literal["38", "37"]  # districts of the plan (2021), districts since 2025-11-06
# the field of a feature that holds its districts
DISTRICT_FIELDS: dict[DistrictVintage, str] = {"38": "districts", "37": "districts_2025"}
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
LANGUAGE_TAGS: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}  # BCP 47, of every page and document
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
    """A group of targets for distances: all features of some kinds, and single features by id.

    `clears`: of those, only the ones that may clear one of these cargoes; empty for all.
    """

    kinds: tuple[Code, ...]
    features: tuple[str, ...]
    clears: tuple[Code, ...] = ()


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
