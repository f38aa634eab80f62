"""A visitor's own layers on the map: sent once, from the memory of the server, at an address of this session."""

from __future__ import annotations

from typing import Any

from streamlit import runtime

from geo_app.server import first_paint
from geo_app.state import script_run, session, view_state
from geo_app.state.uploaded_layers import UploadedLayer, current, selected_row, uploaded_layers
from layers.crs.gcj02 import DATUMS
from layers.i18n.findings import Finding
from layers.quality.layer import Correction
from layers.quality.layer_filter import LayerFilter
from layers.web_map.folium_map import bitset

PREVIEW, FOCUS, PAINTED = "own-preview", "own-focus", "own-painted"
MARKS = 300
# relative to streamlit-folium's frame, which lies at component/<its name>/index.html
MEDIA = "../.."


def overlay(*, heard: bool = False) -> dict[str, Any] | None:
    """Return what the map draws of the visitor's own layers, and whether it tells of clicks on them.

    None where there is none, or no server.
    """
    if not uploaded_layers() or not runtime.exists():
        return None
    layers = [_layer(one, number) for number, one in enumerate(uploaded_layers())]
    last = uploaded_layers()[-1]
    if preview := previewed():
        layers.append({"url": _address(last.preview(preview).content, "own-preview")})
    marks: list[list[Any]] = [[*(f.point or ()), f.severity] for f in marked(last)]
    if (row := selected_row()) is not None and last.mask()[row] and (place := last.layer.place(row)):
        marks.append([*place, "note"])
    painted = script_run.once_per_run(PAINTED, view_state.expect_first_paint) if _is_checked_next(last) else None
    parts = {"layers": layers, "marks": marks, "focus": session.get(FOCUS), "heard": heard, "painted": painted}
    return {key: value for key, value in parts.items() if value}


def marked(one: UploadedLayer) -> list[Finding]:
    """Return the findings of a layer that the map rings."""
    findings = one.results[0].findings if one.results else ()
    return [finding for finding in findings if finding.point and finding.severity != "note"][:MARKS]


def wait() -> None:
    """Let a layer just brought be painted before the rest of the page is sent, which would hold up both ends."""
    first_paint.wait(script_run.current().pins.pop(PAINTED, None))


def _is_checked_next(one: UploadedLayer) -> bool:
    return not one.results and "own" in view_state.current().planning_query.sections


def previewed() -> Correction | None:
    """Return the correction that the visitor looks at on the map without having made it."""
    found: Correction | None = session.get(PREVIEW)
    return found if found in DATUMS else None


def go(point: tuple[float, float] | None) -> None:
    """Let the map go to a place with its next drawing."""
    session.set_default(FOCUS, {"to": list(point)} if point else None)


def see() -> None:
    """Let the map go to where the layer looked at lies, again each time it is asked to.

    No argument: Streamlit keeps those of a button for as long as the session lives, and the layer's file with them.
    """
    if (one := current()) is None:
        return
    before = session.get(FOCUS) or {}
    session.set_default(FOCUS, {"to": list(one.layer.extent), "again": before.get("again", 0) + 1})
    view_state.mark_touched()


def _layer(one: UploadedLayer, number: int) -> dict[str, Any]:
    layer = {"url": _address(one.drawn.content, f"own-{number}")}
    if one.cut != LayerFilter() and one.results:
        layer["kept"] = bitset(one.mask())
    return layer


def _address(content: bytes, place: str) -> str:
    """Put content into Streamlit's memory of files, which forgets it with the session, and return its address.

    The name is a hash of the content with the layer's secret in it: nobody else can ask for it.
    """
    files = runtime.get_instance().media_file_mgr
    return MEDIA + files.add(content, "application/octet-stream", place)
