"""A bare Streamlit page: a click on one control changes one caption. No page can answer faster.

`?control=` names the control, one of those that our pages have; `?captions=` adds that many that a click changes, too;
`?ms=` lets the script take that much longer.
"""

import time

import streamlit as st

OPTIONS = [f"option {number}" for number in range(16)]
CONTROLS = {
    "box": lambda: st.checkbox("box", key="box"),
    "options": lambda: st.segmented_control("options", OPTIONS[:3], key="options"),
    "list": lambda: st.selectbox("list", OPTIONS, key="list"),
    "button": lambda: st.button("button", key="button", on_click=lambda: count(1)),
    "fold": lambda: st.expander("fold", key="fold", on_change="rerun").open,
}


def count(more: int) -> int:
    """Return how often the button was pressed, `more` times than before."""
    st.session_state["presses"] = st.session_state.get("presses", 0) + more
    return int(st.session_state["presses"])


time.sleep(int(st.query_params.get("ms", "0")) / 1000)
value = CONTROLS[st.query_params.get("control", "box")]()
st.caption(f"box: {value} {count(0)}")
for number in range(int(st.query_params.get("captions", "0"))):
    st.caption(f"{number}: {value} {count(0)}")
