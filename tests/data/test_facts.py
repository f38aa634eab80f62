"""What has become of the plan: each dated fact of `data/facts.csv` holds, and agrees with its feature."""

import re
from datetime import date
from itertools import groupby
from urllib.parse import urlparse

import pytest

from data.build.paths import DATA, INPUTS
from layers.catalogue import load_catalogue
from tests.data.plan import read_rows
from tests.data.shipped import THEMES, list_features

COLUMNS = [
    *("feature_id", "status_now", "date", "statement_zh", "statement_en"),
    *("publisher", "page_date", "source_url", "confidence"),
]
# inferred: from other facts, not stated; none: looked for and not found
CONFIDENCE = {"high", "medium", "low", "inferred", "none"}
FACTS = read_rows(DATA / "facts.csv")
FEATURES = {feature["id"]: feature["properties"] for _, feature in list_features(THEMES)}
BY_FACT = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact['feature_id']}-{fact['date']}")


def read_hosts() -> set[str]:
    lines = (INPUTS / "publisher_hosts.txt").read_text(encoding="utf-8").splitlines()
    return {host for line in lines if (host := line.partition("#")[0].strip())}


def check_day(text: str) -> None:
    """Fail unless a text is YYYY, YYYY-MM or YYYY-MM-DD, and a day that exists."""
    assert re.fullmatch(r"\d{4}(-\d\d){0,2}", text), text
    date.fromisoformat(text + "-01" * (2 - text.count("-")))


@BY_FACT
def test_a_fact_is_whole(fact: dict[str, str]) -> None:
    assert list(fact) == COLUMNS
    assert fact["feature_id"] in FEATURES
    assert fact["status_now"] in load_catalogue().statuses_now
    assert fact["confidence"] in CONFIDENCE
    assert fact["statement_zh"]
    assert fact["statement_en"]
    assert fact["publisher"] or fact["confidence"] == "none"


@BY_FACT
def test_dates_are_dates(fact: dict[str, str]) -> None:
    assert fact["date"] or fact["status_now"] == "unknown"
    days = fact["date"].split("/") if fact["date"] else []  # a range has two ends: 2025-05/2025-06
    assert len(days) <= 2
    assert days == sorted(days)
    for day in [*days, *([fact["page_date"]] if fact["page_date"] else [])]:
        check_day(day)


@BY_FACT
def test_only_publishers_own_addresses_are_linked(fact: dict[str, str]) -> None:
    if fact["source_url"]:
        assert urlparse(fact["source_url"]).hostname in read_hosts()
    assert not re.search(r"https?:|www\.", fact["statement_zh"] + fact["statement_en"] + fact["publisher"])


def test_hosts_are_bare_and_named_once() -> None:
    lines = (INPUTS / "publisher_hosts.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    hosts = [row[0] for row in rows]
    assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) for host in hosts)
    assert len(hosts) == len(set(hosts))
    assert all(len(row) > 2 and row[1] == "#" for row in rows), "each host says whose it is"


def test_facts_are_sorted_and_told_once() -> None:
    keys = [(fact["feature_id"], fact["date"]) for fact in FACTS]
    assert keys == sorted(keys)
    told = [(fact["feature_id"], fact["date"], fact["statement_zh"]) for fact in FACTS]
    assert len(told) == len(set(told))


def test_the_latest_fact_agrees_with_the_feature() -> None:
    for name, facts in groupby(FACTS, key=lambda fact: fact["feature_id"]):
        latest = max(facts, key=lambda fact: fact["date"].split("/")[-1])
        assert latest["status_now"] == FEATURES[name]["status_now"], name


def test_what_is_said_to_be_unknown_was_looked_for_and_not_found() -> None:
    for fact in FACTS:
        if fact["confidence"] == "none":
            assert fact["status_now"] == "unknown", fact["feature_id"]
