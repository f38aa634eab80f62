"""The card of a region: its role in the plan, shown when one region alone is chosen and no feature is."""

from __future__ import annotations

import streamlit as st

from geo_app.state.url import ViewState
from geo_app.widgets.markdown_escape import plain
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.plan_reference import plan_reference
from layers.query.filters import FilterResult


def show(visitor: ViewState, dataset: Dataset, cut: FilterResult) -> None:
    """Draw the region's card; nothing where no single region is chosen or its role is not known."""
    chosen, regions = visitor.selection.codes("regions"), dataset.frames.get("regions")
    if visitor.selected or len(chosen) != 1 or regions is None:
        return
    lang = visitor.lang
    record = {str(row["region"]): row for row in regions.to_dict("records")}[chosen[0]]
    if not record[f"role_{lang}"]:
        return
    with st.container(key="card"):
        st.markdown(f"## {plain(record[f'name_{lang}'])}")
        st.markdown(f"**{say('region.role', lang)}**  \n{plain(record[f'role_{lang}'])}")
        st.caption(plain(plan_reference(record["plan_ref"] or "", lang)))
        st.caption(say("region.count", lang, count=int(cut.mask.sum())))
