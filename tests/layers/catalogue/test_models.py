import re

import pytest

from layers.catalogue.models import CATALOGUE_FILE, load_catalogue, read_catalogue
from layers.dataset.feature_index import normalise_text
from layers.errors import CatalogueError

TEXT = CATALOGUE_FILE.read_text(encoding="utf-8")
CATALOGUE = load_catalogue()


def test_names_the_layers_that_users_asked_for() -> None:
    asked = {"ports", "bonded-zones", "high-tech-zones", "airports", "corridors"}
    beside = {
        "strategic-platforms",
        "development-zones",
        "hubs",
        "corridor-nodes",
        "districts",
        "regions",
        "rivers",
        "land",
    }
    assert asked | beside <= set(CATALOGUE.layers)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("[types.park]\n", '[types.park]\ncolor = "#ffffff"\n', "types.park.color"),
        ('[types.park]\ntitle = { zh = "园区平台", en = "Parks" }\n', "[types.park]\n", "types.park.title"),
        ("[types.park]\n", '[types.park]\nshape = "square"\n', "overwrite"),
        ("[types.park]\n", "[types.strategic]\n", "types"),
        ('colour = "#3F8F5B"', 'colour = "green"', "types.park.colour"),
        ('group = "base"', 'group = "bass"', "layers.land.group"),
        (
            'type = "park", icon = "factory"',
            'type = "prak", icon = "factory"',
            "layers.development-zones.kinds.etdz.type",
        ),
        ("htz = {", "etdz = {", "layers.high-tech-zones.kinds.etdz"),
        ('vocabulary = "levels"', 'vocabulary = "lovels"', "fields.level.vocabulary"),
        ('vocabulary = "levels"', 'vocabulary = "ports"', "fields.level.vocabulary"),
        ('vocabulary = "levels"', 'vocabulary = "levels"\nderived = true', "fields.level.derived"),
        ('value = "code"\nvocabulary = "levels"', 'value = "text"\nvocabulary = "levels"', "fields.level"),
        ("[layers.corridors.fields.legs]", "[layers.corridors.fields.status]", "layers.corridors.fields.status"),
    ],
)
def test_refuses_a_faulty_catalogue_and_names_the_place(old: str, new: str, place: str) -> None:
    assert old in TEXT
    with pytest.raises(CatalogueError, match=re.escape(place)):
        read_catalogue(TEXT.replace(old, new, 1))


def test_is_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        CATALOGUE.title.zh = "x"


@pytest.mark.parametrize("kind", CATALOGUE.kinds)
def test_every_kind_has_a_known_type(kind: str) -> None:
    assert CATALOGUE.kinds[kind].type in CATALOGUE.types


def test_types_differ_in_shape_and_in_colour() -> None:
    types = CATALOGUE.types.values()
    assert len({t.shape for t in types}) == len({t.colour for t in types}) == len(types)


def test_statuses_differ_in_pattern() -> None:
    for statuses in (CATALOGUE.statuses, CATALOGUE.statuses_now):
        assert len({(s.fill, s.outline) for s in statuses.values()}) == len(statuses)
        fills = [status.fill for status in statuses.values() if status.fill != "none"]
        assert len(set(fills)) == len(fills)  # an outline alone is too little where the mark is small


def test_folding_ignores_case_spaces_and_dashes() -> None:
    assert normalise_text("Liang-Lu  Cuntan（空港）") == "lianglucuntan空港"
