"""From a click on what takes long to the first sign that it is under way: `python -m bench.progress [QUESTION …]`.

Each question is asked of a server that has never answered it. A sign is what a visitor can see: a bar, a turning
circle, Streamlit's own mark of a run. What is answered within the limit needs none, and its answer counts.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from playwright.sync_api import Page

from bench.app_under_test import chromium
from bench.click_timing import opened, rest
from bench.report import Report
from bench.servers import serving
from layers.dataset.source import DATA_FOLDER
from tests.browser.server import AppServer

LIMIT_MS = 200.0
TIMES = 3  # each on a server of its own: what was asked once is answered at once
FILE_BOX = ".st-key-drop-own-layer input[type=file]"
# What is asked → where the page begins, what is clicked or handed a file, what shows that it goes on or is over
QUESTIONS = {
    "siting": (
        "planning?of=bonded-zone&model=p-median",
        ".st-key-see-placing summary",
        "[data-testid=stProgress], .st-key-placing-scores",
    ),
    "pdf": (
        "invest?pick=bonded-xiyong&pick=strategic-liangjiang&fn=bonded-processing",
        ".st-key-take-pdf button",
        ".st-key-take-pdf :is(button:disabled, [data-testid=stSpinner], [role=progressbar])",
    ),
    "slides": (
        "briefing",
        ".st-key-make-briefing-slides button",
        ".st-key-exports-make-briefing [data-testid=stProgress]",
    ),
    "upload": (
        "planning?see=own",
        FILE_BOX,
        ".st-key-drop-own-layer [data-testid*=Spinner], .st-key-own-reading [data-testid=stProgress]",
    ),
    "ranking": (
        "invest",
        ".st-key-preset-bulk-river button",
        "[class*=st-key-ranked-head-]",
    ),
}
FIRST = {"slides": ".st-key-exports-fold summary"}  # what is opened before, and not measured
LARGE = "".join(["lon,lat\n", *(f"{105.5 + n % 1000 / 400},{29 + n % 997 / 400}\n" for n in range(400_000))]).encode()
WATCH = """([clicked, sign]) => new Promise((resolve, reject) => {
  const isShown = e => e.checkVisibility() && e.getBoundingClientRect().height > 0;
  const asked = document.querySelector(clicked);
  asked.addEventListener(asked.type === "file" ? "change" : "click", () => {
    const began = performance.now();
    const look = () => {
      const now = performance.now() - began;
      if ([...document.querySelectorAll(sign)].some(isShown)) resolve(now);
      else if (now > 60000) reject(new Error("no sign"));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { capture: true, once: true });
})"""


def until_shown(page: Page, clicked: str, sign: str) -> float:
    """Return the ms from the click, or from the choice of a file, until a frame begins in which the sign stands."""
    page.evaluate(f"given => {{ window.sign = ({WATCH})(given); }}", [clicked, sign])
    if clicked == FILE_BOX:
        page.set_input_files(clicked, {"name": "points.csv", "mimeType": "text/csv", "buffer": LARGE})
    else:
        page.locator(clicked).scroll_into_view_if_needed()
        page.locator(clicked).click()
    return float(page.evaluate("() => window.sign"))


def address(servers: Mapping[str, AppServer], query: str) -> str:
    return f"{servers['ours'].url}/{query}"


def main(names: Sequence[str] = ()) -> None:
    report = Report()
    report.notes.append(f"Load average before: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")
    with chromium() as browser:
        for name, (query, clicked, sign) in QUESTIONS.items():
            if names and name not in names:
                continue
            took = []
            for _ in range(TIMES):
                with serving("ours", data=DATA_FOLDER) as servers, opened(browser, address(servers, query)) as page:
                    if first := FIRST.get(name):
                        page.locator(first).click()
                        rest(page)
                    took.append(until_shown(page, clicked, sign))
            report.target(name, report.add("click to a sign", name, took), LIMIT_MS, "ms")
    print(f"\nProgress\n{report}")


if __name__ == "__main__":
    main(sys.argv[1:])
