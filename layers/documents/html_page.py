"""HTML documents that stand alone, from Jinja2 templates: every value is escaped, CSS is put in, nothing is fetched."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from layers.catalogue.entries import LANGUAGE_TAGS, Lang
from layers.config.branding import Branding
from layers.i18n.messages import say

TEMPLATES = Path(__file__).with_name("templates")


def render(name: str, lang: Lang, **values: object) -> bytes:
    """Return the page of the template `name`.html with the style `name`.css; text from data comes as a value only."""
    words = partial(say, lang=lang)
    page = _environment().get_template(f"{name}.html")
    return page.render(values, language=LANGUAGE_TAGS[lang], say=words, style=f"{name}.css").encode()


def logo_of(branding: Branding, lang: Lang) -> Markup:
    """Return the operator's logo as an image within the page; nothing where there is none."""
    if not branding.logo_address:
        return Markup("")
    return Markup('<img class=logo src="{}" alt="{}">').format(branding.logo_address, branding.organisation_in(lang))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Return the environment; its templates are ours and never made of text from elsewhere."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["css"] = _css
    return environment


def _css(name: str) -> Markup:
    return Markup((TEMPLATES / name).read_text(encoding="utf-8").strip())  # noqa: S704 (a file of ours)
