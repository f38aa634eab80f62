"""A visitor's own figures of districts: template, upload, what was taken and why a file was not."""

from __future__ import annotations

import streamlit as st

from geo_app.state import planning_cache, session, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import file_upload
from geo_app.widgets.markdown_escape import plain
from layers.arrays import Floats
from layers.config.settings import load_settings
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.ingest.csv_template import TemplateError
from layers.planning.user_statistics import UserStatistics, read_user_statistics, template

TOPIC = session.private_topic("own-figures")


def current() -> UserStatistics | None:
    """Return the visitor's own figures; they live in the session only."""
    found: UserStatistics | None = session.get(TOPIC)
    return found


def columns(visitor: ViewState) -> dict[str, Floats]:
    """Return heading → (d,) figure of each district, NaN where unknown; empty without a file."""
    own = current()
    return (
        {head: own.along(head, planning_cache.context(), visitor.district_vintage) for head in own.columns}
        if own
        else {}
    )


def first(visitor: ViewState) -> tuple[str, Floats] | None:
    """Return the first column brought in, which stands for demand; None without a file."""
    return next(iter(columns(visitor).items()), None)


def show(visitor: ViewState) -> None:
    """Draw the panel behind a switch; it stands open once there is something to say in it."""
    if not load_settings().upload:
        return
    lang, own, refused = visitor.lang, current(), session.refused(TOPIC)
    if not st.toggle(say("figures.title", lang), key="figures-open") and not (own or refused):
        return
    with st.container(border=True, key="figures"):
        st.markdown(say("figures.help", lang))
        with st.container(horizontal=True, vertical_alignment="center", key="figures-tools"):
            content = template(planning_cache.context().areas(visitor.district_vintage), lang)
            label = say("figures.template", lang)
            st.download_button(label, content, "districts.csv", "text/csv", key="figures-template", on_click="ignore")
            if own:
                st.button(
                    say("figures.remove", lang), key="figures-remove", on_click=session.accept, args=(TOPIC, None)
                )
        file_upload.show(TOPIC, say("figures.upload", lang), say("figures.drop", lang), _take)
        if refused:
            file_upload.show_faults(say("figures.refused", lang, name=refused[0]), refused[1], lang)
        if own:
            heads = list_separator(lang).join(own.columns)
            st.success(plain(say("figures.loaded", lang, name=own.name, encoding=own.encoding, columns=heads)))


def _take(name: str, content: bytes) -> None:
    """Read the file that was just chosen; a refused one leaves everything as it was."""
    district_vintage = view_state.current().district_vintage
    try:
        session.accept(
            TOPIC,
            read_user_statistics(name, content, planning_cache.context().areas(district_vintage), district_vintage),
        )
    except TemplateError as error:
        session.reject(TOPIC, (name, error.findings))
