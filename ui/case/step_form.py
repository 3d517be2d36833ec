"""The form of the step that was chosen, with its guide beside it."""

from datetime import date

import streamlit as st

from casework import entries as kinds
from casework.desk import CaseFile, Desk
from casework.desk.telling import step_title
from casework.entries import NewEntry
from casework.errors import InputRefused
from casework.steps import StepState, StepStatus
from ui import session
from ui.case.fields import STEP_FIELDS, entry_of
from ui.case.recording import record
from ui.form import Form
from ui.labels import long_date, plain

WAITS_FOR = {
    "talk_target": "het gesprek met de gepeste leerling",
    "talk_displaying": "het gesprek met de pestende leerling",
}


def chosen_step(file: CaseFile) -> StepState | None:
    """The step that the address names (`stap`, `leerling`, `nr`), if this case has it."""
    asked = st.query_params
    wanted = (asked.get("stap"), asked.get("leerling", ""), asked.get("nr", "0"))
    found = [s for s in file.steps if (s.step.id, s.pupil_id, str(s.occurrence)) == wanted]
    return found[0] if found else None


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
    name = plain(step_title(file, state))
    return f"{name} · {plain(file.name(state.pupil_id))}" if state.pupil_id else name


def step_form(file: CaseFile, state: StepState) -> None:
    """Everything to do with one step: the form, the guide, and the ways not to do it."""
    with st.container(border=True, key="step"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header(title(file, state), anchor=False)
            st.space("stretch")
            st.button("Sluiten", key="step_close", icon=":material/close:", on_click=choose_none)
        left, right = st.columns([3, 2], gap="large")
        with right:
            _guide(file, state)
        with left:
            _body(file, state)


def _guide(file: CaseFile, state: StepState) -> None:
    guide = file.case.card.guide(state.step.guide)
    if guide is None:
        return
    with st.container(key="guide"):
        st.markdown(f"**{plain(guide.title)}**")
        st.markdown("\n".join(f"- {plain(line)}" for line in guide.lines))
        if guide.ours:
            st.caption("Een begin van ons; vervang het door de bijlage van je eigen protocol.")


def _body(file: CaseFile, state: StepState) -> None:
    if state.status is StepStatus.BLOCKED:
        _blocked(state)
    elif state.step.form in STEP_FIELDS and _can_be_recorded(state):
        _record(file, state)
    elif state.step.form == "reported":
        st.write("Een volgende melding in deze zaak doe je op het scherm Melden.")
    if state.is_open and state.step.form not in ("stopped", "reported"):
        _other_ways(file, state)


def _can_be_recorded(state: StepState) -> bool:
    """Once done, a step that happens more often can be recorded again."""
    again = ("talk_held", "checked_in", "measure_agreed", "parents_informed", "support_asked")
    more = ("analysis_added", "magister_noted", "team_informed", "colleague_involved")
    if state.status is StepStatus.LATER:
        st.write("Deze stap is nog niet aan de beurt.")
        return False
    if state.status is StepStatus.DONE and state.step.form not in (*again, *more):
        st.write("Deze stap is gedaan; je leest het terug in de tijdlijn.")
        return False
    return state.status is not StepStatus.LAPSED


def _blocked(state: StepState) -> None:
    first = " en ".join(WAITS_FOR[step] for step in state.blocked_by)
    st.info(
        f"Eerst {first}. Daarna kan een gesprek samen, als de gepeste leerling dat zelf wil en "
        "iemand het leidt. Een gesprek samen zonder die voorbereiding geeft een hoog risico.",
        icon=":material/lock:",
    )


def _record(file: CaseFile, state: StepState) -> None:
    fields = STEP_FIELDS[state.step.form]
    form = Form(f"step_{state.step.id}_{state.pupil_id[:8]}_{state.occurrence}")

    def save(desk: Desk) -> str:
        new = entry_of(form, file, state)
        return _stored(desk, file, new, form, f"{plain(step_title(file, state))}: vastgelegd.")

    if fields.ahead:
        fields.ahead(form, file, state)
    with form.drawn():
        form.day("happened_on", "Wanneer?", file.case.today)
        fields.draw(form, file, state)
        form.submit(fields.act, save)


def _stored(desk: Desk, file: CaseFile, new: NewEntry, form: Form, sentence: str) -> str:
    receipt = record(desk, file, new, form)
    choose_none()
    planned = len(receipt.numbers) - 1
    if isinstance(new.payload, kinds.Stopped):
        return f"{sentence} Er zijn {planned} nazorgmomenten gepland."
    if planned:
        return f"{sentence} De zaak is weer geopend."
    return sentence


def _other_ways(file: CaseFile, state: StepState) -> None:
    if state.step.per == "moment":
        with st.expander("Verzetten"):
            _move(file, state)
    with st.expander("Niet van toepassing, want..."):
        _set_aside(file, state)


def _set_aside(file: CaseFile, state: StepState) -> None:
    form = Form(f"aside_{state.step.id}_{state.pupil_id[:8]}_{state.occurrence}")

    def save(desk: Desk) -> str:
        reason = form.words("reason")
        said: kinds.Payload
        if not reason:
            raise InputRefused("Schrijf op waarom deze stap niet van toepassing is.", "reason")
        if state.step.per == "moment":
            said = kinds.AftercareSetAside(planned_number=state.occurrence, reason=reason)
        else:
            said = kinds.StepSetAside(occurrence=state.occurrence, reason=reason)
        new = NewEntry(said, session.today(), state.step.id, state.pupil_id)
        return _stored(desk, file, new, form, "Vastgelegd: niet van toepassing.")

    with form.drawn():
        form.area("reason", "Waarom niet?")
        form.submit("Vastleggen", save, primary=False)


def _move(file: CaseFile, state: StepState) -> None:
    form = Form(f"move_{state.occurrence}")

    def save(desk: Desk) -> str:
        due_on: date | None = form.value("due_on")
        if due_on is None:
            raise InputRefused("Kies de nieuwe datum.", "due_on")
        window = file.case.card.aftercare_window_school_days
        said = kinds.AftercareMoved(
            planned_number=state.occurrence,
            due_on=due_on,
            window_ends_on=file.case.school_days.after(due_on, window),
            reason=form.words("reason"),
        )
        new = NewEntry(said, session.today(), state.step.id, state.pupil_id)
        return _stored(desk, file, new, form, f"Verzet naar {long_date(due_on)}.")

    with form.drawn():
        form.day("due_on", "Naar welke dag?")
        form.area("reason", "Waarom?")
        form.submit("Verzetten", save, primary=False)
