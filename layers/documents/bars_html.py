"""Contributions as small labelled bars with number and name, readable without colour and without CSS."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

BAR = Markup('<li><span>{}</span><i><b style="width:{}%"></b></i><em>{}</em></li>')


def bars(shares: Iterable[tuple[str, float]], total: tuple[str, float] | None = None) -> Markup:
    """Format (title, share of 1) pairs as an HTML list; every title is escaped.

    A title may be any text. Widths are percentages of the whole, so that bars of different candidates compare.
    """
    rows = [*shares, *([total] if total else [])]
    items = [BAR.format(title, f"{100 * min(max(share, 0.0), 1.0):.1f}", f"{share:.2f}") for title, share in rows]
    return Markup('<ul class="bars">{}</ul>').format(Markup("").join(items))
