"""The verdict on each target of 2025: met, missed by how much, or why nobody can say."""

import re

import pytest

from layers.catalogue.entries import Lang
from layers.monitoring import verdict
from layers.monitoring.indicators import Figure, Indicator, Monitoring, load_monitoring
from layers.monitoring.searches import load_searches

MONITORING = load_monitoring()
LANGS: tuple[Lang, ...] = ("zh", "en")
ANNUAL, SUM, OVER = 6, 9, 8  # goods traded (9,000), foreign direct investment ([135]), capital used (> [500])


def known(no: int, *values: tuple[int, float], bound: bool = False) -> Monitoring:
    """Return the indicators with these comparable values of one of them and nothing else."""
    like = next(figure for figure in MONITORING.figures if figure.kind == "actual" and figure.scope == "plan")
    found = [
        like.model_copy(update={"indicator_no": no, "year": year, "value": value, "lower_bound": bound, "url": ""})
        for year, value in values
    ]
    return MONITORING.model_copy(update={"figures": tuple(found)})


@pytest.mark.parametrize(
    ("monitoring", "no", "expected"),
    [
        (known(ANNUAL, (2025, 9000)), ANNUAL, ("met", 2025, "")),
        (known(ANNUAL, (2023, 9100)), ANNUAL, ("met", 2023, "")),  # nothing later says otherwise
        (known(ANNUAL, (2023, 9100), (2025, 9500)), ANNUAL, ("met", 2023, "")),
        (known(ANNUAL, (2023, 9100), (2024, 8000), (2025, 9500)), ANNUAL, ("met", 2025, "")),
        (known(ANNUAL, (2023, 9100), (2025, 8000)), ANNUAL, ("missed", 2025, "")),
        (known(ANNUAL, (2024, 8000)), ANNUAL, ("open", 2024, "no-last-year")),
        (known(ANNUAL), ANNUAL, ("open", None, "no-value")),
        (known(ANNUAL, (2025, 8000), (2025, 9100)), ANNUAL, ("open", 2025, "disagree")),
        (known(ANNUAL, (2025, 8000), bound=True), ANNUAL, ("open", 2025, "only-a-bound")),
        (known(SUM, (2021, 30), (2022, 30)), SUM, ("open", 2022, "sum-incomplete")),
        (known(SUM, (2021, 100), (2022, 50)), SUM, ("met", 2022, "")),  # a sum never falls again
        (known(SUM, *((year, 20) for year in range(2021, 2026))), SUM, ("missed", 2025, "")),
        (known(OVER, *((year, 100) for year in range(2021, 2026))), OVER, ("missed", 2025, "")),  # more than 500
    ],
)
def test_how_a_target_is_judged(monitoring: Monitoring, no: int, expected: tuple[str, int | None, str]) -> None:
    found = verdict.verdict(monitoring, no)
    assert (found.answer, found.year, found.why) == expected


def test_a_miss_is_a_share_of_the_target() -> None:
    assert verdict.verdict(known(ANNUAL, (2025, 8100)), ANNUAL).gaps == (0.1,)
    assert verdict.verdict(known(ANNUAL, (2025, 8100), (2025, 8550)), ANNUAL).gaps == (0.05, 0.1)
    assert "5.0%–10.0%" in verdict.sentence(known(ANNUAL, (2025, 8100), (2025, 8550)), ANNUAL, "en")


def test_the_verdicts_of_november_2026() -> None:
    assert verdict.counts(MONITORING) == {"met": 0, "missed": 2, "open": 13}
    assert "Missed by 11.0%: 8,006.8 (100 million yuan) in 2025, target 9,000 (100 million yuan)" in verdict.sentence(
        MONITORING, 6, "en"
    )
    assert "差 27.3%" in verdict.sentence(MONITORING, 13, "zh")
    assert "2022, 2023, 2024, 2025" in verdict.sentence(MONITORING, 9, "en")


@pytest.mark.parametrize("indicator", MONITORING.indicators, ids=lambda found: str(found.no))
def test_every_value_of_a_verdict_has_its_unit(indicator: Indicator) -> None:
    found = verdict.verdict(MONITORING, indicator.no)
    nearest = found.figures[0]
    for lang in LANGS:
        unit = (MONITORING.unit_of(nearest) if found.why == "no-value" else indicator.unit).say(lang)
        said = verdict.sentence(MONITORING, indicator.no, lang)
        assert said.count(unit) >= (1 if found.answer == "open" else 2)
        assert not re.search(r"\((Part|Growth|Derived|Background)", said), "a capital inside a sentence"


def test_the_unit_is_that_of_the_definition() -> None:
    """The services of 两江新区 are published in dollars, the indicator counts yuan."""
    assert ">70亿美元" in verdict.sentence(MONITORING, 7, "zh")
    assert MONITORING.scope_units.keys() <= MONITORING.scopes.keys()


def test_what_cannot_be_judged_is_told_by_its_latest_year() -> None:
    assert sum(verdict.open_by_path(MONITORING).values()) == verdict.counts(MONITORING)["open"]


@pytest.mark.parametrize("indicator", MONITORING.indicators, ids=lambda found: str(found.no))
def test_a_verdict_is_one_line_and_rests_on_comparable_values(indicator: object) -> None:
    no = indicator.no  # type: ignore[attr-defined]
    found = verdict.verdict(MONITORING, no)
    for lang in ("zh", "en"):
        assert "\n" not in verdict.sentence(MONITORING, no, lang)  # type: ignore[arg-type]
    figures: tuple[Figure, ...] = found.figures
    assert figures
    assert found.year is None or {figure.scope for figure in figures} == {"plan"}


def test_what_lacks_whole_years_says_when_it_was_looked_for() -> None:
    assert {no for no in range(1, 16) if verdict.searched(no)} == {2, 4, 7, 8, 9, 11, 15}
    search = load_searches()["indicator-4"]
    assert search.searched_on in search.sentence("zh")
    assert search.queries in search.sentence("en")
