"""How many bytes of visitors' files this process holds: on their way, laid down by Streamlit, kept by the app."""

from __future__ import annotations

import asyncio
import itertools
import weakref
from collections import Counter

from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from layers.config.settings import load_settings

MEGABYTE = 1024 * 1024
LEAST = 64 * 1024  # what a file counts as at least: a session may not hold any number of empty ones
EVERY = 15.0  # seconds
REASONS = ("session-full", "server-full", "closed")

_claims: dict[int, tuple[str, int]] = {}  # a claim's number → session, bytes; only ever changed in one step (threads)
_numbers = itertools.count()
_arriving: Counter[str] = Counter()  # session → bytes of requests under way


class Claim:
    """Bytes that a session holds for as long as anybody holds the claim."""

    def __init__(self, session: str, size: int) -> None:
        number = next(_numbers)
        _claims[number] = (session, max(LEAST, size))
        weakref.finalize(self, _claims.pop, number, None)


def arrive(session: str, size: int) -> None:
    """Count bytes of a request that is under way; below zero once it has ended."""
    _arriving[session] += size
    if not _arriving[session]:
        del _arriving[session]


def held() -> Counter[str]:
    """Return session → bytes."""
    found = Counter(_arriving)
    for session, size in _claims.copy().values():
        found[session] += size
    for session, files in list(store.file_storage.items()) if (store := _store()) else ():
        found[session] += sum(max(LEAST, len(file.data)) for file in list(files.values()))
    return found


def full(session: str, more: int) -> str | None:
    """Return why `session` may not hold `more` bytes, one of `REASONS`; None where it may."""
    settings, now = load_settings(), held()
    if not settings.upload:
        return "closed"
    if now[session] + more > settings.upload_session_mb * MEGABYTE:
        return "session-full"
    return "server-full" if now.total() + more > settings.upload_total_mb * MEGABYTE else None


def forget_departed() -> None:
    """Give back what sessions held that have ended.

    Streamlit itself notices the end of a session that lost its socket only when another loses its own, and never that a
    file arrived after its session had gone.
    """
    if (store := _store()) is None:
        return
    listed = Runtime.instance()._session_mgr.list_sessions()  # noqa: SLF001 (no other way); it lets go of the expired
    known = {each.session.id for each in listed}
    for session in list(store.file_storage):
        if session not in known and session not in _arriving:
            store.remove_session_files(session)
    for number, (session, _) in _claims.copy().items():
        if session not in known:
            _claims.pop(number, None)


async def forget_often() -> None:
    """Do so for as long as the server runs: where nobody comes any more, too."""
    while True:
        await asyncio.sleep(EVERY)
        forget_departed()


def _store() -> MemoryUploadedFileManager | None:
    store = Runtime.instance().uploaded_file_mgr if Runtime.exists() else None
    return store if isinstance(store, MemoryUploadedFileManager) else None
