"""What the investor's page says, read back from its elements."""

import html
import re

from streamlit.testing.v1 import AppTest

HAN = re.compile(r"[\u4e00-\u9fff]")


def text_of(page: AppTest) -> str:
    elements = [*page.markdown, *page.caption, *page.info, *page.warning]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


def ranked(page: AppTest) -> list[str]:
    heads = "\n".join(str(element.proto.body) for element in page.get("html"))
    return [html.unescape(name) for name in re.findall(r"^<h3><b>\d+</b> (.+) <small>", heads, re.MULTILINE)]


def chips(page: AppTest) -> list[str]:
    return [b.label.replace("\\", "") for b in page.button if re.fullmatch(r"chip-\d+", str(b.key))]


def unfold(page: AppTest, name: str) -> AppTest:
    """Open a part of the need as its visitor does: what is folded is not made."""
    page.session_state[f"fold-{name}"] = True
    return page.run()
