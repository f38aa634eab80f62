"""Promise and outcome, and the facts behind them."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.dataset.facts import Fact, last_day, read_facts
from layers.dataset.layer_faults import DataError
from layers.formats.spreadsheet import frame_to_csv
from layers.monitoring.delivery import (
    DELIVERED_BY,
    LATE,
    OUTCOMES,
    enough,
    fulfilment_of,
    outcome_text,
    promises,
    report,
    tally,
)
from layers.monitoring.evidence import Timing, fulfilment, is_stale

EDITION = load_dataset(load_catalogue())
CATALOGUE = EDITION.catalogue
ROWS = promises(EDITION)
HEAD = (
    "feature_id,status_now,covers,since,last_seen,statement_zh,statement_en,"
    "publisher,publisher_en,source_note,page_date,source_url,confidence,conflict\n"
)


def fact(now: str = "operating", covers: str = "whole", since: str = "", last_seen: str = "2024") -> Fact:
    rows = f"a,{now},{covers},{since},{last_seen},x,x,p,p,,,,high,\n"
    return read_facts((HEAD + rows).encode(), CATALOGUE)["a"][0]


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
    facts = [fact(now)] if now else []
    assert fulfilment(facts, enough(status, "railway")).outcome == expected


def test_a_title_is_delivered_when_it_is_given() -> None:
    """The three national logistics hubs of one and the same list stand alike, whatever the plan calls each promise."""
    assert {fulfilment([fact("approved")], enough(s, "logistics-hub")).outcome for s in ("applying", "planned")} == {
        "delivered"
    }
    assert {ROWS.loc[f"hub-{kind}", "outcome"] for kind in ("airport-type", "production-service", "trade-service")} == {
        "delivered"
    }


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([fact(last_seen="2021-10-12")], ("unknown", "")),  # older than the plan: proves no delivery
        ([fact(since="2010", last_seen="2018")], ("unknown", "")),
        ([fact(covers="near")], ("unknown", "")),
        ([fact(covers="part")], ("under-way", "")),
        ([fact("pending"), fact(covers="part")], ("under-way", "")),
        ([fact("pending", covers="part")], ("unknown", "")),
        ([fact("pending", covers="promise"), fact(last_seen="2025")], ("not-yet", "")),  # it works, but not as promised
        ([fact(last_seen="2023"), fact("building", last_seen="2025")], ("under-way", "")),
        ([fact(since="2025-12-31", last_seen="2026")], ("delivered", "in-time")),
        ([fact(since="2026-01", last_seen="2026-02")], ("delivered", "late")),
        ([fact(last_seen="2025-12-31"), fact(last_seen="2026-03")], ("delivered", "in-time")),
        ([fact(last_seen="2026-01-30")], ("delivered", "not-known")),
        ([fact("approved", last_seen="")], ("under-way", "")),  # the page bears no date
        ([fact(last_seen="")], ("under-way", "")),  # nor proves it that anything was done since the plan
        ([fact(last_seen="2021")], ("under-way", "")),  # perhaps before the plan
        ([fact(covers="measure")], ("under-way", "")),
        ([fact("pending"), fact(covers="measure")], ("not-yet", "")),  # a measure does not outweigh the thing itself
    ],
)
def test_how_a_promise_stands(facts: list[Fact], expected: tuple[str, str]) -> None:
    found = fulfilment(facts, enough("planned", "railway"))
    assert (found.outcome, found.timing) == expected


def test_the_fact_shown_tells_the_time_and_is_not_the_latest() -> None:
    began, seen, later = (
        fact(since="2022-01-04", last_seen="2022"),
        fact(last_seen="2025-09"),
        fact(last_seen="2026-03"),
    )
    assert fulfilment([began, seen, later], {"operating"}).fact == began
    assert fulfilment([seen, later], {"operating"}).fact == seen


def test_an_inference_delivers_nothing() -> None:
    inferred = fact().model_copy(update={"confidence": "inferred"})
    found = fulfilment([inferred], {"operating"})
    assert (found.outcome, found.remark) == ("under-way", "inferred")
    assert fulfilment([fact(last_seen="2023"), inferred], {"operating"}).outcome == "delivered"


def test_a_gateway_is_delivered_when_it_is_open() -> None:
    for status in DELIVERED_BY:
        assert fulfilment([fact("approved")], enough(status, "gateway")).outcome == "under-way"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("project-dispute-centre", "推进中（仅有相关举措）"),
        ("htz-fuling", "未兑现（据推断）"),
        ("gateway-railway", "未兑现（已启用，未达规划要求）"),
        ("airport-fourth-runway", "已兑现"),
        ("airport-t3b", "已兑现"),
    ],
)
def test_an_outcome_says_what_it_rests_on(name: str, said: str) -> None:
    assert outcome_text(fulfilment_of(EDITION, name), "zh") == said


@pytest.mark.parametrize("timing", ["late", "not-known"])
def test_what_is_not_surely_in_time_says_so(timing: Timing) -> None:
    late = fulfilment([fact(since="2026-01", last_seen="2026-02")], {"operating"})
    assert (
        outcome_text(replace(late, timing=timing), "zh")
        == {"late": "已兑现（逾期）", "not-known": "已兑现（逾期或时间不详）"}[timing]
    )


def test_a_source_without_a_link_says_so() -> None:
    table = report(EDITION, ROWS, "zh")
    for link, source, proof in zip(table["来源网址"], table["来源"], table["依据"], strict=True):
        assert bool(link) == ("无链接" not in source) or not proof


def test_a_source_older_than_three_years_is_stale() -> None:
    today = date(2026, 11, 30)
    assert [is_stale(fact(last_seen=seen), today) for seen in ("2023-11-29", "2023-11-30", "2023", "2022")] == [
        *(True, False, False, True)
    ]


def test_every_status_of_the_catalogue_is_a_promise_or_exists() -> None:
    assert set(DELIVERED_BY) | {"existing"} == set(CATALOGUE.statuses)
    for status in DELIVERED_BY:
        assert {fulfilment([fact(now)], enough(status, "port")).outcome for now in CATALOGUE.statuses_now} <= set(
            OUTCOMES
        )


def test_only_what_the_plan_names_and_promises_is_counted() -> None:
    features = EDITION.features
    expected = features.index[features["named_in_plan"].astype(bool) & ~features["status"].isin(["existing"])]
    assert set(ROWS.index) == set(expected)
    known = {"bonded-railway-port": "delivered", "bonded-changshou": "not-yet", "htz-tongliang": "not-yet"}
    assert {name: ROWS.loc[name, "outcome"] for name in known} == known


def test_tallies_show_zeros_and_sum_to_the_promises() -> None:
    by_type = tally(EDITION, ROWS, "platform_type")
    assert by_type[list(OUTCOMES)].to_numpy().sum() == len(ROWS)
    assert LATE not in by_type  # what is delivered is so in time, as far as the facts say
    delivered = ROWS.index[ROWS["outcome"] == "delivered"]
    some_late = ROWS.assign(timing=ROWS["timing"].mask(ROWS.index.isin(delivered[:2]), "late"))
    some_late.loc[delivered[2], "timing"] = "not-known"
    assert tally(EDITION, some_late, "platform_type")[LATE].sum() == 3
    by_region = tally(EDITION, ROWS, "regions")
    assert set(CATALOGUE.regions) <= set(by_region.index)
    several = ROWS["regions"].map(len).clip(lower=1).sum()
    assert by_region[list(OUTCOMES)].to_numpy().sum() == several
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


def test_facts_come_as_they_were_last_seen() -> None:
    for facts in EDITION.facts.values():
        days = [last_day(each.last_seen) for each in facts]
        assert days == sorted(days)
    assert EDITION.facts["bonded-railway-port"][-1].status_now == "operating"


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("a,operating,whole,,2024,x,x,p,p,,2024,,certain,\n", "confidence"),
        ("a,open,whole,,2024,x,x,p,p,,2024,,high,\n", "status_now"),
        ("a,operating,some,,2024,x,x,p,p,,2024,,high,\n", "covers"),
        ("a,operating\n", "covers"),
        ("a,operating,whole,,2024,x,x,p,p,,2024,,high,,extra\n", "None"),
    ],
)
def test_a_bad_row_is_named_by_its_line(row: str, place: str) -> None:
    good = "b,operating,whole,,2024,x,x,p,p,,2024,,high,\n"
    with pytest.raises(DataError) as caught:
        read_facts((HEAD + good + row).encode(), CATALOGUE)
    assert [fault.feature for fault in caught.value.findings] == ["3"]
    assert place in caught.value.findings[0].detail["detail"]


@pytest.mark.parametrize("url", ["javascript:1", "data:text/html,x", "", "//x.cn"])
def test_only_web_addresses_are_linked(url: str) -> None:
    facts = read_facts((HEAD + f'a,operating,whole,,2024,x,x,p,p,,2024,"{url}",high,\n').encode(), CATALOGUE)
    assert facts["a"][0].link == ""
