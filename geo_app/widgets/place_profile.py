"""What may be done in a place, who is there already, and who runs it: each with its date and source."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from geo_app.widgets import fact_box
from geo_app.widgets.html_table import Link
from layers.catalogue.entries import Lang
from layers.dataset.authorities import Authority
from layers.dataset.dataset import Dataset
from layers.dataset.evidence import IndustryEvidence
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator
from layers.query.titles import field_titles, part_grounds
from layers.text.control_characters import strip_controls

USES = ("functions", "industries")
_GROUNDS, _TAG = Markup("{} <small>{}</small>"), Markup(' <em class="tag">{}</em>')
_ROW, _NOTE = Markup("<time>{}</time> {}{}{} <small>{} · {}</small>"), Markup(" <small>{}</small>")


def show(dataset: Dataset, name: str, lang: Lang) -> None:
    """Draw what is known of the ground of a feature, of the firms there and of its authority; nothing of the rest."""
    boxes = [_grounds(dataset, name, lang), _evidence(dataset, name, lang), _authorities(dataset, name, lang)]
    if html := Markup("").join(boxes):
        st.html(html)


def _grounds(dataset: Dataset, name: str, lang: Lang) -> Markup:
    record = dataset.record(name)
    body = []
    if text := field_titles(record, "grounds", dataset, lang):
        source = Link(str(record[f"grounds_source_{lang}"]), str(record["grounds_url"] or ""))
        body.append(fact_box.line(_GROUNDS.format(_text(text), source)))
    parts = [
        say("card.part_ground", lang, part=part, grounds=titles) for part, titles in part_grounds(record, dataset, lang)
    ]
    body += [fact_box.bullets(parts, lang)] if parts else []
    told = {
        say("card.capacity", lang): str(record[f"capacity_{lang}"] or ""),
        say("card.clears", lang): field_titles(record, "clears", dataset, lang),
    }
    if not record["named_in_plan"]:  # else they are the plan's words and stand with it
        titles = dataset.catalogue.fields
        told |= {titles[key].title.say(lang): field_titles(record, key, dataset, lang) for key in USES}
    body += [fact_box.line(text, title) for title, text in told.items() if text]
    return fact_box.box(say("card.grounds", lang), body)


def _evidence(dataset: Dataset, name: str, lang: Lang) -> Markup:
    # one statement may bear several industries, a row each
    rows = {(row.date, row.what_zh): row for row in dataset.evidence.get(name, ())}.values()
    items = [_statement(row, lang) for row in sorted(rows, key=_order)]
    return fact_box.box(say("card.firms", lang), [fact_box.bullets(items, lang)] if items else [])


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


def _authorities(dataset: Dataset, name: str, lang: Lang) -> Markup:
    items = [_authority(row, lang) for row in dataset.authorities.get(name, ())]
    return fact_box.box(say("card.authority", lang), [fact_box.bullets(items, lang)] if items else [])


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
    """Return who said it as a link, or that there is none."""
    source = row.source(lang)
    return Link(source if row.link else say("evidence.unlinked", lang, source=source), row.link)


def _text(text: str) -> str:
    return strip_controls(text)
