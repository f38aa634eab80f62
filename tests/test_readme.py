"""The README says what is so: its layers, dependencies and commands are held to catalogue, requirements, Makefile."""

import re
from pathlib import Path

import pytest

from layers.catalogue.models import load_catalogue

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """Return the text under a heading, up to the next heading of its rank."""
    match = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", README, re.DOTALL | re.MULTILINE)
    assert match, f"README.md has no section {title!r}"
    return match[1]


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
    named = re.findall(r"^\| (.+?) \|", section("What each dependency is for"), re.MULTILINE)
    explained = [name for cell in named for name in re.findall(r"`([^`]+)`", cell)]
    assert sorted(explained) == sorted(requirements())


def test_commands_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", README)) <= targets
    assert {"install", "run", "test", "bench", "data", "lint"} <= targets


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?://|#)([^)#]+)", README))))
def test_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_folders_are_described() -> None:
    told = section("Where things are")
    for folder in ("geo_app/", "layers/", "data/geojson/", "data/build/", "tests/", "bench/", "docs/"):
        assert f"`{folder}`" in told
