"""Runs a real server around a page of three lines and the made-up school of the cast."""

import sys
from pathlib import Path
from typing import cast

import streamlit as st

from data.store import Store
from server import serve, state
from server.application import Application, show_failure
from server.settings import Settings
from tests.server import cast as people

PAGE = """
import streamlit as st
st.title("Binnen")
st.text(f"sessie {st.user.get('session')}")
if st.button("Stuk"):
    raise ValueError("Noor huilde op de gang")
"""


def launcher(settings: Settings, page: str, *, with_school: bool = True) -> serve.Launcher:
    """What app.py does, with this text for the only page, beside the folders of the settings."""
    folder = settings.school_folder.parent
    main_script = folder / "ui" / "router.py"
    main_script.parent.mkdir(parents=True, exist_ok=True)
    main_script.write_text(page, "utf-8")
    application = Application(settings, main_script)
    if with_school:
        state.use(cast(Store, people.Store()))
    app = st.App(
        application.main_script,
        routes=application.routes,
        middleware=application.middleware,
        lifespan=application.lifespan,
        on_script_error=show_failure,
        exception_handlers=application.exception_handlers,
    )
    return serve.Launcher(app, application)


def load(folder: Path, with_school: bool) -> serve.Launcher:
    """The page of three lines, beside a `pages` folder that nobody may reach."""
    (folder / "pages").mkdir(exist_ok=True)
    (folder / "pages" / "geheim.py").write_text("import streamlit as st\nst.title('Geheim')\n")
    settings = Settings.from_environment(
        {
            "HANDELINGSKAART_DATA": str(folder / "school"),
            "HANDELINGSKAART_DEMO_DATA": str(folder / "demo"),
        }
    )
    return launcher(settings, PAGE, with_school=with_school)


if __name__ == "__main__":
    folder, school, *options = sys.argv[1:]
    sys.exit(serve.main(options, lambda: load(Path(folder), school == "school")))
