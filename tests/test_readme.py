"""README and docs say what is so: layers, rooms, dependencies, commands and links are held to what they name."""

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from layers.catalogue.models import load_catalogue

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DEPENDENCIES = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "bench" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def section(title: str, text: str = README) -> str:
    """Return the text under a heading, up to the next heading of its rank."""
    match = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert match, f"there is no section {title!r}"
    return match[1]


def slugs(page: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links() -> list[tuple[Path, str]]:
    """Return every link of the pages that leads into the repository, with the page it stands on."""
    found = [(page, target) for page in PAGES for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))]
    return [(page, target) for page, target in found if not target.startswith(("http://", "https://"))]


def layer_rows() -> list[str]:
    """Return the layer table as the catalogue has it."""
    rows = ["| id | 图层 | layer | source |", "|---|---|---|---|"]
    for layer_id, layer in load_catalogue().layers.items():
        cells = [f"`{layer_id}`", layer.title.zh, layer.title.en, layer.source]
        rows.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
    return rows


def test_layer_table_is_the_catalogue() -> None:
    match = re.search(r"<!-- layers:start -->\n(.*?)<!-- layers:end -->", README, re.DOTALL)
    assert match, "README.md lacks the markers of the layer table"
    expected = "\n".join(layer_rows())
    assert match[1].strip() == expected, f"put this between the markers:\n{expected}"


def requirements() -> list[str]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [re.split(r"[<>=~! ]", line)[0] for line in lines if line and not line.startswith(("#", "-"))]


def test_every_dependency_is_explained_and_none_that_is_gone() -> None:
    named = re.findall(r"^\| (.+?) \|", section("What each dependency is for", DEPENDENCIES), re.MULTILINE)
    explained = [name for cell in named for name in re.findall(r"`([^`]+)`", cell)]
    assert sorted(explained) == sorted(requirements())


def test_commands_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", README)) <= targets
    assert {"install", "run", "test", "bench", "data", "lint"} <= targets


@pytest.mark.parametrize(("page", "target"), links(), ids=lambda part: part if isinstance(part, str) else part.name)
def test_links_lead_somewhere(page: Path, target: str) -> None:
    path, _, anchor = target.partition("#")
    leads_to = page.parent / path if path else page
    assert leads_to.exists()
    assert not anchor or anchor in slugs(leads_to)


@pytest.mark.parametrize("package", ["layers", "geo_app"])
def test_floor_plan_is_the_order_of_the_contracts(package: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    ordered = next(contract["layers"] for contract in contracts if contract.get("containers") == [package])
    plan = re.search(rf"^{package}/ (.*?)(?:\n\n|\n```)", section("Where things are"), re.DOTALL | re.MULTILINE)
    assert plan is not None
    shown = [re.split(r"\s{2,}", line.strip())[0] for line in plan[1].splitlines()]
    expected = [rooms.replace(" |", ",") for rooms in ordered]
    assert sorted(", ".join(shown).split(", ")) == sorted(", ".join(expected).split(", "))
    position = {room: row for row, rooms in enumerate(expected) for room in rooms.split(", ")}
    rows = [position[room] for line in shown for room in line.split(", ")]
    assert rows == sorted(rows)


def test_folders_are_described() -> None:
    told = section("Where things are")
    for folder in ("geo_app/", "layers/", "data/geojson/", "data/build/", "tests/", "bench/", "docs/"):
        assert f"`{folder}`" in told


def test_changelog_has_dated_releases_newest_first() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = [dt.date.fromisoformat(heading) for heading in re.findall(r"^## (.+)$", text, re.MULTILINE)]
    assert releases
    assert releases == sorted(set(releases), reverse=True)


def test_changelog_sorts_its_lines_by_kind() -> None:
    order = ["Added", "Changed", "Fixed", "For operators"]
    for release in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        kinds = re.findall(r"^### (.+)$", release, re.MULTILINE)
        assert kinds
        assert kinds == [kind for kind in order if kind in kinds]
        assert "\n- " not in release.partition("\n### ")[0]
