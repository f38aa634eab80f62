"""`python -m data.build.indicators`: makes data/indicators.csv, the values of the plan's 15 indicators.

Three tables go in: `inputs/indicators.csv`, what was gathered from public pages, kept as it came; and
`inputs/indicators_reading.csv`, our reading of it by row number: which number, whether it is the plan's own definition
and a whole year, who published it. The reading judges, the script only joins and checks: a number must stand in the
gathered text, and an address is shipped only where its host is the publisher's own (`inputs/publisher_hosts.txt`).
`inputs/indicators_more.csv` holds what was gathered since, read already. Where two rows say the same of the same time,
one stays: that with an address, else the surer, else the first.
"""

import csv
from pathlib import Path
from urllib.parse import urlparse

import click

from data.build.paths import DATA, INPUTS, BuildError

OUTPUT = DATA / "indicators.csv"
COLUMNS = (
    *("indicator_no", "year", "kind", "value", "lower_bound", "text", "scope", "whole_year", "period"),
    *("publisher_zh", "publisher_en", "page_date", "url", "confidence", "note_zh", "note_en"),
)
TRUE = {True: "true", False: "false"}
SAME = ("indicator_no", "year", "kind", "value", "text", "scope", "period")  # two rows alike in these say the same
SURENESS = ("plan", "official", "press", "derived", "secondary")
MORE = (">", "＞", "余")  # a figure that is only said to be passed


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_hosts() -> frozenset[str]:
    """Return the hosts that belong to a publisher itself."""
    lines = (INPUTS / "publisher_hosts.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(host for line in lines if (host := line.partition("#")[0].strip()))


def join_row(reading: dict[str, str], gathered: list[dict[str, str]], hosts: frozenset[str]) -> dict[str, str]:
    """Return one row of the shipped table.

    Raises
    ------
    BuildError
        When the reading names a number that the gathered text does not hold.
    """
    source = gathered[int(reading["row"]) - 1]
    text = reading["text"] or reading["value"]
    if reading["value"] not in source["value"].replace(",", ""):
        raise BuildError(f"indicators_reading.csv, row {reading['row']}: {reading['value']!r} is not in the source row")
    url = keep_link(source["source_url"], hosts)
    shared = {name: reading[name] for name in COLUMNS if name in reading}
    return shared | {
        "indicator_no": source["indicator_no"],
        "year": source["year"].removesuffix("目标"),
        "lower_bound": TRUE[any(mark in text for mark in MORE) and reading["kind"] not in {"base", "target"}],
        "text": text,
        "page_date": source["page_date"],
        "url": url,
    }


def build_indicators() -> list[dict[str, str]]:
    """Return all rows, in the order in which they were gathered; every gathered row must have been read.

    Raises
    ------
    BuildError
        When a gathered row has no reading, or a reading contradicts it.
    """
    gathered, readings, hosts = (
        read_rows(INPUTS / "indicators.csv"),
        read_rows(INPUTS / "indicators_reading.csv"),
        read_hosts(),
    )
    unread = set(range(1, len(gathered) + 1)) - {int(reading["row"]) for reading in readings}
    if unread:
        raise BuildError(f"indicators_reading.csv: rows {sorted(unread)} of indicators.csv have no reading")
    more = [{**row, "url": keep_link(row["url"], hosts)} for row in read_rows(INPUTS / "indicators_more.csv")]
    return join_doubles([*(join_row(reading, gathered, hosts) for reading in readings), *more])


def keep_link(url: str, hosts: frozenset[str]) -> str:
    """Return an address whose host is the publisher's own, else ""."""
    return url if urlparse(url).hostname in hosts else ""


def join_doubles(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows with one for each statement, at the place of the first; all in the order of their indicators."""

    def order(row: dict[str, str]) -> tuple[bool, int]:
        return not row["url"], SURENESS.index(row["confidence"])

    best: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        key = tuple(row[name] for name in SAME)
        best[key] = min(
            (best.get(key, row), row), key=lambda each: (not each["url"], SURENESS.index(each["confidence"]))
        )
    return sorted(best.values(), key=lambda row: int(row["indicator_no"]))


def write_indicators(rows: list[dict[str, str]]) -> None:
    """Write the table whole: the old one stays until the new one is complete."""
    draft = OUTPUT.with_name(f"{OUTPUT.name}.draft")
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    draft.replace(OUTPUT)


@click.command()
def main() -> None:
    """Make data/indicators.csv from the three tables in data/build/inputs/."""
    rows = build_indicators()
    write_indicators(rows)
    click.echo(f"indicators: {len(rows)} rows, {sum(bool(row['url']) for row in rows)} with an address")


if __name__ == "__main__":
    main()
