"""The same drawing element with its data inside it: one file that works alone, opened from a folder."""

import json
from pathlib import Path

import numpy as np
import xstatic.pkg.leaflet
from playwright.sync_api import Browser

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.i18n.messages import browser_words
from layers.web_map.folium_map import View, base_map, bitset, update_group
from layers.web_map.manifest import STYLE, atlas_script, manifest_of
from tests.browser.visitor import PAINTING, expect_drawn

EDITION = load_dataset(load_catalogue())


def page_alone() -> str:
    """Return a page whose map holds manifest and data itself and loads nothing."""
    manifest = manifest_of(
        EDITION, dict.fromkeys(EDITION.contents, ""), browser_words(), {"zh": "示意", "en": "Schematic"}
    )
    data = {layer_id: json.loads(content) for layer_id, content in EDITION.contents.items()}
    atlas = base_map([], [], {"manifest": manifest, "data": data})
    everything = np.ones(len(EDITION.features), dtype=bool)
    update_group(View(bitset(everything), selected="port-guoyuan", lang="en")).add_to(atlas)
    leaflet = Path(xstatic.pkg.leaflet.BASE_DIR)
    scripts = f"<script>{(leaflet / 'leaflet.js').read_text()}</script><script>{atlas_script().decode()}</script>"
    whole = "html, body, .folium-map { height: 100%; margin: 0 }"
    style = f"<style>{(leaflet / 'leaflet.css').read_text()}{STYLE.read_text()}{whole}</style>"
    return atlas.get_root().render().replace("</head>", f"{scripts}{style}</head>", 1)


def test_one_file_draws_everything_from_a_folder(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    file.write_text(page_alone(), encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(file.as_uri())
    page.main_frame.wait_for_function(PAINTING)
    located = EDITION.features.index[EDITION.features.geometry.notna()]
    expect_drawn(page.main_frame, located)
    assert asked == [file.as_uri()]
    assert faults == []
    page.close()
