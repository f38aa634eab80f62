"""The card of one feature: what it is, where the plan says it, how well its place is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from geo_app.state import cache, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import fact_list, place_profile, shortlist
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.plan_reference import plan_reference
from layers.i18n.punctuation import list_separator
from layers.i18n.source_text import readable_source
from layers.monitoring import standing_text
from layers.query.nearest import NearestResult, distance
from layers.query.titles import field_titles, is_seeking
from layers.text.control_characters import strip_controls

Record = Mapping[str, Any]
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
        st.caption(plain(_other_names(row, dataset, lang)))
        _standing(visitor.selected, dataset, lang)
        shortlist.button(visitor, visitor.selected, "card-pick")
        if summary := row[f"summary_{lang}"]:
            st.markdown(plain(summary))
        _same_zone(row, dataset, lang)
        place_profile.show(dataset, visitor.selected, lang)
        for title, text in _lines(row, dataset, lang):
            shown = readable_source(text)
            st.markdown(f"**{title}**  \n{plain(shown)}", help=None if shown == text else plain(text))
        fact_list.show(dataset, visitor.selected, lang)
        _members(row, dataset, lang)
        _near(row, dataset, lang)


def _standing(name: str, dataset: Dataset, lang: Lang) -> None:
    """Draw the latest state with its date and source, before everything else."""
    found = standing_text.standing_of(dataset, name)
    source = fact_list.source_link(found.fact, lang) if found else ""
    text = standing_text.sentence(dataset, name, lang)
    st.html(_STANDING.format(say("card.status_now", lang), strip_controls(text), source))


def _other_names(row: Record, dataset: Dataset, lang: Lang) -> str:
    """Return the name in the other language and a few aliases; those in Latin letters are for searching.

    A name that claims the rank a feature only applies for is for searching, too.
    """
    other = row["name_en" if lang == "zh" else "name_zh"]
    sought = dataset.catalogue.levels[row["level"]].title.zh if row["level"] and is_seeking(row) else None
    aliases = [alias for alias in row["aliases"] if not alias.isascii() and not (sought and sought in alias)]
    return " · ".join([other, *aliases[:3]])


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


def _lines(row: Record, dataset: Dataset, lang: Lang) -> list[tuple[str, str]]:
    """Return (title, text) for each fact of the card; what is unknown is said to be so."""
    kind = " · ".join(filter(None, (_titles(row, f, dataset, lang) for f in ("platform_type", "kind", "level"))))
    lines = [
        (say("card.type", lang), kind),
        _status(row, dataset, lang),
        (say("card.place", lang), _where(row, dataset, lang)),
        (say("card.plan_ref", lang), plan_reference(row["plan_ref"] or "", lang) or say("card.not_in_plan", lang)),
        *_area(row, lang),
        (say("card.position", lang), _position(row, dataset, lang)),
    ]
    for field in ("functions", "industries"):
        if row[field]:
            lines.insert(1, (dataset.catalogue.fields[field].title.say(lang), _titles(row, field, dataset, lang)))
    if row["position_source"]:
        lines.append((say("card.in_chinese", lang, title=say("card.source", lang)), row["position_source"]))
    return lines


def _status(row: Record, dataset: Dataset, lang: Lang) -> tuple[str, str]:
    """Return the plan's status; of what the plan does not name, the sentence that says where the status comes from."""
    title = say("card.status", lang)
    if known := _titles(row, "status", dataset, lang):
        return title, known
    source = row["status_source"]
    return (say("card.in_chinese", lang, title=title), source) if source else (title, say("card.unknown", lang))


def _districts(row: Record, dataset: Dataset, lang: Lang) -> str:
    """Return the plan's districts, and today's where their names differ (a code of 2021 may name another today)."""
    then, now = (_titles(row, field, dataset, lang) for field in ("districts", "districts_2025"))
    return say("district_edition.both", lang, then=then, now=now) if now and now != then else then


def _area(row: Record, lang: Lang) -> list[tuple[str, str]]:
    """Return the published area with its source; that there is none is worth saying only of zones and areas."""
    if row["area_km2"]:
        title = say("card.in_chinese", lang, title=say("card.area", lang))
        return [(title, f"{row['area_km2']:g} km² — {row['area_source'] or say('card.unknown', lang)}")]
    has_extent = row["platform_type"] in {"strategic", "park", "area"} or row["layer"] == "bonded-zones"
    return [(say("card.area", lang), say("card.unknown", lang))] if has_extent else []


def _titles(row: Record, field: str, dataset: Dataset, lang: Lang) -> str:
    return field_titles(row, field, dataset, lang)


def _position(row: Record, dataset: Dataset, lang: Lang) -> str:
    text = dataset.catalogue.qualities[row["position_quality"]].title.say(lang)
    error = row["position_error_km"]
    checked = row.get("position_checked")
    said = [text, say("card.error", lang, km=f"{error:g}") if error else ""]
    return " · ".join(filter(None, [*said, say("card.checked", lang, date=checked) if checked else ""]))


def _members(row: Record, dataset: Dataset, lang: Lang) -> None:
    """List the parts of a place in several parts, and the legs of a route."""
    if row["parts"]:
        st.markdown(f"**{say('card.parts', lang)}**")
        for part in row["parts"]:
            st.markdown(f"- {plain(part[f'name_{lang}'])} · {plain(_position(part, dataset, lang))}")
    if "legs" in row:
        _route(row, dataset, lang)


def _route(route: Record, dataset: Dataset, lang: Lang) -> None:
    """List the legs of a route and its published length."""
    if route["length_km"]:
        source = plain(readable_source(route["length_source"] or ""))
        st.markdown(f"**{say('card.length', lang)}**  \n{route['length_km']:g} km — {source}")
    if route["schematic_share"]:
        st.caption(say("card.schematic_share", lang, share=f"{route['schematic_share'] * 100:.0f}"))
    if not route["legs"]:
        return
    st.markdown(f"**{say('card.legs', lang)}**")
    for leg in _whole(route["legs"]):
        note = say("card.leg_schematic", lang) if leg["schematic"] else ""
        mode = dataset.catalogue.modes[leg["mode"]].title.say(lang)
        text = say("card.leg", lang, start=leg[f"from_{lang}"], end=leg[f"to_{lang}"], mode=mode, note=note)
        st.markdown(f"- {plain(text)}")


def _whole(legs: Sequence[Record]) -> list[Record]:
    """Return the legs with pieces of one journey joined; a journey drawn in part schematically is said to be so."""
    joined: list[dict[str, Any]] = []
    for leg in legs:
        if joined and all(joined[-1][key] == leg[key] for key in ("from_zh", "to_zh", "mode")):
            joined[-1]["schematic"] |= leg["schematic"]
        else:
            joined.append(dict(leg))
    return list(joined)


def _near(row: Record, dataset: Dataset, lang: Lang) -> None:
    """List the nearest gateways and where each corridor is boarded; nothing for what lies outside or has no place."""
    if not row["districts"]:
        return
    proximity = cache.proximity()
    gateways, boardings = proximity.gateways_near(row["id"]), proximity.corridors_near(row["id"])
    members = dict.fromkeys(name for names in proximity.gateways_here(row["id"]).values() for name in names)
    names = list_separator(lang).join(dataset.name(name, lang) for name in members)
    lines = [say("near.on_site", lang, names=names)] if members else []
    lines += [_gateway(reach, dataset, lang) for reach in gateways]
    if lines:
        _bullets("near.title", lines, lang)
    if boardings:
        _bullets("near.corridors", [_boarding(reach, dataset, lang) for reach in boardings], lang)
    if gateways or boardings:
        st.caption(say("near.note", lang))


def _bullets(title: str, lines: Sequence[str], lang: Lang) -> None:
    items = "\n".join(f"- {plain(line)}" for line in lines)
    st.markdown(f"**{say(title, lang)}**\n\n{items}")


def _gateway(reach: NearestResult, dataset: Dataset, lang: Lang) -> str:
    group = dataset.catalogue.gateways[reach.code].title.say(lang)
    name = dataset.name(reach.feature, lang)
    return say("near.row", lang, group=group, name=name, distance=distance(reach, lang))


def _boarding(reach: NearestResult, dataset: Dataset, lang: Lang) -> str:
    catalogue = dataset.catalogue
    return say(
        "near.boarding",
        lang,
        corridor=catalogue.kinds[reach.code].title.say(lang),
        mode=catalogue.modes[reach.mode or ""].title.say(lang),
        route=catalogue.shorten(dataset.name(reach.feature, lang), lang),
        at=reach.at.say(lang) if reach.at else "",
        distance=distance(reach, lang),
    )
