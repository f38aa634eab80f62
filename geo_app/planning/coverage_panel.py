"""Coverage: shares by radius and region with their bounds, the curve over the radius, every district in a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from geo_app.planning import figures_panel, query_panel
from geo_app.state import planning_cache, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import html_table, printed_table
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.formats.spreadsheet import frame_to_csv
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.planning import tables
from layers.planning.coverage import FARTHEST_KM, NEAREST_KM, STEP_KM, Coverage
from layers.planning.query import MOST_RADII
from layers.planning.site_points import Sites
from layers.query import existence


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the section."""
    lang, planning_query = visitor.lang, visitor.planning_query
    st.markdown(say("coverage.lead", lang))
    offered = sorted({*range(NEAREST_KM, FARTHEST_KM + 1, STEP_KM), *planning_query.radii})
    st.multiselect(
        say("coverage.radii", lang),
        offered,
        max_selections=MOST_RADII,
        placeholder=say("coverage.radii_hint", lang),
        **view_state.widget_binding("radii", list(planning_query.radii), then=_set_radii),
    )
    sites = query_panel.sites(visitor)
    unplaced = existence.unplaced(dataset, planning_query.kinds, visitor.time)
    if not len(sites):
        why = "coverage.no_places" if unplaced else "coverage.no_sites" if planning_query.kinds else "planning.no_kind"
        st.info(say(why, lang, count=unplaced))
        return
    if unplaced:
        st.caption(say("planning.unmeasured", lang, count=unplaced))
    found = [planning_cache.covered(sites, radius, visitor.district_vintage) for radius in planning_query.radii]
    with st.container(key="coverage-shares"):
        key = ("coverage-shares", planning_query.radii, visitor.district_vintage, lang)
        st.html(planning_cache.of_sites(sites, key, lambda: _shares(found, dataset, lang)))
    st.markdown(f"## {say('coverage.curve', lang)}")
    with st.container(key="coverage-curve"):
        st.vega_lite_chart(
            planning_cache.curve_chart(sites, planning_query.radii, visitor.district_vintage, lang), width="stretch"
        )
    st.caption(say("coverage.curve_note", lang))
    _districts(sites, found[0], visitor, dataset)


def _set_radii(radii: list[int]) -> None:
    if radii:
        view_state.plan(radii=tuple(sorted(radii)))
    else:
        view_state.mark_touched()


def _shares(found: Sequence[Coverage], dataset: Dataset, lang: Lang) -> Markup:
    """Return one row a region, one column a radius: a phone shows it."""
    rows: dict[str, list[str]] = {say("planning.whole", lang): [_share(each.total_share, lang) for each in found]}
    for code, region in dataset.catalogue.regions.items():
        rows[region.short.say(lang)] = [_share(each.region_share(code), lang) for each in found]
    rows[say("coverage.districts", lang)] = [_count(each, lang) for each in found]
    heads = [say("coverage.km", lang, km=f"{each.radius_km:g}") for each in found]
    lines = [[name, *cells] for name, cells in rows.items()]
    return html_table.table([say("planning.place", lang), *heads], lines, say("planning.coverage", lang))


def _share(share: Iterable[float], lang: Lang) -> str:
    low, middle, high = (f"{float(part) * 100:.1f}" for part in share)
    return say("coverage.share", lang, share=middle, low=low, high=high)


def _count(coverage: Coverage, lang: Lang) -> str:
    low, middle, high = (int(coverage.covered(bound).sum()) for bound in range(3))
    return say("coverage.of_all", lang, count=middle, all=len(coverage.areas.codes), low=low, high=high)


def _districts(sites: Sites, coverage: Coverage, visitor: ViewState, dataset: Dataset) -> None:
    lang = visitor.lang
    st.markdown(f"## {say('coverage.by_district', lang, km=f'{coverage.radius_km:g}')}")
    bare = [name.say(lang) for name, share in zip(coverage.areas.names, coverage.share[1], strict=True) if share <= 0]
    if bare:
        st.markdown(plain(say("coverage.uncovered", lang, count=len(bare), names=list_separator(lang).join(bare))))
    own = {head: values.tolist() for head, values in figures_panel.columns(visitor).items()}

    def make() -> pd.DataFrame:
        return tables.coverage_table(coverage, dataset, lang, own)

    key = ("districts", coverage.radius_km, visitor.district_vintage, lang)
    table = make() if own else planning_cache.of_sites(sites, key, lambda: pa.Table.from_pandas(make()))
    name = f"coverage-{coverage.radius_km:g}km-{dataset.catalogue.data_date}.csv"
    shares = [say(f"coverage.{column}", lang) for column in ("covered", "at_least", "at_most")]
    others = [say(f"coverage.{column}", lang) for column in ("region", "area")]
    st.dataframe(
        table,
        hide_index=True,
        height=360,
        alt=say("planning.coverage", lang),
        key="coverage-table",
        column_order=[say("planning.place", lang), *shares, *others, *own],  # a phone shows the first of them
        column_config={share: st.column_config.NumberColumn(format="%.1f") for share in shares},
    )

    def printed() -> Markup:
        return printed_table.written(table, say("planning.coverage", lang))

    st.html(printed() if own else planning_cache.of_sites(sites, ("printed", *key), printed))
    st.download_button(
        say("planning.csv", lang), lambda: frame_to_csv(make()), name, "text/csv", key="coverage-csv", on_click="ignore"
    )
