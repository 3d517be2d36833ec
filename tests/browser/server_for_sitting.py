"""The server of the program, of which a test decides how long one may sit still.

`SECONDS_IDLE` in the environment is the time without use after which a session ends. On SIGUSR1
every session ends at once, as if nobody had done anything for that long.
"""

import os
import signal
import sys
from dataclasses import replace
from datetime import timedelta
from types import FrameType

from server import serve, state

SECONDS_IDLE = "SECONDS_IDLE"


def launcher() -> serve.Launcher:
    """The program as it is, with the time of the test."""
    from app import app, application

    seconds = os.environ.get(SECONDS_IDLE)
    if seconds:
        idle = timedelta(seconds=int(seconds))
        application.settings = replace(application.settings, idle_timeout=idle)
    return serve.Launcher(app, application)


def _nobody_did_anything(_number: int, _frame: FrameType | None) -> None:
    idle_after = state.sessions.idle_after
    state.sessions.idle_after = timedelta(0)
    state.sessions.sweep()
    state.sessions.idle_after = idle_after


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, _nobody_did_anything)
    sys.exit(serve.main(load=launcher))
