"""How fast this case went, beside how fast cases go at this school."""

from typing import Any

import pandas as pd
import streamlit as st

from analytics import delays, resolution
from analytics.period import Period
from analytics.statistics import survival_at
from casework.case import Case, CaseState
from casework.desk import CaseReview
from casework.review import likeness, own_delays
from ui.charts import style
from ui.labels import plain, short_date
from ui.review import figure

TITLE = "Hoe snel ging het?"
LEGS = {
    "incident_to_report": ("Melding na het voorval", "voorval onbekend"),
    "report_to_talk": ("Eerste gesprek na de melding", "nog geen gesprek"),
    "talk_to_measure": ("Maatregel na het eerste gesprek", "nog geen maatregel na een gesprek"),
}


def show(found: CaseReview) -> None:
    """A line per leg of the way, and one about how long it takes until it stops."""
    st.header(TITLE, anchor=False)
    case, school = found.file.case, found.comparison
    period = Period(school.since, case.today, case.today)
    answer = delays.shown(delays.delays(school.cases, school.calendar, period))
    rows = [_row(case, row, answer.is_few) for row in style.rows(answer.frame)]
    lines = [f"{row['Van ... tot ...']}: {row['Deze zaak']}. {row['said']}" for row in rows]
    lines.append(_until_stopped(case, found, period))
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    st.caption(
        "Vergeleken met de andere zaken van de hele school sinds "
        f"{short_date(school.since, case.today)}, ook die nog wachten."
    )
    figure.table(pd.DataFrame(rows).drop(columns="said"), TITLE)


def _row(case: Case, row: Any, is_few: bool) -> dict[str, str]:
    name, missing = LEGS[row.leg]
    own = own_delays(case)[row.leg]
    median = None if is_few or pd.isna(row.median) else float(row.median)
    n = "" if pd.isna(row.count_cases) else f" (n = {style.number(row.count_cases)})"
    said = (
        f"{style.TOO_FEW} over de school."
        if median is None
        else f"Bij de helft van de zaken hoogstens {_days(median)}{n}."
    )
    return {
        "Van ... tot ...": name,
        "Deze zaak": missing if own is None else _days(own),
        "Helft van de zaken": "te weinig gegevens" if median is None else _days(median),
        "n": style.cell(row.count_cases) if median is not None else style.NO_VALUE,
        "said": said,
    }


def _until_stopped(case: Case, found: CaseReview, period: Period) -> str:
    """How long it runs or ran, and what share of the cases had stopped by then."""
    school = found.comparison
    days = likeness(case).school_days
    if case.state is CaseState.RUNNING:
        took = f"Loopt nu {_days(days)}"
    else:
        took = f"{'Tot het gestopt was' if case.stop else 'Tot het einde'}: {_days(days)}"
    answer = resolution.time_to_stopped(
        school.cases, school.calendar, period.start, period.end, period.observed_on
    )
    told = resolution.shown(answer)
    left, _, _ = survival_at(told.curve, days)
    if resolution.too_few(answer) or left != left:
        return f"{took}. {style.TOO_FEW} over hoe lang andere zaken duren."
    n = "" if told.count is None else f" (n = {style.number(told.count)})"
    return f"{took}. Van de zaken was toen {style.percent(1 - left)} gestopt{n}."


def _days(days: float) -> str:
    return style.counted(round(days), "schooldag", "schooldagen")
