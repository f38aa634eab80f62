"""Data that may change while the server runs: a good new dataset takes the old one's place, a broken one does not."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from layers.errors import Fault

LOG = logging.getLogger(__name__)
T = TypeVar("T")
Faults = Mapping[str, tuple[Fault, ...]]
LOOK_EVERY = 0.5  # seconds: a full room must not ask the disk at each click
SETTLE = 1.0  # seconds without a change until files count as copied to the end


@dataclass
class HotReloader(Generic[T]):
    """Holds the last good value and replaces it, whole, when what it was made from has changed.

    The first value is taken as it is, faults and all: there is nothing better to show. Later ones are made beside the
    visitors, who keep the old value meanwhile, however slow the disk; one with faults that the old one has not is
    refused until the files change again. Time is measured by a clock that never jumps, and changes by difference, not
    by order: a file dated last year replaces one of today.

    Attributes
    ----------
    version
        Cheap summary of the files, equal as long as nothing changed. OSError counts as no answer: the old value stays.
    load
        Makes the value; may take seconds. Whatever it raises later than the first time is logged and counts as refused.
    faults
        What is wrong with a value, by layer.
    heard
        Told how each attempt to replace ended: "taken", "refused" or "failed".
    """

    version: Callable[[], Hashable]
    load: Callable[[], T]
    faults: Callable[[T], Faults]
    heard: Callable[[str], None] = lambda outcome: None  # noqa: ARG005 (a default that does nothing)
    clock: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _value: T | None = None
    _made_of: Hashable = None  # stamp of the value, or of the attempt that was refused
    _seen: Hashable = None
    _seen_at: float = 0.0
    _look_at: float = 0.0
    _worker: threading.Thread | None = None
    _refused: Faults = field(default_factory=dict)

    def current(self) -> T:
        """Return the value to show now; makes the first one, and starts making a new one where files have changed."""
        if self._value is None:
            self._first()
        elif self.clock() >= self._look_at:
            self._look()
        assert self._value is not None  # noqa: S101 (for the type checker; _first sets it or raises)
        return self._value

    def refused(self) -> Faults:
        """Return what is wrong with the files as they lie there now, where the value is an older one."""
        return self._refused

    def wait(self) -> None:
        """Wait until a value that is being made is there."""
        if worker := self._worker:
            worker.join()

    def _first(self) -> None:
        with self._lock:
            if self._value is None:
                made_of = self._seen = self.version()
                self._value = self.load()
                self._made_of = made_of
                self._look_at = self.clock() + LOOK_EVERY

    def _look(self) -> None:
        """Look at the files, one visitor at a time; the others go on with what there is."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            now = self.clock()
            self._look_at = now + LOOK_EVERY
            version = self.version()
            if version != self._seen:
                self._seen, self._seen_at = version, now
            elif version != self._made_of and now - self._seen_at >= SETTLE and not self._is_making():
                self._worker = threading.Thread(target=self._replace, args=(version,), name="new edition", daemon=True)
                self._worker.start()
        except OSError:
            LOG.exception("the data folder cannot be read; the edition before is kept")
        finally:
            self._lock.release()

    def _is_making(self) -> bool:
        return self._worker is not None and self._worker.is_alive()

    def _replace(self, version: Hashable) -> None:
        self._made_of = version
        try:
            value = self.load()
        except Exception:  # whatever is wrong with new data, the old is there
            LOG.exception("a new edition could not be read; the one before is kept")
            self.heard("failed")
            return
        new = self.faults(value)
        known = self.faults(self._value) if self._value is not None else {}
        worse = {name: found for name, found in new.items() if name not in known}
        if worse:
            LOG.error("a new edition was refused, the one before is kept", extra={"layers": ",".join(worse)})
        else:
            self._value = value
            LOG.info("a new edition was taken")
        self._refused = worse
        self.heard("refused" if worse else "taken")
