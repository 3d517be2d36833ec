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
AGAIN = "decision_to_correct"


def decisions(file: MeetingFile, shown: MeetingCase) -> None:
    """What was decided, in this meeting and before, the newest first."""
    for one in reversed(shown.decisions):
        _decision(file, shown, one)


def _decision(file: MeetingFile, shown: MeetingCase, one: TeamDecision) -> None:
    case = shown.file
    is_here = one.said.meeting_id == file.meeting.meeting_id
    with st.container(border=True, key=f"besluit_{one.number}", gap="xxsmall"):
        head = "Besluit" if one.said.is_decided else "Geen besluit, want"
        when = "in dit overleg" if is_here else short_date(one.entry.happened_on, case.case.today)
        st.markdown(f"**{head}** · {when}")
        st.text(one.said.decision)
        if one.said.is_decided and one.said.due_on:
            who = plain(case.colleague(one.said.who))
            due = short_date(one.said.due_on, case.case.today)
            done = " · :material/check_circle: uitgevoerd" if one.done else ""
            st.markdown(f"**{who}** · uiterlijk {due}{done}")
        by = plain(case.colleague(one.entry.recorded_by))
        st.caption(f"vastgelegd door {by}, {moment(one.entry.recorded_at)}")
        if is_here and not one.done and file.meeting.state == "running":
            st.button(
                "Verbeteren",
                key=f"decision_correct_{one.number}",
                icon=":material/edit:",
                on_click=_take_up,
                args=(_name(file, shown), one),
            )


def _name(file: MeetingFile, shown: MeetingCase) -> str:
    return f"besluit_{file.meeting.meeting_id}_{shown.file.case.case_id}"


def _take_up(name: str, one: TeamDecision) -> None:
    """Fill the form with a decision, to put it right."""
    form = KeptForm(name, FIELDS)
    session.set_widget_value(form.key("choice"), "decided" if one.said.is_decided else "none")
    session.set_widget_value(form.key("decision"), one.said.decision)
    session.set_widget_value(form.key("who"), one.said.who or None)
    session.set_widget_value(form.key("due_on"), one.said.due_on)
    session.remember(f"{AGAIN}_{name}", one.number)


def form(desk: Desk, file: MeetingFile, shown: MeetingCase) -> None:
    """The form, kept as it is typed; it stays as it is when a colleague was first."""
    if shown.here is CaseHere.MERGED:
        return
    kept = KeptForm(_name(file, shown), FIELDS)
    if not kept.is_open:
        kept.open(desk, lambda: {"choice": "decided", "decision": ""})
    if kept.was_found_again and kept.words("decision"):
        st.caption("Wat je hier eerder typte, staat er nog.")
    again = session.recall(f"{AGAIN}_{kept.name}")
    with st.container(border=True, key="meeting_decision"):
        st.header("Besluit verbeteren" if again else "Besluit", anchor=False)
        fields.one_of_few(kept, "choice", "Wat leggen jullie vast?", CHOICES)
        is_decided = kept.code("choice") != "none"
        words = "Wat besluiten jullie?" if is_decided else "Waarom is er geen besluit?"
        fields.words(kept, "decision", words, height=120)
        if is_decided:
            fields.one(kept, "who", "Wie doet het?", shown.may_do)
            fields.day(kept, "due_on", "Uiterlijk wanneer?")
        refused = session.refusal(kept.name)
        if refused and not refused.field:
            st.error(plain(refused.sentence), icon=":material/error:")
        _buttons(file, shown, kept, again)


def _buttons(file: MeetingFile, shown: MeetingCase, kept: KeptForm, again: int | None) -> None:
    meeting_id, case_id = file.meeting.meeting_id, shown.file.case.case_id
    drawn_key = kept.form_key

    def save(desk: Desk) -> str:
        session.forget_refusal(kept.name)
        said = said_in(kept, again)
        seen = session.number_seen(case_id)
        desk.decide(meeting_id, case_id, said, seen=seen, form_key=drawn_key)
        desk.drop_draft(kept.name)
        session.remember(f"{AGAIN}_{kept.name}", None)
        if not said.is_decided:
            return "Vastgelegd in de zaak dat er geen besluit is, en waarom."
        return "Het besluit staat in de zaak, en bij wie het doet op Vandaag."

    with st.container(horizontal=True):
        st.button(
            "Verbetering vastleggen" if again else "Besluit vastleggen",
            key=kept.key("submit"),
            type="primary",
            icon=":material/gavel:",
            on_click=store,
            args=(kept.name, save),
        )
        if again:
            st.button(
                "Toch niet verbeteren", key=kept.key("cancel"), on_click=_let_go, args=(kept,)
            )


def said_in(form: Form, corrects: int | None) -> kinds.TeamDecided:
    """What the form says now; the desk fills in which meeting it is."""
    is_decided = form.code("choice") != "none"
    return kinds.TeamDecided(
        meeting_id="",
        is_decided=is_decided,
        who=form.code("who") if is_decided else "",
        due_on=form.value("due_on") if is_decided else None,
        decision=form.words("decision"),
        corrects=corrects,
    )


def _let_go(kept: KeptForm) -> None:
    session.remember(f"{AGAIN}_{kept.name}", None)
    kept.start_over()
