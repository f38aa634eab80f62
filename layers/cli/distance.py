"""`distance`: how far it is from one point to another, straight and by road."""

from __future__ import annotations

import math
import sys
from typing import Any

import click

from layers.cli.console import REJECTED, say_json
from layers.i18n.messages import say
from layers.roads.distance import Roads, without_roads
from layers.roads.load import load_roads

TYPED_KM = 1.0  # how well a point is known that somebody types: about a hundredth of a degree
MOST_LON, MOST_LAT = 180, 90


class _Point(click.ParamType[tuple[float, float]]):
    """A point as LON,LAT in decimal degrees."""

    name = "LON,LAT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        try:
            lon, lat = (float(part) for part in str(value).split(","))
        except ValueError:
            self._refuse("no_point", value, param, ctx)
        if not (math.isfinite(lon) and math.isfinite(lat)) or abs(lon) > MOST_LON:
            self._refuse("no_point", value, param, ctx)
        if abs(lat) > MOST_LAT:
            self._refuse("swapped" if abs(lon) <= MOST_LAT else "no_point", value, param, ctx)
        return lon, lat

    def _refuse(self, key: str, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> None:
        sentences = [say(f"roads.{key}", lang, text=str(value)) for lang in ("zh", "en")]
        self.fail("\n".join(sentences), param, ctx)


@click.command("distance", context_settings={"ignore_unknown_options": True})
@click.argument("start", type=_Point())
@click.argument("target", type=_Point())
@click.option(
    "--error", type=click.FloatRange(0, 100), default=TYPED_KM, help="How well each point is known, in kilometres."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show_distance(start: tuple[float, float], target: tuple[float, float], error: float, *, as_json: bool) -> None:
    """Measure from START to TARGET, each as LON,LAT: in a straight line, and by road with the band of its error.

    The band is what published distances allow (see /sources) and the errors of both points. Exit code 1: there is no
    distance by road, and the answer says why; the straight one is there all the same.

    Example: python -m layers distance 106.574,29.56 106.642,29.719
    """
    roads = load_roads()
    if isinstance(roads, Roads):
        here, there = (roads.ends(*point, error) for point in (start, target))
        found = roads.distance(here, there)
    else:
        found = without_roads(roads, start, target)
    if as_json:
        say_json(found.as_json())
    else:
        click.echo(found.sentence("zh"))
        click.echo(found.sentence("en"))
    sys.exit(0 if found.road_km is not None else REJECTED)
