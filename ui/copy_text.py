"""A text that goes to another program: to read, and two buttons to take it along.

What a press does in the browser is in server/static/frame/sharing.js; here it is remembered that it
was pressed, so that what comes after can be offered.
"""

import streamlit as st

from casework.text_direction import contained
from ui import memory

COPY, SHARE = "Kopiëren", "Delen"


def copy_text(text: str, *, key: str) -> bool:
    """The text with its buttons; whether this very text was copied or shared on this visit."""
    was_taken = bool(memory.recall(_taken(key)) == text)
    with st.container(key=f"copy_text_{key}", gap="small"):
        st.code(contained(text), language=None, wrap_lines=True)
        with st.container(horizontal=True, gap="small", key=f"copy_buttons_{key}"):
            st.button(
                COPY,
                key=f"copy_button_{key}",
                type="secondary" if was_taken else "primary",
                icon=":material/content_copy:",
                on_click=memory.remember,
                args=(_taken(key), text),
            )
            # Seen only where the device can share.
            st.button(
                SHARE,
                key=f"share_button_{key}",
                icon=":material/share:",
                on_click=memory.remember,
                args=(_taken(key), text),
            )
    return was_taken


def _taken(key: str) -> str:
    return f"taken_along_{key}"
