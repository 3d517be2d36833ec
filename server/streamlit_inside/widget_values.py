"""What the widgets of a screen hold, so that the screen can be taken away and put back.

Streamlit forgets a widget that a run does not draw. It says nowhere in public which keys are
widgets, and which of those may be filled in by a program.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from server.log import LOG

FILLABLE = frozenset(
    {
        "bool_value",
        "double_value",
        "int_value",
        "string_value",
        "double_array_value",
        "int_array_value",
        "string_array_value",
        "json_value",
    }
)
"""Kinds of values of widgets; left out are presses, and files, which no program may choose."""


def widget_values() -> dict[str, Any]:
    """Key to value of each widget on the screen, as far as it can be filled in again."""
    try:
        return {str(key): value for key, value in st.session_state.items() if _is_fillable(key)}
    except (AttributeError, KeyError) as problem:
        LOG.warning("what stands in the widgets could not be read", exc_info=problem)
        return {}


def _is_fillable(key: str | int) -> bool:
    context = get_script_run_ctx()
    assert context is not None
    state = context.session_state._state
    widget_id = state.get_widget_id_from_key(str(key))
    metadata = state.get_widget_metadata(widget_id) if widget_id else None
    if metadata is None or metadata.value_type not in FILLABLE:
        return False
    # What is picked in a table or a picture is a string too, but reads as a mapping.
    is_selection = isinstance(st.session_state[key], Mapping)
    return not is_selection or metadata.value_type == "json_value"
