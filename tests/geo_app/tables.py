"""The tables and tallies that a page writes itself, read back from its HTML."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from streamlit.testing.v1 import AppTest


@dataclass(frozen=True)
class Table:
    """One table: its headings and its rows, row names included, as they are read."""

    heads: list[str]
    rows: list[list[str]]

    def column(self, number: int) -> list[str]:
        return [row[number] for row in self.rows]


def tables_of(page: AppTest) -> list[Table]:
    """Return the tables of a page in their order."""
    found = [table for piece in _pieces(page, '<div class="ruled') for table in piece.iter("table")]
    return [Table(_texts(table.find("thead/tr")), [_texts(row) for row in table.iter("tr")][1:]) for table in found]


def words_of(page: AppTest) -> str:
    """Return everything that the tables say, a cell a line."""
    return "\n".join(text for table in tables_of(page) for line in (table.heads, *table.rows) for text in line)


def tally_of(page: AppTest) -> dict[str, str]:
    """Return the counts of a page by their titles."""
    boxes = [box for piece in _pieces(page, '<dl class="tally') for box in piece]
    return {"".join(box[0].itertext()): "".join(box[1].itertext()) for box in boxes}


@dataclass(frozen=True)
class Item:
    """One item of a list of answers: what it says, and where it leads."""

    text: str
    links: list[str]


def answers_of(page: AppTest) -> list[Item]:
    """Return the items of a page's list of answers."""
    found = [item for piece in _pieces(page, '<ol class="answers') for item in piece]
    return [Item("".join(item.itertext()), [a.get("href", "") for a in item.iter("a")]) for item in found]


def html_of(page: AppTest) -> str:
    """Return all the HTML that a page writes itself."""
    return "\n".join(str(element.proto.body) for element in page.get("html"))


def _pieces(page: AppTest, beginning: str) -> list[ET.Element]:
    bodies = [str(element.proto.body) for element in page.get("html")]
    return [ET.fromstring(body) for body in bodies if body.startswith(beginning)]  # noqa: S314 (our own HTML)


def _texts(row: ET.Element | None) -> list[str]:
    return ["".join(cell.itertext()) for cell in row] if row is not None else []
