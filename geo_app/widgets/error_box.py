"""Which plain sentence a visitor reads when something breaks; the traceback goes to the log under the same number."""

from __future__ import annotations

import errno
import logging

import streamlit as st

from geo_app.server import metrics
from geo_app.state import script_run, view_state
from layers.errors import SettingsError
from layers.i18n.messages import say

LOG = logging.getLogger("geo_app")
NO_SPACE = {errno.ENOSPC, errno.EDQUOT}


def kind_of(error: BaseException) -> str:
    """Return the key in section `faults` of the words whose sentence fits the error."""
    if isinstance(error, OSError) and error.errno in NO_SPACE:
        return "no_space"
    if isinstance(error, MemoryError):
        return "no_memory"
    if isinstance(error, SettingsError):
        return "settings"
    return "unexpected"


def show_error(error: Exception) -> bool:
    """Draw the sentence for an error and log what happened; True: Streamlit need not add a box of its own."""
    run, kind = script_run.current(), kind_of(error)
    metrics.FAULTS.labels(kind).inc()
    LOG.error("fault", extra={"run": run.number, "page": run.page, "kind": kind}, exc_info=error)
    st.error(say(f"faults.{kind}", view_state.language(), code=run.number), icon=":material/error:")
    return True
