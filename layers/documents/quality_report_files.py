"""Write the quality report as a self-contained HTML page, as a workbook, and as GeoJSON of layer and findings."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pandas as pd
import xlsxwriter
from markupsafe import Markup

from layers.documents.finding_map import to_svg
from layers.documents.quality_report import QualityReport, Row
from layers.documents.shortlist_html import logo_of
from layers.documents.shortlist_xlsx import OPTIONS, clean
from layers.formats.column_names import free_name
from layers.formats.vector import write
from layers.i18n.messages import say
from layers.quality.layer import CheckedLayer
from layers.quality.run import QualityResult

TOLD = ("code", "severity", "zh", "en", "cure_zh", "cure_en")  # what is told of each finding
PAGE = Markup(
    '<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta name="referrer" content="no-referrer"><title>{title}</title><style>{style}</style></head><body>'
    "<header>{logo}<h1>{title}</h1><p class=summary>{summary}</p></header><main>{sections}</main></body></html>"
)
STYLE = Markup(
    "@page{size:A4 landscape;margin:11mm}*{box-sizing:border-box}"
    "body{font:9.5pt/1.45 'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;color:#1d2329;"
    "background:#fff;max-width:275mm;margin:6mm auto;padding:0 4mm}"
    "h1{font-size:15pt;margin:0 0 1mm;overflow-wrap:anywhere}"
    ".logo{display:block;max-height:12mm;max-width:45mm;margin:0 0 2mm}"
    "h2{font-size:11pt;margin:5mm 0 1.5mm}p{margin:0 0 1mm}"
    ".summary{font-weight:700}section{break-inside:auto}figure{margin:0}figcaption{font-size:8pt;margin-top:1mm}"
    "svg{max-width:100%;height:auto}table{border-collapse:collapse;width:100%}"
    "th,td{border:.2mm solid #b9b4a6;padding:.8mm 1.4mm;vertical-align:top;text-align:left;overflow-wrap:anywhere}"
    "thead{display:table-header-group}thead th{background:#f1ede3}tbody th{font-weight:400;width:52mm}"
    "tr{break-inside:avoid}"
    "td:nth-child(-n+2){white-space:nowrap}ul{margin:0;padding-left:5mm}"
    "@media screen and (max-width:700px){section{overflow-x:auto}table{min-width:640px}}"
)


def to_html(report: QualityReport) -> bytes:
    """Write the report as a self-contained page; every text is escaped."""
    lang, drawing = report.lang, report.drawing
    caption = say("report.map_note", lang, approval=report.branding.review(lang))
    if drawing.left_out:
        caption += say("report.left_out", lang, count=drawing.left_out)
    figure = Markup("<figure>{}<figcaption>{}</figcaption></figure>").format(to_svg(drawing, caption), caption)
    parts = {
        "given": _pairs(report.given),
        "checks": _table(report.checks),
        "evidence": _table(report.evidence) if report.evidence else None,
        "map": figure if drawing.district_index else None,
        "findings": _table(report.findings) if len(report.findings) > 1 else say("report.no_finding", lang),
        "assumptions": Markup("<ul>{}</ul>").format(
            Markup("").join(Markup("<li>{}</li>").format(text) for text in report.assumptions)
        ),
        "sources": _table(report.sources),
    }
    sections = Markup("").join(
        Markup("<section><h2>{}</h2>{}</section>").format(say(f"report.{key}", lang), body)
        for key, body in parts.items()
        if body is not None
    )
    page = PAGE.format(
        lang="zh-Hans" if lang == "zh" else "en",
        title=report.title,
        style=STYLE,
        logo=logo_of(report.branding, lang),
        summary=report.summary,
        sections=sections,
    )
    return page.encode()


def to_xlsx(report: QualityReport) -> bytes:
    """Return the report as a workbook: summary, checks, findings, grounds; text stays text (TRAPS 14)."""
    file, lang = io.BytesIO(), report.lang
    book = xlsxwriter.Workbook(file, OPTIONS)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"text_wrap": True, "valign": "top", "bold": True, "bg_color": "#F1EDE3"})
    grounds = [(say("report.assumptions", lang), ""), *(("", text) for text in report.assumptions)]
    tables: dict[str, tuple[Sequence[Row], Sequence[int]]] = {
        "given": ([(report.title, report.summary), *report.given], (30, 70)),
        "checks": ([*report.checks, (), *report.evidence], (44, 22, 16, 16, 16, 22)),
        "findings": (report.findings, (8, 10, 30, 36, 60, 60)),
        "sources": ([*report.sources, (), *grounds], (30, 110)),
    }
    for key, (rows, widths) in tables.items():
        page = book.add_worksheet(say(f"report.{key}", lang)[:31])
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write_string(number, column, clean(cell), bold if number == 0 else wrap)
    book.close()
    return file.getvalue()


def to_geojson(report: QualityReport, subject: CheckedLayer, judgement: QualityResult) -> bytes:
    """Write the layer, each feature with its findings in both languages, and the report's texts as a member."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for finding in judgement.findings:
        if finding.row is not None:
            told = finding.as_json()
            found[finding.row].append({key: told[key] for key in TOLD})
    column = free_name("check_findings", [str(name) for name in subject.frame.columns])
    frame = subject.frame.copy(deep=False)
    frame[column] = pd.Series([found.get(row, []) for row in range(len(frame))], index=frame.index, dtype=object)
    about = {
        "title": report.title,
        "summary": report.summary,
        "given": {row[0]: row[1] for row in report.given},
        "findings": [finding.as_json() for finding in judgement.findings if finding.row is None],
        "checks": [list(row) for row in report.checks],
        "assumptions": list(report.assumptions),
        "sources": [list(row) for row in report.sources],
    }
    content = write(frame, "geojson")
    head = f'{{"report": {json.dumps(about, ensure_ascii=False)}, '
    return head.encode() + content[1:]


def _pairs(rows: Sequence[Row]) -> Markup:
    body = Markup("").join(Markup("<tr><th scope=row>{}</th><td>{}</td></tr>").format(*row) for row in rows)
    return Markup("<table><tbody>{}</tbody></table>").format(body)


def _table(rows: Sequence[Row]) -> Markup:
    head = Markup("").join(Markup("<th scope=col>{}</th>").format(cell) for cell in rows[0])
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in rows[1:]
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, body)
