"""Sources without the editors' remarks: every one that is shipped, as a reader is shown it."""

import json
import re
from collections.abc import Iterator

import pytest

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.dataset.source import DATA_FOLDER
from layers.i18n.source_text import readable_source
from layers.monitoring.indicators import load_monitoring
from layers.query.attribute_table import readable

REMARK = re.compile(r"镜像|转载|取整到|补网址|所见为|[Mm]irror|[Rr]epost|\bvia\b")
DATASET = load_dataset(load_catalogue())


def _sources(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _sources(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _sources(inner, key)
    elif isinstance(value, str) and key.endswith("_source"):
        yield value


SHIPPED = sorted(
    {text for path in DATA_FOLDER.glob("*.geojson") for text in _sources(json.loads(path.read_text(encoding="utf-8")))}
)


def test_the_shipped_sources_hold_remarks_to_take_away() -> None:
    assert [text for text in SHIPPED if REMARK.search(text)]


@pytest.mark.parametrize("text", SHIPPED)
def test_no_source_of_a_feature_shows_a_remark(text: str) -> None:
    shown = readable_source(text)
    assert shown
    assert not REMARK.search(shown)
    assert set(re.findall(r"\d{4}-\d\d", text)) == set(re.findall(r"\d{4}-\d\d", shown)), "dates stay"


def test_no_source_of_an_indicator_shows_a_remark() -> None:
    for figure in load_monitoring().figures:
        for text in (figure.publisher_zh, figure.publisher_en, figure.note_zh, figure.note_en):
            assert not REMARK.search(readable_source(text)), text


def test_facts_name_publishers_not_remarks() -> None:
    for facts in DATASET.facts.values():
        for fact in facts:
            said = (fact.publisher, fact.publisher_en, fact.statement_zh, fact.statement_en)
            assert not [text for text in said if REMARK.search(text)], fact.feature_id


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("中新社（转载，引重庆海关），2025-09-23", "中新社（引重庆海关），2025-09-23"),
        ("编者估计，无公开来源；取整到 0.01 度", "编者估计，无公开来源"),
        ("转载，2017-01-18：规划控制范围", "发布者未具名，2017-01-18：规划控制范围"),
        ("China News Service (repost)", "China News Service"),
        ("Chongqing Customs (press conference)", "Chongqing Customs (press conference)"),
        ("", ""),
    ],
)
def test_what_is_taken_away(text: str, shown: str) -> None:
    assert readable_source(text) == shown


def test_a_page_shows_the_table_without_remarks_and_a_download_has_them() -> None:
    def remarks(*, kept: bool) -> int:
        table = readable(DATASET, "zh", remarks=kept)
        return sum(bool(REMARK.search(text)) for name in table if name.endswith("_source") for text in table[name])

    assert remarks(kept=False) == 0 < remarks(kept=True)
