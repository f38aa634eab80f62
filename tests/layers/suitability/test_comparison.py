"""The comparison: no row twice, none without anything, what is unknown named as unknown; distances as numbers."""

from itertools import permutations
from types import SimpleNamespace

import pytest

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import Dataset, load_dataset
from layers.i18n.messages import say
from layers.query.nearest import ProximityIndex
from layers.suitability import comparison, distance_table
from layers.suitability.comparison_row import ComparisonRow, choose, grouped
from layers.suitability.place_evidence import MOST_STATEMENTS, authority, firms

EDITION = load_dataset(load_catalogue())
NEARNESS = ProximityIndex(EDITION)
PICKS = ["bonded-lianglu-cuntan", "strategic-liangjiang", "area-shuitu", "etdz-wanzhou", "services-base-tcm"]


def statement(number: int, *, counts: bool = True) -> SimpleNamespace:
    return SimpleNamespace(
        date=f"2024-0{number}",
        what_zh=f"企业{number}",
        counts=counts,
        what=lambda _: f"firm {number}",
        figure=lambda _: "",
        caveat=lambda _: "signed, not built" if number == 1 else "",
        source=lambda _: "the zone's page",
    )


def with_table(name: str, rows: tuple[SimpleNamespace, ...]) -> Dataset:
    """Return a dataset that has a table `name` about one zone."""
    dataset = load_dataset(load_catalogue())
    object.__setattr__(dataset, name, {"bonded-xiyong": rows})
    return dataset


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_no_row_says_what_another_of_its_group_says(lang: str, count: int) -> None:
    rows = comparison.compare(PICKS[:count], EDITION, lang).rows
    assert len(rows) > 5
    for one, other in permutations(rows, 2):
        assert not one.says_all_of(other), (one.title, other.title)
    measured = distance_table.distances(PICKS[:count], NEARNESS, lang)
    assert len({(row.targets, row.numbers) for row in measured}) == len(measured)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_row_in_which_nothing_is_known_is_named_instead(lang: str) -> None:
    choice = comparison.compare(["services-base-tcm"], EDITION, lang)
    assert not [row.title for row in choice.rows if set(row.cells) == {say("compare.unknown", lang)}]
    assert say("compare.firms", lang) in comparison.absent_sentence(choice, lang)
    assert not [cell for row in choice.rows for cell in row.cells if cell in {"–", "—", ""}]


def test_what_is_unknown_of_one_place_keeps_its_row() -> None:
    names = ["bonded-xiyong", "services-base-tcm"]
    area = next(row for row in comparison.compare(names, EDITION, "zh").rows if row.title == "公布面积")
    assert area.cells[1] == "未查到"
    assert area.numbers == (EDITION.record("bonded-xiyong")["area_km2"], None)
    assert area.heading == "公布面积 (km²)"


def test_of_two_rows_that_say_the_same_the_first_stays() -> None:
    twice = [ComparisonRow("a", ("x", "y"), "g"), ComparisonRow("b", ("x", "y"), "g"), ComparisonRow("c", ("x", "y"))]
    assert [row.title for row in choose(twice, "zh").rows] == ["a", "c"]
    part = [ComparisonRow("level", ("国家级",), "g"), ComparisonRow("kind", ("国家级经开区",), "g")]
    assert [row.title for row in choose(part, "zh").rows] == ["kind"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_group_stands_once_and_has_a_title(lang: str) -> None:
    titles = [title for title, _ in grouped(comparison.compare(PICKS, EDITION, lang).rows, lang)]
    assert all(titles)
    assert len(set(titles)) == len(titles) >= 4


def test_distances_are_numbers_with_errors_of_their_own() -> None:
    rows = distance_table.distances(PICKS, NEARNESS, "zh")
    assert {row.unit for row in rows} == {"km"}
    for row in rows:
        assert len(row.numbers) == len(row.errors_km) == len(row.targets) == len(PICKS)
        assert all(number is None or number >= 0 for number in (*row.numbers, *row.errors_km))
        for number, cell in zip(row.numbers, row.cells, strict=True):
            assert (number is None) == (cell == "未查到")


def test_firms_are_told_with_date_source_and_caveat_and_the_rest_is_counted() -> None:
    rows = tuple(statement(n) for n in range(1, MOST_STATEMENTS + 3))
    dataset = with_table("evidence", (*rows, rows[0], statement(9, counts=False)))
    text = firms("bonded-xiyong", dataset, "en")
    assert "firm 1 · signed, not built (the zone's page, 2024-01)" in text
    assert say("compare.more", "en", count=2) in text
    assert "firm 9" not in text  # of the whole district: no proof of the place
    assert firms("bonded-jiangjin", dataset, "en") == ""
    assert say("compare.firms", "en") in {
        row.title for row in comparison.compare(["bonded-xiyong"], dataset, "en").rows
    }


def test_who_runs_a_place_is_told_as_published() -> None:
    who = SimpleNamespace(
        date="2025-01-02",
        phone="023-0",
        public_site="https://zone.example.org",
        name=lambda _: "管委会",
        source=lambda _: "政府网",
    )
    dataset = with_table("authorities", (who,))
    assert (
        authority("bonded-xiyong", dataset, "zh") == "管委会 · 023-0 · https://zone.example.org（政府网，2025-01-02）"
    )
