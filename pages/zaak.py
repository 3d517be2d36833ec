"""Zaak: one case as the school's own card, with the next step on top."""

import streamlit as st

from casework.errors import CaseworkError
from ui import navigation, session
from ui.case import (
    bounds,
    card,
    check_in,
    chosen_step,
    decisions,
    header,
    measures,
    mentor_hour,
    notices,
    team_decisions,
    timeline,
)

desk = session.desk()
session.show_receipt()
bounds.way_to_new_case()
try:
    file = desk.cases.open(st.query_params.get("zaak", ""))
except CaseworkError as refusal:
    st.title("Zaak", anchor=False)
    st.error(str(refusal))
    st.page_link(navigation.page(navigation.CASES), label="Naar Zaken")
    st.stop()

header.header(file)
notices.notices(file)
team_decisions.open_decisions(file)
header.proposal(file)
header.now(file)
step = chosen_step.chosen_step(file)
if step and chosen_step.is_visible(file, step):
    chosen_step.step_form(desk, file, step)
else:
    check_in.check_ins(file)
card.six_columns(file, mentor_hour.latest(desk, file))
left, right = st.columns([3, 2], gap="large")
with left:
    timeline.timeline(desk, file)
with right:
    measures.measures(file)
    decisions.decisions(desk, file)
session.remember_number_seen(file.case.case_id, file.case.last_number)
