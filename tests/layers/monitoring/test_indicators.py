"""The plan's indicators: their tables, the rules of judgement, the points of the chart."""

import csv
import re
from urllib.parse import urlparse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.build.indicators import OUTPUT, build_indicators, read_hosts
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.errors import CatalogueError
from layers.monitoring import progress
from layers.monitoring import table as tables
from layers.monitoring.chart_data import plot
from layers.monitoring.indicators import (
    CSV_FILE,
    NUMBERS,
    TOML_FILE,
    YEARS,
    Figure,
    Indicator,
    load_monitoring,
    read_monitoring,
)
from layers.monitoring.progress import Level
from layers.monitoring.sentences import facts
from layers.monitoring.user_values import UserValue, UserValues
from layers.query.filters import from_query

MONITORING = load_monitoring()
CATALOGUE = load_catalogue()
TOML, CSV = TOML_FILE.read_text(encoding="utf-8"), CSV_FILE.read_text(encoding="utf-8")
HAN = re.compile(r"[\u4e00-\u9fff]")
ANNUAL = MONITORING.indicator(6)  # 6513.4 → 9000
SUM = MONITORING.indicator(8)  # over 500 in five years
amount = st.floats(min_value=0, max_value=1e6, allow_nan=False)
year = st.sampled_from(list(YEARS))
yearly = st.dictionaries(year, st.lists(st.builds(Level, amount, st.booleans()), min_size=1, max_size=3).map(tuple))
indicator = st.sampled_from(MONITORING.indicators)


# ---------------------------------------------------------------- the tables
def test_the_shipped_table_is_what_the_build_makes() -> None:
    with OUTPUT.open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == build_indicators()


def test_every_address_is_a_publishers_own() -> None:
    linked = [figure.url for figure in MONITORING.figures if figure.url]
    assert linked
    assert {urlparse(url).hostname for url in linked} <= read_hosts()


@pytest.mark.parametrize("found", MONITORING.indicators, ids=lambda i: str(i.no))
def test_what_carries_an_indicator_is_a_valid_view_of_the_map(found: Indicator) -> None:
    dataset = load_dataset(CATALOGUE)
    selection, unknown = from_query({"kind": found.kinds}, dataset)
    assert unknown == []
    if found.kinds:
        assert selection.cut(dataset.index).mask.any()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("over = true", 'over = true\ncolour = "red"', "indicators.8.colour"),
        ("target = 330\n", "", "indicators.10.target"),
        ('kinds = ["port"]', 'kinds = ["harbour"]', "indicators.2.kinds: unknown kind 'harbour'"),
        ('group = "economy"', 'group = "money"', "indicators.6.group: unknown group 'money'"),
        ("target = 2.3\n", "target = 1.3\n", "indicators.2: Value error"),
        ("target = 2.3\n", "target = 2.4\n", "indicator 2: target must be 2.4 in 2025"),
        ("target = 341, likelier = true", "target = 341, likelier = false", "indicators.13"),
        ("no = 15", "no = 14", "must be 1 to 15"),
        ("[groups]", "[groups", "indicators.toml"),
    ],
)
def test_a_faulty_toml_is_refused_with_its_place(old: str, new: str, place: str) -> None:
    assert old in TOML
    with pytest.raises(CatalogueError, match=re.escape(place)):
        read_monitoring(TOML.replace(old, new, 1), CSV, CATALOGUE)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("note_zh,note_en\n", "note_zh,remark\n", "line 2: note_en"),
        (",chengdu-chongqing,", ",everywhere,", "scope: unknown code 'everywhere'"),
        (",1.65,", ",1.7,", "indicator 2: base must be 1.65 in 2020"),
        (",1.65,", ",much,", "line 6: value"),
        ("\n2,2020,", "\n16,2020,", "no indicator 16"),
        (",actual,2,true,>2,plan,true,", ",actual,2,true,>2,plan,false,", "an actual value is of a whole year"),
        (",true,2022,", ",perhaps,2022,", "whole_year"),
    ],
)
def test_a_faulty_csv_is_refused_with_its_line(old: str, new: str, place: str) -> None:
    assert old in CSV
    with pytest.raises(CatalogueError, match=re.escape(place)):
        read_monitoring(TOML, CSV.replace(old, new, 1), CATALOGUE)


# ---------------------------------------------------------------- what may be compared
def test_only_the_plans_definition_and_whole_years_are_compared() -> None:
    found = {
        (i.no, year): [level.value for level in levels]
        for i in MONITORING.indicators
        for year, levels in progress.comparable(MONITORING.of(i.no)).items()
    }
    assert found == {
        (2, 2022): [2],
        (5, 2021): [106],
        (5, 2022): [109],
        (6, 2021): [8000.59, 8000.6],  # two sources, side by side
        (6, 2022): [8158.4],
        (6, 2023): [7137.4],
        (6, 2024): [7154.2],
        (6, 2025): [8006.8],
        (8, 2021): [106.65],
        (9, 2021): [22.36],
        (10, 2021): [312],
        (12, 2022): [53],
        (12, 2023): [54],
        (13, 2025): [248],
        (14, 2021): [2207],  # the other one is worked out
    }
    assert tables.coverage(MONITORING) == tables.ValueCoverage(total=75, valued=40, comparable=15)


@pytest.mark.parametrize(("no", "scope"), [(3, "chengdu-chongqing"), (5, "in-operation"), (11, "consulates")])
def test_other_definitions_are_never_judged(no: int, scope: str) -> None:
    others = [figure for figure in MONITORING.of(no) if figure.scope == scope]
    assert others
    assert {progress.obstacle(figure) for figure in others} == {"scope"}


def test_the_states_of_the_fifteen() -> None:
    found = {i.no: tables.judge(MONITORING, i.no).state for i in MONITORING.indicators}
    assert {no for no, state in found.items() if state == "none"} == {1, 3, 4, 7, 11, 15}
    assert {no for no, state in found.items() if state == "on-path"} == {2, 5, 8, 10, 14}
    assert {no for no, state in found.items() if state == "behind"} == {9, 12}
    assert found[6] == found[13] == "missed"


# ---------------------------------------------------------------- the rules
def test_progress_of_an_annual_indicator_is_the_way_from_base_to_target() -> None:
    assert progress.share(ANNUAL, 6513.4) == 0
    assert progress.share(ANNUAL, 9000) == 1
    assert progress.share(ANNUAL, 8006.8) == pytest.approx(0.6006, abs=1e-4)
    assert progress.path_value(ANNUAL, 2022) == pytest.approx(6513.4 + 0.4 * (9000 - 6513.4))


def test_a_five_year_target_is_held_against_the_sum_so_far() -> None:
    values = {2021: (Level(106.65),), 2022: (Level(100.0),), 2024: (Level(900.0),)}
    found = progress.judge(SUM, values)
    assert (found.year, found.levels, found.state) == (2022, (Level(206.65),), "on-path")  # 2023 is open: the sum stops
    assert progress.judge(SUM, {2022: (Level(100.0),)}).state == "none"


def test_over_means_more_than() -> None:
    exactly = {year: (Level(100.0),) for year in YEARS}
    assert progress.judge(SUM, exactly).state == "missed"
    assert progress.judge(SUM, {**exactly, 2025: (Level(100.1),)}).state == "reached"
    assert progress.judge(SUM, {**exactly, 2025: (Level(100.0, lower_bound=True),)}).state == "reached"
    assert progress.judge(ANNUAL, {2025: (Level(9000.0),)}).state == "reached"


def test_a_figure_only_said_to_be_passed_never_proves_a_miss() -> None:
    assert progress.judge(ANNUAL, {2022: (Level(7600.0, lower_bound=True),)}).state == "on-path"
    assert progress.judge(ANNUAL, {2022: (Level(7000.0, lower_bound=True),)}).state == "open"
    assert progress.judge(ANNUAL, {2022: (Level(7000.0),)}).state == "behind"


def test_sources_that_disagree_leave_the_judgement_open() -> None:
    found = progress.judge(ANNUAL, {2022: (Level(7000.0), Level(8000.0))})
    assert found.state == "open"
    assert [level.value for level in found.levels] == [7000, 8000]
    assert 7500 not in [level.value for level in found.levels]


def test_the_floor_of_each_year_is_told() -> None:
    assert progress.floor_kept(SUM, {2021: (Level(106.65),), 2022: (Level(99.0),)}) == {2021: True, 2022: False}
    assert dict(facts(MONITORING, 8, None, "zh"))["逐年要求"].endswith("2021")


@given(indicator, yearly)
def test_shares_and_states_agree(found: Indicator, values: dict[int, tuple[Level, ...]]) -> None:
    results = progress.judge(found, values)
    held = progress.levels(found, values)
    if results.year is None:
        assert not held
        return
    assert results.year == max(held)
    assert results.path == pytest.approx((results.year - 2020) / 5)
    if results.state == "reached":
        assert all(share >= 1 - 1e-9 for share in results.shares)
    if results.state == "on-path":
        assert all(results.path - 1e-6 <= share for share in results.shares)
    if results.state in {"behind", "missed"}:
        assert all(share <= max(results.path, 1) + 1e-9 for share in results.shares)
        assert not any(level.lower_bound for level in results.levels)


@given(yearly)
def test_sums_stop_at_the_first_open_year_and_never_average(values: dict[int, tuple[Level, ...]]) -> None:
    sums = progress.running_sums(values)
    unbroken = next((n for n, year in enumerate(YEARS) if year not in values), len(YEARS))
    assert list(sums) == list(YEARS)[:unbroken]
    low = high = 0.0
    for found, levels in sums.items():
        low += min(level.value for level in values[found])
        high += max(level.value for level in values[found])
        assert min(level.value for level in levels) == pytest.approx(low, abs=1e-4)
        assert max(level.value for level in levels) == pytest.approx(high, abs=1e-4)


@given(indicator, amount, amount, year)
def test_more_is_never_worse(found: Indicator, one: float, other: float, when: int) -> None:
    order = ["missed", "behind", "on-path", "reached"]
    less, more = sorted((one, other))
    states = [order.index(progress.state_of(found, when, Level(value))) for value in (less, more)]
    assert states[0] <= states[1]


# ---------------------------------------------------------------- words and points
@pytest.mark.parametrize("no", NUMBERS)
def test_the_english_is_english_and_every_year_has_a_row(no: int) -> None:
    table = tables.values(MONITORING, no, None, "en")
    assert not HAN.search(table.drop(columns="Address").to_csv() + str(facts(MONITORING, no, None, "en")))
    assert set(map(str, YEARS)) <= set(table["Year"])
    assert (table["Source"] != "").sum() == len(MONITORING.of(no))


def test_the_english_overview_is_english() -> None:
    assert not HAN.search(tables.overview(MONITORING, None, "en").to_csv())


def test_row_thirteen_shows_both_readings() -> None:
    text = dict(facts(MONITORING, 13, None, "zh"))["原文数字连排"]
    assert "33.134114" in text
    assert "33.1 → 341（较可能，本页采用）" in text
    assert "33.13 → 41" in text
    assert tables.target_text(MONITORING.indicator(13), "zh") == "341（原文数字连排）"


def test_conflicting_values_stand_side_by_side() -> None:
    overview = tables.overview(MONITORING, None, "zh").set_index("序号")
    assert (
        overview.loc["5", "更新但不可比"] == "2025：59条（实际在飞）；2025：50条（实际在飞）；"
        "2025：33条（实际在飞的客运）；2025：38条（机场所称实际在飞）"
    )
    points = [p["label"] for p in plot(MONITORING, 6, None, "zh").points if p["year"] == 2021]
    assert points == ["8,000.59 / 8,000.6", ""]


@pytest.mark.parametrize("no", NUMBERS)
def test_a_line_never_crosses_an_open_year(no: int) -> None:
    own = UserValues("a.csv", "UTF-8", tuple(UserValue(no, y, 100.0, "") for y in (2021, 2022, 2024, 2025)))
    drawn = plot(MONITORING, no, own, "zh")
    runs: dict[str, list[int]] = {}
    for row in drawn.lines:
        runs.setdefault(row["run"], []).append(row["year"])
    assert all(years == list(range(years[0], years[-1] + 1)) for years in runs.values())
    results = {p["year"] for p in drawn.points if p["series"] in {"comparable", "own"}}
    assert set(drawn.open_years) == set(YEARS) - results
    assert {p["year"] for p in drawn.points} <= set(drawn.years)


def test_growth_rates_are_no_points() -> None:
    growth: list[Figure] = [figure for figure in MONITORING.figures if figure.value is None]
    assert {figure.scope for figure in growth} == {"growth", "share"}
    assert {progress.obstacle(figure) for figure in growth} == {"growth"}
