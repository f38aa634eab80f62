"""A part of a page that runs alone is counted, logged and guarded as a page is."""

import logging
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo_app.server import metrics
from geo_app.state import script_run, view_state


def alone() -> None:
    import streamlit as st  # noqa: PLC0415 (AppTest runs the function's source alone)

    from geo_app.widgets.fragments import fragment  # noqa: PLC0415

    @fragment("test/alone")
    def draw(text: str) -> None:
        st.session_state["touched"] = True
        if text == "broken":
            raise MemoryError
        st.caption(text)

    draw(st.session_state.get("text", "drawn"))


def count(outcome: str) -> float:
    labels = {"page": "test/alone", "outcome": outcome}
    return metrics.REGISTRY.get_sample_value("open_map_runs_total", labels) or 0


def test_a_part_alone_is_counted_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    before = count("done")
    with caplog.at_level(logging.INFO, "geo_app.state.script_run"):
        page = AppTest.from_function(alone).run()
    assert page.caption[0].value == "drawn"
    assert count("done") == before + 1
    (line,) = [record for record in caplog.records if record.getMessage() == "run"]
    assert (line.page, line.outcome) == ("test/alone", "done")  # type: ignore[attr-defined]
    assert line.ms >= 0  # type: ignore[attr-defined]


def test_a_part_that_breaks_alone_is_one_sentence() -> None:
    before = count("fault")
    page = AppTest.from_function(alone)
    page.session_state["text"] = "broken"
    page.run()
    assert not page.exception
    assert "内存" in page.error[0].value
    assert count("fault") == before + 1


def test_what_a_part_heard_does_not_hide_the_next_address(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"touched": True}
    monkeypatch.setattr(view_state.st, "session_state", kept)
    view_state.clear_touched()
    assert kept == {}


def test_inside_a_page_a_part_belongs_to_the_page() -> None:
    before = count("done")

    def within() -> None:
        from geo_app.state import script_run  # noqa: PLC0415
        from tests.geo_app.widgets.test_fragments import alone  # noqa: PLC0415

        with script_run.measured() as run:
            run.page, run.outcome = "test", "done"
            alone()

    AppTest.from_function(within).run()
    assert count("done") == before
    assert not script_run.is_under_way()


def of_view() -> None:
    import streamlit as st  # noqa: PLC0415

    from geo_app.state import cache, view_state  # noqa: PLC0415
    from geo_app.widgets import fragments  # noqa: PLC0415

    snapshot = cache.current_snapshot()
    view_state.start(snapshot.dataset)

    @fragments.view_fragment("test/view", rest=lambda view: view)
    def draw(visitor, _snapshot) -> None:
        st.caption(f"part of {visitor.lang}")

    with fragments.with_followers():
        fragments.redraw_with(st.container(), lambda visitor, _: st.text(f"follows {visitor.indicator}"))
        if st.session_state.get("broken"):
            raise OSError
        if not st.session_state.get("bare"):
            draw()


def test_what_follows_a_part_is_drawn_once_with_it() -> None:
    page = AppTest.from_function(of_view)
    page.query_params["indicator"] = "3"
    page.run()
    assert ([text.value for text in page.text], page.caption[0].value) == (["follows 3"], "part of zh")


@pytest.mark.parametrize("why", ["bare", "broken"])
def test_what_follows_is_drawn_where_no_part_came(why: str) -> None:
    page = AppTest.from_function(of_view)
    page.session_state[why] = True
    page.run()
    assert [text.value for text in page.text] == ["follows 1"]
    assert bool(page.exception) == (why == "broken")


def test_no_fragment_is_made_otherwise(root: Path) -> None:
    """A bare fragment runs past the log, the figures and the one place where errors become sentences."""
    files = (root / "geo_app").rglob("*.py")
    users = [path.name for path in files if "st.fragment" in path.read_text(encoding="utf-8")]
    assert users == ["fragments.py"]
