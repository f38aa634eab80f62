"""Every scene of the ready briefings lies whole inside each paper it is drawn on, and every route ends on land."""

from collections.abc import Callable

import numpy as np
import pytest
import shapely

from layers.briefing.extent import extent
from layers.briefing.file import read_briefing, ready
from layers.catalogue.models import load_catalogue
from layers.config.branding import load_branding
from layers.dataset.dataset import load_dataset
from layers.documents import handout_pdf, slides_pptx
from layers.documents.deck import Deck, deck_of
from layers.formats.drawing import Path
from layers.static_map.compose import MapDrawing, MapFormat, compose
from layers.static_map.map_spec import MapSpec

EDITION = load_dataset(load_catalogue())
DECKS = {
    code: deck_of(read_briefing(path.read_bytes(), EDITION)[0], EDITION, "zh", load_branding())
    for code, path in ready().items()
}
SCENES = [(code, number) for code, deck in DECKS.items() for number in range(len(deck.pages))]
FORMATS = {
    "slide": MapFormat(slides_pptx.MAP_WIDE, 150.0),
    "handout": MapFormat(handout_pdf.ROOM, handout_pdf.MAP_HIGH),
    "handout with many words": MapFormat(handout_pdf.ROOM, handout_pdf.LEAST_MAP),
    "still 16:9": MapFormat(160.0, 90.0),
    "still 4:3": MapFormat(120.0, 90.0),
}
NEAR_LAND = 1.0  # degrees: what the coast's simplification may take


def drawn(code: str, number: int, form: MapFormat) -> tuple[MapSpec, MapDrawing]:
    deck: Deck = DECKS[code]
    picture = deck.pages[number].map_spec
    return picture, compose(picture, form, deck.branding)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize(("code", "number"), SCENES)
def test_the_bounds_of_a_scene_lie_inside_the_paper(code: str, number: int, form: MapFormat) -> None:
    found = read_briefing(ready()[code].read_bytes(), EDITION)[0].scenes[number]
    picture, made = drawn(code, number, form)
    west, south, east, north = extent(found, EDITION)
    assert picture.box == (west, south, east, north)
    corners = made.projection.paper(np.array([(west, south), (west, north), (east, south), (east, north)]))
    assert (corners >= -0.01).all()
    assert (corners <= np.array([form.width, form.height]) + 0.01).all()
    if not found.route:
        return
    for route in made.lines:  # whole: no end of a route is cut off at the frame
        for course in route.courses:
            assert (course[[0, -1]] > 0.5).all(), route.group.id
            assert (course[[0, -1]] < np.array([form.width, form.height]) - 0.5).all(), route.group.id
    shown = [name for name in picture.shown.index if name in EDITION.frames["corridors"].index]
    assert {route.group.id for route in made.lines} == set(shown)


def ends() -> dict[str, np.ndarray]:
    found = {}
    for name, place in EDITION.frames["corridors"].geometry.items():
        if place is not None and "Line" in place.geom_type:
            parts = shapely.get_parts(place)
            found[str(name)] = np.array([parts[0].coords[0], parts[-1].coords[-1]])
    return found


def test_every_route_ends_on_land() -> None:
    land = shapely.union_all(EDITION.frames["land"].geometry.to_numpy()).buffer(NEAR_LAND)
    for name, points in ends().items():
        assert shapely.contains_xy(land, *points.T).all(), name


def test_land_is_cut_at_180_degrees_and_joins_there() -> None:
    west, south, east, north = EDITION.frames["land"].total_bounds
    assert (west, east) == (-180, 180)
    assert -60 <= south < -50
    assert north > 83
    land = shapely.union_all(EDITION.frames["land"].geometry.to_numpy())
    asia = shapely.intersection(land, shapely.LineString([(179.99, 60), (179.99, 75)])).length
    other = shapely.intersection(land, shapely.LineString([(-179.99, 60), (-179.99, 75)])).length
    assert asia == pytest.approx(other, abs=0.1)
    assert asia > 3, "Chukotka lies across the line"


def test_no_coast_is_drawn_where_land_is_cut() -> None:
    number = next(n for n, page in enumerate(DECKS["corridors"].pages) if page.map_spec.box[2] > 200)
    _, made = drawn("corridors", number, MapFormat(180.0, 150.0))
    (x,), rim = made.projection.paper(np.array([(180.0, 66.0)]))[:, 0], 0.02
    (group,) = made.drawing.of("land")
    coast = [item for item in group.items if isinstance(item, Path) and not item.fill]
    for path in coast:
        for ring in path.rings:
            on = np.abs(ring[:, 0] - x) < rim
            assert not (on[:-1] & on[1:]).any()


def test_america_is_land_where_a_flight_ends() -> None:
    number = next(n for n, page in enumerate(DECKS["corridors"].pages) if page.map_spec.box[2] > 200)
    _, made = drawn("corridors", number, MapFormat(180.0, 150.0))
    (group,) = made.drawing.of("land")
    (land,) = (item for item in group.items if isinstance(item, Path) and item.fill)
    at: Callable[[float, float], shapely.Point] = lambda lon, lat: shapely.Point(  # noqa: E731
        *made.projection.paper(np.array([(lon, lat)]))[0]
    )
    rings = [shapely.Polygon(ring) for ring in land.rings]
    assert sum(ring.covers(at(260, 40)) for ring in rings) % 2 == 1
    assert sum(ring.covers(at(10, 50)) for ring in rings) % 2 == 1
    assert sum(ring.covers(at(205, 40)) for ring in rings) % 2 == 0, "the Pacific is none"
