"""The form of the step that was chosen, with its guide beside it."""

from datetime import date

import streamlit as st

from casework import entries as kinds
from casework.cases.escalation import HIGHEST_LEVEL
from casework.cases.steps import StepState, StepStatus, title_of
from casework.desk import CaseFile, Desk
from casework.entries import NewEntry
from casework.entries.aftercare import NOT_STOPPED
from casework.labels import OWNERS
from casework.words import long_date
from ui import session
from ui.case import support
from ui.case.gate import gate
from ui.case.guide import guide
from ui.case.recording import record_in
from ui.case.step_forms import STEP_FORMS
from ui.forms.field import Day, TextArea
from ui.forms.form import Form
from ui.labels import plain

WITHOUT_GUIDE = 760
WHY_NOT = "Schrijf op waarom deze stap niet van toepassing is."
WHY_NO_PARENTS = "Schrijf op waarom de ouders niet zijn geïnformeerd."


def chosen_step(file: CaseFile) -> StepState | None:
    """The step that the address names (`stap`, `leerling`, `nr`), if this case has it."""
    address = st.query_params
    named = (address.get("stap"), address.get("leerling", ""), address.get("nr", "0"))
    steps = (s for s in file.steps if (s.step.id, s.pupil_id, str(s.occurrence)) == named)
    return next(steps, None)


def is_visible(file: CaseFile, state: StepState) -> bool:
    """Whether this reader has something to do or to read at this step."""
    return file.may_record or (support.is_of_support(state) and bool(file.case.consults))


def is_answered(file: CaseFile) -> bool:
    """Whether the form that is open answers the ondersteuningsteam, or is its answer."""
    state = chosen_step(file)
    return state is not None and support.is_answered_here(file, state)


def choose(state: StepState) -> None:
    """Put a step in the address."""
    st.query_params["stap"] = state.step.id
    st.query_params["leerling"] = state.pupil_id
    st.query_params["nr"] = str(state.occurrence)


def choose_none() -> None:
    """Close the form."""
    for name in ("stap", "leerling", "nr"):
        st.query_params.pop(name, None)


def title(file: CaseFile, state: StepState) -> str:
    """The step in words, with the pupil it is for; safe to show as a label."""
    name = plain(title_of(file.case, state))
    return f"{name} · {plain(file.name(state.pupil_id))}" if state.pupil_id else name


def step_form(desk: Desk, file: CaseFile, state: StepState) -> None:
    """Everything to do with one step: the form, the guide, and the ways not to do it."""
    with st.container(border=True, key="step"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header(title(file, state), anchor=False)
            st.space("stretch")
            st.button("Sluiten", key="step_close", icon=":material/close:", on_click=choose_none)
        if file.case.card.guide(state.step.guide) is None:
            with st.container(width=WITHOUT_GUIDE):
                _body(desk, file, state)
            return
        left, right = st.columns([3, 2], gap="large")
        with right:
            guide(file.case.card, state.step.guide, session.form_key(_form_name(state)))
        with left:
            _body(desk, file, state)


def key_of(state: StepState) -> str:
    """What names one step for one pupil in the keys of a screen."""
    return f"{state.step.id}_{state.pupil_id[:8]}_{state.occurrence}"


def _form_name(state: StepState) -> str:
    return f"step_{key_of(state)}"


def _body(desk: Desk, file: CaseFile, state: StepState) -> None:
    if support.is_of_support(state):
        support.thread(file)
        if support.is_answered_here(file, state):
            support.answer(desk, file, choose_none)
            return
    if not file.may_record:
        return
    if state.step.gate == "joint_talk" and state.is_open:
        gate(state)
    if state.status is not StepStatus.BLOCKED:
        _form(file, state)
    if state.is_open and state.step.form not in ("stopped", "reported"):
        _other_ways(file, state)


def _form(file: CaseFile, state: StepState) -> None:
    if state.step.form == "reported":
        st.write("Een volgende melding in deze zaak doe je op het scherm Melden.")
    elif state.step.form == "colleague_involved" and not file.is_for_reader(state.step):
        _for_a_colleague(state)
    elif state.step.form in STEP_FORMS and _can_be_recorded(state):
        _record(file, state)


def _for_a_colleague(state: StepState) -> None:
    who = OWNERS[state.step.who]
    if state.is_open:
        st.info(
            f"Deze stap is voor de {who}; die ziet hem nu op Vandaag. Is er niemand met die rol? "
            "Leg dan hieronder vast waarom de stap niet doorgaat.",
            icon=":material/forward_to_inbox:",
        )
    else:
        st.write(f"Deze stap is voor de {who}.")


def _can_be_recorded(state: StepState) -> bool:
    """Once done, a step that happens more often can be recorded again."""
    if state.status is StepStatus.LATER:
        st.write("Deze stap is nog niet aan de beurt.")
        return False
    if state.status is StepStatus.DONE and not kinds.KINDS[state.step.form].allowed.again:
        st.write("Deze stap is gedaan; je leest het terug in de tijdlijn.")
        return False
    return state.status is not StepStatus.LAPSED


def _record(file: CaseFile, state: StepState) -> None:
    step = STEP_FORMS[state.step.form](file, state)
    form = step.form(_form_name(state), file.case.today)

    def save(desk: Desk) -> str:
        new = step.entries(form)
        return _store(desk, file, new, form, f"{plain(title_of(file.case, state))}: vastgelegd.")

    step.draw_ahead(form)
    with form.container():
        form.draw("happened_on")
        step.draw(form)
        form.submit(step.act, save, primary=True)


def _store(desk: Desk, file: CaseFile, new: list[NewEntry], form: Form, sentence: str) -> str:
    receipt = record_in(desk, file.case.case_id, new, form)
    choose_none()
    return f"{sentence}{_what_follows(file, new[0].payload, len(receipt.numbers))}"


def _what_follows(file: CaseFile, payload: kinds.Payload, count_entries: int) -> str:
    """What the program did besides, for the receipt."""
    if isinstance(payload, kinds.Stopped):
        return f" Er zijn {count_entries - 1} nazorgmomenten gepland."
    if isinstance(payload, kinds.ColleagueInvolved) and count_entries > 1:
        return " Je maatregel staat erbij."
    if not isinstance(payload, kinds.AftercareDone) or payload.outcome not in NOT_STOPPED:
        return ""
    level = file.case.level + 1
    if level > HIGHEST_LEVEL:
        return " De zaak is weer geopend."
    return f" De zaak is weer geopend, en bovenaan staat het voorstel voor niveau {level}."


def _other_ways(file: CaseFile, state: StepState) -> None:
    if state.step.per == "moment":
        with st.expander("Verzetten"):
            _move(file, state)
    with st.expander(f"{not_done(state).capitalize()}, want..."):
        _set_aside(file, state)


def not_done(state: StepState) -> str:
    """What it is called that a step was left out."""
    return "niet geïnformeerd" if _is_about_parents(state) else "niet van toepassing"


def _is_about_parents(state: StepState) -> bool:
    return state.step.form == kinds.ParentsInformed.kind


def _set_aside(file: CaseFile, state: StepState) -> None:
    needed = WHY_NO_PARENTS if _is_about_parents(state) else WHY_NOT
    form = Form(
        f"aside_{key_of(state)}",
        TextArea("reason", "Waarom niet?", required=needed),
    )

    def save(desk: Desk) -> str:
        reason: str = form.read("reason")
        payload: kinds.Payload
        if state.step.per == "moment":
            payload = kinds.AftercareSetAside(planned_number=state.occurrence, reason=reason)
        else:
            payload = kinds.StepSetAside(occurrence=state.occurrence, reason=reason)
        new = NewEntry(payload, session.today(), state.step.id, state.pupil_id)
        return _store(desk, file, [new], form, f"Vastgelegd: {not_done(state)}.")

    form.show("Vastleggen", save)


def _move(file: CaseFile, state: StepState) -> None:
    form = Form(
        f"move_{state.occurrence}",
        Day("due_on", "Naar welke dag?", required="Kies de nieuwe datum."),
        TextArea("reason", "Waarom?"),
    )

    def save(desk: Desk) -> str:
        due_on: date = form.read("due_on")
        window = file.case.card.aftercare_window_school_days
        payload = kinds.AftercareMoved(
            planned_number=state.occurrence,
            due_on=due_on,
            window_ends_on=file.case.school_days.after(due_on, window),
            reason=form.read("reason"),
        )
        new = NewEntry(payload, session.today(), state.step.id, state.pupil_id)
        return _store(desk, file, [new], form, f"Verzet naar {long_date(due_on)}.")

    form.show("Verzetten", save)
