"""The operator's settings: where they come from, what is refused, and that a key is never printed."""

from pathlib import Path

import pytest

from layers.config.settings import VARIABLE, held, load_settings, read_settings
from layers.errors import SettingsError

TIANDITU = '[tiles]\nprovider = "tianditu"\nkey = "0123-secret"\n'


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.toml"
    monkeypatch.setenv(VARIABLE, str(path))
    return path


def test_without_a_file_the_defaults_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    settings = load_settings()
    assert (settings.upload, settings.tiles.provider, settings.approval.status) == (True, "none", "none")


def test_the_environment_wins_over_the_file(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.write_text(
        'upload = false\nlanguage = "en"\n[approval]\nnumber = "A"\nstatus = "pending"\n', encoding="utf-8"
    )
    monkeypatch.setenv("OPEN_MAP_APPROVAL__NUMBER", "B")
    settings = load_settings()
    assert (settings.upload, settings.language) == (False, "en")
    assert (settings.approval.number, settings.approval.status) == ("B", "pending")


def test_a_changed_file_is_read_again(config: Path) -> None:
    config.write_text("upload = false\n", encoding="utf-8")
    assert not load_settings().upload
    config.write_text("upload = true   \n", encoding="utf-8")
    assert load_settings().upload


@pytest.mark.parametrize(
    ("broken", "named"), [("upload =", "config.toml"), ("uplaod = false", "uplaod"), (None, VARIABLE)]
)
def test_a_file_that_breaks_later_is_not_taken(
    config: Path, caplog: pytest.LogCaptureFixture, broken: str | None, named: str
) -> None:
    config.write_text("upload = false\n", encoding="utf-8")
    load_settings()
    if broken is None:
        config.unlink()
    else:
        config.write_text(broken, encoding="utf-8")
    assert not load_settings().upload
    assert not load_settings().upload
    (line,) = [record for record in caplog.records if "stay in force" in record.message]
    assert named in line.__dict__["reason"]
    with pytest.raises(SettingsError):  # what is to be restarted is told
        read_settings()
    config.write_text("upload = true  \n", encoding="utf-8")
    assert load_settings().upload


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("uplaod = false", "uplaod: no such setting; upload?"),
        ("upload = 'perhaps'", "upload: should be true or false"),
        ("hosts = 'map.example'", "hosts: should be a list"),
        ("title = '地图'", "title: should be a table"),
        ("data = 'nowhere'", "data: there is no folder with layers"),
        ("upload =", "config.toml"),
        ("[approval]\nstatus = 'approved'", "approval.number"),
        ("[tiles]\nprovider = 'tianditu'", "tiles.key"),
        ("[tiles]\nprovider = 'xyz'\nurl = 'https://tiles.example/{z}/{x}'\nattribution = 'x'", "{y}"),
        ("[tiles]\nprovider = 'xyz'\nurl = 'https://tiles.example/{z}/{x}/{y}'", "tiles.attribution"),
        ('frame_ancestors = ["*; script-src *"]', "frame_ancestors"),
        ("a." * 20_000 + "a = 1", "config.toml: line 1: a key has more than"),
        ("\nhosts = " + "[" * 5000, "config.toml: line 2: more than"),
        ("[tiles]\nmax_zoom = " + "9" * 900_000, "config.toml: line 2: a number or name"),
        (f"logo = '{'a' * 5000}.png'", "logo: this path cannot be looked at"),
        (f"data = '{'a' * 5000}'", "data: this path cannot be looked at"),
        (f"contacts = '{'a' * 5000}'", "contacts: this path cannot be looked at"),
    ],
)
def test_a_faulty_file_is_refused_with_the_place(config: Path, text: str, named: str) -> None:
    config.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert named in str(refused.value)


def test_a_file_that_is_named_must_be_there(config: Path) -> None:
    with pytest.raises(SettingsError, match="there is no file"):
        load_settings()


def test_a_list_in_a_variable_is_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_MAP_HOSTS", "map.example")
    with pytest.raises(SettingsError, match="OPEN_MAP_HOSTS: lists and tables are written as JSON"):
        read_settings()


def test_a_variable_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_MAP_HOSTS", "[" * 50_000)
    with pytest.raises(SettingsError, match="too many brackets"):
        read_settings()


def test_a_file_whose_name_no_system_takes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_MAP_CONFIG", "a" * 5000)
    with pytest.raises(SettingsError, match="cannot be looked at"):
        read_settings()


def test_a_relative_path_starts_where_the_file_lies(config: Path) -> None:
    config.write_text('data = "layers"\ncontacts = "notes.csv"\n', encoding="utf-8")
    (config.parent / "layers").mkdir()
    (config.parent / "layers" / "ports.geojson").touch()
    settings = load_settings()
    assert settings.data == config.parent / "layers"
    assert settings.contacts == config.parent / "notes.csv"  # may come later; the page says where it is not there


def test_the_file_beside_the_project_takes_no_setting_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "config.toml"
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("layers.config.settings.CONFIG_FILE", path)
    path.write_text('hosts = ["map.example"]\n', encoding="utf-8")
    assert load_settings().hosts == ("map.example",)
    text = path.read_text(encoding="utf-8")
    for _ in range(2):  # said again the second time
        path.unlink()
        assert load_settings().hosts == ("map.example",)
        with pytest.raises(SettingsError, match="is gone"):
            read_settings()
        path.write_text(text, encoding="utf-8")
        assert load_settings().hosts == ("map.example",)
    assert len([line for line in caplog.records if "stay in force" in line.message]) == 2


def test_a_folder_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(SettingsError, match="there is no file"):
        load_settings()


def test_a_misspelt_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_MAP_UPLAOD", "false")
    with pytest.raises(SettingsError, match="OPEN_MAP_UPLAOD"):
        load_settings()


def test_a_key_is_never_printed(config: Path) -> None:
    config.write_text(TIANDITU, encoding="utf-8")
    settings = load_settings()
    assert settings.tiles.key is not None
    assert settings.tiles.key.get_secret_value() == "0123-secret"
    assert "0123-secret" not in f"{settings!r} {settings} {settings.model_dump_json()}"
    config.write_text(f"{TIANDITU}max_zoom = 99\n", encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert "0123-secret" not in str(refused.value)


def test_within_one_run_settings_do_not_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_MAP_UPLOAD", "true")
    with held():
        monkeypatch.setenv("OPEN_MAP_UPLOAD", "false")
        assert load_settings().upload
    assert not load_settings().upload
