"""Charts of planning as Altair values, for the page and for documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.planning.coverage import Coverage

INK, BAND, RULE = "#1A5BB8", "#a9c1e4", "#4d5660"


def curve_chart(curve: Sequence[Coverage], radii: Sequence[int], lang: Lang) -> alt.LayerChart:
    """Draw the covered share over the radius: a line, its bounds as a band, the selected radii dashed."""
    rows = [
        {"km": each.radius_km, **dict(zip(("low", "share", "high"), (each.total_share * 100).round(2), strict=True))}
        for each in curve
    ]
    frame = pd.DataFrame(rows)
    x = alt.X("km:Q", title=say("coverage.curve_x", lang), scale=alt.Scale(domain=[0, frame["km"].max()], nice=False))
    base = alt.Chart(frame).encode(x=x)
    y: dict[str, Any] = {"title": say("coverage.curve_y", lang), "scale": alt.Scale(domain=[0, 100])}
    band = base.mark_area(color=BAND, opacity=0.6).encode(y=alt.Y("low:Q", **y), y2="high:Q")
    tips = [alt.Tooltip("km:Q", title=say("coverage.curve_x", lang)), alt.Tooltip("share:Q", title=y["title"])]
    line = base.mark_line(color=INK, point=True).encode(y=alt.Y("share:Q", **y), tooltip=tips)
    rule = alt.Chart(pd.DataFrame({"km": list(radii)})).mark_rule(color=RULE, strokeDash=[4, 4]).encode(x=x)
    chart: alt.LayerChart = (band + line + rule).properties(height=240)
    return chart
