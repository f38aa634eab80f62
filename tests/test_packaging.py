"""The package: the command an install gives, the wheel, one list of dependencies, the lines for people without make."""

import email
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import tomllib
import urllib.error
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from geo_app.server import metrics
from layers import __version__
from layers.catalogue.models import load_catalogue
from tests.browser.server import DIRECT, PERSONAL, free_port

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("layers", "geo_app", "deploy")
PARTS = (*PACKAGES, "data", ".streamlit", "pyproject.toml", "setup.py", "requirements.txt", "README.md", "LICENSE")
CACHES = shutil.ignore_patterns("__pycache__", "cache")
# build with what is installed, ask no index
OFFLINE = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")

pytest.importorskip("setuptools", "77", reason="requirements-dev.txt is not installed: no setuptools 77 to build with")


def environment(home: Path) -> dict[str, str]:
    """Return the variables of a person whose shell knows nothing of this project."""
    left_out = ("PYTHON", "VIRTUAL_ENV", *PERSONAL)
    return {k: v for k, v in os.environ.items() if not k.startswith(left_out)} | {"HOME": str(home)}


def copy_checkout(folder: Path) -> Path:
    for part in PARTS:
        source, target = ROOT / part, folder / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=CACHES)
        else:
            shutil.copy(source, target)
    return folder


def make_environment(folder: Path) -> Path:
    """Return the bin folder of a new environment that sees the libraries of this one, but not the project."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    here, there = (Path(sysconfig.get_path("purelib", vars=v)) for v in (None, {"base": str(folder)}))
    # a line of a .pth file adds the folder without reading the .pth files in it: an editable install stays unseen
    (there / "libraries.pth").write_text(f"{here}\n", encoding="utf-8")
    return folder / "bin"


def pip(*arguments: object, python: Path = Path(sys.executable)) -> None:
    command = [sys.executable, "-m", "pip", "--python", python, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def names_in_requirements() -> list[str]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [re.split(r"[<>=~!; ]", line)[0] for line in lines if line and not line.startswith(("#", "-"))]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_checkout(tmp_path_factory.mktemp("checkout"))


@pytest.fixture(scope="module")
def editable(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bin folder of an environment with an editable install of the checkout, as `make install` makes it."""
    found = make_environment(tmp_path_factory.mktemp("editable"))
    pip("install", *OFFLINE, "--editable", checkout, python=found / "python")
    return found


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", *OFFLINE, "--wheel-dir", folder, checkout)
    return next(folder.glob("*.whl"))


def answer(command: Path, *arguments: str, folder: Path, **extra: str) -> str:
    """Run an installed command in a folder that is not the checkout and return what it prints."""
    line = [command, *arguments]
    done = subprocess.run(
        line, cwd=folder, env=environment(folder) | extra, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_command_answers(editable: Path, checkout: Path, tmp_path: Path) -> None:
    assert answer(editable / "open-map", "--version", folder=tmp_path) == f"open-map {__version__}\n"
    lines = answer(editable / "open-map", "list", folder=tmp_path).splitlines()
    assert [line.split()[0] for line in lines[: len(load_catalogue().layers)]] == list(load_catalogue().layers)
    where = answer(editable / "python", "-c", "import layers; print(layers.__file__)", folder=tmp_path)
    assert Path(where.strip()) == checkout / "layers" / "__init__.py"


def test_the_module_says_the_same_version(tmp_path: Path) -> None:
    said = answer(Path(sys.executable), "-m", "layers", "--version", folder=tmp_path, PYTHONPATH=str(ROOT))
    assert said == f"open-map {__version__}\n"
    assert metrics.REGISTRY.get_sample_value("open_map_build_info", {"version": __version__}) == 1


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel: Path, checkout: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = (path for package in PACKAGES for path in (checkout / package).rglob("*") if path.is_file())
    assert held == {path.relative_to(checkout).as_posix() for path in files if "__pycache__" not in path.parts}


def test_the_wheel_says_what_it_is_and_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        path = f"open_map-{__version__}.dist-info/METADATA"
        said = email.message_from_string(archive.read(path).decode("utf-8"))
    needs = [re.split(r"[<>=~!; ]", line)[0] for line in said.get_all("Requires-Dist", [])]
    assert needs == names_in_requirements()
    assert (said["Version"], said["Requires-Python"], said["License-Expression"]) == (__version__, ">=3.11", "MIT")


def test_the_wheel_works_with_data_named_in_the_settings(wheel: Path, tmp_path: Path) -> None:
    found = make_environment(tmp_path / "environment")
    pip("install", *OFFLINE, wheel, python=found / "python")
    data = str(ROOT / "data" / "geojson")
    rows = answer(found / "open-map", "list", folder=tmp_path, OPEN_MAP_DATA=data).splitlines()
    assert [row for row in rows if "not usable" in row] == []
    assert len(rows) >= len(load_catalogue().layers)


def test_there_is_one_list_of_dependencies_and_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["dynamic"]) == {"version", "dependencies"}
    assert not {"version", "dependencies", "optional-dependencies"} & set(project)
    assert (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()[-1] == "-e ."


@contextmanager
def started(command: list[object], folder: Path, env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as out:
        process = subprocess.Popen(
            [str(part) for part in command], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def await_healthy(port: int, process: subprocess.Popen[bytes], log: Path, within: float) -> None:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with DIRECT.open(f"http://127.0.0.1:{port}/healthz", timeout=20) as found:
                assert found.status == 200
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)  # polling a process that offers nothing to wait on
    pytest.fail(log.read_text(encoding="utf-8", errors="replace")[-3000:])


def run_line(bin_folder: Path) -> list[object]:
    """Return `streamlit run geo_app/app.py` with the import path of that command: -P leaves the folder out of it."""
    return [bin_folder / "python", "-P", "-m", "streamlit", "run", "geo_app/app.py"]


def test_streamlit_run_finds_the_packages_by_the_install_alone(editable: Path, checkout: Path, tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    env = environment(tmp_path) | {"STREAMLIT_SERVER_PORT": str(port)}
    with started(run_line(editable), checkout, env, log) as process:
        await_healthy(port, process, log, within=120)


def test_an_environment_without_the_package_is_a_sentence(checkout: Path, tmp_path: Path) -> None:
    """Who pulls a new version into an old environment reads what to type, and no traceback."""
    bare, log = make_environment(tmp_path / "bare"), tmp_path / "log"
    env = environment(tmp_path) | {"STREAMLIT_SERVER_PORT": str(free_port())}
    with started(run_line(bare), checkout, env, log) as process:
        assert process.wait(60) != 0
    said = log.read_text(encoding="utf-8")
    assert "this environment lacks geo_app" in said
    assert "pip install -r requirements.txt" in said
    assert "Traceback" not in said


@pytest.mark.skipif("PLAIN_INSTALL" not in os.environ, reason="PLAIN_INSTALL=1: fetches every package, some minutes")
@pytest.mark.timeout(1200)
def test_the_lines_for_people_without_make_start_the_map(tmp_path: Path) -> None:
    """The README's lines as they stand, in a copy of the checkout, with an empty home and a bare environment."""
    block = re.search(
        r"^Without make:\n+```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert block
    folder, home, log, port = tmp_path / "map", tmp_path / "home", tmp_path / "log", free_port()
    for each in (folder, home):
        each.mkdir()
    copy_checkout(folder)
    env = environment(home) | {"STREAMLIT_SERVER_PORT": str(port)}
    env["PATH"] = os.pathsep.join(
        [f"{sys.base_prefix}/bin", "/usr/bin", "/bin"]
    )  # the python3 that this one was made from
    with started(["bash", "-ec", block[1]], folder, env, log) as process:
        await_healthy(port, process, log, within=1100)
