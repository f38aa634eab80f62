"""District seats from `data/seats.csv`, each with a named source; a district without one is reported as missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from layers.dataset.source import Source, default_source

TABLE = "seats"


@dataclass(frozen=True)
class Seat:
    """A point that represents a district.

    Attributes
    ----------
    name
        Chinese name of the district.
    error_km
        Position error of the seat; None if no source names a seat and the point merely lies inside the district.
    """

    adcode: str
    name: str
    lon: float
    lat: float
    error_km: float | None

    @property
    def is_named(self) -> bool:
        """Whether a source names the seat."""
        return self.error_km is not None


def read_seats(source: Source | None = None) -> Mapping[str, Seat]:
    """Read the seats of the 38 districts by adcode; return an empty mapping if the table is missing."""
    try:
        text = (source or default_source()).read_table(TABLE).decode("utf-8-sig")
    except OSError:
        return {}
    return {
        row["adcode"]: Seat(
            row["adcode"], row["district_zh"], float(row["lon"]), float(row["lat"]), float(row["error_km"])
        )
        for row in csv.DictReader(io.StringIO(text))
    }
