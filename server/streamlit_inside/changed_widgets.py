"""Whether a change stands alone, so that it can be answered without drawing the page again.

A callback that has one fragment run does so in the place of everything else: what another widget
asked for in the same instant would not be drawn, nor what was being drawn when it came in.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner import RerunException, StopException, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from server.log import LOG

Stopped = StopException
"""A page ended itself, by `st.stop()`: it is whole as it stands."""


@contextmanager
def drawing(part: str, unfinished: set[str]) -> Iterator[None]:
    """Keep this part among the unfinished ones until it was drawn without being cut short."""
    unfinished.add(part)
    try:
        yield
    except RerunException:
        raise
    except BaseException:
        unfinished.discard(part)
        raise
    unfinished.discard(part)


def end_run_of_a_part() -> None:
    """Called ahead of a run of fragments: end it, with the screen as it is; else go on.

    The browser clears a fragment only where it was drawn again. A run of the page that ends before
    it began would leave nothing. `st.stop()` would drop what was pressed meanwhile.
    """
    context = get_script_run_ctx()
    if context is not None and context.fragment_ids_this_run:
        raise StopException


def is_drawn_by_this_run() -> bool:
    """Whether the widget whose callback runs now is in what is drawn: the page, or a part of it.

    What runs one part brings along what the browser had of all widgets, also of those that a run
    of the page has just changed and the browser has not heard of. Nobody pressed those.
    """
    context = get_script_run_ctx()
    parts = context.fragment_ids_this_run if context is not None else None
    return not parts or ThreadState.get().fragment_id in parts


def is_only_change() -> bool:
    """Whether the widget whose callback runs now is the only one that came in changed."""
    context = get_script_run_ctx()
    if context is None:
        return False
    try:
        state = context.session_state._state
        came_in = list(state._new_widget_state)
        return sum(1 for widget_id in came_in if state._widget_changed(widget_id)) == 1
    except (AttributeError, KeyError, TypeError) as problem:
        LOG.warning("which widgets have changed could not be read", exc_info=problem)
        return False
