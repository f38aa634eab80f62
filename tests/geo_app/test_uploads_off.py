"""Where the operator takes no files there is no place for one, on any page, and each says so."""

import pytest

from layers.words import say
from tests.geo_app.tables import words_of
from tests.opening import Run


@pytest.mark.parametrize(
    ("view", "query", "switch", "said"),
    [
        ("planning", {"see": "own"}, None, "own.off"),
        ("planning", {"see": "whatif"}, None, "whatif.no_upload"),
        ("planning", {"see": "matrix", "by": "district"}, "figures-open", "server.no_uploads"),
        ("indicators", {}, None, "server.no_uploads"),
        ("briefing", {"scene": "own"}, None, "server.no_uploads"),
    ],
)
def test_no_page_takes_a_file(
    open_app: Run, monkeypatch: pytest.MonkeyPatch, view: str, query: dict[str, str], switch: str | None, said: str
) -> None:
    monkeypatch.setenv("OPEN_MAP_UPLOAD", "false")
    page = open_app(view, **query)
    if switch:
        page.toggle(key=switch).set_value(True).run()
    assert not page.exception
    assert not page.file_uploader
    elements = [*page.caption, *page.info]
    assert say(said, "zh") in words_of(page) + "".join(str(each.value) for each in elements).replace("\\", "")
