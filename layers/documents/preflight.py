"""出图检查, the preflight before every export: each finding comes with its cure, and no number is invented."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import shapely
from shapely.geometry.base import BaseGeometry

from layers.briefing.scenes import FIELD_WORDS, Briefing
from layers.catalogue.entries import LANGUAGES, Lang
from layers.config.branding import Branding
from layers.crs.web_mercator import Box
from layers.dataset.dataset import Dataset
from layers.documents.links import is_local
from layers.errors import FontError
from layers.formats.fonts import font_file
from layers.formats.glyphs import lacking
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.static_map.map_spec import MapSpec, records
from layers.static_map.projection import PaperProjection

State = Literal["pass", "look", "stop"]  # passed; needs a person's judgement and is stamped; a format cannot be made
# A box far inside the mainland on every side, a cautious choice of ours, because we ship no national boundary.
# A map that leaves this box counts as reaching an edge.
INLAND: Box = (100.0, 25.0, 115.0, 38.0)
FRAME = (180.0, 140.0)  # mm; about the shape of every map we export
NAMED = 4  # names that a finding gives
KEYS: Mapping[str, Mapping[str, str]] = {  # check → its sentences in the messages
    "approval": {"pass": "approval_pass", "look": "approval_look", "cure": "approval_cure"},
    "approval_own": {"look": "approval_own_look", "cure": "approval_own_cure"},
    "nation": {"pass": "nation_pass", "look": "nation_look", "cure": "nation_cure"},
    "city": {"pass": "city_pass", "look": "city_look", "cure": "city_cure"},
    "layers": {"look": "layers_look", "cure": "layers_cure"},
    "sources": {"pass": "sources_pass", "look": "sources_look", "cure": "sources_cure"},
    "schematic": {"pass": "schematic_pass", "look": "schematic_look", "cure": "schematic_cure"},
    "language": {"pass": "language_pass", "look": "language_look", "cure": "language_cure"},
    "font": {"pass": "font_pass", "stop": "font_stop", "cure": "font_cure"},
    "link": {"look": "link_look", "cure": "link_cure"},
    "letters": {"look": "letters_look", "cure": "letters_cure"},
}
Row = Mapping[str, Any]  # the record of a feature
Missing = tuple[Mapping[Lang, str], Sequence[Lang]]  # position of a text, and the languages it lacks


@dataclass(frozen=True)
class PreflightFinding:
    """The result of one check: its code, its state and the values of its sentences."""

    check: str
    state: State
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, lang: Lang) -> str:
        """Return the sentence of the result."""
        return say(f"preflight.{KEYS[self.check][self.state]}", lang, **self._said(lang))

    def cure(self, lang: Lang) -> str:
        """Return the cure; "" for a passed check."""
        return "" if self.state == "pass" else say(f"preflight.{KEYS[self.check]['cure']}", lang)

    def _said(self, lang: Lang) -> dict[str, object]:
        said = dict(self.values)
        if isinstance(names := said.get("names"), tuple):
            found = [name[lang] if isinstance(name, Mapping) else str(name) for name in names[:NAMED]]
            text = list_separator(lang).join(found)
            said["names"] = say("preflight.and_more", lang, names=text) if len(names) > NAMED else text
        if "stamp" in said:
            said["stamp"] = say("map.approval", lang)
        return said


def preflight(
    pictures: Sequence[MapSpec],
    branding: Branding,
    missing: Iterable[Missing] = (),
    words: Iterable[str] = (),
    *,
    foreign: bool = False,
) -> tuple[PreflightFinding, ...]:
    """Run every check on the maps; return all results, the gravest concerns first.

    Parameters
    ----------
    missing
        Texts that one language lacks.
    words
        The printed texts besides maps and their texts: `Deck.words`.
    foreign
        Whether the export is not shipped by the operator, so that it cannot bear their approval number.
    """
    approval = PreflightFinding("approval_own", "look", {"stamp": ""}) if foreign else _approval(branding)
    found = [approval, *_edges(pictures)]
    if pictures:
        dataset, shown = pictures[0].dataset, _shown(pictures)
        found += [*_layers(dataset), _sources(shown, dataset), _schematic(shown, dataset)]
        found.append(_language(shown, tuple(missing)))
        found += [PreflightFinding("link", "look") for map_spec in pictures[:1] if is_local(map_spec.link)]
    return (*found, *_font(pictures, [*words, *_about(branding)]))


def missing_words(briefing: Briefing) -> Iterator[Missing]:
    """Yield each text of a briefing that lacks a language."""
    for name in ("title", "lead", "closing"):
        if missing := getattr(briefing, name).missing:
            yield _both(FIELD_WORDS[name]), missing
    for number, scene in enumerate(briefing.scenes, start=1):
        for name in ("title", "narration", "notes"):
            if missing := getattr(scene, name).missing:
                said = _both(FIELD_WORDS[name])
                where = (say("preflight.in_scene", lang, number=number, field=said[lang]) for lang in LANGUAGES)
                yield dict(zip(LANGUAGES, where, strict=True)), missing


def _both(key: str) -> dict[Lang, str]:
    return {lang: say(key, lang) for lang in LANGUAGES}


def _approval(branding: Branding) -> PreflightFinding:
    if branding.is_cleared:
        return PreflightFinding("approval", "pass", {"number": branding.approval.number})
    return PreflightFinding("approval", "look", {"stamp": ""})


def _edges(pictures: Sequence[MapSpec]) -> Iterator[PreflightFinding]:
    abroad, outside = [], []
    city = _city(pictures[0]) if pictures else None
    for number, map_spec in enumerate(pictures, start=1):
        seen = PaperProjection(map_spec.box, *FRAME).seen
        name = map_spec.title or str(number)
        if not (INLAND[0] <= seen[0] and INLAND[1] <= seen[1] and seen[2] <= INLAND[2] and seen[3] <= INLAND[3]):
            abroad.append(name)
        if city is None or not city.covers(shapely.box(*seen)):
            outside.append(name)
    yield _counted("nation", abroad)
    yield _counted("city", outside)


def _city(map_spec: MapSpec) -> BaseGeometry:
    regions = map_spec.dataset.frames.get("regions")
    if regions is None:
        return shapely.box(*map_spec.municipality)
    found: BaseGeometry = shapely.union_all(regions.geometry.to_numpy())
    return found


def _layers(dataset: Dataset) -> Iterator[PreflightFinding]:
    layers = dataset.catalogue.layers
    names = [layers[code].title.model_dump() if code in layers else code for code in dataset.faults]
    if names:
        yield _counted("layers", names)


def _sources(shown: Sequence[Row], dataset: Dataset) -> PreflightFinding:
    lacking = [
        _names(row) for row in shown if not row["position_source"] or not (row["plan_ref"] or row["status_source"])
    ]
    found = _counted("sources", lacking)
    return found if lacking else PreflightFinding("sources", "pass", {"date": dataset.catalogue.data_date.isoformat()})


def _schematic(shown: Sequence[Row], dataset: Dataset) -> PreflightFinding:
    frame = dataset.frames.get("corridors")
    legs = {} if frame is None else dict(frame["legs"])
    rough = [
        _names(row)
        for row in shown
        if row["position_quality"] in {"schematic", "district"}
        or any(leg.get("schematic") for leg in legs.get(row["id"]) or ())
    ]
    return _counted("schematic", rough)


def _language(shown: Sequence[Row], missing: Sequence[Missing]) -> PreflightFinding:
    places: list[Mapping[Lang, str]] = [where for where, _ in missing]
    places += [_names(row) for row in shown if not row["name_zh"] or not row["name_en"]]
    return _counted("language", places)


def _about(branding: Branding) -> Iterator[str]:
    """Yield the operator's own texts, which every page contains."""
    for lang in LANGUAGES:
        yield from (branding.title.say(lang), branding.organisation_in(lang), branding.review(lang))


def _font(pictures: Sequence[MapSpec], words: Sequence[str]) -> Iterator[PreflightFinding]:
    try:
        font_file()
    except FontError as error:
        yield PreflightFinding("font", "stop", {"file": error.file})
        return
    yield PreflightFinding("font", "pass")
    texts = [*words, *(text for map_spec in pictures for text in (map_spec.title, map_spec.narration))]
    for map_spec in pictures:
        texts += map(str, map_spec.shown[f"name_{map_spec.lang}"])
    if odd := sorted(lacking("".join(texts))):
        yield _counted("letters", odd)


def _shown(pictures: Sequence[MapSpec]) -> list[Row]:
    """Return the records of all features on any map, each once."""
    found: dict[str, Row] = {}
    for map_spec in pictures:
        found |= {str(row["id"]): row for row in records(map_spec.shown.drop(columns="geometry"))}
    return list(found.values())


def _names(row: Row) -> dict[Lang, str]:
    return {"zh": row["name_zh"] or row["name_en"], "en": row["name_en"] or row["name_zh"]}


def _counted(check: str, names: Sequence[object]) -> PreflightFinding:
    return (
        PreflightFinding(check, "look", {"count": len(names), "names": tuple(names)})
        if names
        else PreflightFinding(check, "pass")
    )
