"""What an operator copies: the container, the compose file, nginx's file; where no engine is needed."""

import json
import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy.__main__ import main
from deploy.nginx import PLACES, configuration
from deploy.supervisor import can_run
from geo_app.widgets.menu import PAGES
from layers.i18n.messages import say
from tests.browser.server import free_port
from tests.deploy.proxy import FRAME, ask, nginx

BIN = Path(sys.executable).parent
needs_nginx = pytest.mark.skipif(
    shutil.which("nginx") is None, reason="no nginx on this machine: apt-get install nginx-light (bash .ci/nginx)"
)


def said_by_nginx(folder: Path, *maps: str) -> tuple[int, str]:
    """Let nginx check these files together; return its exit code and what it says."""
    for number, text in enumerate(maps):
        (folder / f"{number}.map").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(FRAME.format(folder=folder, more=""))
    command = ["nginx", "-t", "-q", "-p", folder, "-c", folder / "nginx.conf"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.returncode, found.stderr


def test_the_container_file_is_clean(root: Path) -> None:
    found = subprocess.run([BIN / "hadolint", root / "Containerfile"], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (0, "")


def test_the_compose_file_follows_its_schema(root: Path) -> None:
    command = [BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", root / "deploy" / "compose.yaml"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_the_container_holds_what_the_app_needs_and_runs_as_nobody(root: Path) -> None:
    text = (root / "Containerfile").read_text(encoding="utf-8")
    copied = {line.split()[1] for line in text.splitlines() if line.startswith("COPY")}
    assert copied == {"requirements.txt", ".streamlit/config.toml", "layers", "geo_app", "deploy", "data"}
    ignored = (root / ".containerignore").read_text(encoding="utf-8").split()
    assert not copied & set(ignored)
    assert re.search(r"^USER \d+$", text, re.MULTILINE)


def instruction(text: str, name: str) -> list[str]:
    """Return the words of a JSON-form instruction of the container file."""
    return list(json.loads(re.search(rf"^{name} (?:.*\n\s+CMD )?(\[.*\])$", text, re.MULTILINE)[1]))  # type: ignore[index]


def test_what_the_container_runs_runs_with_what_it_holds(root: Path, tmp_path: Path) -> None:
    """No engine here: its files alone in a folder, its command and its health check as they stand, but for the port."""
    text, port = (root / "Containerfile").read_text(encoding="utf-8"), free_port()
    for line in text.splitlines():
        if line.startswith("COPY"):
            _, source, target = line.split()
            place = tmp_path / (Path(source).name if target == "." else target)
            place.parent.mkdir(exist_ok=True)
            if (root / source).is_dir():
                shutil.copytree(root / source, place, ignore=shutil.ignore_patterns("__pycache__", "build"))
            else:
                shutil.copy(root / source, place)
    home = tmp_path / "home"
    home.mkdir()
    # the interpreter by name, as inside; no folder of ours on its path
    environment = {"PATH": f"{BIN}:/usr/bin:/bin", "HOME": str(home), "PROCESSES": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    shell, flag, command = instruction(text, "CMD")
    log = home / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [shell, flag, f"{command} --first-port {port}"], cwd=tmp_path, env=environment, stdout=out, stderr=out
        )
    try:
        deadline = time.monotonic() + 180
        while "all processes are ready" not in log.read_text(encoding="utf-8"):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.2)  # polling a file that offers nothing to wait on
        check = [word.replace("8601", str(port)) for word in instruction(text, "HEALTHCHECK")]
        assert subprocess.run(check, cwd=tmp_path, env=environment, check=False).returncode == 0
    finally:
        process.terminate()
        assert process.wait(60) == 0
    assert not list(tmp_path.rglob("__pycache__")), "the file system of the container is read-only"


def test_nginx_in_the_compose_file_is_what_the_command_prints(root: Path) -> None:
    written = (root / "deploy" / "nginx.compose.conf").read_text(encoding="utf-8")
    assert written == configuration([8601, 8602], host="map", listen="8080")


def test_nginx_takes_no_more_than_the_app(root: Path) -> None:
    settings = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert f"client_max_body_size {settings['server']['maxUploadSize'] + 1}m;" in configuration([8601])


@needs_nginx
@pytest.mark.parametrize("base", ["", "map", "a/b"])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_nginx_understands_its_file(tmp_path: Path, base: str, count: int) -> None:
    text = configuration(range(8601, 8601 + count), base=base, listen="127.0.0.1:8899", access_log="off")
    assert said_by_nginx(tmp_path, text) == (0, "")


@needs_nginx
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"listen": "127.0.0.1:8898"}, {"listen": "127.0.0.1:8899"}),  # the same map under two addresses
        ({"name": "a.example"}, {"name": "b.example"}),
        ({"base": "map", "name": "a.example"}, {"base": "other", "name": "b.example"}),
        ({"host": "127.0.0.2", "name": "a.example"}, {"host": "127.0.0.3", "name": "b.example"}),
        ({"identity": "one", "name": "a.example"}, {"identity": "two", "name": "b.example"}),
    ],
)
def test_two_maps_stand_in_one_nginx(tmp_path: Path, first: dict[str, str], second: dict[str, str]) -> None:
    log = str(tmp_path / "access.log")
    maps = [
        configuration([8601, 8602], **{"listen": "127.0.0.1:8899", "access_log": log} | each)
        for each in (first, second)
    ]
    assert said_by_nginx(tmp_path, *maps) == (0, "")


def test_an_identity_may_be_chosen_and_is_a_name() -> None:
    found = CliRunner().invoke(main, ["nginx", "--id", "office"])
    assert "upstream open_map_office {" in found.stdout
    names = set(
        re.findall(
            r'^(?:upstream|log_format) (\w+)|zone=?\s?(\w+)|^map (?:"[^"]+"|\S+) \$(\w+)|@(\w+)',
            found.stdout,
            re.MULTILINE,
        )
    )
    assert len(names) > 12, names
    assert [name for each in names for name in each if name and not name.startswith("open_map_office")] == []


def test_the_log_knows_every_page() -> None:
    assert set(PAGES) - {"map"} <= set(PLACES)


def test_nginx_names_what_it_limits() -> None:
    """Pages, sockets and uploads, each by its own zone; what a visitor notices is tried in test_proxy.py."""
    text = configuration([8601], identity="a")
    for zone in ("requests", "sockets", "uploads"):
        assert f"limit_req_zone $binary_remote_addr zone=open_map_a_{zone}:10m" in text
        assert f"limit_req zone=open_map_a_{zone} burst=" in text
    for zone in ("open", "sending"):
        assert f"limit_conn open_map_a_{zone} " in text


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--base", "a b", "a path such as"),
        ("--base", "map; evil", "a path such as"),
        ("--listen", "80; evil", "a port or address:port"),
        ("--listen", "80 evil", "a port or address:port"),
        ("--name", "a;b", "a server name"),
        ("--host", "a b", "a host"),
        ("--id", "a-b", "up to 20 of"),
        ("--id", "a" * 21, "up to 20 of"),
        ("--access-log", "here.log", "the full path"),
        ("--access-log", "/a; evil", "the full path"),
    ],
)
def test_what_is_no_path_or_port_is_not_written(option: str, value: str, said: str) -> None:
    found = CliRunner().invoke(main, ["nginx", option, value])
    assert (found.exit_code, found.stdout) == (2, "")
    assert said in found.stderr
    with pytest.raises(ValueError, match=said):
        configuration([8601], **{{"--id": "identity", "--access-log": "access_log"}.get(option, option[2:]): value})


@pytest.mark.parametrize(
    "listen", ["80", "127.0.0.1:8080", "[::]:80 ipv6only=on", "443 ssl default_server", "unix:/run/a.sock"]
)
def test_what_nginx_listens_on_is_written(listen: str) -> None:
    assert f"    listen {listen};" in CliRunner().invoke(main, ["nginx", "--listen", listen, "--base", "/map/"]).stdout


@needs_nginx
def test_while_no_process_answers_nginx_says_503(tmp_path: Path) -> None:
    """A 502 would tell a watcher that something is broken, and a search engine to forget the page."""
    port = free_port()
    with nginx(tmp_path, configuration([free_port()], listen=f"127.0.0.1:{port}", access_log="off"), port=port):
        status, headers, text = ask(port, "/")
    assert (status, headers["retry-after"]) == (503, "3")
    assert say("server.restarting", "en") in text


def test_a_process_that_is_not_there_cannot_run() -> None:
    assert not can_run("127.0.0.1", free_port())
