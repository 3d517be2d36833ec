"""The server: Streamlit around ui/router.py, behind the door of server/."""

import streamlit as st

from server.application import Application, show_failure
from server.settings import Settings
from ui.trends.cache_warming import CACHE_WARMER

application = Application(Settings.from_environment(), background=[CACHE_WARMER.run])
app = st.App(
    application.main_script,
    routes=application.routes,
    middleware=application.middleware,
    lifespan=application.lifespan,
    on_script_error=show_failure,
    exception_handlers=application.exception_handlers,
)
