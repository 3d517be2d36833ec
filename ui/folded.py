"""A long list: its first lines in sight, the rest behind a fold."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

Line = TypeVar("Line")


def folded(
    lines: Sequence[Line], at_once: int, draw: Callable[[Line], None], title: str = "Nog {}"
) -> None:
    """Draw the lines; with more than `at_once` the rest is folded, with their count in `title`."""
    for line in lines[:at_once]:
        draw(line)
    if rest := lines[at_once:]:
        with st.expander(title.format(len(rest))):
            for line in rest:
                draw(line)
