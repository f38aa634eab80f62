"""A page of the app without a browser, opened as a visitor opens it: at an address, then through the menu."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

Run = Callable[..., AppTest]


def opened(root: Path, view: str = "map", /, *, patience: int = 30, **query: str | list[str]) -> AppTest:
    """Return the page `view` after its first run, which ended without an exception; each run may take `patience` s."""
    page = AppTest.from_file(str(root / "geo_app" / "main.py"), default_timeout=patience)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    if view != "map":
        page.switch_page(f"{view}/page.py").run()
    assert not page.exception
    return page
