"""The network around a case: a picture with a slider through time, and the same as a list."""

from collections.abc import Mapping
from datetime import date
from typing import cast

import pandas as pd
import streamlit as st

from analytics.network_layout import network_layout
from casework.desk import CaseReview
from casework.words import short_date
from ui import memory
from ui.case import links
from ui.charts import network as chart
from ui.charts.network import CaseNetwork
from ui.review import picture
from ui.trends.tables import table_html

MOST_OPEN = 16
STEPS = {1: "alleen zaken met een leerling uit deze zaak", 2: "ook de zaken daaromheen"}


def depth(key: str = "review") -> int:
    """How many steps from the case the reader wants to look; one, until something is chosen."""
    return cast(int, memory.widget_value(f"{key}_depth") or 1)


def show(review: CaseReview, labels: Mapping[str, str] | None, key: str) -> None:
    """Picture and list on the chosen day; only cases that the reader may open are in it."""
    st.header(chart.TITLE, anchor=False)
    case = review.file.case
    network = CaseNetwork(
        review.linked, review.pupil_links, review.pupil_names(labels or {}), case.card
    )
    st.selectbox(
        "Hoe ver kijken we?",
        list(STEPS),
        format_func=STEPS.__getitem__,
        key=f"{key}_depth",
    )
    day = _day(network, case.today, key)
    places = network_layout(
        ((link.case_id, link.pupil_id) for link in network.pupil_links),
        case.case_id,
        (case.case_id for case in network.linked),
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        picture.show(
            chart.figure(network, places, day),
            chart.description(network, places, day, review.count_left_out),
            chart.HOW_TO_READ,
            chart.TITLE,
            f"{key}_network",
        )
    with right:
        _list(chart.table(network, day))
        _others(review)


def _day(network: CaseNetwork, today: date, key: str) -> date:
    """The day of the slider; without anything that changed there is only today."""
    days = [day for day in network.days if day < today]
    if not days:
        return today
    return st.select_slider(
        "Zoals het was op",
        [*days, today],
        value=today,
        format_func=lambda day: short_date(day, today),
        key=f"{key}_day",
    )


def _list(rows: pd.DataFrame) -> None:
    """Everybody in words; a long list is folded."""
    if len(rows) > MOST_OPEN:
        picture.table(rows, chart.TITLE, f"Als lijst ({len(rows)} regels)")
    elif len(rows):
        st.html(table_html(rows, chart.TITLE, in_words=True))


def _others(review: CaseReview) -> None:
    """The ways to the other cases of the network."""
    others = review.linked[1:]
    if not others:
        st.caption("Er is geen andere zaak, die jij mag openen, met een leerling uit deze zaak.")
        return
    for case in others:
        links.to_case(case.case_id, case.label)
