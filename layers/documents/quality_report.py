"""The quality report on a layer as one value in one language: input, checks, findings and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from layers.catalogue.entries import Lang
from layers.config.branding import Branding, load_branding
from layers.crs import gcj02
from layers.dataset.dataset import Dataset
from layers.documents.finding_map import FindingMap, draw
from layers.i18n.findings import Finding, verdict_of
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator
from layers.quality.district_index import EDGE_M, DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.quality.result import CheckResult
from layers.quality.run import QualityResult
from layers.text.control_characters import strip_controls

Row = tuple[str, ...]
SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True)
class QualityReport:
    """All texts of a report. Each table but `given` begins with its row of headings.

    Attributes
    ----------
    given
        Title and value: file, layer, features, encoding, reference system, corrections, dataset, date.
    checks
        Check, how many features were judged, how many findings.
    findings
        Number, severity, feature, location, sentence, cure; the gravest first.
    evidence
        Fit of the layer if its coordinates are WGS 84, GCJ-02 or BD-09; headings only if undecidable.
    """

    lang: Lang
    title: str
    summary: str
    given: tuple[Row, ...]
    checks: tuple[Row, ...]
    findings: tuple[Row, ...]
    evidence: tuple[Row, ...]
    assumptions: tuple[str, ...]
    sources: tuple[Row, ...]
    drawing: FindingMap
    branding: Branding


def compose(
    subject: CheckedLayer,
    judgement: QualityResult,
    district_index: DistrictIndex,
    dataset: Dataset,
    lang: Lang,
    when: datetime,
) -> QualityReport:
    """Compose the report; `when` is its date and time."""
    findings, branding = judgement.findings, load_branding().without_approval()  # a stranger's layer is on the map
    return QualityReport(
        lang=lang,
        title=strip_controls(say("report.title", lang, name=subject.name)),
        summary=_summary(judgement, lang),
        given=_readable(
            (say("report.made_with", lang), branding.signature(lang)),
            *_given(subject, judgement, dataset, lang, when),
        ),
        checks=tuple(_checks(judgement, lang)),
        findings=_readable(
            _heads(("number", "severity", "feature", "place", "sentence", "cure"), lang),
            *_rows(findings, district_index, lang),
        ),
        evidence=tuple(_evidence(judgement, lang)),
        assumptions=tuple(_assumptions(judgement, branding, lang)),
        sources=tuple(_sources(dataset, lang)),
        drawing=draw(subject, findings, district_index),
        branding=branding,
    )


def _readable(*rows: Row) -> tuple[Row, ...]:
    """Return rows without invisible control characters in their texts."""
    return tuple(tuple(map(strip_controls, row)) for row in rows)


def _summary(judgement: QualityResult, lang: Lang) -> str:
    counts = {severity: judgement.count(severity) for severity in SEVERITIES}
    if judgement.suspicion.datum is not None:
        verdict = "suspect"
    else:
        verdict = "stop" if counts["error"] else "look" if counts["warning"] else "accept"
    return say("report.summary", lang, verdict=say(f"report.{verdict}", lang), **counts)


def _heads(names: Iterable[str], lang: Lang) -> Row:
    return tuple(say(f"report.{name}", lang) for name in names)


def _given(subject: CheckedLayer, judgement: QualityResult, dataset: Dataset, lang: Lang, when: datetime) -> list[Row]:
    columns = subject.columns
    none = say("report.none", lang)
    said = {
        "file": subject.name,
        "layer": subject.layer,
        "features": say("report.placed", lang, count=len(subject.frame), placed=int(subject.located.sum())),
        "encoding": subject.encoding,
        "crs": subject.crs,
        "name_column": columns.name or none,
        "district_column": columns.district or none,
        "region_column": columns.region or none,
        "corrections": clause_separator(lang).join(corrections(subject, lang)) or none,
        "reading": say("report.unchanged" if verdict_of(judgement.read) == "accept" else "report.repaired", lang),
        "edition": f"{dataset.version} · {dataset.catalogue.data_date.isoformat()}",
        "date": when.strftime("%Y-%m-%d %H:%M %Z").strip(),
    }
    return [(say(f"report.{key}", lang), value) for key, value in said.items() if value]


def corrections(subject: CheckedLayer, lang: Lang) -> list[str]:
    """Return the corrections of the coordinates, each with its error."""
    return [
        say("report.turned", lang)
        if correction == "axes"
        else say("report.converted", lang, datum=gcj02.TITLES[correction], error=f"{gcj02.ERROR_M:.0f}")
        for correction in subject.corrections
    ]


def _checks(judgement: QualityResult, lang: Lang) -> list[Row]:
    rows = [
        (
            say(f"checks.{check.code}", lang),
            f"{check.checked:,}" if check.checked else say("report.nothing_to_judge", lang),
            _found(check, lang),
        )
        for check in judgement.checks
    ]
    return [_heads(("check", "looked", "found"), lang), *rows]


def _found(check: CheckResult, lang: Lang) -> str:
    """Return the count of a check's findings; a check without anything to judge has at most notes with the reason."""
    if check.checked:
        return f"{check.found:,}"
    return say("report.only_notes", lang, count=f"{check.found:,}") if check.found else "–"


def _rows(findings: tuple[Finding, ...], district_index: DistrictIndex, lang: Lang) -> list[Row]:
    return [
        (
            str(number),
            say(f"report.{finding.severity}", lang),
            _feature(finding, lang),
            _place(finding, district_index, lang),
            finding.sentence(lang),
            finding.cure(lang),
        )
        for number, finding in enumerate(findings, start=1)
    ]


def _feature(finding: Finding, lang: Lang) -> str:
    if finding.row is None and not finding.feature:
        return say("report.whole", lang)
    return finding.who(lang)


def _place(finding: Finding, district_index: DistrictIndex, lang: Lang) -> str:
    if finding.point is None:
        return ""
    lon, lat = finding.point
    here = int(district_index.locate(np.array([lon]), np.array([lat]))[0])
    district = district_index.title((here,), lang) if here >= 0 else ""
    return f"{lon:.5f}, {lat:.5f} {district}".strip()


def _evidence(judgement: QualityResult, lang: Lang) -> list[Row]:
    """Return the evidence for the three readings side by side, from claims and edges of the layer."""
    found = judgement.suspicion.evidence
    columns: dict[str, list[str]] = {"taken": [gcj02.TITLES[name] for name in found]}
    if found["wgs84"].checked:
        columns["judged"] = [f"{each.checked:,}" for each in found.values()]
        columns["inside"] = [f"{each.inside:,}" for each in found.values()]
        columns["gained"] = ["–", *(f"{found[datum].gained:,}" for datum in gcj02.DATUMS)]
        columns["lost"] = ["–", *(f"{found[datum].lost:,}" for datum in gcj02.DATUMS)]
    if found["wgs84"].edge_m is not None:
        columns["edge"] = ["–" if each.edge_m is None else f"{each.edge_m:,.0f}" for each in found.values()]
    if len(columns) == 1:
        return []
    return [_heads(columns, lang), *zip(*columns.values(), strict=True)]


def _assumptions(judgement: QualityResult, branding: Branding, lang: Lang) -> list[str]:
    said = [
        say("report.outlines_error", lang, metres=f"{EDGE_M:.0f}"),
        say("report.middles", lang),
        say("report.plane", lang),
        say("report.shift_rule", lang, error=f"{gcj02.ERROR_M:.0f}"),
        say("report.unchanged_file", lang),
    ]
    if judgement.omitted:
        said.insert(0, say("report.unsaid", lang, count=f"{judgement.omitted:,}"))
    return [*said, say("sheet.schematic", lang), branding.review(lang)]


def _sources(dataset: Dataset, lang: Lang) -> list[Row]:
    catalogue = dataset.catalogue
    rows = [
        (layer.title.say(lang), f"{layer.credit.say(lang)} · {layer.source}")
        for name, layer in catalogue.layers.items()
        if name in {"districts", "districts-2025"}
    ]
    return [_heads(("what", "source"), lang), (say("report.plan", lang), catalogue.plan.say(lang)), *rows]
