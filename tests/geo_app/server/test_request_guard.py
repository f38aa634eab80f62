"""What a running server answers, and whom it turns away: headers, hosts, figures, uploads, folders, logs."""

import asyncio
import json
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from bench.load.session import Session
from layers.i18n.messages import say
from tests.browser.server import AppServer, start_app

KEY, SEARCHED = "tianditu-secret-191", "searched-secret-191"
FRAME = "/map/component/streamlit_folium.st_folium/index.html"
STRANGERS = ["evil.example", "map.example", "127.0.0.1.evil.example", "", "a b", "[", "x.map.example@evil"]
SETTINGS = {
    "OPEN_MAP_LOG": "json",
    "OPEN_MAP_HOSTS": '["127.0.0.1", "*.map.example"]',
    "OPEN_MAP_FRAME_ANCESTORS": '["https://portal.example"]',
    "OPEN_MAP_TILES__PROVIDER": "tianditu",
    "OPEN_MAP_TILES__KEY": KEY,
}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    server = start_app(tmp_path_factory.mktemp("guarded"), env=SETTINGS, base_path="map")
    yield server
    server.stop()


def ask(server: AppServer, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
    """Ask the server, with the path as it is: no client may tidy up what is tried."""
    connection = HTTPConnection(server.netloc, timeout=60)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def policy(headers: dict[str, str]) -> dict[str, set[str]]:
    rules = (rule.split() for rule in headers["content-security-policy"].split("; "))
    return {name: set(values) for name, *values in rules}


@pytest.mark.parametrize(
    "path",
    ["/map/", "/map/invest", "/map/_stcore/health", "/map/component/streamlit_folium.st_folium/index.html", "/no"],
)
def test_every_answer_carries_the_policy(guarded: AppServer, path: str) -> None:
    _, headers, _ = ask(guarded, path)
    rules = policy(headers)
    assert rules["connect-src"] == rules["frame-src"] == rules["base-uri"] == rules["form-action"] == {"'self'"}
    assert rules["object-src"] == {"'none'"}
    assert rules["frame-ancestors"] == {"'self'", "https://portal.example"}
    assert rules["img-src"] == {"'self'", "data:", "blob:", *(f"https://t{n}.tianditu.gov.cn" for n in range(8))}
    assert not {"*", "http:", "https:"} & set().union(*rules.values())
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "x-frame-options" not in headers, "it would forbid the frame that the operator allowed"


@pytest.mark.parametrize(
    "host", ["evil.example", "map.example", "127.0.0.1.evil.example", "", "a b", "[", "x.map.example@evil"]
)
def test_an_unknown_host_is_told_so(guarded: AppServer, host: str) -> None:
    status, _, text = ask(guarded, "/map/", Host=host)
    assert status == 400
    assert text.splitlines() == [say("server.unknown_host", "zh"), say("server.unknown_host", "en")]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:99", "x.map.example", "X.Map.Example:443", "x.map.example."])
def test_a_known_host_is_served(guarded: AppServer, host: str) -> None:
    assert ask(guarded, "/map/", Host=host)[0] == 200


def test_an_unknown_host_opens_no_socket(guarded: AppServer) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
               "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA=="}  # fmt: skip
    assert ask(guarded, "/map/_stcore/stream", Host="evil.example", **upgrade)[0] == 403
    for origin in ("http://evil.example", "https://map.example.evil.example", "null", "http://[::1"):
        assert ask(guarded, "/map/_stcore/stream", Origin=origin, **upgrade)[0] == 403
    assert guarded.outgoing() == []  # Streamlit would ask the internet who it is


def test_only_a_local_server_is_opened_by_pages_of_the_machine(guarded: AppServer) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
               "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA=="}  # fmt: skip
    for origin in ("http://localhost:3000", "http://127.0.0.1:3000", "http://0.0.0.0"):
        assert ask(guarded, "/map/_stcore/stream", Origin=origin, Host="x.map.example", **upgrade)[0] == 403
    assert guarded.outgoing() == []


@pytest.mark.parametrize(
    "path",
    ["/metrics%0a", "/map/metrics%0A", "/map/_stcore/metrics%0a", "/metrics%0d%0a", "/metrics%00", "/map/metrics%C2%85",
     "/%2e%2e/metrics", "/map/%2e/metrics", "//metrics", "/map//metrics", "/map/x%5c..%5cmetrics", "*", "metrics",
     "http://127.0.0.1/metrics"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_malformed_path_gets_nothing(guarded: AppServer, path: str, method: str) -> None:
    status, _, text = ask(guarded, path, method)
    assert status == 400
    assert "open_map_" not in text
    if method == "GET" and path.startswith("/"):
        assert text.splitlines() in ([say("server.bad_path", "zh"), say("server.bad_path", "en")], ["Bad Request"])


@pytest.mark.parametrize(
    "path",
    [
        "/x/livez",
        "/map/x/healthz",
        "/livez/",
        "/livez/x",
        "/healthz;a",
        "/LIVEZ",
        "/livez%20",
        "/map/livez.",
        "/xlivez",
    ],
)
def test_hosts_holds_for_what_only_looks_like_a_probe(guarded: AppServer, path: str) -> None:
    status, _, text = ask(guarded, path, Host="evil.example")
    assert (status, text.splitlines()[0]) == (400, say("server.unknown_host", "zh"))


@pytest.mark.parametrize(
    "path", ["/map/metrics;a", "/map/METRICS", "/map/metrics.", "/map/metrics%20", "/x/metrics", "/map/x/metrics"]
)
def test_what_only_looks_like_figures_is_nothing(guarded: AppServer, path: str) -> None:
    status, _, text = ask(guarded, path)
    assert status == 404
    assert "open_map_" not in text


@pytest.mark.parametrize("path", ["/", "/no", "/map/no", "/map/invest/no", "/map/static/js/no.js", "/map/_stcore/no"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_unknown_address_says_so_in_the_visitors_language(guarded: AppServer, path: str, method: str) -> None:
    for query, lang in (("", "zh"), ("?lang=en", "en")):
        status, headers, html = ask(guarded, f"{path}{query}", method)
        assert (status, headers["content-type"], headers["cache-control"]) == (
            404,
            "text/html; charset=utf-8",
            "no-store",
        )
        if method == "GET":
            assert say("server.not_found", lang) in html
            assert f'href="/map/{query}"' in html


@pytest.mark.parametrize(
    "path",
    ["/map/", "/map/invest", "/map/planning", "/map/sources?lang=en", "/map/_stcore/host-config", "/map/manifest.json",
     "/map/favicon.png", "/map/_stcore/health"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_pages_and_what_belongs_to_them_are_found(guarded: AppServer, path: str, method: str) -> None:
    status = ask(guarded, path, method)[0]
    assert status == 200 or (status == 405 and "host-config" in path)


@pytest.mark.parametrize("base", ["", "/map"])
def test_probes_answer_whatever_they_call_the_server(guarded: AppServer, base: str) -> None:
    assert ask(guarded, f"{base}/livez", Host="10.0.0.7")[::2] == (200, "ok\n")
    assert ask(guarded, f"{base}/healthz", Host="10.0.0.7")[::2] == (200, "ok\n")


def test_figures_are_for_the_machine_itself(guarded: AppServer) -> None:
    status, _, text = ask(guarded, "/metrics", Host="127.0.0.1:9090")  # asked by address
    assert status == 200
    assert "open_map_sessions" in text
    assert "open_map_broken_layers 0.0" in text
    assert 'open_map_editions_total{outcome="refused"} 0.0' in text
    for path in ("/metrics", "/map/metrics", "/map/_stcore/metrics"):
        status, _, text = ask(guarded, path, X_Forwarded_For="203.0.113.9")
        assert (status, text.splitlines()[0]) == (403, say("server.figures_closed", "zh"))


def test_a_health_check_is_counted_as_no_visitor(guarded: AppServer) -> None:
    def counted(page: str) -> float:
        pattern = rf'^open_map_runs_total{{outcome="done",page="{page}"}} (\S+)$'
        found = re.search(pattern, ask(guarded, "/metrics")[2], re.MULTILINE)
        return float(found[1]) if found else 0.0

    visits = counted("map")
    ask(guarded, "/healthz")
    assert counted("health") >= 1
    assert counted("map") == visits
    asyncio.run(visit(guarded))
    assert counted("map") > visits


@pytest.mark.parametrize(
    "folder",
    ["geo_app.server.published_files.atlas", "geo_app.server.published_files.leaflet", "streamlit_folium.st_folium"],
)
@pytest.mark.parametrize("path", ["", "/", "/..", "/../..", "/%2e%2e/%2e%2e/etc/passwd", "/../../../../etc/passwd"])
def test_no_folder_is_listed_and_none_is_left(guarded: AppServer, folder: str, path: str) -> None:
    status, _, text = ask(guarded, f"/map/component/{folder}{path}")
    assert "root:" not in text
    assert ".json" not in text
    assert "<a href" not in text
    assert status in {301, 400, 403, 404} or '<div id="root">' in text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
@pytest.mark.parametrize(
    "origin", [None, "http://evil.example", "null", "http://[::1", "https://127.0.0.1.evil.example"]
)
def test_an_upload_comes_from_a_page_of_ours(guarded: AppServer, method: str, origin: str | None) -> None:
    path = "/map/_stcore/upload_file/session/file"
    named = {"Origin": origin} if origin else {}
    forged = {"Cookie": "_streamlit_xsrf=2|aaaaaaaa|bbbb|1", "X_Xsrftoken": "2|aaaaaaaa|bbbb|1"}
    status, _, text = ask(guarded, path, method, **named, **forged)
    assert (status, text.splitlines()[0]) == (403, say("server.foreign_upload", "zh"))
    assert guarded.outgoing() == []


def test_an_upload_needs_no_cookie_but_a_session(guarded: AppServer) -> None:
    """A page in another site's frame sends none."""
    path = "/map/_stcore/upload_file/session/file"
    assert "set-cookie" not in ask(guarded, "/map/")[1]
    status, _, text = ask(guarded, path, "PUT", Origin=f"http://{guarded.netloc}")
    assert (status, "session" in text) == (400, True)


async def session_is_known(server: AppServer) -> tuple[int, int]:
    """Return what is answered for a session that lives there, and for one that does not."""
    async with Session(server.url) as session:
        await session.load()
        name = session.name
        return await asyncio.to_thread(
            lambda: (ask(server, f"/map/session?id={name}")[0], ask(server, "/map/session?id=no")[0])
        )


def test_a_process_says_which_sessions_it_holds(guarded: AppServer) -> None:
    assert asyncio.run(session_is_known(guarded)) == (204, 404)
    assert ask(guarded, "/map/session")[0] == 204


def test_hashed_files_are_kept_for_ever_and_others_not(guarded: AppServer) -> None:
    asyncio.run(visit(guarded))
    assert "immutable" not in ask(guarded, "/map/")[1].get("cache-control", "")


async def visit(server: AppServer) -> None:
    async with Session(server.url, query=f"q={SEARCHED}&type=park") as session:
        await session.load()


def test_the_log_is_json_and_holds_no_secret(guarded: AppServer) -> None:
    asyncio.run(visit(guarded))
    ask(guarded, f"/map/?q={SEARCHED}")
    lines = [line for line in guarded.log().splitlines() if line.startswith("{")]
    runs = [found for line in lines if (found := json.loads(line))["message"] == "run"]
    assert runs
    assert {"time", "pid", "level", "logger", "run", "session", "page", "outcome", "ms"} <= runs[-1].keys()
    assert (runs[-1]["page"], runs[-1]["outcome"]) == ("map", "done")
    assert KEY not in guarded.log()
    assert SEARCHED not in guarded.log()


def test_a_wrong_setting_stops_the_start_and_names_its_place(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="tiles") as refused:
        start_app(tmp_path, env={"OPEN_MAP_TILES__PROVIDER": "tianditu", "OPEN_MAP_TILES__URL": KEY})
    assert KEY not in str(refused.value)
