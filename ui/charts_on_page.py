"""A picture of `ui.charts` on the page."""

from collections.abc import Callable
from functools import cache
from typing import Any

import plotly.io
import streamlit as st
from plotly.basedatatypes import BaseFigure

from casework.text_direction import isolated
from ui.charts import plotly_settings, style


class _Checked(BaseFigure):  # type: ignore[misc]
    """A picture that plotly need not check: the tests do that for every one of them.

    Streamlit has plotly check whatever is no figure yet, again at each run of the page, and that
    takes longer than all else that it does for a picture.
    """

    def __init__(self, picture: style.PlotlyFigure) -> None:
        self._picture = picture

    def to_dict(self) -> dict[str, Any]:
        """What goes to the browser: the picture, with the template that carries the theme."""
        layout = {**self._picture["layout"], "template": _template()}
        return {**self._picture, "layout": layout}


@cache
def _template() -> dict[str, Any]:
    """Streamlit's own template: in its place the browser puts the colours of the theme."""
    template: dict[str, Any] = plotly.io.templates[plotly.io.templates.default].to_plotly_json()
    return template


def plotted(
    picture: style.PlotlyFigure,
    title: str,
    sentence: str,
    *,
    key: str,
    on_select: Callable[[], None] | None = None,
    has_saving: bool = False,
) -> None:
    """The picture, which says to who cannot see it what the sentence says.

    `on_select` is called when a point is pressed; without it the picture takes no presses.
    `has_saving`: the browser may save it as a file, as it is on the screen.
    """
    st.plotly_chart(
        _Checked(picture),
        key=key,
        config=plotly_settings.config(title, has_saving=has_saving),
        alt=isolated(sentence),
        on_select=on_select or "ignore",
        selection_mode="points",
    )
