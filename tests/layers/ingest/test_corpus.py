"""Every file of the corpus through what `python -m layers check FILE --json` does."""

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from layers.cli import check, main
from layers.ingest.limits import LOCAL
from layers.ingest.validate import validate
from layers.quality.district_index import DistrictIndex
from tests.layers.ingest import side_effect_probe
from tests.layers.ingest.corpus import FOLDER, PROMISES, cases
from tests.layers.planning.contexts import EDITION

CASES, OUTLINES = cases(), DistrictIndex.of(EDITION)
if not CASES:
    pytest.skip(f"no corpus at {FOLDER}: it is laid beside the checkout, not in it", allow_module_level=True)


def filled(content: bytes, canary: Path, server: side_effect_probe.Server) -> bytes:
    """Return content with the places of a file to read and of an address to call put in."""
    return content.replace(b"%CANARY%", str(canary).encode()).replace(b"%URL%", server.url.encode())


def test_every_promise_is_looked_for() -> None:
    assert {case.assertion for case in CASES} <= PROMISES.keys()


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all calls share one dataset and its outlines."""
    monkeypatch.setattr(check, "load_dataset", lambda _: EDITION)
    monkeypatch.setattr(check.DistrictIndex, "of", lambda _: OUTLINES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_file(case, canary: Path, server: side_effect_probe.Server, tmp_path: Path) -> None:
    content = filled(case.path.read_bytes(), canary, server)
    file = tmp_path / case.path.name
    file.write_bytes(content)
    began = time.monotonic()
    with side_effect_probe.watching(canary):
        result = CliRunner().invoke(main, ["check", str(file), "--json"])
        found = validate(file.name, content, limits=LOCAL)
    assert time.monotonic() - began < 10
    answer = json.loads(result.stdout)
    assert result.exit_code == (1 if answer["verdict"] == "reject" else 0)
    options = [finding.as_json(prompt=True) for finding in found.findings]
    assert (answer["verdict"], answer["faults"]) == (found.verdict, options)
    assert answer["verdict"] in case.verdicts, [fault["en"] for fault in answer["faults"]]
    assert (answer["layout"] is None) == (answer["verdict"] == "reject")
    assert answer["faults"] or answer["verdict"] == "accept"
    assert PROMISES[case.assertion](found)
    assert side_effect_probe.MARK not in result.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == [file.name]
    if found.imported is not None:
        frame = found.imported.frame
        assert frame.crs == "EPSG:4326"
        assert frame.geometry.dropna().is_valid.all()
        assert not frame.geometry.is_empty.any()
