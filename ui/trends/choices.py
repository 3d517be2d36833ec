"""One choice of a filter row; it stands in the address, and a change goes into the address."""

from collections.abc import Container, Mapping

import streamlit as st

from ui import session

ALL = ""
YEAR, TEAM, YEAR_GROUP, CLASS, KIND = "t_jaar", "t_team", "t_leerjaar", "t_klas", "t_soort"
FIRST, LAST, BESIDE = "t_van", "t_tot", "t_naast"
PARTS = ((CLASS,), (YEAR_GROUP,), (KIND,), (FIRST, LAST))
"""What limits the figures to a part of a team or of a year, the most telling first."""


def choice(
    label: str,
    key: str,
    options: Mapping[str, str],
    default: str | None = None,
    *,
    alone: bool = False,
) -> str:
    """One id out of the options: the default (else the first) unless the address says so.

    `alone`: choosing it lets go of what limits the figures in another way. Streamlit's own
    binding would put the word that is shown into the address.
    """
    first = next(iter(options)) if default is None else default
    wanted = st.query_params.get(key, "")
    session.set_widget_value(key, wanted if wanted in options else first)
    chosen: str = st.selectbox(
        label,
        list(options),
        format_func=lambda code: options.get(code, "alle"),
        key=key,
        on_change=_into_address,
        args=(key, first, alone),
    )
    return chosen


def keep_one(known: Mapping[str, Container[str]]) -> None:
    """Only the first that limits the figures stays in the address."""
    found = [
        keys for keys in PARTS if any(st.query_params.get(key, "") in known[key] for key in keys)
    ]
    for keys in found[1:]:
        forget(keys)


def forget(keys: tuple[str, ...]) -> None:
    """These choices leave the address."""
    for key in keys:
        st.query_params.pop(key, None)


def _into_address(key: str, first: str, alone: bool) -> None:
    chosen = session.widget_value(key)
    if alone:
        for keys in PARTS:
            if key not in keys:
                forget(keys)
    if chosen in (None, first):
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen
