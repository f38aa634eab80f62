import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers.briefing.placeholders import fill
from layers.catalogue.entries import Lang
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.i18n.messages import say
from layers.monitoring.delivery import COLUMNS, OUTCOMES, promises, summary_sentence
from layers.monitoring.evidence import is_stale
from layers.monitoring.headlines import headlines
from layers.monitoring.searches import load_headlines, load_searches
from tests.geo_app.tables import answers_of, html_of, tables_of, tally_of, words_of
from tests.open_page import opened

EDITION = load_dataset(load_catalogue())
ROWS = promises(EDITION)
HAN = re.compile(r"[\u4e00-\u9fff]")


def open_page(root: Path, **query: str | list[str]) -> AppTest:
    page = opened(root, "delivery", **query)
    assert not page.error
    assert [text.value for text in page.markdown if text.value.startswith("# ")]
    return page


def test_nothing_under_the_filters_says_so(root: Path) -> None:
    page = open_page(root, type="strategic")
    assert page.info
    page.button(key="reset-empty").click().run()
    assert tally_of(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_outcomes_are_counted(root: Path, lang: str) -> None:
    page = open_page(root, lang=lang)
    counts = ROWS["outcome"].value_counts()
    assert list(tally_of(page).values()) == [str(counts.get(code, 0)) for code in OUTCOMES]
    assert len(tables_of(page)) == 2
    for table in tables_of(page):
        drawn = [sum(map(int, table.column(at))) for at in range(1, len(OUTCOMES) + 1)]  # all were delivered in time
        assert all(number >= counts.get(code, 0) for number, code in zip(drawn, OUTCOMES, strict=True))
    if lang == "en":
        assert not HAN.search(f"{tally_of(page)} {words_of(page)}")


def test_filters_of_the_map_hold_here_too(root: Path) -> None:
    page = open_page(root, type="park")
    assert sum(map(int, tally_of(page).values())) == (ROWS["platform_type"] == "park").sum()


def test_the_verdict_is_the_first_column(root: Path) -> None:
    """A phone shows one column and a half of the table: what the reader came for stands there."""
    table = open_page(root).dataframe[0].value
    assert list(table.columns[:2]) == ["兑现", "名称"]
    assert len(table.columns) == len(COLUMNS)


def test_one_outcome_at_a_time(root: Path) -> None:
    page = open_page(root, outcome="not-yet")
    assert len(page.dataframe[0].value) == (ROWS["outcome"] == "not-yet").sum()


@pytest.mark.parametrize("query", [{}, {"type": "park"}, {"region": "northeast"}])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_scene_says_what_the_page_says_at_the_time_the_page_speaks_of(
    root: Path, lang: Lang, query: dict[str, str]
) -> None:
    page = open_page(root, lang=lang, time="plan", **query)
    page.button(key="add-scene").click().run()
    assert not page.exception
    (scene,) = page.session_state["kept-briefing"].scenes
    assert scene.time == "now", "the table speaks of today"
    rows = ROWS[ROWS["id"].isin(EDITION.features["id"][scene.mask(EDITION)])]
    counts = [len(rows), *(int((rows["outcome"] == code).sum()) for code in OUTCOMES)]
    said = fill(scene.narration.say(lang), EDITION, lang)
    assert [int(number) for number in re.findall(r"\d+", said)] == counts
    assert (say("briefing.first_promises_region", lang) in said) == ("region" in query)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_answer_comes_first(root: Path, lang: Lang) -> None:
    page = open_page(root, lang=lang)
    said = [text.value for text in page.main.markdown]
    assert said[1] == f"**{summary_sentence(ROWS, EDITION.catalogue.data_date, lang)}**"
    items = answers_of(page)
    assert len(items) == len(load_headlines()) == 20
    for item, name in zip(items, load_headlines(), strict=True):
        assert item.text.startswith(EDITION.name(name, lang))
        assert say(f"outcome.{ROWS.loc[name, 'outcome']}", lang) in item.text
        assert re.search(r"\d{4}", item.text), "its evidence bears a date"
    evidence = [each.evidence for each in headlines(EDITION, set(ROWS["id"]))]
    assert [item.links for item in items] == [[fact.link for fact in facts if fact.link] for facts in evidence]
    assert all(fact.source(lang) in item.text for item, facts in zip(items, evidence, strict=True) for fact in facts)
    assert [link for item in items for link in item.links]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_old_evidence_of_a_headline_is_marked_as_the_rule_above_it_promises(root: Path, lang: str) -> None:
    today = EDITION.catalogue.data_date
    old = [[fact for fact in each.evidence if is_stale(fact, today)] for each in headlines(EDITION, set(ROWS["id"]))]
    assert any(old)
    mark = say("evidence.old_mark", lang)
    for item, facts in zip(answers_of(open_page(root, lang=lang)), old, strict=True):
        assert item.text.count(mark) == len(facts)


def test_bars_write_their_numbers(root: Path) -> None:
    """Each part of a bar is as wide as the number written in it."""
    parts = re.findall(r'flex-grow:(\d+)">(\d+)</td>', html_of(open_page(root)))
    assert parts
    assert all(width == number for width, number in parts)


def test_headlines_follow_the_filters(root: Path) -> None:
    shown = [item.text for item in answers_of(open_page(root, type="hub"))]
    kept = set(ROWS["id"][ROWS["platform_type"] == "hub"])
    assert len(shown) == len([name for name in load_headlines() if name in kept])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_not_found_says_when_and_how_it_was_looked_for(root: Path, lang: str) -> None:
    name = ROWS.index[ROWS["outcome"] == "unknown"][0]
    page = open_page(root, lang=lang, id=name)
    search = load_searches()[name]
    assert search.searched_on in html_of(page)
    assert search.queries in html_of(page)


def test_a_doubted_verdict_leads_to_its_page_in_two_clicks(root: Path) -> None:
    """The row is one click; the address stands in its facts, and in the table itself."""
    for name in ("waterway-chaotianmen", "rail-chongqing-xian"):
        page = open_page(root, id=name)
        links = [fact.link for fact in EDITION.facts[name] if fact.link]
        assert links
        assert all(f'href="{link}"'.replace("&", "&amp;") in html_of(page) for link in links)
        assert set(page.dataframe[0].value[say("delivery.link", "zh")]) & set(links)
