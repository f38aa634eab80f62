"""The shipped dataset, once, and pictures and decks of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from layers.briefing.scenes import Briefing, Scene
from layers.catalogue.models import load_catalogue
from layers.config.branding import Branding
from layers.dataset.dataset import Dataset, load_dataset
from layers.documents.deck import Deck, deck_of
from layers.formats import fonts, glyphs, text_layout
from layers.query.filters import Selection
from layers.static_map.map_spec import MapSpec

MEASURED = (glyphs.advances, text_layout.width, text_layout._em)
HOSTILE = '{{ 7*191 }} <b>&"x\x07'
Draw = Callable[..., MapSpec]


@pytest.fixture
def no_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take our Chinese font away, and what was measured with it."""
    monkeypatch.setattr(fonts, "FILE", "no-such-font.ttf")
    for cached in MEASURED:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in MEASURED:
        cached.cache_clear()


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return load_dataset(load_catalogue())


@pytest.fixture(scope="session")
def branding() -> Branding:
    return Branding(title=load_catalogue().title)


@pytest.fixture(scope="session")
def map_spec(dataset: Dataset) -> Draw:
    """Return pictures: `picture(platform_type=("park",), lang="en", …)`."""

    def draw(
        *, data: Dataset | None = None, regions: tuple[str, ...] = (), kind: tuple[str, ...] = (), **values: object
    ) -> MapSpec:
        shown = data or dataset
        choices = {"regions": regions, "kind": kind, "platform_type": values.pop("platform_type", ())}
        kept = Selection({field: codes for field, codes in choices.items() if codes}).cut(shown.index).mask  # type: ignore[misc]
        return MapSpec(shown, kept, **values)  # type: ignore[arg-type]

    return draw


@pytest.fixture(scope="session")
def hostile(dataset: Dataset) -> Dataset:
    """Return the dataset with an airport whose names are no names."""
    airports = dataset.frames["airports"].copy()
    airports.loc[airports.index[0], ["name_zh", "name_en"]] = HOSTILE
    return replace(dataset, frames={**dataset.frames, "airports": airports})


@pytest.fixture(scope="session")
def briefing() -> Briefing:
    parks = Scene(
        title={"zh": "园区平台", "en": "Parks"},
        narration={"zh": "规划点名 {count type=park} 个。", "en": "The plan names {count type=park}."},
        notes={"zh": "备注一", "en": "Note one"},
        filters={"type": ("park",)},
        highlight=("strategic-liangjiang",),
        also=("strategic-liangjiang",),
        figure={"rows": "region", "columns": "status"},
    )
    long = Scene(
        title={"zh": "很长的标题" * 30, "en": "A very long title indeed " * 7},
        narration={"zh": "话很多。" * 200, "en": "Many words follow. " * 100},
        filters={"kind": ("yangtze",)},
        route=True,
        figure={"indicator": 3},
    )
    odd = Scene(
        title={"zh": HOSTILE.replace("\x07", "")}, filters={"type": ("park",)}, district_vintage="37", time="now"
    )
    return Briefing(
        title={"zh": "试讲", "en": "A trial"}, lead={"zh": "导语"}, closing={"zh": "结语", "en": "The end"},
        scenes=(parks, long, odd),
    )  # fmt: skip


@pytest.fixture(scope="session", params=["zh", "en"])
def deck(briefing: Briefing, dataset: Dataset, branding: Branding, request: pytest.FixtureRequest) -> Deck:
    return deck_of(
        briefing, dataset, request.param, branding, link="https://map.example.org/", grey=request.param == "en"
    )
