"""What is taken along: the comparison as files, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from geo_app.state import cache, session, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import download_buttons, export_panel
from geo_app.widgets.markdown_escape import plain
from layers.dataset.dataset import Dataset
from layers.documents import shortlist_gis, shortlist_html, shortlist_pdf, shortlist_xlsx
from layers.documents.links import is_local
from layers.documents.shortlist import Shortlist, compose
from layers.i18n.messages import say
from layers.static_map.map_spec import MapSpec
from layers.suitability.query import SuitabilityQuery

Make = Callable[[Shortlist], bytes]
ASKED = "take-away"


@dataclass
class DownloadRequest:
    """What a file answers when its button is pressed: it is made outside every run and knows no session."""

    suitability_query: SuitabilityQuery
    link: str


def ask(visitor: ViewState, dataset: Dataset) -> None:
    """Take the visitor's suitability_query for the files, also where it changes while this panel stays as it stands."""
    suitability_query, link = visitor.suitability_query, url(visitor, dataset)
    asked: DownloadRequest | None = session.get(ASKED)
    if asked is None:
        session.set_default(ASKED, DownloadRequest(suitability_query, link))
    else:
        asked.suitability_query, asked.link = suitability_query, link  # the buttons hold this one


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the downloads of what `ask` took; nothing where the shortlist is empty."""
    lang, picks = visitor.lang, visitor.suitability_query.picks
    if not picks:
        return
    makers: dict[str, Make] = {
        "html": shortlist_html.to_html,
        "pdf": shortlist_pdf.to_pdf,
        "xlsx": shortlist_xlsx.to_xlsx,
        "csv": shortlist_xlsx.to_csv,
        "geojson": lambda sheet: shortlist_gis.to_geojson(picks, dataset, sheet),
        "gpkg": lambda sheet: shortlist_gis.to_geopackage(picks, dataset, sheet),
    }
    asked: DownloadRequest = session.get(ASKED)
    candidates, contacts, plots = cache.candidates(), cache.contacts(), cache.plots()

    def later(make: Make) -> Callable[[], bytes]:
        """Return what makes the file when the button is pressed, and not with every run of the page."""
        return lambda: make(compose(asked.suitability_query, candidates, contacts, lang, asked.link, plots))

    st.markdown(f"## {say('invest.takeaway', lang)}")
    st.caption(say("invest.takeaway_lead", lang))
    if is_local(asked.link):
        address_shown = say("sheet.link_local_page", lang, address=view_state.app_address())
        st.warning(plain(address_shown), icon=":material/link_off:")
    export_panel.show_check("take-away", _picture(visitor, dataset))
    files = {ending: (say(f"invest.{ending}", lang), later(make)) for ending, make in makers.items()}
    download_buttons.row("take", f"chongqing-shortlist-{dataset.catalogue.data_date}", files)


def _picture(visitor: ViewState, dataset: Dataset) -> MapSpec:
    """Return what the files' map shows, to be checked before it goes out."""
    kept = dataset.features.index.isin(visitor.suitability_query.picks)
    return MapSpec(dataset, kept, visitor.lang, title=say("sheet.title", visitor.lang), link=url(visitor, dataset))


def url(visitor: ViewState, dataset: Dataset) -> str:
    """Return the full address of this view as the operator or the visitor's browser has it, or ""."""
    root = view_state.app_address()
    return f"{root}invest?{urlencode(visitor.to_query(dataset), doseq=True)}" if root else ""
