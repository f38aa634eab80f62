"""Parts of the server that need no server: sockets, tile hosts in the policy, counted reasons, lines of log."""

import asyncio
import json
import logging
import re
import socket

import pytest
from streamlit.web import bootstrap

from geo_app.server import metrics
from geo_app.server.request_guard import content_policy, headers_for
from geo_app.shell import reconnect
from layers.config.log_format import formatter
from layers.config.settings import Settings, Tiles
from layers.dataset.layer_faults import DataError, layer_fault
from layers.i18n.findings import fault
from layers.ingest.csv_template import TemplateError

SCRIPTS = "".join(path.read_text(encoding="utf-8") for path in map(reconnect.SCRIPT.with_name, reconnect.PARTS))


def test_accepted_connections_send_at_once() -> None:
    """What Streamlit's server does, on the loop that it takes: it binds a socket that does not name its protocol."""
    uvloop = pytest.importorskip("uvloop", reason="uvloop runs on Linux and macOS only")

    async def is_set() -> bool:
        found: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def accept(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            accepted = writer.get_extra_info("socket")
            found.set_result(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            async with await asyncio.start_server(accept, sock=listening):
                _, writer = await asyncio.open_connection(*listening.getsockname())
                writer.close()
                return bool(await asyncio.wait_for(found, 10))

    assert bootstrap._get_uvloop_loop_factory() is uvloop.new_event_loop
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        assert runner.run(is_set())


@pytest.mark.parametrize(
    ("url", "sources"),
    [
        ("https://tiles.example/{z}/{x}/{y}.png", {"https://tiles.example"}),
        ("https://{s}.tiles.example/{z}/{x}/{y}.png", {f"https://{s}.tiles.example" for s in "abc"}),
        ("https://t{s}.tiles.example:8443/{z}/{x}/{y}?k={key}", {f"https://t{s}.tiles.example:8443" for s in "abc"}),
        ("https://me:secret-191@tiles.example/{z}/{x}/{y}?k=secret-191", {"https://tiles.example"}),
    ],
)
def test_the_policy_lets_the_operators_tiles_through_and_no_key(url: str, sources: set[str]) -> None:
    tiles = Tiles.model_validate({"provider": "xyz", "url": url, "attribution": "x", "key": "key-191"})
    policy = content_policy(Settings().model_copy(update={"tiles": tiles}))
    rules = {name: set(values) for name, *values in (rule.split() for rule in policy.split("; "))}
    assert rules["img-src"] == {"'self'", "data:", "blob:", *sources}
    assert all("//" not in source for name, values in rules.items() if name != "img-src" for source in values)
    assert "191" not in policy


def test_without_tiles_or_portals_nothing_from_elsewhere_is_let_in() -> None:
    headers = headers_for(Settings())
    assert "//" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        (("name 191.csv", (fault("own_table.not_text", {}),)), "own_table.not_text"),
        (TemplateError(fault("own_table.too_big", {})), "own_table.too_big"),
        (DataError([layer_fault("x", "not-json")]), "not-json"),
        ("what a visitor wrote", "other"),
        ((), "other"),
    ],
)
def test_refused_uploads_are_counted_by_their_code(why: object, reason: str) -> None:
    labels = {"topic": "test", "reason": reason}
    before = metrics.REGISTRY.get_sample_value("open_map_uploads_refused_total", labels) or 0
    metrics.count_refused("test", why)
    assert metrics.REGISTRY.get_sample_value("open_map_uploads_refused_total", labels) == before + 1


def test_the_page_knows_every_sentence_about_loss_in_both_languages() -> None:
    line = reconnect.script().split(b"\n", 1)[0].decode()
    words = json.loads(line.removeprefix("window.openMap = ").removesuffix(";"))["words"]
    used = set(re.findall(r'"((?:draft|own)_[a-z_]+|lost|gone|restarted|back)"', SCRIPTS))
    assert used
    for lang in ("zh", "en"):
        assert set(words[lang]) >= used
        assert all(words[lang].values())


def record(**extra: object) -> logging.LogRecord:
    made = logging.LogRecord("geo_app.state.script_run", logging.INFO, "", 0, "run", None, None)
    made.__dict__.update(extra)
    return made


def test_a_line_of_log_holds_its_fields_in_either_style() -> None:
    line = record(run="0a", page="map", ms=12.5)
    assert formatter("text").format(line).endswith("geo_app.state.script_run: run run=0a page=map ms=12.5")
    found = json.loads(formatter("json").format(line))
    assert (found["logger"], found["message"], found["run"], found["ms"]) == (
        "geo_app.state.script_run",
        "run",
        "0a",
        12.5,
    )
