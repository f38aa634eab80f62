"""Write drawings as SVG: named groups, text as text, and the needed glyphs of its fonts in the file."""

from __future__ import annotations

import base64
import io
import pathlib
from xml.etree import ElementTree as ET

import numpy as np
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from layers.arrays import Floats
from layers.formats.drawing import MM_PER_PT, Drawing, Path, Text
from layers.formats.fonts import FAMILY as FONT
from layers.formats.fonts import SECOND_FAMILY, font_file, second_font_file
from layers.formats.glyphs import runs
from layers.text.control_characters import replace_unwritable

XML = "http://www.w3.org/2000/svg"
FAMILY = f"'{FONT}','{SECOND_FAMILY}','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
ANCHOR = {"left": "start", "center": "middle", "right": "end"}


def to_svg(drawing: Drawing, title: str = "", *, font: bool = True) -> bytes:
    """Write the drawing as SVG of its size in mm; `font` embeds the used glyphs.

    Raises
    ------
    FontError
        If `font` is set and the font is missing.
    """
    wide, high = f"{drawing.width:g}", f"{drawing.height:g}"
    root = ET.Element("svg", xmlns=XML, width=f"{wide}mm", height=f"{high}mm", viewBox=f"0 0 {wide} {high}", role="img")
    root.set("font-family", FAMILY)
    ET.SubElement(root, "title").text = replace_unwritable(title)
    if font:
        ET.SubElement(root, "style").text = _font_face(drawing)
    ET.SubElement(root, "rect", width=wide, height=high, fill="#FFFFFF")
    for group in drawing.groups:
        node = ET.SubElement(root, "g", {"class": group.role})
        if group.id:
            node.set("id", f"{group.role}-{group.id}" if not group.id.startswith(group.role) else group.id)
        if group.name:
            ET.SubElement(node, "title").text = replace_unwritable(group.name)
        for item in group.items:
            _path(node, item) if isinstance(item, Path) else _text(node, item)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _path(parent: ET.Element, path: Path) -> None:
    node = ET.SubElement(parent, "path", d=" ".join(_d(ring, closed=path.closed) for ring in path.rings))
    node.set("fill", path.fill or "none")
    if path.fill and len(path.rings) > 1:
        node.set("fill-rule", "evenodd")
    if path.stroke is None:
        return
    stroke = path.stroke
    node.set("stroke", stroke.colour)
    node.set("stroke-width", f"{stroke.width:.3g}")
    node.set("stroke-linejoin", "round")
    if stroke.round:
        node.set("stroke-linecap", "round")
    if stroke.dash:
        node.set("stroke-dasharray", " ".join(f"{part:.3g}" for part in stroke.dash))


def _d(ring: Floats, *, closed: bool) -> str:
    points = "L".join(f"{x:g} {y:g}" for x, y in np.round(ring, 2))
    return f"M{points}Z" if closed else f"M{points}"


def _text(parent: ET.Element, text: Text) -> None:
    node = ET.SubElement(parent, "text", {"font-size": f"{text.size * MM_PER_PT:.3f}", "fill": text.colour})
    node.set("text-anchor", ANCHOR[text.align])
    if text.halo:
        node.set("stroke", "#FFFFFF")
        node.set("stroke-width", f"{text.size * MM_PER_PT * 0.24:.3f}")
        node.set("stroke-linejoin", "round")
        node.set("paint-order", "stroke")
    for line, baseline in text.baselines():
        row = ET.SubElement(node, "tspan", x=f"{text.x:.2f}", y=f"{baseline:.2f}")
        row.text = replace_unwritable(line)


def _font_face(drawing: Drawing) -> str:
    """Return a style with the glyphs of this drawing; the licences (OFL, Bitstream Vera) allow embedding."""
    texts = (item for group in drawing.groups for item in group.items if isinstance(item, Text))
    used = {letter for text in texts for line in text.lines for letter in line}
    faces: dict[int, str] = {0: ""}  # number of the font → its letters
    for letters, face in (piece for letter in sorted(used) for piece in runs(letter)):
        faces[face] = faces.get(face, "") + letters
    families = zip((FONT, SECOND_FAMILY), (font_file(), second_font_file()), strict=True)
    return "".join(_face(name, file, faces[n]) for n, (name, file) in enumerate(families) if file and n in faces)


def _face(family: str, file: pathlib.Path, letters: str) -> str:
    options = Options(layout_features=[], name_IDs=[1, 2, 13, 14], notdef_outline=True, hinting=False)
    with TTFont(file, lazy=True) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=letters)
        subsetter.subset(font)
        kept = io.BytesIO()
        font.save(kept)
    data = base64.b64encode(kept.getvalue()).decode("ascii")
    return f"@font-face{{font-family:'{family}';src:url(data:font/ttf;base64,{data}) format('truetype')}}"
