"""The measures of a case: risk, for whom, until when, and whether they worked."""

import streamlit as st

from casework import entries as kinds
from casework.cases.measures import MeasureTaken
from casework.desk import CaseFile
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
    icon, color = RISK_LOOKS[measure.risk] if measure else RISK_LOOKS["none"]
    title = measure.title if measure else agreed.measure
    words = " ".join(agreed.words.split()) if agreed.measure == "own" else ""
    risk = f":{color}-badge[{icon} {RISKS[measure.risk if measure else 'none']}]"
    facts = [
        f"voor {file.name(agreed.for_pupil)}" if agreed.for_pupil else "voor meer leerlingen",
        f"afgesproken {short_date(taken.agreed_on, today)}{_by(agreed)}",
        f"tot {short_date(agreed.until, today)}" if agreed.until else "",
        _outcome(file, taken),
    ]
    line = plain(" · ".join(fact for fact in facts if fact))
    return f"**{plain(f'{title}: {words}' if words else title)}** {risk}  \n  {line}"


def _by(agreed: kinds.MeasureAgreed) -> str:
    return f" door de {OWNERS[agreed.agreed_by]}" if agreed.agreed_by else ""


def _outcome(file: CaseFile, taken: MeasureTaken) -> str:
    today = file.case.today
    if taken.review:
        outcome = file.case.card.word("outcomes", taken.outcome)
        return f"nagekeken {short_date(taken.review.happened_on, today)}: {outcome}"
    if taken.agreed.review_on:
        return f"nakijken op {short_date(taken.agreed.review_on, today)}"
    return "nog niet nagekeken"
