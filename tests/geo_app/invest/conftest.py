"""The investor's page without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.open_page import Run, opened


@pytest.fixture
def open_page(root: Path) -> Run:
    def run(**query: str | list[str]) -> AppTest:
        page = opened(root, "invest", patience=60, **query)
        assert not page.error
        assert [text.value for text in page.markdown if text.value.startswith("# ")]
        return page

    return run
