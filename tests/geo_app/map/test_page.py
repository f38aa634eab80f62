"""The map page without a browser: AppTest runs the inner script (through app.py it would run nothing and pass)."""

import html
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from tests.geo_app.tables import html_of
from tests.open_page import Run, opened

EDITION = load_dataset(load_catalogue())
FEATURES = EDITION.features
ORIGINAL = r'<details class="original".*?</details>'  # Chinese as it was written, on English cards, too
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def open_page(root: Path) -> Run:
    def run(**query: str | list[str]) -> AppTest:
        page = opened(root, **query)
        title = EDITION.catalogue.title.say("en" if query.get("lang") == "en" else "zh")
        assert [block for block in page.sidebar.get("html") if f"<h1>{title}</h1>" in block.proto.body]
        return page

    return run


def text_of(page: AppTest) -> str:
    said = [str(element.value) for element in [*page.markdown, *page.caption, *page.info, *page.warning]]
    written = re.sub(ORIGINAL, "", html_of(page), flags=re.DOTALL)
    return "\n".join([*said, html.unescape(re.sub(r"<[^>]+>", "\n", written))])


def counts(page: AppTest) -> dict[str, int]:
    return {box.key: int(re.findall(r"\d+", box.label)[-1]) for box in page.checkbox}


def test_an_impossible_filter_says_so_and_offers_ways_back(open_page: Run) -> None:
    page = open_page(type="event", region="core", q="zzz", only="names")
    assert "没有符合全部条件的要素" in text_of(page)
    page.button(key="reset-empty").click().run()
    assert "没有符合全部条件的要素" not in text_of(page)
    assert not page.exception


def test_relaxing_one_filter_brings_its_features_back(open_page: Run) -> None:
    page = open_page(type="strategic", q="zzz", only="names")
    page.button(key="drop-search").click().run()
    assert counts(page)["platform_type-strategic"] == 4
    assert page.text_input(key="search").value == ""
    assert page.checkbox(key="platform_type-strategic").value


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_counts_stand_beside_each_choice(open_page: Run, lang: str) -> None:
    page = open_page(lang=lang)
    expected = FEATURES["platform_type"].value_counts().to_dict()
    shown = {key.split("-", 1)[1]: n for key, n in counts(page).items() if key.startswith("platform_type")}
    assert shown == expected


def test_counts_follow_the_other_filters(open_page: Run) -> None:
    page = open_page()
    page.checkbox(key="regions-northeast").check().run()
    northeast = FEATURES[FEATURES["regions"].map(lambda regions: "northeast" in regions)]
    expected = northeast["platform_type"].value_counts()
    for code, count in counts(page).items():
        if code.startswith("platform_type"):
            assert count == expected.get(code.removeprefix("platform_type-"), 0)
    assert counts(page)["regions-core"] == sum("core" in regions for regions in FEATURES["regions"])


def test_a_folded_filter_opens_when_the_link_uses_it(open_page: Run) -> None:
    assert "kind-htz" not in counts(open_page())
    assert open_page(kind="htz").checkbox(key="kind-htz").value


def test_what_has_no_place_is_listed_and_opens_its_card(open_page: Run) -> None:
    page = open_page()
    page.button(key="fold-unplaced").click().run()
    page.button(key="unplaced-airport-new").click().run()
    assert "重庆新机场" in page.markdown[[m.value for m in page.markdown].index("## 重庆新机场")].value
    assert "第六章第二节" in text_of(page)


def test_a_region_filter_lists_the_placeless_as_citywide(open_page: Run) -> None:
    page = open_page(region="southeast", type="strategic")
    assert "全市或位置未定" in page.button(key="fold-citywide").label
    page.button(key="fold-citywide").click().run()
    assert page.button(key="citywide-strategic-china-singapore")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_feature_has_a_card(open_page: Run, lang: str) -> None:
    page = open_page(lang=lang)
    for name in FEATURES.index:
        page.query_params["id"] = name
        page.run()
        assert not page.exception, name
        record, shown = EDITION.record(name), text_of(page).replace("\\", "")
        assert record[f"name_{lang}"].split()[0] in shown, name
        english = re.sub(r"\(in Chinese\)\*\*.*\n.*", "", shown)
        assert lang == "zh" or not re.search(r"[a-z]、", english), name  # the Chinese sign between English words
        assert not [line for line in shown.split("\n") if re.search(r"\bNone\b(?! of the)|\bnan( km|$)", line)], name


def test_a_link_to_nothing_is_dropped_with_a_notice(open_page: Run) -> None:
    page = open_page(type=["park", "prak"], id="no-such-place")
    notices = " ".join(info.value for info in page.info)
    assert "prak" in notices
    assert "no\\-such\\-place" in notices
    assert page.checkbox(key="platform_type-park").value


@pytest.mark.parametrize("value", ["{{ 7*191 }}", "<img src=x onerror=alert(1)>", "'; --", "%00", "a" * 5_000])
@pytest.mark.parametrize("key", ["type", "kind", "region", "district", "status", "q", "id", "view", "lang", "fit"])
def test_hostile_links_do_nothing(open_page: Run, key: str, value: str) -> None:
    page = open_page(**{key: value})
    assert "1337" not in text_of(page)
    assert not page.error


def test_a_hidden_selection_says_why(open_page: Run) -> None:
    page = open_page(id="bonded-xiyong", type="park")
    assert "被当前筛选隐藏" in text_of(page)
    page.button(key="show-it").click().run()
    assert "被当前筛选隐藏" not in text_of(page)


def test_the_language_switch_keeps_everything_else(open_page: Run) -> None:
    page = open_page(type="park", id="htz-bishan")
    page.segmented_control(key="lang").set_value("en").run()
    assert page.checkbox(key="platform_type-park").value
    assert "Bishan" in text_of(page)
    names = [b.label for b in page.button if HAN.search(b.label)]
    assert names == []


def test_a_broken_layer_is_named_and_the_others_work(
    open_page: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (root / "data" / "geojson").glob("*.geojson"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "airports.geojson").write_text("{", encoding="utf-8")
    (tmp_path / "hubs.geojson").unlink()
    ports = json.loads((tmp_path / "ports.geojson").read_text(encoding="utf-8"))
    ports["features"][0]["properties"]["status"] = "open"
    (tmp_path / "ports.geojson").write_text(json.dumps(ports), encoding="utf-8")
    monkeypatch.setenv("OPEN_MAP_DATA", str(tmp_path))
    page = open_page()
    warning = page.warning[0].value.replace("\\", "")
    assert "机场" in warning
    assert "hubs.geojson" in warning
    assert ports["features"][0]["id"] in warning
    assert counts(page)["platform_type-park"] == 14 + 41  # national and municipal


def test_an_unexpected_error_becomes_one_sentence(open_page: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page()
    monkeypatch.setattr("geo_app.map.feature_card.show", lambda *_: 1 / 0)
    page.run()
    assert not page.exception
    assert re.search(r"编号 [0-9a-f]{8}", page.error[0].value)
    assert "ZeroDivision" not in text_of(page)


def test_the_page_says_session_and_language_in_every_run(open_page: Run) -> None:
    """What a first run sent is thrown away where a second begins before it has left."""
    page = open_page(lang="en")
    for _ in range(2):
        sent = [element.proto.body for element in page.get("html")]
        assert any(body.startswith('<i class="om" data-s="') and '-en"' in body for body in sent)
        page.run()


@pytest.mark.parametrize(
    ("start", "end"), [("municipal-fuling", "htz-fuling"), ("htz-qijiang-wansheng", "municipal-qijiang")]
)
def test_one_zone_of_two_names_leads_to_the_other(open_page: Run, start: str, end: str) -> None:
    page = open_page(id=start)
    page.button(key="card-same-0").click().run()
    assert not page.exception
    assert f"## {FEATURES.loc[end, 'name_zh']}" in text_of(page)


@pytest.mark.parametrize(("lang", "said"), [("zh", "2026-11-30 核对"), ("en", "checked 2026-11-30")])
def test_the_card_tells_when_a_position_was_checked(open_page: Run, lang: str, said: str) -> None:
    assert said in text_of(open_page(id="bonded-xiyong", lang=lang)).replace("\\", "")  # escaped as Markdown


@pytest.mark.parametrize(
    ("lang", "state"), [("zh", "2010-06-18 起运行，最近见于 20"), ("en", "Operating since 2010-06-18, last seen 20")]
)
def test_the_card_begins_with_the_state_of_today_and_its_page(open_page: Run, lang: str, state: str) -> None:
    page = open_page(id="strategic-liangjiang", lang=lang)
    standing = re.search(r'<p class="standing">.*?</p>', html_of(page))
    assert standing
    assert state in standing[0]
    assert 'href="http' in standing[0]
    order = [element.type for element in page.main if element.type in {"html", "markdown", "caption"}]
    body = [str(element.proto.body) for element in page.get("html")]
    boxes = [text for text in body if 'class="facts"' in text or 'class="standing"' in text]
    assert order.index("caption") < order.index("markdown", order.index("caption")), "what it is comes first"
    assert boxes[0] == standing[0], "then its state, before everything else"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["strategic-liangjiang", "port-guoyuan", "bonded-lianglu-cuntan", "htz-chongqing"])
def test_a_card_shows_no_remark_of_the_editors(open_page: Run, name: str, lang: str) -> None:
    page = open_page(id=name, lang=lang)
    shown = text_of(page) + re.sub(r' title="[^"]*"', "", html_of(page))
    assert not re.search("镜像|转载|取整到", shown)


@pytest.mark.parametrize("name", ["strategic-liangjiang", "htz-tongliang", "gateway-railway"])
def test_the_facts_of_an_english_card_are_english(open_page: Run, name: str) -> None:
    boxes = re.findall(r'<(?:ul|p class="standing").*?</(?:ul|p)>', html_of(open_page(id=name, lang="en")), re.DOTALL)
    assert boxes
    assert not [box for box in boxes if HAN.search(box)]


def test_an_applicant_is_not_called_national_on_its_card(open_page: Run) -> None:
    shown = text_of(open_page(id="htz-tongliang")).replace("\\", "")
    assert "高新区 · 申报国家级" in shown
    assert "国家级高新区 ·" not in shown
    assert "铜梁国家级" not in shown


def test_looking_takes_nothing_off_the_map(open_page: Run) -> None:
    before = counts(open_page())
    page = open_page(q="xyzzy")
    assert "没有找到“xyzzy”" in text_of(page)
    assert counts(page) == before
    page.text_input(key="search").set_value("港口").run()
    assert counts(page) == before
    assert "因为：类别 港口" in text_of(page)
    page.button(key="search-only").click().run()
    assert counts(page)["platform_type-park"] == 0
    assert page.query_params["only"] == "hits"
    page.button(key="search-all").click().run()
    assert counts(page) == before
    assert "only" not in page.query_params
    assert page.query_params["q"] == "港口"
