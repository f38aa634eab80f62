"""The shared cache: catalogue, dataset and its published files. Only this module and planning_cache.py cache."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa
import streamlit as st

from geo_app.server import metrics, published_files
from geo_app.state import script_run, vega_lite
from geo_app.state.vega_lite import Chart
from layers.briefing import presenter_page, thumbnail
from layers.briefing.file import read_briefing, ready
from layers.briefing.origin import Origin, signed
from layers.briefing.scenes import Briefing, Scene
from layers.catalogue.entries import LANGUAGES, Lang
from layers.catalogue.models import load_catalogue
from layers.config.branding import Branding, attribution, load_branding
from layers.dataset.dataset import TABLES, Dataset, load_dataset
from layers.dataset.reload import Faults, HotReloader
from layers.dataset.source import FolderSource, Source, default_source
from layers.i18n.findings import Finding
from layers.i18n.messages import browser_words, say
from layers.monitoring import delivery
from layers.query.attribute_table import readable
from layers.query.nearest import ProximityIndex
from layers.query.search import SearchAnswer, SearchIndex, search_index
from layers.suitability.candidates import Candidates
from layers.suitability.contacts import Contacts, contacts_file, load_contacts
from layers.suitability.plots import Plots, load_plots, plots_file
from layers.suitability.presets import load_presets
from layers.web_map.manifest import hashed, publish

LOG = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class Snapshot:
    """One dataset, the names of its published files by what they are, and all of them by name."""

    dataset: Dataset
    files: dict[str, str]
    published: Mapping[str, published_files.File]


def current_snapshot() -> Snapshot:
    """Return the current dataset, the same throughout a run. Changed files make a new one beside the visitors."""
    return script_run.once_per_run("snapshot", _published)


def _published() -> Snapshot:
    found = _publish(_reloader().current(), load_branding())
    published_files.publish_edition(
        found.published
    )  # at each run: data that were refused meanwhile may have taken their place
    return found


def refused() -> Faults:
    """Return what is wrong with new files that were refused, layer by layer; empty where the newest are shown."""
    return _reloader().refused()


def await_edition() -> None:
    """Wait until a dataset that is being made is there (no visitor does)."""
    _reloader().wait()


def _reloader() -> HotReloader[Dataset]:
    return script_run.once_per_run("reloader", lambda: _make_reloader(default_source()))


# a resource, not data: shared without a copy, nobody changes what it keeps
@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs={FolderSource: repr})
def _make_reloader(source: Source) -> HotReloader[Dataset]:
    reloader = HotReloader(
        version=lambda: _stamps(source),
        load=_load,
        faults=lambda dataset: dataset.faults,
        on_outcome=metrics.count_edition,
    )
    metrics.watch_broken(lambda: len(reloader.current().faults))
    return reloader


def _stamps(source: Source) -> tuple[tuple[str, int, int], ...]:
    if not isinstance(source, FolderSource):
        return ()
    tables = [path for table in TABLES if (path := source.tables / f"{table}.csv").exists()]
    paths = [*sorted(source.folder.glob("*.geojson")), *tables]
    stats = [(path.name, path.stat()) for path in paths]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def _load() -> Dataset:
    dataset = load_dataset(load_catalogue())
    for layer, faults in dataset.faults.items():
        reason = faults[0].sentence("en")
        LOG.error("a layer cannot be used", extra={"layers": layer, "reason": reason})
    dataset.index  # noqa: B018 (computed here once, not in the first visitor's click)
    gc.unfreeze()  # a dataset before this one may go
    gc.collect()
    gc.freeze()  # the dataset lives as long as the process: collections need not walk it again
    _publish(dataset, load_branding())  # published here, not in the first visitor's click
    return dataset


@lru_cache(maxsize=2)
def _publish(dataset: Dataset, branding: Branding) -> Snapshot:
    files: dict[str, bytes] = {}
    strangers = branding.without_approval()
    foreign = (_credit(dataset, strangers), _review(strangers)) if branding.approval.number else None
    names = publish(dataset, browser_words(), _credit(dataset, branding), files, _review(branding), foreign)
    names |= presenter_page.publish(files)
    found = Snapshot(dataset, names, {name: published_files.file_of(content) for name, content in files.items()})
    published_files.publish_edition(found.published)
    return found


def proximity() -> ProximityIndex:
    """Return the questions of distance on the current dataset, with what they need worked out once."""
    dataset = current_snapshot().dataset
    return script_run.once_per_run("nearness", lambda: _nearness(dataset.version, dataset))


@st.cache_resource(show_spinner=False, max_entries=2)
def _nearness(version: str, _edition: Dataset) -> ProximityIndex:
    return ProximityIndex(_edition)


def searcher() -> SearchIndex:
    """Return the search over the current dataset."""
    return search_index(current_snapshot().dataset)


def search(text: str) -> SearchAnswer:
    """Return what the search finds for a typed text; a run's map and list ask for the same."""
    return script_run.once_per_run(f"search {text}", lambda: searcher().answer(text))


def candidates() -> Candidates:
    """Return the candidate places of the current dataset."""
    dataset = current_snapshot().dataset
    return script_run.once_per_run("candidates", lambda: _candidates(dataset.version, dataset, proximity()))


@st.cache_resource(show_spinner=False, max_entries=2)
def _candidates(version: str, _edition: Dataset, _nearness: ProximityIndex) -> Candidates:
    return Candidates(_edition, load_presets(), _nearness)


def chart(key: str, make: Callable[[], Chart]) -> Mapping[str, Any]:
    """Return a chart as Vega-Lite, kept as by `cached`."""
    return cached(("chart", key), lambda: vega_lite.spec(make()))


def cached(key: tuple[object, ...], make: Callable[[], T], *, own: bool = False) -> T:
    """Return what `make` gives, made once for a dataset and a key, which must tell all that it depends on.

    What it gives is shared by all visitors, so it is never changed. With something of a visitor's `own` in it, it is
    made anew each time.
    """
    if own:
        return make()
    found: T = _made(f"{current_snapshot().dataset.version} {key!r}", make)
    return found


@st.cache_resource(show_spinner=False, max_entries=512)
def _made(key: str, _make: Callable[[], Any]) -> Any:
    return _make()


def arrow(key: tuple[object, ...], make: Callable[[], pd.DataFrame]) -> pa.Table:
    """Return a table as it travels to the browser, like `cached`: writing one out takes longer than to make it."""
    return cached(("arrow", *key), lambda: pa.Table.from_pandas(make()))


def contacts() -> Contacts | None:
    """Return the operator's notes; None where no file is configured."""
    return _of_operator(contacts_file(), load_contacts)


def plots() -> Plots | None:
    """Return the operator's plots; None where no file is configured."""
    return _of_operator(plots_file(), load_plots)


def _of_operator(path: Path | None, load: Callable[[Path, frozenset[str]], T]) -> T | None:
    """Return what an operator's file holds, read again when it has changed."""
    if path is None:
        return None
    changed = path.stat().st_mtime_ns if path.exists() else 0
    index = current_snapshot().dataset.features.index
    return cached((load.__name__, str(path), changed), lambda: load(path, frozenset(index)))


def briefing(code: str) -> tuple[Briefing, tuple[Finding, ...]]:
    """Return a ready briefing and what is wrong with it, read again when its file has changed."""
    path, dataset = ready()[code], current_snapshot().dataset
    return _briefing(str(path), path.stat().st_mtime_ns, dataset.version, dataset)


@st.cache_resource(show_spinner=False, max_entries=16)
def _briefing(path: str, changed: int, version: str, _edition: Dataset) -> tuple[Briefing, tuple[Finding, ...]]:
    return read_briefing(Path(path).read_bytes(), _edition)


def credit(origin: Origin) -> presenter_page.SceneCredit:
    """Return what every map of a briefing says of itself."""
    dataset, branding = current_snapshot().dataset, signed(load_branding(), origin)
    return presenter_page.SceneCredit(_credit(dataset, branding), _review(branding))


def scene_picture(scene: Scene) -> str:
    """Return the address of a scene's small picture."""
    dataset = current_snapshot().dataset
    return published_files.publish_picture(
        *_picture(scene.model_dump_json(exclude={"title", "narration", "notes"}), dataset.version, scene, dataset)
    )


@st.cache_resource(show_spinner=False, max_entries=256)
def _picture(text: str, version: str, _scene: Scene, _edition: Dataset) -> tuple[str, bytes]:
    content = thumbnail.draw(_scene, _edition).encode()
    return hashed("scene", "svg", content), content


def table(lang: Lang) -> pd.DataFrame:
    """Return all features as a table to read; shared, so never changed."""
    dataset = current_snapshot().dataset
    return _table(dataset.version, lang, dataset)


@st.cache_resource(show_spinner=False, max_entries=4)
def _table(version: str, lang: Lang, _edition: Dataset) -> pd.DataFrame:
    return readable(_edition, lang, remarks=False)


def promises() -> pd.DataFrame:
    """Return what the plan promised and what has become of it; shared, so never changed."""
    dataset = current_snapshot().dataset
    return _promises(dataset.version, dataset)


@st.cache_resource(show_spinner=False, max_entries=2)
def _promises(version: str, _edition: Dataset) -> pd.DataFrame:
    return delivery.promises(_edition)


def delivery_report(lang: Lang) -> pd.DataFrame:
    """Return the same to read; shared, so never changed."""
    dataset = current_snapshot().dataset
    return _delivery_report(dataset.version, lang, dataset)


@st.cache_resource(show_spinner=False, max_entries=4)
def _delivery_report(version: str, lang: Lang, _edition: Dataset) -> pd.DataFrame:
    return delivery.report(_edition, promises(), lang)


def _review(branding: Branding) -> dict[str, str]:
    return {lang: branding.review(lang) for lang in LANGUAGES}


def _credit(dataset: Dataset, branding: Branding) -> dict[str, str]:
    catalogue = dataset.catalogue
    bases = [layer for layer in catalogue.layers.values() if layer.role == "base"]
    lines: dict[str, str] = {}
    for lang in LANGUAGES:
        attributions, date = attribution(bases, lang, say("map.positions", lang)), catalogue.data_date.isoformat()
        line = say("map.credit", lang, date=date, credits=attributions, approval=branding.review(lang))
        lines[lang] = " · ".join(filter(None, [branding.organisation_in(lang), line]))
    return lines
