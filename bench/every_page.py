"""Every page under the clicks that are typical for it, beside a page without anything: `python -m bench.every_page`.

Each click is followed by one on the same kind of control of the bare page, as we serve it and as Streamlit ships it:
a busy machine slows all. A click ends when its run is over and what it changed is painted (answered.js). At the end the
bare page is measured with some more on it. Pages named behind the module's name are measured alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from bench.app_under_test import chromium
from bench.bare_page import bare_pages, control
from bench.click_timing import Step, click, opened
from bench.report import Report
from bench.servers import ScriptTimes, runs, serving
from layers.dataset.source import DATA_FOLDER
from tests.browser.server import AppServer

SCRIPT_MS, OF_BARE = 25.0, 1.3
BARE = {"floor": "bare", "shipped": "bare as Streamlit ships it"}
# what the bare page costs with this much on it: captions that a click changes, ms that its script takes longer
MORE = {"20 captions": "&captions=20", "60 captions": "&captions=60", "25 ms of script": "&ms=25"}


def _boxes(*codes: str) -> list[Step]:
    return [(f".st-key-platform_type-{code} label",) for code in codes for _ in (True, False)]


def _options(key: str, *numbers: int) -> list[Step]:
    return [(f".st-key-{key} [role=radio] >> nth={number}",) for number in numbers]


CODES = ("strategic", "park", "functional", "hub")
LANGUAGES = _options("lang", 1, 0)
# page → where it begins, and one round of clicks that ends as it began
TOURS: Mapping[str, tuple[str, Sequence[Step]]] = {
    "map": ("", [*_boxes(*CODES), *_options("time", 1, 2, 0)]),
    "indicators": (
        "indicators",
        [(".st-key-indicator [role=combobox]", f"[role=option] >> nth={n}") for n in (4, 7, 1, 10, 13, 2, 14, 5, 0)],
    ),
    "invest": (
        "invest?pick=bonded-xiyong&pick=strategic-liangjiang&fn=bonded-processing",
        [
            *[
                (f".st-key-preset-{code} button",)
                for code in ("auto-parts-europe", "cold-chain", "bulk-river", "research")
            ],
            *[("[class*=st-key-ranked-pick-] button >> nth=0",)] * 2,
            *[(".st-key-need-reset button",), (".st-key-preset-notebooks button",)],
        ],
    ),
    "planning": (
        "planning?see=matrix&see=coverage&of=bonded-zone",
        [
            *_options("matrix-rows", 1, 0),
            *_options("matrix-grain", 1, 0),
            *_options("planning-time", 1, 2, 0),
            *[(".st-key-see-fit summary",)] * 2,
        ],
    ),
    "delivery": ("delivery", [*_options("outcome", 1, 2, 0), *_boxes(*CODES[:3])]),
    "briefing": (
        "briefing",
        [
            *[(f".st-key-scene-go-{number} button",) for number in (2, 3, 4, 1)],
            *_options("briefing-choice", 1, 2, 0),
        ],
    ),
    "sources": ("sources", LANGUAGES * 4),
}
ROUNDS = 2  # after one that warms up
CLICKS_MORE = 16


@dataclass
class PageTimes:
    """What the clicks on one page took, in ms, and the runs they caused."""

    painted: list[float] = field(default_factory=list)
    bare: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in BARE})
    scripts: list[ScriptTimes] = field(default_factory=list)


def measure(browser: Browser, name: str, server: AppServer, bare: Mapping[str, Callable[[str], float]]) -> PageTimes:
    """Return what the tour of one page takes; the bare pages are clicked in turn."""
    query, steps = TOURS[name]
    found = PageTimes()
    with opened(browser, f"{server.url}/{query}") as page:
        for number in range(ROUNDS + 1):
            for step in steps:
                before = len(runs(server))
                took = click(page, step)
                below = {name: each(control(step)) for name, each in bare.items()}
                if number:
                    found.painted.append(took)
                    found.scripts += runs(server)[before:]
                    for each, ms in below.items():
                        found.bare[each].append(ms)
    return found


def report_page(report: Report, name: str, found: PageTimes) -> None:
    script = report.add("script run", name, [run.wall for run in found.scripts])
    report.add("  its processor time", name, [run.own for run in found.scripts])
    painted = report.add("click to painted", name, found.painted)
    below = {each: report.add("  in turn", title, found.bare[each]) for each, title in BARE.items()}
    report.ratio("runs per click", name, len(found.scripts) / len(found.painted))
    for each, title in BARE.items():
        report.ratio("click to painted", f"{name} / {title}", painted / below[each], OF_BARE)
    report.target(f"script run: {name}", script, SCRIPT_MS, "ms")


def report_more(report: Report, browser: Browser, server: AppServer) -> None:
    """Measure how far the bare page itself comes from the bare page when there is a little more on it."""
    for title, query in MORE.items():
        with bare_pages(browser, server.url) as bare, bare_pages(browser, server.url, query) as more:
            pairs = [(more("box"), bare("box")) for _ in range(CLICKS_MORE)]
        painted = report.add("click to painted", f"bare with {title}", [pair[0] for pair in pairs])
        below = report.add("  in turn", BARE["floor"], [pair[1] for pair in pairs])
        report.ratio("click to painted", f"bare with {title} / bare", painted / below)


def main(names: Sequence[str] = ()) -> None:
    report = Report()
    report.notes.append(f"Load average before: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")
    try:
        with serving("ours", *BARE, data=DATA_FOLDER) as servers, chromium() as browser:
            for name in names or TOURS:
                with ExitStack() as pages:
                    bare = {each: pages.enter_context(bare_pages(browser, servers[each].url)) for each in BARE}
                    report_page(report, name, measure(browser, name, servers["ours"], bare))
                print(f"{name} measured: {'; '.join(report.verdicts().splitlines()[-3:])}", flush=True)
            report_more(report, browser, servers["floor"])
    finally:
        report.notes.append(f"Load average after: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")
        print(f"\nEvery page\n{report}")


if __name__ == "__main__":
    main(sys.argv[1:])
