"""What the delivery page and a card say first: sentence and bars, evidence told from what is none, since and seen."""

from datetime import date

import pandas as pd
import pytest

from layers.catalogue.entries import Lang
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.i18n.messages import say
from layers.monitoring import standing_text
from layers.monitoring.delivery import LATE, OUTCOMES, bar_parts, promises, report, summary_sentence, tally
from layers.monitoring.evidence import bearing, standing
from layers.monitoring.headlines import headlines
from layers.monitoring.searches import load_headlines, load_searches
from tests.layers.monitoring.test_delivery import fact

DATASET = load_dataset(load_catalogue())
ROWS = promises(DATASET)
TODAY = date(2026, 11, 30)
LANGS = pytest.mark.parametrize("lang", ["zh", "en"])


def rows(*found: tuple[str, str]) -> pd.DataFrame:
    """Return promises of one platform type with these outcomes and timings."""
    return pd.DataFrame(found, columns=["outcome", "timing"]).assign(remark="", platform_type="park", regions="core")


def test_what_was_delivered_late_is_a_part_of_its_own() -> None:
    counts = tally(DATASET, rows(("delivered", "late"), ("delivered", "in-time"), ("unknown", "")), "platform_type")
    assert counts.loc["park", ["delivered", LATE]].tolist() == [2, 1]
    parts = bar_parts(counts)
    assert parts.loc["park"].to_dict() == {"delivered": 1, LATE: 1, "under-way": 0, "not-yet": 0, "unknown": 1}


def test_what_was_only_seen_after_the_term_is_not_said_to_be_in_time() -> None:
    counts = tally(DATASET, rows(("delivered", "not-known"), ("delivered", "in-time")), "platform_type")
    assert bar_parts(counts).loc["park", ["delivered", LATE]].tolist() == [1, 1]


def test_the_rank_and_the_zone_are_told_apart() -> None:
    """Fuling's park works as a municipal zone; that it is no national zone yet is another matter."""
    assert standing_text.sentence(DATASET, "htz-fuling", "zh") == (
        "国家级称号：未获批或未开工，最近见于 2025-11-07。市级园区：2003-03 起运行，最近见于 2018-02（资料较旧）"
    )
    assert standing_text.sentence(DATASET, "municipal-fuling", "zh").startswith("市级园区：2003-03 起运行")
    assert "国家级称号" not in standing_text.sentence(DATASET, "municipal-yongchuan", "zh"), "national since 2018"
    for name in DATASET.same_zone:
        seeking = [n for n in (name, *DATASET.same_zone[name]) if DATASET.record(n)["status"] == "applying"]
        assert bool(seeking) == ("国家级称号：" in standing_text.sentence(DATASET, name, "zh")), name


def test_a_zone_without_a_place_of_its_own_is_marked_by_the_same_zone() -> None:
    located = dict(zip(DATASET.features.index, DATASET.index.located, strict=True))
    assert DATASET.drawn_as("municipal-fuling") == "htz-fuling"
    assert DATASET.drawn_as("htz-fuling") == "htz-fuling"
    assert DATASET.drawn_as("project-rcep-zone") == "project-rcep-zone"
    unmarked = [n for n in DATASET.same_zone if not located[DATASET.drawn_as(n)]]
    assert not [n for n in unmarked if any(located[other] for other in DATASET.same_zone[n])]


def test_without_late_ones_a_bar_has_the_four_outcomes() -> None:
    counts = tally(DATASET, rows(("delivered", "in-time")), "platform_type")
    assert list(bar_parts(counts).columns) == list(OUTCOMES)


@LANGS
def test_one_sentence_tells_late_from_in_time(lang: Lang) -> None:
    said = summary_sentence(rows(("delivered", "late"), ("delivered", "in-time"), ("not-yet", "")), TODAY, lang)
    assert say("timing.late", lang) in said
    assert say("timing.not-known", lang) not in said
    assert {"zh": "2026年11月", "en": "November 2026"}[lang] in said


@LANGS
def test_related_and_older_facts_never_stand_as_proof(lang: Lang) -> None:
    table = report(DATASET, ROWS, lang)
    proof, besides = (say(f"delivery.{column}", lang) for column in ("fact", "besides"))
    for name in ROWS.index:
        shown = table.loc[name, proof]
        others = [f for f in DATASET.facts.get(name, ()) if bearing(f, TODAY, promised=True) in {"related", "before"}]
        assert shown not in {f.statement(lang) for f in others} or not shown, name
        assert bool(shown) == (ROWS.loc[name, "outcome"] != "unknown"), name
        if others:
            assert others[-1].statement(lang) in table.loc[name, besides]


@LANGS
def test_what_nothing_shows_says_when_and_with_which_words_it_was_searched(lang: Lang) -> None:
    table = report(DATASET, ROWS, lang)
    for name in ROWS.index[ROWS["outcome"] == "unknown"]:
        search = load_searches()[name]
        said = table.loc[name, say("delivery.besides", lang)]
        assert search.searched_on in said
        assert search.queries in said


def test_a_source_is_named_in_the_readers_language() -> None:
    found = DATASET.facts["strategic-liangjiang"][-1]
    assert found.source("en") == f"{found.publisher_en} {found.page_date}"
    assert found.source("zh") == f"{found.publisher} {found.page_date}"


def test_the_headlines_come_in_order_each_with_evidence() -> None:
    found = headlines(DATASET, set(ROWS["id"]))
    assert [each.id for each in found] == list(load_headlines())
    for each in found:
        assert each.evidence[0] == each.stands.fact
        assert all(f.covers != "near" for f in each.evidence)
        shown = each.evidence[0]
        alike = [f for f in DATASET.facts[each.id] if (f.status_now, f.covers) == (shown.status_now, shown.covers)]
        linked = [f for f in alike if f.link and bearing(f, TODAY, promised=True) != "before"]
        assert any(f.link for f in each.evidence) == bool(linked), each.id
    assert headlines(DATASET, {"airport-new"})[0].id == "airport-new"


def test_since_and_last_seen_are_two_things() -> None:
    facts = (fact(since="2010", last_seen="2018"), fact(last_seen="2025-11-06"))
    found = standing(facts, TODAY)
    assert found is not None
    assert (found.since, found.fact.last_seen, found.stale) == ("2010", "2025-11-06", False)
    old = standing(facts[:1], TODAY)
    assert old is not None
    assert old.stale


def test_the_sentence_of_a_state() -> None:
    assert standing_text.sentence(DATASET, "strategic-liangjiang", "zh").startswith("2010-06-18 起运行，最近见于 20")
    assert standing_text.sentence(DATASET, "strategic-liangjiang", "en").startswith("Operating since 2010-06-18, last")
    assert "2026-11-30" in standing_text.sentence(DATASET, "consumption-silk-road-street", "zh")


@LANGS
def test_every_feature_says_how_it_stands(lang: Lang) -> None:
    for name in DATASET.features.index:
        said = standing_text.sentence(DATASET, name, lang)
        found = standing_text.standing_of(DATASET, name)
        assert said
        if found:
            assert found.fact.last_seen in said
            assert found.since in said
