"""A briefing as a deck: start, one map a scene, end, with filled texts in one language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from layers.briefing.charts import Chart, chart_of
from layers.briefing.extent import extent
from layers.briefing.origin import Origin, notice, signed
from layers.briefing.placeholders import fill
from layers.briefing.scenes import Briefing, Scene
from layers.catalogue.entries import Lang
from layers.config.branding import Branding
from layers.dataset.dataset import Dataset
from layers.static_map.compose import source_line
from layers.static_map.map_spec import MapSpec

OnPage = Callable[[int], None]  # called with the number of finished scenes


@dataclass(frozen=True)
class DeckPage:
    """One scene: its map with title, narration and notes, and the chart beside it, if any."""

    map_spec: MapSpec
    chart: Chart | None = None


@dataclass(frozen=True)
class Deck:
    """The whole talk in one language."""

    lang: Lang
    title: str
    lead: str
    closing: str
    branding: Branding
    date: str
    pages: tuple[DeckPage, ...]
    link: str = ""
    origin: Origin = "shipped"

    @property
    def pictures(self) -> tuple[MapSpec, ...]:
        """The maps of all pages."""
        return tuple(page.map_spec for page in self.pages)

    @property
    def words(self) -> tuple[str, ...]:
        """The printed texts besides maps and their texts: start, end and charts."""
        charts = [page.chart for page in self.pages if page.chart]
        names = [name for chart in charts for _, name, _ in chart.series] + [n for c in charts for n, _ in c.marks]
        texts = [text for chart in charts for text in (chart.title, *chart.note, *chart.labels)]
        return (self.title, self.lead, self.closing, *texts, *names)

    @property
    def is_grey(self) -> bool:
        """Whether this is a grey proof."""
        return any(map_spec.grey for map_spec in self.pictures)

    @property
    def review(self) -> str:
        """The review line, after the origin of a briefing that the operator does not ship."""
        return " · ".join(filter(None, [notice(self.origin, self.lang), self.branding.review(self.lang)]))

    def source_of(self, map_spec: MapSpec) -> str:
        """Return the line under a map: the origin of the briefing, unless shipped, then its sources."""
        return " · ".join(filter(None, [notice(self.origin, self.lang), source_line(map_spec, self.branding)]))

    @property
    def sources(self) -> str:
        """The sources of all pages, without duplicates; "" without a page."""
        return max(dict.fromkeys(map(self.source_of, self.pictures)), key=len, default="")


def deck_of(
    briefing: Briefing,
    dataset: Dataset,
    lang: Lang,
    branding: Branding,
    *,
    link: str = "",
    grey: bool = False,
    origin: Origin = "shipped",
) -> Deck:
    """Convert a briefing to a deck.

    Parameters
    ----------
    link
        URL of the map page without query, for links back to each view; "" leaves them out.
    grey
        Draw every map as a grey proof.
    origin
        The briefing's origin. Unless the operator ships it, every page names it and no page bears the approval number.
    """
    pages = tuple(
        DeckPage(picture_of(scene, dataset, lang, link=link, grey=grey), chart_of(scene, dataset, lang))
        for scene in briefing.scenes
    )
    return Deck(
        lang=lang,
        title=fill(briefing.title.say(lang), dataset, lang),
        lead=fill(briefing.lead.say(lang), dataset, lang),
        closing=fill(briefing.closing.say(lang), dataset, lang),
        branding=signed(branding, origin),
        date=dataset.catalogue.data_date.isoformat(),
        pages=pages,
        link=link,
        origin=origin,
    )


def deck_of_view(map_spec: MapSpec, branding: Branding) -> Deck:
    """Return one map as a deck of one scene, without start and end."""
    date = map_spec.dataset.catalogue.data_date.isoformat()
    return Deck(map_spec.lang, "", "", "", branding, date, (DeckPage(map_spec),))


def picture_of(scene: Scene, dataset: Dataset, lang: Lang, *, link: str = "", grey: bool = False) -> MapSpec:
    """Return the map spec of a scene."""
    return MapSpec(
        dataset=dataset,
        mask=scene.mask(dataset),
        lang=lang,
        time=scene.time,
        district_vintage=scene.district_vintage,
        bounds=extent(scene, dataset),
        highlight=tuple(scene.highlight),
        title=fill(scene.title.say(lang), dataset, lang),
        narration=fill(scene.narration.say(lang), dataset, lang),
        notes=fill(scene.notes.say(lang), dataset, lang),
        link=_address(link, scene.query(dataset), lang),
        grey=grey,
    )


def _address(link: str, query: dict[str, list[str]], lang: Lang) -> str:
    asked: dict[str, Sequence[str]] = {**query, "lang": [lang]}
    return f"{link}?{urlencode(asked, doseq=True)}" if link else ""
