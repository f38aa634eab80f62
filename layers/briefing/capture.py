"""A view of the app as a scene: what it shows, with a title and a first sentence to be written over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from layers.briefing.reading import OUTCOME
from layers.briefing.scenes import TODAY, Districts, Figure, Scene, Telling, Time, Title
from layers.catalogue import Lang
from layers.edition import Edition
from layers.filters import Selection
from layers.indicators import load_monitoring
from layers.tables import JOIN
from layers.words import say

LONGEST = 80  # characters of a title made of filters


@dataclass(frozen=True)
class Seen:
    """How a page looks at the map; `view` is `zoom/lat/lon` as the map's address has it, None fits what is shown."""

    time: Time = "plan"
    districts: Districts = "38"
    route: bool = False
    view: str | None = None


def capture(
    selection: Selection,
    edition: Edition,
    seen: Seen,
    *,
    highlight: tuple[str, ...] = (),
    figure: Figure | None = None,
) -> Scene:
    """Return the scene that shows what a page shows.

    Parameters
    ----------
    highlight
        Ids that the page has selected; what the filters drop of them is shown as well.
    """
    query = selection.to_query(edition)
    kept = selection.cut(edition.index).kept
    shown = set(edition.features["id"][kept])
    return Scene(
        title=Title(**{lang: _title(selection, edition, lang, highlight, figure) for lang in ("zh", "en")}),
        narration=Telling(**{lang: say("briefing.first_sentence", lang, query=_place(query)) for lang in ("zh", "en")}),
        filters={"district" if key == TODAY else key: tuple(codes) for key, codes in query.items()},
        also=tuple(name for name in highlight if name not in shown),
        highlight=highlight,
        time=seen.time,
        edition="37" if TODAY in query else seen.districts,
        route=seen.route,
        view=seen.view,
        figure=figure,
    )


def _place(query: Mapping[str, list[str]]) -> str:
    asked = urlencode(query, doseq=True)
    return f"{{placed {asked}}}" if asked else "{placed}"


def _title(
    selection: Selection, edition: Edition, lang: Lang, highlight: tuple[str, ...], figure: Figure | None
) -> str:
    if figure and figure.indicator:
        return load_monitoring().indicator(figure.indicator).title.say(lang)
    if highlight:
        return JOIN[lang].join(edition.features.loc[list(highlight), f"name_{lang}"])[:LONGEST]
    said = [say("delivery.title", lang)] if figure and figure.columns == OUTCOME else []
    said += [JOIN[lang].join(titles) for _, titles in selection.describe(edition, lang)]
    said += [selection.search] if selection.search.strip() else []
    return " · ".join(said)[:LONGEST] or edition.catalogue.title.say(lang)
