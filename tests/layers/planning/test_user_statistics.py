"""Own figures of districts are read strictly or refused whole, with every fault named."""

import csv
import io

import numpy as np
import pytest

from layers.ingest.csv_template import TemplateError
from layers.planning.user_statistics import read_user_statistics, template
from tests.layers.planning.contexts import GROUND

AREAS = GROUND.areas("38")


def read(text: str, codec: str = "utf-8", district_vintage: str = "38") -> object:
    return read_user_statistics("own.csv", text.encode(codec), GROUND.areas(district_vintage), district_vintage)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["adcode", "district"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
def test_figures_are_joined_by_code_or_name(key: str, codec: str) -> None:
    name = "500101" if key == "adcode" else "万州区"
    own = read(f"{key},人口,GDP\r\n{name},156.4,\r\n", codec)
    assert own.encoding == ("GB18030" if codec == "gb18030" and key == "district" else "UTF-8") or codec == "gb18030"
    assert list(own.columns) == ["人口"]
    column = own.along("人口", GROUND, "38")
    assert column[AREAS.codes.index("500101")] == 156.4
    assert np.isnan(column).sum() == 37


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_comes_back_filled(lang: str) -> None:
    rows = list(csv.reader(io.StringIO(template(AREAS, lang).decode("utf-8-sig"))))  # type: ignore[arg-type]
    assert len(rows) == 39
    for n, row in enumerate(rows[1:]):
        row[2] = str(n)
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    own = read(out.getvalue())
    assert own.along(rows[0][2], GROUND, "38").tolist() == list(range(38))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "figures.empty"),
        ("adcode,x\n", "figures.empty"),
        ("adcode,x\n500101,\n", "figures.empty"),
        ("name,x\n万州区,1\n", "figures.no_key"),
        ("adcode,x,x\n500101,1,2\n", "figures.headings"),
        ("adcode\n500101\n", "figures.headings"),
        ("adcode," + ",".join(f"c{n}" for n in range(9)) + "\n500101" + ",1" * 9, "figures.headings"),
        ("adcode,x\n500101\n", "figures.cells"),
        ("adcode,x\n999999,1\n", "figures.district"),
        ("adcode,district,x\n500101,涪陵区,1\n", "figures.district"),
        ("adcode,x\n500101,1\n500101,2\n", "figures.twice"),
        ('adcode,x\n500101,"1,234"\n', "figures.number"),
        ("adcode,x\n500101,-1\n", "figures.number"),
        ("adcode,x\n500101,nan\n", "figures.number"),
        ('adcode,x\n500101,"1\n', "own_table.not_csv"),
        ("adcode,x\x00\n", "own_table.not_text"),
    ],
)
def test_what_is_wrong_is_said(text: str, key: str) -> None:
    with pytest.raises(TemplateError) as caught:
        read(text)
    assert key in [fault.code for fault in caught.value.findings]
    for fault in caught.value.findings:
        for lang in ("zh", "en"):
            assert fault.sentence(lang)  # type: ignore[arg-type]


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(TemplateError, match="too_big"):
        read("x" * 1_000_001)


def test_figures_of_2021_hold_for_districts_that_are_still_the_same() -> None:
    own = read("adcode,x\n500101,1\n500105,2\n500109,3\n500112,4\n")
    today = dict(zip(GROUND.areas("37").codes, own.along("x", GROUND, "37").tolist(), strict=True))
    assert today["500101"] == 1
    assert np.isnan([today["500105"], today["500109"]]).all()  # 两江新区 is not 江北, and 北碚 grew
    assert "500112" not in today
