"""What the operator signs pages and papers with: title, organisation, logo, the review line, the default language."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from layers.catalogue.models import Lang, Layer, Words, load_catalogue
from layers.config.settings import Approval, Settings, load_settings
from layers.errors import SettingsError
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator

MEDIA = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def attribution(layers: Iterable[Layer], lang: Lang, *more: str) -> str:
    """Return whom layers are owed to, then `more`: each once, though several layers name the same."""
    told = [part for layer in layers for part in layer.credit.say(lang).split(clause_separator(lang))]
    return clause_separator(lang).join(dict.fromkeys([*told, *more]))


@dataclass(frozen=True)
class Branding:
    """The operator's settings as every page, sheet, slide and still shows them."""

    title: Words
    organisation: Words | None = None
    logo: Path | None = None
    approval: Approval = field(default_factory=Approval)
    public_url: str = ""

    @property
    def is_cleared(self) -> bool:
        """Whether an approval number is configured and said to be granted; else everything is stamped."""
        return self.approval.status == "approved" and self.approval.number is not None

    def without_approval(self) -> Branding:
        """Return the same without an approval number: for a map with something of a visitor's on it."""
        return replace(self, approval=Approval())

    def organisation_in(self, lang: Lang) -> str:
        """Return who runs the map, or ""."""
        return self.organisation.say(lang) if self.organisation else ""

    def review(self, lang: Lang) -> str:
        """Return the review line: the operator's number, or that the map has not been reviewed."""
        number = self.approval.number or ""
        if self.is_cleared:
            return say("review.approved", lang, number=number)
        version = say("map.approval", lang)
        if self.approval.status == "pending":
            return say("review.pending_number" if number else "review.pending", lang, stamp=version, number=number)
        return version

    def logo_bytes(self) -> bytes | None:
        """Return the logo, or None where there is none or it cannot be read."""
        try:
            return self.logo.read_bytes() if self.logo else None
        except OSError:
            return None

    @property
    def logo_address(self) -> str:
        """The logo as a `data:` address, for an <img>, which runs no script whatever an SVG holds; "" without one."""
        content = self.logo_bytes()
        if not content or not self.logo:
            return ""
        kind = MEDIA.get(self.logo.suffix.lower(), "image/png")
        return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"

    def signature(self, lang: Lang) -> str:
        """Return who made it and with what: the organisation, if any, and the map's title."""
        return " · ".join(filter(None, [self.organisation_in(lang), self.title.say(lang)]))

    @property
    def logo_is_svg(self) -> bool:
        """Whether the logo is drawn in lines; slides and PDF take pixels only."""
        return self.logo is not None and self.logo.suffix.lower() == ".svg"


def load_branding(settings: Settings | None = None) -> Branding:
    """Return the imprint of the settings in force.

    Raises
    ------
    SettingsError
        Where the settings cannot be used.
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
    """Return the language that a link without `lang` means; Chinese where the settings cannot be used."""
    try:
        return load_settings().language
    except SettingsError:
        return "zh"
