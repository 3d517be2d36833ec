"""The days of a look into the read log, kept in the address."""

from datetime import date, timedelta

import streamlit as st

A_FORTNIGHT = timedelta(days=13)


def read_days(today: date) -> tuple[date | None, date | None]:
    """Two fields side by side: the first and the last day, as they are chosen."""
    with st.container(horizontal=True, key="office_period"):
        first = st.date_input(
            "Van", today - A_FORTNIGHT, key="van", format="DD-MM-YYYY", bind="query-params"
        )
        last = st.date_input(
            "Tot en met", today, key="tot", format="DD-MM-YYYY", bind="query-params"
        )
    return first, last
