"""What tests of the presenter's page read and press."""

from streamlit.testing.v1 import AppTest

HOSTILE = "{{ 7*191 }} **b** <i>"
FAULTY = """title = { zh = "我的" }
[[scenes]]
title = { zh = "好的" }
[[scenes]]
title = { zh = "坏的" }
filters = { type = ["nope"] }
"""


def text_of(page: AppTest) -> str:
    shown = [*page.main.markdown, *page.main.caption, *page.main.info, *page.main.warning, *page.main.error]
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def scene_titles(page: AppTest) -> list[str]:
    return [b.label.partition(") ")[2].replace("\\", "") for b in page.button if (b.key or "").startswith("scene-go-")]


def go_to(page: AppTest, view: str) -> AppTest:
    page.switch_page(f"{view}/page.py").run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def shared(page: AppTest) -> str:
    """Return the address that the share button gives."""
    page.session_state["talk-share"] = True
    page.run()
    assert not page.exception
    return str(page.code[0].value)
