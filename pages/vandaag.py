"""Vandaag: what is due, late or new for me, by pupil; each line leads to its act."""

from functools import partial

import streamlit as st

from casework.errors import CaseworkError
from casework.people import Action
from ui import navigation, receipts, session, undo
from ui.agenda import (
    calendar_feed,
    digest,
    drafts,
    lines,
    notices,
    own_time,
    without_owner,
    work_list,
)
from ui.drawn_alone import drawn_alone
from ui.labels import plain
from ui.office import checklist
from ui.quick_note import box

desk = session.desk()
receipts.show()
undo.undo_line(desk)
with st.container(horizontal=True, vertical_alignment="center", key="greeting"):
    st.title(plain(f"{lines.greeting()}, {desk.actor.given_name}"), anchor=False, width="content")
    st.space("stretch")
    if desk.may(Action.REPORT) and st.button(
        "Nieuwe melding", key="new_report", type="primary", icon=":material/edit_note:"
    ):
        navigation.go(navigation.REPORT)
lines.head(desk)
try:
    box.box()
    notices.show(desk)
    own_time.stand_ins(desk)
    lines.without_mentor(desk)
    without_owner.show(desk)
    drafts.show(desk)
    if desk.may(Action.SEE_CASE):
        work_list.show(desk)
        drawn_alone(partial(calendar_feed.part, desk))
        digest.part(desk)
        drawn_alone(partial(own_time.part, desk))
    else:
        if desk.may(Action.ADMINISTER):
            checklist.show_waiting(desk.office)
        lines.nothing_here(desk)
except CaseworkError as refusal:
    st.error(plain(str(refusal)))
