"""Whether this screen has initials for names, and where somebody asked for the names."""

from urllib.parse import urlsplit

import streamlit as st

from server.names_switch import is_hiding
from ui import memory

NAMED_AT = "named_at"


def are_hidden() -> bool:
    """Whether this screen has initials for names: the switch *namen verbergen* of this device.

    Not where somebody asked for the names; on the next screen or form they are hidden again.
    """
    if not is_hiding(st.context.cookies):
        return False
    here, named = place(), memory.recall(NAMED_AT)
    if named == here:
        return False
    if named:
        memory.remember(NAMED_AT, None)
    return True


def show_here() -> None:
    """Have the names on this screen or form until it is left."""
    memory.remember(NAMED_AT, place())


# What makes another form of a screen; a filter or a fold does not.
PARTS_OF_PLACE = ("zaak", "signaal", "overleg", "stap", "doe", "nr", "regel", "leerling", "klas")


def place() -> tuple[str, ...]:
    """The screen or form for which names are asked."""
    asked = st.query_params.to_dict()
    path = urlsplit(st.context.url or "").path
    return (path, *(asked.get(name, "") for name in PARTS_OF_PLACE))


class NamesAreHidden(Exception):
    """What comes now would show names on a device that hides them; the question stands there."""
