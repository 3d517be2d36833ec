"""Our own server around the empty page; takes the same options as server/serve.py."""

import sys
from pathlib import Path

import streamlit as st

from server import serve
from server.application import Door, show_failure
from server.settings import Settings

BARE = Path(__file__).with_name("bare.py")


def launcher() -> serve.Launcher:
    """As app.py does, with another main script."""
    door = Door(Settings.from_environment(), start=BARE)
    app = st.App(
        door.start,
        routes=door.routes,
        middleware=door.middleware,
        lifespan=door.lifespan,
        on_script_error=show_failure,
        exception_handlers=door.exception_handlers,
    )
    return serve.Launcher(app, door)


if __name__ == "__main__":
    sys.exit(serve.main(sys.argv[1:], launcher))
