"""The 41 municipal zones of the national catalogue of 2018, from one table (`inputs/municipal_zones.csv`).

A zone that the plan names under its later name has no place of its own here: `successor` links it to that feature, so
that map and ranking show one place once.
"""

from __future__ import annotations

import csv
from datetime import date

from data.build.entries import Entry, Part, Place
from data.build.gazetteer import Gazetteer
from data.build.paths import INPUTS, BuildError
from data.build.platforms import make_platform
from data.build.states import add_states
from data.build.write import Feature, read_layer

LAYER, KIND = "municipal-zones", "municipal-zone"
SUCCESSORS = "high-tech-zones"
CATALOGUE = "《中国开发区审核公告目录（2018 年版）》"
YEAR = 2018
SQUARE_KM = 100  # hectares
Row = dict[str, str]


def build_municipal_zones() -> list[Feature]:
    """Make the features of the layer.

    Raises
    ------
    BuildError
        When a successor is no feature of the high-tech zones, or a point does not lie in the district of its row.
    """
    with (INPUTS / "municipal_zones.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {feature["id"]: feature["properties"] for feature in read_layer(SUCCESSORS)}
    gazetteer = Gazetteer()
    return add_states(_make_zone(row, names, gazetteer) for row in rows)


def _make_zone(row: Row, names: dict[str, dict[str, str]], gazetteer: Gazetteer) -> Feature:
    if (successor := row["successor"]) and successor not in names:
        raise BuildError(f"municipal_zones.csv, {row['id']}: there is no feature {successor}")
    places = _list_places(row)
    feature = make_platform(
        _make_entry(row, list(places), names.get(successor), gazetteer), LAYER, {KIND: "park"}, gazetteer, places
    )
    feature["properties"] |= {
        "catalogue_code": row["code"],
        "approved": row["approved"],
        "leading_zh": row["leading_zh"],
        "leading_en": row["leading_en"],
        "successor": successor or None,
    }
    return feature


def _list_places(row: Row) -> dict[str, Place]:
    """Return the places of a zone by name: its parts, the one point it has, or none."""
    if row["parts"]:
        parts = [part.split(":") for part in row["parts"].split(";")]
        return {f"{row['name_zh']}·{zh}": _make_place(row, f"{row['name_zh']}·{zh}", *at) for zh, _, *at in parts}
    return {row["name_zh"]: _make_place(row, row["name_zh"], row["lon"], row["lat"])} if row["lon"] else {}


def _make_place(row: Row, name: str, lon: str, lat: str) -> Place:
    keys = ("error_km", "quality", "district", "source_zh", "checked")
    return Place.model_validate(
        {"name_zh": name, "lon": lon, "lat": lat, "source": CATALOGUE, **{key: row[key] for key in keys}}
    )


def _make_entry(row: Row, points: list[str], successor: dict[str, str] | None, gazetteer: Gazetteer) -> Entry:
    english = [part.split(":")[1] for part in row["parts"].split(";")] if row["parts"] else []
    area = round(float(row["area_ha"]) / SQUARE_KM, 2)
    district = gazetteer.find_code(row["district"])
    summary_zh, summary_en = _tell(row, area, successor)
    return Entry(
        id=row["id"],
        kind=KIND,
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        aliases=tuple(row["aliases"].split(";")),
        pinyin=tuple(row["pinyin"].split(";")),
        level="municipal",
        status_source=f"规划未列名；列入{CATALOGUE}的市级开发区",
        plan_ref="",
        summary_zh=summary_zh,
        summary_en=summary_en,
        industries=tuple(row["industries"].split(";")),
        area_km2=area,
        area_source=f"{YEAR} 年核准面积：{CATALOGUE}，{row['code']}",
        area_approved_year=YEAR,
        point=points[0] if len(points) == 1 else None,
        parts=tuple(
            Part(name_zh=name.partition("·")[2], name_en=en, point=name)
            for name, en in zip(points, english, strict=False)
        ),
        stated_districts=() if points else (district,),
        position_source=f"位置见“{successor['name_zh']}”，不重复上图" if successor else None,
    )


def _tell(row: Row, area: float, successor: dict[str, str] | None) -> tuple[str, str]:
    """Say in both languages what the catalogue says, and what the plan calls the zone."""
    day = date.fromisoformat(f"{row['approved']}-01")
    zh = f"{day.year} 年 {day.month} 月批准的市级开发区；国家目录 {YEAR} 年核准 {area:g} 平方公里，"
    zh += f"主导产业为{row['leading_zh']}。"
    en = (
        f"A municipal zone approved in {day:%B %Y}; the national catalogue of {YEAR} gives {area:g} km² "
        f"and leads with {row['leading_en']}."
    )
    if successor:
        zh += f"规划中见“{successor['name_zh']}”（同一园区或其后继，编者认定）。"
        en += f" In the plan it is “{successor['name_en']}”, the same zone or its successor as the editors read it."
    return zh, en
