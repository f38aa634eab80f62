"""The sheet as one HTML file: A4 across when printed, nothing fetched, every text escaped."""

from __future__ import annotations

from markupsafe import Markup

from layers.documents.bars_html import bars
from layers.documents.html_page import logo_of, render
from layers.documents.links import qr, warning_of
from layers.documents.locator_svg import drawing
from layers.documents.shortlist import Shortlist


def to_html(sheet: Shortlist) -> bytes:
    """Return the sheet as a page that stands alone."""
    return render(
        "shortlist",
        sheet.lang,
        title=sheet.title,
        sheet=sheet,
        logo=logo_of(sheet.branding, sheet.lang),
        map=drawing(sheet.locator, sheet.map_note, sheet.lang),
        code=_code(sheet.link),
        warning=warning_of(sheet.link, sheet.lang),
        bars=bars,
    )


def _code(link: str) -> Markup:
    code = qr(link)
    if code is None:
        return Markup("")
    return Markup(code.svg_inline(scale=2, border=4, dark="#000", light="#fff"))  # noqa: S704 (made of a QR code's squares only)
