"""The operator's plots and workshops: area, price, state, contact and date, from an optional CSV or GeoJSON file."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal, get_args

from layers.config.settings import load_settings
from layers.i18n.findings import fault
from layers.suitability.operator_file import LONGEST, MOST_ROWS, SHOWN, OperatorFile, first_unfit, is_date, read_start

COLUMNS = ("feature_id", "name", "area_m2", "price", "price_unit", "state", "contact", "date", "source")
PlotState = Literal["free", "reserved", "taken"]
STATES: tuple[PlotState, ...] = get_args(PlotState)
LARGEST = 5_000_000  # bytes


@dataclass(frozen=True)
class Plot:
    """One plot or workshop inside a place, as the operator states it; None for what the file leaves empty."""

    feature_id: str
    name: str
    area_m2: float | None
    price: float | None
    price_unit: str
    state: PlotState
    contact: str
    date: str
    source: str


@dataclass(frozen=True)
class PlotFilter:
    """What a visitor wants; a plot whose area or price is unknown is kept only where none is asked for."""

    least_m2: float | None = None
    most_price: float | None = None
    states: tuple[PlotState, ...] = ()

    def keeps(self, plot: Plot) -> bool:
        """Whether a plot fits."""
        return (
            (self.least_m2 is None or (plot.area_m2 is not None and plot.area_m2 >= self.least_m2))
            and (self.most_price is None or (plot.price is not None and plot.price <= self.most_price))
            and (not self.states or plot.state in self.states)
        )


@dataclass(frozen=True)
class Plots(OperatorFile):
    """The plots in the order of the file, and what in it could not be used."""

    plots: tuple[Plot, ...] = ()

    def of(self, name: str, wanted: PlotFilter | None = None) -> list[Plot]:
        """Return the plots of a place that fit."""
        return [plot for plot in self.plots if plot.feature_id == name and (wanted is None or wanted.keeps(plot))]


def plots_file() -> Path | None:
    """Return the path of the operator's file, or None without one."""
    return load_settings().plots


def load_plots(path: Path, known: Collection[str]) -> Plots:
    """Read the file at `path`: plots of `known` places, and a fault for each line that cannot be used."""
    content = read_start(path, LARGEST)
    if content is None:
        return Plots(faults=(fault("plots.missing", {"file": path.name}),))
    return read_plots(path.name, content, known)


def read_plots(name: str, content: bytes, known: Collection[str]) -> Plots:
    """Parse a file by its ending, `.csv` or `.geojson`; a faulty row is left out and named."""
    if len(content) > LARGEST:
        return Plots(faults=(fault("plots.too_large", {"most": LARGEST // 1_000_000}),))
    try:
        text = content.decode("utf-8-sig")
        rows = list(islice(_features(text) if name.lower().endswith("json") else _lines(text), MOST_ROWS + 1))
    except (ValueError, csv.Error, RecursionError):
        return Plots(faults=(fault("plots.unreadable", {"file": name[:SHOWN]}),))
    if len(rows) > MOST_ROWS:
        return Plots(faults=(fault("plots.too_many", {"most": MOST_ROWS}),))
    found, faults = [], []
    for number, row in rows:
        wrong = _wrong(row, known)
        if wrong:
            detail = {"line": str(number), "field": wrong, "value": row.get(wrong, "")[:SHOWN]}
            faults.append(fault("plots.row", detail))
        else:
            found.append(_plot(row))
    return Plots(tuple(found), faults=tuple(faults))


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield number and values of each line of a CSV that has the columns `COLUMNS` in any order."""
    reader = csv.DictReader(io.StringIO(text), strict=True)
    if not set(COLUMNS) <= set(reader.fieldnames or ()):
        raise ValueError(COLUMNS)
    for number, row in enumerate(reader, start=2):
        yield number, {name: str(row.get(name) or "").strip() for name in COLUMNS}


def _features(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield number and properties of each feature of a GeoJSON collection."""
    collection: Any = json.loads(text)
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise ValueError(COLUMNS)  # noqa: TRY004 (of the file, as a wrong heading is)
    for number, feature in enumerate(features, start=1):
        said = feature.get("properties") if isinstance(feature, dict) else None
        values = said if isinstance(said, dict) else {}
        yield number, {name: "" if values.get(name) is None else str(values[name]).strip() for name in COLUMNS}


def _wrong(row: Mapping[str, str], known: Collection[str]) -> str:
    """Return the first faulty column of a row, or ""."""
    fits = {
        "feature_id": row["feature_id"] in known,
        "name": 0 < len(row["name"]) <= LONGEST,
        "area_m2": not row["area_m2"] or _number(row["area_m2"]) is not None,
        "price": not row["price"] or _number(row["price"]) is not None,
        "price_unit": len(row["price_unit"]) <= LONGEST and bool(row["price_unit"]) >= bool(row["price"]),
        "state": row["state"] in STATES,
        "contact": len(row["contact"]) <= LONGEST,
        "date": is_date(row["date"]),
        "source": 0 < len(row["source"]) <= LONGEST,
    }
    return first_unfit(fits)


def _plot(row: Mapping[str, str]) -> Plot:
    state = next(state for state in STATES if state == row["state"])
    texts = {name: row[name] for name in ("feature_id", "name", "price_unit", "contact", "date", "source")}
    return Plot(**texts, area_m2=_number(row["area_m2"]), price=_number(row["price"]), state=state)


def _number(text: str) -> float | None:
    """Return a number that is finite and not negative, or None."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None
