"""Which path is which: compared whole, at the root and under a base path, however it is written."""

import pytest

from geo_app.server import page_files, paths, static_files

BASES = ["", "/map", "/office/map"]
# each of them ends like a known one, begins like one, or is one to a careless eye
WRONG = [
    "/x{0}",
    "{0}/x",
    "{0}/",
    "{0};a",
    "{0}\n",
    "{0}\x00",
    "{0} ",
    "{0}.",
    "{0}%0a",
    "{0}\u200b",
    "//x{0}",
    "/.{0}",
    "/x/..{0}",
]


@pytest.fixture(params=BASES)
def base(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(paths, "base_path", lambda: request.param)
    return str(request.param)


@pytest.mark.parametrize("path", ["/livez", "/healthz"])
def test_a_probe_is_one_whole_path(base: str, path: str) -> None:
    assert paths.is_probe(path)
    assert paths.is_probe(f"{base}{path}")
    for wrong in [f"{base}{each.format(path)}" for each in WRONG] + [path.upper(), f"/other{path}"]:
        assert not paths.is_probe(wrong), wrong


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics"])
def test_figures_are_whole_paths(base: str, path: str) -> None:
    assert paths.is_figures(path)
    assert paths.is_figures(f"{base}{path}")
    assert not paths.is_figures(f"/other{path}")
    for each in WRONG:  # where the router might still take it for figures, it is refused before
        wrong = f"{base}{each.format(path)}"
        assert not paths.is_figures(wrong), wrong


def test_pages_are_whole_paths(base: str) -> None:
    pages = [f"{base}/", *(f"{base}/{name}" for name in list(page_files.PAGES)[1:])]
    assert all(paths.is_page(path) for path in pages)
    for path in pages[1:]:
        for each in WRONG:
            assert not paths.is_page(f"{base}{each.format(path.removeprefix(base))}")
    assert not paths.is_page(f"{base}/map")
    assert not paths.is_page("/") if base else not paths.is_page("")


@pytest.mark.parametrize(
    "path",
    [
        "/metrics\n",
        "/a\rb",
        "/\x00",
        "/a\x7f",
        "/a\x85b",
        "/a\u2028",
        "/a\u202eb",
        "/\ufeff",
        "/a\ud800",
        "",
        "metrics",
        "*",
        "http://evil.example/metrics",
        "//evil.example/metrics",
        "/a//b",
        "/..",
        "/a/../b",
        "/./a",
        "/a/.",
        "/\\evil",
        "/a\\..\\b",
    ],
)
def test_what_no_browser_asks_for_is_malformed(path: str) -> None:
    assert paths.is_malformed(path)


@pytest.mark.parametrize(
    "path", ["/", "/invest", "/a/", "/重庆", "/a;b=1", "/a%2fb", "/...", "/a.b", "/static/js/x.1-_~.js"]
)
def test_what_a_browser_asks_for_is_not(path: str) -> None:
    assert not paths.is_malformed(path)


def test_a_file_is_sent_to_one_session(base: str) -> None:
    assert paths.upload_session(f"{base}/_stcore/upload_file/s1/f1") == "s1"
    for wrong in (
        "/_stcore/upload_file/s1",
        "/_stcore/upload_file/s1/",
        "/_stcore/upload_file//f",
        "/x/_stcore/upload_file/s/f",
        "/_stcore/upload_file/s/f/g",
        "/_stcore/upload_files/s/f",
    ):
        assert paths.upload_session(f"{base}{wrong}") is None


def test_only_our_own_files_are_answered_from_memory(base: str) -> None:
    name = f"{base}/component/geo_app.server.published_files.atlas/atlas.0123456789ab.js"
    assert paths.matches(static_files.PUBLISHED, name)
    for wrong in (f"/x{name}", f"{name}\n/x", f"{name}/", f"{base}/x{name}"):
        assert not paths.matches(static_files.PUBLISHED, wrong)
