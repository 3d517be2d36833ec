"""The same screens under plain `streamlit run`: the same main script, default settings, no door.

Two things are added, because without them no screen would show anything: the school is opened
before Streamlit starts, and a header says who is there. Neither runs with a page.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from streamlit.web import cli

from data.store import Store
from server import state
from server.application import MAIN_SCRIPT
from server.sessions import Session, Sessions


class Everybody(Sessions):
    """Believes whoever says to be somebody: the header holds the id of a member of staff."""

    def find_public(self, public_id: str) -> Session | None:
        """A session of that person."""
        now = datetime.now(UTC)
        return Session(public_id, public_id, now, now)


def main(folder: Path, script: Path) -> None:
    """Run `streamlit run`; its settings are read from the working directory."""
    # Without a school nobody is signed in, and every screen would be quick to say so.
    state.use(Store.open(folder))
    state.sessions = Everybody()
    sys.argv = ["streamlit", "run", str(script)]
    cli.main(prog_name="streamlit")


if __name__ == "__main__":
    main(Path(sys.argv[1]), MAIN_SCRIPT)
