"""The server: Streamlit around ui/router.py, behind the door of server/."""

import streamlit as st

from server.application import Door, show_failure
from server.settings import Settings
from ui.trends.cache_warming import CACHE_WARMER

door = Door(Settings.from_environment(), background=[CACHE_WARMER.run])
app = st.App(
    door.start,
    routes=door.routes,
    middleware=door.middleware,
    lifespan=door.lifespan,
    on_script_error=show_failure,
    exception_handlers=door.exception_handlers,
)
