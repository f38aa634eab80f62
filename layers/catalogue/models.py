"""The catalogue: every layer, code, title and drawing rule, as frozen models of catalogue.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from layers.catalogue.entries import (
    CatalogueEntry,
    Code,
    Division,
    FieldSpec,
    Gateway,
    Kind,
    Lang,
    Layer,
    Model,
    PlatformType,
    Quality,
    Region,
    Status,
    Text,
    Words,
)
from layers.errors import CatalogueError
from layers.text.bounded_toml import TomlError, read_toml

CATALOGUE_FILE = Path(__file__).with_name("catalogue.toml")


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
    divisions: Mapping[Division, CatalogueEntry]
    grounds: Mapping[Code, CatalogueEntry]
    groups: Mapping[Code, CatalogueEntry]
    cargoes: Mapping[Code, CatalogueEntry]
    gateways: Mapping[Code, Gateway]
    fields: Mapping[str, FieldSpec]
    layers: Mapping[Code, Layer]

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
            for name in set(gateway.clears) - set(self.cargoes):
                yield f"gateways.{code}.clears: unknown cargo {name!r}"
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
