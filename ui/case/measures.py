"""The measures of a case: risk, for whom, until when, and whether they worked."""

import streamlit as st

from casework import entries as kinds
from casework.card.model import Measure
from casework.cases.measures import MeasureTaken
from casework.desk import CaseFile
from casework.entries.measures import OWN_MEASURE
from casework.labels import OWNERS
from casework.words import short_date
from ui.card.view import RISK_LOOKS
from ui.labels import RISKS, plain


def measures(file: CaseFile) -> None:
    """What was agreed in this case: risk, for whom, until when, and whether it worked."""
    if file.case.measures:
        st.header("Maatregelen", anchor=False)
        st.markdown("\n".join(f"- {_line(file, taken)}" for taken in file.case.measures))


def _line(file: CaseFile, taken: MeasureTaken) -> str:
    agreed, today = taken.agreed, file.case.today
    measure = file.case.card.measure(agreed.measure)
    title = measure.title if measure else agreed.measure
    words = " ".join(agreed.words.split()) if agreed.measure == OWN_MEASURE else ""
    facts = [
        f"voor {file.name(agreed.for_pupil)}" if agreed.for_pupil else "voor meer leerlingen",
        f"afgesproken {short_date(taken.agreed_on, today)}{_by(agreed)}",
        f"tot {short_date(agreed.until, today)}" if agreed.until else "",
        outcome(file, taken),
    ]
    line = plain(" · ".join(fact for fact in facts if fact))
    risk = risk_badge(measure)
    return f"**{plain(f'{title}: {words}' if words else title)}** {risk}  \n  {line}"


def risk_badge(measure: Measure | None) -> str:
    """What is known of a measure, as Markdown; of one that the card lost: that of an own one."""
    risk = measure.risk if measure else "none"
    icon, color = RISK_LOOKS[risk]
    return f":{color}-badge[{icon} {RISKS[risk]}]"


def _by(agreed: kinds.MeasureAgreed) -> str:
    return f" door de {OWNERS[agreed.agreed_by]}" if agreed.agreed_by else ""


def outcome(file: CaseFile, taken: MeasureTaken) -> str:
    """How a measure worked out, or when somebody is to look."""
    today = file.case.today
    if taken.review:
        words = file.case.card.word("outcomes", taken.outcome)
        return f"nagekeken {short_date(taken.review.happened_on, today)}: {words}"
    if taken.agreed.review_on:
        return f"nakijken op {short_date(taken.agreed.review_on, today)}"
    return "nog niet nagekeken"
