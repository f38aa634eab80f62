"""The floor plan as a test: who may import whom, how long files and functions get, where words may stand.

import-linter checks the arrows too (`make lint`); this file needs no tool and names the line.
"""

import ast
import importlib.metadata
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Whom a folder may import besides itself and third parties
MAY_IMPORT = {"geo_app": {"layers"}, "layers": set(), "data": {"layers"}, "bench": {"layers", "tests"}, "tests": None}
MAY_IMPORT["deploy"] = {"layers"}
OWN = {"geo_app", "layers", "data", "tests", "bench", "deploy"}
# Third parties whose field belongs to the other side
NOT_THERE = {
    "layers": {"streamlit", "streamlit_folium"},
    "geo_app": {"shapely", "pyproj", "pyogrio", "folium", "branca"},
}
LONGEST_FILE, LONGEST_FUNCTION = 300, 50
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")  # letters, punctuation, full-width forms
PUNCTUATION_FILE = "layers/i18n/punctuation.py"


def sources(*folders: str, suffix: str = ".py") -> list[Path]:
    """Return the source files of these folders, as paths from the root."""
    found = (path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}"))
    return sorted(path for path in found if not {"cache", "__pycache__"} & set(path.parts))


def imports(source: str, path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and full name of every module a file imports, inside functions and by `import_module("…")` too."""
    package = list(path.with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = [*above, *([node.module] if node.module else [])]
            yield from ((node.lineno, ".".join([*base, alias.name])) for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"import_module", "__import__"}:
                yield node.lineno, str(node.args[0].value)


def wrong_arrows(source: str, path: Path) -> list[str]:
    """Return the imports of a file that point the wrong way."""
    home = path.parts[0]
    allowed = MAY_IMPORT[home]
    barred = NOT_THERE.get(home, set()) | (set() if allowed is None else OWN - allowed - {home})
    return [f"{path}:{line} imports {name}" for line, name in imports(source, path) if name.split(".")[0] in barred]


def words_in(source: str) -> list[tuple[int, str]]:
    """Return line and text of every string with Chinese in it; docstrings are not for visitors and do not count."""
    tree = ast.parse(source)
    holders = [n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    notes = {id(n.value) for holder in holders for n in holder.body if isinstance(n, ast.Expr)}
    strings = (
        n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in notes
    )
    return [(n.lineno, n.value) for n in strings if HAN.search(n.value)]


def long_functions(source: str) -> list[str]:
    """Return the functions whose body, without its docstring, is too long."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body and (length := (node.end_lineno or 0) - body[0].lineno + 1) > LONGEST_FUNCTION:
                found.append(f"{node.name}: {length} lines")
    return found


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


CODE = sources("layers", "geo_app", "data/build", "deploy")
EVERYTHING = [*CODE, *sources("tests", "bench")]
SCRIPTS = [path for path in sources("layers", "geo_app", suffix=".js") if path.suffixes != [".bundle", ".js"]]


@pytest.mark.parametrize("folder", ["layers", "geo_app", "data/build"])
def test_there_is_something_to_check(folder: str) -> None:
    assert sources(folder)


@pytest.mark.parametrize("path", EVERYTHING, ids=str)
def test_imports_run_one_way(path: Path) -> None:
    assert wrong_arrows(read(path), path) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("layers/a.py", "import streamlit as st"),
        ("layers/a.py", "def f():\n    from geo_app import words"),
        ("layers/web_map/a.py", "import data.build.rivers"),
        ("geo_app/a.py", "from shapely.geometry import Point"),
        ("geo_app/pages/a.py", "import importlib\nimportlib.import_module('data.build')"),
        ("data/build/a.py", "from geo_app import words"),
    ],
)
def test_wrong_arrows_are_seen(path: str, source: str) -> None:
    assert wrong_arrows(source, Path(path))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("layers/web_map/a.py", "from .. import errors\nfrom . import marks"),
        ("geo_app/a.py", "from layers import filters"),
    ],
)
def test_right_arrows_are_let_pass(path: str, source: str) -> None:
    assert wrong_arrows(source, Path(path)) == []


def test_every_third_party_import_is_declared() -> None:
    providers = importlib.metadata.packages_distributions()
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    declared = {re.split(r"[<>=~!\[ ]", line)[0].lower() for line in lines if line and not line.startswith(("#", "-"))}
    for path in sources("layers", "geo_app"):
        for line, name in imports(read(path), path):
            top = name.split(".")[0]
            if top in OWN | sys.stdlib_module_names or top == "xstatic":
                continue
            packages = {package.lower() for package in providers.get(top, [top])}
            assert packages & declared, f"{path}:{line} imports {name}, which requirements.txt does not name"


def path_patches(source: str) -> list[int]:
    """Return the lines that change where Python looks for modules: the install and pytest's `pythonpath` say that."""
    named = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Attribute) and n.attr == "path")
    lines = [n.lineno for n in named if isinstance(n.value, ast.Name) and n.value.id == "sys"]
    calls = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call))
    return lines + [n.lineno for n in calls if getattr(n.func, "attr", getattr(n.func, "id", "")) == "addsitedir"]


@pytest.mark.parametrize("path", EVERYTHING, ids=str)
def test_no_module_patches_the_path(path: Path) -> None:
    assert path_patches(read(path)) == []


@pytest.mark.parametrize(
    "source",
    [
        "import sys\nif 1:\n    sys.path.insert(0, '.')",
        "import sys\nsys.path[:0] = ['.']",
        "import sys\nsys.path += ['.']",
        "import site\nsite.addsitedir('.')",
    ],
)
def test_patches_of_the_path_are_seen(source: str) -> None:
    assert path_patches(source)


@pytest.mark.parametrize("path", [*EVERYTHING, *SCRIPTS], ids=str)
def test_no_file_is_too_long(path: Path) -> None:
    assert len(read(path).splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", EVERYTHING, ids=str)
def test_no_function_is_too_long(path: Path) -> None:
    assert long_functions(read(path)) == []


@pytest.mark.parametrize("path", [*EVERYTHING, *SCRIPTS], ids=str)
def test_no_vague_names(path: Path) -> None:
    assert not VAGUE_NAMES & {Path(part).stem for part in path.parts}


def test_app_files_shadow_no_module() -> None:
    """`streamlit run geo_app/app.py` puts geo_app/ first on sys.path: its names would win over everyone else's."""
    packages = set(importlib.metadata.packages_distributions())
    taken = sys.stdlib_module_names | packages | OWN
    assert [p for p in sources("geo_app") if p.stem in taken and p.stem != "__init__"] == []
    assert [p.name for p in (ROOT / "geo_app").iterdir() if p.is_dir() and p.name in taken] == []


@pytest.mark.parametrize("path", [p for p in sources("layers", "geo_app") if str(p) != PUNCTUATION_FILE], ids=str)
def test_words_stand_in_catalogue_and_messages_only(path: Path) -> None:
    assert words_in(read(path)) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=str)
def test_scripts_show_no_words_of_their_own(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", read(path), flags=re.DOTALL)
    assert [line for line in code.splitlines() if HAN.search(line)] == []


def test_words_are_told_from_notes() -> None:
    assert words_in('"""模块。"""\n# 注\ndef f():\n    """函数。"""\n') == []
    assert [text for _, text in words_in('def f(n):\n    return f"共 {n} 项"\n')] == ["共 ", " 项"]


@pytest.mark.parametrize("text", ["；", "。", "、", "，", "（", "：", "\u3000", "「", "\\u3001"])
def test_chinese_punctuation_counts_as_words(text: str) -> None:
    assert words_in(f'"".join(["{text}"])\n')


def test_the_punctuation_file_holds_no_letters() -> None:
    assert [text for _, text in words_in(read(Path(PUNCTUATION_FILE))) if re.search(r"[\u3400-\u9fff]", text)] == []
