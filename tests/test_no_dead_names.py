"""No public name is kept alive by its tests alone; of the browser's modules, see tests/test_atlas.py."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RUNNING = ("layers", "geo_app", "deploy", "data", "bench")
# Read by tests and people only, on purpose
ALLOWED = {
    "is_stale",  # data/FACTS.md: whoever maintains the facts calls it
    "await_edition",  # the one way to wait for a hot reload without sleeping
}


def trees(*folders: str) -> dict[str, ast.Module]:
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    kept = sorted(path for path in paths if not {"cache", "__pycache__"} & set(path.parts))
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in kept}


def public_names(tree: ast.Module) -> Iterator[str]:
    """Yield the functions, classes and constants that a module defines."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name))


def reads(tree: ast.Module) -> Iterator[str]:
    """Yield every name that is read; names inside short strings count (`getattr`, entry points, annotations)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
            yield from re.findall(r"\w+", node.value)


def dead(modules: dict[str, ast.Module], readers: dict[str, ast.Module]) -> list[str]:
    known = Counter(name for tree in readers.values() for name in reads(tree))
    return [
        f"{path}: {name}"
        for path, tree in modules.items()
        for name in public_names(tree)
        if not known[name] and not name.startswith("__")
    ]


def test_no_public_name_lives_for_its_tests_alone() -> None:
    found = dead(trees("layers", "geo_app"), trees(*RUNNING))
    assert [line for line in found if line.rsplit(" ", 1)[1] not in ALLOWED] == []


@pytest.mark.parametrize("source", ["NUMBER = 1", "def in_pieces():\n    pass", "class Fit:\n    pass"])
def test_a_dead_name_is_seen(source: str) -> None:
    module = {"a.py": ast.parse(source)}
    assert dead(module, module)
    name = next(public_names(module["a.py"]))
    assert dead(module, module | {"b.py": ast.parse(f"import a\nprint(a.{name})")}) == []
