"""What is taken along as pictures: the check before an export, then stills, slides and handout, made when asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from geo_app.state import session, view_state
from geo_app.state.url import ViewState
from geo_app.widgets.markdown_escape import plain
from layers.briefing.origin import Origin, signed
from layers.briefing.scenes import Briefing
from layers.catalogue.entries import Lang
from layers.config.branding import Branding, load_branding
from layers.crs.web_mercator import bounds_of_view
from layers.dataset.dataset import Dataset
from layers.documents.deck import Deck, OnPage, deck_of, deck_of_view
from layers.documents.handout_pdf import to_handout
from layers.documents.preflight import NO_FONT, missing_words, preflight
from layers.documents.slides_pptx import to_pptx
from layers.errors import OpenMapError
from layers.formats.png import to_png
from layers.formats.svg import to_svg
from layers.i18n.findings import Finding
from layers.i18n.messages import say
from layers.query.filters import FilterResult
from layers.static_map.map_spec import MapSpec
from layers.static_map.page import still

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SIGNS = {"note": ":material/check_circle:", "warning": ":material/visibility:", "error": ":material/block:"}
FONT_FINDINGS = {"font-pass", NO_FONT, "letters-look"}
Write = Callable[[Deck, OnPage], bytes]


@dataclass(frozen=True)
class ExportRequest:
    """A deck that can be made, and a mark that changes with all that it depends on."""

    lang: Lang
    mark: str
    make: Callable[[], Deck]


def show(
    visitor: ViewState, dataset: Dataset, briefing: Briefing, *, origin: Origin = "shipped", key: str = "briefing"
) -> None:
    """Draw the check and the downloads of a briefing: slides and handout, each made when its button is pressed.

    Parameters
    ----------
    origin
        Who wrote it, as slides and handout say.
    key
        Tells several panels of one session apart.
    """
    lang, branding = visitor.lang, load_branding()
    with st.container(key=f"exports-{key}"):
        if not briefing.scenes:
            st.info(say("exports.empty", lang), icon=":material/slideshow:")
            return
        grey = bool(st.toggle(say("exports.grey", lang), key=f"exports-grey-{key}"))
        as_pictures = bool(st.toggle(say("exports.as_pictures", lang), key=f"exports-pictures-{key}"))
        if briefing.has_notes:
            label, why = say("exports.notes", lang), say("exports.notes_help", lang)
            with_notes = st.toggle(label, value=True, key=f"exports-notes-{key}")
            st.caption(plain(why))
            briefing = briefing if with_notes else briefing.without_notes()
        stem = f"chongqing-briefing-{dataset.catalogue.data_date}{'-grey' if grey else ''}"
        form = f"{lang} {grey} {as_pictures} {origin}"
        mark = f"{dataset.version} {form} {branding.review(lang)} {briefing.model_dump_json()}"
        make = partial(
            deck_of, briefing, dataset, lang, branding, link=view_state.app_address(), grey=grey, origin=origin
        )
        findings = _checked(key, mark, lambda: _check(make(), briefing))
        show_findings(findings, signed(branding, origin), lang)
        asked = ExportRequest(lang, mark, make)
        with st.container(horizontal=True, key=f"exports-make-{key}"):
            no_font = _has_no_font(findings)
            write = partial(to_pptx, as_pictures=as_pictures)
            _make(key, "slides", asked, write, (f"{stem}.pptx", PPTX), off=as_pictures and no_font)
            _make(key, "handout", asked, to_handout, (f"{stem}.pdf", "application/pdf"), off=no_font)


def _checked(key: str, mark: str, check: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """Return what the check found, looked at anew where what is exported has changed."""
    topic = f"exports-checked-{key}"
    known, findings = session.get(topic) or ("", ())
    if known != mark:
        findings = check()
        session.set_default(topic, (mark, findings))
    return tuple(findings)


def show_view(visitor: ViewState, dataset: Dataset, cut: FilterResult, *, title: str = "") -> None:
    """Draw a button that opens the check and the downloads of the map as it stands; nothing is worked out before."""
    name = say("exports.title", visitor.lang)
    if st.button(name, key="exports-open", icon=":material/image:"):
        st.dialog(name, width="large")(_of_view)(visitor, dataset, cut, title)


def _of_view(visitor: ViewState, dataset: Dataset, cut: FilterResult, title: str) -> None:
    lang, branding = visitor.lang, load_branding()
    grey = bool(st.toggle(say("exports.grey", lang), key="exports-grey-view"))
    as_pictures = bool(st.toggle(say("exports.as_pictures", lang), key="exports-pictures-view"))
    map_spec = _view(visitor, dataset, cut, title or branding.title.say(lang), grey=grey)
    findings = preflight([map_spec], branding)
    off = _has_no_font(findings)
    stem = f"open-platform-map-{dataset.catalogue.data_date}{'-grey' if grey else ''}"
    makers: dict[str, tuple[str, Callable[[], bytes], bool]] = {
        "png": ("image/png", lambda: to_png(still(map_spec, branding)), off),
        "svg": ("image/svg+xml", lambda: to_svg(still(map_spec, branding), map_spec.title, font=not off), False),
        "slide": (
            PPTX,
            lambda: to_pptx(deck_of_view(map_spec, branding), as_pictures=as_pictures),
            as_pictures and off,
        ),
    }
    show_findings(findings, branding, lang)
    st.caption(say("exports.wait", lang))
    with st.container(horizontal=True, key="exports-view"):
        for what, (mime, make, is_off) in makers.items():
            ending = "pptx" if what == "slide" else what
            st.download_button(
                say(f"exports.{what}", lang), make, f"{stem}.{ending}", mime,
                key=f"export-{what}", on_click="ignore", disabled=is_off,
            )  # fmt: skip


def show_briefing_check(briefing: Briefing, dataset: Dataset, lang: Lang, origin: Origin) -> None:
    """Draw the check of a briefing that goes out as a web page, which takes the reader's own fonts."""
    deck = deck_of(briefing, dataset, lang, load_branding(), origin=origin)
    findings = _check(deck, briefing)
    show_findings(tuple(found for found in findings if found.code not in FONT_FINDINGS), deck.branding, lang)


def _check(deck: Deck, briefing: Briefing) -> tuple[Finding, ...]:
    return preflight(
        deck.pictures, deck.branding, missing_words(briefing), deck.words, foreign=deck.origin != "shipped"
    )


def show_check(key: str, map_spec: MapSpec) -> None:
    """Draw a button that opens the check of one picture; nothing is worked out before."""
    lang, branding = map_spec.lang, load_branding()
    check = st.popover(say("preflight.open", lang), key=f"check-{key}", icon=":material/fact_check:", on_change="rerun")
    if check.open:
        with check:
            show_findings(preflight([map_spec], branding), branding, lang)


def show_findings(findings: tuple[Finding, ...], branding: Branding, lang: Lang) -> None:
    """Draw the check's list: each finding with its sign, those to be looked at with their cure."""
    st.markdown(f"**{say('preflight.title', lang)}**")
    if all(finding.severity == "note" for finding in findings):
        st.markdown(f"{SIGNS['note']} {say('preflight.all_clear', lang)}")
        return
    rows = []
    for finding in sorted(findings, key=lambda finding: finding.severity == "note"):
        cure = finding.cure(lang)
        rows.append(
            f"- {SIGNS[finding.severity]} {plain(finding.sentence(lang))}" + (f"  \n  {plain(cure)}" if cure else "")
        )
    st.markdown("\n".join(rows))
    if not branding.is_cleared:
        st.caption(plain(say("preflight.stamped", lang, stamp=branding.review(lang))))


def _view(visitor: ViewState, dataset: Dataset, cut: FilterResult, title: str, *, grey: bool) -> MapSpec:
    """Return the picture of the map as it stands: filters, time, districts, selection, and where it was moved to."""
    view = view_state.shown_view()
    fitted = MapSpec(dataset, cut.mask, visitor.lang, visitor.time, visitor.district_vintage)
    whole = None if visitor.route or fitted.is_route else fitted.municipality
    return MapSpec(
        dataset=dataset,
        mask=cut.mask,
        lang=visitor.lang,
        time=visitor.time,
        district_vintage=visitor.district_vintage,
        bounds=(bounds_of_view(view) if view else None) or whole,
        highlight=(visitor.selected,) if visitor.selected else (),
        title=title,
        fade=False,
        grey=grey,
    )


def _make(
    panel: str, name: str, asked: ExportRequest, write: Write, file: tuple[str, str], *, off: bool = False
) -> None:
    """Draw the button that makes a file, says how far it is, and then hands it out; an old file says that it is old."""
    lang, key = asked.lang, f"{panel}-{name}"
    what = say(f"exports.{name}", lang)
    with st.container():
        pressed = st.button(say("exports.make", lang, what=what), key=f"make-{key}", disabled=off)
        if pressed:
            _run(f"export-{key}", asked, write, what)
        kept = session.get(f"export-{key}")
        if kept is None:
            return
        made_of, content = kept
        if made_of != asked.mark:
            st.caption(say("exports.outdated", lang))
            return
        size = f"{len(content) / 1e6:.1f}"
        st.download_button(
            say("exports.save", lang, what=what, size=size), content, Path(file[0]).name, file[1],
            key=f"save-{key}", type="primary", on_click="ignore",
        )  # fmt: skip


def _run(topic: str, asked: ExportRequest, write: Write, what: str) -> None:
    lang, bar = asked.lang, st.progress(0.0, say("exports.begun", asked.lang, what=what))
    try:
        deck = asked.make()
        content = write(deck, partial(_tell, bar, lang, what, len(deck.pages)))
    except OpenMapError as error:
        st.error(plain(say("exports.failed", lang, what=what, why=str(error))))
        return
    finally:
        bar.empty()
    session.accept(topic, (asked.mark, content))


def _tell(bar: st.delta_generator.DeltaGenerator, lang: Lang, what: str, total: int, done: int) -> None:
    bar.progress(done / total, say("exports.making", lang, what=what, done=min(done + 1, total), total=total))


def _has_no_font(findings: tuple[Finding, ...]) -> bool:
    return any(finding.code == NO_FONT for finding in findings)
