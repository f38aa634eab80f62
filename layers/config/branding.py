"""The operator's branding of pages and documents: title, organisation, logo, review line, default language."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from layers.catalogue.entries import Lang, Layer, Words
from layers.catalogue.models import load_catalogue
from layers.config.settings import Approval, Settings, load_settings
from layers.errors import SettingsError
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator

MEDIA = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def attribution(layers: Iterable[Layer], lang: Lang, *more: str) -> str:
    """Join the attributions of these layers and `more`, without duplicates."""
    named = [part for layer in layers for part in layer.credit.say(lang).split(clause_separator(lang))]
    return clause_separator(lang).join(dict.fromkeys([*named, *more]))


@dataclass(frozen=True)
class Branding:
    """The operator's settings that every page, sheet, slide and static map shows."""

    title: Words
    organisation: Words | None = None
    logo: Path | None = None
    approval: Approval = field(default_factory=Approval)
    public_url: str = ""

    @property
    def is_cleared(self) -> bool:
        """Whether an approval number is configured with status `approved`; otherwise every export is stamped."""
        return self.approval.status == "approved" and self.approval.number is not None

    def without_approval(self) -> Branding:
        """Return a copy without approval number, for a map that shows a visitor's data."""
        return replace(self, approval=Approval())

    def organisation_in(self, lang: Lang) -> str:
        """Return the organisation that runs the map, or ""."""
        return self.organisation.say(lang) if self.organisation else ""

    def review(self, lang: Lang) -> str:
        """Return the review line: the approval number, or the note that the map has not been reviewed."""
        number = self.approval.number or ""
        if self.is_cleared:
            return say("review.approved", lang, number=number)
        version = say("map.approval", lang)
        if self.approval.status == "pending":
            return say("review.pending_number" if number else "review.pending", lang, stamp=version, number=number)
        return version

    def logo_bytes(self) -> bytes | None:
        """Read the logo; return None if there is no logo or it cannot be read."""
        try:
            return self.logo.read_bytes() if self.logo else None
        except OSError:
            return None

    @property
    def logo_address(self) -> str:
        """The logo as a `data:` URL for an <img>, which runs no script of an SVG; "" without a logo."""
        content = self.logo_bytes()
        if not content or not self.logo:
            return ""
        kind = MEDIA.get(self.logo.suffix.lower(), "image/png")
        return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"

    def signature(self, lang: Lang) -> str:
        """Return the signature of a document: the organisation, if any, and the map's title."""
        return " · ".join(filter(None, [self.organisation_in(lang), self.title.say(lang)]))

    @property
    def logo_is_svg(self) -> bool:
        """Whether the logo is an SVG; slides and PDF take PNG and JPEG only."""
        return self.logo is not None and self.logo.suffix.lower() == ".svg"


def load_branding(settings: Settings | None = None) -> Branding:
    """Return the branding of the settings in force.

    Raises
    ------
    SettingsError
        If the settings cannot be used.
    """
    settings = settings or load_settings()
    return Branding(
        title=settings.title or load_catalogue().title,
        organisation=settings.organisation,
        logo=settings.logo,
        approval=settings.approval,
        public_url=settings.public_url or "",
    )


def default_language() -> Lang:
    """Return the language of a link without `lang`; Chinese if the settings cannot be used."""
    try:
        return load_settings().language
    except SettingsError:
        return "zh"
