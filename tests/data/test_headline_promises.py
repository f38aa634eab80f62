"""The promises that matter most to a reader of 2026: each is a promise of the plan and says why it stands there."""

import pytest

from data.build.paths import DATA
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.monitoring.delivery import promises
from tests.data.plan import read_rows

HEADLINES = read_rows(DATA / "headline_promises.csv")
BY_HEADLINE = pytest.mark.parametrize("headline", HEADLINES, ids=lambda headline: headline["id"])


@BY_HEADLINE
def test_a_headline_says_why_in_both_languages(headline: dict[str, str]) -> None:
    assert list(headline) == ["order", "id", "why_zh", "why_en"]
    assert headline["why_zh"]
    assert headline["why_en"].isascii() or "–" in headline["why_en"]


def test_there_are_twenty_in_order() -> None:
    assert [headline["order"] for headline in HEADLINES] == [str(place) for place in range(1, 21)]
    assert len({headline["id"] for headline in HEADLINES}) == len(HEADLINES)


def test_every_headline_is_a_promise_that_a_page_answers() -> None:
    """A headline without public evidence would lead to nothing in one click."""
    rows = promises(load_dataset(load_catalogue())).set_index("id")
    assert {headline["id"] for headline in HEADLINES} <= set(rows.index)
    assert "unknown" not in {rows.loc[headline["id"], "outcome"] for headline in HEADLINES}
