"""What visitors share: the catalogue, the data edition and its published files. The only file that caches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from geo_app import assets
from layers.catalogue import Lang, load_catalogue
from layers.drawing.manifest import publish
from layers.edition import Edition, load_edition
from layers.nearest import Nearness
from layers.reading import FolderSource, default_source
from layers.tables import readable
from layers.words import browser_words, say


@dataclass(frozen=True)
class Shelf:
    """One edition and the names of its published files."""

    edition: Edition
    files: dict[str, str]


def shelf() -> Shelf:
    """Return the current edition: read again only when a data file has changed."""
    source = default_source()
    folder = source.folder if isinstance(source, FolderSource) else None
    return _shelf(_stamps(folder) if folder else (), str(folder))


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    stats = [(path.name, path.stat()) for path in sorted(folder.glob("*.geojson"))]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


# a resource, not data: shared without a copy, nobody changes it. Two, so that runs on a replaced edition can finish
@st.cache_resource(show_spinner=False, max_entries=2)
def _shelf(stamps: tuple[tuple[str, int, int], ...], folder: str) -> Shelf:
    edition = load_edition(load_catalogue())
    edition.index  # noqa: B018 (computed here once, not in the first visitor's click)
    return Shelf(edition, publish(edition, browser_words(), _credit(edition), assets.PUBLISHED))


def nearness() -> Nearness:
    """Return the questions of distance on the current edition, with what they need worked out once."""
    edition = shelf().edition
    return _nearness(edition.stamp, edition)


@st.cache_resource(show_spinner=False, max_entries=2)
def _nearness(stamp: str, _edition: Edition) -> Nearness:
    return Nearness(_edition)


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
