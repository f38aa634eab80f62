"""The theme of our slides, with fonts and colours, so that another template changes the whole deck."""

from __future__ import annotations

from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RELATED
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import XmlPart
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

# on every Windows and Mac with PowerPoint or WPS; elsewhere the program substitutes a font
FONTS = {"latin": "Arial", "ea": "Microsoft YaHei"}
COLOURS = {
    "dk1": "1D2329", "lt1": "FFFFFF", "dk2": "5C6670", "lt2": "EEF1F3",
    "accent1": "0F5C6E", "accent2": "D08A2E", "accent3": "8A3B52", "accent4": "9AA3AB", "accent5": "4A6B2A",
    "accent6": "2A8CB0", "hlink": "0F5C6E", "folHlink": "5C6670",
}  # fmt: skip
INK, SOFT = MSO_THEME_COLOR.TEXT_1, MSO_THEME_COLOR.TEXT_2
ACCENT, REVIEW = MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_3
SERIES = tuple(getattr(MSO_THEME_COLOR, f"ACCENT_{number}") for number in range(1, 7))
SCHEME = {"#1D2329": "tx1", "#5C6670": "tx2", "#FFFFFF": "bg1"}  # our own inks, as a text beside a map names them
HEADINGS, BODY = "mj", "mn"


def set_theme(holder: Any) -> None:
    """Put our fonts and colours into the theme of a slide master or of the notes' master."""
    part = holder.part.part_related_by(RELATED.THEME)
    root = part._element if isinstance(part, XmlPart) else parse_xml(part.blob)  # noqa: SLF001 (no public way)
    for name, colour in COLOURS.items():
        (slot,) = root.iter(qn(f"a:{name}"))
        for known in list(slot):
            slot.remove(known)
        slot.append(slot.makeelement(qn("a:srgbClr"), {"val": colour}))
    for kind in ("majorFont", "minorFont"):
        (fonts,) = root.iter(qn(f"a:{kind}"))
        for name, face in FONTS.items():
            fonts.find(qn(f"a:{name}")).set("typeface", face)
    if not isinstance(part, XmlPart):  # python-pptx holds the notes' theme as XML, the slides' theme as bytes
        part._blob = serialize_part_xml(root)  # noqa: SLF001


def set_faces(font: Any, role: str = BODY) -> None:
    """Set a font of python-pptx to the theme's fonts, for Latin and Chinese letters."""
    font.name = f"+{role}-lt"
    latin = font._rPr.get_or_add_latin()  # noqa: SLF001 (no public way)
    for known in font._rPr.findall(qn("a:ea")):  # noqa: SLF001
        font._rPr.remove(known)  # noqa: SLF001
    latin.addnext(latin.makeelement(qn("a:ea"), {"typeface": f"+{role}-ea"}))


def faces(role: str = BODY) -> str:
    """Return the theme's fonts as XML of a run."""
    return f'<a:latin typeface="+{role}-lt"/><a:ea typeface="+{role}-ea"/>'
