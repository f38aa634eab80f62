from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.layers.ingest import side_effect_probe


@pytest.fixture(scope="session")
def server() -> Iterator[side_effect_probe.Server]:
    """Return a server that nothing may call."""
    with side_effect_probe.serving() as running:
        yield running
        assert running.requests == []


@pytest.fixture(scope="session")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that nothing may read."""
    file = tmp_path_factory.mktemp("outside") / "canary.csv"
    file.write_text(f"name,lon,lat\n{side_effect_probe.MARK},106.5,29.5\n", encoding="utf-8")
    return file
