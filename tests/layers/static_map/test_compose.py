"""What a picture shows and where: frames, marks, names, legend, and that nothing needs colour."""

import itertools
import re

import numpy as np
import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.catalogue.models import load_catalogue
from layers.config.branding import Branding
from layers.dataset.dataset import Dataset
from layers.formats.drawing import Group, Path, Text
from layers.formats.text_layout import width, wrap
from layers.i18n.messages import load_words
from layers.static_map.compose import MapDrawing, MapFormat, compose
from layers.static_map.projection import PaperProjection
from layers.static_map.symbols import icons
from tests.layers.conftest import Draw

GREY = re.compile(r"^#([0-9A-F]{2})\1\1$", re.IGNORECASE)
SHOWN = [
    {},
    {"platform_type": ("park", "strategic"), "lang": "en"},
    {"platform_type": ("corridor",)},
    {"regions": ("northeast",), "time": "now"},
]


def drawn(map_spec: Draw, branding: Branding, **values: object) -> MapDrawing:
    return compose(map_spec(**values), MapFormat(180, 140), branding)


def box_of(group: Group) -> tuple[float, float, float, float]:
    (text,) = [item for item in group.items if isinstance(item, Text)]
    left = {"left": text.x, "center": text.x - text.width / 2, "right": text.x - text.width}[text.align]
    return left, text.y, left + text.width, text.y + len(text.lines) * text.line_height


@pytest.mark.parametrize("values", SHOWN, ids=str)
def test_names_lie_in_the_frame_and_never_over_each_other(
    map_spec: Draw, branding: Branding, values: dict[str, object]
) -> None:
    labels = drawn(map_spec, branding, **values).drawing.of("label")
    assert len(labels) > 10
    boxes = [box_of(label) for label in labels]
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= 180
        assert bottom <= 140
    for a, b in itertools.combinations(boxes, 2):
        assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]


def test_every_placed_part_in_the_frame_has_one_mark(map_spec: Draw, branding: Branding) -> None:
    shown = map_spec(platform_type=("park",))
    marks = compose(shown, MapFormat(180, 140), branding).marks
    points = sum(len(place.geoms) if hasattr(place, "geoms") else 1 for place in shown.shown.geometry)
    assert len(marks) == len({(mark.id, mark.part) for mark in marks}) == points


def test_marks_that_collide_are_set_apart_and_tied_to_their_place(map_spec: Draw, branding: Branding) -> None:
    made = drawn(map_spec, branding, platform_type=("park", "strategic"))
    for a, b in itertools.combinations(made.marks, 2):
        assert np.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]) > 0.7 * (a.reach + b.reach)
    moved = [mark for mark in made.marks if np.hypot(mark.at[0] - mark.true[0], mark.at[1] - mark.true[1]) > 1.5]
    assert moved
    assert {f"leader-{mark.id}-{mark.part}" for mark in moved} <= {group.id for group in made.drawing.of("leader")}


def test_what_is_highlighted_stays_and_the_rest_stands_back(map_spec: Draw, branding: Branding) -> None:
    made = drawn(map_spec, branding, platform_type=("park", "strategic"), highlight=("strategic-liangjiang",))
    assert [mark.id for mark in made.marks if not mark.is_faded] == ["strategic-liangjiang"]
    assert [group.id for group in made.drawing.of("extent")] == ["extent-strategic-liangjiang"]
    assert "label-strategic-liangjiang" in {group.id for group in made.drawing.of("label")}
    assert ("ground", "extent") in [row[:2] for rows in made.rows for row in rows.rows]


def test_legend_has_a_row_for_what_is_drawn_and_for_nothing_else(map_spec: Draw, branding: Branding) -> None:
    made = drawn(map_spec, branding, platform_type=("park",), time="now")
    rows = [row[:2] for rows in made.rows for row in rows.rows]
    assert [code for key, code in rows if key == "type"] == ["park"]
    assert not [code for key, code in rows if key in {"status", "corridor", "mode"}]
    assert {code for key, code in rows if key == "status_now"} == {
        status or "null" for status in made.map_spec.shown["status_now"]
    }


def test_a_grey_proof_has_no_colour_and_needs_none(map_spec: Draw, branding: Branding) -> None:
    made = drawn(map_spec, branding, grey=True)
    key = made.legend(60, 7)
    items = [item for group in (*made.drawing.groups, *key.groups) for item in group.items]
    colours = {item.colour for item in items if isinstance(item, Text)}
    colours |= {
        colour
        for item in items
        if isinstance(item, Path)
        for colour in (item.fill, item.stroke and item.stroke.colour)
        if colour
    }
    assert [colour for colour in colours if not GREY.match(colour)] == []
    catalogue = load_catalogue()
    assert len({known.shape for known in catalogue.types.values()}) == len(catalogue.types)
    numbers = {item.lines for group in made.drawing.of("number") for item in group.items if isinstance(item, Text)}
    assert len(numbers) == len({line.kind for line in made.lines}) > 3


def test_a_route_across_the_pacific_stays_in_one_piece(map_spec: Draw, branding: Branding) -> None:
    made = drawn(map_spec, branding, kind=("air-transit",))
    assert len(made.lines) == 3
    for line in made.lines:
        for course in line.courses:
            assert np.isfinite(course).all()
            assert (course >= -0.01).all()
            assert (course <= (180.01, 140.01)).all()
            assert np.hypot(*np.diff(course, axis=0).T).max() < 60  # no stroke back across the whole map


@pytest.mark.parametrize("box", [(105.3, 28.2, 110.2, 32.2), (106.4, 29.4, 106.7, 29.7), (-5.0, 10.0, 150.0, 65.0)])
def test_the_plane_shows_its_box_and_knows_its_scale(box: tuple[float, float, float, float]) -> None:
    projection = PaperProjection(box, 180, 140)
    corners = projection.paper(np.array([(x, y) for x in box[::2] for y in box[1::2]]))
    assert (corners >= -0.01).all()
    assert (corners <= (180.01, 140.01)).all()
    assert projection.seen[0] <= box[0] + 0.01
    assert projection.seen[3] >= box[3] - 0.01
    lon, lat = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    (ax, ay), (bx, by) = projection.paper(np.array([(lon, lat), (lon + 0.01, lat)]))
    metres = pyproj.Geod(ellps="WGS84").inv(lon, lat, lon + 0.01, lat)[2]
    if projection.is_local:
        assert metres / 1000 / float(np.hypot(bx - ax, by - ay)) == pytest.approx(projection.km_per_mm, rel=0.005)
    km, length = projection.scale_bar(40)
    assert 8 < length <= 40
    assert str(km).rstrip("0") in {"1", "2", "5"}


def test_fitting_follows_what_is_shown(map_spec: Draw) -> None:
    whole = map_spec()
    assert whole.box == whole.municipality
    north = map_spec(regions=("northeast",), platform_type=("hub",))  # zones lie in all of it
    assert north.box[0] > whole.box[0] + 1
    assert map_spec(kind=("china-europe",)).box[0] < 10


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60), st.floats(5, 80))
def test_wrapping_loses_nothing_and_stays_within_its_room(text: str, room: float) -> None:
    lines = wrap(text, 9, room)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(width(line, 9) <= room + 4 * 9 for line in lines)


def test_paper_and_screen_draw_the_same_pictograms() -> None:
    assert {kind.icon for kind in load_catalogue().kinds.values()} - {""} <= set(icons())


def test_a_missing_layer_leaves_the_rest(dataset: Dataset, map_spec: Draw, branding: Branding) -> None:
    frames = {name: frame for name, frame in dataset.frames.items() if name not in {"rivers", "corridors", "land"}}
    made = drawn(
        map_spec, branding, data=Dataset(dataset.catalogue, frames, dataset.contents, {}, {}), platform_type=("park",)
    )
    assert made.marks
    assert not made.drawing.of("river")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_schematic_extents_are_dashed_and_in_the_legend_where_they_lie(
    map_spec: Draw, branding: Branding, lang: str
) -> None:
    label = load_words()["legend"]["outline"].say(lang)  # type: ignore[arg-type]
    near = drawn(map_spec, branding, bounds=(106.0, 29.3, 107.1, 30.1), lang=lang)
    district_index = near.drawing.of("zone-outline")
    assert {group.id for group in district_index} == {"outline-liangjiang", "outline-high-tech-zone"}
    paths = [item for group in district_index for item in group.items if isinstance(item, Path)]
    assert all(path.stroke and path.stroke.dash and not path.fill and not path.closed for path in paths)
    assert label in [row[2] for rows in near.rows for row in rows.rows]
    far = drawn(map_spec, branding, bounds=(108.5, 28.3, 109.3, 29.0), lang=lang)
    assert not far.drawing.of("zone-outline")
    assert label not in [row[2] for rows in far.rows for row in rows.rows]
    whole = drawn(map_spec, branding, kind=("china-europe",), lang=lang)
    assert not whole.drawing.of("zone-outline"), "a speck on a continent"


def test_a_circle_of_an_approved_area_is_told_from_others(map_spec: Draw, branding: Branding) -> None:
    box = (106.1, 29.8, 106.5, 30.1)
    made = drawn(map_spec, branding, bounds=box, highlight=("htz-hechuan", "bonded-b-tuanjiecun", "area-shuitu"))
    assert [group.id for group in made.drawing.of("approved")] == ["approved-htz-hechuan"]
    assert "2018 年核准面积的等面积圆（示意）" in [row[2] for rows in made.rows for row in rows.rows]
