"""The switch *namen verbergen* of this device, as a piece of HTML (server/names_switch.py)."""

from server.names_switch import HIDE, SHOW


def names_switch(*, are_hidden: bool) -> str:
    """What it says is what a press does; server/static/frame/links.js tells it to the server."""
    words, path = ("Namen tonen", SHOW) if are_hidden else ("Namen verbergen", HIDE)
    return f'<button type="button" class="names-switch" data-switch="{path}">{words}</button>'
