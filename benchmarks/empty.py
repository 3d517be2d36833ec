"""Our own server around the empty page; takes the same options as server/serve.py."""

import sys
from pathlib import Path

import streamlit as st

from server import serve
from server.application import Application, show_failure
from server.settings import Settings

BARE = Path(__file__).with_name("bare.py")


def launcher() -> serve.Launcher:
    """As app.py does, with another main script."""
    application = Application(Settings.from_environment(), main_script=BARE)
    app = st.App(
        application.main_script,
        routes=application.routes,
        middleware=application.middleware,
        lifespan=application.lifespan,
        on_script_error=show_failure,
        exception_handlers=application.exception_handlers,
    )
    return serve.Launcher(app, application)


if __name__ == "__main__":
    sys.exit(serve.main(sys.argv[1:], launcher))
