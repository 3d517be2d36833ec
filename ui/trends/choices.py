"""The choices of Trends by their name in the address, and which of them go together."""

from collections.abc import Container, Mapping

import streamlit as st

from ui.address_choice import forget

ALL = ""
YEAR, TEAM, YEAR_GROUP, CLASS, KIND = "t_jaar", "t_team", "t_leerjaar", "t_klas", "t_soort"
FIRST, LAST, BESIDE = "t_van", "t_tot", "t_naast"
PARTS = ((CLASS,), (YEAR_GROUP,), (KIND,), (FIRST, LAST))
"""What limits the figures to a part of a team or of a year, the most telling first."""


def others(key: str) -> list[str]:
    """What else limits the figures to a part: to be let go when this one is chosen."""
    return [name for keys in PARTS if key not in keys for name in keys]


def keep_one(known: Mapping[str, Container[str]]) -> None:
    """Only the first that limits the figures stays in the address."""
    found = [
        keys for keys in PARTS if any(st.query_params.get(key, "") in known[key] for key in keys)
    ]
    for keys in found[1:]:
        forget(keys)
