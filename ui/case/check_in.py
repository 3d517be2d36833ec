"""Asking how it goes, in two taps: a score from 1 to 10 and a button; words are optional."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from casework import entries as kinds
from casework.card.model import Step
from casework.cases.case import Case, CaseState
from casework.cases.case_file import OtherMentors
from casework.desk import CaseFile, Desk
from casework.entries import NewEntry
from casework.labels import FIELD_TITLES
from casework.words import short_date
from ui import memory, redraw, session
from ui.case import case_address
from ui.case.recording import record_in
from ui.forms import second_tap
from ui.forms.field import Score, TextArea
from ui.forms.form import Form
from ui.forms.storing import LEAVE
from ui.labels import plain

ROUND, FORM, TITLE = "ask", "ask_", "Even vragen hoe het gaat"


def has_round(file: CaseFile) -> bool:
    """Whether this reader can ask the pupils of the case how it goes."""
    return bool(file.may_record and is_asked(file.case) and _round(file))


def round_of(file: CaseFile) -> None:
    """One pupil after the other: name, last score, a score from 1 to 10, and the next one.

    Who is the other mentor's to ask is no part of it; asked for by name, it is that one alone.
    """
    pupils = _round(file)
    pupil_id = st.query_params.get(case_address.PUPIL, "")
    if pupil_id in file.case.concerned and pupil_id not in pupils:
        pupils = [pupil_id]
    place = pupils.index(pupil_id) if pupil_id in pupils else 0
    _ask(file, pupils, place)
    for other in file.case.concerned:
        if mentors := _other_mentors(file, other):
            st.caption(f"{plain(file.name(other))} is voor {plain(mentors.words)}.")


def _round(file: CaseFile) -> list[str]:
    """Whom this reader asks: not who is another mentor's to ask."""
    return [pupil for pupil in file.case.concerned if not _other_mentors(file, pupil)]


def _other_mentors(file: CaseFile, pupil_id: str) -> OtherMentors | None:
    step = _step(file.case)
    return file.other_mentors(step, pupil_id) if step else None


def _ask(file: CaseFile, pupils: Sequence[str], place: int) -> None:
    pupil_id, is_last = pupils[place], place + 1 == len(pupils)
    name = file.name(pupil_id)
    form = _form(file.case, pupil_id, name)
    st.markdown(
        f"**{plain(name)}** ({place + 1} van {len(pupils)})  \n{_last_score(file, pupil_id)}"
    )

    def save(desk: Desk) -> str:
        if receipt := second_tap.repeated(form, FORM):
            # Else the next pupil would be put down as asked, whom nobody asked.
            return receipt
        sentence = _record(desk, file.case, pupil_id, name, form)
        memory.remember(LEAVE, partial(_go_on, pupils, place))
        return sentence

    with form.container():
        form.draw("safety_score")
        with st.expander("Notitie erbij"):
            form.draw("note")
        with st.container(key="save_bar", horizontal=True, gap="small"):
            form.submit("Vastleggen" if is_last else "Volgende", save, primary=True)
            st.button("Overslaan", key=form.key("skip"), on_click=_skip, args=(pupils, place))


def _skip(pupils: Sequence[str], place: int) -> None:
    _go_on(pupils, place)
    redraw.draw_page()


def _go_on(pupils: Sequence[str], place: int) -> None:
    """To the next pupil, and after the last one back to the case."""
    case_address.choose_none()
    if place + 1 < len(pupils):
        case_address.choose_act(ROUND)
        st.query_params[case_address.PUPIL] = pupils[place + 1]


def _last_score(file: CaseFile, pupil_id: str) -> str:
    own = [(day, score) for day, pupil, score in file.case.safety_scores if pupil == pupil_id]
    if not own:
        return "Nog niet gevraagd hoe veilig deze leerling zich voelt."
    day, score = own[-1]
    return f"Vorige keer: {score} op 10 ({short_date(day, file.case.today)})."


def is_asked(case: Case) -> bool:
    """Whether the mentor still asks: the case is open, and the card has the step."""
    return case.state is not CaseState.CLOSED and bool(_step(case))


def _form(case: Case, pupil_id: str, name: str) -> Form:
    return Form(
        f"{FORM}{case.case_id[:8]}_{pupil_id[:8]}",
        Score("safety_score", f"Hoe veilig voelt {plain(name)} zich? (1-10, mag leeg)"),
        TextArea("note", FIELD_TITLES["note"]),
    )


def _record(desk: Desk, case: Case, pupil_id: str, name: str, form: Form) -> str:
    payload = kinds.CheckedIn(**form.answers())
    step = _step(case)
    new = NewEntry(payload, session.today(), step.id if step else "", pupil_id)
    record_in(desk, case.case_id, [new], form)
    score = payload.safety_score
    answer = f"voelt zich {score} op 10 veilig" if score else "gevraagd hoe het gaat"
    return f"Vastgelegd. {plain(name)}: {answer}."


def _step(case: Case) -> Step | None:
    """The step on the card of this case, if it has one."""
    form = kinds.CheckedIn.kind
    return next((step for step in case.card.steps if step.form == form), None)
