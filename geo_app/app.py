"""Entry of the app: `streamlit run geo_app/app.py`."""

import sys
from pathlib import Path

# streamlit puts geo_app/, not the project, first on sys.path; `import layers` needs the project
ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402 (after the path is set)
from starlette.middleware import Middleware  # noqa: E402

from geo_app.headers import KeepHashedFiles  # noqa: E402
from geo_app.preloads import AnnounceFiles  # noqa: E402
from layers.errors import SettingsError  # noqa: E402
from layers.settings import load_settings, startup_message  # noqa: E402

try:
    load_settings()
except SettingsError as error:
    sys.exit(startup_message(error))

app = st.App(ROOT / "geo_app" / "main.py", middleware=[Middleware(AnnounceFiles), Middleware(KeepHashedFiles)])
