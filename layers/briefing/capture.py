"""Capture a view of the app as a scene, with a title and a first sentence as drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from layers.briefing.file import OUTCOME
from layers.briefing.scenes import TODAY, Paragraph, Scene, SceneChart, Title
from layers.catalogue.entries import DistrictVintage, Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator, word_space
from layers.monitoring.delivery import OUTCOMES
from layers.monitoring.indicators import load_monitoring
from layers.query.existence import Time
from layers.query.filters import Selection

PLACES = {"region", "district", TODAY}  # filters that drop features without a region or location
LONGEST = 80  # characters of a title that consists of filters


@dataclass(frozen=True)
class CapturedView:
    """The view of a page; `view` is `zoom/lat/lon` as in the map's URL, None: fit the shown features."""

    time: Time = "plan"
    district_vintage: DistrictVintage = "38"
    route: bool = False
    view: str | None = None


def capture(
    selection: Selection,
    dataset: Dataset,
    seen: CapturedView,
    *,
    highlight: tuple[str, ...] = (),
    figure: SceneChart | None = None,
) -> Scene:
    """Return the scene for the view of a page.

    Parameters
    ----------
    highlight
        Ids that the page has selected; the scene shows them even if the filters drop them.
    """
    query = selection.to_query(dataset)
    kept = selection.cut(dataset.index).mask
    shown = set(dataset.features["id"][kept])
    return Scene(
        title=Title(**{lang: _title(selection, dataset, lang, highlight, figure) for lang in ("zh", "en")}),
        narration=Paragraph(**{lang: _first_sentence(query, highlight, figure, lang) for lang in ("zh", "en")}),
        filters={"district" if key == TODAY else key: tuple(codes) for key, codes in query.items()},
        also=tuple(name for name in highlight if name not in shown),
        highlight=highlight,
        time=seen.time,
        district_vintage="37" if TODAY in query else seen.district_vintage,
        route=seen.route,
        view=seen.view,
        figure=figure,
    )


def _first_sentence(
    query: Mapping[str, list[str]], highlight: tuple[str, ...], figure: SceneChart | None, lang: Lang
) -> str:
    """Return the finding of the page, with placeholders for numbers, so that they follow the data."""
    if figure and figure.columns == OUTCOME:
        counts = {kind.replace("-", "_"): _place(kind, query) for kind in ("promised", *OUTCOMES)}
        said = [say("briefing.first_promises", lang, **counts)]
        said += [say("briefing.first_promises_region", lang)] if PLACES & set(query) else []
        return word_space(lang).join(said)
    if figure and figure.indicator:
        values = {kind: f"{{{kind} {figure.indicator}}}" for kind in ("target", "unit", "latest", "state")}
        return say("briefing.first_indicator", lang, **values)
    located = _place("placed", query)
    if highlight:
        names = list_separator(lang).join(f"{{name {code}}}" for code in highlight)
        return say("briefing.first_highlight", lang, names=names, placed=located)
    return say("briefing.first_sentence", lang, placed=located)


def _place(kind: str, query: Mapping[str, list[str]]) -> str:
    asked = urlencode(query, doseq=True)
    return f"{{{kind} {asked}}}" if asked else f"{{{kind}}}"


def _title(
    selection: Selection, dataset: Dataset, lang: Lang, highlight: tuple[str, ...], figure: SceneChart | None
) -> str:
    if figure and figure.indicator:
        return load_monitoring().indicator(figure.indicator).title.say(lang)
    if highlight:
        return list_separator(lang).join(dataset.features.loc[list(highlight), f"name_{lang}"])[:LONGEST]
    said = [say("delivery.title", lang)] if figure and figure.columns == OUTCOME else []
    said += [list_separator(lang).join(titles) for _, titles in selection.describe(dataset, lang)]
    said += [selection.search] if selection.search.strip() else []
    return " · ".join(said)[:LONGEST] or dataset.catalogue.title.say(lang)
