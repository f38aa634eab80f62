"""A visitor's own actual values: template, upload, what was taken and why a file was not."""

from __future__ import annotations

import streamlit as st

from geo_app.state import session
from geo_app.state.url import ViewState
from geo_app.widgets import file_upload
from geo_app.widgets.markdown_escape import plain
from layers.config.settings import load_settings
from layers.i18n.messages import say
from layers.ingest.csv_template import TemplateError
from layers.monitoring.indicators import Monitoring
from layers.monitoring.user_values import UserValues, read_own_actuals, template

TOPIC = session.private_topic("own-actuals")


def current() -> UserValues | None:
    """Return the visitor's own actual values; they live in the session only and survive a change of page."""
    found: UserValues | None = session.get(TOPIC)
    return found


def show(visitor: ViewState, monitoring: Monitoring) -> None:
    """Draw the panel; it stands open once there is something to say in it."""
    if not load_settings().upload:
        return
    lang, own, refused = visitor.lang, current(), session.refused(TOPIC)
    with st.expander(say("indicators.own", lang), expanded=bool(own or refused), key="own-panel"):
        st.markdown(plain(say("indicators.own_help", lang)))
        with st.container(horizontal=True, vertical_alignment="center", key="own-tools"):
            st.download_button(
                say("indicators.own_template", lang),
                template(monitoring, lang),
                "own-actuals-template.csv",
                "text/csv",
                key="own-template",
                on_click="ignore",
            )
            if own:
                st.button(
                    say("indicators.own_remove", lang), key="own-remove", on_click=session.accept, args=(TOPIC, None)
                )
        file_upload.show(TOPIC, say("indicators.own_upload", lang), say("indicators.own_drop", lang), _take)
        if refused:
            file_upload.show_faults(say("indicators.own_refused", lang, name=refused[0]), refused[1], lang)
        if own:
            count, encoding = len(own.figures), own.encoding
            text = say("indicators.own_loaded", lang, name=own.name, count=count, encoding=encoding)
            st.success(plain(text), icon=":material/check:")


def _take(name: str, content: bytes) -> None:
    """Read the file that was just chosen; a refused one leaves everything as it was."""
    try:
        session.accept(TOPIC, read_own_actuals(name, content))
    except TemplateError as error:
        session.reject(TOPIC, (name, error.findings))
