"""The card of a feature: its order, what it tells of a place's strengths, and that an English one is English."""

import html
import re
from pathlib import Path

import pytest

from tests.geo_app.map.test_page import EDITION, FEATURES, HAN, text_of
from tests.geo_app.tables import html_of
from tests.open_page import opened

TITLES = {
    "zh": [
        "位置",
        "附近口岸与枢纽",
        "可开展的业务",
        "企业与产品",
        "管理机构",
        "规划内容（2021—2025 年）",
        "进展（按日期）",
        "来源",
    ],
    "en": [
        *("Location", "Nearest gateways and hubs", "What may be done here", "Firms and products", "Managed by"),
        *("In the plan (2021–2025)", "Progress, latest first", "Sources"),
    ],
}
STRENGTHS = {
    "bonded-xiyong": {
        "zh": ["笔记本电脑", "惠普", "广达", "团结村中心站"],
        "en": ["Notebooks", "HP", "Quanta", "Tuanjiecun"],
    },
    "bonded-jiangjin": {"zh": ["东盟水果", "小南垭"], "en": ["ASEAN fruit", "Xiaonanya", "Luohuang Port"]},
    "port-guoyuan": {"zh": ["14 条铁路专用线", "5000 吨级泊位"], "en": ["14 rail sidings", "berths of 5,000 tonnes"]},
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", STRENGTHS)
def test_a_card_tells_what_a_newcomer_asks_in_order(root: Path, name: str, lang: str) -> None:
    page = opened(root, id=name, lang=lang)
    titles = re.findall(r"<h3>(.*?)</h3>", html_of(page))
    assert titles == [title for title in TITLES[lang] if title in titles]
    assert len(titles) >= 7
    assert [words for words in STRENGTHS[name][lang] if words not in text_of(page)] == []
    for items in re.findall(r"<ul>((?:<li>(?:(?!</ul>).)*</li>)+)</ul>(?!</details>)", html_of(page), re.DOTALL):
        assert items.count("<li>") <= 4, "a longer list is folded"


def test_every_english_card_is_english(root: Path) -> None:
    page = opened(root, lang="en")
    for name in FEATURES.index:
        page.query_params["id"] = name
        page.run()
        shown = re.sub(
            r'<details class="original".*?</details>|<p class="names".*?</p>', "", html_of(page), flags=re.DOTALL
        )
        shown = re.sub(r' title="[^"]*"', "", shown)
        said = [shown, *(str(element.value) for element in [*page.markdown, *page.caption])]
        assert not [text for text in said if HAN.search(text)], name
        record = EDITION.record(name)
        others = [e for e in page.get("html") if 'class="names"' in e.proto.body]
        assert record["name_zh"] in html.unescape(others[0].proto.body), name
