"""The server of the program, for tests that sit still and that start it again: with their clock.

`EXTRA_MINUTES` in the environment names a file with the minutes that went by besides those of the
real clock, for all who are signed in. On SIGUSR1 every session ends at once, as if nobody had done
anything for that long.

With `EXTRA_MINUTES` nothing is loaded or computed ahead either, for hardly anybody comes.
"""

import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType

from server import serve, state

EXTRA_MINUTES = "EXTRA_MINUTES"


def launcher() -> serve.Launcher:
    """The program as it is, without what it does while nobody waits."""
    from app import app, application

    application._background = ()
    serve.LOADED_LATER = ()
    return serve.Launcher(app, application)


def _now() -> datetime:
    minutes = float(Path(os.environ[EXTRA_MINUTES]).read_text("ascii"))
    return datetime.now(UTC) + timedelta(minutes=minutes)


def _nobody_did_anything(_number: int, _frame: FrameType | None) -> None:
    idle_after = state.sessions.idle_after
    state.sessions.idle_after = timedelta(0)
    state.sessions.sweep()
    state.sessions.idle_after = idle_after


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, _nobody_did_anything)
    if EXTRA_MINUTES not in os.environ:
        sys.exit(serve.main())
    state.sessions._clock = _now
    sys.exit(serve.main(load=launcher))
