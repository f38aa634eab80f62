"""`distance`: both numbers, the reason where one is missing, and a sentence in both languages for bad input."""

import json

import pytest
from click.testing import CliRunner, Result

from layers.cli import distance, main
from layers.roads.distance import Roads
from layers.roads.graph_file import RoadGraphError
from layers.roads.load import load_roads

CENTRE, AIRPORT = "106.5737,29.56", "106.642,29.7192"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["distance", *words])


def test_both_numbers_are_said_in_both_languages() -> None:
    result = run(CENTRE, AIRPORT)
    assert result.exit_code == 0
    zh, en = result.stdout.splitlines()
    assert zh.startswith("直线 19 km，公路约 ")
    assert "路网约 2021 年" in zh
    assert en.startswith("19 km in a straight line, about ")


def test_json_is_what_the_function_answers() -> None:
    roads = load_roads()
    assert isinstance(roads, Roads)
    expected = roads.distance(roads.ends(106.5737, 29.56, 1), roads.ends(106.642, 29.7192, 1)).as_json()
    answer = json.loads(run(CENTRE, AIRPORT, "--json").stdout)
    assert answer == expected
    assert list(answer) == ["straight_km", "road_km", "road_low_km", "road_high_km"]
    assert answer["road_low_km"] < 25 < answer["road_high_km"]  # as published for the airport and 解放碑


def test_the_error_of_the_points_widens_the_band() -> None:
    narrow, wide = (json.loads(run(CENTRE, AIRPORT, "--json", "--error", error).stdout) for error in ("0", "3"))
    assert wide["road_km"] == narrow["road_km"]
    assert wide["road_high_km"] == pytest.approx(narrow["road_high_km"] + 6, abs=0.002)


@pytest.mark.parametrize(
    ("target", "code"), [("116.4,39.9", "outside"), ("-70.5,12", "outside"), ("108.93,31.22", "too_far")]
)
def test_no_distance_by_road_is_null_with_the_reason(target: str, code: str) -> None:
    result = run(CENTRE, target, "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (answer["road_km"], answer["reason_code"]) == (None, code)
    assert answer["straight_km"] > 100
    assert answer["reason"] in run(CENTRE, target).stdout
    assert answer["reason_zh"] in run(CENTRE, target).stdout


@pytest.mark.parametrize(
    "text", ["abc", "106.57", "106.57,29.56,3", "nan,29", "106.57,inf", "", "200,29", "95,91", "1e999,2"]
)
def test_what_is_no_point_is_refused_in_both_languages(text: str) -> None:
    for words in ((text, AIRPORT), (AIRPORT, text)):
        result = run(*words)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "坐标" in result.stderr or "写反" in result.stderr
        assert "LON,LAT" in result.stderr or "swapped" in result.stderr
        assert "Traceback" not in result.stderr


def test_swapped_coordinates_are_told_apart() -> None:
    result = run("29.56,106.57", AIRPORT)
    assert result.exit_code == 2
    assert "写反" in result.stderr
    assert "swapped" in result.stderr


def test_without_a_graph_the_straight_line_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distance, "load_roads", lambda: RoadGraphError("missing", file="roads.bin"))
    result = run(CENTRE, AIRPORT, "--json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["reason_code"], answer["road_km"]) == (1, "missing", None)
    assert answer["straight_km"] == pytest.approx(18.845, abs=0.001)
