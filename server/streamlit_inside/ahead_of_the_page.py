"""Something on the screen out of a callback, in its place among what was drawn before."""

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState


@contextmanager
def on_the_page() -> Iterator[None]:
    """What is drawn inside belongs to the page, also when a press in a fragment does it.

    Streamlit warns of that, since it takes what has no place yet for the top of the page.
    """
    with ThreadState.scoped(fragment_id=None):
        yield
