"""Visits of the presenter's page without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.geo_app.talks import Run, press


@pytest.fixture
def open_app(root: Path) -> Run:
    def run(view: str = "briefing", **query: str) -> AppTest:
        page = AppTest.from_file(str(root / "geo_app" / "main.py"), default_timeout=60)
        for key, value in query.items():
            page.query_params[key] = value
        page.run()
        if view != "map":
            page.switch_page(f"views/{view}_view.py").run()
        assert not page.exception
        assert not page.error
        return page

    return run


@pytest.fixture
def draft(open_app: Run) -> AppTest:
    """A ready briefing taken as a draft."""
    return press(open_app(scene="regions"), "talk-copy")
