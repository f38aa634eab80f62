"""Visits of the presenter's page without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.geo_app.briefings import press
from tests.open_page import Run, opened


@pytest.fixture
def open_app(root: Path) -> Run:
    def run(view: str = "briefing", **query: str) -> AppTest:
        page = opened(root, view, patience=60, **query)
        assert not page.error
        return page

    return run


@pytest.fixture
def draft(open_app: Run) -> AppTest:
    """A ready briefing taken as a draft."""
    return press(open_app(scene="regions"), "talk-copy")
