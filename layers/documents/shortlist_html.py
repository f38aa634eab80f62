"""The sheet as one HTML file: A4 across when printed, nothing fetched, every text escaped by markupsafe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import segno
from markupsafe import Markup

from layers.catalogue.models import Lang
from layers.config.branding import Branding
from layers.documents.bars_html import bars
from layers.documents.links import is_local, warning_of
from layers.documents.locator_svg import drawing
from layers.documents.shortlist import Row, Shortlist
from layers.i18n.messages import say
from layers.suitability.comparison import ComparisonRow

PAGE = Markup(
    '<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta name="referrer" content="no-referrer"><title>{title}</title><style>{style}</style></head><body>'
    "<header><div>{logo}<h1>{title}</h1><p>{need}</p><ol>{names}</ol>"
    "{address}</div>{map}{code}</header>"
    "<main>{ranking}{sections}</main>"
    "<footer><h2>{notes_title}</h2><ul>{notes}</ul><p>{foot}</p></footer></body></html>"
)
ADDRESS = Markup('<p class=address><a href="{0}">{0}</a></p>')
STYLE = Markup(
    "@page{size:A4 landscape;margin:11mm}*{box-sizing:border-box}"
    "body{font:9.5pt/1.45 'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;color:#1d2329;"
    "max-width:275mm;margin:6mm auto;padding:0 4mm}"
    "h1{font-size:15pt;margin:0 0 1mm}.logo{display:block;max-height:12mm;max-width:45mm;margin:0 0 2mm}"
    "h2{font-size:11pt;margin:4mm 0 1.5mm}p{margin:0 0 1mm}"
    "header{display:flex;gap:6mm;justify-content:space-between;align-items:flex-start}header>div{flex:1}"
    "figure{margin:0;text-align:center;font-size:7.5pt;max-width:34mm}"
    "figure.map{max-width:90mm;text-align:left;flex:none}.map svg{max-width:100%;height:auto}"
    "header ol{margin:1mm 0;padding-left:5mm;font-size:11pt;font-weight:600}"
    ".address{font-size:6.5pt;overflow-wrap:anywhere;max-width:170mm}.address a{color:inherit}"
    "section.next{break-before:page}"
    "table{border-collapse:collapse;width:100%;table-layout:fixed}"
    "th,td{border:.2mm solid #b9b4a6;padding:.8mm 1.4mm;vertical-align:top;text-align:left;overflow-wrap:anywhere}"
    "thead{display:table-header-group}thead th{background:#f1ede3}tr{break-inside:avoid}"
    "th:first-child{width:34mm}.loose{table-layout:auto}.loose th:first-child{width:auto}.loose td{min-width:22mm}"
    ".sign{font-weight:700}section{break-inside:auto}"
    ".reasons{display:grid;grid-template-columns:1fr 1fr;gap:2mm 7mm}.reasons.of-3{grid-template-columns:1fr 1fr 1fr}"
    ".reason{break-inside:avoid;font-size:8pt}@media print{body{margin:0 auto;padding:0}}"
    "ul.bars{list-style:none;margin:0;padding:0;font-size:7.5pt}"
    "ul.bars li{display:grid;grid-template-columns:40mm 1fr 8mm;gap:2mm;align-items:center}"
    "ul.bars i{display:block;height:2.2mm;border:.2mm solid #8b8f94}"
    "ul.bars b{display:block;height:100%;background:#4d5660;print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}"
    "ul.bars em{font-style:normal;text-align:right}footer{font-size:8pt}footer ul{padding-left:4mm;margin:0}"
    "@media screen and (max-width:700px){header{flex-direction:column}section{overflow-x:auto}"
    ".reasons,.reasons.of-3{grid-template-columns:1fr}table{min-width:640px}}"
)


def to_html(sheet: Shortlist) -> bytes:
    """Return the sheet as a page that stands alone."""
    sections = [
        _section(say("sheet.comparison", sheet.lang), _lines(sheet.fields, sheet), "next"),
        _section(say("sheet.distances", sheet.lang), _lines(sheet.distances, sheet)),
        _section(say("sheet.facts", sheet.lang), _table(sheet.facts)) if len(sheet.facts) > 1 else Markup(""),
        _section(say("sheet.sources", sheet.lang), _table(sheet.sources)),
    ]
    page = PAGE.format(
        lang="zh-Hans" if sheet.lang == "zh" else "en",
        title=sheet.title,
        style=STYLE,
        logo=logo_of(sheet.branding, sheet.lang),
        need=sheet.requirements,
        names=Markup("").join(Markup("<li>{}</li>").format(name) for name in sheet.names),
        address=_address(sheet),
        code=_code(sheet),
        map=drawing(sheet.locator, sheet.map_note, sheet.lang),
        foot=sheet.foot,
        ranking=_reasons(sheet),
        sections=Markup("").join(sections),
        notes_title=say("sheet.notes", sheet.lang),
        notes=Markup("").join(Markup("<li>{}</li>").format(note) for note in sheet.notes),
    )
    return page.encode()


def logo_of(branding: Branding, lang: Lang) -> Markup:
    """Return the operator's logo as an element, or nothing."""
    if not (address := branding.logo_address):
        return Markup("")
    return Markup('<img class=logo src="{}" alt="{}">').format(address, branding.organisation_in(lang))


def _address(sheet: Shortlist) -> Markup:
    """Return the link in words, beside it the warning where others cannot open it."""
    if not sheet.link:
        return Markup("")
    warning = warning_of(sheet.link, sheet.lang)
    return ADDRESS.format(sheet.link) + (Markup("<p class=local>{}</p>").format(warning) if warning else "")


def qr(link: str) -> segno.QRCode | None:
    """Return the code of an address; None where it is empty, too long for one, or opens on this machine only."""
    try:
        return segno.make(link, error="l", micro=False) if link and not is_local(link) else None
    except segno.DataOverflowError:
        return None


def _code(sheet: Shortlist) -> Markup:
    code = qr(sheet.link)
    if code is None:
        return Markup("")
    drawing = Markup(code.svg_inline(scale=2, border=4, dark="#000", light="#fff"))  # noqa: S704 (made of a QR code's squares only)
    return Markup("<figure>{}<figcaption>{}</figcaption></figure>").format(drawing, say("sheet.link", sheet.lang))


def _section(title: str, body: Markup, kind: str = "") -> Markup:
    named = Markup(" class={}").format(kind) if kind else ""
    return Markup("<section{}><h2>{}</h2>{}</section>").format(named, title, body)


def _reasons(sheet: Shortlist) -> Markup:
    if not sheet.reasons:
        return Markup("")
    items = [
        Markup("<div class=reason><strong>{}</strong> — {}<br>{}{}</div>").format(
            name,
            reason.span,
            reason.why,
            bars(reason.shares, (say("invest.total", sheet.lang), reason.value)) if reason.value is not None else "",
        )
        for name, reason in zip(sheet.numbered, sheet.reasons, strict=True)
    ]
    body = Markup('<div class="reasons of-{}">{}</div>').format(sheet.reason_columns, Markup("").join(items))
    return _section(say("sheet.ranking", sheet.lang), body)


def _lines(lines: Iterable[ComparisonRow], sheet: Shortlist) -> Markup:
    """Return a comparison as a table; ≠ stands where the places differ."""
    head = Markup("").join(Markup("<th scope=col>{}</th>").format(name) for name in sheet.numbered)
    rows = [
        Markup("<tr><th scope=row>{}{}</th>{}</tr>").format(
            line.title,
            Markup(" <span class=sign>{}</span>").format(say("compare.yes", sheet.lang)) if line.differs else "",
            Markup("").join(Markup("<td>{}</td>").format(cell) for cell in line.cells),
        )
        for line in lines
    ]
    field = say("compare.field", sheet.lang)
    return Markup("<table><thead><tr><th scope=col>{}</th>{}</tr></thead><tbody>{}</tbody></table>").format(
        field, head, Markup("").join(rows)
    )


def _table(rows: Sequence[Row]) -> Markup:
    """Return rows as a table whose columns are as wide as their texts ask for."""
    head = Markup("").join(Markup("<th scope=col>{}</th>").format(cell) for cell in rows[0])
    body = [
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in rows[1:]
    ]
    return Markup("<table class=loose><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        head, Markup("").join(body)
    )
