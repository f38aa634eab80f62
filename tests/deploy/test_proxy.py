"""nginx's file at work: who is asked for what without any cookie, a hanging process, limits, and what its log keeps."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.nginx import configuration
from layers.i18n.messages import say
from tests.deploy.proxy import Process, ask, free_port, nginx, processes
from tests.deploy.test_files import needs_nginx

pytestmark = needs_nginx
UPLOAD = "/map/_stcore/upload_file/{session}/file-7"
SOCKET = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13", "Sec_WebSocket_Key": "A" * 24}
SECRETS = ("needle", "talkcode", "sess-secret", "typed", "elsewhere.example")


@dataclass
class ProxiedSite:
    """An nginx on `port` and the processes behind it; the log that it writes."""

    port: int
    behind: list[Process]
    log: Path

    def put(self, session: str) -> int:
        return ask(self.port, UPLOAD.format(session=session), "PUT", b"x" * 100_000)[0]

    def open_socket(self, session: str = "") -> str:
        """Return the port of the process that takes the socket of a browser that had `session`."""
        named = {"Sec_WebSocket_Protocol": ", ".join(filter(None, ["streamlit", "PLACEHOLDER", session]))}
        status, _, text = ask(self.port, "/map/_stcore/stream", **SOCKET, **named)
        assert status == 200
        return text


@pytest.fixture
def site(tmp_path: Path) -> Iterator[ProxiedSite]:
    port, log = free_port(), tmp_path / "access.log"
    with processes() as behind:
        text = configuration(
            [process.port for process in behind], base="map", listen=f"127.0.0.1:{port}", access_log=str(log)
        )
        with nginx(tmp_path, text, port=port):
            yield ProxiedSite(port, behind, log)


def test_an_upload_reaches_the_process_that_holds_the_session(site: ProxiedSite) -> None:
    for number, process in enumerate(site.behind):
        process.sessions.add(f"mine-{number}")
    for _ in range(6):
        for number, process in enumerate(site.behind):
            assert site.put(f"mine-{number}") == 200
            assert process.asked.pop() == f"PUT {UPLOAD.format(session=f'mine-{number}')}"
    assert [process.asked for process in site.behind] == [[], []]


def test_a_socket_comes_back_to_its_session_and_a_new_one_is_taken_by_any(site: ProxiedSite) -> None:
    site.behind[1].sessions.add("mine")
    assert {site.open_socket("mine") for _ in range(8)} == {str(site.behind[1].port)}
    assert {site.open_socket() for _ in range(40)} == {str(process.port) for process in site.behind}
    assert site.open_socket("lost-in-a-restart") in {str(process.port) for process in site.behind}


@pytest.mark.parametrize("kind", ["media", "painted"])
def test_a_file_comes_from_the_process_that_has_it(site: ProxiedSite, kind: str) -> None:
    for number, process in enumerate(site.behind):
        process.files.add(f"/map/{kind}/{number}.pptx")
    for _ in range(4):
        for number, process in enumerate(site.behind):
            status, _, text = ask(site.port, f"/map/{kind}/{number}.pptx")
            assert (status, text) == (200, str(process.port))
    assert ask(site.port, f"/map/{kind}/nobody.pptx")[0] == (404 if kind == "media" else 204)


def test_no_cookie_is_set_or_needed(site: ProxiedSite) -> None:
    site.behind[0].sessions.add("mine")
    for path in ("/map/", "/map/_stcore/stream", "/map/media/x"):
        assert "set-cookie" not in ask(site.port, path)[1]
    assert {cookie for process in site.behind for cookie in process.cookies} == {""}


def test_who_holds_a_session_is_no_strangers_business(site: ProxiedSite) -> None:
    site.behind[0].sessions.add("mine")
    answers = [ask(site.port, f"/map/session?id={session}")[0::2] for session in ["mine", "not-mine"] * 4]
    assert len({status for status, _ in answers}) == 1


@pytest.mark.parametrize("hung", [0, 1])
def test_a_process_that_hangs_keeps_no_visitor(site: ProxiedSite, hung: int) -> None:
    """It takes connections and says nothing: half of the new visitors waited 120 s."""
    well = site.behind[1 - hung]
    well.sessions.add("mine")
    site.behind[hung].goes_on.clear()
    took = []
    for _ in range(12):
        for what in (lambda: ask(site.port, "/map/?q=a"), site.open_socket, lambda: site.put("mine")):
            began = time.monotonic()
            what()
            took.append(time.monotonic() - began)
    assert max(took) < 5
    assert sum(each > 1 for each in took) <= 2, took
    assert site.open_socket() == str(well.port)


def test_where_all_hang_a_sentence_comes(site: ProxiedSite) -> None:
    for process in site.behind:
        process.goes_on.clear()
    status, headers, text = ask(site.port, "/map/")
    assert (status, headers["retry-after"]) == (503, "3")
    assert say("server.restarting", "en") in text
    assert ask(site.port, "/map/_stcore/stream", **SOCKET)[0] == 503


def test_an_office_behind_one_address_is_not_refused(site: ProxiedSite) -> None:
    """Twenty browsers that open the page at once: 90 files and a socket each."""

    def visit(_: int) -> set[int]:
        return {ask(site.port, path)[0] for path in ["/map/_stcore/stream", *["/map/static/js/a.js"] * 90]}

    with ThreadPoolExecutor(20) as office:
        assert set().union(*office.map(visit, range(20))) == {200}


def test_a_flood_of_sockets_or_uploads_is_refused_with_a_sentence(site: ProxiedSite) -> None:
    site.behind[0].sessions.add("mine")
    with ThreadPoolExecutor(20) as flood:
        sockets = list(flood.map(lambda _: ask(site.port, "/map/_stcore/stream"), range(700)))
        uploads = list(flood.map(lambda _: site.put("mine"), range(200)))
    assert {429, 200} == {status for status, _, _ in sockets} == set(uploads)
    refused = next(each for each in sockets if each[0] == 429)
    assert say("server.crowded", "en") in refused[2]
    assert refused[1]["retry-after"] == "10"
    assert ask(site.port, "/map/")[0] == 200


def test_the_log_keeps_nothing_that_a_visitor_typed(site: ProxiedSite, tmp_path: Path) -> None:
    site.behind[0].sessions.add("sess-secret")
    referer = {"Referer": "https://elsewhere.example/?q=needle"}
    for path in (
        "/map/?q=needle",
        "/map/briefing?talk=talkcode#x",
        "/map/typed/needle",
        "/?q=needle",
        "/typed?q=needle",
    ):
        ask(site.port, path, **referer)
    site.put("sess-secret")
    site.open_socket("sess-secret")
    site.behind[0].goes_on.clear()
    site.behind[1].goes_on.clear()
    for path in ("/map/?q=needle", "/map/planning?talk=talkcode"):
        assert ask(site.port, path, **referer)[0] == 503
    text = site.log.read_text(encoding="utf-8")
    written = text + (tmp_path / "error.log").read_text(encoding="utf-8")
    assert [secret for secret in SECRETS if secret in written] == []
    for line in (
        "GET / 200",
        "GET /briefing 200",
        "PUT /_stcore/upload_file 200",
        "GET /_stcore/stream 200",
        "GET /- ",
    ):
        assert f" {line}" in text
    assert '"504, 504"' in text, "the operator sees that both processes failed"


def test_control_characters_and_figures_are_refused(site: ProxiedSite) -> None:
    for path in ("/map/metrics", "/map/_stcore/metrics"):
        assert ask(site.port, path)[0] == 403
        assert ask(site.port, f"{path}%0a")[0] == 400
    assert not any(process.asked for process in site.behind)
