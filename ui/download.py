"""A button that hands out a file: made when it is pressed, at a desk of that moment."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from casework.desk import Desk
from ui import session

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_button(label: str, make: Callable[[Desk], bytes], **settings: Any) -> None:
    """The button, with more `settings` of Streamlit (file_name, mime, key); it runs no page."""
    data, icon = session.when_pressed(make), ":material/download:"
    st.download_button(label, data=data, icon=icon, on_click="ignore", **settings)
