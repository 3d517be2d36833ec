"""What is chosen, as chips: pressing one lets go of that choice alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from ui.address_choice import forget
from ui.labels import plain


@dataclass(frozen=True)
class Chip:
    """A choice in words, and the keys of the address that it stands in."""

    words: str
    keys: tuple[str, ...]


def show_chips(chips: Sequence[Chip]) -> None:
    """A button for each choice, and one for all of them when there are more."""
    if not chips:
        return
    with st.container(horizontal=True, key="chips", gap="small"):
        for chip in chips:
            st.button(
                f"{plain(chip.words)} ×",
                key=f"chip_{chip.keys[0]}",
                help=f"Zonder {plain(chip.words)}",
                on_click=forget,
                args=(chip.keys,),
            )
        if len(chips) > 1:
            every = tuple(key for chip in chips for key in chip.keys)
            st.button(
                "Alles wissen",
                key="t_clear",
                type="tertiary",
                icon=":material/close:",
                on_click=forget,
                args=(every,),
            )
