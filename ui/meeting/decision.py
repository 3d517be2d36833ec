"""The decision of the team about the case on screen: what, who and by when, or why none."""

import streamlit as st

from casework import entries as kinds
from casework.cases.team_decisions import TeamDecision
from casework.desk import Desk, MeetingCase, MeetingFile
from casework.meetings.meeting_file import AgendaCaseState
from casework.text_direction import contained
from casework.words import moment, short_date
from ui import memory
from ui.forms.draft_form import DraftForm
from ui.forms.field import Day, Field, Pills, Select, TextArea
from ui.forms.form import Form
from ui.forms.storing import store
from ui.labels import plain

CHOICES = {"decided": "Besluit", "none": "Geen besluit, want"}
CORRECTS = Field("corrects")
"""The number of the decision that is put right, which nobody types: kept with what is typed."""
FIELDS: tuple[Field, ...] = (
    CORRECTS,
    Pills("choice", "Wat leggen jullie vast?", CHOICES, prefilled=True),
    TextArea("decision", "Wat besluiten jullie?", height=120),
    Select("who", "Wie doet het?", placeholder="Kies", filter_mode=None),
    Day("due_on", "Uiterlijk wanneer?"),
)
NO_DECISION = TextArea("decision", "Waarom is er geen besluit?", height=120)


def decisions(file: MeetingFile, meeting_case: MeetingCase) -> None:
    """What was decided, in this meeting and before, the newest first."""
    for decision in reversed(meeting_case.decisions):
        _decision(file, meeting_case, decision)


def _decision(file: MeetingFile, meeting_case: MeetingCase, decision: TeamDecision) -> None:
    case = meeting_case.file
    is_here = decision.decided.meeting_id == file.meeting.meeting_id
    with st.container(border=True, key=f"decision_{decision.number}", gap="xxsmall"):
        head = "Besluit" if decision.decided.is_decided else "Geen besluit, want"
        when = (
            "in dit overleg" if is_here else short_date(decision.entry.happened_on, case.case.today)
        )
        st.markdown(f"**{head}** · {when}")
        st.text(contained(decision.decided.decision))
        if decision.decided.is_decided and decision.decided.due_on:
            who = plain(case.colleague(decision.decided.who))
            due = short_date(decision.decided.due_on, case.case.today)
            done = " · :material/check_circle: uitgevoerd" if decision.done else ""
            st.markdown(f"**{who}** · uiterlijk {due}{done}")
        by = plain(case.colleague(decision.entry.recorded_by))
        st.caption(f"vastgelegd door {by}, {moment(decision.entry.recorded_at)}")
        if is_here and not decision.done and file.meeting.state == "running":
            st.button(
                "Verbeteren",
                key=f"decision_correct_{decision.number}",
                icon=":material/edit:",
                on_click=_take_up,
                args=(_name(file, meeting_case), decision),
            )


def _name(file: MeetingFile, meeting_case: MeetingCase) -> str:
    return f"besluit_{file.meeting.meeting_id}_{meeting_case.file.case.case_id}"


def _take_up(name: str, decision: TeamDecision) -> None:
    """Fill the form with a decision, to put it right."""
    form = DraftForm(name, *FIELDS)
    form.fill("choice", "decided" if decision.decided.is_decided else "none")
    form.fill("decision", decision.decided.decision)
    form.fill("who", decision.decided.who or None)
    form.fill("due_on", decision.decided.due_on)
    form.fill(CORRECTS.name, decision.number)
    form.keep_all(forced="decision")


def show(desk: Desk, file: MeetingFile, meeting_case: MeetingCase) -> None:
    """The form, kept as it is typed; it stays as it is when a colleague was first."""
    if meeting_case.state is AgendaCaseState.MERGED:
        return
    form = DraftForm(_name(file, meeting_case), *FIELDS)
    form.open(desk, lambda: {"choice": "decided", "decision": ""})
    if form.is_restored and form.read("decision"):
        st.caption("Wat je hier eerder typte, staat er nog.")
    again = form.read(CORRECTS.name)
    with st.container(border=True, key="meeting_decision"):
        st.header("Besluit verbeteren" if again else "Besluit", anchor=False)
        form.draw("choice")
        if form.read("choice") == "none":
            form.draw(NO_DECISION)
        else:
            form.draw("decision")
            form.draw_choice("who", meeting_case.may_do)
            form.draw("due_on")
        form.draw_answer()
        _buttons(file, meeting_case, form, again)


def _buttons(
    file: MeetingFile, meeting_case: MeetingCase, form: DraftForm, again: int | None
) -> None:
    meeting_id, case_id = file.meeting.meeting_id, meeting_case.file.case.case_id

    def save(desk: Desk) -> str:
        payload = payload_of(form, again)
        seen = memory.number_seen(case_id)
        desk.decisions.decide(meeting_id, case_id, payload, seen=seen, form_key=form.form_key)
        if not payload.is_decided:
            return "Vastgelegd in de zaak dat er geen besluit is, en waarom."
        answers = ", als antwoord op de vraag" if meeting_case.file.case.open_consult else ""
        return f"Het besluit staat in de zaak{answers}, en bij wie het doet op Vandaag."

    with st.container(horizontal=True):
        st.button(
            "Verbetering vastleggen" if again else "Besluit vastleggen",
            key=form.key("submit"),
            type="primary",
            icon=":material/gavel:",
            on_click=store,
            args=form.act_args(save),
        )
        if again:
            st.button("Toch niet verbeteren", key=form.key("cancel"), on_click=form.start_over)


def payload_of(form: Form, corrects: int | None) -> kinds.TeamDecided:
    """The decision as the form has it; the desk fills in which meeting it is."""
    is_decided = form.read("choice") != "none"
    return kinds.TeamDecided(
        meeting_id="",
        is_decided=is_decided,
        who=form.read("who") if is_decided else "",
        due_on=form.read("due_on") if is_decided else None,
        decision=form.read("decision"),
        corrects=corrects,
    )
