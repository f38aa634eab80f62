"""The planner's commands: what they print is what the functions say."""

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from geo_app.state.url import ViewState
from layers.cli import coverage, main, matrix, nearest, planning_options, site
from layers.i18n.messages import say
from layers.planning import site_points
from layers.planning.coverage import cover
from layers.planning.matrix import gap_matrix
from layers.planning.scenario import Change, to_geojson
from layers.roads.graph_file import RoadGraphError
from tests.layers.planning.contexts import EDITION, GROUND


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands share one dataset."""
    for module in (matrix, coverage, site, nearest):
        monkeypatch.setattr(module, "open_ground", lambda: GROUND)


def test_commands_read_the_shipped_edition() -> None:
    assert planning_options.open_ground().dataset.version == EDITION.version


def run(*words: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(main, list(words), input=stdin)


def answer(*words: str) -> dict:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_matrix() -> None:
    found = answer("matrix", "--by", "region", "--columns", "kind", "--time", "plan")
    expected = gap_matrix(GROUND, "region", "kind", time="plan", district_vintage="38")
    assert found["standing"] == expected.standing.tolist()
    assert found["columns"] == list(expected.columns)
    assert len(found["location_quotient"]) == 3
    text = run("matrix").stdout
    assert "Southeast (southeast)" in text
    assert "districts without any platform: 23 of 38" in text
    text = run("matrix", "--by", "district").stdout
    assert "Wanzhou District (500101) " in text
    assert "万州" not in text
    assert found["place_names"][found["places"].index("nowhere")]["en"] == say("matrix.nowhere", "en")


def test_matrix_with_a_scenario(tmp_path: Path) -> None:
    path = tmp_path / "draft.geojson"
    path.write_bytes(to_geojson([Change("add", "bonded-b", 108.77, 29.53)], EDITION, "x"))
    before, after = (
        answer("matrix", "--columns", "kind"),
        answer("matrix", "--columns", "kind", "--scenario", str(path)),
    )
    column = before["columns"].index("bonded-b")
    assert after["total"][column] == before["total"][column] + 1
    path.write_text("{}", encoding="utf-8")
    assert run("matrix", "--scenario", str(path)).exit_code == 1


def test_coverage() -> None:
    found = answer("coverage", "--kind", "bonded-zone", "--radius", "50")
    sites = site_points.today(GROUND, "plan").of_kinds(["bonded-zone"])
    assert found["coverage"] == [cover(sites, 50, GROUND.areas("38")).as_json()]
    assert len(answer("coverage", "--kind", "port")["coverage"]) == 15
    assert run("coverage", "--kind", "nothing").exit_code == 2


def test_site(tmp_path: Path) -> None:
    found = answer("site", "--kind", "bonded-b", "--radius", "100")
    assert found["outcome"] == "optimal"
    assert found["scores"]["optimum"]["covered"] > found["scores"]["today"]["covered"]
    hopeless = run("site", "--kind", "bonded-b", "--model", "lscp", "--candidates", "parks", "--radius", "20")
    assert hopeless.exit_code == 1
    assert "beyond every candidate" in hopeless.stdout
    assert run("site", "--kind", "bonded-b", "--demand", "own").exit_code == 2
    own = tmp_path / "own.csv"
    own.write_text("district,people\n秀山土家族苗族自治县,50\n", encoding="utf-8")
    found = answer("site", "--kind", "bonded-b", "--model", "p-median", "--weights", str(own))
    assert [each["id"] for each in found["chosen"]] == ["seat-500241"]


def test_a_number_of_sites_that_is_not_used_is_said() -> None:
    words = ("site", "--kind", "bonded-b", "--radius", "100", "--model")
    assert "-k is not used" in run(*words, "lscp", "-k", "2").stderr
    assert "-k is not used" not in run(*words, "lscp").stderr
    assert "-k is not used" not in run(*words, "mclp", "-k", "2").stderr


ASKS = {
    "matrix": (),
    "coverage": ("--kind", "port", "--radius", "50"),
    "site": ("--kind", "port"),
    "nearest": ("-", "--kind", "port"),
}


@pytest.mark.parametrize("command", ASKS)
def test_what_counts_as_existing_is_said_and_begins_as_the_page_does(command: str) -> None:
    table = "lon,lat\n106.5,29.5\n"
    assert f"[default: {ViewState().time}]" in " ".join(run(command, "--help").stdout.split())
    for time, words in (("plan", ()), ("now", ("--time", "now"))):
        said = run(command, *ASKS[command], *words, stdin=table)
        assert f"{say(f'time.{time}', 'en')} (--time {time})" in said.output
        if "port" in ASKS[command]:
            assert "River port (port)" in said.output
        assert json.loads(run(command, *ASKS[command], *words, "--json", stdin=table).stdout)["time"] == time


def test_site_with_layers_of_ones_own(tmp_path: Path) -> None:
    layer = tmp_path / "mine.csv"
    layer.write_text("name,lon,lat,people\n甲,109.01,28.45,9\n乙,108.4,30.8,1\n丙,,,5\n", encoding="utf-8")
    mine = ("--candidates-file", str(layer), "--demand-file", str(layer), "--weight", "people")
    found = answer("site", "--kind", "bonded-b", "--model", "p-median", "--afresh", *mine)
    assert [(each["id"], each["zh"]) for each in found["chosen"]] == [("own-1", "甲")]
    assert (found["demand_features"], found["demand_ignored"], found["cell_km"]) == (2, 1, None)
    said = run("site", "--kind", "bonded-b", *mine).stdout
    assert "1 without a place, or with no weight above 0, do not count" in said
    many = tmp_path / "many.csv"
    many.write_text("lon,lat\n" + "108,30\n" * 101, encoding="utf-8")
    refused = run("site", "--kind", "bonded-b", "--candidates-file", str(many))
    assert refused.exit_code == 1
    assert "101 candidates; at most 100" in refused.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--candidates", "layer"),
        ("--demand", "layer"),
        ("--weight", "people"),
        ("--demand-file", "{file}", "--weight", "name"),
    ],
)
def test_site_says_what_is_missing(tmp_path: Path, words: tuple[str, ...]) -> None:
    layer = tmp_path / "mine.csv"
    layer.write_text("name,lon,lat\n甲,109.01,28.45\n", encoding="utf-8")
    result = run("site", "--kind", "bonded-b", *(word.format(file=layer) for word in words))
    assert result.exit_code == 2
    assert "file" in result.stderr.lower()


def test_nearest(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    table = "name,lon,lat\n西永,106.37,29.58\n坏,abc,29\n,108.4,30.8\n"
    result = run("nearest", "-", "--kind", "bonded-zone", "-o", str(out), stdin=table)
    assert result.exit_code == 0
    assert "3 rows, 1 without usable coordinates" in result.stderr
    rows = pd.read_csv(out, dtype=str, keep_default_na=False)
    assert rows["nearest_id"].tolist() == ["bonded-xiyong", "", "bonded-wanzhou"]
    assert float(rows["nearest_km"][0]) < 5
    assert rows["nearest_km"][1] == ""
    assert run("nearest", "-", stdin=table).stdout.splitlines()[0].startswith("name,lon,lat,nearest_id")
    sums = json.loads(run("nearest", "-", "--json", stdin=table).stdout)
    assert (sums["rows"], sums["without_coordinates"]) == (3, 1)


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        (b"", "not known here"),
        (b"a,b\n1,2\n", "no columns of coordinates"),
        (b'{"type": "FeatureCollection", "features": []}', "layers convert"),
        (b"lon,lat\n650000,3280000\n", "--crs"),
    ],
)
def test_nearest_says_what_is_wrong(stdin: bytes, said: str) -> None:
    result = run("nearest", "-", stdin=stdin)
    assert result.exit_code == 1
    assert said in result.stderr
    assert run("nearest", "-", "--lon", "x", stdin=stdin).exit_code == 2


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        ("名称,经度,纬度\n西永,106°22′12″E,29°34′48″N\n".encode("gb18030"), "GB18030"),
        ("名称,经度,纬度\n西永,29.58,106.37\n".encode(), "swapped"),
        ("名称;坐标\n西永;106.37,29.58\n".encode(), "parted by"),
    ],
)
def test_nearest_reads_what_check_reads(stdin: bytes, said: str) -> None:
    result = run("nearest", "-", "--kind", "bonded-zone", stdin=stdin)
    assert result.exit_code == 0, result.stderr
    assert said in result.stderr
    assert "0 without usable coordinates" in result.stderr
    assert "bonded-xiyong" in result.stdout


def test_nearest_writes_cells_as_they_were(tmp_path: Path) -> None:
    table = "code,经度,纬度\n007,106.370,29.580\n+5,,\n"
    lines = run("nearest", "-", "--kind", "bonded-zone", stdin=table).stdout.splitlines()
    assert lines[1].startswith("007,106.370,29.580,bonded-xiyong,")
    assert lines[2] == "+5,,,,,,"
    odd = tmp_path / "points.dat"
    odd.write_text(table, encoding="utf-8")
    assert run("nearest", str(odd)).exit_code == 0


def test_nearest_leaves_what_is_there_when_the_input_cannot_be_read(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("kept", encoding="utf-8")
    assert run("nearest", "-", "-o", str(out), stdin=b"a,b\n1,2\n").exit_code == 1
    assert out.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("command", ["matrix", "coverage", "site", "nearest"])
def test_help_has_an_example(command: str) -> None:
    assert f"python -m layers {command}" in run(command, "--help").stdout.replace("\n", " ")


def test_nearest_by_road(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    stdin = "name,lon,lat\n解放碑,106.5737,29.56\n沙市,108.93,31.22\nnowhere,,\n"
    words = ("nearest", "-", "--kind", "airport", "--by", "road", "-o", str(path), "--json")
    result = run(*words, stdin=stdin)
    sums, rows = json.loads(result.stdout), pd.read_csv(path)
    assert (sums["by"], sums["rows"], sums["without_coordinates"], sums["without_road"]) == ("road", 3, 1, 1)
    first = rows.iloc[0]
    assert first["nearest_km"] <= first["nearest_road_low_km"] + first["nearest_error_km"] + 1e-3
    assert first["nearest_road_low_km"] < 25 < first["nearest_road_high_km"]  # as published
    assert sums["farthest_km"] == sums["mean_km"] == first["nearest_road_km"]
    assert rows.iloc[1:].filter(like="nearest").isna().all(axis=None)
    assert "too far from any road" in run(*words[:-1], stdin=stdin).stderr


def test_coverage_by_road() -> None:
    words = ("coverage", "--kind", "bonded-zone", "--radius", "50")
    by_road, straight = answer(*words, "--by", "road"), answer(*words)
    assert by_road["by"] == "road"
    assert 0 < by_road["without_road"] < 1
    assert by_road["coverage"][0]["share"][1] < straight["coverage"][0]["share"][1]
    assert straight.keys() == by_road.keys() - {"by", "without_road"}
    assert "too far from any road" in run(*words, "--by", "road").stdout


@pytest.mark.parametrize("words", [("nearest", "-"), ("coverage", "--kind", "port")])
def test_by_road_without_a_graph_is_refused_with_the_reason(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning_options, "load_roads", lambda: RoadGraphError("missing", file="roads.bin"))
    result = run(*words, "--by", "road", stdin="lon,lat\n106.5,29.5\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "roads.bin" in result.stderr
    assert run(*words, stdin="lon,lat\n106.5,29.5\n").exit_code == 0
