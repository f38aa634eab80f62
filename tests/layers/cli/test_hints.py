"""What the commands advise can be done at a prompt, and what they count is counted in words that fit."""

import json
import re
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest

from tests.layers.cli.test_cli import run
from tests.layers.dirty_layers import messy_zip


def test_cures_name_what_a_command_has_and_no_button(tmp_path: Path) -> None:
    """They once sent to controls that only the page has."""
    file = tmp_path / "draft.zip"
    file.write_bytes(messy_zip())
    told = run("check", file)
    assert "`convert --from gcj02`" in told.stderr
    assert "convert --from gcj02" in run("check", file, "--json").stdout
    empty = tmp_path / "empty.geojson"
    empty.write_text('{"type": "FeatureCollection", "features": []}')
    assert "“What the columns hold”" not in run("check", empty).output
    two = tmp_path / "two.gpkg"
    for name in ("one", "other"):
        frame = gpd.GeoDataFrame({"name": ["a"]}, geometry=gpd.points_from_xy([106.5], [29.5]), crs=4326)
        pyogrio.write_dataframe(frame, two, layer=name, driver="GPKG", append=name == "other")
    assert "--layer NAME" in run("check", two).stderr
    assert run("check", two, "--layer", "other").exit_code == 0
    assert "Choose a layer" not in run("check", two).output


def test_one_is_counted_as_one(tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text("name,lon,lat\na,106.5,29.5\n")
    spoken = run("convert", file, tmp_path / "one.geojson").stderr
    spoken += run("report", file, "--out", tmp_path / "one.html").stderr
    spoken += run("nearest", file, "--kind", "port").stderr
    file.write_text("name,lon,lat\na,106.5,29.5\nb,106°30′E,29.5\nc,,\n")
    spoken += run("check", file).output + run("list").stdout
    assert "one.geojson: 1 feature, EPSG:4326" in spoken
    assert not re.search(r"\b1 (\w+ )?(features|places|rows|errors|warnings|notes)\b", spoken), spoken


@pytest.mark.parametrize("command", [("coverage", "--radius", "50"), ("site",)])
def test_what_has_no_place_is_said_to_be_left_out(command: tuple[str, ...]) -> None:
    told = run(*command, "--kind", "info-node")
    assert "Left out: 3 that are there without a public place" in told.stderr
    assert json.loads(run(*command, "--kind", "info-node", "--json").stdout)["unplaced"] == 3
