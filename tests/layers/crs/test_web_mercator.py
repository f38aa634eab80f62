"""What a view shows and what shapes need: one answer, on whichever paper or screen."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.briefing.presenter_page import view_of
from layers.briefing.scenes import Scene
from layers.catalogue.models import load_catalogue
from layers.config.branding import load_branding
from layers.crs.web_mercator import TILE, WINDOW, bounds_of_shapes, bounds_of_view
from layers.dataset.dataset import load_dataset
from layers.documents.deck import picture_of
from layers.static_map.page import still

EDITION = load_dataset(load_catalogue())


@given(st.one_of(st.text(max_size=20), st.from_regex(r"\A\d{1,2}/-?\d{1,2}/-?\d{1,3}\Z")))
def test_a_view_is_a_box_or_nothing(view: str) -> None:
    box = bounds_of_view(view)
    if box is not None:
        assert box[0] < box[2] <= box[0] + 360
        assert -85 <= box[1] < box[3] <= 85


@given(st.floats(3, 13), st.floats(-60, 60), st.floats(-180, 180))
def test_a_view_is_what_the_window_shows(zoom: float, lat: float, lon: float) -> None:
    zoom, lat, lon = round(zoom, 2), round(lat, 4), round(lon, 4)
    box = bounds_of_view(f"{zoom:.2f}/{lat:.4f}/{lon:.4f}")
    assert box is not None
    west, south, east, north = box
    pixels = TILE * 2**zoom
    assert (east - west) / 360 * pixels == pytest.approx(WINDOW[0])
    if -85 < south and north < 85:
        high = math.asinh(math.tan(math.radians(north))) - math.asinh(math.tan(math.radians(south)))
        assert high / (2 * math.pi) * pixels == pytest.approx(WINDOW[1])


@pytest.mark.parametrize("view", ["7.25/29.5000/106.5000", "3/45.2/88.1", "2/30/190"])
def test_a_scene_s_view_is_framed_alike_on_screen_and_paper(view: str) -> None:
    scene = Scene(title={"zh": "一"}, filters={"type": ("park",)}, view=view)
    map_spec = picture_of(scene, EDITION, "zh")
    assert map_spec.box == view_of(scene, EDITION).bounds == bounds_of_view(view)
    assert still(map_spec, load_branding()).groups


def test_shapes_across_180_degrees_need_the_narrower_way_round() -> None:
    ends = np.array([shapely.Point(106.5, 29.5), shapely.Point(-100, 40)], dtype=object)
    box = bounds_of_shapes(ends)
    assert box is not None
    assert box[0] < 106.5
    assert 260 < box[2] < 280
