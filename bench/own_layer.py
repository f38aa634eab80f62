"""How soon an upload of 100,000 points is on the map, and how that map pans: `python -m bench.own_layer`.

Reading is timed in a process of its own, as the server reads: without a browser beside it. On the map means that every
point is painted; the upload over the loopback and the run of the script are part of it, the checks follow after it.
"""

import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Frame, Page

from bench.app_under_test import WINDOW, chromium
from bench.ingest import make
from bench.report import Report
from bench.servers import serving
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.dataset.source import DATA_FOLDER
from layers.ingest.layer import ReadOptions
from layers.ingest.read import read_layer_with
from layers.quality.district_index import DistrictIndex
from tests.browser.visitor import map_frame, settle

POINTS, ROUNDS = 100_000, 3
OF_READING = 2.0  # at most, of the time of reading
OF_BARE, STUTTER_MS = 1.3, 100.0  # a frame while panning: of one without the layer; the 95th percentile
PATIENCE = 120_000  # ms
BOX = ".st-key-drop-own-layer input[type=file]"
PAINTED = (
    "count => { const c = document.querySelector('canvas.atlas-own'); return c && Number(c.dataset.own) >= count; }"
)
# the times between frames, as the page gets to draw them, until it is told to stop
WATCH = """() => {
    window.frames_ms = []; window.panning = true;
    let last = performance.now();
    const tick = (now) => {
        window.frames_ms.push(now - last);
        last = now;
        if (window.panning) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
}"""
STOP = "() => { window.panning = false; return window.frames_ms.slice(1); }"


def reading(files: dict[str, Path]) -> dict[str, float]:
    """Return kind → median seconds of reading its file."""
    found: dict[str, float] = {}
    for kind, file in files.items():
        content, times = file.read_bytes(), []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            read_layer_with(file.name, content, ReadOptions())
            times.append(time.perf_counter() - began)
        found[kind] = median(times)
    return found


def opened(browser: Browser, url: str) -> Page:
    """Open the section of own layers with nothing cached; the map stands."""
    page = browser.new_context(viewport=WINDOW).new_page()
    page.goto(f"{url}/planning?see=own")
    page.wait_for_selector(BOX, state="attached", timeout=PATIENCE)
    map_frame(page)
    settle(page)
    return page


def bring(page: Page, file: Path) -> float:
    """Put a file into the box and return the seconds until all its points are painted."""
    frame = map_frame(page)
    began = time.perf_counter()
    page.set_input_files(BOX, file)
    frame.wait_for_function(PAINTED, arg=POINTS, timeout=PATIENCE)
    return time.perf_counter() - began


def pan(page: Page, frame: Frame) -> list[float]:
    """Drag the map to and fro and return the ms between frames, the painting at the end of each drag included."""
    ground = page.locator('iframe[title*="streamlit_folium"]')
    ground.scroll_into_view_if_needed()
    box = ground.bounding_box()
    assert box is not None, "the map is not on the page"
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 60  # below the places, which would take the press
    frame.evaluate(WATCH)
    for way in (200, -200, 200, -200):
        page.mouse.move(x - way / 2, y)
        page.mouse.down()
        page.mouse.move(x + way / 2, y, steps=40)
        page.mouse.up()
    return [float(each) for each in frame.evaluate(STOP)]


def main() -> None:
    report, district_index = Report(), DistrictIndex.of(load_dataset(load_catalogue()))
    with tempfile.TemporaryDirectory(prefix="bench-own-") as home:
        files = make(Path(home), POINTS, district_index)
        read = reading(files)
        with serving("ours", data=DATA_FOLDER) as servers, chromium() as browser:
            url = servers["ours"].url
            with opened(browser, url).context as context:
                bare = pan(context.pages[0], map_frame(context.pages[0]))
            for kind, file in files.items():
                report.add("reading 100,000 points", kind, [read[kind] * 1000])
                times = []
                for _ in range(ROUNDS):
                    page = opened(browser, url)
                    times.append(bring(page, file) * 1000)
                    settle(page)
                    page.locator(".st-key-own-report").wait_for(timeout=PATIENCE)  # the checks are over
                    frames = pan(page, map_frame(page))
                    page.context.close()
                whole = report.add("uploaded to painted", kind, times)
                report.ratio("uploaded to painted", f"{kind} / reading", whole / (read[kind] * 1000), OF_READING)
            report.add("frame while panning", "no layer", bare)
            shown = report.add("frame while panning", "100,000 points", frames)
            report.ratio("frame while panning", "100,000 points / no layer", shown / median(bare), OF_BARE)
            late = sorted(frames)[int(len(frames) * 0.95)]
            report.target("frame while panning, 95th percentile", late, STUTTER_MS, "ms")
    print(f"\nA layer of 100,000 points in the browser\n{report}")


if __name__ == "__main__":
    main()
