"""Write drawings as PNG, with matplotlib but without its global state."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import Normal, withStroke

from layers.arrays import Floats
from layers.formats.drawing import Drawing, Path, Stroke, Text
from layers.formats.fonts import font_file, second_font_file
from layers.formats.text_layout import pieces

DPI = 300
PT_PER_MM = 72 / 25.4


def to_png(drawing: Drawing, dpi: int = DPI, *, small: bool = True) -> bytes:
    """Render the drawing as PNG of its size at `dpi`, on white; without `small` the file is larger and ready sooner.

    Raises
    ------
    FontError
        If the Chinese font is missing; without it names would be empty boxes.
    """
    faces = [FontProperties(fname=file) for file in (font_file(), second_font_file()) if file]
    figure = Figure(figsize=(drawing.width / 25.4, drawing.height / 25.4), dpi=dpi, facecolor="white")
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, drawing.width), ylim=(drawing.height, 0))
    axes.set_axis_off()
    layer = 0
    for group in drawing.groups:
        for item in group.items:
            layer += 1
            if isinstance(item, Path):
                axes.add_patch(_patch(item, layer))
                continue
            for x, baseline, piece, face in pieces(item):
                axes.text(
                    x, baseline, piece, fontproperties=faces[face], fontsize=item.size, color=item.colour,
                    zorder=layer, ha="left", va="baseline", parse_math=False, path_effects=_halo(item),
                )  # fmt: skip
    file = io.BytesIO()
    canvas.print_png(file, pil_kwargs={"dpi": (dpi, dpi), "compress_level": 6 if small else 1})
    return file.getvalue()


def _halo(text: Text) -> list[Normal | withStroke]:
    return [withStroke(linewidth=text.size * 0.28, foreground="white"), Normal()] if text.halo else []


def _patch(path: Path, layer: int) -> PathPatch:
    stroke = path.stroke or Stroke("#000000", 0)
    dash = tuple(part / stroke.width for part in stroke.dash) if stroke.width else ()
    cap = "round" if stroke.round else "butt"
    return PathPatch(
        outline(path.rings, closed=path.closed),
        facecolor=path.fill or "none",
        edgecolor=stroke.colour if path.stroke else "none",
        linewidth=stroke.width * PT_PER_MM,
        linestyle=(0, dash) if dash else "solid",
        capstyle=cap,
        joinstyle="round",
        zorder=layer,
    )


def outline(rings: Sequence[Floats], *, closed: bool) -> Outline:
    """Convert rings to one path of matplotlib."""
    points, codes = [], []
    for ring in rings:
        points.append(np.vstack([ring, ring[:1]]) if closed else ring)
        code = np.full(len(points[-1]), Outline.LINETO, dtype=Outline.code_type)
        code[0] = Outline.MOVETO
        if closed:
            code[-1] = Outline.CLOSEPOLY
        codes.append(code)
    return Outline(np.concatenate(points), np.concatenate(codes))
