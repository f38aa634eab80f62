"""What has become of the plan: each dated fact of `data/facts.csv` holds, and agrees with its feature."""

import re
from datetime import date
from urllib.parse import urlparse

import pytest

from data.build.paths import DATA, INPUTS, BuildError
from data.build.states import add_states, read_states
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.dataset.facts import first_day, last_day
from layers.monitoring.delivery import fulfilment_of, promises
from layers.monitoring.evidence import PLAN_ISSUED, TERM_END, bearing, state_today
from tests.data.plan import read_rows
from tests.data.shipped import THEMES, list_features

COLUMNS = [
    *("feature_id", "status_now", "covers", "since", "last_seen", "statement_zh", "statement_en"),
    *("publisher", "publisher_en", "source_note", "page_date", "source_url", "confidence", "conflict"),
]
COVERS = {"whole", "part", "measure", "near", "promise"}
CONFIDENCE = {"high", "medium", "low", "inferred"}  # inferred: from other facts, not stated
REMARKS = re.compile(r"镜像|转载|取整|补网址|mirror|repost")  # they belong to the source, not to the statement
# What a statement says of a thing done within a promise whose own name no page bears: that is a `measure`
OTHERWISE_NAMED = re.compile(
    r"没有点名|未点名|未单列|没有单独统计|本身未|本身没有查到|名称不同|未确认|未见“.*”之名|未分出|未分列"
)
FACTS = read_rows(DATA / "facts.csv")
FEATURES = {feature["id"]: feature["properties"] for _, feature in list_features(THEMES)}
BY_FACT = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact['feature_id']}-{fact['last_seen']}")


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
    assert fact["covers"] in COVERS
    assert fact["confidence"] in CONFIDENCE
    for language in ("statement_zh", "publisher"):
        assert fact[language]
        assert fact[f"{language.removesuffix('_zh')}_en"]
    assert not REMARKS.search(fact["statement_zh"] + fact["statement_en"])


@BY_FACT
def test_dates_are_dates(fact: dict[str, str]) -> None:
    for day in filter(None, (fact["since"], fact["last_seen"], fact["page_date"])):
        check_day(day)
    assert fact["last_seen"] or fact["covers"] == "near" or fact["confidence"] in {"low", "medium"}
    if fact["since"] and fact["last_seen"]:
        assert first_day(fact["since"]) <= last_day(fact["last_seen"])


@BY_FACT
def test_nothing_is_seen_after_its_page_was_written(fact: dict[str, str]) -> None:
    if fact["page_date"] and fact["last_seen"]:
        assert first_day(fact["last_seen"]) <= last_day(fact["page_date"])


def test_a_pages_date_alone_is_no_date_of_opening() -> None:
    """江津 passed in 2018 and 两江新区 runs since 2010, whatever the pages that name them are dated."""
    since = {fact["feature_id"]: fact["since"] for fact in FACTS if fact["status_now"] == "operating" and fact["since"]}
    known = {"bonded-jiangjin": "2018-04-23", "strategic-liangjiang": "2010-06-18", "htz-bishan": "2015-09"}
    assert {name: since[name] for name in known} == known
    assert FEATURES["bonded-jiangjin"]["status_now"] == FEATURES["bonded-wanzhou"]["status_now"] == "operating"


def test_one_page_is_cited_only_for_what_it_names() -> None:
    """The report of 2025-09-23 on the seventh zone names no other zone."""
    cited = {fact["feature_id"] for fact in FACTS if fact["page_date"] == "2025-09-23"}
    assert cited <= {"bonded-railway-port", "bonded-changshou"}
    assert {f["confidence"] for f in FACTS if f["feature_id"] == "bonded-changshou"} == {"inferred"}


def test_contradictions_stand_side_by_side() -> None:
    groups: dict[str, set[str]] = {}
    for fact in FACTS:
        if fact["conflict"]:
            groups.setdefault(fact["conflict"], set()).add(fact["statement_zh"])
    assert {"lianglu-name", "etdz-count", "chaotianmen-reach"} <= set(groups)
    assert all(len(groups[name]) > 1 for name in ("lianglu-name", "etdz-count", "chaotianmen-reach"))


def test_seven_applicants_are_inferred() -> None:
    applicants = {name for name, found in FEATURES.items() if name.startswith("htz-") and found["status"] == "applying"}
    assert len(applicants) == 7
    for fact in FACTS:
        if fact["feature_id"] in applicants and fact["status_now"] == "pending":
            assert fact["confidence"] == "inferred"


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


def test_facts_are_sorted_and_said_once() -> None:
    keys = [(fact["feature_id"], last_day(fact["last_seen"])) for fact in FACTS]
    assert keys == sorted(keys)
    said = [(fact["feature_id"], fact["last_seen"], fact["statement_zh"]) for fact in FACTS]
    assert len(said) == len(set(said))


def test_every_state_of_today_comes_from_the_facts() -> None:
    facts = read_states()
    for name, feature in FEATURES.items():
        fact = state_today(facts.get(name, ()))
        assert feature["status_now"] == (fact.status_now if fact else "unknown"), name
        assert feature["status_now_date"] == (fact.date or None if fact else None), name


def test_a_state_behind_the_plans_own_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    fact = read_states()["bonded-jiangjin"][0].model_copy(update={"last_seen": "2026-01-01", "status_now": "approved"})
    monkeypatch.setattr("data.build.states.read_states", lambda: {"bonded-jiangjin": (fact,)})
    jiangjin = [feature for _, feature in list_features(["bonded-zones"]) if feature["id"] == "bonded-jiangjin"]
    with pytest.raises(BuildError, match="bonded-jiangjin: approved is behind"):
        add_states(jiangjin)


def test_what_nothing_shows_was_searched() -> None:
    searched = {row["subject"]: row for row in read_rows(DATA / "searched.csv")}
    dataset = load_dataset(load_catalogue())
    rows = promises(dataset)
    silent = set(rows["id"][rows["outcome"] == "unknown"])
    assert len(silent) <= 25, "the issue allows no more than 25 promises without public evidence"
    assert silent <= set(searched)
    for row in searched.values():
        check_day(row["searched_on"])
        assert row["queries"]
        assert row["result"] in {"nothing", "related"}
    nothing = {name for name in silent if searched[name]["result"] == "nothing"}
    assert not [name for name in nothing if any(f.covers == "near" for f in dataset.facts.get(name, ()))]
    assert all(searched[name]["queries"].count("；") > 0 for name in silent), "asked in more words than one"


def test_what_is_not_the_thing_itself_is_a_measure() -> None:
    """A promise under way by a part, or delivered, rests on a fact that does not say that the thing was not named."""
    dataset = load_dataset(load_catalogue())
    own_words = {"consumption-changjiahui": "within its 16 km²", "info-secondary-nodes": "the nodes"}
    for name in promises(dataset).query("outcome in ['delivered', 'under-way'] and remark == ''").index:
        fact = fulfilment_of(dataset, name).fact
        assert fact is not None
        assert name in own_words or not OTHERWISE_NAMED.search(fact.statement_zh), name


def test_a_measure_is_said_to_be_one() -> None:
    dataset = load_dataset(load_catalogue())
    rows = promises(dataset)
    measures = {name for name in rows.index if (fact := fulfilment_of(dataset, name).fact) and fact.covers == "measure"}
    assert measures == set(rows.query("remark == 'measure'").index)
    assert set(rows.loc[list(measures), "outcome"]) == {"under-way"}
    assert {"project-china-europe-alliance", "project-wealth-management", "centre-express"} <= measures
    assert rows.loc["project-rcep-zone", "outcome"] == "not-yet", "the last page on the zone itself says so"


def test_every_delivery_is_shown_by_a_page_of_the_thing_itself_in_time() -> None:
    """The airport hub was approved in January 2022: a page of March 2026 is no proof that it came in time."""
    dataset = load_dataset(load_catalogue())
    rows = promises(dataset).query("outcome == 'delivered'")
    for name, timing in rows["timing"].items():
        fact = fulfilment_of(dataset, str(name)).fact
        assert fact is not None
        assert fact.covers in {"whole", "promise"}
        assert fact.confidence != "inferred"
        assert first_day(fact.last_seen) >= PLAN_ISSUED, name
        in_time = first_day(fact.since) <= TERM_END if fact.since else last_day(fact.last_seen) <= TERM_END
        assert in_time == (timing == "in-time"), name
    known = {"hub-airport-type": "2022-01-04", "hub-trade-service": "2025-09-24", "multimodal-guoyuan": "2022-08"}
    assert {name: fulfilment_of(dataset, name).fact.date for name in known} == known  # type: ignore[union-attr]
    assert rows.loc["airport-fourth-runway", "timing"] == "in-time"  # a page of 2025 says: in use since 2024-12-26


def test_an_approval_of_opening_opens_no_gateway() -> None:
    rows = promises(load_dataset(load_catalogue()))
    assert {rows.loc[f"gateway-wanzhou-{kind}", "outcome"] for kind in ("port", "airport")} == {"under-way"}


def test_a_newer_page_that_names_a_feature_confirms_it() -> None:
    """The page of November 2025 that makes 两江新区 a district names it: the card says that it was last seen then."""
    today = load_catalogue().data_date
    other_thing = re.compile(r"不同|未见|没有|未能|未提|未单|未列|不是|并非|是否|获批|扩大开放|二期|作业场所")
    for name, facts in load_dataset(load_catalogue()).facts.items():
        shown = state_today(facts)
        for fact in facts:
            newer = shown and last_day(fact.last_seen) > last_day(shown.last_seen)
            if newer and bearing(fact, today, promised=False) == "related" and fact.status_now == "operating":
                title = FEATURES[name]["name_zh"]
                assert title not in fact.statement_zh or other_thing.search(fact.statement_zh), name
    found = state_today(load_dataset(load_catalogue()).facts["strategic-liangjiang"])
    assert found is not None
    assert found.last_seen >= "2025-11-06"
