"""Where next? The conditions, progress while the solver works, and the optimum beside today and beside the plan."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import Future, wait
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo_app.planning import figures_panel, uploaded_demand
from geo_app.state import cache, planning_cache, script_run, session, uploaded_layers, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import html_table
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.planning import location_problem, overlay
from layers.planning.location_problem import LocationProblem, ServiceScore
from layers.planning.location_solver import SECONDS, Solution, begin
from layers.planning.query import CANDIDATES, DEMANDS, MODELS, MOST_SITES
from layers.planning.scenario import Change
from layers.planning.site_points import Sites
from layers.query import existence
from layers.web_map.overlay import Drawn

GLANCE = 0.15  # seconds between two looks at the solver: a page stays answerable meanwhile
ASKED, DRAWN = "placing-asked", "placing-drawn"
NAMED = 40  # places out of reach that a sentence names: all districts
PATIENCE = SECONDS + 10  # seconds until the page gives up: the model is built before the solver's clock starts


def head(visitor: ViewState) -> DeltaGenerator:
    """Draw the section's first words and return the place of its bar."""
    st.markdown(say("placing.lead", visitor.lang))
    return st.empty()


def show(visitor: ViewState, bar: DeltaGenerator) -> None:
    """Draw the section below its `head`."""
    lang = visitor.lang
    if not visitor.planning_query.kinds:
        st.info(say("planning.no_kind", lang))
        return
    _conditions(visitor)
    uploaded_demand.show(visitor)
    if fault := uploaded_demand.fault(visitor):
        st.info(plain(fault))
        return
    problem = _problem(visitor)
    answer = _watch(problem, bar, lang)
    if answer is None:
        st.warning(say("outcome_of_model.too-slow", lang, seconds=SECONDS))
        return
    if answer.is_found and session.get(DRAWN) != problem.key:
        view_state.mark_touched()
        st.rerun()  # the map above was drawn before the answer came
    _result(problem, answer, visitor)
    if unplaced := existence.unplaced(cache.current_snapshot().dataset, visitor.planning_query.kinds, visitor.time):
        st.caption(say("planning.unmeasured", lang, count=unplaced))
    st.caption(_assumptions(problem, lang))


def _assumptions(problem: LocationProblem, lang: Lang) -> str:
    demand = problem.demand
    counts = {"candidates": len(problem.candidates), "demand": len(demand.codes)}
    rest = plain(say("placing.assumptions", lang, **counts))
    if problem.planning_query.demand == "layer":
        return f"{uploaded_demand.said(demand, lang)} {rest}"
    names = _names(problem, lang)
    unnamed = list_separator(lang).join(names[code] for code in demand.unnamed) or say("placing.nobody", lang)
    return f"{plain(say('placing.assumed_seats', lang, unnamed=unnamed))} {rest}"


def _names(problem: LocationProblem, lang: Lang) -> dict[str, str]:
    return {code: name.say(lang) for code, name in zip(problem.demand.codes, problem.demand.names, strict=True)}


def marks(visitor: ViewState) -> tuple[Drawn, Drawn]:
    """Return rings and points of what the solver has chosen; nothing while it works, or where nothing was found."""
    if not visitor.planning_query.kinds or uploaded_demand.fault(visitor):
        return (), ()
    problem = _problem(visitor)
    if session.get(ASKED) != problem.key:
        return (), ()  # the section below asks; once the answer is there, the map is drawn again
    future = _answer_of(problem)
    if not future.done() or future.exception() is not None:
        return (), ()
    session.set_default(DRAWN, problem.key)
    found = future.result().chosen
    drawn = overlay.points(found, visitor.lang)
    named = tuple({**each, "label": say("placing.mark", visitor.lang, name=each["label"])} for each in drawn)
    return overlay.rings(found, visitor.planning_query.radii[:1]), named


def _problem(visitor: ViewState) -> LocationProblem:
    """Return what is asked, the same for the map and for the section of one run."""
    return script_run.once_per_run("placing-problem", lambda: _posed(visitor))


def _posed(visitor: ViewState) -> LocationProblem:
    own = figures_panel.first(visitor)
    figure = own[1] if own else None
    return location_problem.build_problem(
        visitor.planning_query,
        planning_cache.context(),
        time=visitor.time,
        district_vintage=visitor.district_vintage,
        own=figure,
        places=uploaded_demand.places(visitor),
        demand=uploaded_demand.demand(visitor),
    )


def _answer_of(problem: LocationProblem) -> Future[Solution]:
    """Return the answer; one about a visitor's own layer is kept in the session, which forgets it, and never shared."""
    if "layer" not in {problem.planning_query.candidates, problem.planning_query.demand}:
        return planning_cache.answer_of(problem)
    key, future = session.get(uploaded_layers.ANSWER) or ("", None)
    if key != problem.key or future is None:
        future = begin(problem)
        session.set_default(uploaded_layers.ANSWER, (problem.key, future))
    found: Future[Solution] = future
    return found


def _conditions(visitor: ViewState) -> None:
    lang, planning_query = visitor.lang, visitor.planning_query
    own = figures_panel.first(visitor)
    mine = say("placing.own", lang, column=own[0]) if own else say("placing.own_missing", lang)
    left, middle, right = st.columns(3)
    with left:
        _select("model", MODELS, {code: say(f"model.{code}", lang) for code in MODELS}, visitor)
        st.number_input(
            say("placing.sites", lang),
            min_value=1,
            max_value=MOST_SITES,
            step=1,
            disabled=planning_query.model == "lscp",
            **view_state.widget_binding(
                "placing-sites", planning_query.sites, then=lambda count: view_state.plan(sites=int(count))
            ),
        )
    with middle:
        _select("candidates", CANDIDATES, {code: say(f"placing.{code}", lang) for code in CANDIDATES}, visitor)
        titles = {code: mine if code == "own" else say(f"placing.{code}", lang) for code in DEMANDS}
        _select("demand", DEMANDS, titles, visitor)
    with right:
        st.slider(
            say("coverage.radius", lang),
            10,
            150,
            step=5,
            format="%d km",
            **view_state.widget_binding("placing-radius", planning_query.radii[0], then=_set_radius),
        )
        st.toggle(
            say("placing.keep", lang),
            **view_state.widget_binding("placing-keep", planning_query.keep, then=lambda on: view_state.plan(keep=on)),
        )


def _set_radius(km: int) -> None:
    view_state.plan(radii=(km, *(radius for radius in view_state.current().planning_query.radii[1:] if radius != km)))


def _select(field: str, codes: tuple[str, ...], titles: Mapping[Any, str], visitor: ViewState) -> None:
    st.selectbox(
        say(f"placing.{field}", visitor.lang),
        codes,
        format_func=lambda code: titles[code],
        **view_state.widget_binding(
            f"placing-{field}", getattr(visitor.planning_query, field), then=partial(_set, field)
        ),
    )


def _set(field: str, code: str) -> None:
    view_state.plan(**{field: code})


def _watch(problem: LocationProblem, bar: DeltaGenerator, lang: Lang) -> Solution | None:
    """Return the answer, telling how long the solver has worked; at each word a click gets through."""
    began, future = time.monotonic(), _answer_of(problem)
    session.set_default(ASKED, problem.key)
    while not future.done() and (spent := time.monotonic() - began) < PATIENCE:
        bar.progress(
            min(spent / PATIENCE, 1.0), say("placing.running", lang, seconds=f"{spent:.0f}", limit=f"{SECONDS}")
        )
        wait([future], timeout=GLANCE)
    bar.empty()
    return future.result() if future.done() else None


def _result(problem: LocationProblem, answer: Solution, visitor: ViewState) -> None:
    lang = visitor.lang
    names = _names(problem, lang)
    said = say(f"outcome_of_model.{answer.outcome}", lang, seconds=f"{answer.seconds:.1f}")
    (st.success if answer.outcome == "optimal" else st.warning)(said)
    if answer.unreachable:
        lost = list_separator(lang).join(names[code] for code in answer.unreachable[:NAMED])
        more = len(answer.unreachable) - NAMED
        lost += say("placing.and_more", lang, count=more) if more > 0 else ""
        st.markdown(plain(say("placing.unreachable", lang, names=lost)))
    if answer.is_found:
        _chosen(answer.chosen, visitor)
    with st.container(key="placing-scores"):
        time = say(f"time.{visitor.time}", lang)
        rows = [
            [say(f"layout_of.{code}", lang, time=time), *_row(score, names, lang)]
            for code, score in answer.scores.items()
        ]
        heads = [
            say("placing.layout", lang),
            say("placing.count", lang),
            say("placing.covered", lang, km=f"{problem.radius_km:g}"),
            say("placing.mean", lang),
            say("placing.farthest", lang),
        ]
        st.html(html_table.table(heads, rows, say("planning.placing", lang)))
    if problem.unlocated:
        lost = list_separator(lang).join(name.say(lang) for name in problem.unlocated)
        st.caption(plain(say("placing.plan_placeless", lang, names=lost)))
    if not len(problem.plan):
        st.caption(say("placing.plan_none", lang))


def _row(score: ServiceScore, names: dict[str, str], lang: Lang) -> list[str]:
    far = "–"
    if score.farthest_km is not None:
        far = say("placing.far_place", lang, km=f"{score.farthest_km:.0f}", place=names[score.farthest])
    mean = "–" if score.mean_km is None else say("coverage.km", lang, km=f"{score.mean_km:.0f}")
    return [str(score.sites), f"{score.covered * 100:.1f}%", mean, far]


def _chosen(found: Sites, visitor: ViewState) -> None:
    lang, planning_query = visitor.lang, visitor.planning_query
    if not len(found):
        st.markdown(say("placing.none_needed", lang))
        return
    names = list_separator(lang).join(name.say(lang) for name in found.names)
    st.markdown(f"**{plain(say('placing.chosen', lang, names=names))}**")
    places = zip(found.lon.tolist(), found.lat.tolist(), strict=True)
    changes = [Change("add", planning_query.kinds[0], round(lon, 4), round(lat, 4)) for lon, lat in places]
    st.button(say("placing.to_draft", lang), key="placing-draft", on_click=_take, args=(tuple(changes),))


def _take(changes: tuple[Change, ...]) -> None:
    planning_query = view_state.current().planning_query
    for change in changes:
        planning_query = planning_query.with_change(change)
    sections = tuple(dict.fromkeys((*(s for s in planning_query.sections if s != "placing"), "whatif")))
    view_state.plan(changes=planning_query.changes, sections=sections)
