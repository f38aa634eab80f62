"""The plan's 15 indicators and their actual values, from `data/indicators.toml` and `.csv`, as frozen models."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from layers.catalogue.entries import Code, Model, Text, Words
from layers.catalogue.models import Catalogue, load_catalogue
from layers.dataset.source import DATA_FOLDER
from layers.errors import CatalogueError
from layers.text.bounded_toml import TomlError, read_toml

TOML_FILE = DATA_FOLDER.parent / "indicators.toml"
CSV_FILE = DATA_FOLDER.parent / "indicators.csv"
NUMBERS = range(1, 16)
BASE_YEAR, TARGET_YEAR = 2020, 2025
YEARS = range(BASE_YEAR + 1, TARGET_YEAR + 1)  # the years that can hold an actual value
PLAN_SCOPE = "plan"  # the only definition that may be compared with base and target
Number = Annotated[float, Field(allow_inf_nan=False)]
MaybeNumber = Annotated[Number | None, BeforeValidator(lambda text: None if text == "" else text)]


class GluedReading(Model):
    """One reading of figures that are printed without a space between them."""

    base: Number
    target: Number
    likelier: bool


class Glued(Model):
    """Figures that our copy of the plan prints without a space, and the reason for the likelier reading."""

    printed: Text
    why: Words
    readings: tuple[GluedReading, GluedReading]


class Indicator(Model):
    """One indicator: `base` of 2020 and `target` of 2025 in `unit`, as printed.

    Attributes
    ----------
    cumulative
        The target is the sum of 2021 to 2025 (【】 in the plan), the base a single year.
    over
        The target must be exceeded, not only reached.
    yearly_floor
        The minimum that the plan's text sets for every single year, if any.
    kinds
        Kinds of features on the map that contribute to the indicator; may be empty.
    """

    no: Annotated[int, Field(ge=NUMBERS.start, lt=NUMBERS.stop)]
    title: Words
    unit: Words
    group: Code
    base: Number
    target: Number
    target_text: Words
    cumulative: bool
    over: bool
    direction: Literal["up", "down"]
    definition: Words
    kinds: tuple[Code, ...]
    yearly_floor: Number | None = None
    glued: Glued | None = None

    @model_validator(mode="after")
    def _target_lies_where_the_direction_says(self) -> Indicator:
        if not self.cumulative and (self.target > self.base) != (self.direction == "up"):
            raise ValueError("the target lies on the wrong side of the base for its direction")
        if self.glued and [(r.base, r.target) for r in self.glued.readings if r.likelier] != [(self.base, self.target)]:
            raise ValueError("base and target must be the one likelier reading of the glued figures")
        return self


class Figure(Model):
    """One published value of an indicator: the printed figure, its time, definition and publisher."""

    indicator_no: int
    year: Annotated[int, Field(ge=2015, le=TARGET_YEAR)]
    kind: Literal["base", "target", "actual", "background", "partial"]
    value: MaybeNumber  # None: only a growth rate was published
    lower_bound: bool
    text: Text
    scope: Code
    whole_year: bool  # whether the figure is for the whole year, or the count at its end
    period: str
    publisher_zh: Text
    publisher_en: Text
    page_date: str
    url: str  # only where the host is the publisher's own
    confidence: Code
    note_zh: str
    note_en: str


class Monitoring(Model):
    """All indicators by number, their values in the order of collection, and the words of both."""

    indicators: tuple[Indicator, ...]
    groups: Mapping[Code, Words]
    scopes: Mapping[Code, Words]
    scope_units: Mapping[Code, Words]  # the unit of a scope that counts in another than its indicator
    confidences: Mapping[Code, Words]
    figures: tuple[Figure, ...] = ()

    def indicator(self, no: int) -> Indicator:
        """Return indicator `no`."""
        return self.indicators[no - 1]

    def unit_of(self, figure: Figure) -> Words:
        """Return the unit of a figure: that of its scope, else that of its indicator."""
        return self.scope_units.get(figure.scope) or self.indicator(figure.indicator_no).unit

    def of(self, no: int) -> tuple[Figure, ...]:
        """Return all figures of indicator `no`, by year, then in the order of collection."""
        return tuple(sorted((f for f in self.figures if f.indicator_no == no), key=lambda figure: figure.year))

    def cross_faults(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield faults across rows: numbers, groups, scopes, kinds of features, plan rows that disagree."""
        if [indicator.no for indicator in self.indicators] != list(NUMBERS):
            yield f"indicators.toml: no: must be {NUMBERS.start} to {NUMBERS.stop - 1}, in order"
            return
        for indicator in self.indicators:
            place = f"indicators.toml: indicators.{indicator.no}"
            if indicator.group not in self.groups:
                yield f"{place}.group: unknown group {indicator.group!r}"
            for code in set(indicator.kinds) - set(catalogue.kinds):
                yield f"{place}.kinds: unknown kind {code!r}"
            for kind, year, printed in (("base", 2020, indicator.base), ("target", 2025, indicator.target)):
                found = [(f.year, f.value) for f in self.of(indicator.no) if f.kind == kind]
                if found != [(year, printed)]:
                    yield f"indicators.csv: indicator {indicator.no}: {kind} must be {printed:g} in {year}, once"
        yield from self._figure_faults()

    def _figure_faults(self) -> Iterator[str]:
        for line, figure in enumerate(self.figures, 2):
            place = f"indicators.csv: line {line}"
            if figure.indicator_no not in NUMBERS:
                yield f"{place}: indicator_no: no indicator {figure.indicator_no}"
            for name, known in (("scope", self.scopes), ("confidence", self.confidences)):
                if getattr(figure, name) not in known:
                    yield f"{place}: {name}: unknown code {getattr(figure, name)!r}"
            if figure.kind == "actual" and (figure.year not in YEARS or not figure.whole_year):
                yield f"{place}: kind: an actual value is of a whole year of the plan's term"


def read_monitoring(toml_text: str, csv_text: str, catalogue: Catalogue) -> Monitoring:
    """Parse the indicators of `toml_text` and the values of `csv_text`.

    Raises
    ------
    CatalogueError
        If a key or column is unknown, missing or wrong; every fault names file and position.
    """
    try:
        tables: dict[str, Any] = read_toml(toml_text)
        if "figures" in tables:  # the figures come from the other file
            raise CatalogueError(["indicators.toml: figures: unknown key"])
        bare = Monitoring.model_validate(tables)
    except TomlError as error:
        raise CatalogueError([f"indicators.toml: {error}"]) from error
    except ValidationError as error:
        raise CatalogueError([f"indicators.toml: {_place(e['loc'])}: {e['msg']}" for e in error.errors()]) from error
    monitoring = bare.model_copy(update={"figures": _read_figures(csv_text)})
    if faults := list(monitoring.cross_faults(catalogue)):
        raise CatalogueError(faults)
    return monitoring


def _read_figures(text: str) -> tuple[Figure, ...]:
    rows = csv.DictReader(io.StringIO(text), strict=True)
    figures, faults = [], []
    try:
        for line, row in enumerate(rows, 2):
            try:
                figures.append(Figure.model_validate(row))
            except ValidationError as error:
                faults += [f"indicators.csv: line {line}: {_place(e['loc'])}: {e['msg']}" for e in error.errors()]
    except csv.Error as error:
        faults.append(f"indicators.csv: after line {rows.line_num}: {error}")
    if faults:
        raise CatalogueError(faults)
    return tuple(figures)


def _place(loc: tuple[int | str, ...]) -> str:
    """Return the position of a fault; indicators are counted from 1, as in the plan."""
    return ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in loc)


@lru_cache(maxsize=1)
def load_monitoring() -> Monitoring:
    """Load the indicators shipped with the project, once per process."""
    return read_monitoring(_text(TOML_FILE), _text(CSV_FILE), load_catalogue())


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
