"""Measures: choosing one with its risk in sight, and how those of a case work out."""

from datetime import date, timedelta

import streamlit as st

from casework import entries as kinds
from casework.card.model import Measure
from casework.cases.case import MeasureTaken
from casework.cases.steps import StepState
from casework.desk import CaseFile
from casework.entries import NewEntry, Payload
from casework.errors import InputRefused
from ui import session
from ui.card.view import RISK_LOOKS
from ui.forms.form import Form
from ui.labels import OWNERS, RISKS, WORDS, distinct, plain, short_date

WEEKS_TO_REVIEW = 2
FOR_MORE = "all"
TOGETHER = "together"


def choose(form: Form, file: CaseFile, _: StepState) -> None:
    """The choice, outside the form so that it can answer: what is known of this measure."""
    measures = {m.id: f"{m.title} ({RISKS[m.risk]})" for m in file.case.card.measures}
    form.one("measure", "Welke maatregel past hier?", measures)
    if measure := _chosen(form, file):
        icon, color = RISK_LOOKS[measure.risk]
        st.markdown(f":{color}-badge[{icon} {RISKS[measure.risk]}] {plain(measure.why)}")


def draw(form: Form, file: CaseFile, state: StepState) -> None:
    """For whom, what, with whom, until when; a reason only where the measure often backfires."""
    measure = _chosen(form, file)
    _offer_pupil(form, file, measure)
    form.pills("for_pupil", "Voor wie?", _for_whom(file))
    form.area("words", "In eigen woorden: wat spreken jullie af?")
    form.line("with_whom", WORDS["with_whom"])
    if _level(file, state) > 1:
        roles = _roles(file)
        whose = state.step.who if state.step.who in roles else ""
        form.pills("agreed_by", "Wie spreekt de maatregel af?", roles, whose)
    form.day("until", "Tot wanneer? (mag leeg)")
    form.day("review_on", "Wanneer kijk je of het werkt?", _review_day(file))
    if measure and measure.risk == "red":
        form.area("reason", "Deze maatregel werkt vaak averechts. Waarom past hij hier wel?")


def _offer_pupil(form: Form, file: CaseFile, measure: Measure | None) -> None:
    """With each new choice of a measure: the pupil whom it is meant for, unless one was chosen."""
    offered = form.key("offered")
    if measure is None or session.recall(offered) == measure.id:
        return
    session.remember(offered, measure.id)
    meant = _meant_for(file, measure)
    if meant and not form.code("for_pupil") and "for_pupil" not in form.filled:
        session.set_widget_value(form.key("for_pupil"), meant)


def read(form: Form, file: CaseFile, state: StepState) -> Payload:
    """The measure as it was filled in."""
    code, for_pupil = form.code("measure"), form.code("for_pupil")
    if not code:
        raise InputRefused("Kies een maatregel uit de lijst.", "measure")
    return kinds.MeasureAgreed(
        measure=code,
        level=_level(file, state),
        for_pupil="" if for_pupil == FOR_MORE else for_pupil,
        agreed_by=form.code("agreed_by"),
        until=form.value("until"),
        review_on=form.value("review_on"),
        words=form.words("words"),
        with_whom=form.words("with_whom"),
        reason=form.words("reason"),
    )


def choose_together(form: Form, file: CaseFile, state: StepState) -> None:
    """Who takes note of a case may agree a measure in the same go."""
    st.checkbox("Ik spreek meteen een maatregel af", key=form.key(TOGETHER))
    if form.value(TOGETHER):
        choose(form, file, state)


def draw_together(form: Form, file: CaseFile, state: StepState) -> None:
    """The fields of that measure, when there is one."""
    if form.value(TOGETHER):
        draw(form, file, state)


def read_together(form: Form, file: CaseFile, state: StepState, day: date) -> list[NewEntry]:
    """That measure, as the measure of the level that is responded to."""
    if not form.value(TOGETHER):
        return []
    steps = [step for step in file.case.card.steps if step.form == kinds.MeasureAgreed.kind]
    own = next((step for step in steps if step.level == state.step.level), steps[0])
    return [NewEntry(read(form, file, state), day, own.id)]


def measures(file: CaseFile) -> None:
    """What was agreed in this case: risk, for whom, until when, and whether it worked."""
    taken = file.case.measures
    if not taken:
        return
    st.header("Maatregelen", anchor=False)
    st.markdown("\n".join(f"- {_told(file, one)}" for one in taken))


def _told(file: CaseFile, taken: MeasureTaken) -> str:
    said, today = taken.said, file.case.today
    measure = file.case.card.measure(said.measure)
    icon, color = RISK_LOOKS[measure.risk] if measure else RISK_LOOKS["none"]
    title = measure.title if measure else said.measure
    words = " ".join(said.words.split()) if said.measure == "own" else ""
    risk = f":{color}-badge[{icon} {RISKS[measure.risk if measure else 'none']}]"
    facts = [
        f"voor {file.name(said.for_pupil)}" if said.for_pupil else "voor meer leerlingen",
        f"afgesproken {short_date(taken.agreed_on, today)}{_by(said)}",
        f"tot {short_date(said.until, today)}" if said.until else "",
        _outcome(file, taken),
    ]
    told = plain(" · ".join(fact for fact in facts if fact))
    return f"**{plain(f'{title}: {words}' if words else title)}** {risk}  \n  {told}"


def _by(said: kinds.MeasureAgreed) -> str:
    return f" door de {OWNERS[said.agreed_by]}" if said.agreed_by else ""


def _outcome(file: CaseFile, taken: MeasureTaken) -> str:
    today = file.case.today
    if taken.review:
        outcome = file.case.card.word("outcomes", taken.outcome)
        return f"nagekeken {short_date(taken.review.happened_on, today)}: {outcome}"
    if taken.said.review_on:
        return f"nakijken op {short_date(taken.said.review_on, today)}"
    return "nog niet nagekeken"


def _chosen(form: Form, file: CaseFile) -> Measure | None:
    return file.case.card.measure(form.code("measure"))


def _for_whom(file: CaseFile) -> dict[str, str]:
    pupils = distinct({pupil: file.name(pupil) for pupil in file.case.parts})
    return pupils | {FOR_MORE: "voor meer leerlingen"}


def _meant_for(file: CaseFile, measure: Measure | None) -> str:
    """The one pupil for whom such a measure is meant, where there is just one."""
    found = file.case.pupils(measure.about) if measure and measure.about else []
    return found[0] if len(found) == 1 else ""


def _level(file: CaseFile, state: StepState) -> int:
    return state.step.level or file.case.level


def _roles(file: CaseFile) -> dict[str, str]:
    return {level.who: OWNERS[level.who] for level in file.case.card.levels}


def _review_day(file: CaseFile) -> date:
    return file.case.school_days.after(file.case.today + timedelta(weeks=WEEKS_TO_REVIEW), 0)
