"""One block a figure: the sentence, the picture, how to read it, and the table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd
import streamlit as st

from analytics import aftercare, escalation, reports, resolution
from casework.store import Figures
from ui.charts import aftercare as aftercare_chart
from ui.charts import escalation as escalation_chart
from ui.charts import levels_reached as levels_chart
from ui.charts import reports as reports_chart
from ui.charts import resolution as resolution_chart
from ui.charts.style import CONFIG
from ui.trends.filters import Chosen

TOO_FEW = "Te weinig gegevens om iets te zeggen."


class Chart(Protocol):
    """What a module of ui/charts offers."""

    TITLE: str
    HOW_TO_READ: str

    def figure(self, found: Any) -> dict[str, Any]: ...
    def description(self, found: Any) -> str: ...
    def table(self, found: Any) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Block:
    """A figure and its picture; `found` is what the figure gave."""

    key: str
    chart: Any
    found: Any
    too_few: bool
    earlier: str = ""


def blocks(figures: Figures, chosen: Chosen) -> list[Block]:
    """The four figures of the design card, the headline first."""
    return [
        _aftercare(figures, chosen),
        _resolution(figures, chosen),
        _open_levels(figures, chosen),
        _levels_reached(figures, chosen),
        _reports(figures, chosen),
    ]


def _aftercare(figures: Figures, chosen: Chosen) -> Block:
    found = aftercare.completion(figures.aftercare, chosen.start, chosen.end, chosen.observed_on)
    earlier = ""
    if chosen.earlier and chosen.same_day_earlier:
        before = aftercare.completion(
            figures.aftercare,
            chosen.earlier.starts_on,
            chosen.earlier.ends_on,
            chosen.same_day_earlier,
        )
        earlier = _earlier(aftercare.too_few(before), aftercare_chart.description(before))
    return Block("aftercare", aftercare_chart, found, aftercare.too_few(found), earlier)


def _resolution(figures: Figures, chosen: Chosen) -> Block:
    found = resolution.time_to_stopped(
        figures.cases, figures.calendar, chosen.start, chosen.end, chosen.observed_on
    )
    earlier = ""
    if chosen.earlier and chosen.same_day_earlier:
        before = resolution.time_to_stopped(
            figures.cases,
            figures.calendar,
            chosen.earlier.starts_on,
            chosen.earlier.ends_on,
            chosen.same_day_earlier,
        )
        earlier = _earlier(resolution.too_few(before), resolution_chart.description(before))
    return Block("resolution", resolution_chart, found, resolution.too_few(found), earlier)


def _open_levels(figures: Figures, chosen: Chosen) -> Block:
    found = escalation.open_cases_by_level(figures.cases, chosen.observed_on)
    return Block("levels", escalation_chart, found, int(found["count_cases"].sum()) == 0)


def _levels_reached(figures: Figures, chosen: Chosen) -> Block:
    found = escalation.levels_reached(
        figures.cases, figures.calendar, chosen.start, chosen.end, chosen.observed_on
    )
    return Block("reached", levels_chart, found, escalation.too_few(found))


def _reports(figures: Figures, chosen: Chosen) -> Block:
    end = min(chosen.end, chosen.observed_on)
    found = reports.reports_per_class(
        figures.reports, figures.enrolments, figures.classes, chosen.start, end
    )
    earlier = ""
    if chosen.earlier and chosen.same_day_earlier:
        start = chosen.earlier.starts_on
        before = reports.school_rate(
            figures.reports, figures.enrolments, start, chosen.same_day_earlier
        )
        earlier = reports_chart.rate_in_words(before)
    return Block("reports", reports_chart, found, reports.too_few(found), earlier)


def _earlier(too_few: bool, description: str) -> str:
    return TOO_FEW if too_few else description


def show(block: Block, period: str, after: Callable[[], None] | None = None) -> None:
    """The block on the screen; the table says the same as the picture."""
    with st.container(border=True, key=f"block_{block.key}"):
        st.subheader(block.chart.TITLE, anchor=f"figuur-{block.key}")
        if block.too_few:
            st.info(TOO_FEW, icon=":material/hourglass_empty:")
        else:
            st.write(block.chart.description(block.found))
            st.plotly_chart(
                block.chart.figure(block.found),
                key=f"chart_{block.key}",
                config=CONFIG,
                theme=None,
                alt=block.chart.description(block.found),
            )
        st.caption(period)
        if block.earlier:
            st.caption(f"Vorig schooljaar, even ver in het jaar: {block.earlier}")
        with st.expander("Hoe lees ik dit?"):
            st.write(block.chart.HOW_TO_READ)
        if not block.too_few:
            with st.expander("Als tabel"):
                st.table(block.chart.table(block.found), hide_index=True)
        if after:
            after()
