from typing import Any

import numpy as np
import pytest
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given
from hypothesis import strategies as st

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import Dataset, load_dataset
from layers.query.filters import CodeFilter, Selection, TextFilter, from_query

EDITION: Dataset = load_dataset(load_catalogue())
INDEX = EDITION.index
FIELDS = list(EDITION.catalogue.filters.values())


@st.composite
def choices(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    fields = draw(st.lists(st.sampled_from(FIELDS), unique=True))
    return {
        f: tuple(draw(st.lists(st.sampled_from(list(EDITION.vocabulary(f))), unique=True, max_size=4))) for f in fields
    }


selections = st.builds(Selection, choices(), st.sampled_from(["", "港", "bonded", "xi yong", "zzz", "綦江—万盛"]))


@given(selections)
def test_apply_is_an_idempotent_subset_that_changes_nothing(selection: Selection) -> None:
    before = EDITION.features.copy()
    kept = selection.apply(EDITION.features, INDEX)
    assert set(kept.index) <= set(EDITION.features.index)
    assert kept.crs == EDITION.features.crs
    assert list(kept.columns) == list(EDITION.features.columns)
    small = type(INDEX).of(kept, {field: list(EDITION.vocabulary(field)) for field in FIELDS})
    assert_geodataframe_equal(selection.apply(kept, small), kept)
    assert_geodataframe_equal(EDITION.features, before)


@given(choices())
def test_filters_commute(chosen: dict[str, tuple[str, ...]]) -> None:
    forwards = Selection(chosen).cut(INDEX).mask
    backwards = Selection(dict(reversed(chosen.items()))).cut(INDEX).mask
    one_by_one = np.logical_and.reduce(
        [CodeFilter(f, c).mask(INDEX) for f, c in chosen.items()] or [np.ones(len(INDEX), bool)]
    )
    assert (forwards == backwards).all()
    assert (forwards == one_by_one).all()


def test_the_neutral_selection_keeps_everything() -> None:
    assert Selection().is_neutral
    assert_geodataframe_equal(Selection().apply(EDITION.features, INDEX), EDITION.features)


@given(selections)
def test_counts_say_what_each_choice_would_show(selection: Selection) -> None:
    for field, counts in selection.counts(INDEX).items():
        for code, count in counts.items():
            assert count == selection.choosing(field, [code]).cut(INDEX).mask.sum()


@given(selections)
def test_what_has_no_place_is_listed_not_dropped_by_a_place_filter(selection: Selection) -> None:
    cut = selection.cut(INDEX)
    elsewhere = selection.choosing("regions", ()).choosing("districts", ()).choosing("districts_2025", ()).cut(INDEX)
    assert not (cut.mask & cut.citywide).any()
    assert ((cut.mask | cut.citywide) & INDEX.unlocated == elsewhere.mask & INDEX.unlocated).all()
    assert (cut.citywide <= INDEX.unlocated).all()


@given(selections)
def test_the_address_brings_the_selection_back(selection: Selection) -> None:
    back, unknown = from_query(selection.to_query(EDITION), EDITION)
    assert unknown == []
    assert (back.cut(INDEX).mask == selection.cut(INDEX).mask).all()
    assert from_query(back.to_query(EDITION), EDITION)[0] == back


@given(
    st.dictionaries(
        st.sampled_from(["type", "kind", "region", "district", "district-2025", "status", "q", "x"]),
        st.lists(st.text(), max_size=3),
    )
)
def test_any_address_gives_a_selection(query: dict[str, Any]) -> None:
    selection, _ = from_query(query, EDITION)
    assert len(selection.cut(INDEX).mask) == len(INDEX)


def test_unknown_codes_are_dropped_and_named() -> None:
    selection, unknown = from_query({"type": ["park", "prak", "park"], "region": ["core"]}, EDITION)
    assert selection == Selection({"platform_type": ("park",), "regions": ("core",)})
    assert unknown == ["prak"]


@pytest.mark.parametrize("text", ["西永综保", "XIYONG", "xi yong", "bonded-xiyong"])
def test_search_finds_short_names_pinyin_and_ids(text: str) -> None:
    assert "bonded-xiyong" in EDITION.features.index[TextFilter(text).mask(INDEX)]


@given(selections)
def test_every_set_filter_says_what_it_keeps(selection: Selection) -> None:
    for lang in ("zh", "en"):
        said = selection.describe(EDITION, lang)
        assert [len(titles) for _, titles in said] == [len(codes) for codes in selection.choices.values() if codes]
