"""Time and size of every export of a briefing of eight scenes: `python -m bench.exports`."""

import time
from collections.abc import Callable
from statistics import median

from layers.briefing.presenter_page import SceneCredit, offline
from layers.briefing.scenes import Briefing, Scene
from layers.catalogue.models import load_catalogue
from layers.config.branding import load_branding
from layers.dataset.dataset import Dataset, load_dataset
from layers.documents.deck import Deck, deck_of
from layers.documents.handout_pdf import to_handout
from layers.documents.preflight import preflight
from layers.documents.slides_pptx import to_pptx
from layers.formats.png import to_png
from layers.formats.svg import to_svg
from layers.static_map.page import still

RUNS = 3
# seconds and megabytes at most, for eight scenes (the still: one)
TARGETS = {
    "slides": (10.0, 3.0),
    "handout": (30.0, 2.0),
    "still PNG": (4.0, 4.0),
    "still SVG": (2.0, 2.0),
    "offline page": (4.0, 3.0),
}
SCENES: tuple[dict[str, tuple[str, ...]], ...] = (
    {},
    {"type": ("park", "strategic")},
    {"type": ("functional",)},
    {"type": ("hub",)},
    {"kind": ("land-sea",)},
    {"kind": ("china-europe",)},
    {"region": ("northeast",)},
    {"region": ("southeast",)},
)


CREDIT = SceneCredit({"zh": "来源", "en": "Sources"}, {"zh": "未经审核", "en": "Not reviewed"})


def briefing() -> Briefing:
    scenes = tuple(
        Scene(
            title={"zh": f"场景{number}"},
            narration={"zh": "规划点名 {count} 项，图上 {placed} 项。" * 3},
            filters=filters,
            route="kind" in filters,
        )
        for number, filters in enumerate(SCENES, 1)
    )
    return Briefing(title={"zh": "试"}, scenes=scenes)


def deck(dataset: Dataset) -> Deck:
    return deck_of(briefing(), dataset, "zh", load_branding(), link="http://127.0.0.1:8501/")


def main() -> None:
    dataset = load_dataset(load_catalogue())
    talk, branding = deck(dataset), load_branding()
    picture = talk.pictures[0]
    makers: dict[str, Callable[[], bytes]] = {
        "slides": lambda: to_pptx(talk),
        "handout": lambda: to_handout(talk),
        "still PNG": lambda: to_png(still(picture, branding)),
        "still SVG": lambda: to_svg(still(picture, branding), picture.title),
        "offline page": lambda: offline(briefing(), "own", dataset, CREDIT, "zh"),
    }
    for what, make in makers.items():
        times, content = [], b""
        for _ in range(RUNS):
            began = time.perf_counter()
            content = make()
            times.append(time.perf_counter() - began)
        seconds, megabytes = TARGETS[what]
        size = len(content) / 1e6
        met = "met" if median(times) <= seconds and size <= megabytes else "NOT MET"
        print(
            f"export, {what}: median {median(times):.2f} s, first {times[0]:.2f} s, {size:.2f} MB of {RUNS} runs; "
            f"target {seconds:g} s, {megabytes:g} MB {met}"
        )
    began = time.perf_counter()
    found = preflight(talk.pictures, branding)
    print(f"preflight of {len(talk.pictures)} pictures: {time.perf_counter() - began:.2f} s, {len(found)} checks")


if __name__ == "__main__":
    main()
