"""Any address at all gives a view, and the address of that view gives the same view again."""

import dataclasses

from hypothesis import example, given
from hypothesis import strategies as st

from geo_app.state.url import ViewState, read
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from tests.fuzz.odd_input import fuzzed, texts

EDITION = load_dataset(load_catalogue())
KEYS = sorted({*EDITION.catalogue.filters, "q", "id", "pick", "time", "edition", "lang", "view", "fit", "panel", "col",
               "outcome", "indicator", "at", "scene", "fn", "ind", "must", "within", "in", "out", "open", "is", "level",
               "sector", "wide", "w", "see", "of", "r", "by", "grain", "cell", "model", "k", "from", "for", "serve",
               "keep", "do"})  # fmt: skip
CODES = sorted({code for name in EDITION.catalogue.filters.values() for code in EDITION.vocabulary(name)})
# codes with a number or a place behind them, as the investor's and the planner's questions have
led = st.sampled_from(
    ["rail-hub", "airport", "river-port", "bonded", "words", "add:bonded-b", "move:bonded-b-nanpeng", "central"]
)
numbers = st.one_of(
    st.integers(-5, 10**12).map(str), st.sampled_from(["0" * 5000, "0000000009999", "106.55,29.56", "200,10", "bonded"])
)
known = st.one_of(
    st.builds("{}:{}".format, led, numbers),
    numbers,
    st.sampled_from(CODES),
    st.sampled_from(list(EDITION.features.index)),
    st.sampled_from(["plan", "target", "now", "37", "38", "en", "zh", "open", "route", "9/30.1/107.2"]),
)
queries = st.dictionaries(
    st.one_of(st.sampled_from(KEYS), texts), st.lists(st.one_of(known, texts), max_size=6), max_size=8
)


def bare(state: ViewState) -> ViewState:
    return dataclasses.replace(state, notices=(), view=None, talk="")  # view and talk are written by others


@fuzzed
@example({"within": ["airport:" + "0" * 5000]})  # more digits than int() takes
@example({"w": ["airport:0000000009999"]})
@given(queries)
def test_any_address_is_read_and_written_alike(query: dict[str, list[str]]) -> None:
    state = read(query, EDITION)
    written = state.to_query(EDITION)
    again = read(written, EDITION)
    assert again.notices == (), "our own addresses hold nothing unknown"
    assert bare(again) == bare(state)
    assert again.to_query(EDITION) == written
    assert state.selection.cut(EDITION.index).mask.shape == (len(EDITION.features),)
    assert all(len(what) <= 5 * 42 for _, what in state.notices), "a notice never repeats a whole address"
