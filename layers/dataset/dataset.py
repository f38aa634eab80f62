"""The dataset: every layer that passed its checks, and the faults of the others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from layers.catalogue.entries import CatalogueEntry, Lang, Words
from layers.catalogue.models import Catalogue
from layers.crs.metric import WGS84
from layers.dataset import authorities, district_join, evidence, facts, feature_index
from layers.dataset.authorities import Authorities
from layers.dataset.evidence import SOURCE_KINDS, Evidence, SourceKind
from layers.dataset.facts import Facts
from layers.dataset.layer_faults import DataError, layer_fault
from layers.dataset.source import Source, default_source, read_layer
from layers.i18n.findings import Finding

TABLES = (facts.TABLE, evidence.TABLE, authorities.TABLE)  # read beside the layers
LISTED_2018 = "municipal-zones"  # its industries are those of the national catalogue of 2018, not the plan's


@dataclass(frozen=True, eq=False)  # compared by identity; `version` tells whether two hold the same data
class Dataset:
    """The data of the map at one moment. All visitors share its frames, so no code may change them.

    Attributes
    ----------
    frames
        Layer id → frame (WGS 84), for each layer that passed its checks, in drawing order.
    contents
        Layer id → the GeoJSON bytes as read, for the browser.
    faults
        Layer id (or table) → its faults, for each that failed its checks.
    facts
        Feature id → dated facts about it, oldest first.
    evidence
        Feature id → dated statements on what is made or done there, latest first.
    authorities
        Feature id → who runs it, the latest named first.
    """

    catalogue: Catalogue
    frames: Mapping[str, gpd.GeoDataFrame]
    contents: Mapping[str, bytes]
    faults: Mapping[str, tuple[Finding, ...]]
    facts: Facts = field(default_factory=dict)
    evidence: Evidence = field(default_factory=dict)
    authorities: Authorities = field(default_factory=dict)

    @cached_property
    def version(self) -> str:
        """Hash of all the data: equal hashes mean equal data."""
        digest = hashlib.sha256(self.catalogue.model_dump_json().encode())
        for layer_id, content in self.contents.items():
            digest.update(layer_id.encode() + hashlib.sha256(content).digest())
        return digest.hexdigest()[:16]

    @cached_property
    def features(self) -> gpd.GeoDataFrame:
        """All thematic features in one frame with the shared fields and `layer`, in drawing order."""
        columns = ["layer", *self.catalogue.fields, "geometry"]
        frames = [
            frame.assign(layer=layer_id)[columns]
            for layer_id, frame in self.frames.items()
            if layer_id in self.catalogue.themes
        ]
        if not frames:
            return gpd.GeoDataFrame(columns=columns, geometry="geometry", crs=WGS84)
        # every column has type object: an all-null column of one layer must not decide the type of the others
        joined = pd.concat([frame.astype(dict.fromkeys(columns[:-1], object)) for frame in frames])
        return gpd.GeoDataFrame(joined, geometry="geometry", crs=WGS84)

    @cached_property
    def index(self) -> feature_index.FeatureIndex:
        """Membership tables and search texts of all features, in the order of `features`."""
        return feature_index.FeatureIndex.of(
            self.features, {name: list(self.vocabulary(name)) for name in self._filter_fields}
        )

    @property
    def _filter_fields(self) -> list[str]:
        return list(self.catalogue.filters.values())

    @cached_property
    def _districts(self) -> Mapping[str, Mapping[str, CatalogueEntry]]:
        """Layer of districts → adcode → title."""
        layers = {layer_id: frame for layer_id, frame in self.frames.items() if "adcode" in frame}
        columns = ["adcode", "name_zh", "name_en"]
        return {
            layer_id: {
                code: CatalogueEntry(title=Words(zh=zh, en=en))
                for code, zh, en in frame.sort_values("adcode")[columns].itertuples(index=False)
            }
            for layer_id, frame in layers.items()
        }

    @cached_property
    def _records(self) -> Mapping[str, dict[str, Any]]:
        """Feature → its fields. A page reads a dozen features in each run, and a frame is slow to read row by row."""
        return {
            str(row["id"]): {"layer": layer_id, **{str(field): value for field, value in row.items()}}
            for layer_id in self.catalogue.themes
            if layer_id in self.frames
            for row in self.frames[layer_id].drop(columns="geometry").to_dict("records")
        }

    @cached_property
    def same_zone(self) -> Mapping[str, tuple[str, ...]]:
        """Feature → those that are the same zone under another name, both ways: by the field `successor`."""
        found: dict[str, tuple[str, ...]] = {}
        for name, record in self._records.items():
            other = str(record.get("successor"))
            if other in self._records:
                found[name] = (*found.get(name, ()), other)
                found[other] = (*found.get(other, ()), name)
        return found

    def drawn_as(self, name: str) -> str:
        """Return the feature whose mark stands for feature `name` on a map: itself, or the same zone with a place."""
        names = (name, *self.same_zone.get(name, ()))
        located = self.features.geometry.loc[list(names)].notna()
        return next((each for each, is_located in zip(names, located, strict=True) if is_located), name)

    @cached_property
    def inside(self) -> BaseGeometry:
        """The municipality as one geometry; the map's first frame where the layer of regions is missing."""
        if "regions" in self.frames:
            found: BaseGeometry = self.frames["regions"].union_all()
            return found
        (south, west), (north, east) = self.catalogue.home
        return shapely.box(west, south, east, north)

    def record(self, name: str) -> dict[str, Any]:
        """Return every field of feature `name`, its layer's own fields included; raise KeyError for an unknown id."""
        return dict(self._records[name])

    def name(self, feature: str, lang: Lang) -> str:
        """Return the name of `feature` in both languages; raise KeyError for an unknown id."""
        return str(self._records[feature][f"name_{lang}"])

    def industry_sources(self, name: str) -> Mapping[str, tuple[SourceKind, ...]]:
        """Return industry code → where it is from, for feature `name` and for the same zone under another name.

        Statements on the district alone are left out.
        """
        return self._sources(name, "industries", "industry", list(self.catalogue.industries))

    def function_sources(self, name: str) -> Mapping[str, tuple[SourceKind, ...]]:
        """Return activity code → where it is from, as `industry_sources` does."""
        return self._sources(name, "functions", "function", list(self.catalogue.functions))

    def _sources(self, name: str, own: str, proved: str, order: Sequence[str]) -> Mapping[str, tuple[SourceKind, ...]]:
        found: dict[str, set[SourceKind]] = {}
        for each in (name, *self.same_zone.get(name, ())):
            record = self._records[each]
            origin: SourceKind = "catalogue-2018" if record["layer"] == LISTED_2018 else "plan"
            for code in record[own]:
                found.setdefault(code, set()).add(origin)
            for row in self.evidence.get(each, ()):
                if (code := getattr(row, proved)) and row.counts:
                    found.setdefault(code, set()).add(row.kind)
        return {code: tuple(sorted(found[code], key=SOURCE_KINDS.index)) for code in sorted(found, key=order.index)}

    def vocabulary(self, field: str) -> Mapping[str, CatalogueEntry]:
        """Return the codes of the vocabulary of shared field `field`, with their titles."""
        name = self.catalogue.fields[field].vocabulary or ""
        found = self.catalogue.vocabulary(name) if name else {}
        return self._districts.get(name, {}) if found is None else found


def load_dataset(catalogue: Catalogue, source: Source | None = None) -> Dataset:
    """Read all layers of the catalogue; record the faults of a broken layer in place of its frame."""
    source = source or default_source()
    frames: dict[str, gpd.GeoDataFrame] = {}
    contents: dict[str, bytes] = {}
    faults: dict[str, tuple[Finding, ...]] = {}
    owner: dict[str, str] = {}
    for layer_id in catalogue.layers:
        try:
            frame, content = read_layer(layer_id, catalogue, source)
            doubled = [layer_fault(layer_id, "duplicate-id", name) for name in frame.index if name in owner]
            if doubled:
                raise DataError(doubled)
        except DataError as error:
            faults[layer_id] = error.findings
            continue
        frames[layer_id], contents[layer_id] = frame, content
        owner.update(dict.fromkeys(frame.index, layer_id))
    districts = {field: frames[layer_id] for field, layer_id in catalogue.derived.items() if layer_id in frames}
    for layer_id in catalogue.themes.keys() & frames.keys():
        frames[layer_id] = district_join.derive_districts(frames[layer_id], districts, list(catalogue.regions))
    tables = _read_tables(catalogue, source, faults)
    return Dataset(catalogue, frames, contents, faults, *tables)


def _read_tables(
    catalogue: Catalogue, source: Source, faults: dict[str, tuple[Finding, ...]]
) -> tuple[Facts, Evidence, Authorities]:
    """Read the tables beside the layers; record the faults of a broken one and leave it empty."""

    def read(name: str, parse: Callable[[bytes], Mapping[str, Any]]) -> Mapping[str, Any]:
        try:
            return parse(source.read_table(name))
        except OSError:
            faults[name] = (layer_fault(name, "file-missing", detail={"file": f"{name}.csv"}),)
        except DataError as error:
            faults[name] = error.findings
        return {}

    return (
        read(facts.TABLE, lambda content: facts.read_facts(content, catalogue)),
        read(evidence.TABLE, lambda content: evidence.read_evidence(content, catalogue)),
        read(authorities.TABLE, authorities.read_authorities),
    )
