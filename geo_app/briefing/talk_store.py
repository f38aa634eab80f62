"""Presenter documents: where each one is found, and the document itself, made from its address by any process.

A ready briefing is named by its code, any other stands whole in the address as in a shared link. One too long for an
address is held in memory: it alone dies with the process. No word of a visitor's is written to the disk.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlencode

from geo_app.server.paths import base_path
from geo_app.server.published_files import FOLDER, Bounded
from geo_app.state import cache
from geo_app.state.url import OWN
from layers.briefing.file import BriefingError, briefing_fault, ready, write_briefing
from layers.briefing.link import MOST_CHARACTERS, from_code, to_code
from layers.briefing.origin import Origin
from layers.briefing.presenter_page import linked
from layers.briefing.scenes import Briefing
from layers.catalogue.entries import Lang
from layers.config.branding import load_branding
from layers.i18n.findings import Finding

PATH, HELD = "/talk/", "held"
MOST_HELD = 32_000_000  # bytes of long briefings, of all visitors; one takes about a hundred kB
MOST_MADE = 32_000_000  # bytes of documents; a ready one takes 40 kB

_held: Bounded[Briefing] = Bounded(MOST_HELD)
_made: Bounded[bytes] = Bounded(MOST_MADE)


class NoTalkError(LookupError):
    """Exception for an address without a talk: its status (RFC 9110) and the key of the sentence that says why."""

    def __init__(self, status: int, key: str) -> None:
        self.status, self.key = status, key
        super().__init__(key)


@dataclass(frozen=True)
class Found:
    """Where a talk is presented; `size` is how long its address would be where that is too long, else 0."""

    url: str
    size: int = 0


@dataclass(frozen=True)
class TalkRequest:
    """What an address asks for: the name in its path, the code of a briefing or the key of a held one, the language."""

    name: str
    code: str
    lang: Lang


def find(briefing: Briefing, code: str, lang: Lang) -> Found:
    """Return where a briefing is presented, from the root of the server."""
    at = f"{base_path()}{PATH}"
    if code != OWN:
        return Found(f"{at}{code}?{urlencode({'lang': lang})}")
    carried = to_code(briefing)
    if len(carried) <= MOST_CHARACTERS:
        return Found(f"{at}{OWN}?{urlencode({'lang': lang, 'talk': carried})}")
    text = write_briefing(briefing)
    key = hashlib.sha256(text).hexdigest()[:32]
    if _held.get(key) is None:
        _held.put(key, briefing, 4 * len(text))  # as Python objects it takes some four times its file
    return Found(f"{at}{HELD}?{urlencode({'lang': lang, 'talk': key})}", len(carried))


def document(asked: TalkRequest) -> bytes:
    """Return the presenter's document for an address.

    Raises
    ------
    NoTalkError
        Where no briefing has that name, or a held one is gone.
    BriefingError
        Where the code in the address holds no briefing that can be shown.
    """
    snapshot, files = cache.current_snapshot(), ready()
    changed = files[asked.name].stat().st_mtime_ns if asked.name in files else 0
    key = f"{snapshot.dataset.version} {load_branding()!r} {asked!r} {changed}"
    found = _made.get(key)
    if found is None:
        found = _make(asked, snapshot)
        _made.put(key, found, len(found))
    return found


def _make(asked: TalkRequest, snapshot: cache.Snapshot) -> bytes:
    briefing, faults, origin = _briefing(asked, snapshot)
    if not briefing.scenes:
        raise BriefingError(*faults or (briefing_fault("briefing.cure_no_scenes"),))
    files = {name: f"../component/{FOLDER}/{file}" for name, file in snapshot.files.items()}
    addresses = {
        "scripts": [files["script"], files["presenter"]],
        "styles": [files["style"], files["presenter_style"]],
        "manifest": files["manifest"],
        "lang": asked.lang,
    }
    code = asked.name if origin == "shipped" else OWN
    left_out = len({fault.row for fault in faults if fault.severity == "error"})
    return linked(briefing, code, snapshot.dataset, cache.credit(origin), addresses, origin=origin, left_out=left_out)


def _briefing(asked: TalkRequest, snapshot: cache.Snapshot) -> tuple[Briefing, tuple[Finding, ...], Origin]:
    if asked.name in ready():
        return (*cache.briefing(asked.name), "shipped")
    if asked.name == OWN:
        return (*from_code(asked.code, snapshot.dataset), "link")
    if asked.name != HELD:
        raise NoTalkError(404, "talk.unknown")
    briefing = _held.get(asked.code)
    if briefing is None:
        raise NoTalkError(410, "talk.gone")
    return briefing, (), "link"
