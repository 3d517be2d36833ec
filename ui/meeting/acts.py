"""The buttons of a meeting that change it for everybody in it: each press is one act."""

from collections.abc import Callable

import streamlit as st

from casework.desk import Desk, MeetingFile
from casework.records import Receipt
from ui.forms.form import Form
from ui.forms.storing import store

Act = Callable[[Desk, str], Receipt]
TURN_FORM = "meeting_step"


def button(
    label: str,
    key: str,
    act: Act | None,
    *,
    receipt: str = "",
    icon: str = "",
    primary: bool = False,
    help_text: str = "",
) -> None:
    """A button that does `act` with a form key of its own; without an act it cannot be pressed."""
    form = Form(TURN_FORM)

    def save(desk: Desk) -> str:
        if act:
            act(desk, form.form_key)
        return receipt

    st.button(
        label,
        key=key,
        icon=icon or None,
        type="primary" if primary else "secondary",
        disabled=act is None,
        help=help_text or None,
        on_click=store,
        args=form.act_args(save),
    )


def refusal() -> None:
    """Why the last press changed nothing, once."""
    Form(TURN_FORM, refusal_icon=":material/error:").draw_last_answer()


def turning(file: MeetingFile, case_id: str) -> Act:
    """Go to a case, from where the meeting is on this screen."""
    meeting = file.meeting
    meeting_id, seen = meeting.meeting_id, meeting.place_number
    return lambda desk, key: desk.meetings.turn_to(meeting_id, case_id, seen=seen, form_key=key)


def ordering(file: MeetingFile, cases: list[str]) -> Act:
    """Another agenda than the one on this screen."""
    meeting = file.meeting
    meeting_id, seen = meeting.meeting_id, meeting.agenda_number
    return lambda desk, key: desk.meetings.change_agenda(meeting_id, cases, seen=seen, form_key=key)


def pausing(file: MeetingFile) -> Act:
    """Stop the clock."""
    meeting_id, seen = file.meeting.meeting_id, file.meeting.place_number
    return lambda desk, key: desk.meetings.pause(meeting_id, seen=seen, form_key=key)


def closing(file: MeetingFile) -> Act:
    """End the meeting."""
    meeting_id, seen = file.meeting.meeting_id, file.meeting.place_number
    return lambda desk, key: desk.meetings.close(meeting_id, seen=seen, form_key=key)
