"""How many widgets have changed at once, so that what changes nothing else can be told apart.

A callback that has one fragment run does so in the place of everything else: what another widget
asked for in the same instant would not be drawn.
"""

from streamlit.runtime.scriptrunner import get_script_run_ctx

from server.log import LOG


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
