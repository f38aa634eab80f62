"""What is answered: the band, the reasons for no answer, the sentences, and published distances as right values."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.crs.metric import GEOD
from layers.roads.distance import RoadDistance, Roads, round_km, without_roads
from layers.roads.graph_file import RoadGraphError, decode
from layers.roads.load import load_roads, read_roads
from layers.roads.summary import describe
from tests.layers.roads.graphs import PROVENANCE, SHIPPED, content, graph, provenance, square

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "2026-11" / "road_distances.csv"
COPIED = Path(__file__).resolve().parents[2] / "data" / "road_distances.csv"
ROADS = read_roads(SHIPPED, PROVENANCE)
SMALL = Roads(*decode(content(square())))


def ask(roads: Roads, here: tuple[float, float], there: tuple[float, float], error: float = 0.0) -> RoadDistance:
    return roads.distance(roads.ends(*here, error), roads.ends(*there, error))


def test_the_band_is_that_of_the_network_and_of_both_ends() -> None:
    found = ask(SMALL, (106.2, 29.2), (106.3, 29.3), error=0.5)
    assert found.road_km == pytest.approx(20.8, abs=0.01)
    assert found.high_km == pytest.approx(20.8 * 1.2 + 1, abs=0.02)
    assert found.low_km == pytest.approx(20.8 * 0.8 - 1, abs=0.02)
    assert found.sentence("zh") == "直线 15 km，公路约 21 km（±25 %，路网约 2021 年）"
    assert found.sentence("en") == "15 km in a straight line, about 21 km by road (±25 %, road network of about 2021)"
    assert found.as_json().keys() == {"straight_km", "road_km", "road_low_km", "road_high_km"}


def test_no_road_is_shorter_than_the_straight_line() -> None:
    """The source rounds places to a thousandth of a degree, so that an edge may be stated too short."""
    short = Roads(*decode(content(graph([(106.2, 29.2), (106.2, 29.3)], {(0, 1): 10_000}))))
    found = ask(short, (106.2, 29.2), (106.2, 29.3))
    assert found.road_km == found.straight_km == found.low_km == pytest.approx(11.08, abs=0.01)


@pytest.mark.parametrize(
    ("here", "there", "code", "said"),
    [
        ((106.2, 29.2), (116.4, 39.9), "outside", "终点在路网范围"),
        ((104.07, 30.66), (106.2, 29.2), "outside", "起点在路网范围"),
        ((106.25, 29.25), (106.2, 29.2), "too_far", "起点离路网中最近的公路 4.9 km，超过 2.0 km"),
        ((106.2, 29.2), (106.6, 29.9), "too_far", "终点离路网中最近的公路"),
    ],
)
def test_where_there_is_no_answer_the_reason_is_said(
    here: tuple[float, float], there: tuple[float, float], code: str, said: str
) -> None:
    found = ask(SMALL, here, there)
    assert (found.road_km, found.low_km, found.high_km, found.code) == (None, None, None, code)
    assert found.straight_km == pytest.approx(GEOD.inv(*here, *there)[2] / 1000)
    assert said in found.reason("zh")
    assert found.reason("zh") in found.sentence("zh")
    assert found.reason("en") in found.sentence("en")
    answer = found.as_json()
    assert (answer["road_km"], answer["reason"]) == (None, found.reason("en"))


def test_a_place_whose_error_reaches_a_road_gets_an_answer() -> None:
    assert ask(SMALL, (106.25, 29.25), (106.2, 29.2), error=4.8).code == "too_far"
    assert ask(SMALL, (106.25, 29.25), (106.2, 29.2), error=5.0).road_km is not None


def test_roads_that_do_not_meet_are_no_answer() -> None:
    apart = graph([(106.2, 29.2), (106.2, 29.3), (106.6, 29.2), (106.6, 29.3)], {(0, 1): 11_000, (2, 3): 11_000})
    found = ask(Roads(*decode(content(apart))), (106.2, 29.2), (106.6, 29.3))
    assert (found.road_km, found.code) == (None, "no_way")
    assert found.reason("zh")


def test_kilometres_have_tenths_only_below_ten() -> None:
    assert [round_km(km) for km in (0.04, 9.94, 9.96, 111.6)] == ["0.0", "9.9", "10", "112"]


@settings(deadline=None, max_examples=60)
@given(*[st.floats(105.3, 110.1), st.floats(28.2, 32.1)] * 2, st.floats(0, 5))
def test_anywhere_in_the_municipality(x: float, y: float, x2: float, y2: float, error: float) -> None:
    there, back = ask(ROADS, (x, y), (x2, y2), error), ask(ROADS, (x2, y2), (x, y), error)
    assert there.straight_km == pytest.approx(back.straight_km, abs=1e-6)
    assert (there.road_km is None) == bool(there.code) == (back.road_km is None)
    if there.road_km is not None:
        assert there.low_km is not None
        assert there.high_km is not None
        assert there.road_km == pytest.approx(back.road_km, abs=1e-6)
        assert there.straight_km <= there.road_km + 1e-9
        assert max(there.straight_km - 2 * error, 0) - 1e-9 <= there.low_km <= there.road_km <= there.high_km


def _within(rows: list[dict[str, str]]) -> list[bool]:
    found = []
    for row in rows:
        ends = [
            ROADS.ends(float(row[f"{end}_lon"]), float(row[f"{end}_lat"]), float(row[f"{end}_error_km"]))
            for end in ("from", "to")
        ]
        answer = ROADS.distance(*ends)
        if answer.low_km is not None and answer.high_km is not None:
            found.append(answer.low_km <= float(row["km"]) <= answer.high_km)
    return found


def test_copied_published_distances_lie_within_the_band() -> None:
    with COPIED.open(encoding="utf-8", newline="") as file:
        found = _within(list(csv.DictReader(file)))
    assert len(found) >= 8
    assert all(found)


@pytest.mark.skipif(not SHARED.is_file(), reason="the survey of road distances lies beside the repository: ../shared")
def test_nine_of_ten_published_distances_lie_within_the_band() -> None:
    with SHARED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["km"] and row["meaning"] != "loop"]
    rows = [row for row in rows if "TUNED" not in row["note"] and row["confidence"] != "low"]
    for row in rows:
        errors = [part.rsplit("±", 1)[1].removesuffix(" km") for part in row["note"].split("ends: ")[1].split("; ")]
        row["from_error_km"], row["to_error_km"] = errors
    found = _within(rows)
    assert len(found) > 50
    assert np.mean(found) >= 0.9


def test_a_graph_of_another_package_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roads.bin"
    path.write_bytes(content(square()))
    assert read_roads(path, provenance(tmp_path)).header.version == "2.0.0"
    for table in (provenance(tmp_path, version="3.0.0"), provenance(tmp_path, sha256="b" * 64), tmp_path / "none.csv"):
        with pytest.raises(RoadGraphError) as caught:
            read_roads(path, table)
        assert caught.value.code == "other_version"
        assert "scgraph_data 2.0.0" in caught.value.sentence("zh")


def test_a_missing_graph_leaves_the_straight_line(tmp_path: Path) -> None:
    with pytest.raises(RoadGraphError) as caught:
        read_roads(tmp_path / "roads.bin")
    found = without_roads(caught.value, (106.2, 29.2), (106.3, 29.3))
    assert (found.road_km, found.code) == (None, "missing")
    assert "roads.bin" in found.sentence("zh")
    assert found.straight_km == pytest.approx(14.74, abs=0.01)
    assert describe(caught.value, "zh") == (caught.value.sentence("zh"),)


def test_the_summary_says_what_the_build_measured() -> None:
    measured = ROADS.header.calibration
    network, agreement = describe(ROADS, "zh")
    assert f"{ROADS.header.edges:,}" in network
    assert f"±{100 * measured.band:.0f} %" in agreement
    assert f"{100 * measured.held_share:.0f} % 落在误差带内" in agreement
    assert isinstance(load_roads(), Roads)
