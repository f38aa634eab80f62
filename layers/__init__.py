"""The layers of the map: what they are, how they are read, checked, drawn and written. Nothing here knows Streamlit."""

__version__ = "1.0.0"  # the one place; pyproject.toml reads it
