"""The floor plan of the browser half as a test: rooms, arrows, lengths, names, and the bundle that is made of them.

It needs no Node.js; what does (types, eslint, unit tests) runs in `make lint` and `make test`.
"""

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
ATLAS = ROOT / "layers" / "web_map" / "atlas"
BUNDLE = ROOT / "layers" / "web_map" / "atlas.bundle.js"
UNIT_TESTS = ROOT / "tests" / "layers" / "web_map" / "atlas"
# From bottom to top: a module imports from its own room and from those below it
ROOMS = ("core", "protocol", "symbols", "layers", "labels", "picking", "uploaded", "controls", "host")
DOOR = "host/door.js"  # all that is called from outside
LONGEST_FILE, LONGEST_LINE = 200, 120
IMPORT = re.compile(r'^(?:import|export) (?:\{([^}]*)\}|\w+) from "([^"]+)";', re.MULTILINE)
EXPORT = re.compile(r"^export (?:async )?(?:const|let|function\*?|class) (\w+)", re.MULTILINE)
# Writing a property of the window, or declaring one: all but the map, which tests and tools find there
GLOBAL = re.compile(r"\b(?:window|globalThis|self)(?:\.(?!openMap\b)\w+|\[[^\]]+\])\s*(?:\|\|)?=[^=]")


def modules() -> dict[str, str]:
    """Return path from `atlas/` -> source."""
    return {
        path.relative_to(ATLAS).as_posix(): path.read_text(encoding="utf-8") for path in sorted(ATLAS.rglob("*.js"))
    }


MODULES = modules()


def arrows(path: str, source: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each module that one imports, and the names that it takes."""
    for names, target in IMPORT.findall(source):
        parts: list[str] = []
        for part in (PurePosixPath(path).parent / target).parts:
            if part == "..":
                parts.pop()
            else:
                parts.append(part)
        yield "/".join(parts), [name.split(" as ")[0].strip() for name in names.split(",") if name.strip()]


def wrong_arrows(files: Mapping[str, str]) -> list[str]:
    """Return the imports that go up, or to no file."""
    rank = {room: number for number, room in enumerate(ROOMS)}
    return [
        f"{path} imports {target}"
        for path, source in files.items()
        for target, _ in arrows(path, source)
        if rank[target.split("/")[0]] > rank[path.split("/")[0]] or (target.endswith(".js") and target not in files)
    ]


def circles(files: Mapping[str, str]) -> list[str]:
    """Return the modules that import themselves through others."""
    needs = {path: {target for target, _ in arrows(path, source)} for path, source in files.items()}
    while free := [path for path, targets in needs.items() if not targets & needs.keys()]:
        for path in free:
            del needs[path]
    return sorted(needs)


def unread_exports(files: Mapping[str, str]) -> list[str]:
    """Return what a module exports though no other imports it."""
    taken = {(to, name) for path, source in files.items() for to, names in arrows(path, source) for name in names}
    made = [(path, name) for path, source in files.items() for name in EXPORT.findall(source)]
    return [f"{path}: {name}" for path, name in made if (path, name) not in taken]


def hash_of_sources() -> str:
    """Return the hash that layers/web_map/bundle.js writes into the first line of the bundle."""
    paths = [path for path in ATLAS.rglob("*") if path.suffix in {".js", ".json"}]
    named = sorted((path.relative_to(ATLAS).as_posix(), path) for path in paths)
    found = hashlib.sha256()
    for name, path in named:
        found.update(f"{name}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


def test_every_room_is_there_and_no_other() -> None:
    assert {path.split("/")[0] for path in MODULES} == set(ROOMS)
    assert all(len(path.split("/")) == 2 for path in MODULES)


def test_modules_import_from_rooms_below() -> None:
    assert sum(len(list(arrows(path, source))) for path, source in MODULES.items()) > 200
    assert wrong_arrows(MODULES) == []


def test_imports_run_in_no_circle() -> None:
    assert circles(MODULES) == []


def test_every_import_is_seen() -> None:
    """An import written in another way would pass by the tests above."""
    for path, source in MODULES.items():
        assert len(re.findall(r"\bfrom \"|\bimport\b", source)) == sum(
            2 if line.startswith("import") else 1 for line in (m.group() for m in IMPORT.finditer(source))
        ), path


def test_nothing_is_exported_that_nobody_imports() -> None:
    assert unread_exports(MODULES) == []


@pytest.mark.parametrize("path", MODULES)
def test_files_and_lines_are_short(path: str) -> None:
    lines = MODULES[path].splitlines()
    assert len(lines) <= LONGEST_FILE
    assert [line for line in lines if len(line) > LONGEST_LINE] == []


@pytest.mark.parametrize("path", MODULES)
def test_no_global_but_the_map(path: str) -> None:
    assert GLOBAL.findall(MODULES[path]) == []
    assert not re.search(r"\bAtlas\.\w", re.sub(r"/\*.*?\*/|//[^\n]*", "", MODULES[path], flags=re.DOTALL))


def test_faults_are_seen() -> None:
    low, high = "export const a = 1;\nexport const b = 2;\n", 'import { a } from "../core/x.js";\n'
    assert wrong_arrows({"core/x.js": low, "host/y.js": high}) == []
    assert unread_exports({"core/x.js": low, "host/y.js": high}) == ["core/x.js: b"]
    assert wrong_arrows({"core/x.js": 'import {\n  c,\n} from "../host/y.js";\n', "host/y.js": ""})
    assert wrong_arrows({"core/x.js": 'import { c } from "./gone.js";\n'})
    both = {"core/x.js": 'import { c } from "./y.js";\n', "core/y.js": 'import { d } from "./x.js";\n'}
    assert circles(both) == ["core/x.js", "core/y.js"]
    assert all(GLOBAL.search(line) for line in ("window.Atlas = {};", "globalThis.x ||= 1;", 'self["x"] = 1;'))
    assert not any(GLOBAL.search(line) for line in ("window.openMap = map;", "if (window.x === 1) {"))


def test_the_bundle_is_made_of_the_present_modules() -> None:
    first = BUNDLE.read_text(encoding="utf-8").split("\n", 1)[0]
    assert hash_of_sources() in first, "the modules have changed since: run `make bundle`"


@pytest.mark.skipif(
    not shutil.which("node") or not (ROOT / "node_modules" / "esbuild").is_dir(),
    reason="no Node.js with the packages of package-lock.json: the bundle is compared by the hash of its sources alone",
)
def test_the_bundle_can_be_made_again() -> None:
    node = shutil.which("node")
    assert node
    done = subprocess.run([node, "layers/web_map/bundle.js", "--check"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_bundle_declares_one_name() -> None:
    text = BUNDLE.read_text(encoding="utf-8")
    assert text.count('\n"use strict";var Atlas=(()=>{') == 1
    assert text.endswith("})();\n")
    assert set(re.findall(r"window\.(\w+)=[^=]", text)) == {"openMap"}


def test_the_door_names_all_that_is_called_from_outside() -> None:
    said = re.findall(r"(\w+)(?: as (\w+))?[,\s}]", "".join(names + "}" for names, _ in IMPORT.findall(MODULES[DOOR])))
    door = {alias or name for name, alias in said}
    callers = [*(ROOT / "layers").rglob("*.py"), *(ROOT / "layers" / "briefing" / "presenter").glob("*.js")]
    callers += [path for folder in ("tests/browser", "bench") for path in (ROOT / folder).rglob("*") if path.is_file()]
    text = "\n".join(path.read_text(encoding="utf-8") for path in callers if path.suffix in {".py", ".js"})
    assert set(re.findall(r"\bAtlas\.(\w+)", text)) == door


def test_tools_of_node_are_pinned() -> None:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert wanted.get("dependencies", {}) == {}, "the app runs without Node.js"
    for name, version in wanted["devDependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert locked[f"node_modules/{name}"]["version"] == version
    assert all(package.get("integrity") for path, package in locked.items() if path)


def test_the_pure_modules_have_unit_tests() -> None:
    assert len(list(UNIT_TESTS.rglob("*.test.js"))) >= 8
