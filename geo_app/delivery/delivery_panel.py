"""What the plan promised and what has become of it: counts with zeros, and the list with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from geo_app.state import cache, view_state
from geo_app.state.cache import Snapshot
from geo_app.state.url import ViewState
from geo_app.widgets import answer_lists, fact_list, fragments, menu, printed_table
from geo_app.widgets.answer_lists import Answer, Piece
from geo_app.widgets.markdown_escape import plain
from geo_app.widgets.table_height import table_height
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.dataset.facts import Fact
from layers.formats.spreadsheet import frame_to_csv
from layers.i18n.messages import say
from layers.monitoring import delivery
from layers.monitoring.headlines import headlines
from layers.monitoring.searches import load_headlines
from layers.query.filters import FilterResult, Selection

TABLE = "delivery-table"
FIRST = ("outcome", "name")  # a phone shows two columns
WIDTHS = {
    "outcome": 170,
    "name": 230,
    "date": 100,
    "fact": 460,
    "source": 200,
    "besides": 460,
}  # px; the others fit themselves


@dataclass(frozen=True)
class Summary:
    """The answer under some filters: in a sentence, by outcome, in titled bars, and the promises that mattered most."""

    total: int
    sentence: str
    tally: Markup
    bars: tuple[tuple[str, Markup], ...]
    headlines: tuple[str, Markup]


def show(visitor: ViewState, dataset: Dataset, cut: FilterResult) -> None:
    """Draw the page for the promises among the kept features, those without a place to filter by included."""
    lang = visitor.lang
    st.markdown(f"# {say('delivery.title', lang)}")
    found = cache.cached(("counts", visitor.selection, lang), lambda: _summary(dataset, _promises(dataset, cut), lang))
    if not found.total:
        st.info(say("delivery.empty", lang))
        st.button(
            say("app.reset", lang), key="reset-empty", on_click=view_state.change, kwargs={"selection": Selection()}
        )
        return
    st.markdown(f"**{found.sentence}**")
    st.html(found.tally)
    for place, (title, bars) in zip(st.columns(2), found.bars, strict=True):
        place.markdown(f"## {title}")
        place.html(bars)
    st.caption(say("delivery.rule", lang))
    title, headlines = found.headlines
    st.markdown(f"## {title}")
    st.html(headlines)
    _list()


def _promises(dataset: Dataset, cut: FilterResult) -> pd.DataFrame:
    rows = cache.promises()
    return rows[(cut.mask | cut.citywide)[dataset.features.index.get_indexer(rows.index)]]


def _summary(dataset: Dataset, rows: pd.DataFrame, lang: Lang) -> Summary:
    found = rows["outcome"].value_counts()
    counts = {code: int(found.get(code, 0)) for code in delivery.OUTCOMES}
    tally = answer_lists.tally((code, say(f"outcome.{code}", lang), count) for code, count in counts.items())
    bars = tuple(_bars(dataset, rows, field, lang) for field in ("platform_type", "regions"))
    sentence = delivery.summary_sentence(rows, dataset.catalogue.data_date, lang)
    return Summary(len(rows), sentence, tally, bars, _headlines(dataset, rows, lang))


def _bars(dataset: Dataset, rows: pd.DataFrame, field: str, lang: Lang) -> tuple[str, Markup]:
    titles = {code: entry.title.say(lang) for code, entry in dataset.vocabulary(field).items()}
    parts = delivery.bar_parts(delivery.tally(dataset, rows, field))
    title = say("delivery.by_type" if field == "platform_type" else "delivery.by_region", lang)
    by = say("delivery.type" if field == "platform_type" else "delivery.where", lang)
    titled = {"delivered": "in-time"} if delivery.LATE in parts else {}
    heads = [(str(code), say(f"outcome.{titled.get(code, code)}", lang)) for code in parts.columns]
    placeless = say("delivery.placeless", lang)
    lines = [
        (titles.get(code, placeless), found) for code, found in zip(parts.index, parts.to_numpy().tolist(), strict=True)
    ]
    return title, answer_lists.bars(heads, lines, by, title)


def _headlines(dataset: Dataset, rows: pd.DataFrame, lang: Lang) -> tuple[str, Markup]:
    """Return the title and the list of the promises that mattered most, each with its evidence a click away."""
    everything = load_headlines()
    found = headlines(dataset, set(rows["id"]))
    key = "delivery.headlines" if len(found) == len(everything) else "delivery.headlines_some"
    title = say(key, lang, count=len(found))
    items = [
        Answer(
            dataset.name(each.id, lang),
            each.stands.outcome,
            delivery.outcome_text(each.stands, lang),
            [
                [say("delivery.why", lang, why=each.why.say(lang))],
                *(_evidence(fact, dataset, lang) for fact in each.evidence),
            ],
        )
        for each in found
    ]
    return title, answer_lists.answers(items, title, kind="headlines")


def _evidence(fact: Fact, dataset: Dataset, lang: Lang) -> list[Piece]:
    date = delivery.date_text(fact, dataset.catalogue.data_date, lang) or say("card.undated", lang)
    said = say("delivery.evidence", lang, date=date, statement=fact.statement(lang))
    return [said, fact_list.source_link(fact, lang)]


@fragments.view_fragment("delivery/list", rest=lambda view: replace(view, outcome="all", selected=None))
def _list(visitor: ViewState, snapshot: Snapshot) -> None:
    """Draw the list: the outcome and the row that are chosen change nothing above it."""
    lang, dataset = visitor.lang, snapshot.dataset
    with st.container(horizontal=True, vertical_alignment="center", key="delivery-tools"):
        st.markdown(f"## {say('delivery.list', lang)}")
        chosen = st.segmented_control(
            say("delivery.outcome", lang),
            ["all", *delivery.OUTCOMES],
            format_func=lambda code: say("delivery.all" if code == "all" else f"outcome.{code}", lang),
            required=True,
            label_visibility="collapsed",
            **view_state.widget_binding(
                "outcome", visitor.outcome, then=lambda code: view_state.change(outcome=code or "all")
            ),
        )
        st.caption(say("delivery.hint", lang))

    report = cache.delivery_report(lang)

    def make() -> tuple[list[str], pa.Table]:
        rows = _promises(dataset, visitor.selection.cut(dataset.index))
        names = rows.index[(rows["outcome"] == chosen) | (chosen == "all")].tolist()
        first = [say(f"delivery.{column}", lang) for column in FIRST]
        shown = report.loc[names, [*first, *(column for column in report if column not in first)]]
        return names, pa.Table.from_pandas(shown)

    names, table = cache.cached(("listed", visitor.selection, chosen, lang), make)
    stem = f"delivery-{dataset.catalogue.data_date}.csv"
    st.download_button(
        say("delivery.csv", lang), lambda: frame_to_csv(report.loc[names]), stem, "text/csv", on_click="ignore"
    )
    if visitor.selected in names:
        _chosen(visitor, dataset, str(visitor.selected))
    if not names:
        st.caption(say("delivery.empty", lang))
        return
    st.dataframe(
        table,
        hide_index=True,
        height=table_height(len(names), 560),
        selection_mode="single-row",
        alt=say("delivery.list", lang),
        column_config={
            **{say(f"delivery.{column}", lang): st.column_config.Column(width=px) for column, px in WIDTHS.items()},
            say("delivery.link", lang): st.column_config.LinkColumn(display_text=say("delivery.open", lang)),
        },
        **view_state.bound_row(TABLE, names, visitor.selected),
    )
    whole = ("printed", visitor.selection, chosen, lang)
    st.html(cache.cached(whole, lambda: printed_table.written(table, say("delivery.list", lang))))


def _chosen(visitor: ViewState, dataset: Dataset, name: str) -> None:
    """Show all the facts of the chosen row, which the table has room for only in part, and the way to the map."""
    lang = visitor.lang
    title = plain(dataset.record(name)[f"name_{lang}"])
    with st.container(border=True, key="delivery-chosen"):
        st.markdown(f"### {title}")
        fact_list.show(dataset, name, lang)
        st.page_link(
            menu.pages(lang)["map"],
            label=say("delivery.on_map", lang, name=title),
            icon=":material/map:",
            query_params=visitor.to_query(dataset),
        )
