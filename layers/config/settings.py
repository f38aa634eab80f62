"""The operator's settings: `config.toml` beside the project (or the file in OPEN_MAP_CONFIG) and the environment.

An environment variable overrides the file: OPEN_MAP_UPLOAD=false, OPEN_MAP_APPROVAL__NUMBER=…, lists as JSON.
docs/settings.md explains every setting.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, StringConstraints, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as SourceError

from layers.catalogue.entries import Lang, Model, Text, Words
from layers.errors import SettingsError
from layers.text.bounded_toml import read_toml

LOG = logging.getLogger(__name__)
CONFIG_FILE = Path(__file__).resolve().parents[2] / "config.toml"
PREFIX = "OPEN_MAP_"
VARIABLE = f"{PREFIX}CONFIG"
# kinds of pydantic errors whose messages name Python types
SHOULD_BE = {
    "tuple_type": 'should be a list, as ["…", "…"]',
    "model_type": "should be a table; see config.example.toml",
    "model_attributes_type": "should be a table; see config.example.toml",
    "bool_parsing": "should be true or false",
    "bool_type": "should be true or false",
    "string_type": "should be text in quotation marks",
}
RELATIVE = "a relative path starts where config.toml lies"
LOGOS = (".png", ".svg", ".jpg", ".jpeg")
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s\"'<>]+$")]
Host = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9*.:\[\]-]+$")]
Ancestor = Annotated[str, StringConstraints(pattern=r"^('self'|https?://[A-Za-z0-9*.:-]+)$")]


class Approval(Model):
    """The map approval (审图号). The number is shown as written; only the status `approved` lifts the stamp."""

    number: Text | None = None
    status: Literal["none", "pending", "approved"] = "none"

    @model_validator(mode="after")
    def _approved_has_number(self) -> Approval:
        if self.status == "approved" and self.number is None:
            raise ValueError("an approved map has a number: set approval.number, or status to none or pending")
        return self


class Tiles(Model):
    """An optional base map from a tile server; without one the map draws its own base.

    Attributes
    ----------
    provider
        `none`, `tianditu` (needs `key`) or `xyz` (needs `url` with {z}, {x} and {y}, and `attribution`).
    """

    provider: Literal["none", "tianditu", "xyz"] = "none"
    key: SecretStr | None = None
    url: Address | None = None
    attribution: Text | None = None
    max_zoom: Annotated[int, Field(ge=1, le=22)] = 18

    @model_validator(mode="after")
    def _is_complete(self) -> Tiles:
        if self.provider == "tianditu" and self.key is None:
            raise ValueError("tianditu needs tiles.key, the key of your own account")
        if self.provider == "xyz":
            if self.url is None or not all(mark in self.url for mark in ("{z}", "{x}", "{y}")):
                raise ValueError("xyz needs tiles.url with {z}, {x} and {y} in it")
            if self.attribution is None:
                raise ValueError("xyz needs tiles.attribution: who made the tiles")
        return self


class _BoundedFile(TomlConfigSettingsSource):
    """Settings source that reads the file within the bounds of `bounded_toml`."""

    def _read_file(self, file_path: Any) -> dict[str, Any]:
        return read_toml(file_path.read_bytes().decode("utf-8-sig"))


class Settings(BaseSettings):
    """All settings with their defaults."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter="__", hide_input_in_errors=True
    )

    config: Path | None = None  # path of the file; only the environment can set it
    data: Path | None = None  # folder of GeoJSON layers in place of data/geojson
    title: Words | None = None
    organisation: Words | None = None
    logo: Path | None = None  # PNG or SVG
    language: Lang = "zh"
    approval: Approval = Field(default_factory=Approval)
    tiles: Tiles = Field(default_factory=Tiles)
    upload: bool = True  # whether visitors may upload files
    upload_session_mb: Annotated[int, Field(ge=1)] = 150  # of files that one session may hold
    upload_total_mb: Annotated[int, Field(ge=1)] = 450  # of files that all sessions of a process may hold together
    contacts: Path | None = None  # CSV, see docs/settings.md
    plots: Path | None = None  # CSV or GeoJSON, see docs/settings.md
    public_url: Address | None = None  # public URL of the app, for links in files; default: the URL in the browser
    frame_ancestors: tuple[Ancestor, ...] = ("'self'",)  # sites that may show the map in a frame
    hosts: tuple[Host, ...] = ()  # host names that the app answers to; empty: all
    log: Literal["text", "json"] = "text"
    metrics: Literal["loopback", "all", "off"] = "loopback"  # who may read /metrics

    @field_validator("data", "logo", "contacts", "plots")
    @classmethod
    def _lies_beside_the_file(cls, path: Path | None) -> Path | None:
        found = path and config_file().absolute().parent / path  # an absolute path stays as it is
        try:
            found and found.exists()
        except OSError as error:  # a name too long for the system, a folder without permission
            raise ValueError(f"this path cannot be looked at ({error.strerror})") from error
        return found

    @field_validator("data")
    @classmethod
    def _data_is_there(cls, data: Path | None) -> Path | None:
        if data and not any(data.glob("*.geojson")):
            raise ValueError(f"there is no folder with layers (*.geojson); {RELATIVE}")
        return data

    @field_validator("logo")
    @classmethod
    def _logo_is_there(cls, logo: Path | None) -> Path | None:
        if logo and logo.suffix.lower() not in LOGOS:
            raise ValueError(f"a logo is a picture: {', '.join(LOGOS)}")
        if logo and not logo.is_file():
            raise ValueError(f"there is no such file; {RELATIVE}")
        return logo

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources of settings, strongest first."""
        return EnvSettingsSource(settings_cls), _BoundedFile(settings_cls, toml_file=config_file())


def config_file() -> Path:
    """Return the path of the operator's file."""
    return Path(os.environ.get(VARIABLE) or CONFIG_FILE)


Said = tuple[tuple[str, str], ...]  # the variables of the environment, sorted
_in_force: dict[tuple[Path, Said], Settings] = {}  # one entry: file and environment → their last valid settings
_read: set[Path] = set()  # files that this process has read: if one vanishes, its settings stay in force
_held: ContextVar[Settings | None] = ContextVar("settings", default=None)


@contextmanager
def held() -> Iterator[None]:
    """Freeze the settings inside this context, so that one click uses one version and checks for changes once."""
    token = _held.set(load_settings())
    try:
        yield
    finally:
        _held.reset(token)


def load_settings() -> Settings:
    """Return the settings in force; read them again if the file or the environment has changed.

    If the file breaks while the process runs, the settings before it stay in force and the log says why.

    Raises
    ------
    SettingsError
        If no settings were in force yet: as `read_settings`.
    """
    if (kept := _held.get()) is not None:
        return kept
    asked = path, said = config_file(), _said()
    try:
        found = _load(str(path), _changed(path), said)
    except SettingsError as error:
        if asked not in _in_force:
            raise
        _tell_refused(error.faults)
        return _in_force[asked]
    if found is not _in_force.get(asked):
        if asked in _in_force:
            LOG.info("changed settings are in force")
        _in_force.clear()
        _in_force[asked] = found
    _tell_refused.cache_clear()
    return found


def read_settings() -> Settings:
    """Read the settings from file and environment.

    Raises
    ------
    SettingsError
        With the name of every faulty setting, but without its value, which may be a key.
    """
    path = config_file()
    return _load(str(path), _changed(path), _said())


def _said() -> Said:
    return tuple(sorted((key, os.environ[key]) for key in os.environ if key.startswith(PREFIX)))


def _changed(path: Path) -> int:
    """Return the time of the file's last change, or 0 if no file exists, is named or existed before."""
    try:
        if path.is_file():
            _read.add(path)
            return path.stat().st_mtime_ns
    except OSError as error:
        raise SettingsError([f"{path.name[:80]}: cannot be looked at ({error.strerror})"]) from error
    if named := os.environ.get(VARIABLE):
        raise SettingsError([f"{VARIABLE}: there is no file {named}"])
    if path in _read:
        raise SettingsError([f"{path} is gone; to run without it, stop and start"])
    return 0


@lru_cache(maxsize=1)  # log once, not at each click
def _tell_refused(faults: tuple[str, ...]) -> None:
    reason = f"{config_file()}: {'; '.join(faults)}"
    LOG.error("changed settings cannot be used, those before stay in force", extra={"reason": reason})


def startup_message(error: SettingsError) -> str:
    """Return the message for a start with unusable settings: setting, fault and cure."""
    path = config_file()
    lines = "\n".join(f"  - {fault}" for fault in error.faults)
    return (
        f"The map was not started: its settings cannot be used.\n{lines}\n"
        f"Correct them in {path} or in the environment ({PREFIX}…) and start again. "
        "Every setting: docs/settings.md; a file to copy: config.example.toml."
    )


def _sentence(loc: tuple[int | str, ...], kind: str, said: str) -> str:
    """Return one fault for the operator: the name of the setting and the value it should have."""
    name = ".".join(map(str, loc))
    if kind == "extra_forbidden":
        close = get_close_matches(str(loc[0]), Settings.model_fields, 1) if len(loc) == 1 else []
        return f"{name}: no such setting{f'; {close[0]}?' if close else ''}"
    return f"{name}: {SHOULD_BE.get(kind) or said.removeprefix('Value error, ')}"


@lru_cache(maxsize=4)
def _load(path: str, changed: int, said: Said) -> Settings:  # noqa: ARG001 (they key the cache)
    unknown = [key for key, _ in said if key.removeprefix(PREFIX).split("__")[0].lower() not in Settings.model_fields]
    faults = [f"{key}: no such setting" for key in unknown]
    try:
        settings = Settings()
    except ValidationError as error:
        faults += [_sentence(fault["loc"], fault["type"], fault["msg"]) for fault in error.errors(include_input=False)]
    except SourceError as error:  # raised by pydantic for a variable that should be JSON and is not
        field = re.search(r'field "(\w+)"', str(error))
        faults.append(f"{PREFIX}{field[1].upper() if field else '…'}: lists and tables are written as JSON")
    except RecursionError:  # raised by json for a deeply nested variable
        faults.append(f"{PREFIX}…: too many brackets inside each other")
    except ValueError as error:
        faults.append(f"{Path(path).name}: {error}")
    if faults:
        raise SettingsError(faults)
    return settings
