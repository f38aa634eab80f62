"""出图检查, the preflight before every export: each finding comes with its cure, and no number is invented."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from layers.briefing.scenes import FIELD_WORDS, Briefing
from layers.catalogue.entries import LANGUAGES, Lang, Words
from layers.config.branding import Branding
from layers.crs.web_mercator import Box
from layers.dataset.dataset import Dataset
from layers.documents.links import is_local
from layers.errors import FontError
from layers.formats.fonts import font_file
from layers.formats.glyphs import lacking
from layers.i18n.findings import Finding
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.static_map.map_spec import MapSpec, records
from layers.static_map.projection import PaperProjection

# A box far inside the mainland on every side, a cautious choice of ours, because we ship no national boundary.
# A map that leaves this box counts as reaching an edge.
INLAND: Box = (100.0, 25.0, 115.0, 38.0)
FRAME = (180.0, 140.0)  # mm; about the shape of every map we export
NO_FONT = "font-stop"  # the code of the finding that PNG, SVG and PDF cannot be made
NAMED = 4  # names that a finding gives
Row = Mapping[str, Any]  # the record of a feature
Missing = tuple[Mapping[Lang, str], Sequence[Lang]]  # position of a text, and the languages it lacks


def preflight(
    pictures: Sequence[MapSpec],
    branding: Branding,
    missing: Iterable[Missing] = (),
    words: Iterable[str] = (),
    *,
    foreign: bool = False,
) -> tuple[Finding, ...]:
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
    approval = _unapproved("approval-own-look") if foreign else _approval(branding)
    found = [approval, *_edges(pictures)]
    if pictures:
        dataset, shown = pictures[0].dataset, _shown(pictures)
        found += [*_layers(dataset), _sources(shown, dataset), _schematic(shown, dataset)]
        found.append(_language(shown, tuple(missing)))
        found += [Finding("link-look", "warning") for map_spec in pictures[:1] if is_local(map_spec.link)]
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


def _approval(branding: Branding) -> Finding:
    if branding.is_cleared:
        return Finding("approval-pass", "note", detail={"number": str(branding.approval.number)})
    return _unapproved("approval-look")


def _unapproved(code: str) -> Finding:
    return Finding(code, "warning", detail={f"stamp_{lang}": text for lang, text in _both("map.approval").items()})


def _edges(pictures: Sequence[MapSpec]) -> Iterator[Finding]:
    abroad, outside = [], []
    city = _city(pictures[0]) if pictures else None
    for number, map_spec in enumerate(pictures, start=1):
        seen = PaperProjection(map_spec.box, *FRAME).seen
        name = map_spec.title or str(number)
        if not (INLAND[0] <= seen[0] and INLAND[1] <= seen[1] and seen[2] <= INLAND[2] and seen[3] <= INLAND[3]):
            abroad.append(name)
        if city is None or not city.covers(shapely.box(*seen)):
            outside.append(name)
    yield _named("nation-look", abroad) if abroad else Finding("nation-pass", "note")
    yield _named("city-look", outside) if outside else Finding("city-pass", "note")


def _city(map_spec: MapSpec) -> BaseGeometry:
    regions = map_spec.dataset.frames.get("regions")
    if regions is None:
        return shapely.box(*map_spec.municipality)
    found: BaseGeometry = shapely.union_all(regions.geometry.to_numpy())
    return found


def _layers(dataset: Dataset) -> Iterator[Finding]:
    layers = dataset.catalogue.layers
    titles: Iterable[Words | str] = (layers[code].title if code in layers else code for code in dataset.faults)
    names = [title if isinstance(title, str) else {lang: title.say(lang) for lang in LANGUAGES} for title in titles]
    if names:
        yield _named("layers-look", names)


def _sources(shown: Sequence[Row], dataset: Dataset) -> Finding:
    lacking = [
        _names(row) for row in shown if not row["position_source"] or not (row["plan_ref"] or row["status_source"])
    ]
    if lacking:
        return _named("sources-look", lacking)
    return Finding("sources-pass", "note", detail={"date": dataset.catalogue.data_date.isoformat()})


def _schematic(shown: Sequence[Row], dataset: Dataset) -> Finding:
    frame = dataset.frames.get("corridors")
    legs = {} if frame is None else dict(frame["legs"])
    rough = [
        _names(row)
        for row in shown
        if row["position_quality"] in {"schematic", "district"}
        or any(leg.get("schematic") for leg in legs.get(row["id"]) or ())
    ]
    return _named("schematic-look", rough) if rough else Finding("schematic-pass", "note")


def _language(shown: Sequence[Row], missing: Sequence[Missing]) -> Finding:
    places: list[Mapping[Lang, str]] = [where for where, _ in missing]
    places += [_names(row) for row in shown if not row["name_zh"] or not row["name_en"]]
    return _named("language-look", places) if places else Finding("language-pass", "note")


def _about(branding: Branding) -> Iterator[str]:
    """Yield the operator's own texts, which every page contains."""
    for lang in LANGUAGES:
        yield from (branding.title.say(lang), branding.organisation_in(lang), branding.review(lang))


def _font(pictures: Sequence[MapSpec], words: Sequence[str]) -> Iterator[Finding]:
    try:
        font_file()
    except FontError as error:
        yield Finding(NO_FONT, "error", detail={"file": error.file})
        return
    yield Finding("font-pass", "note")
    texts = [*words, *(text for map_spec in pictures for text in (map_spec.title, map_spec.narration))]
    for map_spec in pictures:
        texts += map(str, map_spec.shown[f"name_{map_spec.lang}"])
    if odd := sorted(lacking("".join(texts))):
        yield _named("letters-look", odd)


def _shown(pictures: Sequence[MapSpec]) -> list[Row]:
    """Return the records of all features on any map, each once."""
    found: dict[str, Row] = {}
    for map_spec in pictures:
        found |= {str(row["id"]): row for row in records(map_spec.shown.drop(columns="geometry"))}
    return list(found.values())


def _names(row: Row) -> dict[Lang, str]:
    return {"zh": row["name_zh"] or row["name_en"], "en": row["name_en"] or row["name_zh"]}


def _named(code: str, names: Sequence[str | Mapping[Lang, str]]) -> Finding:
    """Return a finding that needs a look, with the count of what it is about and the first names."""
    detail = {"count": str(len(names))}
    for lang in LANGUAGES:
        first = [name if isinstance(name, str) else name[lang] for name in names[:NAMED]]
        text = list_separator(lang).join(first)
        detail[f"names_{lang}"] = say("preflight.and_more", lang, names=text) if len(names) > NAMED else text
    return Finding(code, "warning", detail=detail)
