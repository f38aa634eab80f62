"""A bare Streamlit page: a click on a box changes one caption. No map can answer faster."""

import streamlit as st

on = st.checkbox("box", key="box")
st.caption(f"box: {on}")
