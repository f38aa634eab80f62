"""What may be done in a place, who is there already, and who runs it: each with its date and source."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from geo_app.widgets.html_table import Link
from layers.catalogue.entries import Lang
from layers.dataset.authorities import Authority
from layers.dataset.dataset import Dataset
from layers.dataset.evidence import IndustryEvidence
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator
from layers.query.titles import field_titles, part_grounds
from layers.text.control_characters import strip_controls

SHOWN = 5  # statements that stand open; the others unfold
_BOX = Markup('<div class="facts"><h3>{}</h3>{}</div>')
_LINE, _LIST, _FOLD = Markup("<p>{} <small>{}</small></p>"), Markup("<ul>{}</ul>"), Markup("<details>{}{}</details>")
_SUMMARY, _TAG = Markup("<summary>{}</summary>"), Markup(' <em class="tag">{}</em>')
_ROW, _NOTE = Markup("<li><time>{}</time> {}{}{} <small>{} · {}</small></li>"), Markup(" <small>{}</small>")
_JOIN = Markup("").join


def show(dataset: Dataset, name: str, lang: Lang) -> None:
    """Draw what is known of the ground of a feature, of the firms there and of its authority; nothing of the rest."""
    boxes = [_grounds(dataset, name, lang), _evidence(dataset, name, lang), _authorities(dataset, name, lang)]
    if html := _JOIN(filter(None, boxes)):
        st.html(html)


def _grounds(dataset: Dataset, name: str, lang: Lang) -> Markup | None:
    record = dataset.record(name)
    if not record["grounds"]:
        return None
    text = field_titles(record, "grounds", dataset, lang)
    source = Link(str(record[f"grounds_source_{lang}"]), str(record["grounds_url"] or ""))
    parts = [
        Markup("<li>{}</li>").format(_text(say("card.part_ground", lang, part=part, grounds=titles)))
        for part, titles in part_grounds(record, dataset, lang)
    ]
    body = [_LINE.format(_text(text), source), *([_LIST.format(_JOIN(parts))] if parts else [])]
    return _BOX.format(say("card.grounds", lang), _JOIN(body))


def _evidence(dataset: Dataset, name: str, lang: Lang) -> Markup | None:
    # one statement may bear several industries, a row each
    rows = {(row.date, row.what_zh): row for row in dataset.evidence.get(name, ())}.values()
    if not rows:
        return None
    items = [_statement(row, lang) for row in sorted(rows, key=_order)]
    body = [_LIST.format(_JOIN(items[:SHOWN]))]
    if rest := items[SHOWN:]:
        summary = _SUMMARY.format(say("card.more_firms", lang, count=len(rest)))
        body.append(_FOLD.format(summary, _LIST.format(_JOIN(rest))))
    return _BOX.format(say("card.firms", lang), _JOIN(body))


def _order(row: IndustryEvidence) -> tuple[bool, bool, bool]:
    """Firms and products before figures and goals, of the place before its park; what is of the district comes last."""
    return not row.counts, row.kind not in {"firm", "product"}, row.scope != "zone"


def _statement(row: IndustryEvidence, lang: Lang) -> Markup:
    what = clause_separator(lang).join(filter(None, (row.what(lang), row.figure(lang))))
    return _ROW.format(
        _text(row.date or say("card.undated", lang)),
        _text(what),
        "" if row.counts else _TAG.format(say("card.district_only", lang)),
        _NOTE.format(_text(say("card.caveat", lang, text=row.caveat(lang)))) if row.caveat(lang) else "",
        _source(row, lang),
        say(f"confidence.{row.confidence}", lang),
    )


def _authorities(dataset: Dataset, name: str, lang: Lang) -> Markup | None:
    rows = dataset.authorities.get(name, ())
    if not rows:
        return None
    return _BOX.format(say("card.authority", lang), _LIST.format(_JOIN(_authority(row, lang) for row in rows)))


def _authority(row: Authority, lang: Lang) -> Markup:
    reach = [row.phone, row.address_zh if lang == "zh" else ""]
    return _ROW.format(
        _text(row.date or say("card.undated", lang)),
        Link(row.name(lang), row.public_site),
        _text("".join(f" · {text}" for text in reach if text)),
        "",
        _source(row, lang),
        say(f"confidence.{row.confidence}", lang),
    )


def _source(row: IndustryEvidence | Authority, lang: Lang) -> Link:
    """Return who said it as a link, or that there is none and why, in the words of the facts beside it."""
    source = row.source(lang)
    return Link(source if row.link else say("evidence.unlinked", lang, source=source), row.link)


def _text(text: str) -> str:
    return strip_controls(text)
