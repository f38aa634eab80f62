"""Write drawings as native PowerPoint shapes: freeforms with holes, lines and text boxes, named and grouped.

This module writes the XML itself in a tenth of a second. python-pptx's own builder of freeforms takes 11 s for the
overview map (22,000 vertices), because it walks all shapes for each new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np
from markupsafe import escape
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from layers.catalogue.entries import Lang
from layers.formats.drawing import Drawing, Group, Item, Path, Stroke, Text
from layers.formats.pptx_theme import SCHEME, faces
from layers.text.control_characters import replace_unwritable

EMU_PER_MM = 36_000
WIDER = 1.1  # how much wider than ours the reader's letters may be
LANGUAGE: dict[Lang, str] = {"zh": "zh-CN", "en": "en-US"}
ALIGN = {"left": "l", "center": "ctr", "right": "r"}
GLOW = (
    '<a:effectLst><a:glow rad="25400"><a:srgbClr val="FFFFFF"><a:alpha val="85000"/></a:srgbClr></a:glow></a:effectLst>'
)
Box = tuple[int, int, int, int]  # x, y, width, height in EMU


@dataclass
class ShapeWriter:
    """Writer of drawings on one slide, with unique ids for all shapes.

    Attributes
    ----------
    slide, lang
        The slide, and the language of its texts.
    """

    slide: Any
    lang: Lang = "zh"
    numbers: Iterator[int] = field(default_factory=lambda: count(1000))
    themed: bool = field(default=False, init=False)

    def put(
        self, drawing: Drawing, x: float, y: float, name: str, description: str = "", *, themed: bool = False
    ) -> None:
        """Add a drawing as one group named `name` with its upper left corner at x, y mm.

        With `themed`, texts take the theme's colours, for texts on the slide itself. On the map's own background they
        keep their colours, because that background does not change.
        """
        self.themed = themed
        members = [made for group in drawing.moved(x, y) if (made := self._group(group))]
        if members:
            self.slide.shapes._spTree.append(parse_xml(self._grouped(members, name, description, root=True)))  # noqa: SLF001 (python-pptx has no public way to add XML)

    def _group(self, group: Group) -> tuple[str, Box] | None:
        made = [self._item(item, group.name or group.role) for item in group.items]
        if not made:
            return None
        if len(made) == 1:
            return made[0]
        return self._grouped(made, group.name or group.role), _around([box for _, box in made])

    def _grouped(
        self, members: Sequence[tuple[str, Box]], name: str, description: str = "", *, root: bool = False
    ) -> str:
        x, y, wide, high = _around([box for _, box in members])
        place = f'<a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/>'
        inner = place.replace("off", "chOff").replace("a:ext", "a:chExt")
        return (
            f"<p:grpSp{' ' + nsdecls('p', 'a') if root else ''}><p:nvGrpSpPr>{self._label(name, description)}"
            f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{place}{inner}</a:xfrm></p:grpSpPr>"
            f"{''.join(xml for xml, _ in members)}</p:grpSp>"
        )

    def _label(self, name: str, description: str = "") -> str:
        alt_text = f' descr="{_said(description)}"' if description else ""
        return f'<p:cNvPr id="{next(self.numbers)}" name="{_said(name)}"{alt_text}/>'

    def _item(self, item: Item, name: str) -> tuple[str, Box]:
        return self._text(item, name) if isinstance(item, Text) else self._path(item, name)

    def _path(self, path: Path, name: str) -> tuple[str, Box]:
        rings = [np.rint(ring * EMU_PER_MM).astype(int) for ring in path.rings]
        low = np.min([ring.min(axis=0) for ring in rings], axis=0)
        wide, high = np.maximum(np.max([ring.max(axis=0) for ring in rings], axis=0) - low, 1)
        close = "<a:close/>" if path.closed else ""
        course = "".join(_ring(ring - low) + close for ring in rings)
        box = (int(low[0]), int(low[1]), int(wide), int(high))
        fill = "" if path.fill else ' fill="none"'
        return (
            f"<p:sp><p:nvSpPr>{self._label(name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_frame(box)}<a:custGeom><a:avLst/>"
            '<a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{wide}" h="{high}"{fill}>{course}</a:path></a:pathLst></a:custGeom>'
            f"{_solid(path.fill)}{_line(path.stroke)}</p:spPr></p:sp>"
        ), box

    def _text(self, text: Text, name: str) -> tuple[str, Box]:
        room = text.width * WIDER + 1
        left = {"left": text.x, "center": text.x - room / 2, "right": text.x - room}[text.align]
        high = len(text.lines) * text.line_height
        box = tuple(round(value * EMU_PER_MM) for value in (left, text.y, room, high))
        glow = GLOW if text.halo else ""
        ink = _scheme(text.colour) if self.themed and text.colour in SCHEME else _solid(text.colour)
        letters = (
            f'<a:rPr lang="{LANGUAGE[self.lang]}" sz="{round(text.size * 100)}" dirty="0">{ink}{glow}{faces()}</a:rPr>'
        )
        rows = "".join(
            f'<a:p><a:pPr algn="{ALIGN[text.align]}"/><a:r>{letters}<a:t>{_said(line)}</a:t></a:r></a:p>'
            for line in text.lines
        )
        return (
            f'<p:sp><p:nvSpPr>{self._label(name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{_frame(box)}'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>'
            '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>'
            f"{rows}</p:txBody></p:sp>"
        ), box  # type: ignore[return-value]  # four of them


def _said(text: str) -> str:
    """Return text for an attribute or element: escaped, without what XML cannot hold."""
    return str(escape(replace_unwritable(text)))


def _ring(points: Any) -> str:
    first, *others = [f'<a:pt x="{x}" y="{y}"/>' for x, y in points.tolist()]
    return f"<a:moveTo>{first}</a:moveTo>" + "".join(f"<a:lnTo>{point}</a:lnTo>" for point in others)


def _frame(box: Sequence[int]) -> str:
    x, y, wide, high = box
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'


def _solid(colour: str | None) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>' if colour else "<a:noFill/>"


def _scheme(colour: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{SCHEME[colour]}"/></a:solidFill>'


def _line(stroke: Stroke | None) -> str:
    if stroke is None:
        return "<a:ln><a:noFill/></a:ln>"
    # lengths in thousandths of a per cent of the line's width; a dot is as long as a round cap makes it
    parts = [max(round(part / stroke.width * 100_000), 1000) for part in stroke.dash]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    dash = "".join(f'<a:ds d="{ink}" sp="{gap}"/>' for ink, gap in pairs)
    custom = f"<a:custDash>{dash}</a:custDash>" if dash else ""
    cap = "rnd" if stroke.round else "flat"
    return f'<a:ln w="{round(stroke.width * EMU_PER_MM)}" cap="{cap}">{_solid(stroke.colour)}{custom}<a:round/></a:ln>'


def _around(boxes: Sequence[Box]) -> Box:
    x, y = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return x, y, right - x, bottom - y
