"""Something on the screen out of a callback, in its place among what was drawn before."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

TURN_SECONDS = 0.001


@contextmanager
def on_the_page() -> Iterator[None]:
    """What is drawn inside belongs to the page, also when a press in a fragment does it.

    Streamlit warns of that, since it takes what has no place yet for the top of the page. It
    is on its way to the browser before the page is drawn: the thread that sends gets its turn.
    """
    with ThreadState.scoped(fragment_id=None):
        yield
    time.sleep(TURN_SECONDS)
