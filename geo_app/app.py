"""Entry of the app: `streamlit run geo_app/app.py`."""

import sys
from pathlib import Path

# streamlit puts geo_app/, not the project, first on sys.path; `import layers` needs the project
ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import asyncio  # noqa: E402 (after the path is set)
from collections.abc import AsyncIterator  # noqa: E402 (after the path is set)
from contextlib import asynccontextmanager  # noqa: E402
from typing import Any  # noqa: E402

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402

from geo_app.briefing import talk_route  # noqa: E402
from geo_app.server import first_paint, health, logs, session_lookup, upload_memory  # noqa: E402
from geo_app.server.headers import SendNumbersPlain  # noqa: E402
from geo_app.server.index_html import IndexHtml  # noqa: E402
from geo_app.server.preload_links import AnnounceFiles  # noqa: E402
from geo_app.server.request_guard import RequestGuard  # noqa: E402
from geo_app.server.static_files import ServeFiles  # noqa: E402
from geo_app.server.upload_limits import UploadLimits  # noqa: E402
from geo_app.server.upload_origin import UploadOrigin  # noqa: E402
from geo_app.widgets import error_box  # noqa: E402
from layers.config.settings import load_settings, startup_message  # noqa: E402
from layers.errors import SettingsError  # noqa: E402

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
    ROOT / "geo_app" / "main.py",
    middleware=[Middleware(each) for each in IN_FRONT],
    routes=[*health.routes(), first_paint.route(), talk_route.route(), session_lookup.route()],
    lifespan=lifespan,
    on_script_error=error_box.show_error,
)
