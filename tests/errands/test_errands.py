"""A newcomer does each errand of CONTRIBUTING.md on a copy: what stands there is done, and then it works."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest

from layers.catalogue.models import load_catalogue
from tests.errands.instructions import Step, section, steps
from tests.layers.dataset.test_new_layer import example

ERRANDS = [
    *("Add a layer", "Add an export format", "Add a file reader", "Add a check", "Add a page", "Add a command"),
]
ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "cache", "images")
Do = Callable[[str], "Copy"]


class Copy:
    """A copy of the repository, in which an errand was done."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *arguments: str, code: int = 0) -> str:
        """Return what `python …` says in the copy."""
        variables = {**os.environ, "PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"}
        found = subprocess.run(
            [sys.executable, *arguments], cwd=self.root, env=variables, capture_output=True, text=True, check=False
        )
        assert found.returncode == code, f"{arguments}\n{found.stdout[-4000:]}\n{found.stderr[-4000:]}"
        return found.stdout

    def page(self, view: str, script: str) -> list[str]:
        """Return the lines that a script prints of a page of the copy, `page`."""
        head = (
            "from pathlib import Path\nfrom tests.open_page import opened\nimport geo_app\n"
            "assert Path(geo_app.__file__).is_relative_to(Path.cwd())\n"
            f"page = opened(Path.cwd(), {view!r}, patience=120, lang='en')\n"
        )
        return self.run("-c", head + script).splitlines()

    def keeps_the_rules(self, *tests: str) -> None:
        """Hold the copy to what `make lint` demands, every text to be used, and `tests` to pass."""
        self.run("-m", "ruff", "check", "layers", "geo_app")
        self.run("-m", "ruff", "format", "--check", "layers", "geo_app")
        self.run("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))")
        for each in (["tests/layers/i18n/test_messages.py", "-k", "every_text"], tests):
            self.run("-m", "pytest", "-q", "-p", "no:cacheprovider", *each)


def lay_out(title: str) -> list[Step]:
    """Return the steps of an errand; the README has the texts of a layer."""
    found = steps(GUIDE, title)
    if title != "Add a layer":
        return found
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = (ROOT / found[1].path).read_text(encoding="utf-8") + "\n" + example(readme, "toml")
    return [Step(found[0].path, "json", example(readme, "json")), Step(found[1].path, "toml", table)]


@pytest.fixture
def do(tmp_path: Path) -> Do:
    def made(title: str) -> Copy:
        root = tmp_path / "copy"
        shutil.copytree(ROOT, root, ignore=NOT_COPIED)
        for step in lay_out(title):
            if step.language == "toml":
                (root / step.path).unlink()  # written again, longer
            step.apply(root)
        return Copy(root)

    return made


def test_the_guide_has_these_errands_and_no_other() -> None:
    titles = re.findall(r"^### (.*)$", GUIDE, re.MULTILINE)
    assert titles == ERRANDS
    linked = re.findall(r"\]\(#([a-z-]+)\)", GUIDE)
    assert linked == [title.lower().replace(" ", "-") for title in ERRANDS]


@pytest.mark.parametrize("title", ERRANDS)
def test_an_errand_takes_at_most_three_files(title: str) -> None:
    found = steps(GUIDE, title)
    assert 1 < len(found) <= 3
    numbers = re.findall(r"^\d\. ", section(GUIDE, title), re.MULTILINE)
    assert len({step.path for step in found}) == len(found) == len(numbers)
    assert all(step.text for step in found) or title == "Add a layer"


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?://|#)([^)#]+)", GUIDE))))
def test_links_of_the_guide_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_a_layer(do: Do) -> None:
    copy = do("Add a layer")
    rows = {row["id"]: row for row in json.loads(copy.run("-m", "layers", "list", "--json"))["layers"]}
    assert rows["my-places"]["features"] == 1
    assert rows["my-places"]["faults"] == []
    assert json.loads(copy.run("-m", "layers", "matrix", "--by", "district", "--columns", "kind", "--json"))


POINTS = '{"type": "FeatureCollection", "features": [%s]}'
POINT = '{"type": "Feature", "properties": {"name": "%s"}, "geometry": {"type": "Point", "coordinates": [106.5, 29.5]}}'
UPLOAD = "page.file_uploader[0].upload(%r, Path(%r).read_bytes()).run()\nassert not page.exception\n"


def test_an_export_format(do: Do, tmp_path: Path) -> None:
    copy = do("Add an export format")
    source, target = tmp_path / "a.geojson", tmp_path / "a.fgb"
    nowhere = '{"type": "Feature", "properties": {"name": "=b"}, "geometry": null}'
    source.write_text(POINTS % f"{POINT % 'a'}, {nowhere}", encoding="utf-8")
    copy.run("-m", "layers", "convert", str(source), str(target), "--to", "EPSG:4545")
    frame = gpd.read_file(target, engine="pyogrio")
    assert (frame.crs, len(frame), frame.geometry.notna().sum()) == ("EPSG:4545", 2, 1)
    names = copy.page(
        "planning",
        "page.query_params['see'] = 'own'\npage.run()\n"
        + UPLOAD % (source.name, str(source))
        + "print(*[each.proto.label for each in page.main.get('download_button')], sep='\\n')",
    )
    assert names[:4] == ["CSV", "GeoJSON", "GeoPackage", "FlatGeobuf"]
    copy.keeps_the_rules("tests/layers/cli/test_cli.py", "-k", "convert")


def test_a_file_reader(do: Do, tmp_path: Path) -> None:
    copy, file = do("Add a file reader"), tmp_path / "a.bin"
    frame = gpd.GeoDataFrame({"name": ["果园港"]}, geometry=gpd.points_from_xy([106.7], [29.62]), crs="EPSG:4326")
    frame.to_crs("EPSG:4545").to_file(tmp_path / "a.fgb", driver="FlatGeobuf", engine="pyogrio")
    (tmp_path / "a.fgb").rename(file)  # the content decides
    answer = json.loads(copy.run("-m", "layers", "check", str(file), "--json"))
    assert ([fault["code"] for fault in answer["faults"]], answer["features"]) == (["crs-converted"], 1)
    assert answer["crs"] == "EPSG:4545"
    lines = copy.page(
        "planning",
        "page.query_params['see'] = 'own'\npage.run()\nprint(*[each.value for each in page.caption])\n"
        + UPLOAD % ("a.fgb", str(file))
        + "print(*[each.value for each in page.success])",
    )
    assert "a GeoPackage or a FlatGeobuf, up to 50 MB" in lines[0]
    assert "1 feature" in lines[1]
    broken = tmp_path / "broken.fgb"
    broken.write_bytes(file.read_bytes()[:40])
    answer = json.loads(copy.run("-m", "layers", "check", str(broken), "--json", code=1))
    assert (answer["verdict"], len(answer["faults"])) == ("reject", 1)
    copy.keeps_the_rules("tests/layers/ingest/test_hostile.py", "-k", "hangs")


def test_a_check(do: Do, tmp_path: Path) -> None:
    copy, file = do("Add a check"), tmp_path / "a.geojson"
    file.write_text(POINTS % f"{POINT % 'a'}, {POINT % ('b' * 41)}", encoding="utf-8")
    found = json.loads(copy.run("-m", "layers", "check", str(file), "--json"))["layout"]
    assert {"code": "long-names", "looked": 2, "found": 1} in found["checks"]
    said = next(finding for finding in found["findings"] if finding["code"] == "long-name")
    assert (said["row"], said["en"].endswith("has a name of 41 characters, too long for a label")) == (1, True)
    copy.run("-m", "layers", "report", str(file), "--lang", "en", "--out", str(tmp_path / "a.html"))
    assert "Names short enough for a label" in (tmp_path / "a.html").read_text(encoding="utf-8")
    copy.keeps_the_rules("tests/layers/quality/test_run.py", "-k", "ports")


def test_a_page(do: Do) -> None:
    copy = do("Add a page")
    text, links = "each.value for each in page.main.markdown", "each.proto.label for each in page.get('page_link')"
    lines = copy.page("kinds", f"print(*[{text}])\nprint(*[{links}])")
    assert lines[0].startswith("# Kinds - ")
    assert lines[0].count(" · ") == len(load_catalogue().kinds)
    assert lines[1].endswith("Sources Kinds")
    copy.keeps_the_rules("tests/deploy/test_files.py::test_the_log_knows_every_page")


def test_a_command(do: Do) -> None:
    copy = do("Add a command")
    counts = json.loads(copy.run("-m", "layers", "kinds"))
    assert sum(counts.values()) > 100
    copy.keeps_the_rules("tests/layers/cli/test_cli.py", "-k", "kinds")
