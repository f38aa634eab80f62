"""What visitors and operators bring beside layers: read, or refused with a reason; never another error or a guess."""

import csv
import io
import json
import math
import tomllib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import tomli_w
from hypothesis import assume, given
from hypothesis import strategies as st

from layers.briefing.file import BriefingError, fault_sentence, read_briefing, ready, write_briefing
from layers.catalogue.models import load_catalogue
from layers.dataset import evidence, facts
from layers.dataset.dataset import load_dataset
from layers.dataset.layer_faults import DataError
from layers.dataset.source import default_source
from layers.ingest.csv_template import TemplateError
from layers.monitoring.indicators import NUMBERS
from layers.monitoring.user_values import read_own_actuals
from layers.planning.context import PlanningContext
from layers.planning.scenario import MOST, ScenarioError, from_geojson, parse_all, to_geojson
from layers.planning.user_statistics import read_user_statistics, template
from layers.query.nearest import ProximityIndex
from layers.suitability.contacts import read_contacts
from tests.fuzz.odd_input import fuzzed, mutated, texts

EDITION = load_dataset(load_catalogue())
AREAS = PlanningContext(EDITION, ProximityIndex(EDITION)).areas("38")
# three scenes of each: runs must be quick
TALKS = [
    {**talk, "scenes": talk["scenes"][:3]}
    for path in ready().values()
    for talk in [tomllib.loads(path.read_text("utf-8"))]
]
BRIEFINGS = [tomli_w.dumps(talk, multiline_strings=True).encode() for talk in TALKS]
DRAFT = json.loads(
    to_geojson(parse_all(["add:bonded-b:108.77,29.53", "close:bonded-xiyong"], EDITION)[0], EDITION, "x")
)
LANGS = ("zh", "en")
T = TypeVar("T")
E = TypeVar("E", bound=Exception)


def written(tables: Any) -> bytes:
    """Return tables as TOML; what TOML has no way to write (nothing, mixed keys) is no file anyone can bring."""
    try:
        return tomli_w.dumps(tables).encode()
    except (TypeError, AttributeError, UnicodeEncodeError):
        assume(False)
        raise


def taken_or_refused(read: Callable[[], T], refusal: type[E]) -> T | E:
    """Return what was read, or the refusal; any other error is a failure."""
    try:
        return read()
    except refusal as error:
        return error


def read_talk(content: bytes) -> None:
    found = taken_or_refused(lambda: read_briefing(content, EDITION), BriefingError)
    if isinstance(found, BriefingError):
        assert all(fault_sentence(fault, lang) for fault in found.findings for lang in LANGS)
        return
    briefing, faults = found
    assert all(fault_sentence(fault, lang) for fault in faults for lang in LANGS)
    again, none = read_briefing(write_briefing(briefing), EDITION)
    assert again == briefing, "what was accepted can be saved and opened again"
    assert none == ()


@fuzzed
@given(st.sampled_from(TALKS).flatmap(mutated))
def test_a_changed_briefing_is_read_or_refused(tables: Any) -> None:
    read_talk(written(tables))


@fuzzed
@given(st.sampled_from(BRIEFINGS), st.integers(0, 10**6), st.one_of(st.binary(max_size=6), texts.map(str.encode)))
def test_a_damaged_briefing_is_read_or_refused(content: bytes, at: int, damage: bytes) -> None:
    at %= len(content)
    read_talk(content[:at] + damage + content[at + len(damage) :])
    read_talk(damage)


@fuzzed
@given(mutated(DRAFT))
def test_a_changed_draft_is_read_or_refused(collection: Any) -> None:
    try:
        changes = from_geojson(json.dumps(collection).encode(), EDITION)
    except ScenarioError:
        return
    assert len(changes) <= MOST
    assert all(abs(change.lon) <= 180 and abs(change.lat) <= 90 for change in changes)
    assert from_geojson(to_geojson(changes, EDITION, "x"), EDITION) == changes


def table(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def changed(rows: Sequence[Sequence[str]]) -> st.SearchStrategy[bytes]:
    """Draw a table with some cells, rows or headings changed, or as any bytes at all."""
    cells = mutated([list(row) for row in rows]).filter(lambda found: isinstance(found, list))
    lines = cells.map(lambda found: [[str(cell) for cell in row] for row in found if isinstance(row, list)])
    return st.one_of(lines.map(table), st.binary(max_size=200))


ACTUALS = [("indicator_no", "year", "value", "note"), ("1", "2024", "12.5", "x"), ("2", "2023", "", "")]
FIGURES = list(csv.reader(io.StringIO(template(AREAS, "zh").decode("utf-8-sig"))))[:4]
NOTES = [("feature_id", "topic", "text", "date", "source"), ("bonded-xiyong", "contact", "x", "2026-01-01", "y")]
EVIDENCE = list(csv.reader(io.StringIO(default_source().read_table(evidence.TABLE).decode("utf-8-sig"))))[:4]
FACTS = list(csv.reader(io.StringIO(default_source().read_table(facts.TABLE).decode("utf-8-sig"))))[:4]


@fuzzed
@given(changed(ACTUALS))
def test_any_table_of_actual_values_is_read_or_refused(content: bytes) -> None:
    found = taken_or_refused(lambda: read_own_actuals("x.csv", content), TemplateError)
    if isinstance(found, TemplateError):
        assert found.findings
        return
    assert found.figures
    for figure in found.figures:
        assert figure.indicator_no in NUMBERS
        assert math.isfinite(figure.value)


@fuzzed
@given(changed([*FIGURES[:1], *([*row[:2], "5", "1.5"] for row in FIGURES[1:])]))
def test_any_table_of_figures_is_read_or_refused(content: bytes) -> None:
    found = taken_or_refused(lambda: read_user_statistics("x.csv", content, AREAS, "38"), TemplateError)
    if isinstance(found, TemplateError):
        assert found.findings
        return
    for figures in found.columns.values():
        assert set(figures) <= set(AREAS.codes)
        assert all(math.isfinite(number) for number in figures.values())


@fuzzed
@given(changed(NOTES))
def test_any_table_of_contacts_is_read_line_by_line(content: bytes) -> None:
    found = read_contacts(content, {"bonded-xiyong"})
    assert set(found.notes) <= {"bonded-xiyong"}


@fuzzed
@given(changed(FACTS))
def test_any_table_of_facts_is_read_or_refused(content: bytes) -> None:
    found = taken_or_refused(lambda: facts.read_facts(content, EDITION.catalogue), DataError)
    if isinstance(found, DataError):
        assert found.findings
        return
    known = set(EDITION.catalogue.statuses_now)
    assert all(fact.status_now in known for rows in found.values() for fact in rows)


@fuzzed
@given(changed(EVIDENCE))
def test_any_table_of_evidence_is_read_or_refused(content: bytes) -> None:
    found = taken_or_refused(lambda: evidence.read_evidence(content, EDITION.catalogue), DataError)
    if isinstance(found, DataError):
        assert found.findings
        return
    known = {"", *EDITION.catalogue.industries}
    assert all(row.industry in known for rows in found.values() for row in rows)
