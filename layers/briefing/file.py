"""Read and write briefings as TOML without loss; report a faulty scene with its cure and use the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
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
from layers.i18n.findings import Finding, FindingsError
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


class BriefingError(FindingsError):
    """Exception for a file that is no briefing at all, with all its faults."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(findings)


def fault_sentence(fault: Finding, lang: Lang) -> str:
    """Return scene, field and cure as one sentence: where it is, then what to do."""
    cure, place = fault.sentence(lang), fault.detail["place"]
    if fault.row is None:
        return say("briefing.fault_file", lang, field=place, cure=cure) if place else cure
    title = fault.feature or say("briefing.untitled", lang)
    return say("briefing.fault", lang, scene=fault.row + 1, title=title, field=place, cure=cure)


def briefing_fault(cure: str, scene: int | None = None, title: str = "", place: str = "", **values: object) -> Finding:
    """Return an error with the key of its cure, the scene's position from 0 (None: the file), its title, its field."""
    detail = {"place": place, **{name: str(value) for name, value in values.items()}}
    return Finding(cure, "error", title, scene, detail)


def read_briefing(content: bytes, dataset: Dataset) -> tuple[Briefing, tuple[Finding, ...]]:
    """Return the briefing written in `content`, without its faulty scenes, and what is wrong with those.

    Raises
    ------
    BriefingError
        Where the file is no TOML, too large in any way, or its own keys (title, lead, …) are wrong.
    """
    tables = _tables(content)
    scenes = tables.pop("scenes", [])
    if not isinstance(scenes, list):
        raise BriefingError(briefing_fault("briefing.cure_not_list", place="scenes"))
    if len(scenes) > MOST_SCENES:
        raise BriefingError(briefing_fault("briefing.cure_too_many", place="scenes", most=MOST_SCENES))
    try:
        frame = Briefing.model_validate(tables)
    except ValidationError as error:
        raise BriefingError(*_of_pydantic(error, None, "")) from error
    read, faults = _read_scenes(scenes)
    _refuse_many_places(frame, read.values())
    kept: list[Scene] = []
    faults += _controls(tables, None, "")
    for number, scene in read.items():
        unknown = islice(_unknown(scene, dataset), MOST_FAULTS)
        table = scenes[number]
        title = _title(table)
        found = [briefing_fault(cure, number, title, name, **values) for cure, name, values in unknown]
        faults += found
        if not found:
            faults += _controls(table, number, title)
            kept.append(scene)
    return frame.model_copy(update={"scenes": tuple(kept)}), tuple(sorted(faults, key=_position))


def _position(fault: Finding) -> int:
    return -1 if fault.row is None else fault.row


def _read_scenes(tables: list[Any]) -> tuple[dict[int, Scene], list[Finding]]:
    """Return position → scene for each that has the shape of one, and what is wrong with the others."""
    read: dict[int, Scene] = {}
    faults: list[Finding] = []
    for number, table in enumerate(tables):
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
        raise BriefingError(briefing_fault("briefing.cure_many_places", most=MOST_PLACES))


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
        raise BriefingError(briefing_fault("briefing.cure_too_big", limit=SIZE_LIMIT // 1_000_000))
    try:
        return read_toml(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BriefingError(briefing_fault("briefing.cure_not_text")) from error
    except TomlError as error:
        said = {name: str(value)[:LONGEST] for name, value in error.values.items()}
        cure = "briefing.cure_not_toml" if error.code == "syntax" else f"toml.{error.code}"
        fault = briefing_fault(cure)
        raise BriefingError(replace(fault, detail={**fault.detail, **said})) from error


def _controls(table: Mapping[str, Any], scene: int | None, title: str) -> list[Finding]:
    """Return a note for each field that held invisible control characters, which its model has removed (`Line`)."""
    counts = {name: _count(value) for name, value in table.items()}
    return [
        replace(briefing_fault("briefing.controls_removed", scene, title, name[:LONGEST], count=count), severity="note")
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


def _of_pydantic(error: ValidationError, scene: int | None, title: str) -> list[Finding]:
    faults = []
    for fault in error.errors(include_url=False, include_input=False)[:MOST_FAULTS]:
        values = {"most": fault.get("ctx", {}).get("max_length", ""), "known": fault.get("ctx", {}).get("expected", "")}
        cure = CURES.get(fault["type"], "briefing.cure_other")
        place = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in fault["loc"])[:LONGEST]
        detail = fault["msg"].removeprefix("Value error, ")[: 2 * LONGEST]
        faults.append(briefing_fault(cure, scene, title, place, **values, detail=detail))
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
