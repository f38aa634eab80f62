"""All benchmarks in one run: `make bench` or `python -m bench`."""

import signal
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from bench import every_page, exports, ingest, own_layer, planning, quality, ranking, roads
from bench.app_under_test import chromium
from bench.load.__main__ import main as load_room
from bench.measure import Clicks, Weight, measure_clicks, measure_loads, measure_scripts, measure_weight
from bench.report import Report
from bench.servers import ScriptTimes, serving
from bench.synthetic import enlarge
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import Dataset, load_dataset
from layers.dataset.source import FolderSource

SCALES = (1, 5, 20)
OF_USUAL, OF_FLOOR, OF_EMPTY = 0.3, 1.3, 1.5  # at most, of the time of the other page
KILOBYTES, SCRIPT_MS = 10 * 1024, 15.0  # bytes for one filter change; one run of the script


def report_loads(report: Report, times: dict[str, list[float]]) -> None:
    what = "first map"
    middle = {name: report.add(what, name, values) for name, values in times.items()}
    report.ratio(what, "ours / usual", middle["ours"] / middle["usual"])
    report.ratio(what, "ours / empty", middle["ours"] / middle["empty"], OF_EMPTY)


def report_clicks(report: Report, scale: int, clicks: Clicks) -> None:
    what = f"{scale}x click to painted"
    middle = {name: report.add(what, name, values) for name, values in clicks.painted.items()}
    report.ratio(what, "ours / usual", middle["ours"] / middle["usual"], OF_USUAL)
    report.ratio(what, "ours / floor", middle["ours"] / middle["floor"], OF_FLOOR)
    report.add(f"{scale}x   atlas.update in it", "ours", clicks.drawing)
    report.add(f"{scale}x script run", "ours", [run.wall for run in clicks.scripts])
    report.add(f"{scale}x   its processor time", "ours", [run.own for run in clicks.scripts])
    report.add(f"{scale}x   collection after it", "ours", [run.collection for run in clicks.scripts])
    report.ratio(f"{scale}x script runs per click", "ours", len(clicks.scripts) / len(clicks.painted["ours"]))


def report_scripts(report: Report, scale: int, found: list[ScriptTimes]) -> None:
    script = report.add(f"{scale}x script run, no browser beside it", "ours", [run.wall for run in found])
    report.add(f"{scale}x   its processor time", "ours", [run.own for run in found])
    if scale == 1:
        report.target("1x script run, no browser beside it: ours", script, SCRIPT_MS, "ms")


def report_weight(report: Report, scale: int, name: str, weight: Weight) -> None:
    what = f"{scale}x bytes per click"
    report.add(f"{what}, websocket", name, weight.socket, "bytes")
    report.add(f"{what}, HTTP", name, weight.http, "bytes")
    if name != "ours":
        return
    report.target(f"{what}: ours, heaviest click", max(weight.total), KILOBYTES, "bytes")
    report.target(f"{scale}x layer files fetched again: ours", sum(weight.layers), 0, "files")
    kinds, parts = weight.heaviest()
    report.notes.append(f"Heaviest click of ours at {scale}x ({max(weight.socket):,} bytes), by message:")
    report.notes += [f"  {kind:<32} {count:>3} messages {size:>7,} bytes" for kind, count, size in kinds]
    report.notes.append("  in the map's message: " + ", ".join(f"{part} {size:,}" for part, size in parts if size > 10))


def measure(report: Report, browser: Browser, scale: int, folder: Path) -> None:
    dataset: Dataset = load_dataset(load_catalogue(), FolderSource(folder))
    assert not dataset.faults, f"the data for {scale}x has faults: {dataset.faults}"
    report.notes.append(
        f"{scale}x: {len(dataset.features)} thematic features, {int(dataset.index.located.sum())} placed"
    )
    with serving("ours", "usual", "floor", *(["empty"] if scale == 1 else []), data=folder) as servers:
        if scale == 1:
            loaded = {name: servers[name] for name in ("ours", "usual", "empty")}
            report_loads(report, measure_loads(browser, loaded, dataset))
        clicked = {name: servers[name] for name in ("ours", "usual", "floor")}
        report_clicks(report, scale, measure_clicks(browser, clicked, dataset))
        report_scripts(report, scale, measure_scripts(servers["ours"]))
        for name in ("ours", "usual") if scale == 1 else ("ours",):
            report_weight(report, scale, name, measure_weight(browser, name, servers[name], dataset))


def stop(number: int, _: object) -> None:
    """End as Ctrl-C does, so that servers and browser end too."""
    raise KeyboardInterrupt(signal.Signals(number).name)


def main() -> None:
    signal.signal(signal.SIGTERM, stop)
    began, report = time.monotonic(), Report()
    try:
        with chromium() as browser, tempfile.TemporaryDirectory(prefix="bench-data-") as home:
            report.notes.append(f"Chromium {browser.version}, pages take turns, window 1440 x 900")
            folders = {scale: Path(home) / str(scale) for scale in SCALES}
            for scale, folder in folders.items():
                folder.mkdir()
                enlarge(folder, scale)  # at 1x a plain copy: a rebuild of the data meanwhile must not mix two datasets
            for scale, folder in folders.items():
                measure(report, browser, scale, folder)
                print(f"{scale}x measured after {time.monotonic() - began:.0f} s", flush=True)
    finally:
        print(f"\n{report}")  # what there is, where a run was cut short
    every_page.main()
    ranking.main()
    planning.main()
    roads.main()
    ingest.main()
    quality.main()
    own_layer.main()
    exports.main()
    load_room(short=True)


if __name__ == "__main__":
    main()
