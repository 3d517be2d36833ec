"""The decision of the team about the case on screen: what, who and by when, or why none."""

import streamlit as st

from casework import entries as kinds
from casework.cases.team_decisions import TeamDecision
from casework.desk import Desk, MeetingCase, MeetingFile
from casework.meetings.meeting_file import CaseHere
from ui import session
from ui.forms import drafted_fields as fields
from ui.forms.drafted import Fields, KeptForm
from ui.forms.form import Form, store
from ui.labels import moment, plain, short_date

CHOICES = {"decided": "Besluit", "none": "Geen besluit, want"}
FIELDS = Fields(("choice", "decision", "who", "due_on"), first="decision", given=("choice",))
TO_CORRECT = "decision_to_correct"


def decisions(file: MeetingFile, meeting_case: MeetingCase) -> None:
    """What was decided, in this meeting and before, the newest first."""
    for decision in reversed(meeting_case.decisions):
        _decision(file, meeting_case, decision)


def _decision(file: MeetingFile, meeting_case: MeetingCase, decision: TeamDecision) -> None:
    case = meeting_case.file
    is_here = decision.said.meeting_id == file.meeting.meeting_id
    with st.container(border=True, key=f"decision_{decision.number}", gap="xxsmall"):
        head = "Besluit" if decision.said.is_decided else "Geen besluit, want"
        when = (
            "in dit overleg" if is_here else short_date(decision.entry.happened_on, case.case.today)
        )
        st.markdown(f"**{head}** · {when}")
        st.text(decision.said.decision)
        if decision.said.is_decided and decision.said.due_on:
            who = plain(case.colleague(decision.said.who))
            due = short_date(decision.said.due_on, case.case.today)
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
    form = KeptForm(name, FIELDS)
    session.set_widget_value(form.key("choice"), "decided" if decision.said.is_decided else "none")
    session.set_widget_value(form.key("decision"), decision.said.decision)
    session.set_widget_value(form.key("who"), decision.said.who or None)
    session.set_widget_value(form.key("due_on"), decision.said.due_on)
    session.remember(f"{TO_CORRECT}_{name}", decision.number)


def show(desk: Desk, file: MeetingFile, meeting_case: MeetingCase) -> None:
    """The form, kept as it is typed; it stays as it is when a colleague was first."""
    if meeting_case.here is CaseHere.MERGED:
        return
    form = KeptForm(_name(file, meeting_case), FIELDS)
    if not form.is_open:
        form.open(desk, lambda: {"choice": "decided", "decision": ""})
    if form.was_found_again and form.words("decision"):
        st.caption("Wat je hier eerder typte, staat er nog.")
    again = session.recall(f"{TO_CORRECT}_{form.name}")
    with st.container(border=True, key="meeting_decision"):
        st.header("Besluit verbeteren" if again else "Besluit", anchor=False)
        fields.one_of_few(form, "choice", "Wat leggen jullie vast?", CHOICES)
        is_decided = form.code("choice") != "none"
        words = "Wat besluiten jullie?" if is_decided else "Waarom is er geen besluit?"
        fields.words(form, "decision", words, height=120)
        if is_decided:
            fields.one(form, "who", "Wie doet het?", meeting_case.may_do)
            fields.day(form, "due_on", "Uiterlijk wanneer?")
        refused = session.refusal(form.name)
        if refused and not refused.field:
            st.error(plain(refused.sentence), icon=":material/error:")
        _buttons(file, meeting_case, form, again)


def _buttons(
    file: MeetingFile, meeting_case: MeetingCase, form: KeptForm, again: int | None
) -> None:
    meeting_id, case_id = file.meeting.meeting_id, meeting_case.file.case.case_id
    form_key = form.form_key

    def save(desk: Desk) -> str:
        session.forget_refusal(form.name)
        payload = payload_of(form, again)
        seen = session.number_seen(case_id)
        desk.decide(meeting_id, case_id, payload, seen=seen, form_key=form_key)
        desk.drop_draft(form.name)
        session.remember(f"{TO_CORRECT}_{form.name}", None)
        if not payload.is_decided:
            return "Vastgelegd in de zaak dat er geen besluit is, en waarom."
        return "Het besluit staat in de zaak, en bij wie het doet op Vandaag."

    with st.container(horizontal=True):
        st.button(
            "Verbetering vastleggen" if again else "Besluit vastleggen",
            key=form.key("submit"),
            type="primary",
            icon=":material/gavel:",
            on_click=store,
            args=(form.name, save),
        )
        if again:
            st.button(
                "Toch niet verbeteren", key=form.key("cancel"), on_click=_let_go, args=(form,)
            )


def payload_of(form: Form, corrects: int | None) -> kinds.TeamDecided:
    """The decision as the form has it; the desk fills in which meeting it is."""
    is_decided = form.code("choice") != "none"
    return kinds.TeamDecided(
        meeting_id="",
        is_decided=is_decided,
        who=form.code("who") if is_decided else "",
        due_on=form.value("due_on") if is_decided else None,
        decision=form.words("decision"),
        corrects=corrects,
    )


def _let_go(form: KeptForm) -> None:
    session.remember(f"{TO_CORRECT}_{form.name}", None)
    form.start_over()
