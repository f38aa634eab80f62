"""One run of the script: its id, how long it took, what became of it; one line of log, one observation for /metrics."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeVar

from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo_app.server import health, metrics

T = TypeVar("T")
LOG = logging.getLogger("geo_app.state.script_run")
UNKNOWN = "none"  # the run ended before a page was chosen


@dataclass
class Run:
    """What is known of a run while it lasts."""

    number: str = field(default_factory=lambda: secrets.token_hex(4))
    page: str = UNKNOWN
    outcome: str = "interrupted"  # another click came first; set when the script reaches its end
    pins: dict[str, Any] = field(default_factory=dict)  # what must not change before the run is over


_current: ContextVar[Run | None] = ContextVar("run", default=None)


def current() -> Run:
    """Return the run that is under way; a new one where none is (a callback fails before the script begins)."""
    return _current.get() or Run()


def is_under_way() -> bool:
    """Whether a run is under way in this thread."""
    return _current.get() is not None


def once_per_run(name: str, get: Callable[[], T]) -> T:
    """Return what `get` gave when this run first asked for `name`: no run may see two datasets."""
    run = _current.get()
    if run is None:
        return get()
    if name not in run.pins:
        run.pins[name] = get()
    found: T = run.pins[name]
    return found


@contextmanager
def measured() -> Iterator[Run]:
    """Measure what happens inside. The caller sets page and outcome."""
    run = Run()
    token = _current.set(run)
    asked = health.is_probe(_session())
    began = time.perf_counter()  # never the wall clock: that may jump
    try:
        yield run
    finally:
        seconds = time.perf_counter() - began
        _current.reset(token)
        page = health.PAGE if asked else run.page
        metrics.observe_run(page, run.outcome, seconds)
        is_quiet = asked and run.outcome == "done"  # one every few seconds, for ever
        LOG.log(
            logging.DEBUG if is_quiet else logging.INFO,
            "run",
            extra={
                "run": run.number,
                "session": session_name(),
                "page": page,
                "outcome": run.outcome,
                "ms": round(seconds * 1000, 1),
            },
        )


def session_name() -> str:
    """Return a short name for the session that cannot be used to take it over."""
    session = _session()
    return sha256(session.encode()).hexdigest()[:8] if session else ""


def _session() -> str:
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context else ""
