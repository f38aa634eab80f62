"""A short answer to a request that is turned away: one sentence in both languages, as plain text."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import PlainTextResponse

from layers.catalogue.entries import LANGUAGES
from layers.i18n.messages import say


def plain_answer(
    status: int, key: str, headers: Mapping[str, str] | None = None, **values: object
) -> PlainTextResponse:
    """Return the sentence `key` with its braces filled, a line for each language."""
    return PlainTextResponse("".join(f"{say(key, lang, **values)}\n" for lang in LANGUAGES), status, headers)
