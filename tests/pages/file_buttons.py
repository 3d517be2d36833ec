"""The buttons of a screen that hand out a file, and what who presses one gets."""

import re
from html import unescape

from streamlit.testing.v1 import AppTest

from casework.errors import NotHere
from server import state
from server.desks import Desks
from tests.pages.html_reading import html

BUTTON = re.compile(
    r'<button type="button" class="file-button[^"]*" data-file="(.*?)">(.*?)</button>'
)


def file_buttons(app: AppTest) -> dict[str, str]:
    """The id of each file that the screen offers, by the words on its button."""
    return {unescape(label): file_id for file_id, label in BUTTON.findall(html(app))}


def press_file(app: AppTest, label: str) -> bytes:
    """The file, as it is made for who presses the button on this screen now."""
    public_id = str(app.user["session"])
    offer = state.file_offers.take(public_id, file_buttons(app)[label])
    if offer is None:
        raise NotHere
    session = state.sessions.find_public(public_id)
    desks = Desks(state.sessions, state.current)
    return offer.make(desks.of(session, offer.visit))
