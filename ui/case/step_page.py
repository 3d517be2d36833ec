"""The page of one step: what to ask, the form with its button always in sight, and the guide."""

from functools import partial

import streamlit as st

from casework import entries as kinds
from casework.cases.case import CaseState
from casework.cases.escalation import HIGHEST_LEVEL
from casework.cases.owner_words import for_a_colleague
from casework.cases.steps import StepState, StepStatus, title_of, why_again
from casework.desk import CaseFile, Desk
from casework.entries.aftercare import NOT_STOPPED
from casework.text_direction import contained
from casework.words import long_date, short_date
from ui.case import case_address, planning, support
from ui.case.gate import gate
from ui.case.guide import guide
from ui.case.other_ways import other_ways
from ui.case.recording import record_in
from ui.case.step_forms import STEP_FORMS
from ui.case.step_titles import key_of, title
from ui.drawn_alone import drawn_alone
from ui.forms import refusals
from ui.forms.form import Form
from ui.inner_link import address, link
from ui.labels import plain

WIDTH = 760


def is_visible(file: CaseFile, state: StepState) -> bool:
    """Whether this reader has something to do or to read at this step."""
    return file.may_record or (support.is_of_support(state) and bool(file.case.consults))


def page(desk: Desk, file: CaseFile, state: StepState) -> None:
    """Everything to do with one step: the form, the guide, and the ways not to do it."""
    with st.container(key="step", width=WIDTH):
        st.header(plain(title(file, state)), anchor=False)
        drawn_alone(partial(_body, desk, file, state))


def _body(desk: Desk, file: CaseFile, state: StepState) -> None:
    if support.is_of_support(state):
        support.thread(file)
        if support.is_answered_here(file, state):
            support.answer(desk, file, case_address.choose_none)
            return
    if not file.may_record:
        return
    if why := why_again(file.case, state):
        st.caption(plain(why))
    if state.step.gate == "joint_talk" and state.is_open:
        gate(file)
    if is_over := is_over_for(file, state):
        _say_over(file)
    planning.before_talk(file, state)
    _say_early(file, state)
    if state.status is not StepStatus.BLOCKED:
        _form(file, state)
    if state.status is not StepStatus.BLOCKED and not is_over:
        planning.plan(file, state)
    other_ways(file, state)


def is_over_for(file: CaseFile, state: StepState) -> bool:
    """Whether the case is closed, so that this step takes nothing more."""
    kind = kinds.KINDS.get(state.step.form)
    is_closed = file.case.state is CaseState.CLOSED
    return is_closed and kind is not None and not kind.allowed.when_closed


def _say_over(file: CaseFile) -> None:
    """Ahead of what cannot be stored, and not after it was filled in."""
    reopen = address(case_address.act(file.case.case_id, "reopen"))
    st.html(
        '<div class="case-open"><p>Deze zaak is afgesloten; hier komt niets meer bij. Speelt er '
        f"weer iets? {link('Open de zaak weer', reopen)} met een reden, of doe een nieuwe "
        "melding.</p></div>"
    )


def _form(file: CaseFile, state: StepState) -> None:
    if state.step.form == "reported":
        st.write("Een volgende melding in deze zaak doe je op het scherm Melden.")
    elif state.step.form == "colleague_involved" and not file.is_for_reader(state.step):
        st.info(for_a_colleague(file.case, state, file.around), icon=":material/forward_to_inbox:")
    elif state.step.form in STEP_FORMS and _can_be_recorded(file, state):
        _record(file, state)


def _can_be_recorded(file: CaseFile, state: StepState) -> bool:
    """Once done, a step that happens more often can be recorded again."""
    if state.status is StepStatus.LATER:
        st.write("Deze stap is nog niet aan de beurt.")
        return False
    if state.status is StepStatus.DONE and not kinds.KINDS[state.step.form].allowed.again:
        st.write("Deze stap is gedaan; je leest het terug in de tijdlijn.")
        return False
    if state.status is StepStatus.LAPSED:
        _lapsed(file, state)
        return False
    return True


def _lapsed(file: CaseFile, state: StepState) -> None:
    """That it was left open when the case was closed, and why."""
    st.write("Deze stap stond open toen de zaak werd afgesloten, en is vervallen. Niet gedaan dus.")
    for entry, lapsed in file.case.of(kinds.StepLapsed):
        if entry.number == state.entry_number:
            st.text(contained(lapsed.reason))


def _record(file: CaseFile, state: StepState) -> None:
    step = STEP_FORMS[state.step.form](file, state)
    form = step.form(f"step_{key_of(state)}", planning.day_of_talk(file, state))
    if is_over_for(file, state) and not (form.draft and form.draft.values()):
        # What was typed before it closed is still there to be read.
        return

    def save(desk: Desk) -> str:
        new = step.entries(form)
        receipt = record_in(desk, file.case.case_id, new, form)
        case_address.back_when_stored()
        follows = _what_follows(file, new[0].payload, len(receipt.numbers))
        return f"{_recorded(plain(title_of(file.case, state)))}{follows}"

    guide(file.case.card, state.step.guide, step.questions)
    form.announce()
    _day(file, form)
    if state.is_open and (another := step.by_another(state.pupil_id)):
        st.info(f"{another} Deed jij het toch? Leg het dan hier vast.", icon=":material/group:")
    step.draw_ahead(form)
    with form.container():
        step.draw(form)
        with st.container(key="save_bar"):
            form.submit(step.act, save, primary=step.is_offered)


def _recorded(step_title: str) -> str:
    """The receipt of a step; of one that asks something, "Is het gestopt?", a sentence of two."""
    return f"{step_title} Vastgelegd." if step_title.endswith("?") else f"{step_title}: vastgelegd."


def _day(file: CaseFile, form: Form) -> None:
    """The day is today and folded away; it says so when it is another one."""
    form.prepare(form.fields["happened_on"])
    day, refusal = form.value("happened_on"), refusals.refusal(form.name)
    words = "vandaag" if day == file.case.today else short_date(day) if day else "kies een dag"
    is_refused = refusal is not None and refusal.field == "happened_on"
    with st.container(key="step_day"), st.expander(f"Wanneer: {words}", expanded=is_refused):
        form.draw("happened_on")


def _what_follows(file: CaseFile, payload: kinds.Payload, count_entries: int) -> str:
    """What the program did besides, for the receipt."""
    next_on = getattr(payload, "next_on", None)
    if next_on and (free := planning.free_day_words(file, next_on)):
        return f" Jullie spreken elkaar weer op {long_date(next_on)}.{free}"
    if isinstance(payload, kinds.Stopped):
        return f" Er zijn {count_entries - 1} nazorgmomenten gepland."
    if isinstance(payload, kinds.ColleagueInvolved) and count_entries > 1:
        return " Je maatregel staat erbij."
    if not isinstance(payload, kinds.AftercareDone):
        return ""
    if payload.outcome not in NOT_STOPPED:
        return _extra_talk(file, payload)
    level = file.case.level + 1
    if level > HIGHEST_LEVEL:
        return " De zaak is weer geopend."
    return f" De zaak is weer geopend, en bovenaan staat het voorstel voor niveau {level}."


def _extra_talk(file: CaseFile, done: kinds.AftercareDone) -> str:
    """Before its moment begins a talk is an extra one; the nazorg itself stays to be done."""
    if not (begins := _begins_later(file, done.planned_number)):
        return ""
    return f" Dit telt als extra gesprek: de nazorg zelf begint op {begins} en blijft staan."


def _say_early(file: CaseFile, state: StepState) -> None:
    """Ahead of a talk of nazorg before its moment: how it will count."""
    if state.step.form != kinds.AftercareDone.kind or not state.is_open:
        return
    if begins := _begins_later(file, state.occurrence):
        st.info(
            f"Deze nazorg begint op {begins}. Een gesprek daarvoor telt als extra gesprek; de "
            "nazorg zelf blijft dan staan.",
            icon=":material/schedule:",
        )


def _begins_later(file: CaseFile, planned_number: int) -> str:
    """The day on which a moment of nazorg begins, in words; empty when it has begun."""
    moments = (m for m in file.case.aftercare if m.number == planned_number)
    begins_on = next((m.window_starts_on for m in moments), file.case.today)
    return long_date(begins_on) if begins_on > file.case.today else ""
