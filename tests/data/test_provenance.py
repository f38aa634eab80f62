"""The tables behind the page of sources: every package and every table of ours, in full and in both languages."""

import re

from data.build import fetch
from data.build.paths import DATA, INPUTS, PROVENANCE
from tests.data.plan import read_rows
from tests.data.shipped import LAYERS, ROOT

COLUMNS = [
    *("name", "version", "date", "licence", "sha256", "who_zh", "who_en", "upstream", "crs", "used_for"),
    *("note_zh", "note_en", "known_faults_zh", "known_faults_en"),
]
INPUT_COLUMNS = [
    *("file", "what_zh", "what_en", "who_zh", "who_en", "date", "licence_zh", "licence_en", "used_for"),
    *("sources_zh", "sources_en"),
]
PAGES = {"delivery", "indicators", "planning", "roads"}  # what is made of data beside layers
DAY = r"20\d\d-\d\d-\d\d"
HAN = re.compile(r"[\u4e00-\u9fff]")
PACKAGES = read_rows(PROVENANCE)
TABLES = read_rows(DATA / "inputs.csv")


def test_provenance_is_strict() -> None:
    assert list(PACKAGES[0]) == COLUMNS
    names = [row["name"] for row in PACKAGES]
    assert names == sorted(set(names))
    for row in PACKAGES:
        assert all(value for key, value in row.items() if key != "crs"), f"{row['name']}: a field is empty"
        assert re.fullmatch(r"[0-9a-f]{64}", row["sha256"]), row["name"]
        assert re.fullmatch(r"\d+(\.\d+)*", row["version"]), row["name"]
        assert re.fullmatch(DAY, row["date"]), row["name"]
        assert row["crs"] in {"WGS 84", "CGCS2000", ""}, row["name"]  # none: the package is code only


def test_provenance_names_every_package_that_the_build_takes() -> None:
    named = {row["name"]: row["version"] for row in PACKAGES}
    assert fetch.PACKAGES.keys() <= named.keys()
    lines = (ROOT / "data" / "build" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        name, _, version = line.partition("==")
        assert not line or line.startswith("#") or named.get(name) == version, line


def test_every_table_of_ours_has_its_row() -> None:
    assert list(TABLES[0]) == INPUT_COLUMNS
    files = [row["file"] for row in TABLES]
    tables = [path for path in [*INPUTS.iterdir(), *DATA.iterdir()] if path.suffix in {".csv", ".toml", ".txt"}]
    listed = {path.relative_to(ROOT).as_posix() for path in tables}
    assert files == sorted(listed - {"data/provenance.csv", "data/inputs.csv"})
    for row in TABLES:
        assert all(row.values()), f"{row['file']}: a field is empty"
        assert re.fullmatch(DAY, row["date"]), row["file"]


def test_what_they_are_used_for_are_layers_or_pages() -> None:
    used = {part for row in [*PACKAGES, *TABLES] for part in row["used_for"].split("; ")}
    assert used == {*LAYERS, *PAGES}, "every layer rests on something that is named"


def test_both_languages_are_what_they_say() -> None:
    for row in [*PACKAGES, *TABLES]:
        for key, text in row.items():
            assert not key.endswith("_zh") or HAN.search(text), (key, text)
            plain = text.replace("江北区", "")  # the alias that is quoted as a fault
            assert not key.endswith("_en") or not HAN.search(plain), (key, text)


def test_no_address_is_linked() -> None:
    for row in [*PACKAGES, *TABLES]:
        assert not re.search(r"https?:|www\.", " ".join(row.values())), row
