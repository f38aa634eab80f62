"""A scene's figure as a native PowerPoint chart: bars parted by series, or an indicator with its target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.util import Mm, Pt

from layers.briefing.figures import Chart
from layers.stills.ink import to_grey
from layers.stills.native import LATIN
from layers.stills.svg import clean

COLOURS = ("#0F5C6E", "#D08A2E", "#8A3B52", "#9AA3AB", "#4A6B2A", "#5C3A14", "#2A8CB0", "#C23E8C")
GREYS = ("#222222", "#777777", "#ABABAB", "#DDDDDD")


def add_chart(slide: Any, chart: Chart, box: Sequence[float], *, grey: bool = False) -> None:
    """Add the chart at x, y, width, height mm; its numbers stay editable in the slide program's table."""
    data = CategoryChartData()
    data.categories = [clean(label) for label in chart.labels]
    for _, name, values in chart.series:
        data.add_series(clean(name), values)
    for name, value in chart.marks:
        data.add_series(clean(name), [value] * len(chart.labels))
    kind = XL_CHART_TYPE.LINE_MARKERS if chart.kind == "line" else XL_CHART_TYPE.BAR_STACKED
    frame = slide.shapes.add_chart(kind, *(Mm(value) for value in box), data)
    frame.name = clean(chart.title)
    drawn = frame.chart
    drawn.font.size, drawn.font.name = Pt(10), LATIN
    drawn.has_title = True
    drawn.chart_title.text_frame.text = clean("\n".join((chart.title, *chart.note)))
    for number, paragraph in enumerate(drawn.chart_title.text_frame.paragraphs):
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(9 if number else 11), not number
    drawn.has_legend = len(drawn.plots[0].series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    drawn.value_axis.has_major_gridlines = False
    _colour(drawn, chart, grey=grey)


def _colour(drawn: Any, chart: Chart, *, grey: bool) -> None:
    count = len(chart.series)
    for number, series in enumerate(drawn.plots[0].series):
        colour = GREYS[number % len(GREYS)] if grey else COLOURS[number % len(COLOURS)]
        shade = RGBColor.from_string((to_grey(colour) if grey else colour)[1:])
        if chart.kind == "line":
            series.smooth = False
            series.format.line.color.rgb = shade
            if number >= count:  # a mark: the target
                series.format.line.dash_style = MSO_LINE.DASH
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = shade
    if chart.kind == "bars":
        drawn.category_axis.reverse_order = True
        drawn.plots[0].gap_width, drawn.plots[0].overlap = 60, 100
