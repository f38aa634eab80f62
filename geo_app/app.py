"""Entry of the app: `streamlit run geo_app/app.py`."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

try:
    from geo_app.briefing import talk_route
    from geo_app.server import first_paint, health, logs, session_lookup, upload_memory
    from geo_app.server.headers import SendNumbersPlain
    from geo_app.server.index_html import IndexHtml
    from geo_app.server.preload_links import AnnounceFiles
    from geo_app.server.request_guard import RequestGuard
    from geo_app.server.static_files import ServeFiles
    from geo_app.server.upload_limits import UploadLimits
    from geo_app.server.upload_origin import UploadOrigin
    from geo_app.widgets import error_box
    from layers.config.settings import load_settings, startup_message
    from layers.errors import SettingsError
except ModuleNotFoundError as error:
    sys.exit(
        f"The map was not started: this environment lacks {error.name}. In the folder of the map type "
        "`pip install -r requirements.txt` (or `make install`) and start again."
    )

try:
    load_settings()
except SettingsError as error:
    sys.exit(startup_message(error))


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Write the log as the operator wants it, and answer nobody before a page has been run."""
    logs.configure(load_settings().log)
    await health.warm_up()
    tidying = asyncio.create_task(upload_memory.forget_often())
    yield {}
    tidying.cancel()


IN_FRONT = (RequestGuard, UploadOrigin, UploadLimits, AnnounceFiles, IndexHtml, ServeFiles, SendNumbersPlain)

app = st.App(
    Path(__file__).resolve().with_name("main.py"),
    middleware=[Middleware(each) for each in IN_FRONT],
    routes=[*health.routes(), first_paint.route(), talk_route.route(), session_lookup.route()],
    lifespan=lifespan,
    on_script_error=error_box.show_error,
)
