"""The planner's map as a scene: its kinds, or the cell looked at, with their counts by region beside it."""

from __future__ import annotations

from geo_app.state.url import ViewState
from geo_app.widgets import scene_button
from layers.briefing.scenes import TODAY, SceneChart
from layers.dataset.dataset import Dataset
from layers.planning.matrix import NOWHERE, OUTSIDE


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the button where the map shows something; rings and drafts are no features and stay on the page."""
    filters = _filters(visitor, dataset)
    if filters:
        rows = "type" if "type" in filters else "kind"
        scene_button.show(visitor, dataset, figure=SceneChart(rows=rows, columns="region"), filters=filters)


def _filters(visitor: ViewState, dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """Return the filters that keep what the planner's map shows."""
    planning_query = visitor.planning_query
    place, column = planning_query.place_and_column
    if "matrix" not in planning_query.sections or place in {"", OUTSIDE, NOWHERE}:
        return {"kind": planning_query.kinds} if planning_query.kinds else {}
    of = "type" if column in dataset.catalogue.types else "kind"
    district = TODAY if visitor.district_vintage == "37" else "district"
    return {of: (column,), "region" if place in dataset.catalogue.regions else district: (place,)}
