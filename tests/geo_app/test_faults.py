"""What breaks inside a page becomes one plain sentence with a number that stands in the log; the view is not lost."""

import errno
import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo_app import faults, store
from geo_app.server import metrics
from layers.drawing import manifest
from layers.errors import SettingsError
from layers.words import say

FAILURES = {
    "no_space": OSError(errno.ENOSPC, "No space left on device"),
    "no_memory": MemoryError(),
    "settings": SettingsError(["tiles.key: secret-191 is no key"]),
    "unexpected": RuntimeError("secret-191 {{ 7*191 }}"),
}


@pytest.fixture
def page(root: Path) -> AppTest:
    found = AppTest.from_file(str(root / "geo_app" / "main.py"), default_timeout=30)
    found.query_params["type"] = "park"
    return found


def raising(error: Exception) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize(("kind", "lang"), [*((kind, "zh") for kind in FAILURES), ("no_memory", "en")])
def test_a_failure_is_told_in_one_sentence_and_the_next_click_works(
    page: AppTest, kind: str, lang: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    page.query_params["lang"] = lang
    page.run()
    before = metrics.REGISTRY.get_sample_value("open_map_faults_total", {"kind": kind}) or 0
    with monkeypatch.context() as broken, caplog.at_level(logging.INFO):
        broken.setattr("geo_app.sidebar.show", raising(FAILURES[kind]))
        page.run()
    assert not page.exception
    (told,) = page.error
    number = re.search(r"[0-9a-f]{8}", told.value)
    assert number
    assert told.value == say(f"faults.{kind}", lang, code=number[0])
    assert "191" not in told.value.replace(number[0], "")
    logged = {record.getMessage(): record.__dict__ for record in caplog.records if record.name.startswith("geo_app")}
    assert logged["fault"]["run"] == logged["run"]["run"] == number[0]
    assert logged["run"]["outcome"] == "fault"
    assert logged["run"]["page"] == "map"
    assert metrics.REGISTRY.get_sample_value("open_map_faults_total", {"kind": kind}) == before + 1
    page.run()
    assert not page.error
    assert page.checkbox(key="platform_type-park").value, "the view is as it was"


def test_a_callback_that_fails_is_told_alike(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit runs callbacks before the script; it hands what they raise to `on_script_error` (app.py)."""
    shown: list[str] = []
    monkeypatch.setattr(st, "error", lambda text, **_: shown.append(text))
    assert faults.tell(MemoryError())
    (text,) = shown
    assert text.startswith(say("faults.no_memory", "zh", code="").split("。")[0])


def test_a_full_disk_at_the_start_is_told_and_space_cures_it(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    store._keeper.clear()
    with monkeypatch.context() as full:
        full.setattr(manifest, "_write", raising(FAILURES["no_space"]))
        page.run()
    assert "磁盘已满" in page.error[0].value
    page.run()
    assert not page.error
    assert page.checkbox(key="platform_type-park").value


def test_a_clock_that_jumps_changes_nothing(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    page.run()
    for now in (0.0, 4_000_000_000.0):  # 1970, 2096
        monkeypatch.setattr("time.time", lambda now=now: now)
        page.checkbox(key="platform_type-hub").set_value(now == 0.0).run()
        assert not page.error
        assert not page.exception
        assert page.checkbox(key="platform_type-hub").value == (now == 0.0)
    taken = metrics.REGISTRY.get_sample_value("open_map_run_seconds_sum", {"page": "map"})
    assert taken is not None
    assert 0 <= taken < 3600, "durations are not taken from the wall clock"
