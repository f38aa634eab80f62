"""Briefings: their file, places in their words, frames and figures, and how a view becomes a scene."""

import re
from urllib.parse import urlencode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.briefing import placeholders
from layers.briefing.capture import CapturedView, capture
from layers.briefing.charts import chart_of
from layers.briefing.extent import extent
from layers.briefing.file import BriefingError, fault_sentence, read_briefing, ready, write_briefing
from layers.briefing.placeholders import PLACE, fill, unknown_places
from layers.briefing.scenes import MOST_SCENES, Briefing, Paragraph, Scene, SceneChart, Title
from layers.briefing.thumbnail import draw
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.monitoring.delivery import promises
from layers.monitoring.indicators import load_monitoring
from layers.query.filters import Selection, from_query

EDITION = load_dataset(load_catalogue())
FEATURES = EDITION.features


def test_places_are_filled_from_the_data() -> None:
    parks = FEATURES[FEATURES["platform_type"] == "park"]
    assert fill("{count type=park}/{placed type=park}", EDITION, "zh") == f"{len(parks)}/{parks.geometry.notna().sum()}"
    third = load_monitoring().indicator(3)
    assert fill("{base 3} {target 3}", EDITION, "en") == f"{third.base:,g} {third.target_text.en}"
    assert fill("{when gateway-wanzhou-airport}", EDITION, "zh") == "2022 年 7 月"
    assert fill("{when strategic-liangjiang}", EDITION, "en") == "25 January 2026"
    assert fill("{name port-guoyuan}", EDITION, "en") == FEATURES.loc["port-guoyuan", "name_en"]
    rows = promises(EDITION)
    assert fill("{promised} {delivered}", EDITION, "zh") == f"{len(rows)} {(rows['outcome'] == 'delivered').sum()}"


@pytest.mark.parametrize(
    "text",
    ["{{ 7*191 }}", "{count", "{}", "{0}", "{count type=nope}", "{name nobody}", "{target 99}", "{% if %}", "a{b}c"],
)
def test_other_braces_are_text(text: str) -> None:
    assert fill(text, EDITION, "zh") == text
    assert list(unknown_places(text, EDITION)) == ([text] if PLACE.fullmatch(text) else [])


FAULTY = """
title = { zh = "我的" }
[[scenes]]
title = { zh = "好的" }
[[scenes]]
title = { zh = "代码不对" }
filters = { type = ["nope"] }
[[scenes]]
title = { zh = "键不对" }
colour = "red"
[[scenes]]
title = { zh = "数填不出" }
narration = { zh = "{count type=nope}" }
[[scenes]]
narration = { zh = "没有标题" }
[[scenes]]
title = { zh = "要素不存在" }
highlight = ["nobody"]
[[scenes]]
title = { zh = "图不对" }
figure = { rows = "nope" }
[[scenes]]
title = { zh = "也好" }
view = "8.5/29.5/106.5"
"""


def test_a_faulty_scene_is_named_with_its_cure_and_the_others_are_used() -> None:
    found, faults = read_briefing(FAULTY.encode(), EDITION)
    assert [scene.title.zh for scene in found.scenes] == ["好的", "也好"]
    assert [(fault.row + 1, fault.detail["place"]) for fault in faults] == [
        (2, "filters"), (3, "colour"), (4, "narration.zh"), (5, "title"), (6, "highlight"), (7, "figure.rows"),
    ]  # fmt: skip
    assert fault_sentence(faults[0], "zh") == "第 2 幕“代码不对”，filters：没有代码 nope，请换成地图链接里的代码。"
    for fault in faults:
        assert f"Scene {fault.row + 1}" in fault_sentence(fault, "en")


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"title = ", "cannot be read"),
        (b"scenes = []", "title"),
        (b'title = { zh = "a" }\nscenes = 3', "scenes"),
        (b'title = { zh = "a" }\nnobody = 3', "nobody"),
        (b'title = { zh = "a" }\n' + b'[[scenes]]\ntitle = { zh = "a" }\n' * (MOST_SCENES + 1), "too many"),
        (b"#" * 1_000_001, "too large"),
    ],
)
def test_what_is_no_briefing_is_refused_with_a_reason(content: bytes, part: str) -> None:
    with pytest.raises(BriefingError) as caught:
        read_briefing(content, EDITION)
    assert all(part in fault_sentence(fault, "en") for fault in caught.value.findings)


CONTROLS = "".join(map(chr, [*range(9), 11, 12, *range(13, 32), 127]))
LINES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=CONTROLS), max_size=60)
VIEWS = st.builds("{:.2f}/{:.4f}/{:.4f}".format, st.floats(2, 13), st.floats(-60, 60), st.floats(-179, 179))
SIDES = (st.floats(-170, 150), st.floats(-70, 60), st.floats(0.1, 30), st.floats(0.1, 20))
BOUNDS = st.builds(lambda west, south, wide, high: (west, south, west + wide, south + high), *SIDES)
COLUMNS = st.sampled_from([None, "status", "outcome"])
FIGURES = st.one_of(
    st.builds(SceneChart, indicator=st.integers(1, 15)),
    st.builds(SceneChart, rows=st.sampled_from(["region", "type", "kind"]), columns=COLUMNS),
)  # fmt: skip
FRAMES = st.one_of(
    st.fixed_dictionaries({"view": VIEWS}),
    st.fixed_dictionaries({"bounds": BOUNDS}),
    st.just({"route": True}),
    st.just({}),
)
IDS = st.lists(st.sampled_from(FEATURES["id"].tolist()), max_size=3, unique=True).map(tuple)
TYPES = st.lists(st.sampled_from(list(EDITION.catalogue.types)), max_size=3, unique=True).map(tuple)


@st.composite
def scenes(choose: st.DrawFn) -> Scene:
    types = choose(TYPES)
    title = {"zh": choose(LINES), "en": choose(LINES)}
    return Scene.model_validate(
        {
            "title": title if "".join(title.values()).strip() else {"en": "x"},
            "narration": Paragraph(zh=choose(TEXTS), en=choose(TEXTS)),
            "filters": {"type": types} if types else {},
            "highlight": choose(IDS),
            "time": choose(st.sampled_from(["plan", "target", "now"])),
            "edition": choose(st.sampled_from(["38", "37"])),
            "figure": choose(st.none() | FIGURES),
            **choose(FRAMES),
        }
    )


@given(briefing=st.builds(Briefing, title=st.just(Title(zh="一")), closing=st.builds(Paragraph, zh=TEXTS),
    delay=st.integers(3, 600), scenes=st.lists(scenes(), max_size=4).map(tuple)))  # fmt: skip
@settings(max_examples=60)
def test_a_file_keeps_everything(briefing: Briefing) -> None:
    found, faults = read_briefing(write_briefing(briefing), EDITION)
    assert faults == ()
    assert found == briefing


@pytest.mark.parametrize(
    "frame",
    [
        {"view": "99/99/999"}, {"view": "0/-99/-999"}, {"bounds": (0.0, 0.0, 1e-300, 1e-300)},
        {"bounds": (106.0, 29.0, 106.1, 29.000000000000004)}, {"bounds": (-180.0, -85.0, 540.0, 85.0)},
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("error")
def test_a_frame_beyond_what_can_be_drawn_is_drawn(frame: dict[str, object]) -> None:
    scene = Scene.model_validate({"title": {"zh": "x"}, **frame})
    assert "<svg" in draw(scene, EDITION)
    west, south, east, north = extent(scene, EDITION)
    assert west < east
    assert south < north


def test_each_place_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    found = placeholders.from_query
    monkeypatch.setattr(placeholders, "from_query", lambda *args: (asked.append(str(args[0])), found(*args))[1])
    text = "{promised q=once}{count q=once}" * 50
    texts = {fill(text, EDITION, lang) for lang in ("zh", "en") for _ in range(3)}
    assert len(texts) == 1
    assert len(asked) == 2


@given(scene=scenes())
@settings(max_examples=40)
def test_frames_are_frames(scene: Scene) -> None:
    west, south, east, north = extent(scene, EDITION)
    assert west < east <= 540
    assert -85.1 <= south < north <= 85.1
    if scene.view:
        _, lat, lon = map(float, scene.view.split("/"))
        assert south < lat < north
        assert (west + east) / 2 == pytest.approx(lon)


def test_a_thumbnail_is_a_picture_without_text_of_the_data() -> None:
    found, _ = read_briefing(ready()["corridors"].read_bytes(), EDITION)
    for scene in found.scenes[::3]:
        drawn = draw(scene, EDITION)
        assert drawn.startswith("<svg ")
        assert not re.search(r"<(?!/?(svg|rect|path|circle)\b)", drawn)


KEYS = ("type", "region", "status", "district")
KNOWN = {key: list(EDITION.vocabulary(EDITION.catalogue.filters[key])) for key in KEYS}
CODES = st.fixed_dictionaries(
    {}, optional={key: st.lists(st.sampled_from(codes), min_size=1, unique=True) for key, codes in KNOWN.items()}
)


@given(asked=CODES, search=st.sampled_from(["", "保税 西永", "port&x"]))
@settings(max_examples=60)
def test_a_view_becomes_a_scene_of_the_same_view(asked: dict[str, list[str]], search: str) -> None:
    selection, _ = from_query({**asked, **({"q": [search]} if search else {})}, EDITION)
    scene = capture(selection, EDITION, CapturedView(time="now"))
    assert scene.selection(EDITION) == selection
    only = {"only": ["names"]} if search else {}  # else the link looks for the text and filters nothing
    assert scene.query(EDITION) == {**selection.to_query(EDITION), **only, "time": ["now"]}
    located = int((selection.cut(EDITION.index).mask & EDITION.index.located).sum())
    assert fill(scene.narration.zh, EDITION, "zh") == f"图上共 {located} 项。"
    assert read_briefing(write_briefing(Briefing(title=Title(en="x"), scenes=(scene,))), EDITION)[1] == ()


def test_today_s_districts_keep_their_edition() -> None:
    selection = Selection().choosing("districts_2025", ["500105"])
    scene = capture(selection, EDITION, CapturedView(district_vintage="37"))
    assert scene.filters == {"district": ("500105",)}
    assert scene.query(EDITION) == {"district": ["500105"], "edition": ["37"]}
    assert np.array_equal(scene.mask(EDITION), selection.cut(EDITION.index).mask)


def test_what_is_selected_is_lit_and_drawn() -> None:
    scene = capture(Selection({"platform_type": ("park",)}), EDITION, CapturedView(), highlight=("port-guoyuan",))
    assert (scene.title.zh, scene.also) == ("果园港", ("port-guoyuan",))
    assert scene.mask(EDITION)[FEATURES.index.get_loc("port-guoyuan")]


def test_counts_of_a_figure_are_those_of_the_scene() -> None:
    scene = Scene(title=Title(zh="a"), filters={"type": ("park",)}, figure=SceneChart(rows="kind", columns="status"))
    chart = chart_of(scene, EDITION, "en")
    assert chart
    parks = FEATURES[FEATURES["platform_type"] == "park"]
    shown = {(label, name): values[i] for _, name, values in chart.series for i, label in enumerate(chart.labels)}
    titles = EDITION.catalogue
    for (kind, status), count in parks.groupby(["kind", "status"]).size().items():
        assert shown[titles.kinds[kind].title.en, titles.statuses[status].title.en] == count


@pytest.mark.parametrize("no", range(1, 16))
def test_an_indicator_s_figure_says_what_was_published(no: int) -> None:
    chart = chart_of(Scene(title=Title(zh="a"), figure=SceneChart(indicator=no)), EDITION, "zh")
    assert chart
    monitoring = load_monitoring()
    published = {f.value for f in monitoring.of(no)}
    values = [value for value in chart.series[0][2] if value is not None]
    if not monitoring.indicator(no).cumulative:
        assert set(values) <= published
    assert chart.marks[0][1] == monitoring.indicator(no).target
    for value, text in zip(chart.series[0][2], chart.texts, strict=True):
        assert (value is None) == (text == "")
    lower = {f.value for f in monitoring.of(no) if f.lower_bound and f.year <= 2025}
    assert all(
        text.startswith(">") for value, text in zip(chart.series[0][2], chart.texts, strict=True) if value in lower
    )


def test_query_in_braces_is_an_address() -> None:
    assert urlencode({"q": "保税 西永"}) in capture(Selection(search="保税 西永"), EDITION, CapturedView()).narration.zh
