"""A briefing as frozen models: scenes in order, each a view of the map with texts and an optional chart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

import numpy as np
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from layers.arrays import Mask
from layers.catalogue.entries import Code, DistrictVintage, Lang, Model
from layers.dataset.dataset import Dataset
from layers.query.existence import Time
from layers.query.filters import BY_NAME, ONLY_KEY, SEARCH_KEY, Selection, from_query
from layers.text.control_characters import C0, C0_BUT_SPACE, strip_controls

TODAY = "district-2025"  # the filter key of today's districts; a scene, like a URL, uses `district` for both vintages
MOST_SCENES = 60
FIELD_WORDS: Mapping[str, str] = {  # fields of a scene and of a briefing → keys of their titles in the messages
    "title": "briefing.title_text",
    "narration": "briefing.narration",
    "notes": "briefing.notes",
    "lead": "briefing.lead_text",
    "closing": "briefing.closing",
}
# a text reads as it is written
Clean = BeforeValidator(lambda text: strip_controls(text) if isinstance(text, str) else text)
Line = Annotated[str, Clean, StringConstraints(pattern=f"^[^{C0}]*$", max_length=200)]
Text = Annotated[
    str,
    Clean,
    StringConstraints(pattern=f"^[^{C0_BUT_SPACE}]*$", max_length=4000),
    AfterValidator(lambda text: text.replace("\r\n", "\n").replace("\r", "\n")),
]
VIEW = r"[0-9]{1,2}(\.[0-9]{1,2})?/-?[0-9]{1,2}(\.[0-9]{1,6})?/-?[0-9]{1,3}(\.[0-9]{1,6})?"  # zoom, latitude, longitude
View = Annotated[str, StringConstraints(pattern=f"^{VIEW}$")]
Longitude = Annotated[float, Field(ge=-180, le=540, allow_inf_nan=False)]  # past 180 if a view crosses that meridian
Latitude = Annotated[float, Field(ge=-85, le=85, allow_inf_nan=False)]
Bounds = tuple[Longitude, Latitude, Longitude, Latitude]


class Bilingual(Model):
    """A text in two languages, one of which may be missing."""

    zh: str = ""
    en: str = ""

    def say(self, lang: Lang) -> str:
        """Return the text in language `lang`, else in the other one."""
        first, second = (self.zh, self.en) if lang == "zh" else (self.en, self.zh)
        return first or second

    @cached_property
    def missing(self) -> tuple[Lang, ...]:
        """The missing languages; none for an empty text."""
        if not (self.zh or self.en):
            return ()
        return tuple(lang for lang in ("zh", "en") if not getattr(self, lang))


class Title(Bilingual):
    """One line."""

    zh: Line = ""
    en: Line = ""

    @model_validator(mode="after")
    def _says_something(self) -> Title:
        if not (self.zh.strip() or self.en.strip()):
            raise ValueError("a title says something in one language at least")
        return self


class Paragraph(Bilingual):
    """Some sentences; line breaks stay."""

    zh: Text = ""
    en: Text = ""


class SceneChart(Model):
    """The chart beside the map: an indicator by its number, or a count of the scene's features.

    `rows` and `columns` are URL keys of filters (`type`, `region`, `status`, …); `columns` may also be `outcome`, which
    counts only promised features, by the outcome of the promise.
    """

    indicator: Annotated[int, Field(ge=1, le=15)] | None = None
    rows: Code | None = None
    columns: Code | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> SceneChart:
        if (self.indicator is None) == (self.rows is None):
            raise ValueError("a figure is either `indicator`, or `rows` with or without `columns`")
        if self.columns is not None and self.rows is None:
            raise ValueError("`columns` needs `rows`")
        return self


class Scene(Model):
    """One view of the map with its texts.

    Attributes
    ----------
    filters
        URL key → codes, as in a link to the map; `q` holds a search text.
    also
        Ids drawn although the filters drop them, such as the stations of a scene's corridor.
    highlight
        Highlighted ids; all other features are dimmed. Empty: no feature is dimmed.
    route
        Fit whole corridors, not the part of them in the municipality.
    view, bounds
        `zoom/lat/lon`, or west, south, east, north in degrees; neither: fit the shown features.
    """

    model_config = ConfigDict(populate_by_name=True)

    title: Title
    narration: Paragraph = Paragraph()
    notes: Paragraph = Paragraph()
    filters: Mapping[str, tuple[Line, ...]] = Field(default_factory=dict)
    also: tuple[Line, ...] = ()
    highlight: tuple[Line, ...] = ()
    time: Time = "plan"
    district_vintage: DistrictVintage = Field(default="38", alias="edition")
    route: bool = False
    view: View | None = None
    bounds: Bounds | None = None
    figure: SceneChart | None = None

    @model_validator(mode="after")
    def _bounds_open(self) -> Scene:
        if self.view is not None and self.bounds is not None:
            raise ValueError("either `view` or `bounds`")
        if self.bounds and not (self.bounds[0] < self.bounds[2] and self.bounds[1] < self.bounds[3]):
            raise ValueError("bounds: west, south, east, north")
        return self

    def _asked(self) -> dict[str, tuple[str, ...]]:
        swap = self.district_vintage == "37"
        return {TODAY if swap and key == "district" else key: codes for key, codes in self.filters.items()}

    def read_filters(self, dataset: Dataset) -> tuple[Selection, list[str]]:
        """Parse the filters into a selection; return the unknown keys and codes, too."""
        selection, unknown = from_query(self._asked(), dataset)
        known = {*dataset.catalogue.filters, SEARCH_KEY, ONLY_KEY}
        return selection, [key for key in self._asked() if key not in known] + unknown

    def selection(self, dataset: Dataset) -> Selection:
        """Return the filters as the selection of the map."""
        return self.read_filters(dataset)[0]

    def mask(self, dataset: Dataset) -> Mask:
        """Return the mask (n,) over `dataset.features` of the scene's features; those with a location are drawn."""
        kept = self.selection(dataset).cut(dataset.index).mask
        return np.asarray(kept | dataset.features["id"].isin(self.also).to_numpy(dtype=bool))

    def query(self, dataset: Dataset) -> dict[str, list[str]]:
        """Return the URL keys of the same view in the app: filters, time, districts, frame, a single highlight."""
        query = self.selection(dataset).to_query(dataset)
        if SEARCH_KEY in query:  # in the app, a text alone only looks
            query.setdefault(ONLY_KEY, [BY_NAME])
        if self.district_vintage == "37":
            query["edition"] = ["37"]
            query |= {"district": query.pop(TODAY)} if TODAY in query else {}
        if self.time != "plan":
            query["time"] = [self.time]
        if self.route:
            query["fit"] = ["route"]
        if self.view:
            query["view"] = [self.view]
        if len(self.highlight) == 1:
            query["id"] = list(self.highlight)
        return query


class Briefing(Model):
    """A talk: start slide (`title`, `lead`), scenes, end slide (`closing`); `delay`: seconds a scene in autoplay."""

    title: Title
    lead: Paragraph = Paragraph()
    closing: Paragraph = Paragraph()
    delay: Annotated[int, Field(ge=3, le=600)] = 30
    scenes: tuple[Scene, ...] = ()

    @property
    def has_notes(self) -> bool:
        """Whether any scene has speaker notes."""
        return any(scene.notes.zh or scene.notes.en for scene in self.scenes)

    def without_notes(self) -> Briefing:
        """Return a copy without speaker notes, for an audience."""
        bare = tuple(scene.model_copy(update={"notes": Paragraph()}) for scene in self.scenes)
        return self.model_copy(update={"scenes": bare})
