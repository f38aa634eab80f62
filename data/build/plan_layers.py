"""The layers of everything else that the plan names: `python -m data.build.plan_layers --out FOLDER`.

Same tables and same properties as the platforms; their points are joined by a table of their own, so that the platforms
keep the rule that each of their points is used.
"""

from pathlib import Path

import click

from data.build.entries import read_entries, read_places
from data.build.gateways import LAYER as GATEWAYS
from data.build.gateways import WITH_SITES, add_boardings, add_sites, build_gateways
from data.build.gazetteer import Gazetteer
from data.build.municipal import LAYER as MUNICIPAL
from data.build.municipal import build_municipal_zones
from data.build.plan_corridors import build_plan_corridors
from data.build.platforms import KINDS, build_platforms, make_platform
from data.build.states import add_states
from data.build.uses import add_uses
from data.build.write import Feature, dump_features, read_layer

PLAN_KINDS = {
    "events": dict.fromkeys(("venue", "event-hosted", "event-attended"), "event"),
    "information-hubs": {"info-node": "hub"},
    "projects": dict.fromkeys(
        (
            *("project-finance", "project-aviation", "project-information", "project-other", "project-institution"),
            "sichuan-chongqing",
        ),
        "project",
    ),
    "areas": dict.fromkeys(
        (
            *("liangjiang-area", "cooperation-park", "service-trade-park"),
            *("exchange-area", "consumption-area", "science-site"),
        ),
        "area",
    ),
    "transport-projects": dict.fromkeys(("railway", "waterway", "airport-works", "transport-hub"), "hub"),
    "logistics-facilities": {
        **dict.fromkeys(("dry-port", "logistics-centre", "overseas-point", "multimodal"), "hub"),
        **dict.fromkeys(("digital-platform", "trade-pilot"), "functional"),
    },
}


def build_plan_layer(layer: str) -> list[Feature]:
    """Make the features of one layer of `PLAN_KINDS` from its table."""
    gazetteer, places = Gazetteer(), read_places("plan_position_sources.csv", "plan_points.csv")
    entries = read_entries(layer)
    made = (make_platform(entry, layer, PLAN_KINDS[layer], gazetteer, places) for entry in entries)
    features = add_states(add_uses(made))
    return add_sites(features) if layer in WITH_SITES else features


def build_platform_layer(layer: str) -> list[Feature]:
    """Make the features of one layer of `KINDS` with their uses, states and sites."""
    features = add_states(add_uses(build_platforms(layer)))
    return add_sites(features) if layer in WITH_SITES else features


def build_everything() -> dict[str, list[Feature]]:
    """Make all thematic layers with their uses; the drawn corridors are read as they were built."""
    added = build_plan_corridors()
    known = {feature["id"] for feature in added}
    drawn = [feature for feature in read_layer("corridors") if feature["id"] not in known]
    return {
        **{layer: build_platform_layer(layer) for layer in KINDS},
        **{layer: build_plan_layer(layer) for layer in PLAN_KINDS},
        MUNICIPAL: build_municipal_zones(),
        GATEWAYS: build_gateways(),
        "corridors": add_states(add_boardings(add_uses([*drawn, *added]))),
    }


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
def main(out: Path) -> None:
    """Write every thematic layer to a folder, routing nothing: a quick look at a change in the tables."""
    out.mkdir(parents=True, exist_ok=True)
    for layer, features in build_everything().items():
        (out / f"{layer}.geojson").write_text(dump_features(features), encoding="utf-8", newline="\n")
        placeless = sum(feature["geometry"] is None for feature in features)
        click.echo(f"{layer}: {len(features)} features, {placeless} without a place")


if __name__ == "__main__":
    main()
