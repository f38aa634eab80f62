import io
import json
import re
import shlex
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from layers.cli import COMMANDS, main
from layers.cli.console import LARGE, progress
from layers.crs.systems import transformer
from layers.dataset.source import DATA_FOLDER
from layers.quality.run import ORDER
from tests.layers.dirty_layers import messy_zip
from tests.layers.ingest.packing import shapefile

NAMES, PLACES = ["果园港", "=1+1"], [(106.7, 29.62), (106.4, 29.3)]


def run(*arguments: object, given: bytes = b"") -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """Return what a planner has: GBK without .cpg, CGCS2000 metres, parts in a folder."""
    moved = [transformer("EPSG:4326", "EPSG:4545").transform(*place) for place in PLACES]
    file = tmp_path / "园区.zip"
    file.write_bytes(shapefile(NAMES, moved, codec="gbk", crs="EPSG:4545", folder="最新/"))
    return file


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_help_an_example_and_a_row_in_the_guide(command: click.Command, root: Path) -> None:
    text = run(command.name, "--help").stdout
    assert f"Example: python -m layers {command.name}" in " ".join(text.split())
    assert f"| `{command.name}" in (root / "docs" / "command-line.md").read_text(encoding="utf-8")


def rows_of_the_guide() -> dict[str, tuple[str, str]]:
    """Return what the guide's table says: name of a command → how it is called, its example."""
    guide = (Path(__file__).parents[3] / "docs" / "command-line.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| .* \| `python -m layers ([^`]+)` \|$", guide, re.MULTILINE)
    return {call.split()[0]: (call, example) for call, example in rows}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_guide_names_what_a_command_must_be_told(command: click.Command) -> None:
    call = rows_of_the_guide()[str(command.name)][0]
    must = [each.opts[0] if isinstance(each, click.Option) else each.human_readable_name
            for each in command.params if each.required]  # fmt: skip
    assert [word for word in must if word not in call.split()] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_examples_run_as_they_are_typed(
    command: click.Command, tmp_path: Path, messy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("draft.zip", "parks.zip"):
        (tmp_path / name).write_bytes(messy.read_bytes())
    (tmp_path / "points.csv").write_text("name,lon,lat\na,106.5,29.5\n")
    shipped = Path(__file__).parents[3] / "docs" / "examples" / "need.toml"
    (tmp_path / "need.toml").write_bytes(shipped.read_bytes())
    monkeypatch.chdir(tmp_path)
    of_help = " ".join(
        run(command.name, "--help").stdout.split("Example: python -m layers ")[1].split("\n\n")[0].split()
    )
    for example in dict.fromkeys((of_help, rows_of_the_guide()[str(command.name)][1])):
        for written in ("parks.geojson", "draft.html"):
            (tmp_path / written).unlink(missing_ok=True)  # the next example writes it, too
        answer = run(*shlex.split(example))
        assert answer.exit_code == 0, f"{example}\n{answer.output}"


def test_check_of_a_messy_shapefile(messy: Path) -> None:
    answer = run("check", messy, "--json")
    found = json.loads(answer.stdout)
    assert (answer.exit_code, found["verdict"]) == (0, "accept-with-repair")
    assert (found["features"], found["encoding"], found["crs"]) == (2, "GB18030", "EPSG:4545")
    assert {fault["code"] for fault in found["faults"]} == {"cpg-missing", "crs-converted"}
    assert all(fault["zh"] and fault["en"] for fault in found["faults"])


def test_check_reads_a_pipe() -> None:
    content = (DATA_FOLDER / "ports.geojson").read_bytes()
    assert json.loads(run("check", "-", "--json", given=content).stdout)["verdict"] == "accept"
    assert json.loads(run("check", "-", "--json", given=b"name,lon,lat\na,106,29\n").stdout)["features"] == 1
    assert run("check", "-", given=b"").exit_code == 1


def test_check_judges_our_own_layers_by_the_catalogue(tmp_path: Path) -> None:
    assert run("check", DATA_FOLDER / "ports.geojson").exit_code == 0
    foreign = tmp_path / "ports.geojson"
    foreign.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": null}]}'
    )
    answer = run("check", foreign, "--json")
    assert answer.exit_code == 1
    assert "missing-field" in {fault["code"] for fault in json.loads(answer.stdout)["faults"]}
    other = tmp_path / "other.geojson"
    other.write_bytes(foreign.read_bytes())
    assert run("check", other).exit_code == 0
    assert run("check", other, "--layer", "ports").exit_code == 1


def test_check_says_where_features_lie(tmp_path: Path) -> None:
    file = tmp_path / "draft.csv"
    rows = ["甲,万州区,108.4,30.8", "乙,城口县,108.4,30.8", "丙,万州区,104.06,30.67"]
    file.write_text("名称,区县,lon,lat\n" + "\n".join(rows) + "\n", encoding="utf-8")
    answer = run("check", file, "--json")
    found = json.loads(answer.stdout)
    assert (answer.exit_code, found["verdict"]) == (0, "accept")
    layout = found["layout"]
    assert {(each["code"], each["row"]) for each in layout["findings"] if each["severity"] == "warning"} == {
        ("outside-district", 1),
        ("outside-district", 2),
        ("outside-city", 2),
    }
    assert layout["suspected"] is None
    assert next(each for each in layout["checks"] if each["code"] == "districts")["looked"] == 3
    text = run("check", file)
    assert "row 3, “丙”: outside Chongqing" in text.stderr
    counts = {severity: len(re.findall(f"^{severity}: ", text.stderr, re.MULTILINE)) for severity in ORDER}
    assert counts["warning"] == 3
    said = ", ".join(f"{count} {severity}{'s' * (count != 1)}" for severity, count in counts.items())
    assert text.stdout == f"draft.csv: accept; {said}\n"  # what is counted is what is printed


def test_a_feature_is_called_the_same_by_every_check(tmp_path: Path) -> None:
    file = tmp_path / "draft.geojson"
    bow = {"type": "Polygon", "coordinates": [[[104, 30], [104.1, 30.1], [104.1, 30], [104, 30.1], [104, 30]]]}
    file.write_text(json.dumps({"type": "Feature", "properties": {"name": "甲"}, "geometry": bow}), encoding="utf-8")
    text = run("check", file).stderr
    assert "row 1, “甲”: its outline crossed itself" in text
    assert "row 1, “甲”: outside Chongqing" in text


def test_check_says_a_suspected_shift(tmp_path: Path) -> None:
    file = tmp_path / "draft.zip"
    file.write_bytes(messy_zip())
    found = json.loads(run("check", file, "--json").stdout)
    assert found["layout"]["suspected"] == "gcj02"
    assert run("check", file).stdout.startswith("draft.zip: accept-with-repair")


def test_a_rejected_layer_lies_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "draft.geojson"
    file.write_text("{")
    assert json.loads(run("check", file, "--json").stdout)["layout"] is None


def test_check_of_the_maps_own_layers_finds_no_error() -> None:
    answer = run("check", "--shipped", "--json")
    found = json.loads(answer.stdout)["layers"]
    assert answer.exit_code == 0
    assert {"ports", "bonded-zones", "corridors"} <= found.keys()
    assert {each["verdict"] for each in found.values()} == {"accept"}
    assert not [one for each in found.values() for one in each["layout"]["findings"] if one["severity"] == "error"]
    warned = {
        name for name, each in found.items() if any(f["severity"] == "warning" for f in each["layout"]["findings"])
    }
    assert warned == set()  # what is meant to lie outside Chongqing is no warning to an operator


def test_notes_on_the_maps_own_layers_are_counted_and_said_to_be() -> None:
    text = run("check", "--shipped")
    assert re.search(r"^events: accept; 0 errors, 0 warnings, (1 note|\d+ notes)$", text.stdout, re.MULTILINE)
    assert "note: " not in text.stderr
    ports = run("check", DATA_FOLDER / "ports.geojson").stderr
    assert "empty throughout" not in ports  # of the catalogue's fields a layer has those that it uses
    assert "Notes are only counted here; --json lists them." in text.stderr


def test_a_table_that_shares_a_name_with_a_layer_of_ours_is_no_layer_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "ports.csv"
    file.write_text("name,lon,lat\na,106,29\n")
    assert json.loads(run("check", file, "--json").stdout)["features"] == 1


def test_progress_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(shown, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", shown)
    for size in (LARGE - 1, LARGE):
        tell, done = progress(size)
        tell(0.5)
        tell(1.0)
        done()
        assert ("100%" in shown.getvalue()) == (size == LARGE)


def test_exit_codes_of_wrong_calls(tmp_path: Path) -> None:
    assert run("check").exit_code == 2
    assert run("check", "--shipped", tmp_path / "missing.csv").exit_code == 2
    assert run("check", tmp_path / "missing.csv").exit_code == 2
    assert run("check", tmp_path, "--crs", "EPSG:1").exit_code == 2
    assert run("nothing").exit_code == 2


@pytest.mark.parametrize(
    "call",
    [
        ["convert", "FILE", "TARGET.geojson"],
        ["report", "FILE", "--out", "TARGET.html"],
        ["nearest", "FILE", "-o", "TARGET"],
    ],
)
def test_a_folder_that_is_not_there_is_said_first(messy: Path, tmp_path: Path, call: list[str]) -> None:
    places = {"FILE": str(messy), "TARGET": str(tmp_path / "no-such-folder" / "out")}
    words = [places.get(word, word.replace("TARGET", places["TARGET"])) for word in call]
    result = run(*words)
    assert result.exit_code == 2
    assert "there is no folder" in result.stderr


def test_refusals_are_sentences_with_cures(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,2\n")
    answer = run("check", file)
    assert answer.exit_code == 1
    assert "no columns of coordinates" in answer.stderr
    assert "Head the columns lon and lat" in answer.stderr
    assert "reject" in answer.stdout


@pytest.mark.parametrize("ending", ["geojson", "csv", "gpkg"])
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4545"])
def test_convert_and_back(messy: Path, ending: str, crs: str) -> None:
    target = messy.with_name(f"out.{ending}")
    answer = run("convert", messy, target, "--to", crs)
    if ending == "geojson" and crs != "EPSG:4326":
        assert (answer.exit_code, target.exists()) == (2, False)
        return
    assert answer.exit_code == 0
    assert "GB18030" in answer.stderr
    again = messy.with_name("again.geojson")
    assert run("convert", target, again, "--crs", crs).exit_code == 0
    features = json.loads(again.read_text(encoding="utf-8"))["features"]
    assert [feature["properties"]["name"].lstrip("'") for feature in features] == NAMES
    for feature, place in zip(features, PLACES, strict=True):
        assert feature["geometry"]["coordinates"] == pytest.approx(place, abs=1e-7)  # a metre is 1e-5


def test_convert_writes_no_live_formula(messy: Path) -> None:
    answer = run("convert", messy, "-", "--format", "csv")
    assert "'=1+1" in answer.stdout_bytes.decode("utf-8-sig")


def test_csv_loses_no_column_to_the_coordinates() -> None:
    given = b"name,lon,lat\na,106.5,29.5\n"
    assert run("convert", "-", "-", "--format", "csv", given=given).stdout.splitlines()[0].endswith("name,lon,lat")
    feature = {"type": "Feature", "properties": {"lon": "x", "=a": 1, "'=a": 2}}
    feature["geometry"] = {"type": "Point", "coordinates": [106.5, 29.5]}
    given = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    lines = run("convert", "-", "-", "--format", "csv", given=given).stdout.lstrip("\ufeff").splitlines()
    assert lines == ["lon_1,'=a,'=a_,lon,lat", "x,1,2,106.5,29.5"]


def test_convert_keeps_what_is_there_unless_told_otherwise(messy: Path) -> None:
    target = messy.with_name("out.csv")
    target.write_text("mine")
    assert run("convert", messy, target).exit_code == 2
    assert target.read_text() == "mine"
    assert run("convert", messy, target, "--force").exit_code == 0
    assert run("convert", messy, messy.with_name("out.kml")).exit_code == 2


def test_report_keeps_what_is_there_unless_told_otherwise(messy: Path) -> None:
    target = messy.with_name("out.html")
    target.write_text("mine")
    refused = run("report", messy, "--out", target)
    assert (refused.exit_code, target.read_text()) == (2, "mine")
    assert "--force replaces it" in refused.stderr
    assert run("report", messy, "--out", target, "--force").exit_code in {0, 1}
    assert target.read_text(encoding="utf-8") != "mine"


def test_convert_of_a_rejected_file_writes_nothing(tmp_path: Path) -> None:
    source, target = tmp_path / "a.csv", tmp_path / "out.geojson"
    source.write_text("a,b\n1,2\n")
    answer = run("convert", source, target)
    assert (answer.exit_code, target.exists()) == (1, False)
    assert "no columns of coordinates" in answer.stderr
