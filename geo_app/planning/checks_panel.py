"""What the checks found in a visitor's own layer: the suspicion of a shift first, then each finding with its cure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from geo_app.state import cache, planning_cache, session, uploaded_layers, view_state
from geo_app.state.uploaded_layers import UploadedLayer
from geo_app.widgets import html_table, printed_table, uploaded_layer_overlay
from geo_app.widgets.markdown_escape import plain
from geo_app.widgets.table_height import table_height
from layers.catalogue.entries import Lang
from layers.crs import gcj02
from layers.crs.gcj02 import DATUMS, Datum
from layers.documents.quality_report import SEVERITIES, QualityReport, compose, corrections
from layers.i18n.findings import Finding
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator, part_separator
from layers.quality.checks.datum_shift import moved_m
from layers.quality.layer import Correction
from layers.quality.run import QualityResult

KEY = "own-findings"
TALLEST = 320  # pixels


def show(lang: Lang) -> None:
    """Draw the panel; nothing without a layer."""
    one = uploaded_layers.filled()
    if one is None:
        return
    judgement = _judged(one, lang)
    st.markdown(f"## {say('own.checks_title', lang)}")
    _correction(one, judgement, lang)
    report = _shown(one, lang)
    st.markdown(plain(report.summary))
    left, right = st.columns(2)
    with left:
        st.html(html_table.table(report.checks[0], report.checks[1:], say("own.checks_title", lang)))
    with right:
        if report.evidence:
            title = say("report.evidence", lang)
            st.caption(plain(title))
            st.html(html_table.table(report.evidence[0], report.evidence[1:], title))
    _findings(one, judgement, report, lang)


def composed(one: UploadedLayer, lang: Lang) -> QualityReport:
    """Return the report on a layer as of now."""
    when = datetime.now(tz=UTC).astimezone()
    return compose(
        one.layer, one.judgement(), planning_cache.district_index(), cache.current_snapshot().dataset, lang, when
    )


def _shown(one: UploadedLayer, lang: Lang) -> QualityReport:
    if lang not in one.reports:
        one.reports[lang] = composed(one, lang)
    return one.reports[lang]


def _judged(one: UploadedLayer, lang: Lang) -> QualityResult:
    """Return the judgement; after working it out the page runs again, for the map above has not seen the findings."""
    if not one.results:
        bar = st.progress(0.0)

        def on_step(code: str, number: int, count: int) -> None:
            bar.progress((number - 1) / count, plain(say("own.checking", lang, check=say(f"checks.{code}", lang))))

        one.judgement(on_step)
        st.rerun()
    return one.results[0]


def _correction(one: UploadedLayer, judgement: QualityResult, lang: Lang) -> None:
    layer, datum = one.layer, judgement.suspicion.datum
    if layer.corrections:
        what = clause_separator(lang).join(corrections(layer, lang))
        st.success(plain(say("own.corrected", lang, what=what)), icon=":material/check:")
        st.button(say("own.undo", lang), key="own-undo", on_click=uploaded_layers.undo)
    if datum is not None:
        metres, error = f"{moved_m(layer, datum):,.0f}", f"{gcj02.ERROR_M:.0f}"
        title = gcj02.TITLES[datum]
        text = say("own.suspected", lang, datum=title, metres=metres, error=error)
        st.warning(plain(text), icon=":material/warning:")
    swapped = any(check.counts.get("swapped") for check in judgement.checks)
    with st.container(horizontal=True, vertical_alignment="center", key="own-fixes"):
        if datum is not None:
            shown = uploaded_layer_overlay.previewed() == datum
            st.checkbox(
                say("own.preview", lang), **view_state.widget_binding("own-preview-on", shown, then=_preview(datum))
            )
            _button(datum, lang, primary=True)
        if swapped:
            st.button(say("own.turn", lang), key="own-fix-axes", on_click=_fix, args=("axes",))
        if not layer.corrections and datum is None:
            with st.popover(say("own.other_shift", lang), key="own-other-shift"):
                for other in DATUMS:
                    _button(other, lang)


def _preview(datum: Datum) -> Callable[[bool], None]:
    def show(on: bool) -> None:  # noqa: FBT001 (what a box hands over)
        session.accept(uploaded_layer_overlay.PREVIEW, datum if on else None)
        if on:
            uploaded_layer_overlay.see()

    return show


def _button(datum: Datum, lang: Lang, *, primary: bool = False) -> None:
    st.button(
        say("own.convert", lang, datum=gcj02.TITLES[datum]),
        key=f"own-fix-{datum}",
        on_click=_fix,
        args=(datum,),
        type="primary" if primary else "secondary",
    )


def _fix(correction: Correction) -> None:
    session.accept(uploaded_layer_overlay.PREVIEW, None)
    uploaded_layers.correct(correction)


def _findings(one: UploadedLayer, judgement: QualityResult, report: QualityReport, lang: Lang) -> None:
    findings = judgement.findings
    if not findings:
        st.success(plain(say("report.no_finding", lang)), icon=":material/check:")
        return
    there = [severity for severity in SEVERITIES if any(finding.severity == severity for finding in findings)]
    chosen = st.segmented_control(
        say("own.show_severity", lang),
        there,
        format_func=lambda severity: f"{say(f'report.{severity}', lang)} {judgement.count(severity):,}",
        selection_mode="multi",
        default=there,
        key="own-severities",
    )
    rows = [number for number, finding in enumerate(findings) if finding.severity in (chosen or there)]
    table = _frame((report.findings[0], *(report.findings[1:][number] for number in rows)))
    place, cure = report.findings[0][3], report.findings[0][5]
    st.caption(plain(say("own.go", lang)))
    st.dataframe(
        table.drop(columns=[place, cure]),
        hide_index=True,
        key=KEY,
        height=table_height(len(table), TALLEST),
        selection_mode="single-row",
        on_select=lambda: _go([findings[number] for number in rows]),
    )
    printed_table.show(table.drop(columns=[place, cure]), "")
    for row in view_state.table_rows(KEY)[:1]:
        if row < len(table):
            said = [table[head].iloc[row] for head in (report.findings[0][4], cure, place)]
            st.info(plain(part_separator(lang).join(filter(None, said))), icon=":material/place:")
    if marked := uploaded_layer_overlay.marked(one):
        total = judgement.count("error") + judgement.count("warning")
        st.caption(plain(say("own.ringed", lang, shown=f"{len(marked):,}", total=f"{total:,}")))
    if judgement.omitted:
        st.caption(plain(say("own.more_findings", lang, count=f"{judgement.omitted:,}")))


def _go(findings: list[Finding]) -> None:
    chosen = view_state.table_rows(KEY)
    uploaded_layer_overlay.go(findings[chosen[0]].point if chosen else None)
    view_state.mark_touched()


def _frame(rows: tuple[tuple[str, ...], ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows[1:]), columns=list(rows[0]))
