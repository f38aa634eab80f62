"""The build: the same bytes again, plain words where it must stop, and a provenance table that holds."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from data.build import (
    amap,
    districts,
    districts_2025,
    fetch,
    gateways,
    land,
    municipal,
    outlines,
    platforms,
    regions,
    rivers,
)
from data.build.__main__ import main
from data.build.entries import read_entries, read_places
from data.build.paths import CACHE, INPUTS, BuildError
from data.build.plan_layers import PLAN_KINDS, build_plan_layer, build_platform_layer
from data.build.write import dump_features, make_feature, read_layer
from tests.data.shipped import read_text

FETCHED = {
    "districts": districts.build_districts,
    "districts-2025": districts_2025.build_districts_2025,
    "land": land.build_land,
    "rivers": rivers.build_rivers,
}
PACKAGE_OF = {
    "districts": districts.PACKAGE,
    "districts-2025": amap.PACKAGE,
    "land": land.PACKAGE,
    "rivers": rivers.PACKAGE,
}


@pytest.mark.parametrize("layer", platforms.KINDS)
def test_platforms_are_rebuilt_byte_for_byte(layer: str) -> None:
    assert dump_features(build_platform_layer(layer)) == read_text(layer)


@pytest.mark.parametrize("layer", PLAN_KINDS)
def test_plan_layers_are_rebuilt_byte_for_byte(layer: str) -> None:
    assert dump_features(build_plan_layer(layer)) == read_text(layer)


def test_gateways_are_rebuilt_byte_for_byte() -> None:
    assert dump_features(gateways.build_gateways()) == read_text(gateways.LAYER)


def test_a_corridor_without_a_boarding_place_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_inputs(tmp_path, "boardings.csv", "manzhouli,rail,", "manzhouli,road,")
    monkeypatch.setattr("data.build.gateways.INPUTS", tmp_path)
    with pytest.raises(BuildError, match="nothing says where corridor-manzhouli is boarded"):
        gateways.add_boardings(read_layer("corridors"))


def test_regions_are_rebuilt_byte_for_byte() -> None:
    assert dump_features(regions.build_regions()) == read_text("regions")


def test_municipal_zones_and_outlines_are_rebuilt_byte_for_byte() -> None:
    assert dump_features(municipal.build_municipal_zones()) == read_text(municipal.LAYER)
    assert dump_features(outlines.build_outlines()) == read_text(outlines.LAYER)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",htz-dazu,", ",htz-nowhere,", "municipal-dazu: there is no feature htz-nowhere"),
        ("107.483,29.541", "106.483,29.541", "重庆白涛工业园区: lies in .*, but the row says 涪陵区"),
        (",城口县,", ",城口区,", "there is no district 城口区"),
    ],
)
def test_a_fault_in_the_table_of_municipal_zones_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, message: str
) -> None:
    copy_inputs(tmp_path, "municipal_zones.csv", old, new)
    monkeypatch.setattr("data.build.municipal.INPUTS", tmp_path)
    with pytest.raises(BuildError, match=message):
        municipal.build_municipal_zones()


def test_an_outline_that_crosses_itself_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (INPUTS / "zone_outlines.toml").read_text(encoding="utf-8")
    head, _, _ = text.partition("ring = [")
    knot = "ring = [[106.0, 29.0], [106.2, 29.2], [106.2, 29.0], [106.0, 29.2], [106.0, 29.0]]"
    (tmp_path / "zone_outlines.toml").write_text(head + knot, encoding="utf-8")
    monkeypatch.setattr("data.build.outlines.INPUTS", tmp_path)
    with pytest.raises(BuildError, match="outline-liangjiang: the ring is no single area"):
        outlines.build_outlines()


@pytest.mark.parametrize("layer", FETCHED)
def test_layers_from_packages_are_rebuilt_byte_for_byte(layer: str) -> None:
    package = fetch.PACKAGES[PACKAGE_OF[layer]]
    if not (CACHE / package.filename.format(version=fetch.read_provenance()[package.name]["version"])).is_file():
        pytest.skip(f"{package.name} was not fetched: make data")
    assert dump_features(FETCHED[layer](offline=True)) == read_text(layer)


def test_the_order_of_features_does_not_matter() -> None:
    features = platforms.build_platforms("hubs")
    assert dump_features(features[::-1]) == dump_features(features)


def test_two_features_with_one_id_stop_the_build() -> None:
    feature = make_feature({"id": "a"}, None)
    with pytest.raises(BuildError, match="two features have the id a"):
        dump_features([feature, feature])


def copy_inputs(folder: Path, name: str, old: str, new: str) -> None:
    """Copy the input tables into a folder, one text of one table changed."""
    for path in INPUTS.iterdir():
        text = path.read_text(encoding="utf-8")
        if path.name == name:
            assert text.count(old) == 1, f"{old!r} must stand once in {name}"
            text = text.replace(old, new)
        (folder / path.name).write_text(text, encoding="utf-8")


FAULTS = {
    "point elsewhere": (
        *("platform_points.csv", "黔江武陵山机场,108.8337,29.5146", "黔江武陵山机场,106.55,29.56"),
        *("airports", "黔江武陵山机场: lies in 渝中区, but the row says 黔江区"),
    ),
    "point outside the city": (
        *("platform_points.csv", "黔江武陵山机场,108.8337,29.5146", "黔江武陵山机场,29.5146,10.8"),
        *("airports", "黔江武陵山机场: lies in no district"),
    ),
    "unknown key": (
        *("hubs.toml", 'plan_ref = "第五章·专栏2；第六章第一节；第七章第一节"', 'plan_ref = ""\nregion = "core"'),
        *("hubs", r"hubs\.toml: (.|\n)*region"),
    ),
    "unknown status": (
        *("airports.toml", 'status = "planned"', 'status = "someday"'),
        *("airports", r"airports\.toml: (.|\n)*status"),
    ),
    "kind of another layer": (
        *("hubs.toml", 'kind = "logistics-base"', 'kind = "port"'),
        *("hubs", "hub-nanpeng: kind port is none of"),
    ),
    "unknown point": (
        *("airports.toml", 'point = "巫山机场"', 'point = "巫溪机场"'),
        *("airports", "airport-wushan: no point 巫溪机场"),
    ),
    "estimate that poses as a source": (
        *("platform_points.csv", "PyPI airportsdata (MIT),,,2026-11-30", "editors' estimate,,,2026-11-30"),
        *("airports", "万州机场.*: an estimate of ours must say"),
    ),
    "point outside its extent": (
        *("strategic-platforms.toml", '["500105", "500109", "500112"]', '["500105"]'),
        *("strategic-platforms", "strategic-liangjiang: a point lies outside 500105"),
    ),
    "divided district without a word on today": (
        *("hubs.toml", 'districts_2025 = ["500105"]', "districts_2025 = []"),
        *("hubs", "hub-airport-type: 渝北区 was divided in 2025, so districts_2025 must be stated"),
    ),
    "broken table": (
        *("hubs.toml", 'level = "national"\nstatus = "existing"', 'level = national\nstatus = "existing"'),
        *("hubs", r"hubs\.toml: "),
    ),
}


@pytest.mark.parametrize(("table", "old", "new", "layer", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_a_table_stops_the_build_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, old: str, new: str, layer: str, message: str
) -> None:
    copy_inputs(tmp_path, table, old, new)
    monkeypatch.setattr("data.build.entries.INPUTS", tmp_path)
    with pytest.raises(BuildError, match=message):
        platforms.build_platforms(layer)


def test_the_command_line_says_a_fault_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.build.entries.INPUTS", tmp_path)
    (tmp_path / "hubs.toml").write_text("feature = []", encoding="utf-8")
    for name in ("position_sources.csv", "platform_points.csv"):
        (tmp_path / name).write_bytes((INPUTS / name).read_bytes())
    result = CliRunner().invoke(main, ["hubs", "--offline"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: hubs.toml: ")
    assert "Traceback" not in result.output


def test_every_point_and_source_is_used_and_every_feature_has_pinyin() -> None:
    used: set[str] = set()
    for layer in platforms.KINDS:
        for entry in read_entries(layer):
            used |= {part.point for part in entry.parts} | ({entry.point} if entry.point else set())
            assert entry.pinyin, entry.id
            assert all(re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", text) for text in entry.pinyin), entry.id
    assert used == set(read_places())


def test_every_point_of_the_plan_layers_is_used_and_every_feature_has_pinyin() -> None:
    used: set[str] = set()
    for layer in PLAN_KINDS:
        for entry in read_entries(layer):
            used |= {part.point for part in entry.parts} | ({entry.point} if entry.point else set())
            assert entry.pinyin, entry.id
            assert all(re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", text) for text in entry.pinyin), entry.id
    assert used == set(read_places("plan_position_sources.csv", "plan_points.csv"))


def test_a_package_that_is_not_in_the_cache_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "CACHE", tmp_path)
    with pytest.raises(BuildError, match=r"world-atlas-2\.0\.2\.tgz is not in"):
        fetch.fetch_package("world-atlas", offline=True)


def test_a_package_that_was_changed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "CACHE", tmp_path)
    (tmp_path / "world-atlas-2.0.2.tgz").write_bytes(b"something else")
    with pytest.raises(BuildError, match="has sha256"):
        fetch.fetch_package("world-atlas", offline=True)
