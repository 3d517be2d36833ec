"""Puts the board on a page: one Streamlit component that gets the figures as data.

A component with a file of its own is registered by server/streamlit_inside/components.py.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from server import assets
from server.streamlit_inside import components

HERE = Path(__file__).parent
Value = TypeVar("Value")


@dataclass(frozen=True)
class Press:
    """A press on a part of the board.

    `view`: the key of the view that was on the screen. `chart`: the key of a chart, or "numbers",
    "attention" or "page". `part`: the code of a point, the key of a number, the place of a line.
    A press that names a chart or a part itself goes by those.
    All come from a browser: look them up in what this person may see, and never trust them.
    """

    view: str
    chart: str
    part: str


@dataclass(frozen=True)
class Events:
    """What the person did since the last run; `view` stays until another view is chosen."""

    view: str = ""
    press: Press | None = None
    open: str = ""
    share: str = ""


def mount(
    data: Mapping[str, Any] | str,
    *,
    key: str,
    on_view: Callable[[str], None] | None = None,
    on_press: Callable[[Press], None] | None = None,
    on_open: Callable[[str], None] | None = None,
    on_share: Callable[[str], None] | None = None,
) -> Events:
    """Draw the board; `data` is the data of the board or its JSON, kept from an earlier run.

    Without charts it is the line of filters, and no plotly is loaded.
    A run with the same data sends nothing to the browser. Each callback is called before the run
    in which its event is also in the result.
    """
    has_charts = isinstance(data, str) or bool(data.get("charts"))
    envelope = {
        "program": assets.board_address("board.js"),
        "style": assets.board_address("board.css"),
        "plotly": assets.address(assets.PLOTLY) if has_charts else "",
        "name": key,
        "asked": _number(st.session_state.get(key)),
        "board": data if isinstance(data, str) else text_of(data),
    }
    result = _renderer()(
        key=key,
        data=envelope,
        on_view_change=_calling(key, _view, on_view),
        on_more_change=_draw_again,
        on_press_change=_calling(key, _press, on_press),
        on_open_change=_calling(key, _figure, on_open),
        on_share_change=_calling(key, _chart, on_share),
    )
    return Events(
        view=_view(result) or "",
        press=_press(result),
        open=_figure(result) or "",
        share=_chart(result) or "",
    )


def text_of(data: Mapping[str, Any]) -> str:
    """The data of a board as it is sent; keep it, since making it takes longer than sending it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _renderer() -> Callable[..., Any]:
    components.register(assets.COMPONENT, HERE)
    return _component()


@cache
def _component() -> Callable[..., Any]:
    # Not in a shadow root: plotly puts its layers in the wrong place there.
    renderer: Callable[..., Any] = st.components.v2.component(
        assets.COMPONENT, js=assets.COMPONENT_FILE, isolate_styles=False
    )
    return renderer


def _calling(
    key: str, read: Callable[[Any], Value | None], act: Callable[[Value], None] | None
) -> Callable[[], None]:
    def call() -> None:
        value = read(st.session_state[key])
        if act is not None and value is not None:
            act(value)

    return call


def _draw_again() -> None:
    """What lies one press away is asked for: the run itself sends it."""


# --- what a browser says, as far as it can be understood ------------------------------------------


def _number(state: Any) -> int:
    view = _event(state, "view")
    number = view.get("number") if isinstance(view, Mapping) else None
    return number if isinstance(number, int) else 0


def _view(state: Any) -> str | None:
    return _text(_event(state, "view"), "key")


def _press(state: Any) -> Press | None:
    event = _event(state, "press")
    view, chart, part = (_text(event, name) for name in ("view", "chart", "part"))
    if view is None or chart is None or part is None:
        return None
    return Press(view=view, chart=chart, part=part)


def _figure(state: Any) -> str | None:
    return _text(_event(state, "open"), "figure")


def _chart(state: Any) -> str | None:
    return _text(_event(state, "share"), "chart")


def _event(state: Any, name: str) -> Any:
    return state.get(name) if isinstance(state, Mapping) else None


def _text(event: Any, name: str) -> str | None:
    value = event.get(name) if isinstance(event, Mapping) else None
    return value if isinstance(value, str) else None
