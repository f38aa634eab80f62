"""The corpus of files that people and attackers bring, laid beside the checkout, and what its manifest promises."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pandas as pd

from layers.formats.vector import write
from layers.ingest.read import read_layer
from layers.ingest.validate import ValidationResult

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "corpus"
Check = Callable[[ValidationResult], bool]


@dataclass(frozen=True)
class Case:
    """One line of the manifest."""

    file: str
    verdicts: frozenset[str]
    assertion: str

    @property
    def path(self) -> Path:
        return FOLDER / self.file


def cases() -> list[Case]:
    manifest = FOLDER / "MANIFEST.csv"
    if not manifest.is_file():
        return []
    lines = csv.DictReader(StringIO(manifest.read_text(encoding="utf-8")))
    return [
        Case(
            line["file"], frozenset([line["expected"], *filter(None, line["tolerated"].split(","))]), line["assertion"]
        )
        for line in lines
    ]


def _valid(found: ValidationResult) -> bool:
    return found.imported is None or bool(found.imported.frame.geometry.dropna().is_valid.all())


def _says(*codes: str) -> Check:
    return lambda found: bool({finding.code for finding in found.findings} & set(codes))


def _names(found: ValidationResult, column: str = "name") -> list[str]:
    assert found.imported is not None
    return [str(value) for value in found.imported.frame[column]]


def _round_trips(found: ValidationResult) -> bool:
    """Write and read again: GeoJSON gives the same table, CSV the same texts once its apostrophes are taken off."""
    if found.imported is None:
        return True
    frame = found.imported.frame
    again = read_layer("again.geojson", write(frame, "geojson")).frame
    pd.testing.assert_frame_equal(pd.DataFrame(again).astype(object), pd.DataFrame(frame).astype(object))
    rows = csv.DictReader(StringIO(write(frame, "csv").decode("utf-8-sig"), newline=""))
    for row, (_, given) in zip(rows, frame.iterrows(), strict=True):
        for name, text in given.items():
            if isinstance(text, str) and "\x00" not in text + str(name):
                assert row[str(name)] in {text, f"'{text}"}
                assert not row[str(name)].startswith(("=", "+", "-", "@", "\t", "\r"))
    return True


def _keeps_the_port(found: ValidationResult) -> bool:
    return found.imported is None or ("果园港" in _names(found) and _round_trips(found))


def _is_reprojected(found: ValidationResult) -> bool:
    if found.imported is None:
        return True
    x, y = found.imported.frame.geometry[0].centroid.coords[0]
    return found.imported.crs == "EPSG:32632" and 13 < x < 14 and 52 < y < 53


def _has_five_rows(found: ValidationResult) -> bool:
    return found.imported is None or len(found.imported.frame) == 5


def _names_the_part(found: ValidationResult) -> bool:
    return any(part in finding.sentence("en") for finding in found.findings for part in (".shp", ".shx"))


def _is_where_it_was(found: ValidationResult) -> bool:
    assert found.imported is not None
    x, y = found.imported.frame.geometry[0].coords[0]
    return (int(10 * x), int(10 * y)) == (106, 599)


def _cities(found: ValidationResult) -> bool:
    return len(_names(found)) == 243 and {"Brasília", "São Paulo"} <= set(_names(found))


def _no_markup(found: ValidationResult) -> bool:
    said = [f"{finding.sentence('zh')}{finding.cure('en')}" for finding in found.findings]
    return not any(mark in text for text in said for mark in "<>")


def _counts_the_placeless(found: ValidationResult) -> bool:
    assert found.imported is not None
    said = [finding for finding in found.findings if finding.code == "some-placeless"]
    missing = found.imported.frame.geometry.isna()
    return [finding.detail["count"] for finding in said] == [str(missing.sum())] and "Null Geometry" in said[0].detail[
        "names"
    ]


_NOTHING_RUNS = "nothing executes in map, popup, tooltip, layer list, table, chart, exported HTML; text shown literally"
# what the manifest promises → how it is seen; times are measured where the file is read
PROMISES: dict[str, Check] = {
    "": lambda _: True,
    "no area/overlap is computed from the unrepaired shape": _valid,
    "areas, overlaps and nearest never come from the unrepaired shape; repaired shape is_valid": _valid,
    "message names the range problem and suggests projected CRS / swapped axes": _says("nowhere", "looks-projected"),
    "the crs is honoured (reproject) or refused, never silently ignored": _is_reprojected,
    "refused in < 5 s, no traceback, process alive": lambda found: found.verdict == "reject",
    "if loaded, the feature still has name 果园港 and re-exports as valid JSON": _keeps_the_port,
    "round-trips through export": _round_trips,
    "row count kept; the row without place is counted and named": _counts_the_placeless,
    "243 rows; Brasília and São Paulo not mojibake": _cities,
    "the assumption is shown": _says("crs-assumed"),
    "message names the missing part": _names_the_part,
    "names decode": lambda found: "Hněvošický háj" in _names(found, "field"),
    "no HTML reaches the page": _no_markup,
    "5 rows or a refusal that says no feature has a place": _has_five_rows,
    "message names the missing coordinate columns": _says("no-coordinate-columns"),
    "x = 10.6, y = 59.9": _is_where_it_was,
    "message says it is ECharts-encoded, not a bare type error": _says("echarts-encoded"),
    "CSV and XLSX exports hold no live formula: no cell of type formula; CSV cells that begin with = + - @ TAB CR are "
    "neutralised; GeoJSON export unchanged": _round_trips,
    _NOTHING_RUNS: _round_trips,
    f"{_NOTHING_RUNS}; every name round-trips through each export (control characters may be dropped from XLSX with a "
    "note)": _round_trips,
    "refused (or loaded without the bad entry); no file is written outside the temporary folder; < 10 s; memory growth "
    "< 300 MB": _says("zip-link"),
}
