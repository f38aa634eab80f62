"""Write the quality report as a self-contained HTML page, as a workbook, and as GeoJSON of layer and findings."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pandas as pd

from layers.documents.finding_map import to_svg
from layers.documents.html_page import logo_of, render
from layers.documents.quality_report import QualityReport, Row
from layers.formats import spreadsheet
from layers.formats.column_names import free_name
from layers.formats.spreadsheet import HEADING_FILL, Sheet
from layers.formats.vector import write
from layers.i18n.messages import say
from layers.quality.layer import CheckedLayer
from layers.quality.run import QualityResult

COLUMNS = ("code", "severity", "zh", "en", "cure_zh", "cure_en")  # of each finding


def to_html(report: QualityReport) -> bytes:
    """Write the report as a self-contained page; every text is escaped."""
    lang, drawing = report.lang, report.drawing
    caption = say("report.map_note", lang, approval=report.branding.review(lang))
    if drawing.left_out:
        caption += say("report.left_out", lang, count=drawing.left_out)
    return render(
        "quality_report",
        lang,
        title=report.title,
        report=report,
        logo=logo_of(report.branding, lang),
        map=to_svg(drawing, caption),
        caption=caption,
    )


def to_xlsx(report: QualityReport) -> bytes:
    """Return the report as a workbook: summary, checks, findings, grounds."""
    lang = report.lang
    grounds = [(say("report.assumptions", lang), ""), *(("", text) for text in report.assumptions)]
    tables: dict[str, tuple[Sequence[Row], Sequence[int]]] = {
        "given": ([(report.title, report.summary), *report.given], (30, 70)),
        "checks": ([*report.checks, (), *report.evidence], (44, 22, 16, 16, 16, 22)),
        "findings": (report.findings, (8, 10, 30, 36, 60, 60)),
        "sources": ([*report.sources, (), *grounds], (30, 110)),
    }
    return spreadsheet.to_xlsx(
        {say(f"report.{key}", lang): Sheet(rows, widths, HEADING_FILL) for key, (rows, widths) in tables.items()}
    )


def to_geojson(report: QualityReport, subject: CheckedLayer, judgement: QualityResult) -> bytes:
    """Write the layer, each feature with its findings in both languages, and the report's texts as a member."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for finding in judgement.findings:
        if finding.row is not None:
            entry = finding.as_json()
            found[finding.row].append({key: entry[key] for key in COLUMNS})
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
