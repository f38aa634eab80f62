"""The operator's imprint takes effect; docs and example hold every setting; tiles keep their key."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from layers.catalogue.models import load_catalogue
from layers.config.basemap_tiles import tile_hosts, tiles_for_map
from layers.config.branding import attribution, default_language, load_branding
from layers.config.settings import VARIABLE, Settings, load_settings, startup_message

KEY = "0123-secret"
TIANDITU = f'[tiles]\nprovider = "tianditu"\nkey = "{KEY}"\n'
XYZ = """
[tiles]
provider = "xyz"
url = "https://tiles.example/{z}/{x}/{y}?k={key}"
key = "k1"
attribution = "© x"
"""
OPERATOR = """
title = { zh = "甲图", en = "Map A" }
organisation = { zh = "某院", en = "Institute" }
logo = "sign.svg"
language = "en"
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.toml"
    monkeypatch.setenv(VARIABLE, str(path))
    return path


def names(model: type[BaseModel] = Settings, before: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel) and name in {"approval", "tiles"}:
            yield from names(kind, f"{name}.")
        else:
            yield before + name


def test_every_setting_is_documented_and_nothing_else(root: Path) -> None:
    rows = [
        line
        for line in (root / "docs" / "settings.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    assert [row.split("`")[1] for row in rows] == list(names())
    assert all(len([cell for cell in row.strip("|").split("|") if cell.strip()]) == 4 for row in rows)


def test_the_example_holds_every_setting_and_is_valid(root: Path, config: Path) -> None:
    text = (root / "config.example.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}  # a copy changes nothing
    lines = [
        line.removeprefix("# ")
        for line in text.splitlines()
        if line.startswith("# ") and (" = " in line or line.startswith("# ["))
    ]
    asked = tomllib.loads("\n".join(lines))
    flat = {f"{table}.{key}" for table in ("approval", "tiles") for key in asked[table]} | (
        asked.keys() - {"approval", "tiles"}
    )
    assert flat == set(names()) - {"config"}
    (config.parent / "logo.png").write_bytes(b"x")
    (config.parent / "data").symlink_to(root / "data")
    config.write_text("\n".join(lines), encoding="utf-8")
    settings = load_settings()
    assert (settings.language, settings.upload, settings.approval.status) == ("zh", True, "none")


def test_title_organisation_logo_and_language_are_the_operators(config: Path) -> None:
    (config.parent / "sign.svg").write_text("<svg/>", encoding="utf-8")
    config.write_text(OPERATOR, encoding="utf-8")
    branding = load_branding()
    assert (branding.title.say("zh"), branding.organisation_in("en"), default_language()) == ("甲图", "Institute", "en")
    assert branding.logo_bytes() == b"<svg/>"
    assert branding.logo_is_svg


@pytest.mark.parametrize(("logo", "why"), [("none.png", "no such file"), ("notes.txt", "a logo is a picture")])
def test_a_logo_that_cannot_be_shown_is_refused(config: Path, logo: str, why: str) -> None:
    config.write_text(f'logo = "{logo}"', encoding="utf-8")
    with pytest.raises(ValueError, match=f"logo: .*{why}"):
        load_settings()


def test_starting_with_faulty_settings_stops_with_a_sentence(config: Path, root: Path) -> None:
    config.write_text(f'upload = "perhaps"\n{TIANDITU}max_zoom = 99\n', encoding="utf-8")
    for command in (["-c", "import geo_app.app"], ["-m", "layers", "settings"]):
        ended = subprocess.run(
            [sys.executable, *command], cwd=root, capture_output=True, text=True, check=False, timeout=60
        )
        assert ended.returncode == 1
        for wanted in ("upload:", "tiles.max_zoom:", str(config), "docs/settings.md"):
            assert wanted in ended.stderr
        assert "Traceback" not in ended.stderr
        assert KEY not in ended.stderr + ended.stdout


def test_the_message_names_place_and_cure(config: Path) -> None:
    config.write_text("[tiles]\nprovider = 'tianditu'", encoding="utf-8")
    with pytest.raises(ValueError, match=r"tiles: tianditu needs tiles\.key") as refused:
        load_settings()
    message = startup_message(refused.value)  # type: ignore[arg-type]
    assert "tianditu needs tiles.key" in message
    assert "config.example.toml" in message


def test_tiles_are_told_with_their_key_and_hosts(config: Path) -> None:
    assert tiles_for_map(Settings()) is None
    assert tile_hosts(Settings()) == ()
    config.write_text(TIANDITU, encoding="utf-8")
    settings = load_settings()
    told = tiles_for_map(settings)
    assert told is not None
    assert [url.split("&tk=")[1] for url in told["urls"]] == [KEY, KEY]
    assert all(mark in url for url in told["urls"] for mark in ("{s}", "{z}", "{x}", "{y}"))
    assert tile_hosts(settings)[0] == "https://t0.tianditu.gov.cn"
    config.write_text(XYZ, encoding="utf-8")
    told = tiles_for_map(load_settings())
    assert told is not None
    assert told["urls"] == ["https://tiles.example/{z}/{x}/{y}?k=k1"]
    assert tile_hosts(load_settings()) == ("https://tiles.example",)


@pytest.mark.parametrize(("lang", "tianditu"), [("zh", "天地图"), ("en", "Tianditu")])
def test_whom_several_layers_are_owed_to_is_named_once(lang: str, tianditu: str) -> None:
    bases = [layer for layer in load_catalogue().layers.values() if layer.role == "base"]
    line = attribution(bases, lang, "© OpenStreetMap", "© OpenStreetMap")
    assert line.count(tianditu) == 1
    assert line.count("© OpenStreetMap") == 1
    assert "WDB-II" in line
    assert "Natural Earth" in line
