"""One choice out of a list; it stands in the address, and a change goes into the address."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from casework.text_direction import contained
from ui import memory, redraw


def choice(
    label: str,
    key: str,
    options: Mapping[str, str],
    default: str | None = None,
    width: int | Literal["stretch"] = "stretch",
) -> str:
    """One id out of the options: the default (else the first) unless the address says so.

    Streamlit's own binding would put the word that is shown into the address.
    """
    first = next(iter(options)) if default is None else default
    requested = st.query_params.get(key, "")
    memory.set_widget_value(key, requested if requested in options else first)
    redraw.mark_on_page(key)
    chosen: str = st.selectbox(
        label,
        list(options),
        format_func=lambda code: contained(options.get(code, "alle")),
        key=key,
        on_change=_into_address,
        args=(key, first),
        width=width,
    )
    return chosen


def _into_address(key: str, first: str) -> None:
    chosen = memory.widget_value(key)
    if not redraw.is_on_page(key):
        return
    if chosen in (None, first):
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen
