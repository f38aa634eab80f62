"""Hot reload: swap in new data when files change, unless they have faults the current data do not have."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from layers.i18n.findings import Finding

LOG = logging.getLogger(__name__)
T = TypeVar("T")
Faults = Mapping[str, tuple[Finding, ...]]
LOOK_EVERY = 0.5  # seconds between checks: many visitors must not read the disk at each click
SETTLE = 1.0  # seconds without a change after which files count as completely copied


@dataclass
class HotReloader(Generic[T]):
    """Hold the last good value and replace it as a whole when the files behind it have changed.

    The first value is accepted with its faults, because there is no better one. Later values are loaded in a thread
    while visitors keep the old value. A value with faults that the old one does not have is refused until the files
    change again. A monotonic clock measures time. Any difference of dates counts as a change: a file dated last year
    replaces one of today.

    Attributes
    ----------
    version
        Returns a cheap summary of the files, equal as long as nothing changed. After an OSError the old value stays.
    load
        Loads the value; may take seconds. From the second load on, an exception is logged and the old value stays.
    faults
        Returns the faults of a value, by layer.
    on_outcome
        Called with the outcome of each attempt to replace the value: "taken", "refused" or "failed".
    """

    version: Callable[[], Hashable]
    load: Callable[[], T]
    faults: Callable[[T], Faults]
    on_outcome: Callable[[str], None] = lambda outcome: None  # noqa: ARG005 (a default that does nothing)
    clock: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _value: T | None = None
    _made_of: Hashable = None  # version of the value, or of the attempt that was refused
    _seen: Hashable = None
    _seen_at: float = 0.0
    _look_at: float = 0.0
    _worker: threading.Thread | None = None
    _refused: Faults = field(default_factory=dict)

    def current(self) -> T:
        """Return the value to show now; load the first value, or start to load a new one if files have changed."""
        if self._value is None:
            self._first()
        elif self.clock() >= self._look_at:
            self._look()
        assert self._value is not None  # noqa: S101 (for the type checker; _first sets it or raises)
        return self._value

    def refused(self) -> Faults:
        """Return the faults of the present files, if they were refused and an older value is in use."""
        return self._refused

    def wait(self) -> None:
        """Wait until a value that is being loaded is complete."""
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
        """Check the files, one visitor at a time; other visitors continue with the present value."""
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
        except Exception:  # the old value stays, whatever is wrong with the new data
            LOG.exception("a new edition could not be read; the one before is kept")
            self.on_outcome("failed")
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
        self.on_outcome("refused" if worse else "taken")
