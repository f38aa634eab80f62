"""What visitors share: the catalogue, the data edition and its published files. The only file that caches."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from geo_app import assets, metrics, runs
from layers.catalogue import Lang, load_catalogue
from layers.drawing.manifest import publish
from layers.edition import Edition, load_edition
from layers.facts import TABLE
from layers.keeping import Faults, Keeper
from layers.nearest import Nearness
from layers.reading import FolderSource, Source, default_source
from layers.searching import Searcher
from layers.siting.candidates import Candidates
from layers.siting.contacts import Contacts, contacts_file, load_contacts
from layers.siting.terms import load_terms
from layers.tables import readable
from layers.words import browser_words, say


@dataclass(frozen=True)
class Shelf:
    """One edition and the names of its published files."""

    edition: Edition
    files: dict[str, str]


def shelf() -> Shelf:
    """Return the current edition, the same throughout a run. Changed files make a new one beside the visitors."""
    return runs.pinned("shelf", lambda: _keeper(default_source()).current())


def refused() -> Faults:
    """Return what is wrong with new files that were refused, layer by layer; empty where the newest are shown."""
    return _keeper(default_source()).refused()


def await_edition() -> None:
    """Wait until an edition that is being made is there (no visitor does)."""
    _keeper(default_source()).wait()


# a resource, not data: shared without a copy, nobody changes what it keeps
@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs={FolderSource: repr})
def _keeper(source: Source) -> Keeper[Shelf]:
    return Keeper(
        stamp=lambda: _stamps(source),
        load=_load,
        faults=lambda kept: kept.edition.faults,
        heard=metrics.count_edition,
    )


def _stamps(source: Source) -> tuple[tuple[str, int, int], ...]:
    if not isinstance(source, FolderSource):
        return ()
    paths = [*sorted(source.folder.glob("*.geojson")), source.tables / f"{TABLE}.csv"]
    stats = [(path.name, path.stat()) for path in paths]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def _load() -> Shelf:
    edition = load_edition(load_catalogue())
    edition.index  # noqa: B018 (computed here once, not in the first visitor's click)
    gc.unfreeze()  # an edition before this one may go
    gc.collect()
    gc.freeze()  # the edition lives as long as the process: collections need not walk it again
    return Shelf(edition, publish(edition, browser_words(), _credit(edition), assets.PUBLISHED))


@st.cache_resource(show_spinner=False)
def published(name: str, _make: Callable[[], bytes]) -> str:
    """Return the address of a page's style sheet or script, published once per process."""
    return assets.publish_file(name, _make())


def nearness() -> Nearness:
    """Return the questions of distance on the current edition, with what they need worked out once."""
    edition = shelf().edition
    return _nearness(edition.stamp, edition)


@st.cache_resource(show_spinner=False, max_entries=2)
def _nearness(stamp: str, _edition: Edition) -> Nearness:
    return Nearness(_edition)


def searcher() -> Searcher:
    """Return the search over the current edition."""
    edition = shelf().edition
    return _searcher(edition.stamp, edition)


@st.cache_resource(show_spinner=False, max_entries=2)
def _searcher(stamp: str, _edition: Edition) -> Searcher:
    return Searcher(_edition)


def candidates() -> Candidates:
    """Return the candidate places of the current edition."""
    edition = shelf().edition
    return _candidates(edition.stamp, edition, nearness())


@st.cache_resource(show_spinner=False, max_entries=2)
def _candidates(stamp: str, _edition: Edition, _nearness: Nearness) -> Candidates:
    return Candidates(_edition, load_terms(), _nearness)


def contacts() -> Contacts | None:
    """Return the operator's notes, read again when the file has changed; None where no file is configured."""
    path = contacts_file()
    if path is None:
        return None
    edition = shelf().edition
    changed = path.stat().st_mtime_ns if path.exists() else 0
    return _contacts(str(path), changed, edition.stamp, edition)


@st.cache_resource(show_spinner=False, max_entries=2)
def _contacts(path: str, changed: int, stamp: str, _edition: Edition) -> Contacts:
    return load_contacts(Path(path), frozenset(_edition.features.index))


def table(lang: Lang) -> pd.DataFrame:
    """Return all features as a table to read; shared, so never changed."""
    edition = shelf().edition
    return _table(edition.stamp, lang, edition)


@st.cache_resource(show_spinner=False, max_entries=4)
def _table(stamp: str, lang: Lang, _edition: Edition) -> pd.DataFrame:
    return readable(_edition, lang)


def _credit(edition: Edition) -> dict[str, str]:
    catalogue = edition.catalogue
    return {
        lang: say(
            "map.credit",
            lang,
            date=catalogue.data_date.isoformat(),
            credits="；".join(
                dict.fromkeys(layer.credit.say(lang) for layer in catalogue.layers.values() if layer.role == "base")
            ),
            approval=say("map.approval", lang),
        )
        for lang in ("zh", "en")
    }
