"""The process that reads shapefiles and GeoPackages hangs, runs out of memory, dies: one sentence, nothing lost."""

import io
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from streamlit.testing.v1 import AppTest

from layers.i18n.messages import say
from layers.ingest.limits import UPLOAD
from layers.ingest.sandbox.worker_pool import SandboxWorker, worker_pool
from tests.layers.dirty_layers import messy_zip

KEPT = "“草案.zip”：240 个要素，240 个有位置"


@pytest.fixture
def guard() -> Iterator[SandboxWorker]:
    """The keeper that a lone visitor's uploads meet, one after the other, with a process of its own for this test."""
    found = worker_pool(UPLOAD)._free.queue[-1]
    found.stop()
    yield found
    found.stop()
    found.limits = UPLOAD


@pytest.fixture
def page(root: Path) -> AppTest:
    found = AppTest.from_file(str(root / "geo_app" / "main.py"), default_timeout=120)
    found.query_params["see"] = "own"
    found.run()
    return found.switch_page("planning/page.py").run()


def text_of(page: AppTest) -> str:
    shown = [*page.main.success, *page.main.error, *page.main.caption]
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def upload(page: AppTest, content: bytes, name: str = "草案.zip") -> AppTest:
    page.file_uploader[0].upload(name, content, "application/octet-stream").run()
    assert not page.exception
    return page


def big_geopackage(folder: Path, megabytes: int) -> bytes:
    """Return an honest GeoPackage with long texts in it."""
    texts = ["x" * 1_000_000] * megabytes
    points = shapely.points([(106.5 + number / 100, 29.5) for number in range(megabytes)])
    path = folder / "big.gpkg"
    gpd.GeoDataFrame({"name": texts}, geometry=points, crs="EPSG:4326").to_file(path, driver="GPKG", engine="pyogrio")
    return path.read_bytes()


def hang(guard: SandboxWorker, _: Path) -> tuple[bytes, str]:
    guard._running().send_signal(signal.SIGSTOP)  # as if a file kept it busy for ever
    guard.limits = replace(UPLOAD, seconds=1)
    return messy_zip(), "guard-late"


def fill_memory(guard: SandboxWorker, folder: Path) -> tuple[bytes, str]:
    content = big_geopackage(folder, 40)
    status = Path(f"/proc/{guard._running().pid}/status").read_text(encoding="ascii")
    idle = next(int(line.split()[1]) for line in io.StringIO(status) if line.startswith("VmSize")) * 1024
    guard.stop()
    guard.limits = replace(UPLOAD, memory=idle + 60_000_000)  # enough to begin, too little to end
    return content, "guard-memory"


def die(guard: SandboxWorker, _: Path) -> tuple[bytes, str]:
    process = guard._running()
    guard._running = lambda: process  # type: ignore[method-assign]  # it dies between the look and the question
    process.kill()
    process.wait()
    return messy_zip(), "guard-died"


@pytest.mark.parametrize("fault", [hang, fill_memory, die])
def test_a_reader_that_breaks_is_one_sentence_and_the_next_file_is_read(
    page: AppTest, guard: SandboxWorker, tmp_path: Path, fault: Callable[[SandboxWorker, Path], tuple[bytes, str]]
) -> None:
    upload(page, messy_zip())
    assert KEPT in text_of(page)
    content, code = fault(guard, tmp_path)
    upload(page, content, "again.gpkg" if code == "guard-memory" else "again.zip")
    (told,) = page.error
    assert say(f"finding.{code}", "zh", seconds=guard.limits.seconds).rstrip("。") in told.value.replace("\\", "")
    assert KEPT in text_of(page), "the layer before is still there"
    vars(guard).pop("_running", None)
    guard.limits = UPLOAD
    if code == "guard-memory":
        guard.stop()  # the limit of a process is for life
    upload(page, messy_zip(), "再来.zip")
    assert not page.error
    assert "“再来.zip”：240 个要素" in text_of(page)
