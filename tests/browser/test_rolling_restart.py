"""Two processes behind nginx under a base path: all are restarted while a visitor looks, who keeps the view."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from deploy.nginx import configuration
from tests.browser.expected import box, kept
from tests.browser.server import DIRECT, ROOT, _environment, free_port
from tests.browser.test_reconnect import OUTAGE, PATIENCE, bar_says
from tests.browser.visitor import Watch, expect_drawn, map_frame, settle
from tests.deploy.proxy import nginx
from tests.deploy.test_files import needs_nginx

pytestmark = needs_nginx


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes], Path]]:
    """Start nginx and two processes; yield the address, the supervisor and its log."""
    first, outside = free_port(), free_port()
    log = tmp_path / "fleet.log"
    text = configuration([first, first + 1], base="map", listen=f"127.0.0.1:{outside}", access_log="off")
    command = [sys.executable, "-m", "deploy", "serve", "--first-port", str(first), "--base", "map"]
    with log.open("wb") as out:
        serving = subprocess.Popen(
            command, cwd=ROOT, env=_environment(tmp_path, {}), stdout=out, stderr=out, start_new_session=True
        )
    try:
        await_line(log, "all processes are ready", serving)
        with nginx(tmp_path, text, port=outside):
            yield f"http://127.0.0.1:{outside}/map", serving, log
    finally:
        serving.terminate()
        assert serving.wait(60) == 0


def await_line(log: Path, line: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 180
    while line not in (text := log.read_text(encoding="utf-8", errors="replace")):
        assert process.poll() is None, text[-3000:]
        assert time.monotonic() < deadline, text[-3000:]
        time.sleep(0.2)  # polling a file that offers nothing to wait on


def test_a_rolling_restart_loses_no_view(
    fleet: tuple[str, subprocess.Popen[bytes], Path], page: Page, watch: Watch
) -> None:
    url, serving, log = fleet
    watch._own_netlocs = lambda: {url.split("/")[2]}
    watch.allow(OUTAGE)
    page.goto(f"{url}/?type=park")
    expect_drawn(map_frame(page), kept(platform_type=("park",)))
    settle(page)
    assert page.context.cookies() == []
    serving.send_signal(signal.SIGHUP)
    bar_says(page, "restarted", "zh")
    expect(page.locator(".st-key-platform_type-park input")).to_be_checked()
    box(page, "platform_type", "hub").click()  # in the other process, while the first is still on its way
    expect(page).to_have_url(re.compile(r"/map/\?type=park&type=hub"), timeout=PATIENCE)
    await_line(log, "all processes were restarted", serving)
    expect(page.locator('[data-test-connection-state="CONNECTED"]')).to_have_count(1, timeout=PATIENCE)
    settle(page)
    expect_drawn(map_frame(page), kept(platform_type=("park", "hub")))
    with DIRECT.open(f"{url}/healthz") as answer:
        assert answer.status == 200
