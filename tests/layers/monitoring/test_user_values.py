"""A planner's own values: what is taken, what is refused, what is handed out again."""

import csv
import io
import xml.etree.ElementTree as ET
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.documents.monitoring_workbook import to_csv, to_xlsx
from layers.i18n.messages import say
from layers.ingest.csv_template import SIZE_LIMIT, TemplateError
from layers.monitoring import table as tables
from layers.monitoring import verdict
from layers.monitoring.indicators import NUMBERS, YEARS, load_monitoring
from layers.monitoring.user_values import COLUMNS, UserValue, UserValues, read_own_actuals, template

MONITORING = load_monitoring()
HEAD = "indicator_no,year,value,note\n"
XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
rows = st.dictionaries(
    st.tuples(st.sampled_from(list(NUMBERS)), st.sampled_from(list(YEARS))),
    st.tuples(
        st.decimals(min_value=0, max_value=10**9, places=4).map(lambda value: f"{value:f}"),
        st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=40),
    ),
    min_size=1,
)


def faults_of(content: bytes) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        read_own_actuals("a.csv", content)
    sentences = [fault.sentence("zh") for fault in caught.value.findings]
    assert all(fault.sentence("en") for fault in caught.value.findings)
    return sentences


@given(rows, st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_what_is_written_is_read(found: dict[tuple[int, int], tuple[str, str]], encoding: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows((no, year, value, note) for (no, year), (value, note) in found.items())
    own = read_own_actuals("a.csv", out.getvalue().encode(encoding))
    assert {(f.indicator_no, f.year): f.value for f in own.figures} == {k: float(v) for k, (v, _) in found.items()}


@given(st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused_with_a_sentence(content: bytes) -> None:
    try:
        faults = () if read_own_actuals("a.csv", content).figures else None
    except TemplateError as error:
        faults = error.findings or None
    assert faults is not None
    assert all(fault.sentence(lang) for fault in faults for lang in ("zh", "en"))


def test_the_encoding_is_named() -> None:
    text = f"{HEAD}3,2021,2700,自查\n"
    assert read_own_actuals("a.csv", text.encode()).encoding == "UTF-8"
    own = read_own_actuals("a.csv", text.encode("gb18030"))
    assert (own.encoding, own.figures[0].note) == ("GB18030", "自查")


def test_columns_may_come_in_any_order_and_open_years_stay_open() -> None:
    own = read_own_actuals("a.csv", b"year,note,indicator_no,value\n2022,,6,8158.4\n2023,,6,\n\n")
    assert own.figures == (UserValue(6, 2022, 8158.4, ""),)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_is_a_file_without_values(lang: str) -> None:
    content = template(MONITORING, lang)
    assert "没有填写任何数值" in faults_of(content)[0]
    filled = content.replace(b"\r\n6,2025,,", b"\r\n6,2025,8006.8,")
    assert read_own_actuals("t.csv", filled).yearly(6)[2025][0].value == 8006.8
    assert content.count(b"\r\n") == 1 + len(NUMBERS) * len(YEARS)


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("3,2026,1,", "第2行", "year 是“2026”"),
        ("3,2021,1,\n0,2021,1,", "第3行", "indicator_no 是“0”"),
        ("16,2021,1,", "第2行", "1到15"),
        ('3,2021,"1,000",', "第2行", "value 是“1,000”"),
        ("3,2021,-5,", "第2行", "value"),
        ("3,2021,1e5,", "第2行", "value"),
        ("3,2021,nan,", "第2行", "value"),
        ("3,2021,８,", "第2行", "value"),
        ("3,2021,=1+1,", "第2行", "value"),
        ("3,2021,99999999999,", "第2行", "value"),
        ("3,2021,1,a,b", "第2行", "有5格"),
        ("3,2021", "第2行", "有2格"),
        ("3,2021,1,\n3,2021,2,", "第3行", "第2行已有数值"),
        (f"3,2021,1,{'长' * 201}", "第2行", "note"),
        ('3,2021,1,"open', "第2行", "引号"),
    ],
)
def test_each_fault_is_a_sentence_with_line_and_cure(body: str, line: str, words: str) -> None:
    found = faults_of(f"{HEAD}{body}\n".encode())
    assert len(found) == 1
    assert found[0].startswith(line)
    assert words in found[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"\n\n", "空的"),
        (HEAD.encode(), "没有填写任何数值"),
        ("序号,年份,数值,备注\n".encode(), "列名应为 indicator_no,year,value,note"),
        (b"indicator_no;year;value;note\n3;2021;1;\n", "用英文逗号分隔"),
        (HEAD.encode("utf-16"), "CSV UTF-8"),
        (b"PK\x03\x04rest of a workbook", "CSV UTF-8"),
        (b"\xff\xff\xff", "CSV UTF-8"),
        (HEAD.encode() + b"x" * SIZE_LIMIT, "超过 1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, words: str) -> None:
    assert words in faults_of(content)[0]


def test_all_faults_are_told_at_once() -> None:
    assert len(faults_of(f"{HEAD}3,2020,1,\n99,2021,x,\n4,2021,5,\n".encode())) == 3


# ---------------------------------------------------------------- downloads
OWN = UserValues("=own.csv", "UTF-8", (UserValue(3, 2021, 2700.0, "=1+1"), UserValue(3, 2025, 3000.0, "@x")))


def parsed(book: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(book.read(name))  # noqa: S314 (we wrote the file ourselves)


def cells_of(content: bytes) -> dict[str, list[list[str]]]:
    """Return sheet → rows of text; no sheet may hold a formula or a link."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        texts = ["".join(t.text or "" for t in item.iter(f"{XML}t")) for item in parsed(book, "xl/sharedStrings.xml")]
        names = [sheet.get("name") or "" for sheet in parsed(book, "xl/workbook.xml").iter(f"{XML}sheet")]
        found = {}
        for number, name in enumerate(names, 1):
            sheet = parsed(book, f"xl/worksheets/sheet{number}.xml")
            assert not [*sheet.iter(f"{XML}f"), *sheet.iter(f"{XML}hyperlink")]
            found[name] = [[texts[int(v.text or "")] for v in row.iter(f"{XML}v")] for row in sheet.iter(f"{XML}row")]
        return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_holds_the_table_the_sources_and_the_rules(lang: str) -> None:
    book = cells_of(to_xlsx(MONITORING, OWN, lang))
    assert list(book) == [say(f"indicators.sheet_{name}", lang) for name in ("overview", "values", "notes")]
    overview, values, notes = book.values()
    assert overview[0] == [*tables.overview(MONITORING, OWN, lang).columns, say("verdict.title", lang)]
    assert [row[-1] for row in overview[1:]] == [verdict.sentence(MONITORING, n, lang) for n in range(1, 16)]
    assert len(overview) == 16
    flat = [text for row in values for text in row]
    assert "=1+1" in flat  # as text
    assert "8,006.8" in flat
    assert "https://www.imsilkroad.com/news/p/803899.html" in flat
    assert any("33.134114" in row[-1] or "33.1341" in row[-1] for row in notes)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_csv_holds_every_value_with_its_source_and_no_formula(lang: str) -> None:
    found = list(csv.DictReader(io.StringIO(to_csv(MONITORING, OWN, lang).decode("utf-8-sig"))))
    for row in found:
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    source, use = (say(f"indicators.{name}", lang) for name in ("col_source", "col_use"))
    published = [
        row for row in found if row[use] not in {say("indicators.use_open", lang), say("indicators.series_own", lang)}
    ]
    assert len(published) == len(MONITORING.figures)
    assert all(row[source] for row in published)
    assert sum(row[use] == say("indicators.series_own", lang) for row in found) == 2
