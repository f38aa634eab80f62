"""An empty Streamlit page: what any first load costs."""

import streamlit as st

st.title("empty")
