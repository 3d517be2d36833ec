"""Zaak: a case that opens on what is next; a step or an act is a short page of its own."""

from functools import partial

import streamlit as st

from casework.errors import CaseworkError, ReasonNeeded
from ui import memory, navigation, receipts, session
from ui.case import act_page, bounds, case_address, header, history, overview, step_page, undo
from ui.drawn_alone import drawn_alone
from ui.labels import plain

desk = session.desk()
is_after_saving = receipts.has_one()
receipts.show()
if is_after_saving:
    bounds.way_to_new_case()
try:
    file = desk.cases.open(st.query_params.get("zaak", ""))
except ReasonNeeded:
    st.title("Zaak", anchor=False)
    history.ask_reason(desk, st.query_params.get("zaak", ""))
    st.stop()
except CaseworkError as refusal:
    st.title("Zaak", anchor=False)
    if undo.is_taken_back(st.query_params.get("zaak", "")):
        st.page_link(navigation.page(navigation.REPORT), label="Opnieuw melden")
    else:
        st.error(plain(str(refusal)))
    st.page_link(navigation.page(navigation.CASES), label="Naar Zaken")
    st.stop()

step, act = case_address.chosen_step(file), act_page.chosen_act(desk, file)
if act:
    header.head_of_form(file)
    if is_after_saving:
        drawn_alone(partial(undo.undo_line, file))
    act_page.page(act)
elif step and step_page.is_visible(file, step):
    header.head_of_form(file)
    step_page.page(desk, file, step)
else:
    overview.page(desk, file, is_after_saving=is_after_saving)
memory.remember_number_seen(file.case.case_id, file.case.last_number)
