"""Promise and outcome, and the facts behind them."""

import csv
import io

import pytest

from layers.catalogue import load_catalogue
from layers.delivery import DELIVERED_BY, OUTCOMES, outcome, promises, report, tally
from layers.edition import load_edition
from layers.errors import DataError
from layers.exporting import frame_to_csv
from layers.facts import read_facts

EDITION = load_edition(load_catalogue())
CATALOGUE = EDITION.catalogue
ROWS = promises(EDITION)
HEAD = "feature_id,status_now,date,statement_zh,statement_en,publisher,page_date,source_url,confidence\n"


@pytest.mark.parametrize(
    ("status", "now", "expected"),
    [
        ("applying", "approved", "delivered"),
        ("applying", "operating", "delivered"),
        ("building", "approved", "under-way"),
        ("building", "operating", "delivered"),
        ("temporary", "approved", "under-way"),  # approval is not yet acceptance and use
        ("preparatory", "approved", "delivered"),
        ("exploring", "building", "delivered"),
        ("planned", "pending", "not-yet"),
        ("planned", "dropped", "not-yet"),
        ("planned", "unknown", "unknown"),
        ("planned", None, "unknown"),
    ],
)
def test_what_counts_as_delivered(status: str, now: str | None, expected: str) -> None:
    assert outcome(status, now) == expected


def test_every_status_of_the_catalogue_is_a_promise_or_exists() -> None:
    assert set(DELIVERED_BY) | {"existing"} == set(CATALOGUE.statuses)
    for status in DELIVERED_BY:
        assert {outcome(status, now) for now in CATALOGUE.statuses_now} <= set(OUTCOMES)


def test_only_what_the_plan_names_and_promises_is_counted() -> None:
    features = EDITION.features
    expected = features.index[features["named_in_plan"].astype(bool) & ~features["status"].isin(["existing"])]
    assert set(ROWS.index) == set(expected)
    known = {"bonded-railway-port": "delivered", "bonded-changshou": "not-yet", "htz-tongliang": "unknown"}
    assert {name: ROWS.loc[name, "outcome"] for name in known} == known


def test_tallies_show_zeros_and_sum_to_the_promises() -> None:
    by_type = tally(EDITION, ROWS, "platform_type")
    assert by_type.to_numpy().sum() == len(ROWS)
    by_region = tally(EDITION, ROWS, "regions")
    assert set(CATALOGUE.regions) <= set(by_region.index)
    several = ROWS["regions"].map(len).clip(lower=1).sum()
    assert by_region.to_numpy().sum() == several
    nothing = tally(EDITION, ROWS[:0], "regions")
    assert nothing.to_numpy().sum() == 0
    assert list(nothing.columns) == list(OUTCOMES)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_gives_evidence_for_every_known_outcome(lang: str) -> None:
    table = report(EDITION, ROWS, lang)
    assert table.index.tolist() == ROWS.index.tolist()
    for name in ROWS.index[ROWS["outcome"] != "unknown"]:
        assert name in EDITION.facts or EDITION.record(name)["status_now_source"], name
    rows = list(csv.reader(io.StringIO(frame_to_csv(table).decode("utf-8-sig"))))
    assert len(rows) == len(table) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_facts_come_oldest_first() -> None:
    for facts in EDITION.facts.values():
        assert [fact.date for fact in facts] == sorted(fact.date for fact in facts)
    assert EDITION.facts["bonded-railway-port"][-1].status_now == "operating"


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("a,operating,2024,x,x,p,2024,,certain\n", "confidence"),
        ("a,open,2024,x,x,p,2024,,high\n", "status_now"),
        ("a,operating\n", "date"),
        ("a,operating,2024,x,x,p,2024,,high,extra\n", "None"),
    ],
)
def test_a_bad_row_is_named_by_its_line(row: str, place: str) -> None:
    good = "b,operating,2024,x,x,p,2024,,high\n"
    with pytest.raises(DataError) as caught:
        read_facts((HEAD + good + row).encode(), CATALOGUE)
    assert [fault.feature for fault in caught.value.faults] == ["3"]
    assert place in caught.value.faults[0].detail["detail"]


@pytest.mark.parametrize("url", ["javascript:1", "data:text/html,x", "", "//x.cn"])
def test_only_web_addresses_are_linked(url: str) -> None:
    facts = read_facts((HEAD + f'a,operating,2024,x,x,p,2024,"{url}",high\n').encode(), CATALOGUE)
    assert facts["a"][0].link == ""
