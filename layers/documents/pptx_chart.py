"""Write a scene's chart as a native PowerPoint chart: bars by series, or an indicator with its target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Mm, Pt

from layers.briefing.charts import Chart
from layers.formats.pptx_theme import SERIES, set_faces
from layers.text.control_characters import replace_unwritable

TYPE, HEADING, NOTE = 10, 12, 9  # points
MOST_STEPS = 6  # most steps of an axis of counts
LIGHTER = 0.4  # by which share a colour is lighter at its second use
GREYS = ("#222222", "#777777", "#ABABAB", "#DDDDDD")


def add_chart(slide: Any, chart: Chart, box: Sequence[float], *, grey: bool = False) -> None:
    """Add the chart at x, y, width, height mm; its numbers stay editable in the slide program's table."""
    data = CategoryChartData()
    data.categories = [replace_unwritable(label) for label in chart.labels]
    for _, name, values in chart.series:
        data.add_series(replace_unwritable(name), values)
    for name, value in chart.marks:
        data.add_series(replace_unwritable(name), [value] * len(chart.labels))
    kind = XL_CHART_TYPE.LINE_MARKERS if chart.kind == "line" else XL_CHART_TYPE.BAR_STACKED
    frame = slide.shapes.add_chart(kind, *(Mm(value) for value in box), data)
    frame.name = replace_unwritable(chart.title)
    drawn = frame.chart
    drawn.font.size = Pt(TYPE)
    set_faces(drawn.font)
    drawn.has_title = True
    drawn.chart_title.text_frame.text = replace_unwritable("\n".join((chart.title, *chart.note)))
    for number, paragraph in enumerate(drawn.chart_title.text_frame.paragraphs):
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(NOTE if number else HEADING), not number
            set_faces(run.font)
    drawn.has_legend = len(drawn.plots[0].series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    drawn.value_axis.has_major_gridlines = False
    if chart.kind == "bars":
        _count_in_wholes(drawn, chart)
    _colour(drawn, chart, grey=grey)


def _count_in_wholes(drawn: Any, chart: Chart) -> None:
    """Set whole steps on the axis, and a name at every row: programs leave out names that stand close."""
    most = max((sum(value or 0 for value in row) for row in zip(*(s[2] for s in chart.series), strict=True)), default=0)
    drawn.value_axis.major_unit = max(1, math.ceil(most / MOST_STEPS))
    drawn.value_axis.tick_labels.number_format = "0"
    drawn.value_axis.tick_labels.number_format_is_linked = False
    axis = drawn.category_axis._element  # noqa: SLF001 (no public way)
    skip = axis.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    axis.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def _colour(drawn: Any, chart: Chart, *, grey: bool) -> None:
    count = len(chart.series)
    for number, series in enumerate(drawn.plots[0].series):
        if chart.kind == "line":
            series.smooth = False
            _paint(series.format.line.color, number, grey=grey)
            if number >= count:  # a mark: the target
                series.format.line.dash_style = MSO_LINE.DASH
        else:
            series.format.fill.solid()
            _paint(series.format.fill.fore_color, number, grey=grey)
    if chart.kind == "bars":
        drawn.category_axis.reverse_order = True
        drawn.plots[0].gap_width, drawn.plots[0].overlap = 60, 100


def _paint(colour: Any, number: int, *, grey: bool) -> None:
    """Set the colour of a series: an accent of the theme, lighter once all are used, or a grey."""
    if grey:
        colour.rgb = RGBColor.from_string(GREYS[number % len(GREYS)][1:])
        return
    colour.theme_color = SERIES[number % len(SERIES)]
    if number >= len(SERIES):
        colour.brightness = LIGHTER
