"""How high a table is: as its rows, so that no empty ones are drawn, up to a limit above which it scrolls."""

HEAD, ROW = 38, 35  # pixels that Streamlit gives a table's head with its rim, and each of its rows


def table_height(rows: int, most: int) -> int:
    """Return the height in pixels of a table of `rows` rows, `most` at the most."""
    return min(most, HEAD + ROW * rows)
