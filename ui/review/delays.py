"""How fast this case went, beside how fast cases go at this school."""

from typing import Any

import pandas as pd
import streamlit as st

from analytics.disclosure.publishable_curve import publishable_curve
from analytics.figures import delays, resolution
from analytics.period import Period
from analytics.result import MINIMUM_N, FigureResult
from analytics.statistics import survival_at
from casework.cases.case import Case, CaseState
from casework.cases.review import likeness, own_delays
from casework.desk import CaseReview
from casework.words import school_days, short_date
from ui.charts import style
from ui.labels import plain
from ui.review import picture

TITLE = "Hoe snel ging het?"
LEGS = {
    "incident_to_report": ("Melding na het voorval", "voorval onbekend"),
    "report_to_talk": ("Eerste gesprek na de melding", "nog geen gesprek"),
    "talk_to_measure": ("Maatregel na het eerste gesprek", "nog geen maatregel na een gesprek"),
}


def show(review: CaseReview) -> None:
    """A line per leg of the way, and one about how long it takes until it stops.

    Of the school only medians and shares over all its cases are shown, with the one n of them all:
    a count per leg would give small numbers away.
    """
    st.header(TITLE, anchor=False)
    case, school = review.file.case, review.comparison
    period = Period(school.since, case.today, case.today)
    result = delays.delays(school.cases, school.calendar, period)
    rows = [_row(case, row, result) for row in style.rows(result.frame)]
    lines = [f"{row['Van ... tot ...']}: {row['Deze zaak']}. {row['sentence']}" for row in rows]
    lines.append(_until_stopped(case, review, period))
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    st.caption(
        "Vergeleken met de andere zaken van de hele school sinds "
        f"{short_date(school.since, case.today)}, ook die nog wachten."
    )
    picture.table(pd.DataFrame(rows).drop(columns="sentence"), TITLE)


def _row(case: Case, row: Any, result: FigureResult) -> dict[str, str]:
    name, missing = LEGS[row.leg]
    own = own_delays(case)[row.leg]
    cells = {"Van ... tot ...": name, "Deze zaak": missing if own is None else _days(own)}
    if result.is_few or row.count_seen < MINIMUM_N or pd.isna(row.median):
        sentence = f"{style.TOO_FEW} over de school."
        return cells | {"Helft van de zaken": "te weinig gegevens", "sentence": sentence}
    half = _days(row.median)
    sentence = f"Bij de helft van de zaken hoogstens {half} (n = {style.number(result.count)})."
    return cells | {"Helft van de zaken": f"hoogstens {half}", "sentence": sentence}


def _until_stopped(case: Case, review: CaseReview, period: Period) -> str:
    """How long it runs or ran, and what share of the cases had stopped by then."""
    school = review.comparison
    days = likeness(case).school_days
    if case.state is CaseState.RUNNING:
        took = f"Loopt nu {_days(days)}"
    else:
        took = f"{'Tot het gestopt was' if case.stop else 'Tot het einde'}: {_days(days)}"
    result = resolution.time_to_stopped(school.cases, school.calendar, period)
    curve = publishable_curve(result.followed.curve, resolution.MILESTONES)
    left, _, _ = survival_at(curve, days)
    if result.is_few or left != left:
        return f"{took}. {style.TOO_FEW} over hoe lang andere zaken duren."
    return (
        f"{took}. Van de zaken was toen {style.percent(1 - left)} gestopt "
        f"(n = {style.number(result.count)})."
    )


def _days(days: float) -> str:
    return school_days(round(days))
