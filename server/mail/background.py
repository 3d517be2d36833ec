"""The thread of the mail: who wants a digest gets one, and what waits in the outbox is sent."""

import threading
from collections.abc import Callable

from server.log import LOG

SECONDS_BETWEEN_LOOKS = 5.0


class MailThread:
    """Does each of these acts every few seconds, for as long as the server runs."""

    def __init__(self, *acts: Callable[[], object]) -> None:
        self._acts = acts

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set."""
        while not stop.wait(SECONDS_BETWEEN_LOOKS):
            for act in self._acts:
                try:
                    act()
                except Exception as problem:
                    # Whatever it is, the next round must come.
                    LOG.warning("the mail could not be looked after", exc_info=problem)
