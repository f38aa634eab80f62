"""What breaks inside a page becomes one plain sentence with a number that stands in the log; the view is not lost."""

import builtins
import errno
import io
import logging
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo_app.briefing import talk_store
from geo_app.server import metrics
from geo_app.state import cache
from geo_app.widgets import error_box
from layers.errors import SettingsError
from layers.formats.vector import write
from layers.i18n.messages import say
from tests.geo_app.briefings import press, scene_titles, text_of

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
        broken.setattr("geo_app.shell.sidebar.show", raising(FAILURES[kind]))
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
    assert error_box.show_error(MemoryError())
    (text,) = shown
    assert text.startswith(say("faults.no_memory", "zh", code="").split("。")[0])


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file that is opened to be written, and every new folder, meet a full disk."""
    read = builtins.open

    def refusing(file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        if set(mode) & set("wax+") and not isinstance(file, int):
            raise FAILURES["no_space"]
        return read(file, mode, *more, **named)

    for module in (builtins, io):
        monkeypatch.setattr(module, "open", refusing)
    for name in ("mkdtemp", "mkstemp", "TemporaryFile"):
        monkeypatch.setattr(tempfile, name, raising(FAILURES["no_space"]))
    monkeypatch.setattr(os, "mkdir", raising(FAILURES["no_space"]))


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_takes_neither_the_map_nor_a_draft_away(page: AppTest) -> None:
    """Files of the page were written at the start, talks at each click: a full disk stopped every page."""
    with pytest.raises(OSError, match="No space left"):
        Path("never").write_bytes(b"x")
    cache._make_reloader.clear()
    page.run()
    assert not page.error
    assert page.checkbox(key="platform_type-park").value
    page.switch_page("briefing/page.py").run()
    press(page, "talk-copy")
    page.text_area(key="scene-1-notes-zh").set_value("不能丢").run()
    assert not page.error
    assert "不能丢" in text_of(page)
    assert len(scene_titles(page)) > 3
    found = talk_store.find(cache.briefing("regions")[0], "own", "zh")
    query = {key: values[0] for key, values in parse_qs(urlsplit(found.url).query).items()}
    assert talk_store.document(talk_store.TalkRequest("own", query["talk"], "zh"))
    features = cache.current_snapshot().dataset.features.head(3)
    assert write(features[["id", "geometry"]], "gpkg").startswith(b"SQLite format 3")


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
