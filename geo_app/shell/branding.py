"""Who runs the map, at the head of every sidebar: logo, title, organisation."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from layers.catalogue.entries import Lang
from layers.config.branding import load_branding
from layers.i18n.messages import say


def show(lang: Lang, *, is_heading: bool = False) -> None:
    """Draw the head; without settings of the operator the project's own title.

    The title `is_heading` where the page has no other first one: on a page with a title of its own, a heading before
    that would turn the order of headings round.
    """
    branding = load_branding()
    logo, who = branding.logo_address, branding.organisation_in(lang)
    parts = []
    if logo:
        name = who or branding.title.say(lang)
        parts.append(Markup('<img src="{}" alt="{}">').format(logo, name))
    mark = Markup("<h1>{}</h1>") if is_heading else Markup("<b>{}</b>")
    title = mark.format(branding.title.say(lang))
    lines = [Markup("<p>{}</p>").format(line) for line in (say("app.subtitle", lang), who) if line]
    st.html(Markup("<header>{}</header>").format(Markup("").join([*parts, title, *lines])))
