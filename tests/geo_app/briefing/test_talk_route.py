"""A talk is made from its address by any process; an address without a talk gets a sentence, never a white page."""

import asyncio
import base64
import zlib
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from starlette.requests import Request
from starlette.responses import Response

from geo_app.briefing import talk_route, talk_store
from geo_app.briefing.talk_store import TalkRequest
from geo_app.server import published_files
from geo_app.state.url import OWN
from layers.briefing.file import BriefingError, ready, write_briefing
from layers.briefing.link import MOST_CHARACTERS, to_code
from layers.briefing.scenes import Briefing, Paragraph, Scene, Title
from layers.i18n.messages import say

NOISE = "".join(chr(0x4E00 + number * number % 20_000) for number in range(3900))  # cannot be made short
SMALL = Briefing(title=Title(zh="我的"), scenes=(Scene(title=Title(zh="一幕")),))
LARGE = Briefing(
    title=Title(zh="长的"), scenes=(Scene(title=Title(zh="一幕"), notes=Paragraph(zh=NOISE, en=NOISE[::-1])),)
)


@pytest.fixture(autouse=True)
def another_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    forget(monkeypatch)
    yield
    assert not talk_route._under_way


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a process that has just begun: nothing held, nothing made."""
    monkeypatch.setattr(talk_store, "_held", published_files.Bounded(talk_store.MOST_HELD))
    monkeypatch.setattr(talk_store, "_made", published_files.Bounded(talk_store.MOST_MADE))


def request(name: str, **query: str) -> Request:
    asked = "&".join(f"{key}={quote(value)}" for key, value in query.items())
    scope = {"type": "http", "method": "GET", "path": f"/talk/{name}", "query_string": asked.encode(), "headers": []}
    return Request({**scope, "path_params": {"name": name}})


def ask(name: str, **query: str) -> Response:
    return asyncio.run(talk_route.answer(request(name, **query)))


def open_address(url: str) -> Response:
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return ask(parts.path.removeprefix("/talk/"), **query)


def text_of(response: Response) -> str:
    return unescape(bytes(response.body).decode())


@pytest.mark.parametrize("code", ready())
def test_a_ready_talk_is_found_by_its_name(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    briefing = talk_store.cache.briefing(code)[0]
    found = talk_store.find(briefing, code, "en")
    assert found.url == f"/talk/{code}?lang=en"
    first = open_address(found.url)
    forget(monkeypatch)
    again = open_address(found.url)
    assert first.status_code == again.status_code == 200
    assert first.body == again.body
    assert 'id="talk"' in text_of(first)


def test_one_s_own_stands_in_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    found = talk_store.find(SMALL, OWN, "zh")
    assert not found.size
    forget(monkeypatch)
    answer = open_address(found.url)
    assert answer.status_code == 200
    assert "no-cache" in answer.headers["cache-control"]
    assert "<title>我的</title>" in text_of(answer)


def test_one_too_long_for_an_address_is_held_and_says_how_long(monkeypatch: pytest.MonkeyPatch) -> None:
    found = talk_store.find(LARGE, OWN, "zh")
    assert found.size > MOST_CHARACTERS
    assert len(found.url) < 100
    assert open_address(found.url).status_code == 200
    forget(monkeypatch)
    gone = open_address(found.url)
    assert gone.status_code == 410
    assert gone.headers["cache-control"] == "no-store"
    assert say("talk.gone", "zh") in text_of(gone)
    assert say("talk.gone", "en") in text_of(gone)


def test_what_is_held_of_all_visitors_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    most = 10 * len(write_briefing(LARGE))
    monkeypatch.setattr(talk_store, "_held", published_files.Bounded(most))
    for number in range(20):
        talk_store.find(LARGE.model_copy(update={"title": Title(zh=f"第 {number} 份")}), OWN, "zh")
    assert 0 < talk_store._held.used <= most


@pytest.mark.parametrize(
    ("name", "query", "status", "key"),
    [
        ("nope", {}, 404, "talk.unknown"),
        ("", {}, 404, "talk.unknown"),
        ("overview/../nope", {}, 404, "talk.unknown"),
        ("own", {}, 400, "briefing.cure_link_broken"),
        ("own", {"talk": to_code(SMALL)[:-9]}, 400, "briefing.cure_link_broken"),
        ("own", {"talk": "A" * (MOST_CHARACTERS + 1)}, 400, "briefing.cure_link_too_long"),
        ("own", {"talk": to_code(Briefing(title=Title(zh="空")))}, 400, "briefing.cure_no_scenes"),
        ("held", {"talk": "0" * 32}, 410, "talk.gone"),
        ("held", {}, 410, "talk.gone"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_address_without_a_talk_gets_a_sentence(
    name: str, query: dict[str, str], status: int, key: str, lang: Any
) -> None:
    answer = ask(name, lang=lang, **query)
    assert answer.status_code == status
    text = text_of(answer)
    assert say(key, "zh", most=MOST_CHARACTERS) in text
    assert say(key, "en", most=MOST_CHARACTERS) in text
    assert text.index(say(key, lang, most=MOST_CHARACTERS)) == min(
        text.index(say(key, each, most=MOST_CHARACTERS)) for each in ("zh", "en")
    )
    assert f'href="/briefing?lang={lang}"' in text
    assert "nope" not in text, "an address is not repeated"


def test_a_fault_of_ours_is_a_sentence_with_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: TalkRequest) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(talk_store, "document", broken)
    answer = ask("overview")
    assert answer.status_code == 500
    text = text_of(answer)
    assert say("faults.no_space", "zh", code="")[:6] in text
    assert "Traceback" not in text
    assert "OSError" not in text


def test_a_hall_that_opens_one_address_makes_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[TalkRequest] = []
    document = talk_store.document

    def counted(asked: TalkRequest) -> bytes:
        made.append(asked)
        return document(asked)

    monkeypatch.setattr(talk_store, "document", counted)

    async def hall() -> list[int]:
        answers = await asyncio.gather(*(talk_route.answer(request("regions")) for _ in range(100)))
        return [answer.status_code for answer in answers]

    assert asyncio.run(hall()) == [200] * 100
    assert len(made) == 1


def test_many_different_codes_at_once_are_asked_to_come_back() -> None:
    codes = [to_code(SMALL.model_copy(update={"title": Title(zh=f"第 {number} 份")})) for number in range(40)]

    async def flood() -> list[Response]:
        return await asyncio.gather(*(talk_route.answer(request("own", talk=code)) for code in codes))

    answers = asyncio.run(flood())
    refused = [answer for answer in answers if answer.status_code == 503]
    assert len(refused) == len(codes) - talk_route.MOST_WAITING
    assert refused[0].headers["retry-after"] == talk_route.PAUSE
    assert say("talk.busy", "zh") in text_of(refused[0])
    assert {answer.status_code for answer in answers} == {200, 503}


def test_words_of_a_link_stay_words() -> None:
    hostile = "</title><script>{{ 7*191 }}"
    code = to_code(Briefing(title=Title(zh=hostile), scenes=(Scene(title=Title(zh=hostile)),)))
    text = bytes(ask("own", talk=code).body).decode()
    assert text.count("</title>") == 1
    assert "1337" not in text
    broken = b'title = { zh = "t" }\n[[scenes]]\n"<script>" = 1\ntitle = { zh = "<script>" }\n'
    with pytest.raises(BriefingError):
        talk_store._make(TalkRequest("own", packed(broken), "zh"), talk_store.cache.current_snapshot())
    assert "<script>" not in bytes(ask("own", talk=packed(broken)).body).decode()


def packed(content: bytes) -> str:

    return base64.urlsafe_b64encode(zlib.compress(content, 9)).decode().rstrip("=")


def test_behind_nginx_another_process_is_asked_for_what_this_one_does_not_hold() -> None:
    asked = request("held", talk="0" * 32)
    asked.scope["headers"] = [(b"x-open-map-others", b"1")]
    assert asyncio.run(talk_route.answer(asked)).status_code == 404
