"""One cell of the matrix: what is in it, what the plan promises there, the nearest that exists, the way to the map."""

from __future__ import annotations

import streamlit as st

from geo_app.state import cache, planning_cache, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import menu
from geo_app.widgets.markdown_escape import plain
from layers.briefing.scenes import TODAY
from layers.catalogue.entries import DISTRICT_FIELDS, Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.planning import matrix_cell, tables
from layers.planning.matrix import NOWHERE, OUTSIDE, Matrix
from layers.planning.matrix_cell import Cell
from layers.query.filters import Selection
from layers.query.nearest import distance


def show(visitor: ViewState, dataset: Dataset, matrix: Matrix) -> None:
    """Draw the two boxes that choose a cell, and what is in it."""
    lang, planning_query = visitor.lang, visitor.planning_query
    place, column = planning_query.place_and_column
    st.caption(say("matrix.hint", lang))
    left, right = st.columns(2)
    columns = matrix.columns if column in matrix.columns or not column else (column, *matrix.columns)
    with left:
        _box("place", place, matrix.places if place in matrix.places or not place else (place, *matrix.places), visitor)
    with right:
        _box("column", column, columns, visitor)
    if not place or not column:
        return
    cell = matrix_cell.cell_of(
        planning_cache.context(), place, column, time=visitor.time, district_vintage=visitor.district_vintage
    )
    with st.container(border=True, key="cell"):
        titles = {
            "place": tables.place_title(dataset, place, lang, visitor.district_vintage),
            "column": tables.column_title(dataset, column, lang),
        }
        said = say("matrix.cell", lang, **titles, count=len(cell.standing), due=len(cell.promised))
        st.markdown(f"**{plain(said)}**")
        lines = [*_items(cell, dataset, lang), *_gap(cell, dataset, visitor)]
        if lines:
            st.markdown("\n".join(f"- {plain(line)}" for line in lines))
        with st.container(horizontal=True, key="cell-tools"):
            _to_map(place, column, visitor, dataset)
            st.button(say("matrix.close", lang), key="cell-close", on_click=view_state.plan, kwargs={"cell": ""})


def _box(part: str, chosen: str, codes: tuple[str, ...], visitor: ViewState) -> None:
    lang, dataset = visitor.lang, cache.current_snapshot().dataset
    titles = {
        code: tables.place_title(dataset, code, lang, visitor.district_vintage)
        if part == "place"
        else tables.column_title(dataset, code, lang)
        for code in codes
    }
    st.selectbox(
        say(f"planning.{part}" if part == "place" else "matrix.column", lang),
        ["", *codes],
        format_func=lambda code: titles.get(code, say("matrix.choose", lang)),
        **view_state.widget_binding(f"cell-{part}", chosen, then=lambda code: _set(part, code)),
    )


def _set(part: str, code: str) -> None:
    """Set one half of the cell; the other half is kept, and a cell needs both."""
    place, column = view_state.current().planning_query.place_and_column
    place, column = (code, column) if part == "place" else (place, code)
    view_state.plan(cell=f"{place}:{column}" if place or column else "")


def _items(cell: Cell, dataset: Dataset, lang: Lang) -> list[str]:
    pairs = [("matrix.item", name) for name in cell.standing]
    pairs += [("matrix.item_promised", name) for name in cell.promised]
    pairs += [("matrix.item_other", name) for name in cell.others]
    return [say(key, lang, **_statuses(name, dataset, lang)) for key, name in pairs]


def _statuses(name: str, dataset: Dataset, lang: Lang) -> dict[str, str]:
    row, catalogue = dataset.features.loc[name], dataset.catalogue
    then, now = catalogue.statuses.get(row["status"] or ""), catalogue.statuses_now.get(row["status_now"] or "")
    return {
        "name": str(row[f"name_{lang}"]),
        "then": then.title.say(lang) if then else say("legend.no_status", lang),
        "now": now.title.say(lang) if now else say("card.unknown", lang),
    }


def _gap(cell: Cell, dataset: Dataset, visitor: ViewState) -> list[str]:
    """Return what there is to say where nothing stands."""
    lang, place = visitor.lang, visitor.planning_query.place_and_column[0]
    if cell.standing:
        return []
    lines = [] if cell.promised else [say("matrix.nothing_promised", lang)]
    if place in {OUTSIDE, NOWHERE}:
        return lines
    if cell.nearest is None:
        return [*lines, say("matrix.nearest_none", lang)]
    title = tables.place_title(dataset, cell.seat, lang, visitor.district_vintage)
    name = dataset.name(cell.nearest.feature, lang)
    seat = say("matrix.nearest_seat", lang, place=title)
    return [*lines, say("matrix.nearest", lang, name=name, place=seat, distance=distance(cell.nearest, lang))]


def _to_map(place: str, column: str, visitor: ViewState, dataset: Dataset) -> None:
    """Draw the link to the map page with this cell as its filters; what has no place cannot be filtered by one."""
    selection = Selection().choosing("platform_type" if column in dataset.catalogue.types else "kind", (column,))
    if place in dataset.catalogue.regions:
        selection = selection.choosing("regions", (place,))
    elif place not in {OUTSIDE, NOWHERE}:
        selection = selection.choosing(DISTRICT_FIELDS[visitor.district_vintage], (place,))
    query = {key: values for key, values in visitor.to_query(dataset).items() if key not in dataset.catalogue.filters}
    st.page_link(
        menu.pages(visitor.lang)["map"],
        label=say("matrix.to_map", visitor.lang),
        icon=":material/map:",
        query_params=query | _filters(selection, visitor, dataset),
    )


def _filters(selection: Selection, visitor: ViewState, dataset: Dataset) -> dict[str, list[str]]:
    found = selection.to_query(dataset)
    if visitor.district_vintage == "37" and TODAY in found:
        found["district"] = found.pop(TODAY)
    return found
