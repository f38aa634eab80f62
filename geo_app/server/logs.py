"""How the server writes its log: one line for each run and fault, as text or (setting `log`) as JSON.

What a visitor searched, brought or chose is never part of a line; neither is a setting's value.
"""

from __future__ import annotations

import logging
from typing import Literal

from layers.config.log_format import formatter

OWN = ("geo_app", "layers")


def configure(style: Literal["text", "json"]) -> None:
    """Let our own loggers write, and in JSON let Streamlit's and the server's write alike."""
    form = formatter(style)
    for name in OWN:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.StreamHandler())
        logger.setLevel(logging.INFO)
        logger.propagate = False
    others = logging.root.manager.loggerDict if style == "json" else dict.fromkeys(OWN)
    for name in others:
        for handler in logging.getLogger(name).handlers:
            handler.setFormatter(form)
