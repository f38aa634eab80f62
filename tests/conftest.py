"""Rules for the whole suite: no network, reproducible property tests, cheap tests before browser tests."""

import ipaddress
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
BROWSER_TESTS = ROOT / "tests" / "browser"

# CI must not go red by the luck of the draw; at home every run tries new examples.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("home", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "home")


def is_local(host: object) -> bool:
    """Whether a host named to the socket module is this machine (None and "" stand for a local bind)."""
    if isinstance(host, bytes | bytearray):
        host = bytes(host).decode("idna")
    if host is None or host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_network(event: str, details: tuple[object, ...]) -> None:
    """Stop any connection or name look-up that would leave the machine: no test may need one."""
    if event == "socket.getaddrinfo" and not is_local(details[0]):
        raise PermissionError(f"a test looked up {details[0]!r}: the suite runs without a network")
    if event == "socket.connect" and isinstance(details[1], tuple) and not is_local(details[1][0]):
        raise PermissionError(f"a test connected to {details[1]!r}: the suite runs without a network")


sys.addaudithook(refuse_network)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark browser tests by their folder and run them last: Playwright keeps an event loop running in this thread."""
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # two more tries: on a machine that two other things keep busy a page may take longer than any deadline
            item.add_marker(pytest.mark.flaky(reruns=2))
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the checkout."""
    return ROOT
