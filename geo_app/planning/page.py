"""The planner's page: is the layout right, and what would a change do? A section is made only while it stands open."""

import streamlit as st

from geo_app.planning import (
    checks_panel,
    corridor_access_panel,
    coverage_panel,
    matrix_panel,
    query_panel,
    report_panel,
    scene,
    site_planner_panel,
    uploaded_layer_panel,
    whatif_panel,
)
from geo_app.planning.sections import section
from geo_app.shell import sidebar
from geo_app.state import cache, view_state
from geo_app.widgets import fragments, notices, uploaded_layer_overlay
from layers.i18n.messages import say
from layers.planning.query import SECTIONS

snapshot = cache.current_snapshot()
visitor = view_state.current()
dataset = snapshot.dataset

with fragments.with_followers():
    with st.sidebar:
        sidebar.head(visitor)
    page = st.container(key="page")
    with page:
        st.markdown(f"# {say('planning.title', visitor.lang)}")
        st.markdown(say("planning.lead", visitor.lang))
        notices.show_link(visitor)
        question = st.container(key="question")
        sections = {name: section(name, visitor) for name in SECTIONS}
        if (own := sections["own"]).open:
            with own:  # before the map, which draws what was brought
                uploaded_layer_panel.take(visitor.lang)
        if (placing := sections["placing"]).open:
            with placing:
                bar = site_planner_panel.head(visitor)
        with question:
            query_panel.show(visitor, snapshot)
            scene.show(visitor, dataset)
        uploaded_layer_overlay.wait()
        view_state.write(visitor, dataset)  # before the solver may keep the rest waiting
        if (part := sections["matrix"]).open:
            with part:
                matrix_panel.show(visitor, dataset)
with page:
    if (part := sections["coverage"]).open:
        with part:
            coverage_panel.show(visitor, dataset)
    if (part := sections["whatif"]).open:
        with part:
            whatif_panel.show(visitor, dataset)
    if (part := sections["fit"]).open:
        with part:
            corridor_access_panel.show(visitor, dataset)
    if own.open:
        with own:
            uploaded_layer_panel.show(visitor.lang)
            checks_panel.show(visitor.lang)
            uploaded_layer_panel.show_contents(visitor.lang)
            report_panel.show(visitor.lang)
    if placing.open:  # last, so that nothing waits for the solver
        with placing:
            site_planner_panel.show(visitor, bar)
