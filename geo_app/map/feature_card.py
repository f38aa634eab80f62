"""The card of one feature in the reader's order: what, state, where and how far, use, firms, plan, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from geo_app.map import nearby_box, plan_box
from geo_app.state import view_state
from geo_app.state.url import ViewState
from geo_app.widgets import fact_box, fact_list, place_profile, shortlist
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.monitoring import standing_text
from layers.query.titles import field_titles, is_seeking
from layers.text.control_characters import strip_controls

Record = Mapping[str, Any]
WHAT = ("platform_type", "kind", "level")
ALIASES = 3  # other names that stand on the card
_NAMES = Markup('<p class="names" lang="{}">{}</p>')
_STANDING = Markup('<p class="standing"><strong>{}</strong> {} <small>{}</small></p>')


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the card of the selected feature over the map; nothing where none is selected."""
    if visitor.selected is None:
        return
    lang = visitor.lang
    row = dataset.record(visitor.selected)
    with st.container(key="card"):
        with st.container(horizontal=True, key="card-head"):
            st.markdown(f"## {plain(row[f'name_{lang}'])}")
            st.button(
                say("card.close", lang),
                key="card-close",
                icon=":material/close:",
                on_click=view_state.change,
                kwargs={"selected": None},
            )
        _other_names(row, dataset, lang)
        _what(row, dataset, lang)
        _standing(visitor.selected, dataset, lang)
        shortlist.button(visitor, visitor.selected, "card-pick")
        _same_zone(row, dataset, lang)
        _place(row, dataset, lang)
        nearby_box.show(visitor.selected, dataset, lang)
        place_profile.show(dataset, visitor.selected, lang)
        plan_box.show_plan(visitor.selected, dataset, lang)
        fact_list.show(dataset, visitor.selected, lang)
        plan_box.show_sources(visitor.selected, dataset, lang)


def _what(row: Record, dataset: Dataset, lang: Lang) -> None:
    """Draw what it is: its kind and rank, and a sentence."""
    titles = [title for field in WHAT if (title := _titles(row, field, dataset, lang))]
    if len(titles) > 1 and titles[-1].casefold() in titles[-2].casefold():  # a rank that the kind names already
        titles.pop()
    st.caption(plain(" · ".join(titles)))
    if summary := row[f"summary_{lang}"]:
        st.markdown(plain(summary))


def _standing(name: str, dataset: Dataset, lang: Lang) -> None:
    """Draw the latest state with its date and source."""
    found = standing_text.standing_of(dataset, name)
    source = fact_list.source_link(found.fact, lang) if found else ""
    text = standing_text.sentence(dataset, name, lang)
    st.html(_STANDING.format(say("card.status_now", lang), strip_controls(text), source))


def _other_names(row: Record, dataset: Dataset, lang: Lang) -> None:
    """Draw the name in the other language, for readers of Chinese with a few short forms; each name once.

    A name that holds the title, or is held by another, says nothing new; one that claims the rank a feature only
    applies for is for searching, as those in Latin letters are.
    """
    if lang == "en":
        st.html(_NAMES.format("zh", say("card.chinese_name", lang, name=strip_controls(row["name_zh"]))))
        return
    sought = dataset.catalogue.levels[row["level"]].title.zh if row["level"] and is_seeking(row) else None
    aliases = [alias for alias in row["aliases"] if not alias.isascii() and not (sought and sought in alias)]
    new = [a for a in aliases if row["name_zh"] not in a and not any(a != other and a in other for other in aliases)]
    names = dict.fromkeys([row["name_en"], *new[:ALIASES]])
    st.html(_NAMES.format("", strip_controls(" · ".join(name for name in names if name != row["name_zh"]))))


def brief(visitor: ViewState, dataset: Dataset, name: str) -> tuple[str, str, str]:
    """Return a feature in three lines: its name, what it is and how it stands at the time shown, where it lies."""
    row, lang = dataset.record(name), visitor.lang
    status = "status_now" if visitor.time == "now" else "status"
    what = " · ".join(filter(None, (_titles(row, field, dataset, lang) for field in ("kind", status))))
    return str(row[f"name_{lang}"]), what, _where(row, dataset, lang)


def _where(row: Record, dataset: Dataset, lang: Lang) -> str:
    where = " · ".join(filter(None, (_titles(row, "regions", dataset, lang), _districts(row, dataset, lang))))
    return where or say("card.outside" if row["position_quality"] != "none" else "card.no_place", lang)


def _same_zone(row: Record, dataset: Dataset, lang: Lang) -> None:
    """Lead from a zone of the national catalogue to the one that the plan names, and back."""
    before = dataset.same_zone.get(row["id"], ())
    for number, name in enumerate(before):
        st.button(
            say("card.same_zone", lang, name=dataset.name(name, lang)),
            key=f"card-same-{number}",
            type="tertiary",
            on_click=view_state.change,
            kwargs={"selected": name},
        )


def _place(row: Record, dataset: Dataset, lang: Lang) -> None:
    """Draw where it is, how well that is known, how large it is, and what it consists of."""
    many = len(row["districts"]) > fact_box.OPEN
    where = _titles(row, "regions", dataset, lang) if many else _where(row, dataset, lang)
    body = [fact_box.line(where, say("card.place", lang))]
    if many:
        count = say("card.districts", lang, count=len(row["districts"]))
        body.append(fact_box.fold(count, _districts(row, dataset, lang)))
    lines = [("card.position", _position(row, dataset, lang)), *(("card.area", text) for text in _area(row, lang))]
    body += [fact_box.line(text, say(key, lang)) for key, text in lines]
    st.html(fact_box.box(say("card.where", lang), [*body, *_members(row, dataset, lang)]))


def _districts(row: Record, dataset: Dataset, lang: Lang) -> str:
    """Return the plan's districts, and today's where their names differ (a code of 2021 may name another today)."""
    then, now = (_titles(row, field, dataset, lang) for field in ("districts", "districts_2025"))
    return say("district_edition.both", lang, then=then, now=now) if now and now != then else then


def _area(row: Record, lang: Lang) -> list[str]:
    """Return the published area; that there is none is worth saying only of zones and areas."""
    if row["area_km2"]:
        return [f"{row['area_km2']:g} km²"]
    has_extent = row["platform_type"] in {"strategic", "park", "area"} or row["layer"] == "bonded-zones"
    return [say("card.unknown", lang)] if has_extent else []


def _titles(row: Record, field: str, dataset: Dataset, lang: Lang) -> str:
    return field_titles(row, field, dataset, lang)


def _position(row: Record, dataset: Dataset, lang: Lang) -> str:
    text = dataset.catalogue.qualities[row["position_quality"]].title.say(lang)
    error = row["position_error_km"]
    checked = row.get("position_checked")
    said = [text, say("card.error", lang, km=f"{error:g}") if error else ""]
    return " · ".join(filter(None, [*said, say("card.checked", lang, date=checked) if checked else ""]))


def _members(row: Record, dataset: Dataset, lang: Lang) -> list[Markup]:
    """List the parts of a place in several parts, and the legs of a route."""
    body = []
    if row["parts"]:
        parts = [f"{part[f'name_{lang}']} · {_position(part, dataset, lang)}" for part in row["parts"]]
        body += [fact_box.line(say("card.parts", lang)), fact_box.bullets(parts, lang)]
    return body + (_route(row, dataset, lang) if "legs" in row else [])


def _route(route: Record, dataset: Dataset, lang: Lang) -> list[Markup]:
    """List the legs of a route and its published length."""
    body = [fact_box.line(f"{route['length_km']:g} km", say("card.length", lang))] if route["length_km"] else []
    if route["schematic_share"]:
        share = say("card.schematic_share", lang, share=f"{route['schematic_share'] * 100:.0f}")
        body.append(fact_box.note(share))
    legs = [_leg(leg, dataset, lang) for leg in _whole(route["legs"])]
    return body + ([fact_box.line(say("card.legs", lang)), fact_box.bullets(legs, lang)] if legs else [])


def _leg(leg: Record, dataset: Dataset, lang: Lang) -> str:
    note = say("card.leg_schematic", lang) if leg["schematic"] else ""
    mode = dataset.catalogue.modes[leg["mode"]].title.say(lang)
    return say("card.leg", lang, start=leg[f"from_{lang}"], end=leg[f"to_{lang}"], mode=mode, note=note)


def _whole(legs: Sequence[Record]) -> list[Record]:
    """Return the legs with pieces of one journey joined; a journey drawn in part schematically is said to be so."""
    joined: list[dict[str, Any]] = []
    for leg in legs:
        if joined and all(joined[-1][key] == leg[key] for key in ("from_zh", "to_zh", "mode")):
            joined[-1]["schematic"] |= leg["schematic"]
        else:
            joined.append(dict(leg))
    return list(joined)
