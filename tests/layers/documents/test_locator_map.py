"""The locator map: fitted to the places, numbered like the table, and no two places under one number."""

from itertools import combinations
from math import hypot

import pytest

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.documents.locator_labels import DOT_MM, LocatorLabel, number_places
from layers.documents.locator_map import TALLEST_MM, WIDTH_MM, locate

EDITION = load_dataset(load_catalogue())
SHEET = (WIDTH_MM, TALLEST_MM)
FAR_AND_NEAR = ("bonded-lianglu-cuntan", "strategic-liangjiang", "area-shuitu", "etdz-wanzhou")


def assert_told_apart(labels: tuple[LocatorLabel, ...], dots: list[tuple[float, float]]) -> None:
    assert not [(a.text, b.text) for a, b in combinations(labels, 2) if a.covers(b)]
    boxes = [LocatorLabel(x, y, DOT_MM, DOT_MM, "") for x, y in dots]
    assert not [label.text for label in labels for box in boxes if label.covers(box)]
    for label in labels:
        assert label.at in dots
        assert label.inside(*SHEET)


@pytest.mark.parametrize("apart", [0.0, 0.3, 1.0, 4.0])
@pytest.mark.parametrize("corner", [(1.0, 1.0), (WIDTH_MM - 1, TALLEST_MM - 1), (40.0, 30.0)])
def test_five_places_close_together_have_five_numbers(apart: float, corner: tuple[float, float]) -> None:
    inwards = -1 if corner[0] > WIDTH_MM / 2 else 1
    dots = [(corner[0] + inwards * apart * n, corner[1]) for n in range(5)]
    labels = number_places([(dot, n) for n, dot in enumerate(dots, start=1)], SHEET)
    assert sorted(label.text for label in labels) == ["1", "2", "3", "4", "5"]
    assert_told_apart(labels, dots)


def test_parts_of_one_place_share_a_number_where_they_are_close() -> None:
    labels = number_places([((40.0, 30.0), 1), ((41.0, 30.0), 1), ((70.0, 30.0), 1)], SHEET)
    assert [label.at for label in labels] == [(40.0, 30.0), (70.0, 30.0)]


def test_the_numbers_are_those_of_the_table() -> None:
    found = locate(FAR_AND_NEAR, EDITION, "zh")
    assert {label.text for label in found.numbers} == {"1", "2", "3", "4"}
    assert_told_apart(found.numbers, list(found.dots))
    again = locate(FAR_AND_NEAR[::-1], EDITION, "zh")
    first, last = (next(n.at for n in each.numbers if n.text == text) for each, text in ((found, "4"), (again, "1")))
    assert first == last


@pytest.mark.parametrize("picks", [("bonded-xiyong",), ("bonded-xiyong", "bonded-lianglu-cuntan"), FAR_AND_NEAR])
def test_the_map_is_fitted_to_its_places(picks: tuple[str, ...]) -> None:
    found = locate(picks, EDITION, "zh")
    dots = found.dots
    span = max(hypot(a[0] - b[0], a[1] - b[1]) for a in dots for b in dots)
    assert found.bar[1] <= 10 or span > 0.4 * hypot(found.width, found.height)
    assert all(0 < x < found.width and 0 < y < found.height for x, y in dots)
