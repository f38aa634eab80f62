"""A visitor's statistics of districts from a CSV file: read strictly or refused as a whole, with cures."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from layers.arrays import Floats
from layers.catalogue.entries import LANGUAGES, DistrictVintage, Lang
from layers.i18n.findings import Finding, fault
from layers.i18n.messages import say
from layers.ingest.csv_template import Encoding, TemplateError, read_rows
from layers.planning.context import Areas, PlanningContext
from layers.text.control_characters import C0

KEYS = ("adcode", "district")  # of the template
MOST_COLUMNS, LONGEST_HEADING = 8, 40
MOST_HEADINGS = 100  # a table with more headings is no table of figures
LARGEST = 1e15
SAME_AREA = 0.01  # a district of both editions is the same one where its area differs by less
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,8})?")
_CONTROL = re.compile(f"[{C0}]")


@dataclass(frozen=True, eq=False)
class UserStatistics:
    """An accepted file.

    Attributes
    ----------
    district_vintage
        The vintage of districts that its rows match.
    columns
        Heading → adcode → figure; a missing district or an empty cell is unknown.
    """

    name: str
    encoding: Encoding
    district_vintage: DistrictVintage
    columns: Mapping[str, Mapping[str, float]]

    def along(self, heading: str, context: PlanningContext, district_vintage: DistrictVintage) -> Floats:
        """Return the figures (d,) of a column, NaN if unknown or if the district differs in the other vintage."""
        areas, known = context.areas(district_vintage), self.columns.get(heading, {})
        same = set(areas.codes) if district_vintage == self.district_vintage else _unchanged(context)
        return np.array([known.get(code, np.nan) if code in same else np.nan for code in areas.codes], dtype=float)


def _unchanged(context: PlanningContext) -> set[str]:
    old, new = context.areas("38"), context.areas("37")
    size = {code: (name.zh, area) for code, name, area in zip(old.codes, old.names, old.area_km2, strict=True)}
    return {
        code
        for code, name, area in zip(new.codes, new.names, new.area_km2, strict=True)
        if code in size and size[code][0] == name.zh and abs(size[code][1] / area - 1) < SAME_AREA
    }


def read_user_statistics(name: str, content: bytes, areas: Areas, district_vintage: DistrictVintage) -> UserStatistics:
    """Read the figures of a CSV file with a column adcode or district and up to eight columns of numbers.

    Raises
    ------
    TemplateError
        With every fault found; nothing of a faulty file is used.
    """
    rows, encoding = read_rows(content)
    if len(rows) < 2:
        raise TemplateError(fault("figures.empty"))
    heading = [cell.strip() for cell in rows[0][1]]
    keys, numbers = _columns(heading)
    faults: list[Finding] = []
    columns: dict[str, dict[str, float]] = {heading[n]: {} for n in numbers}
    seen: dict[str, int] = {}
    known = _known(areas)
    for line, cells in rows[1:]:
        code, problems = _district(line, cells, heading, keys, known)
        problems += list(_number_faults(line, cells, heading, numbers))
        if code and seen.setdefault(code, line) != line:
            problems.append(fault("figures.twice", {"line": line, "first": seen[code]}))
        if not problems:
            for n in numbers:
                if cells[n].strip():
                    columns[heading[n]][code] = float(cells[n].strip())
        faults += problems
    if not faults and not any(columns.values()):
        faults.append(fault("figures.empty"))
    if faults:
        raise TemplateError(*faults)
    return UserStatistics(
        name, encoding, district_vintage, {title: figures for title, figures in columns.items() if figures}
    )


def template(areas: Areas, lang: Lang) -> bytes:
    """Return a CSV template: one row a district, and two columns to be renamed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*KEYS, say("figures.population", lang), say("figures.gdp", lang)])
    writer.writerows((code, name.say(lang), "", "") for code, name in zip(areas.codes, areas.names, strict=True))
    return out.getvalue().encode("utf-8-sig")


def _columns(heading: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the columns of district names, and those of figures."""
    known = {word for lang in LANGUAGES for word in say("figures.named", lang).split()}
    if len(heading) > MOST_HEADINGS:
        raise TemplateError(fault("figures.headings", {"most": MOST_COLUMNS, "longest": LONGEST_HEADING}))
    keys = [n for n, name in enumerate(heading) if name.casefold() in known]
    numbers = [n for n in range(len(heading)) if n not in keys]
    if not keys:
        raise TemplateError(fault("figures.no_key", {"found": ", ".join(heading)[:80]}))
    bad = [name for name in heading if not name or len(name) > LONGEST_HEADING or _CONTROL.search(name)]
    if bad or not 0 < len(numbers) <= MOST_COLUMNS or len(set(heading)) != len(heading):
        raise TemplateError(fault("figures.headings", {"most": MOST_COLUMNS, "longest": LONGEST_HEADING}))
    return keys, numbers


def _known(areas: Areas) -> dict[str, str]:
    """Return adcode, name or short name → adcode, for each that names one district only."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, name, short in zip(areas.codes, areas.names, areas.shorts, strict=True):
        for text in (code, name.zh, name.en, short.zh, short.en):
            found[text.casefold()].add(code)
    return {text: codes.pop() for text, codes in found.items() if len(codes) == 1}


def _district(
    line: int, cells: Sequence[str], heading: Sequence[str], keys: Sequence[int], known: Mapping[str, str]
) -> tuple[str, list[Finding]]:
    if len(cells) != len(heading):
        return "", [fault("figures.cells", {"line": line, "count": len(cells), "wanted": len(heading)})]
    named = [cells[n].strip() for n in keys if cells[n].strip()]
    codes = {known.get(text.casefold(), "") for text in named}
    if len(codes) == 1 and "" not in codes:
        return codes.pop(), []
    return "", [fault("figures.district", {"line": line, "text": " / ".join(named)[:40]})]


def _number_faults(
    line: int, cells: Sequence[str], heading: Sequence[str], numbers: Sequence[int]
) -> Iterator[Finding]:
    for n in numbers if len(cells) == len(heading) else ():
        text = cells[n].strip()
        if text and (not _NUMBER.fullmatch(text) or float(text) > LARGEST):
            yield fault("figures.number", {"line": line, "column": heading[n], "text": text[:20]})
