"""What our own tables may hold: `inputs/<layer>.toml` for words and figures, two CSV tables for places."""

import csv
import tomllib
from datetime import date
from typing import Literal

import shapely
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.build.paths import INPUTS, BuildError

Status = Literal["existing", "temporary", "building", "planned", "applying", "preparatory", "exploring"]
Quality = Literal["surveyed", "site", "locality", "district", "schematic", "none"]
ESTIMATE = "编者估计，无公开来源"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(_Strict):
    """One of several places of a feature."""

    name_zh: str
    name_en: str
    point: str
    area_km2: float | None = None
    area_source: str | None = None


class Entry(_Strict):
    """One feature as it stands in a table; an empty `plan_ref` means that the plan does not name it."""

    id: str
    kind: str
    name_zh: str
    name_en: str
    aliases: tuple[str, ...]
    pinyin: tuple[str, ...]
    level: Literal["national", "municipal", "district"] | None = None
    status: Status | None = None
    status_source: str | None = None
    plan_ref: str
    summary_zh: str
    summary_en: str
    functions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    area_km2: float | None = None
    area_source: str | None = None
    area_approved_year: int | None = None  # the area is the one approved then, in the national catalogue
    point: str | None = None
    parts: tuple[Part, ...] = ()
    extent_districts: tuple[str, ...] = ()  # an area over parts of these, of which a point shows little
    stated_districts: tuple[str, ...] = ()  # known to lie in these, or in some of them, without an extent
    districts_source: str | None = None
    districts_2025: tuple[str, ...] = ()  # today's, needed where one of the above was divided
    districts_2025_source: str | None = None
    position_quality: Quality | None = None  # these three replace what the table of points says
    position_error_km: float | None = None
    position_source: str | None = None


class _Table(_Strict):
    feature: tuple[Entry, ...] = Field(min_length=1)


class Place(_Strict):
    """A row of `platform_points.csv` with its source in Chinese; lon and lat are None where no place is known."""

    name_zh: str
    lon: float | None
    lat: float | None
    error_km: float | None
    quality: Quality
    district: str
    source: str
    source_zh: str
    checked: date  # when the position was last judged

    def make_point(self) -> shapely.Point:
        """Make the point of a place that is known."""
        if self.lon is None or self.lat is None:
            raise BuildError(f"platform_points.csv, {self.name_zh}: no place is known")
        return shapely.Point(self.lon, self.lat)


def read_entries(layer: str) -> tuple[Entry, ...]:
    """Read the table of a layer.

    Raises
    ------
    BuildError
        When a key is unknown, missing or of the wrong kind; the message names table, feature and key.
    """
    path = INPUTS / f"{layer}.toml"
    try:
        return _Table.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).feature
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BuildError(f"{path.name}: {error}") from error


def read_places(sources_table: str = "position_sources.csv", *more_points: str) -> dict[str, Place]:
    """Read the places that have a source in Chinese, by the name of the point.

    Parameters
    ----------
    sources_table
        Which points are used, and where each comes from, in Chinese.
    more_points
        Tables of points beside `platform_points.csv`, with the same columns.

    Raises
    ------
    BuildError
        When a row is not as it should be, or an estimate of ours does not say so or claims to be a site.
    """
    with (INPUTS / sources_table).open(encoding="utf-8", newline="") as file:
        sources = {row["point"]: row["source_zh"] for row in csv.DictReader(file)}
    rows: dict[str, dict[str, str]] = {}
    for table in ("platform_points.csv", *more_points):
        with (INPUTS / table).open(encoding="utf-8", newline="") as file:
            rows |= {row["name_zh"]: row for row in csv.DictReader(file)}
    if unknown := sources.keys() - rows.keys():
        raise BuildError(f"{sources_table} names points that platform_points.csv does not have: {sorted(unknown)}")
    places = {}
    for name, source_zh in sources.items():
        row = {key: value or None for key, value in rows[name].items() if key in Place.model_fields}
        try:
            place = Place.model_validate({**row, "source_zh": source_zh})
        except ValidationError as error:
            raise BuildError(f"platform_points.csv, {name}: {error}") from error
        _check_honesty(place)
        places[name] = place
    return places


def _check_honesty(place: Place) -> None:
    if "editors' estimate" in place.source and ESTIMATE not in place.source_zh:
        raise BuildError(f"position_sources.csv, {place.name_zh}: an estimate of ours must say {ESTIMATE}")
    if ESTIMATE in place.source_zh and place.quality in {"surveyed", "site"}:
        raise BuildError(f"platform_points.csv, {place.name_zh}: an estimate of ours cannot be better than locality")
