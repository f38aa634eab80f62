"""Write the locator map as SVG inside HTML; markupsafe escapes every text."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from layers.catalogue.entries import Lang
from layers.documents.locator_labels import DOT_MM, NAME_MM
from layers.documents.locator_map import Line, LocatorMap
from layers.i18n.messages import say

PATH = Markup('<path d="M{}"/>')
NUMBER = Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="1.8" fill="#1d2329"/><text x="{}" y="{}">{}</text>')
FIGURE = Markup(
    '<figure class=map><svg width="{w}mm" height="{h}mm" viewBox="0 0 {w} {h}" role="img" aria-label="{caption}">'
    '<rect width="{w}" height="{h}" fill="#faf7f0" stroke="#b9b4a6" stroke-width=".3"/>'
    '<g fill="none" stroke="#b9b4a6" stroke-width=".25">{outlines}</g>'
    '<g fill="none" stroke="#7fa3bd" stroke-width=".5">{rivers}</g>'
    '<g font-size="{size}" fill="#5f6570" text-anchor="middle" dominant-baseline="central">{names}</g>'
    '<g fill="none" stroke="#1d2329" stroke-width=".3">{leaders}</g>'
    '<g fill="#1d2329" stroke="#fff" stroke-width=".3">{dots}</g>'
    '<g font-size="{size}" font-weight="700" text-anchor="middle" dominant-baseline="central" fill="#fff">{numbers}</g>'
    "{bar}</svg><figcaption>{caption}</figcaption></figure>"
)


def drawing(locator: LocatorMap, caption: str, lang: Lang) -> Markup:
    """Return the map with its caption, empty without a map."""
    if not locator.district_index:
        return Markup("")
    names = (Markup('<text x="{}" y="{}">{}</text>').format(name.x, name.y, name.text) for name in locator.names)
    dots = (Markup('<circle cx="{}" cy="{}" r="{}"/>').format(x, y, DOT_MM / 2) for x, y in locator.dots)
    numbers = (
        NUMBER.format(f"{n.x - n.width / 2:.2f}", f"{n.y - n.height / 2:.2f}", n.width, n.height, n.x, n.y, n.text)
        for n in locator.numbers
    )
    return FIGURE.format(
        w=locator.width,
        h=locator.height,
        caption=caption,
        outlines=_paths(locator.district_index),
        rivers=_paths(locator.rivers),
        size=NAME_MM,
        names=Markup("").join(names),
        leaders=_paths((n.at, (n.x, n.y)) for n in locator.numbers if n.at),
        dots=Markup("").join(dots),
        numbers=Markup("").join(numbers),
        bar=_bar(locator, lang),
    )


def _paths(lines: Iterable[Line]) -> Markup:
    return Markup("").join(PATH.format(" L".join(f"{x:g},{y:g}" for x, y in line)) for line in lines)


def _bar(locator: LocatorMap, lang: Lang) -> Markup:
    length, km = locator.bar
    y = locator.height - 2
    return Markup(
        '<path d="M2,{top} V{y} H{end} V{top}" fill="none" stroke="#1d2329" stroke-width=".35"/>'
        '<text x="{text}" y="{y}" font-size="{size}">{km}</text>'
    ).format(
        top=y - 1,
        y=y,
        end=f"{2 + length:.2f}",
        text=f"{3.2 + length:.2f}",
        km=say("sheet.scale", lang, km=km),
        size=NAME_MM,
    )
