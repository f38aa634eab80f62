"""Reading a brought file, saying why one was refused, and asking for what only its owner knows."""

from __future__ import annotations

import streamlit as st

from geo_app.state import session, uploaded_layers
from geo_app.state.uploaded_layers import Upload, UploadedLayer
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.crs.systems import KNOWN, crs_title
from layers.i18n.findings import Finding, RefusedError
from layers.i18n.messages import say
from layers.i18n.punctuation import sentence_end, word_space
from layers.ingest.layer import GeometryColumns, ReadOptions
from layers.ingest.readers.csv_table import headings_of
from layers.ingest.readers.text_encoding import NAMES

SHOWN = 5
# refusals that go away when the owner says how the file is to be read
ASKING = {
    "crs-unknown", "looks-projected", "nowhere", "encoding-unknown", "encoding-misfit", "no-coordinate-columns",
    "no-such-column", "no-such-layer",
}  # fmt: skip
COLUMNS = {"no-coordinate-columns", "no-such-column"}


def read(lang: Lang) -> None:
    """Read the file that was just put in, with its progress, before the map is sent, so that the map has it."""
    upload = session.get(uploaded_layers.PENDING)
    if upload is None:
        return
    bar = st.progress(0.0, plain(say("own.reading", lang, name=upload.name)))

    def on_progress(share: float) -> None:
        bar.progress(min(max(share, 0.0), 1.0), plain(say("own.reading", lang, name=upload.name)))

    uploaded_layers.read_pending(on_progress)
    bar.empty()


def show_refusal(lang: Lang) -> None:
    """Say why the last file was refused and, where its owner can help, ask."""
    found = uploaded_layers.refused()
    if found is None:
        return
    upload, findings = found
    errors = [finding for finding in findings if finding.severity == "error"]
    head = plain(say("own.refused", lang, name=upload.name))
    lines = [f"- {_said(finding, lang)}" for finding in errors[:SHOWN]]
    st.error("\n".join([head, "", *lines]), icon=":material/block:")
    codes = {finding.code for finding in errors}
    if codes & ASKING:
        with st.container(border=True, key="own-telling"):
            st.markdown(plain(say("own.tell", lang)))
            _ask(upload, codes, lang, prefix="own-asked")
    st.button(say("own.dismiss", lang), key="own-dismiss", on_click=uploaded_layers.dismiss)


def show_again(one: UploadedLayer, lang: Lang) -> None:
    """Offer to read the layer's file in another way."""
    with st.popover(say("own.tell", lang), key="own-tell"):
        _ask(one.upload, set(), lang, prefix="own-told", layers=one.imported.layers)


def _said(finding: Finding, lang: Lang) -> str:
    return plain(f"{finding.sentence(lang)}{sentence_end(lang)}{word_space(lang)}{finding.cure(lang)}")


def _ask(upload: Upload, codes: set[str], lang: Lang, *, prefix: str, layers: tuple[str, ...] = ()) -> None:
    options, auto = upload.options, say("own.by_itself", lang)
    with st.form(f"{prefix}-form", border=False):
        layer = (
            _choice("own.option_layer", list(layers), options.layer, lang, prefix) if len(layers) > 1 else options.layer
        )
        crs = _choice("own.option_crs", list(KNOWN), options.crs, lang, prefix)
        encoding = _choice("own.option_encoding", list(NAMES), options.encoding, lang, prefix)
        columns = options.columns
        if codes & COLUMNS or columns is not None:
            asked = {"lon": "own.option_lon", "lat": "own.option_lat", "wkt": "own.option_wkt"}
            heads = ["", *_headings(upload)]
            said = {
                part: st.selectbox(
                    say(key, lang),
                    heads,
                    index=heads.index(before)
                    if (before := getattr(columns or GeometryColumns(), part)) in heads
                    else 0,
                    format_func=lambda head: head or auto,
                    key=f"{prefix}-{part}",
                )
                for part, key in asked.items()
            }
            columns = GeometryColumns(**said) if any(said.values()) else None
        if st.form_submit_button(say("own.again", lang)):
            uploaded_layers.read_again(upload, ReadOptions(layer, crs, columns, encoding))
            st.rerun()


def _headings(upload: Upload) -> tuple[str, ...]:
    try:
        return headings_of(upload.content, encoding=upload.options.encoding)
    except RefusedError:  # the encoding told does not fit: that is asked again first
        return ()


def _choice(what: str, options: list[str], value: str | None, lang: Lang, prefix: str) -> str | None:
    def title(option: str | None) -> str:
        if option is None:
            return say("own.by_itself", lang)
        return f"{option} · {crs_title(option, lang)}" if option in KNOWN else option

    every = [None, *options]
    at = every.index(value) if value in every else 0
    found: str | None = st.selectbox(
        say(what, lang), every, index=at, format_func=title, key=f"{prefix}-{what.removeprefix('own.option_')}"
    )
    return found
