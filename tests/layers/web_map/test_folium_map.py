import base64
import json
import re
from pathlib import Path
from typing import get_args

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from layers.catalogue.entries import PlatformType
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.i18n.messages import browser_words
from layers.web_map.folium_map import View, base_map, bitset, encode, update_group
from layers.web_map.manifest import legend_of, manifest_of

EDITION = load_dataset(load_catalogue())


@given(st.text())
def test_no_text_reaches_the_template(text: str) -> None:
    html = base_map([], [], {"manifest": text}).get_root().render()
    found = re.findall(r'Atlas\.decode\("([A-Za-z0-9+/=]*)"\)', html)
    assert [json.loads(base64.b64decode(item)) for item in found] == [{"manifest": text}]


def test_the_map_loads_nothing_from_elsewhere() -> None:
    chart = base_map(["../a.js"], ["../a.css"], {"manifest": "m"})
    assert [url for _, url in [*chart.default_js, *chart.default_css]] == ["../a.js", "../a.css"]
    assert not re.findall(r"(?:src|href)=", chart.get_root().render())  # the frame loads what these lists name


@given(st.lists(st.booleans(), max_size=70))
def test_bitset_is_lowest_bit_first(mask: list[bool]) -> None:
    raw = base64.b64decode(bitset(np.array(mask, dtype=bool)))
    assert [bool(raw[i // 8] >> (i % 8) & 1) for i in range(len(mask))] == mask


def test_a_view_stays_small_and_names_its_state() -> None:
    everything = View(bitset(np.ones(len(EDITION.features), dtype=bool)))
    assert len(encode(everything.as_json())) < 2_000
    assert everything.as_json()["stamp"] == View(everything.shown).as_json()["stamp"]
    assert everything.as_json()["stamp"] != View(everything.shown, selected="a").as_json()["stamp"]
    assert update_group(everything) is not update_group(everything)


def test_every_colour_that_is_drawn_is_in_the_legend() -> None:
    samples = [row["sample"] for group in legend_of(EDITION) for row in group["rows"]]
    features = EDITION.features
    assert {code for s in samples for key, code in s.items() if key == "type"} == set(features["platform_type"]) - {
        "corridor"
    }
    assert {code for s in samples for key, code in s.items() if key == "status"} == {
        status or "null" for status in features["status"]
    }
    assert {s["corridor"] for s in samples if "corridor" in s} == set(EDITION.frames["corridors"]["kind"])
    assert {s["mode"] for s in samples if "mode" in s} == {
        leg["mode"] for row in EDITION.frames["corridors"]["legs"] for leg in row
    }


def test_the_manifest_names_each_usable_layer_in_drawing_order() -> None:
    urls = {layer_id: f"{layer_id}.json" for layer_id in EDITION.frames}
    manifest = manifest_of(EDITION, urls, browser_words(), {"zh": "a", "en": "b"})
    assert [layer["id"] for layer in manifest["layers"]] == list(EDITION.frames)
    json.dumps(manifest)


def test_the_map_draws_exactly_the_shapes_that_a_catalogue_can_ask_for(root: Path) -> None:
    script = (root / "layers" / "web_map" / "atlas" / "symbols" / "shapes.js").read_text(encoding="utf-8")
    table = re.search(r"const SHAPES = \{\n(.*?)\n\};", script, re.DOTALL)
    assert table
    asked = get_args(PlatformType.model_fields["shape"].annotation)
    assert set(re.findall(r"^  (\w+): \{", table[1], re.MULTILINE)) == {
        *asked,
        "node",
    }  # node: a ring with a pictogram
