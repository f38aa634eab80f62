"""Format of log lines, text or JSON (setting `log`), for the app and for `deploy serve`."""

from __future__ import annotations

import logging
from typing import Literal

from pythonjsonlogger.json import JsonFormatter

TIME = "%Y-%m-%dT%H:%M:%S%z"
FIELDS = ("run", "session", "page", "outcome", "ms", "kind", "layers", "reason")  # extra fields of our own lines


class TextFormatter(logging.Formatter):
    """Format a record as text: time, process, level, message, and our own fields as name=value."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(process)d %(levelname)-7s %(name)s: %(message)s", TIME)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the name logging calls)
        """Return the line without a traceback."""
        pairs = [f"{name}={record.__dict__[name]}" for name in FIELDS if name in record.__dict__]
        return " ".join([super().formatMessage(record), *pairs])


def formatter(style: Literal["text", "json"]) -> logging.Formatter:
    """Return the formatter for log lines; in JSON, one object a line with the traceback inside."""
    if style == "text":
        return TextFormatter()
    names = {"asctime": "time", "process": "pid", "levelname": "level", "name": "logger"}
    form = "%(asctime)s %(process)d %(levelname)s %(name)s %(message)s"
    return JsonFormatter(form, TIME, rename_fields=names, json_ensure_ascii=False)
