"""The presenter: a briefing as one HTML document, linked for the app's own tab or self-contained for a USB stick.

The document contains text from data only as base64 of JSON; scripts show it by `textContent`. Its content-security
policy allows only the intended scripts (inlined ones by their hash) and no requests to other hosts.
"""

from __future__ import annotations

import base64
import hashlib
import json
from codecs import BOM_UTF8
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import markupsafe

from layers.briefing.charts import chart_of
from layers.briefing.extent import extent
from layers.briefing.origin import Origin, notices
from layers.briefing.placeholders import fill
from layers.briefing.scenes import Bilingual, Briefing, Scene
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import browser_words, load_words, say
from layers.web_map.folium_map import View, bitset, encode
from layers.web_map.manifest import LEAFLET, STYLE, atlas_script, manifest_of, put_hashed

PARTS = Path(__file__).with_name("presenter")
LANGS: tuple[Lang, ...] = ("zh", "en")
Both = dict[str, str]


@dataclass(frozen=True)
class SceneCredit:
    """The attribution of every map in both languages: the whole source line, and the review line."""

    line: Mapping[str, str]
    approval: Mapping[str, str]


def presenter_script() -> bytes:
    """Return the presenter's code: the files of `presenter/` in the order of their names."""
    return b"\n".join(path.read_bytes() for path in sorted(PARTS.glob("*.js")))


@lru_cache(maxsize=1)
def scripts() -> dict[str, bytes]:
    """Return name → script, in order of execution."""
    return {"leaflet": (LEAFLET / "leaflet.js").read_bytes(), "atlas": atlas_script(), "presenter": presenter_script()}


@lru_cache(maxsize=1)
def styles() -> dict[str, bytes]:
    """Return name → style sheet, in order of precedence."""
    return {
        "leaflet": (LEAFLET / "leaflet.css").read_bytes(),
        "atlas": STYLE.read_bytes(),
        "presenter": (PARTS / "presenter.css").read_bytes(),
    }


def publish(files: MutableMapping[str, bytes]) -> dict[str, str]:
    """Store the presenter's code in `files` under hashed names; return `presenter`, `presenter_style` → name."""
    parts = {
        "presenter": ("presenter", "js", scripts()["presenter"]),
        "presenter_style": ("presenter", "css", styles()["presenter"]),
    }
    return {part: put_hashed(files, stem, suffix, content) for part, (stem, suffix, content) in parts.items()}


def offline(
    briefing: Briefing, code: str, dataset: Dataset, credit: SceneCredit, lang: Lang, origin: Origin = "shipped"
) -> bytes:
    """Return the talk as one self-contained file with code, styles, data, words and notes.

    `code` names the briefing; `lang` is its first language; every slide names its origin (`origin`).
    """
    manifest = manifest_of(dataset, dict.fromkeys(dataset.contents, ""), browser_words(), credit.line, credit.approval)
    data = {name: content.removeprefix(BOM_UTF8).strip() for name, content in dataset.contents.items()}
    start = b'{"manifest":%s,"data":{%s}}' % (
        json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode(),
        b",".join(b'"%s":%s' % (name.encode(), content) for name, content in data.items()),
    )
    # Leaflet's style sheet names images of controls that the atlas does not use: remove them, so that none is fetched
    policy = ["default-src 'none'", "img-src data:", "style-src 'unsafe-inline'", f"script-src {_hashes()}"]
    head = [f"<style>{content.decode()}</style>" for content in styles().values()]
    code_blocks = [f"<script>{content.decode()}</script>" for content in scripts().values()]
    talk = encode(talk_of(briefing, code, dataset, credit, lang, origin))
    return _page(briefing.title.say(lang), policy, head, code_blocks, talk, base64.b64encode(start).decode())


def linked(
    briefing: Briefing,
    code: str,
    dataset: Dataset,
    credit: SceneCredit,
    addresses: Mapping[str, Any],
    *,
    origin: Origin = "shipped",
    left_out: int = 0,
) -> bytes:
    """Return the same document for the app, with code and data at URLs that a browser caches.

    Equal arguments give equal bytes in every process.

    Parameters
    ----------
    addresses
        `scripts` and `styles`: lists of addresses in order; `manifest`: where the atlas finds its own; `lang`.
    left_out
        Number of faults for which scenes were left out; the start slide says that some are missing.
    """
    policy = [
        "default-src 'none'", "img-src data:", "connect-src 'self'", "style-src 'self' 'unsafe-inline'",
        "script-src 'self'",
    ]  # fmt: skip
    head = [f'<link rel="stylesheet" href="{markupsafe.escape(url)}">' for url in addresses["styles"]]
    blocks = [f'<script src="{markupsafe.escape(url)}"></script>' for url in addresses["scripts"]]
    talk = encode(talk_of(briefing, code, dataset, credit, addresses["lang"], origin, left_out=left_out))
    start = encode({"manifest": addresses["manifest"]})
    return _page(briefing.title.say(addresses["lang"]), policy, head, blocks, talk, start)


def talk_of(
    briefing: Briefing,
    code: str,
    dataset: Dataset,
    credit: SceneCredit,
    lang: Lang,
    origin: Origin = "shipped",
    *,
    left_out: int = 0,
) -> dict[str, Any]:
    """Return all texts and views of the talk in both languages, with filled placeholders."""
    missing = {lg: say("briefing.scenes_left_out", lg) for lg in LANGS} if left_out else {}
    words = {lg: {key: text.say(lg) for key, text in load_words()["present"].items()} for lg in LANGS}
    for mine, other in (LANGS, LANGS[::-1]):  # each language bears its own name
        words[mine]["language"] = say("app.this_language", other)
    return {
        "code": code,
        "lang": lang,
        "delay": briefing.delay,
        "words": words,
        "title": _both(briefing.title, dataset),
        "lead": _both(briefing.lead, dataset),
        "closing": _both(briefing.closing, dataset),
        "stamp": {
            lg: say("briefing.stamp", lg, date=dataset.catalogue.data_date, approval=credit.approval[lg])
            for lg in LANGS
        },
        "origin": notices(origin),
        "notices": [each for each in (notices(origin), missing) if each],
        "sources": [{lg: credit.line[lg] for lg in LANGS}],
        "scenes": [_scene(scene, dataset, foreign=origin != "shipped") for scene in briefing.scenes],
    }


def view_of(scene: Scene, dataset: Dataset, lang: Lang = "zh", *, foreign: bool = False) -> View:
    """Return the view of a scene's map; `foreign`: the operator does not ship the briefing."""
    return View(
        shown=bitset(scene.mask(dataset)),
        lang=lang,
        time=scene.time,
        district_vintage=scene.district_vintage,
        emphasis=scene.highlight or None,
        bounds=extent(scene, dataset),
        foreign=foreign or None,
    )


def _scene(scene: Scene, dataset: Dataset, *, foreign: bool) -> dict[str, Any]:
    charts = {lang: chart_of(scene, dataset, lang) for lang in LANGS}
    return {
        "title": _both(scene.title, dataset),
        "narration": _both(scene.narration, dataset),
        "notes": _both(scene.notes, dataset),
        "state": view_of(scene, dataset, foreign=foreign).as_json(),
        "chart": {lang: asdict(chart) for lang, chart in charts.items() if chart} or None,
    }


def _both(text: Bilingual, dataset: Dataset) -> Both:
    return {lang: fill(text.say(lang), dataset, lang) for lang in LANGS}


@lru_cache(maxsize=1)
def _hashes() -> str:
    digests = (base64.b64encode(hashlib.sha256(content).digest()).decode() for content in scripts().values())
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def _page(title: str, policy: Sequence[str], head: Sequence[str], code: Sequence[str], talk: str, start: str) -> bytes:
    """Return the document; `head` and `code` are our own markup, `talk` and `start` base64."""
    lines = [
        "<!doctype html>",
        '<html lang="zh-CN"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<link rel="icon" href="data:,">',
        f"<title>{markupsafe.escape(title)}</title>",
        *head,
        "</head>",
        (PARTS / "body.html").read_text(encoding="utf-8"),
        f'<script type="text/plain" id="talk">{talk}</script>',
        f'<script type="text/plain" id="atlas">{start}</script>',
        *code,
        "</html>",
    ]
    return "\n".join(lines).encode()
