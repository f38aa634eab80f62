"""What visitors share: the catalogue, the data edition and its published files. Only it and planning_store.py cache."""

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
from layers.briefing.file import BriefingFault, read_briefing, ready
from layers.briefing.origin import Origin, signed
from layers.briefing.scenes import Briefing, Scene
from layers.catalogue.models import LANGUAGES, Lang, load_catalogue
from layers.config.branding import Branding, attribution, load_branding
from layers.dataset.dataset import Dataset, load_dataset
from layers.dataset.facts import TABLE
from layers.dataset.reload import Faults, HotReloader
from layers.dataset.source import FolderSource, Source, default_source
from layers.i18n.messages import browser_words, fault_sentence, say
from layers.monitoring import delivery
from layers.query.attribute_table import readable
from layers.query.nearest import ProximityIndex
from layers.query.search import SearchIndex
from layers.suitability.candidates import Candidates
from layers.suitability.contacts import Contacts, contacts_file, load_contacts
from layers.suitability.presets import load_presets
from layers.web_map.manifest import hashed, publish

LOG = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class Snapshot:
    """One edition, the names of its published files by what they are, and all of them by name."""

    edition: Dataset
    files: dict[str, str]
    published: Mapping[str, published_files.File]


def current_snapshot() -> Snapshot:
    """Return the current edition, the same throughout a run. Changed files make a new one beside the visitors."""
    return script_run.once_per_run("shelf", _published)


def _published() -> Snapshot:
    found = _shelf(_kept().current(), load_branding())
    published_files.publish_edition(
        found.published
    )  # at each run: data that were refused meanwhile may have taken their place
    return found


def refused() -> Faults:
    """Return what is wrong with new files that were refused, layer by layer; empty where the newest are shown."""
    return _kept().refused()


def await_edition() -> None:
    """Wait until an edition that is being made is there (no visitor does)."""
    _kept().wait()


def _kept() -> HotReloader[Dataset]:
    return script_run.once_per_run("keeper", lambda: _keeper(default_source()))


# a resource, not data: shared without a copy, nobody changes what it keeps
@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs={FolderSource: repr})
def _keeper(source: Source) -> HotReloader[Dataset]:
    keeper = HotReloader(
        stamp=lambda: _stamps(source),
        load=_load,
        faults=lambda edition: edition.faults,
        heard=metrics.count_edition,
    )
    metrics.watch_broken(lambda: len(keeper.current().faults))
    return keeper


def _stamps(source: Source) -> tuple[tuple[str, int, int], ...]:
    if not isinstance(source, FolderSource):
        return ()
    paths = [*sorted(source.folder.glob("*.geojson")), source.tables / f"{TABLE}.csv"]
    stats = [(path.name, path.stat()) for path in paths]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def _load() -> Dataset:
    edition = load_dataset(load_catalogue())
    for layer, faults in edition.faults.items():
        reason = fault_sentence(faults[0], edition.catalogue.faults, "en")
        LOG.error("a layer cannot be used", extra={"layers": layer, "reason": reason})
    edition.index  # noqa: B018 (computed here once, not in the first visitor's click)
    gc.unfreeze()  # an edition before this one may go
    gc.collect()
    gc.freeze()  # the edition lives as long as the process: collections need not walk it again
    _shelf(edition, load_branding())  # published here, not in the first visitor's click
    return edition


@lru_cache(maxsize=2)
def _shelf(edition: Dataset, imprint: Branding) -> Snapshot:
    files: dict[str, bytes] = {}
    strangers = imprint.without_approval()
    foreign = (_credit(edition, strangers), _review(strangers)) if imprint.approval.number else None
    names = publish(edition, browser_words(), _credit(edition, imprint), files, _review(imprint), foreign)
    names |= presenter_page.publish(files)
    found = Snapshot(edition, names, {name: published_files.file_of(content) for name, content in files.items()})
    published_files.publish_edition(found.published)
    return found


def nearness() -> ProximityIndex:
    """Return the questions of distance on the current edition, with what they need worked out once."""
    edition = current_snapshot().edition
    return script_run.once_per_run("nearness", lambda: _nearness(edition.stamp, edition))


@st.cache_resource(show_spinner=False, max_entries=2)
def _nearness(stamp: str, _edition: Dataset) -> ProximityIndex:
    return ProximityIndex(_edition)


def searcher() -> SearchIndex:
    """Return the search over the current edition."""
    edition = current_snapshot().edition
    return _searcher(edition.stamp, edition)


@st.cache_resource(show_spinner=False, max_entries=2)
def _searcher(stamp: str, _edition: Dataset) -> SearchIndex:
    return SearchIndex(_edition)


def candidates() -> Candidates:
    """Return the candidate places of the current edition."""
    edition = current_snapshot().edition
    return script_run.once_per_run("candidates", lambda: _candidates(edition.stamp, edition, nearness()))


@st.cache_resource(show_spinner=False, max_entries=2)
def _candidates(stamp: str, _edition: Dataset, _nearness: ProximityIndex) -> Candidates:
    return Candidates(_edition, load_presets(), _nearness)


def chart(key: str, make: Callable[[], Chart]) -> Mapping[str, Any]:
    """Return a chart as Vega-Lite, kept as by `kept`."""
    return kept(("chart", key), lambda: vega_lite.spec(make()))


def kept(key: tuple[object, ...], make: Callable[[], T], *, own: bool = False) -> T:
    """Return what `make` gives, made once for an edition and a key, which must tell all that it depends on.

    What it gives is shared by all visitors, so it is never changed. With something of a visitor's `own` in it, it is
    made anew each time.
    """
    if own:
        return make()
    found: T = _made(f"{current_snapshot().edition.stamp} {key!r}", make)
    return found


@st.cache_resource(show_spinner=False, max_entries=512)
def _made(key: str, _make: Callable[[], Any]) -> Any:
    return _make()


def arrow(key: tuple[object, ...], make: Callable[[], pd.DataFrame]) -> pa.Table:
    """Return a table as it travels to the browser, kept as by `kept`: writing one out takes longer than to make it."""
    return kept(("arrow", *key), lambda: pa.Table.from_pandas(make()))


def contacts() -> Contacts | None:
    """Return the operator's notes, read again when the file has changed; None where no file is configured."""
    path = contacts_file()
    if path is None:
        return None
    edition = current_snapshot().edition
    changed = path.stat().st_mtime_ns if path.exists() else 0
    return _contacts(str(path), changed, edition.stamp, edition)


@st.cache_resource(show_spinner=False, max_entries=2)
def _contacts(path: str, changed: int, stamp: str, _edition: Dataset) -> Contacts:
    return load_contacts(Path(path), frozenset(_edition.features.index))


def briefing(code: str) -> tuple[Briefing, tuple[BriefingFault, ...]]:
    """Return a ready briefing and what is wrong with it, read again when its file has changed."""
    path, edition = ready()[code], current_snapshot().edition
    return _briefing(str(path), path.stat().st_mtime_ns, edition.stamp, edition)


@st.cache_resource(show_spinner=False, max_entries=16)
def _briefing(path: str, changed: int, stamp: str, _edition: Dataset) -> tuple[Briefing, tuple[BriefingFault, ...]]:
    return read_briefing(Path(path).read_bytes(), _edition)


def credit(origin: Origin) -> presenter_page.SceneCredit:
    """Return what every map of a briefing says of itself."""
    edition, imprint = current_snapshot().edition, signed(load_branding(), origin)
    return presenter_page.SceneCredit(_credit(edition, imprint), _review(imprint))


def picture(scene: Scene) -> str:
    """Return the address of a scene's small picture."""
    edition = current_snapshot().edition
    return published_files.publish_picture(
        *_picture(scene.model_dump_json(exclude={"title", "narration", "notes"}), edition.stamp, scene, edition)
    )


@st.cache_resource(show_spinner=False, max_entries=256)
def _picture(text: str, stamp: str, _scene: Scene, _edition: Dataset) -> tuple[str, bytes]:
    content = thumbnail.draw(_scene, _edition).encode()
    return hashed("scene", "svg", content), content


def table(lang: Lang) -> pd.DataFrame:
    """Return all features as a table to read; shared, so never changed."""
    edition = current_snapshot().edition
    return _table(edition.stamp, lang, edition)


@st.cache_resource(show_spinner=False, max_entries=4)
def _table(stamp: str, lang: Lang, _edition: Dataset) -> pd.DataFrame:
    return readable(_edition, lang)


def promises() -> pd.DataFrame:
    """Return what the plan promised and what has become of it; shared, so never changed."""
    edition = current_snapshot().edition
    return _promises(edition.stamp, edition)


@st.cache_resource(show_spinner=False, max_entries=2)
def _promises(stamp: str, _edition: Dataset) -> pd.DataFrame:
    return delivery.promises(_edition)


def delivery_report(lang: Lang) -> pd.DataFrame:
    """Return the same to read; shared, so never changed."""
    edition = current_snapshot().edition
    return _delivery_report(edition.stamp, lang, edition)


@st.cache_resource(show_spinner=False, max_entries=4)
def _delivery_report(stamp: str, lang: Lang, _edition: Dataset) -> pd.DataFrame:
    return delivery.report(_edition, promises(), lang)


def _review(imprint: Branding) -> dict[str, str]:
    return {lang: imprint.review(lang) for lang in LANGUAGES}


def _credit(edition: Dataset, imprint: Branding) -> dict[str, str]:
    catalogue = edition.catalogue
    bases = [layer for layer in catalogue.layers.values() if layer.role == "base"]
    lines: dict[str, str] = {}
    for lang in LANGUAGES:
        owed_to, date = attribution(bases, lang, say("map.positions", lang)), catalogue.data_date.isoformat()
        line = say("map.credit", lang, date=date, credits=owed_to, approval=imprint.review(lang))
        lines[lang] = " · ".join(filter(None, [imprint.organisation_in(lang), line]))
    return lines
