"""Where the operator takes no files there is no place for one, on any page."""

import pytest

from layers.i18n.messages import say
from tests.open_page import Run

SAID = {"own": "测绘资质", "whatif": say("whatif.no_upload", "zh")}  # sections that are of little use without


@pytest.mark.parametrize(
    ("view", "query"),
    [
        ("planning", {"see": "own"}),
        ("planning", {"see": "whatif"}),
        ("planning", {"see": "matrix", "by": "district"}),
        ("indicators", {}),
        ("briefing", {"scene": "own"}),
    ],
)
@pytest.mark.parametrize("upload", [True, False])
def test_no_page_takes_a_file(
    open_app: Run, monkeypatch: pytest.MonkeyPatch, view: str, query: dict[str, str], upload: bool
) -> None:
    monkeypatch.setenv("OPEN_MAP_UPLOAD", str(upload))
    page = open_app(view, **query)
    if upload and "by" in query:
        page.toggle(key="figures-open").set_value(True).run()
    assert not page.exception
    assert bool(page.file_uploader) == upload
    assert ("figures-open" in [toggle.key for toggle in page.toggle]) == (upload and "by" in query)
    if view == "briefing":
        assert ("载入" in "".join(text.value for text in page.markdown)) == upload
    if not upload and query.get("see") in SAID:
        told = "".join(str(each.value) for each in [*page.caption, *page.info]).replace("\\", "")
        assert SAID[query["see"]] in told
