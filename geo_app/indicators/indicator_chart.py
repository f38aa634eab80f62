"""How the chart of an indicator is drawn: a Vega-Lite specification, readable in grey, complete without a network."""

from __future__ import annotations

from typing import Any

from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.monitoring.chart_data import ChartData, Series, title
from layers.monitoring.indicators import Indicator

INK, QUIET, PAPER, BAND, ACCENT, OWN = "#22302F", "#5D6770", "#FBFAF6", "#ECE8DD", "#0F5C6E", "#8F5200"
HEIGHT = 360
LEGENDS = {"bottom": {"direction": "vertical", "anchor": "start", "margin": 6}}
BELOW: tuple[Series, ...] = ("own", "background")  # their labels hang under the point, out of the others' way
LINED: tuple[Series, ...] = ("comparable", "own")
# as in .streamlit/config.toml: fonts of the visitor's own system
FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"
# series → (shape, colour, filled): what is judged is filled, what is only shown is hollow
MARKS: dict[Series, tuple[str, str, bool]] = {
    "base": ("square", INK, True),
    "target": ("M0,-1L0.25,-0.3L1,-0.3L0.4,0.15L0.6,0.9L0,0.45L-0.6,0.9L-0.4,0.15L-1,-0.3L-0.25,-0.3Z", INK, True),
    "comparable": ("circle", ACCENT, True),
    "own": ("triangle-up", OWN, True),
    "scope": ("diamond", QUIET, False),
    "derived": ("triangle-down", QUIET, False),
    "part": ("circle", QUIET, False),
    "background": ("square", QUIET, False),
}


def spec(plot: ChartData, indicator: Indicator, lang: Lang) -> dict[str, Any]:
    """Return the specification of the chart of one indicator, its axis titled with the unit."""
    titles = {series: title(series, lang) for series in plot.series}
    return {
        "height": HEIGHT,
        "width": "container",
        "autosize": {"type": "fit", "contains": "padding"},
        "usermeta": {"embedOptions": {"actions": False}},
        "encoding": {"x": _x(plot), "y": _y(indicator, lang)},
        "layer": [
            _band(plot),
            _path(plot, say("indicators.series_path", lang)),
            *_lines(plot),
            _points(plot, titles, lang),
            *_labels(plot),
        ],
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {"labelFontSize": 13, "titleFontSize": 13, "labelColor": INK, "titleColor": INK},
            "legend": {"labelFontSize": 13, "labelColor": INK, "labelLimit": 260, "title": None, "layout": LEGENDS},
        },
    }


def _x(plot: ChartData) -> dict[str, Any]:
    return {
        "field": "year",
        "type": "ordinal",
        "scale": {"domain": plot.years},
        "axis": {"title": None, "labelAngle": 0, "ticks": False, "domainColor": QUIET, "grid": False},
    }


def _y(indicator: Indicator, lang: Lang) -> dict[str, Any]:
    axis = {
        "title": indicator.unit.say(lang),
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "end",
        "titleY": -14,
        "titleX": 0,
        "tickCount": 5,
        "gridColor": "#E3DFD3",
        "format": ",~f",
    }
    # sums begin at nothing; other values are set apart by leaving room around them
    scale = {"zero": True} if indicator.cumulative else {"zero": False, "padding": 22}
    return {"field": "value", "type": "quantitative", "scale": {**scale, "nice": True}, "axis": axis}


def _band(plot: ChartData) -> dict[str, Any]:
    """Draw a pale band over each year without a value to assess."""
    return {
        "data": {"values": [{"year": year} for year in plot.open_years]},
        "mark": {"type": "bar", "color": BAND, "width": {"band": 0.96}},
        "encoding": {"y": {"value": 0}, "y2": {"value": "height"}},
    }


def _path(plot: ChartData, name: str) -> dict[str, Any]:
    rows = [{**row, "path": name} for row in plot.path]
    return {
        "data": {"values": rows},
        "mark": {"type": "line", "color": QUIET, "strokeWidth": 1.75},
        "encoding": {
            "strokeDash": {
                "field": "path",
                "type": "nominal",
                "scale": {"domain": [name], "range": [[6, 4]]},
                "legend": {"orient": "bottom", "direction": "horizontal", "symbolSize": 300},
            }
        },
    }


def _lines(plot: ChartData) -> list[dict[str, Any]]:
    """Lines between neighbouring years; a layer for each series, for a shared colour scale would join the legend."""
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "line", "strokeWidth": 2.25, "color": MARKS[series][1]},
            "encoding": {"detail": {"field": "run"}},
        }
        for series in LINED
        if (rows := [row for row in plot.lines if row["series"] == series])
    ]


def _points(plot: ChartData, titles: dict[Series, str], lang: Lang) -> dict[str, Any]:
    marks = [MARKS[series] for series in plot.series]
    domain = [titles[series] for series in plot.series]
    legend = {"orient": "bottom", "columns": {"expr": "width < 420 ? 2 : 4"}, "symbolSize": 130, "symbolOpacity": 1}

    def by_series(values: list[str]) -> dict[str, Any]:
        scale = {"domain": domain, "range": values}
        return {"field": "title", "type": "nominal", "scale": scale, "legend": legend}

    return {
        "data": {"values": [{**point, "title": titles[point["series"]]} for point in plot.points]},
        "mark": {"type": "point", "size": 120, "strokeWidth": 2, "opacity": 1, "filled": False},
        "encoding": {
            "shape": by_series([shape for shape, _, _ in marks]),
            "stroke": by_series([colour for _, colour, _ in marks]),
            "fill": by_series([colour if filled else PAPER for _, colour, filled in marks]),
            "tooltip": [
                {"field": "year", "type": "ordinal", "title": say("indicators.col_year", lang)},
                {"field": "text", "type": "nominal", "title": say("indicators.col_value", lang)},
                {"field": "note", "type": "nominal", "title": say("indicators.col_use", lang)},
            ],
        },
    }


def _labels(plot: ChartData) -> list[dict[str, Any]]:
    """Draw the value beside each point, readable without hovering; on a white ground, so that no line crosses it."""
    layers = []
    for rows, dy in (
        ([point for point in plot.points if point["series"] not in BELOW], -15),
        ([point for point in plot.points if point["series"] in BELOW], 17),
    ):
        text = {"type": "text", "align": "center", "baseline": "middle", "dy": dy, "fontSize": 13}
        paper = {**text, "color": PAPER, "stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
        layer = {"data": {"values": rows}, "encoding": {"text": {"field": "label", "type": "nominal"}}}
        if rows:
            layers += [{**layer, "mark": paper}, {**layer, "mark": {**text, "color": INK}}]
    return layers
