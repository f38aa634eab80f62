"""Names: a public class bears a name of its own, and no module one of the dialect that was given up."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("layers", "geo_app", "deploy", "data", "bench", "tests")
# What modules and folders were called before; the nouns of the field that stand for them now: docs and git log
_OLD = """
words planref imprint tiles log_lines shifts facets locating keeping searching twin exporting own_tables
monitoring_export indicator_facts indicator_points own_actuals reading bringing judging brought settle ledger
sniffing guard child tabled rows degrees shapefiles geopackages shapes strict_json quick_json columns labels
encodings archive repairing writing published layout subject doubles crossing fields placing shifting outlines
filtering measuring element own scale stills ink picture plane ground places routes lettering raster native still
slides handout takeaway sheet paper printing workbook spatial bars drawn siting need musts question terms around
comparing reasons bulk solving standing gaps fit effect study own_figures own_places sharing filling framing figures
document commands asking speaking listing views address store planning_store runs parts faults plain markup
downloads uploader connection assets card map_panel own_map own_layers own_briefing own_panel own_layer_panel
own_telling imprint_panel placing_panel placing_layers fit_panel study_panel planning_sections planning_scene
around_panel chosen_panel takeaway_panel need_panel front_page preloads head_start fleet answered bare stage room
witness messy odd opening talks
"""
GIVEN_UP = frozenset(_OLD.split())


# Names of the old dialect that no field, parameter, function or variable of the code may bear
_OLD_WORDS = "study looked brought owed ledger siting stills fleet shelf unsaid"
OLD_WORDS = frozenset(_OLD_WORDS.split())


def modules() -> list[Path]:
    paths = (path.relative_to(ROOT) for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in paths if not {"cache", "__pycache__"} & set(path.parts))


def given_up(path: Path) -> set[str]:
    """Return the names of a module and its folders that are of the old dialect, those of tests by what they test."""
    return {part for part in path.with_suffix("").parts if part.removeprefix("test_") in GIVEN_UP}


def public_classes(source: str) -> list[str]:
    return [n.name for n in ast.parse(source).body if isinstance(n, ast.ClassDef) and not n.name.startswith("_")]


def test_every_public_class_has_a_name_of_its_own() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in modules():
        for name in public_classes((ROOT / path).read_text(encoding="utf-8")):
            found[name].append(str(path))
    assert len(found) > 100
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


def test_no_module_bears_a_name_of_the_old_dialect() -> None:
    assert [str(path) for path in modules() if path.parts[0] != "data" and given_up(path)] == []


def old_words(source: str) -> set[str]:
    """Return the names in a module that are of the old dialect, private ones, too."""
    trees = list(ast.walk(ast.parse(source)))
    names = [getattr(node, key, None) for node in trees for key in ("id", "attr", "arg", "name")]
    return {name for name in names if isinstance(name, str) and name.lstrip("_").lower() in OLD_WORDS}


@pytest.mark.parametrize("path", [path for path in modules() if path.parts[0] != "tests"], ids=str)
def test_no_name_is_of_the_old_dialect(path: Path) -> None:
    assert old_words((ROOT / path).read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("source", ["def f(study): ...", "_looked = 1", "a.owed", "f(siting=1)", "class Ledger: ..."])
def test_an_old_word_is_seen(source: str) -> None:
    assert old_words(source)


@pytest.mark.parametrize("path", ["layers/bringing/read.py", "geo_app/map/card.py", "tests/layers/test_settle.py"])
def test_an_old_name_is_seen(path: str) -> None:
    assert given_up(Path(path))


def test_classes_within_functions_and_private_ones_may_share_a_name() -> None:
    assert public_classes("class A: pass\nclass _B: pass\ndef f():\n    class A: pass\n") == ["A"]
