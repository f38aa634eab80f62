"""The ready briefings: whole in both languages, and every statement in them held to the data."""

import re
from collections.abc import Iterator

import pytest

from layers.briefing.charts import chart_of
from layers.briefing.extent import extent
from layers.briefing.file import read_briefing, ready
from layers.briefing.placeholders import fill
from layers.briefing.scenes import Briefing, Paragraph, Scene, Title
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.monitoring.delivery import OUTCOMES, promises, tally

EDITION = load_dataset(load_catalogue())
FEATURES = EDITION.features
READY = {code: read_briefing(path.read_bytes(), EDITION) for code, path in ready().items()}
SCENES = [(code, number) for code, (found, _) in READY.items() for number in range(len(found.scenes))]
HAN = re.compile(r"[\u4e00-\u9fff]")


def scene_of(code: str, number: int) -> Scene:
    return READY[code][0].scenes[number]


def words_of(briefing: Briefing) -> Iterator[Title | Paragraph]:
    yield from (briefing.title, briefing.lead, briefing.closing)
    for scene in briefing.scenes:
        yield from (scene.title, scene.narration, scene.notes)


def test_three_are_ready() -> None:
    titles = [found.title.zh for found, _ in READY.values()]
    assert titles == ["开放平台总览", "四大通道", "一区两群：布局与兑现"]


@pytest.mark.parametrize("code", READY)
def test_ready_ones_are_whole(code: str) -> None:
    found, faults = READY[code]
    assert faults == ()
    assert 6 <= len(found.scenes) <= 9
    for words in words_of(found):
        assert words.zh
        assert words.en
        assert not HAN.search(fill(words.en, EDITION, "en"))
        for lang in ("zh", "en"):
            assert not re.search(r"[{}]|\b(None|nan)\b", fill(words.say(lang), EDITION, lang))


@pytest.mark.parametrize(("code", "number"), SCENES)
def test_every_scene_shows_something(code: str, number: int) -> None:
    scene = scene_of(code, number)
    kept = scene.mask(EDITION)
    assert (kept & EDITION.index.located).any()
    assert set(scene.highlight) <= set(FEATURES["id"][kept & EDITION.index.located]), "what is lit up must be drawn"
    west, south, east, north = extent(scene, EDITION)
    centres = FEATURES.geometry[kept & EDITION.index.located].representative_point()
    inside = centres.x.between(west, east) & centres.y.between(south, north)
    highlighted = inside[inside.index.isin(scene.highlight or inside.index)]
    assert highlighted.mean() > 0.5, "the frame must show what the scene speaks of"


@pytest.mark.parametrize(("code", "number"), [pair for pair in SCENES if scene_of(*pair).also])
def test_stations_are_those_of_the_scene_s_corridor(code: str, number: int) -> None:
    scene = scene_of(code, number)
    kinds = set(scene.filters["kind"])
    nodes = EDITION.frames["corridor-nodes"]
    assert set(scene.also) == set(nodes["id"][nodes["corridors"].map(lambda its: bool(kinds & set(its)))])


# What the words state without a place in braces: (briefing, its statement in part) → what the data must say
CLAIMS = {
    ("overview", "T3B 航站楼和第四跑道已投用"): {"airport-t3b": "operating", "airport-fourth-runway": "operating"},
    ("overview", "郑万高铁已贯通"): {"rail-zhengzhou-wanzhou": "operating"},
    ("overview", "三峡水运新通道已开工"): {"waterway-three-gorges": "building"},
    ("overview", "已封关运行"): {"bonded-railway-port": "operating"},
    ("overview", "尚未见获批"): {"bonded-changshou": "pending"},
    ("overview", "获批对外开放"): {"gateway-wanzhou-airport": "approved"},
    ("corridors", "报道已开行"): {"corridor-land-sea-vientiane": "operating"},
    ("corridors", "2024 年 4 月仍有班列由团结村开出"): {"corridor-manzhouli": "operating"},
    ("corridors", "其中有重庆—万象班列、经里海到伊斯坦布尔的西亚支线和到宁波舟山的江海直达；经霍尔果斯已有班列"): {
        "corridor-land-sea-vientiane": "operating",
        "corridor-china-europe-khorgos": "operating",
        "corridor-china-europe-west-asia": "operating",
        "corridor-river-sea-direct": "operating",
    },
    ("regions", "获批对外开放"): {"gateway-wanzhou-airport": "approved"},
    ("regions", "重庆新机场位置未定"): {"airport-new": "pending"},
}


@pytest.mark.parametrize(("code", "words"), CLAIMS)
def test_what_the_words_state_is_so(code: str, words: str) -> None:
    said = "\n".join(text.zh for text in words_of(READY[code][0]))
    assert words in said
    for name, status in CLAIMS[code, words].items():
        assert FEATURES.loc[name, "status_now"] == status


def test_delivered_corridors_are_among_those_that_are_named() -> None:
    rows = promises(EDITION)
    mine = rows[(rows["platform_type"] == "corridor") & (rows["outcome"] == "delivered")]
    named = {"land-sea-vientiane", "china-europe-west-asia", "river-sea-direct"}
    assert {f"corridor-{name}" for name in named} <= set(mine["id"])


def test_airports_yards_and_municipal_zones_are_all_the_southeast_has_on_the_map() -> None:
    scene = next(s for s in READY["regions"][0].scenes if s.title.en.startswith("The southeast"))
    shown = FEATURES[scene.mask(EDITION) & EDITION.index.located]
    assert set(shown["kind"]) == {"airport", "rail-yard", "municipal-zone"}, "the scene names the three"
    parks = FEATURES[scene.mask(EDITION) & FEATURES["platform_type"].isin(["strategic", "park", "functional"])]
    assert set(parks["kind"]) == {"municipal-zone"}, "the scene says that they are all of them"


OUTCOME_SCENES = [pair for pair in SCENES if (figure := scene_of(*pair).figure) and figure.columns == "outcome"]
COUNTED = re.compile(r"\{(promised|delivered|under-way|not-yet|unknown)(?: ([^{}\s]*))?\}")


def test_the_overview_counts_what_the_page_counts() -> None:
    """Words, table and page of delivery give one count of each outcome."""
    scene = READY["overview"][0].scenes[-1]
    chart = chart_of(scene, EDITION, "zh")
    assert chart is not None
    drawn = {code: int(sum(value or 0 for value in values)) for code, _, values in chart.series}
    page = tally(EDITION, promises(EDITION), "platform_type")[list(OUTCOMES)].sum().to_dict()
    assert drawn == page
    for lang in ("zh", "en"):
        said = re.findall(r"\d+", fill(scene.narration.say(lang), EDITION, lang))
        assert {int(number) for number in said} == {*page.values(), sum(page.values())}


@pytest.mark.parametrize(("code", "number"), OUTCOME_SCENES)
def test_words_of_a_scene_count_what_its_table_counts(code: str, number: int) -> None:
    scene = scene_of(code, number)
    chart = chart_of(scene, EDITION, "zh")
    assert chart is not None
    values = {name: dict(zip(chart.labels, found, strict=True)) for name, _, found in chart.series}
    titles = {found.short.zh: region for region, found in EDITION.catalogue.regions.items()}
    for lang in ("zh", "en"):
        asked = COUNTED.findall(scene.narration.say(lang))
        assert asked
        for outcome, query in asked:
            place = query.partition("region=")[2]
            parts = values.values() if outcome == "promised" else [values.get(outcome, {})]
            drawn = sum(v or 0 for part in parts for label, v in part.items() if place in ("", titles.get(label)))
            assert fill(f"{{{outcome} {query}}}".replace(" }", "}"), EDITION, lang) == f"{drawn:.0f}"
