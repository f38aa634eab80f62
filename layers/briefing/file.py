"""Read and write briefings as TOML without loss; report a faulty scene with its cure and use the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import tomli_w
from pydantic import ValidationError

from layers.briefing.placeholders import places, unknown_places
from layers.briefing.scenes import MOST_SCENES, Bilingual, Briefing, Scene
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.dataset.source import DATA_FOLDER
from layers.errors import OpenMapError
from layers.i18n.messages import say
from layers.text.bounded_toml import TomlError, read_toml
from layers.text.control_characters import count_controls, strip_controls

FOLDER = DATA_FOLDER.parent / "briefings"
SIZE_LIMIT = 1_000_000  # bytes; sixty scenes with long notes need half
MOST_PLACES = 1000  # in all texts together; ten scenes in two languages have a hundred
MOST_FAULTS = 20  # faults reported for one scene; more do not help
LONGEST = 80  # characters of a visitor's file that a message repeats
CURES = {  # pydantic's error type → key of the sentence with the cure
    "missing": "briefing.cure_missing",
    "extra_forbidden": "briefing.cure_unknown_key",
    "string_too_long": "briefing.cure_too_long",
    "string_pattern_mismatch": "briefing.cure_bad_text",
    "literal_error": "briefing.cure_bad_choice",
    "tuple_type": "briefing.cure_not_list",
}
OUTCOME = "outcome"


@dataclass(frozen=True)
class BriefingFault:
    """One thing that is wrong: how to cure it (key of the words), scene by number (0: the whole file), title, place."""

    cure: str
    scene: int = 0
    title: str = ""
    place: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    is_note: bool = False  # the scene is used all the same

    def sentence(self, lang: Lang) -> str:
        """Return scene, field and cure as one sentence."""
        cure = say(self.cure, lang, **self.values)
        if not self.scene:
            return say("briefing.fault_file", lang, field=self.place, cure=cure) if self.place else cure
        title = self.title or say("briefing.untitled", lang)
        return say("briefing.fault", lang, scene=self.scene, title=title, field=self.place, cure=cure)


class BriefingError(OpenMapError, ValueError):
    """Exception for a file that is no briefing at all; carries its faults."""

    def __init__(self, *faults: BriefingFault) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.sentence("en") for fault in faults))


def read_briefing(content: bytes, dataset: Dataset) -> tuple[Briefing, tuple[BriefingFault, ...]]:
    """Return the briefing written in `content`, without its faulty scenes, and what is wrong with those.

    Raises
    ------
    BriefingError
        Where the file is no TOML, too large in any way, or its own keys (title, lead, …) are wrong.
    """
    tables = _tables(content)
    scenes = tables.pop("scenes", [])
    if not isinstance(scenes, list):
        raise BriefingError(BriefingFault("briefing.cure_not_list", place="scenes"))
    if len(scenes) > MOST_SCENES:
        raise BriefingError(BriefingFault("briefing.cure_too_many", place="scenes", values={"most": MOST_SCENES}))
    try:
        frame = Briefing.model_validate(tables)
    except ValidationError as error:
        raise BriefingError(*_of_pydantic(error, 0, "")) from error
    read, faults = _read_scenes(scenes)
    _refuse_many_places(frame, read.values())
    kept: list[Scene] = []
    faults += _controls(tables, 0, "")
    for number, scene in read.items():
        unknown = islice(_unknown(scene, dataset), MOST_FAULTS)
        table = scenes[number - 1]
        title = _title(table)
        found = [BriefingFault(cure, number, title, name, values) for cure, name, values in unknown]
        faults += found
        if not found:
            faults += _controls(table, number, title)
            kept.append(scene)
    return frame.model_copy(update={"scenes": tuple(kept)}), tuple(sorted(faults, key=lambda fault: fault.scene))


def _read_scenes(tables: list[Any]) -> tuple[dict[int, Scene], list[BriefingFault]]:
    """Return number → scene for each that has the shape of one, and what is wrong with the others."""
    read: dict[int, Scene] = {}
    faults: list[BriefingFault] = []
    for number, table in enumerate(tables, start=1):
        try:
            read[number] = Scene.model_validate(table)
        except ValidationError as error:
            faults += _of_pydantic(error, number, _title(table))
    return read, faults


def _refuse_many_places(frame: Briefing, scenes: Iterable[Scene]) -> None:
    """Refuse a briefing that would have thousands of places filled, before any is."""
    texts: list[Bilingual] = [frame.title, frame.lead, frame.closing]
    for scene in scenes:
        texts += [scene.title, scene.narration, scene.notes]
    if sum(1 for text in texts for lang in (text.zh, text.en) for _ in places(lang)) > MOST_PLACES:
        raise BriefingError(BriefingFault("briefing.cure_many_places", values={"most": MOST_PLACES}))


def write_briefing(briefing: Briefing) -> bytes:
    """Write the file that `read_briefing` reads as the same briefing, without default values."""
    return tomli_w.dumps(
        briefing.model_dump(mode="json", by_alias=True, exclude_defaults=True), multiline_strings=True
    ).encode()


def ready() -> dict[str, Path]:
    """Return the shipped briefings: code → file, in the order of their names."""
    return {path.stem.split("-", 1)[1]: path for path in sorted(FOLDER.glob("[0-9]-*.toml"))}


def _tables(content: bytes) -> dict[str, Any]:
    if len(content) > SIZE_LIMIT:
        raise BriefingError(BriefingFault("briefing.cure_too_big", values={"limit": SIZE_LIMIT // 1_000_000}))
    try:
        return read_toml(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BriefingError(BriefingFault("briefing.cure_not_text")) from error
    except TomlError as error:
        said = {name: str(value)[:LONGEST] for name, value in error.values.items()}
        cure = "briefing.cure_not_toml" if error.code == "syntax" else f"toml.{error.code}"
        raise BriefingError(BriefingFault(cure, values=said)) from error


def _controls(table: Mapping[str, Any], scene: int, title: str) -> list[BriefingFault]:
    """Return a note for each field that held invisible control characters, which its model has removed (`Line`)."""
    counts = {name: _count(value) for name, value in table.items()}
    return [
        BriefingFault("briefing.controls_removed", scene, title, name[:LONGEST], {"count": count}, is_note=True)
        for name, count in counts.items()
        if count
    ]


def _count(value: object) -> int:
    if isinstance(value, str):
        return count_controls(value)
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(map(_count, inside))


def _title(table: object) -> str:
    title = table.get("title") if isinstance(table, dict) else None
    said = [title.get("zh"), title.get("en")] if isinstance(title, dict) else [title]
    return next((strip_controls(text)[:LONGEST] for text in said if isinstance(text, str) and text), "")


def _of_pydantic(error: ValidationError, scene: int, title: str) -> list[BriefingFault]:
    faults = []
    for fault in error.errors(include_url=False, include_input=False)[:MOST_FAULTS]:
        values = {"most": fault.get("ctx", {}).get("max_length", ""), "known": fault.get("ctx", {}).get("expected", "")}
        cure = CURES.get(fault["type"], "briefing.cure_other")
        place = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in fault["loc"])[:LONGEST]
        detail = fault["msg"].removeprefix("Value error, ")[: 2 * LONGEST]
        faults.append(BriefingFault(cure, scene, title, place, {**values, "detail": detail}))
    return faults


def _unknown(scene: Scene, dataset: Dataset) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield (cure, field, values) for each code, id and place in the words that this dataset does not know."""
    _, codes = scene.read_filters(dataset)
    for code in codes:
        yield "briefing.cure_unknown_code", "filters", {"code": code[:LONGEST]}
    for name in ("also", "highlight"):
        for feature in getattr(scene, name):
            if feature not in dataset.features.index:
                yield "briefing.cure_unknown_id", name, {"code": feature[:LONGEST]}
    figure = scene.figure
    known = set(dataset.catalogue.filters)
    if figure and figure.rows and figure.rows not in known:
        yield "briefing.cure_unknown_code", "figure.rows", {"code": figure.rows}
    if figure and figure.columns and figure.columns not in {*known, OUTCOME}:
        yield "briefing.cure_unknown_code", "figure.columns", {"code": figure.columns}
    for name in ("title", "narration", "notes"):
        for lang in ("zh", "en"):
            for place in unknown_places(getattr(getattr(scene, name), lang), dataset):
                yield "briefing.cure_unknown_place", f"{name}.{lang}", {"code": place[:LONGEST]}
