"""Who runs the map, at the head of every sidebar: logo, title, organisation."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from geo_app.plain import plain
from layers.catalogue import Lang
from layers.imprint import load_imprint
from layers.words import say


def show(lang: Lang) -> None:
    """Draw the head; without settings of the operator the project's own title."""
    imprint = load_imprint()
    logo, who = imprint.logo_address, imprint.organisation_in(lang)
    if logo:
        told = who or imprint.title.say(lang)
        st.html(Markup('<img src="{}" alt="{}" style="max-height:44px;max-width:100%">').format(logo, told))
    lines = [f"## {imprint.title.say(lang)}", say("app.subtitle", lang)]
    st.markdown("\n\n".join([*lines, plain(who)] if who else lines))
