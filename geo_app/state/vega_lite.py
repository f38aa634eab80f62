"""Charts as Streamlit is handed them: Vega-Lite as plain values, worked out once for equal questions.

Altair checks each part of a chart against its schema whenever it writes it out, a tenth of a second on a busy machine:
too long for each run of a page.
"""

from __future__ import annotations

from threading import Lock
from typing import Any

import altair as alt
import pyarrow as pa

Chart = alt.LayerChart | alt.FacetChart
_SETTING = Lock()  # Altair's options hold for the whole process


def spec(chart: Chart) -> dict[str, Any]:
    """Return a chart as Vega-Lite with its data inside, without Altair's own sizes: Streamlit sets them."""
    with _SETTING, alt.theme.enable("none"), alt.data_transformers.enable("default", consolidate_datasets=False):
        found: dict[str, Any] = chart.to_dict()
    if "values" in found.get("data", {}):  # what all layers share travels as Arrow
        found["data"]["values"] = pa.Table.from_pylist(found["data"]["values"])
    return found
