"""The table for paper: every row, an address by its host, no column without anything."""

import pandas as pd
import pyarrow as pa

from geo_app.widgets.printed_table import written


def test_every_row_is_written_and_what_is_not_there_has_its_sign() -> None:
    frame = pd.DataFrame({"name": [f"row {n}" for n in range(300)], "km": [None, *map(float, range(299))]})
    for table in (frame, pa.Table.from_pandas(frame, preserve_index=False)):
        page = str(written(table, "all", empty="–"))
        assert page.count("<tr>") == 301
        assert "row 299" in page
        assert page.count("<td>–</td>") == 1


def test_an_empty_column_is_left_out_and_an_address_is_its_host() -> None:
    frame = pd.DataFrame({"a": ["x"], "b": [""], "c": ["https://example.org/a/long/path?of=it"]})
    page = str(written(frame, "one", heads=["A", "B", "C"]))
    assert "B" not in page.replace("<TABLE", "")
    assert ">example.org</a>" in page


def test_text_stays_text() -> None:
    page = str(written(pd.DataFrame({"<b>": ["<script>alert(1)</script>", "https://x/ <i>"]}), "<label>"))
    assert "<script" not in page
    assert "<b>" not in page
    assert "<i>" not in page


def test_what_only_begins_like_an_address_is_printed_all_the_same() -> None:
    page = str(written(pd.DataFrame({"a": ["http://[x", "https://", "http://[::1", "http://h/<i>"]}), "odd"))
    assert "http://[x" in page
    assert "<i>" not in page


def test_large_figures_keep_their_digits() -> None:
    page = str(written(pd.DataFrame({"people": [1146200.0, 32054159.25]}), "figures"))
    assert "1146200<" in page
    assert "32054159.25" in page
