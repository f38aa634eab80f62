"""What was found in data: one value for layers, uploads, briefings, checks, preflight, pages and command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from layers.catalogue.entries import Lang
from layers.errors import OpenMapError
from layers.i18n.messages import load_words, say

Severity = Literal["error", "warning", "note"]
Verdict = Literal["accept", "accept-with-repair", "reject"]


@dataclass(frozen=True)
class Finding:
    """One thing worth saying about data: its code, how grave it is, where it is, and its words by language.

    Attributes
    ----------
    code
        A key of `section` in messages.toml; with a dot, section and key (templates, contacts, briefings).
    severity
        `error` cannot be used as it is, `warning` was repaired or needs a look, `note` is only said.
    feature
        Name or id as the file gives it, title of a scene; empty where the whole file is meant.
    row
        Position of the feature or scene, from 0; None where the whole file is meant.
    detail
        What fills the braces of the sentence; `x_zh` and `x_en` fill `x` in their language.
    point
        Longitude and latitude (WGS 84) to show on the map.
    section
        The section of messages.toml that holds the sentence; cures are in `cure`, for the codes of `finding` only.
    """

    code: str
    severity: Severity
    feature: str = ""
    row: int | None = None
    detail: Mapping[str, str] = field(default_factory=dict)
    point: tuple[float, float] | None = None
    section: str = "finding"

    def sentence(self, lang: Lang) -> str:
        """Return what is the matter, as plain text; values from the file stand in it literally."""
        key = self.code if "." in self.code else f"{self.section}.{self.code}"
        return say(key, lang, **self._values(lang))

    def cure(self, lang: Lang, *, prompt: bool = False) -> str:
        """Return the cure, on the page or at a `prompt`; empty if no action is needed."""
        if self.section != "finding":
            return ""
        words = load_words()
        if prompt and self.code in words["cure_prompt"]:
            return say(f"cure_prompt.{self.code}", lang, **self._values(lang))
        return say(f"cure.{self.code}", lang, **self._values(lang)) if self.code in words["cure"] else ""

    def as_json(self, *, prompt: bool = False) -> dict[str, Any]:
        """Return the finding as a JSON object: code, severity, place, sentences and cures in both languages."""
        return {
            "code": self.code,
            "severity": self.severity,
            "feature": self.feature,
            "row": self.row,
            "detail": dict(self.detail),
            "point": None if self.point is None else list(self.point),
            "zh": self.sentence("zh"),
            "en": self.sentence("en"),
            "cure_zh": self.cure("zh", prompt=prompt),
            "cure_en": self.cure("en", prompt=prompt),
        }

    def who(self, lang: Lang) -> str:
        """Return the text for the feature by row (from 1) and name, the same wherever findings are shown."""
        if self.row is None:
            return self.feature or say("finding.whole", lang)
        key = "finding.named" if self.feature else "finding.numbered"
        return say(key, lang, row=self.row + 1, feature=self.feature)

    def _values(self, lang: Lang) -> dict[str, str]:
        """Return the values of the sentence; a detail `x_en` replaces `x` in English."""
        row = "" if self.row is None else str(self.row + 1)
        own = {name.removesuffix(f"_{lang}"): text for name, text in self.detail.items() if name.endswith(f"_{lang}")}
        return {"feature": self.feature, "row": row, "who": self.who(lang), **self.detail, **own}


def fault(code: str, detail: Mapping[str, object] = MappingProxyType({})) -> Finding:
    """Return an error about the whole of a file that was filled in."""
    return Finding(code, "error", detail={name: str(value) for name, value in detail.items()})


def verdict_of(findings: Sequence[Finding]) -> Verdict:
    """Return what findings come to: an error rejects, a warning repairs, notes change nothing."""
    severities = {finding.severity for finding in findings}
    if "error" in severities:
        return "reject"
    return "accept-with-repair" if "warning" in severities else "accept"


class FindingsError(OpenMapError, ValueError):
    """Base of the exceptions for data that cannot be used; `findings` says all that is wrong with them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{f.code} {f.feature} {dict(f.detail)}" for f in self.findings))


class RefusedError(FindingsError):
    """Exception for a refused file, with every finding, at least one of them an error."""
