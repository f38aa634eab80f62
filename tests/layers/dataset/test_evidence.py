"""The tables of evidence and authorities: read whole or refused with a line for each bad row."""

import pytest

from layers.catalogue.models import load_catalogue
from layers.dataset.authorities import read_authorities
from layers.dataset.dataset import load_dataset
from layers.dataset.evidence import read_evidence
from layers.dataset.layer_faults import DataError
from layers.dataset.source import DATA_FOLDER, FolderSource

CATALOGUE = load_catalogue()
HEAD = (
    "feature_id,industry,function,gbt,kind,what_zh,what_en,figure_zh,figure_en,scope,date,publisher,publisher_en,page_date,"
    "source_url,confidence,caveat_zh,caveat_en\n"
)
GOOD = "a,electronics,research,C39;C40,firm,甲,A,,,zone,2024,某报,Paper,2024,,high,,\n"


def test_statements_come_latest_first() -> None:
    found = read_evidence((HEAD + GOOD + GOOD.replace("2024", "2025")).encode(), CATALOGUE)["a"]
    assert [row.date for row in found] == ["2025", "2024"]
    assert found[0].divisions == ("C39", "C40")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("electronics", "gold", "industry: gold"),
        ("research", "gold", "function: gold"),
        ("C39", "Z99", "gbt: Z99"),
        ("zone", "planet", "scope"),
        (",firm,", ",rumour,", "kind"),
        ("甲,A,,", "甲,A,多,", "both languages"),
        ("high,,", "high,不,", "both languages"),
    ],
)
def test_a_bad_row_is_named_by_its_line(old: str, new: str, said: str) -> None:
    with pytest.raises(DataError) as error:
        read_evidence((HEAD + GOOD + GOOD.replace(old, new)).encode(), CATALOGUE)
    [fault] = error.value.findings
    assert fault.feature == "3"
    assert said in fault.detail["detail"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x.org/"])
def test_only_web_addresses_are_links(url: str) -> None:
    [row] = read_evidence((HEAD + GOOD.replace(",,high", f",{url},high")).encode(), CATALOGUE)["a"]
    assert row.link == ""


def test_a_file_that_is_no_table_is_one_fault() -> None:
    with pytest.raises(DataError) as error:
        read_authorities(b"\xff\xfe\x00")
    assert [fault.code for fault in error.value.findings] == ["not-a-table"]


def test_missing_tables_leave_the_layers(tmp_path) -> None:
    found = load_dataset(CATALOGUE, FolderSource(DATA_FOLDER, tmp_path))
    assert set(found.faults) == {"facts", "industry_evidence", "authorities"}
    assert len(found.frames) == len(CATALOGUE.layers)
    assert found.evidence == found.authorities == {}
