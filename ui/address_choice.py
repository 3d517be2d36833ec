"""One choice out of a list; it stands in the address, and a change goes into the address."""

from collections.abc import Collection, Mapping

import streamlit as st

from ui import session


def choice(
    label: str,
    key: str,
    options: Mapping[str, str],
    default: str | None = None,
    clears: Collection[str] = (),
) -> str:
    """One id out of the options: the default (else the first) unless the address says so.

    Choosing it takes the choices that it `clears` out of the address. Streamlit's own binding
    would put the word that is shown into the address.
    """
    first = next(iter(options)) if default is None else default
    requested = st.query_params.get(key, "")
    session.set_widget_value(key, requested if requested in options else first)
    chosen: str = st.selectbox(
        label,
        list(options),
        format_func=lambda code: options.get(code, "alle"),
        key=key,
        on_change=_into_address,
        args=(key, first, clears),
    )
    return chosen


def forget(keys: Collection[str]) -> None:
    """These choices leave the address."""
    for key in keys:
        st.query_params.pop(key, None)


def _into_address(key: str, first: str, clears: Collection[str]) -> None:
    chosen = session.widget_value(key)
    forget(clears)
    if chosen in (None, first):
        forget([key])
    else:
        st.query_params[key] = chosen
