"""A button that hands out a file: made when it is pressed, at a desk of that moment.

What a press does in the browser is in server/static/frame/files.js; the road is server/file_route.
"""

import streamlit as st

from server.file_offers import Make
from ui import session
from ui.labels import escape

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_button(
    label: str,
    make: Make,
    *,
    file_name: str,
    mime: str,
    key: str,
    is_primary: bool = False,
    **of_file: bool,
) -> None:
    """The button; pressing it runs no page. The name of a file says nothing about a person.

    `of_file` says more of the file (server.file_offers.FileOffer): whether it is about people, and
    whether making it is logged already.
    """
    file_id = session.offer_file(key, make, file_name=file_name, media_type=mime, **of_file)
    look = "file-button primary" if is_primary else "file-button"
    st.html(
        f'<button type="button" class="{look}" data-file="{file_id}">{escape(label)}</button>',
        width="content",
    )
