"""What is said of the road network as a whole: how large, how old and how good it is, or why it is not used."""

from __future__ import annotations

from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.roads.distance import Roads
from layers.roads.graph_file import RoadGraphError


def describe(roads: Roads | RoadGraphError, lang: Lang) -> tuple[str, ...]:
    """Return the sentences about the network and its measured error, or the one that says why it is not used."""
    if isinstance(roads, RoadGraphError):
        return (roads.sentence(lang),)
    header, measured = roads.header, roads.header.calibration
    network = say(
        "roads.network",
        lang,
        year=header.year,
        nodes=f"{header.nodes:,}",
        edges=f"{header.edges:,}",
        reach=f"{measured.reach_km:g}",
    )
    agreement = say(
        "roads.agreement",
        lang,
        rows=measured.rows,
        factor=f"{measured.factor:g}",
        band=f"{100 * measured.band:.0f}",
        held=measured.held_rows,
        median=f"{100 * measured.held_median:.0f}",
        p90=f"{100 * measured.held_p90:.0f}",
        share=f"{100 * measured.held_share:.0f}",
    )
    return network, agreement
