"""The Chinese font that papers and pictures are set in, as a file."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from layers.errors import FontError

FAMILY = "Noto Sans SC"
FILE = "NotoSansSC-Regular.ttf"


def font_file() -> Path:
    """Return the font that the package zhplot carries; its code (matplotlib settings) is not run.

    Raises
    ------
    FontError
        Where the package or its font is missing.
    """
    spec = find_spec("zhplot")
    path = Path(spec.origin).parent / "fonts" / FILE if spec and spec.origin else None
    if path is None or not path.is_file():
        raise FontError(FILE)
    return path
