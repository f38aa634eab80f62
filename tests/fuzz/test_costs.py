"""No address of 7,000 characters and no file of a megabyte costs a server more than 100 MB or two seconds."""

from __future__ import annotations

import base64
import sys
import zlib
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.briefing.link import MOST_CHARACTERS
from tests.fuzz.odd_input import EXAMPLES, fuzzed

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measures by /proc and limits by rlimit")
if sys.platform.startswith("linux"):
    from tests.fuzz.costs import LAYER_MEMORY, MOST_MEMORY, MOST_SECONDS, Cost, cost, feature, many

MEGABYTE = 1_000_000
READ_AS_TABLES = ["figures", "actuals", "contacts", "draft", "geojson", "csv"]
HEAD = 'title = { zh = "t" }\n'
SCENE = '[[scenes]]\ntitle = { zh = "a" }\n'
COLLECTION = '{"type": "FeatureCollection", "features": ['


def scenes(*texts: str) -> str:
    """Return a briefing whose scenes say these texts, four in each."""
    rest, written = iter(texts), HEAD
    while four := [*islice(rest, 4)]:
        zh, en, noted, also = [*four, "", "", ""][:4]
        written += f'{SCENE}narration = {{ zh = "{zh}", en = "{en}" }}\nnotes = {{ zh = "{noted}", en = "{also}" }}\n'
    return written


def located(place: str, count: int) -> bytes:
    """Return a briefing with so many places to fill, each another one where it holds `№`."""
    every = [place.replace("№", f"{number:x}") for number in range(count)]
    per = max(1, 3900 // max(map(len, every)))
    return scenes(*("".join(every[at : at + per]) for at in range(0, count, per))).encode()


def packed(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(zlib.compress(content, 9)).rstrip(b"=")


def check(reader: str, content: bytes) -> Cost:
    found = cost(reader, content)
    assert found.end in {"read", "refused"}, found
    assert found.megabytes <= (LAYER_MEMORY if reader in {"geojson", "csv"} else MOST_MEMORY), found
    assert found.seconds <= MOST_SECONDS, found
    return found


# each took gigabytes or minutes, or was an error that nobody expected, before there was a bound; how it must end now
BRIEFINGS = {
    "a key of 14,000 parts": (lambda: HEAD.encode() + many("a.", 28_000, tail="a=1"), "refused"),
    "half a million parts": (lambda: many("a.", MEGABYTE, HEAD, "a=1"), "refused"),
    "parts in a heading": (lambda: many("a.", MEGABYTE, "[", "a]"), "refused"),
    "parts in quotes": (lambda: many('"".', MEGABYTE, HEAD, "a=1"), "refused"),
    "parts within braces": (lambda: many("a.", MEGABYTE, "a={", "a=1}"), "refused"),
    "a long heading over short keys": (lambda: many("a№.b=1\n", MEGABYTE, f"[{'a.' * 400}a]\n"), "refused"),
    "brackets": (lambda: many("[", MEGABYTE, "a="), "refused"),
    "braces": (lambda: many("{a=", MEGABYTE, "a="), "refused"),
    "closing brackets": (lambda: many("]", MEGABYTE, "a="), "refused"),
    "tables": (lambda: many("[№]\n", MEGABYTE, HEAD), "refused"),
    "keys": (lambda: many("№=1\n", MEGABYTE, HEAD), "refused"),
    "keys of two parts": (lambda: many("№.a=1\n", MEGABYTE, HEAD), "refused"),
    "numbers where ids stand": (lambda: many("1,", MEGABYTE, f"{HEAD}{SCENE}highlight=[", "]"), "refused"),
    "wrong ids, as many as may be": (lambda: many("1,", 59_000, f"{HEAD}{SCENE}highlight=[", "]"), "read"),
    "unknown ids, as many as may be": (lambda: many("'№',", 190_000, f"{HEAD}{SCENE}highlight=[", "]"), "read"),
    "unknown codes": (lambda: many("'№',", 190_000, f"{HEAD}{SCENE}filters={{type=[", "]}"), "read"),
    "scenes": (lambda: many("[[scenes]]\n", 300_000, HEAD), "refused"),
    "a whole number": (lambda: many("9", MEGABYTE, "delay="), "refused"),
    "a whole number that Python would still take": (lambda: many("9", 4_200, "delay="), "refused"),
    "a number in sixteens": (lambda: many("9", MEGABYTE, "delay=0x"), "refused"),
    "a fraction": (lambda: many("9", MEGABYTE, "delay=1."), "refused"),
    "an exponent": (lambda: many("9", MEGABYTE, "delay=1e"), "refused"),
    "a bare name": (lambda: many("a", MEGABYTE, HEAD, "=1"), "refused"),
    "a name in quotes": (lambda: many("a", MEGABYTE - 3, '"', '"=1'), "refused"),
    "line breaks": (lambda: many("\\n", MEGABYTE, 'a="', '"'), "refused"),
    "quotes that never end": (lambda: many('""\\"', MEGABYTE, 'a="""'), "refused"),
    "blanks after a stroke": (lambda: many("\\\n \t", MEGABYTE, 'a="""'), "refused"),
    "comments": (lambda: many("#\n", MEGABYTE, HEAD), "read"),
    "comments in a list": (lambda: many("\n", MEGABYTE, "a=["), "refused"),
    "one place, in sixty scenes": (lambda: located("{promised q=a}", 58_000), "refused"),
    "places, as many as may be": (lambda: located("{promised q=a№}", 1000), "read"),
    "places of the commonest kind": (lambda: located("{count}", 1000), "read"),
    "roles that nobody knows": (lambda: located("{role a№}", 1000), "read"),
    "long questions": (lambda: located(f"{{count {'&type=park' * 300}&q=№}}", 200), "read"),
    "long texts": (lambda: located("{name a}", 1000) and scenes(*["“" * 1300] * 240).encode(), "read"),
    "braces that fill nothing": (lambda: scenes(*["{count " * 500] * 240).encode(), "read"),
}  # fmt: skip
ROOMY = f"{COLLECTION}{feature({f'{n}': 1 for n in range(999)})},"
SITE = '{"type": "Feature", "properties": {"change": "add", "kind": "park"}, "geometry": {"type": "Point", '
SITE += '"coordinates": ['
NUMBER = '{"type": "Feature", "geometry": null, "properties": {"a": '
WIDE = ",".join(["lon", "lat", *map(str, range(990))])
FILES = {
    "a heading of one key over and over": ("figures", lambda: many("adcode,", MEGABYTE, "", "x\n1,2\n")),
    "half a million short rows": ("figures", lambda: many("a\n", MEGABYTE, "adcode,x\n")),
    "commas": ("figures", lambda: many(",", MEGABYTE)),
    "a figure of a million digits": ("figures", lambda: many("9", MEGABYTE, "adcode,x\n500101,")),
    "short rows of values": ("actuals", lambda: many("a\n", MEGABYTE, "indicator_no,year,value,note\n")),
    "a year of 5,000 digits": ("actuals", lambda: many("9", 5000, "indicator_no,year,value,note\n1,", ",1,\n")),
    "short rows of contacts": ("contacts", lambda: many("a\n", MEGABYTE, "feature_id,topic,text,date,source\n")),
    "a key twice, after 90,000": ("draft", lambda: many('"№":1,', MEGABYTE, "{", '"0":1}')),
    "brackets of a draft": ("draft", lambda: many("[", MEGABYTE)),
    "lists where a name should stand": ("draft", lambda: many(feature({"change": "close", "feature": [[1]]}), 200)),
    "a whole number in a draft": ("draft", lambda: many("9", 4200, COLLECTION + SITE, ",1]}}]}")),
    "a field of its own for each": ("geojson", lambda: many(feature({"№": 1}) + ",", MEGABYTE, COLLECTION, "{}]}")),
    "a thousand fields, of which few have one": ("geojson", lambda: many(f"{feature({})},", MEGABYTE, ROOMY, "{}]}")),
    "brackets of a layer": ("geojson", lambda: many("[", MEGABYTE, COLLECTION)),
    "a whole number in a layer": ("geojson", lambda: many("9", MEGABYTE, COLLECTION + NUMBER, "}}]}")),
    "a thousand namesakes": ("csv", lambda: many("a,", 2000, "lon,lat,", "b\n106,29\n")),
    "a thousand columns over short rows": ("csv", lambda: many("a\n", MEGABYTE, f"{WIDE}\n")),
    "a row of a million cells": ("csv", lambda: many(",", MEGABYTE, "wkt\n")),
    "quotes": ("csv", lambda: many('"', MEGABYTE)),
}  # fmt: skip
ADDRESSES = {
    "codes": "type=№&",
    "searches": "q=№&",
    "one long search": "q=" + "西" * 2000,
    "blanks": "q=" + "+" * 6000,
    "radii": "r=№&",
    "changes": "do=add:park:1.№,2&",
    "weights": "w=words:№&",
    "a long number": "within=airport:" + "9" * 6000,
    "a long view": "view=" + "1" * 6000,
    "a long scene": "scene=own." + "1" * 6000,
    "places": "in=№&",
    "picks": "pick=№&",
    "cells": "cell=central:№&",
    "columns": "col=№&",
    "keys": "№=№&",
    "a town": "at=" + "1°" * 2000,
}


@pytest.mark.parametrize("name", BRIEFINGS)
def test_a_briefing_that_is_a_bomb(name: str) -> None:
    make, end = BRIEFINGS[name]
    content = make()
    assert len(content) <= MEGABYTE
    assert check("briefing", content).end == end
    if len(code := packed(content)) <= MOST_CHARACTERS:
        assert check("talk", code).end == end


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_a_bomb(name: str) -> None:
    reader, make = FILES[name]
    check(reader, make())


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_that_is_a_bomb(name: str) -> None:
    unit = ADDRESSES[name]
    check("address", many(unit, MOST_CHARACTERS) if "№" in unit else unit.encode()[:MOST_CHARACTERS])
    check("address", many(unit, MEGABYTE))  # what no browser sends


# what a bomb is made of: a few signs over and over, behind a beginning that leads into each part of a reader
SIGNS = st.sampled_from(
    ["a", "№", "#", ".", "=", "1", "9", "0x", "[", "[[", "]", "]]", "{", "}", ",", '"', '"""', "'", "'''", "\\", "\n",
     " ", "\r\n", "a=1\n", "[a]\n", "[[scenes]]\n", '"a"', "true", "1e9", "{promised q=№}", "{count}", "title", "zh"]
)  # fmt: skip
HEADS = st.sampled_from(
    [
        "",
        HEAD,
        HEAD + SCENE,
        "a=",
        'a="',
        "a='''",
        "a=[",
        "a={b=",
        "[",
        f"{HEAD}{SCENE}also=[",
        f'{HEAD}{SCENE}notes={{zh="',
    ]
)
CELLS = st.sampled_from(
    [
        "a",
        "№",
        ",",
        '"',
        "\n",
        "1",
        "9",
        "[",
        "]",
        "{",
        "}",
        ":",
        '{"type":"Feature",',
        '"properties":{',
        "adcode",
        "lon",
    ]
)
TABLES = st.sampled_from(
    ["", COLLECTION, "adcode,x\n", "lon,lat\n", "lon,lat,", "wkt\n", "indicator_no,year,value,note\n"]
)
few = settings(fuzzed, max_examples=max(10, EXAMPLES // 5))


@few
@given(st.lists(SIGNS, min_size=1, max_size=5), HEADS)
def test_no_megabyte_of_a_briefing_costs_more(unit: list[str], head: str) -> None:
    check("briefing", many("".join(unit), MEGABYTE, head, "\n"))


@few
@given(st.sampled_from(READ_AS_TABLES), st.lists(CELLS, min_size=1, max_size=5), TABLES)
def test_no_megabyte_of_another_file_costs_more(reader: str, unit: list[str], head: str) -> None:
    check(reader, many("".join(unit), MEGABYTE, head, "\n"))
