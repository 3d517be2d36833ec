"""A choice of what to look at, kept in the address by its id, never by a name."""

from collections.abc import Mapping

import streamlit as st

from casework.desk.office import Office
from ui import session


def one(
    label: str, options: Mapping[str, str], address: str, *, first: str = "", empty: str = "Kies..."
) -> str:
    """The chosen id of `options` (id to words), or nothing; `address` is its name in the address.

    `first` is chosen as long as the address says nothing else; without it nothing may be chosen.
    """
    ids = list(options)
    key = _key(address)
    if session.widget_value(key) not in ids:
        code = st.query_params.get(address, first)
        session.set_widget_value(key, code if code in ids else first or None)
    chosen = st.selectbox(
        label,
        ids,
        index=0 if first else None,
        format_func=lambda code: options.get(code, ""),
        key=key,
        placeholder=empty,
        on_change=_follow,
        args=(address,),
    )
    if chosen and chosen not in (first, st.query_params.get(address)):
        st.query_params[address] = chosen
    return chosen or ""


def _follow(address: str) -> None:
    """The address follows the choice."""
    chosen = session.widget_value(_key(address))
    if chosen:
        st.query_params[address] = chosen
    else:
        st.query_params.pop(address, None)


def _key(address: str) -> str:
    return f"choice_{address}"


def choose(address: str, chosen: str) -> None:
    """Choose `chosen` here when the choice is drawn next; nothing is sent to the screen now."""
    session.set_widget_value(_key(address), chosen)


def school_year(office: Office) -> str:
    """The school year to look at; the present one unless another is chosen."""
    years = {year.school_year: year.school_year for year in reversed(office.school_years())}
    return one("Schooljaar", years, "jaar", first=office.present_year().school_year)
