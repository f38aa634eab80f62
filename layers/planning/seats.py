"""District seats from `data/seats.csv`: where a named source places them; the rest is said to be missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from layers.dataset.source import Source, default_source

TABLE = "seats"


@dataclass(frozen=True)
class Seat:
    """A point that stands for a district.

    Attributes
    ----------
    name
        Chinese name of the district.
    error_km
        Position error of the seat; None where no source names one and the point merely lies inside the district.
    """

    adcode: str
    name: str
    lon: float
    lat: float
    error_km: float | None

    @property
    def is_named(self) -> bool:
        """Whether a source places the seat."""
        return self.error_km is not None


def read_seats(source: Source | None = None) -> Mapping[str, Seat]:
    """Return the seats by adcode of the 38 districts; none where the table is missing."""
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
