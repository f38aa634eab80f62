"""Make the features of the layers corridors and corridor-nodes from the routed legs."""

from __future__ import annotations

from typing import Any, NamedTuple

import shapely
from pyproj import Geod

from data.build.gazetteer import TODAY, Gazetteer
from data.build.grounds import UNKNOWN
from data.build.routes.inputs import Leg, Node
from data.build.write import Feature, make_feature

GEOD = Geod(ellps="WGS84")
CORRIDORS = {  # in the plan's order
    "land-sea": ("西部陆海新通道", "the New Land-Sea Corridor"),
    "china-europe": ("中欧班列（成渝）", "the China–Europe Railway Express"),
    "yangtze": ("长江黄金水道等东向通道", "the Yangtze and eastbound routes"),
    "manzhouli": ("渝满俄班列", "the Chongqing–Manzhouli–Russia service"),
}
PLACES = {"crossing": ("口岸", "Border crossing"), "seaport": ("港口", "Port"), "city": ("城市", "City")}
CHECKED = "2026-11-23"  # when routes and nodes were last judged
DECIMALS = 4  # 11 m: finer than any tolerance the lines are simplified with
Coordinates = list[tuple[float, float]]


class Piece(NamedTuple):
    """A run of one leg: lon/lat points, and whether it is only schematic."""

    points: Coordinates
    schematic: bool


def measure_km(points: Coordinates) -> float:
    """Measure the geodesic length (WGS 84) of a line in km."""
    lon, lat = zip(*points, strict=True)
    return float(GEOD.line_length(lon, lat)) / 1000


def make_route(route: dict[str, Any], runs: list[tuple[Leg, Piece]], gazetteer: Gazetteer) -> Feature:
    """Make a corridor: part i of the geometry is legs[i], directed outward from Chongqing."""
    line = shapely.MultiLineString([piece.points for _, piece in runs]) if runs else None
    if stated := sorted(route.get("districts", [])):
        codes, today = stated, sorted(route.get("districts_2025", [])) or gazetteer.follow(stated, route["id"])
    else:
        codes, today = gazetteer.list_touched(line), gazetteer.list_touched(line, TODAY)
    lengths = [(measure_km(piece.points), piece.schematic) for _, piece in runs]
    total = sum(length for length, _ in lengths)
    share = sum(length for length, schematic in lengths if schematic) / total if total else None
    properties = make_properties(route, "corridor", codes, today, gazetteer.find_regions(codes))
    if line is None:
        properties["position_quality"] = "none"
    else:
        properties |= {"position_quality": "schematic", "position_source": _credit(runs), "position_checked": CHECKED}
    properties |= {
        "legs": [
            {
                "mode": leg.mode,
                "from_zh": leg.start.name_zh,
                "from_en": leg.start.name_en,
                "to_zh": leg.end.name_zh,
                "to_en": leg.end.name_en,
                "schematic": piece.schematic,
            }
            for leg, piece in runs
        ],
        "length_km": route.get("length_km"),
        "length_source": route.get("length_source"),
        "schematic_share": None if share is None else round(share, 3),
    }
    return make_feature(properties, line, DECIMALS)


def _credit(runs: list[tuple[Leg, Piece]]) -> str:
    """Name the sources of the line's position; rail and road are OpenStreetMap data under the ODbL."""
    sources = {
        "rail": "OpenStreetMap 铁路（ODbL）经 scgraph_data 2.0.0",
        "road": "OpenStreetMap 公路（ODbL）经 scgraph_data 2.0.0",
        "sea": "searoute 1.6.0 海路网",
        "river": "WDB-II 河流",
    }
    modes = {leg.mode for leg, _ in runs}
    return "；".join(text for mode, text in sources.items() if mode in modes) + "；按途经点逐段取最短路，示意"


def make_node(node: Node, kinds: list[str]) -> Feature:
    """Make a node outside Chongqing; kinds are the corridors that pass it."""
    row = node.row
    named = row["named_in_plan"] == "1"
    place_zh, place_en = PLACES[row["shown_as"]]
    corridors_en = " and ".join(CORRIDORS[kind][1] for kind in kinds)
    texts: dict[str, Any] = {
        "id": f"node-{node.key}",
        "name_zh": node.name_zh,
        "name_en": node.name_en,
        "aliases": [word for word in row["aliases"].split(";") if word],
        "kind": row["shown_as"],
        "status": row["status"] or None,
        "plan_ref": row["plan_ref"],
        "summary_zh": "、".join(CORRIDORS[kind][0] for kind in kinds) + f"沿线的{place_zh}。" + row["summary_zh"],
        "summary_en": f"{place_en} on {corridors_en}. {row['summary_en']}".strip(),
    }
    properties = make_properties(texts, row["shown_as"], [], [], [])
    properties |= {
        "named_in_plan": named,
        "status_source": None if named else "规划未列名，本图仅作通道途经点",
        "position_quality": row["quality"],
        "position_error_km": float(row["error_km"]),
        "position_source": row["position_source"],
        "position_checked": CHECKED,
        "corridors": kinds,
    }
    return make_feature(properties, shapely.Point(node.lon, node.lat))


def make_properties(
    table: dict[str, Any], kind: str, codes: list[str], today: list[str], regions: list[str]
) -> dict[str, Any]:
    """Make the properties that every thematic feature has, in the contract's order; `today` are districts of 2025."""
    return {
        "id": table["id"],
        "name_zh": table["name_zh"],
        "name_en": table["name_en"],
        "aliases": table.get("aliases", []),
        "platform_type": "corridor",
        "kind": table.get("kind", kind),
        "level": table.get("level"),
        "status": table["status"],
        "status_source": None,
        "status_now": "unknown",  # these three follow from the facts
        "status_now_date": None,
        "status_now_source": None,
        "regions": regions,
        "districts": codes,
        "extent_districts": [],
        "districts_2025": today,
        "named_in_plan": True,
        "plan_ref": table["plan_ref"],
        "summary_zh": table["summary_zh"],
        "summary_en": table["summary_en"],
        "functions": [],
        "industries": [],
        **UNKNOWN,
        "area_km2": None,
        "area_source": None,
        "area_approved_year": None,
        "position_quality": None,
        "position_error_km": None,
        "position_source": None,
        "position_checked": None,
        "parts": [],
    }
