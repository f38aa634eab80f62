"""What the app writes as HTML itself: what looks like marks is text, only addresses of the web are links."""

from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from geo_app.widgets import html_table
from geo_app.widgets.html_table import Link
from tests.hostile import ARITHMETIC

HOSTILE = [
    *ARITHMETIC, "<img src=x onerror=alert(1)>", "</td></table><script>alert(1)</script>", '" onmouseover="alert(1)',
    "$a$", ":red[x]", "[x](javascript:alert(1))", "&lt;b&gt;", "<!--", Markup("<b>bold</b>"),
]  # fmt: skip
TAGS = {"div", "table", "thead", "tbody", "tr", "th", "td", "a", "dl", "dt", "dd"}
ATTRIBUTES = {"class", "aria-label", "scope", "href", "target", "rel"}


class Read(HTMLParser):
    """What a browser would make of a piece of HTML: its elements with their attributes, and the text of its cells."""

    def __init__(self, piece: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.feed(piece)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in {"th", "td", "dt", "dd"}:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        self.cells[-1] += data


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("named", [True, False])
def test_any_text_is_text(text: str, named: bool) -> None:
    link = Link(text, f"https://example.org/{text}")
    read = Read(html_table.table([text, "b"], [[text, text], [text, link]], text, named=named))
    assert read.cells == [text, "b", *[text] * 4]
    assert {tag for tag, _ in read.elements} <= TAGS
    assert {name for _, attributes in read.elements for name in attributes} <= ATTRIBUTES
    assert [a["aria-label"] for tag, a in read.elements if tag == "table"] == [text]
    assert [a["href"] for tag, a in read.elements if tag == "a"] == [link.url]
    counted = Read(html_table.tally([(text, 3)]))
    assert counted.cells == [text, "3"]
    assert {tag for tag, _ in counted.elements} <= TAGS


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", " https://example.org", "data:text/html,x", "//example.org", "/invest", "http:x"],
)
def test_only_the_web_is_linked(url: str) -> None:
    read = Read(html_table.table(["a"], [[Link("x", url)]], "t"))
    assert not [tag for tag, _ in read.elements if tag == "a"]
    assert read.cells == ["a", "x"]


def test_names_and_numbers() -> None:
    read = Read(html_table.table(["a", "b"], [["n", 3]], "t"))
    assert [(tag, a.get("scope")) for tag, a in read.elements if tag == "th"] == [("th", "col")] * 2 + [("th", "row")]
    assert [a for tag, a in read.elements if tag == "td"] == [{"class": "number"}]
