"""Every page under the clicks that are typical for it, beside a page without anything: `python -m bench.every_page`.

Each click is followed by one on the floor's box, so that a busy machine slows both. A click ends when its run is over
and what it changed is painted (answered.js). Pages named behind the module's name are measured alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from bench.report import Report
from bench.servers import Run, runs, serving
from bench.stage import REST, WINDOW, chromium
from layers.reading import DATA_FOLDER
from tests.browser.server import AppServer
from tests.browser.visitor import settle

STOPWATCH = Path(__file__).with_name("answered.js").read_text(encoding="utf-8")
SCRIPT_MS, OF_FLOOR = 25.0, 1.3
STILL = 600  # ms without a run until a page that was opened counts as finished
Step = tuple[str, ...]  # what is clicked; before it the choice whose list is opened, which is not measured


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
                for code in ("auto-parts-rail", "cold-chain", "bulk-river", "research")
            ],
            *[("[class*=st-key-ranked-pick-] button >> nth=0",)] * 2,
            *[(".st-key-need-reset button",), (".st-key-preset-electronics-air button",)],
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


@dataclass
class Found:
    """What the clicks on one page took, in ms, and the runs they caused."""

    painted: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    scripts: list[Run] = field(default_factory=list)


@contextmanager
def opened(browser: Browser, url: str) -> Iterator[Page]:
    """Open a page with nothing cached and leave it at the end."""
    context = browser.new_context(viewport=WINDOW)
    context.add_init_script(STOPWATCH)
    page = context.new_page()
    page.goto(url)
    rest(page)
    yield page
    context.close()


def rest(page: Page) -> None:
    """Wait until no run follows the last one: a map answers once it stands, and a chart may."""
    page.wait_for_selector("h1, .st-key-box, .st-key-stage", timeout=60_000)
    page.wait_for_timeout(REST)
    settle(page)
    page.wait_for_timeout(STILL)
    settle(page)


def click(page: Page, step: Step) -> float:
    """Make a step and return the ms until its last change was painted."""
    for way in step[:-1]:
        choice = page.locator(way)
        choice.click()
        choice.press("Escape")  # a press may have opened the list or only given it the focus
        choice.press("ArrowDown")
    wanted = page.locator(step[-1])
    wanted.scroll_into_view_if_needed()
    page.evaluate("() => { window.answer = window.answered(); }")
    wanted.click()
    try:
        took = float(page.evaluate("() => window.answer"))
    except PlaywrightError as error:
        raise RuntimeError(
            f"{page.url}: {step} was not answered; the page says: {page.inner_text('body')[-300:]}"
        ) from error
    page.wait_for_timeout(REST)
    settle(page)
    return took


def measure(browser: Browser, name: str, servers: Mapping[str, AppServer]) -> Found:
    """Return what the tour of one page takes; the floor is clicked in turn."""
    query, steps = TOURS[name]
    found, ours = Found(), servers["ours"]
    with opened(browser, f"{ours.url}/{query}") as page, opened(browser, servers["floor"].url) as floor:
        for number in range(ROUNDS + 1):
            for step in steps:
                before = len(runs(ours))
                took, below = click(page, step), click(floor, (".st-key-box label",))
                if number:
                    found.painted.append(took)
                    found.floor.append(below)
                    found.scripts += runs(ours)[before:]
    return found


def report_page(report: Report, name: str, found: Found) -> None:
    script = report.add("script run", name, [run.wall for run in found.scripts])
    report.add("  its processor time", name, [run.own for run in found.scripts])
    painted = report.add("click to painted", name, found.painted)
    below = report.add("  the floor in turn", name, found.floor)
    report.ratio("runs per click", name, len(found.scripts) / len(found.painted))
    report.ratio("click to painted", f"{name} / floor", painted / below, OF_FLOOR)
    report.target(f"script run: {name}", script, SCRIPT_MS, "ms")


def main(names: Sequence[str] = ()) -> None:
    report = Report()
    report.notes.append(f"Load average before: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")
    try:
        with serving("ours", "floor", data=DATA_FOLDER) as servers, chromium() as browser:
            for name in names or TOURS:
                report_page(report, name, measure(browser, name, servers))
                print(f"{name} measured: {'; '.join(report.verdicts().splitlines()[-2:])}", flush=True)
    finally:
        report.notes.append(f"Load average after: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")
        print(f"\nEvery page\n{report}")


if __name__ == "__main__":
    main(sys.argv[1:])
