"""Data files replaced while visitors look: a good dataset is taken whole, a broken one refused and said."""

import json
import os
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo_app.server import published_files
from geo_app.state import cache
from layers.dataset import reload


@pytest.fixture
def folder(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(root / "data" / "geojson", copy)
    monkeypatch.setenv("OPEN_MAP_DATA", str(copy))
    monkeypatch.setattr(reload, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(reload, "SETTLE", 0.0)
    return copy


@pytest.fixture
def page(root: Path, folder: Path) -> AppTest:
    found = AppTest.from_file(str(root / "geo_app" / "main.py"), default_timeout=30)
    found.query_params["type"] = "park"
    return found.run()


def replace(path: Path, text: str, *, when: float | None = None) -> None:
    """Replace a file as an operator does: a new one is written beside it and moved there."""
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    if when is not None:
        os.utime(new, (when, when))
    new.replace(path)


def look(page: AppTest) -> AppTest:
    """Let a visitor click often enough for a new dataset to be seen, made and shown."""
    for _ in range(3):
        page.run()
        cache.await_edition()
    return page.run()


def renamed(path: Path, to: str) -> str:
    data = json.loads(path.read_text(encoding="utf-8"))
    data["features"][0]["properties"]["name_zh"] = to
    return json.dumps(data, ensure_ascii=False)


def shown_name() -> str:
    return str(cache.current_snapshot().dataset.frames["ports"]["name_zh"].iloc[0])


def test_a_good_edition_is_picked_up(page: AppTest, folder: Path) -> None:
    """Even where its date is older than the old one's: a copy may keep dates, and clocks jump."""
    replace(folder / "ports.geojson", renamed(folder / "ports.geojson", "新名"), when=1_000_000_000)
    look(page)
    assert shown_name() == "新名"
    assert not page.warning
    assert page.checkbox(key="platform_type-park").value


def test_a_broken_edition_is_refused_and_the_old_kept(
    page: AppTest, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, whole = shown_name(), (folder / "ports.geojson").read_text(encoding="utf-8")
    replace(folder / "ports.geojson", whole[: len(whole) // 2])  # a copy that was cut off
    look(page)
    (told,) = [warning.value for warning in page.warning]
    assert told.startswith("服务器上的新数据未通过检查")
    assert shown_name() == old
    assert page.checkbox(key="platform_type-park").value
    assert not page.error
    monkeypatch.setenv("OPEN_MAP_TITLE", '{"zh": "新图名", "en": "New title"}')
    assert "新图名" in "".join(str(element.proto.body) for element in page.run().get("html"))
    assert shown_name() == old  # another title is no reason to read the data anew
    replace(folder / "ports.geojson", renamed_text(whole, "修好"))
    look(page)
    assert not page.warning
    assert shown_name() == "修好"


def renamed_text(whole: str, to: str) -> str:
    data = json.loads(whole)
    data["features"][0]["properties"]["name_zh"] = to
    return json.dumps(data, ensure_ascii=False)


def test_no_room_for_a_new_edition_keeps_the_old_one(
    page: AppTest, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    old = shown_name()
    replace(folder / "ports.geojson", renamed(folder / "ports.geojson", "新名"))
    with monkeypatch.context() as memory:
        memory.setattr(published_files, "file_of", full)
        look(page)
    assert shown_name() == old
    assert not page.error
