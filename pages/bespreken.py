"""Bespreken: one case to think over, with its course, its network and cases that are like it."""

import streamlit as st

from casework.cases.review import pupil_letters
from casework.errors import CaseworkError, ReasonNeeded
from ui import navigation, session
from ui.case import badges, history, links
from ui.labels import plain
from ui.review import network, screen

desk = session.desk()
try:
    review = desk.cases.review(st.query_params.get("zaak", ""), network.depth())
except ReasonNeeded:
    st.title("Bespreken", anchor=False)
    history.ask_reason(desk, st.query_params.get("zaak", ""))
    st.stop()
except CaseworkError as refusal:
    st.title("Bespreken", anchor=False)
    st.error(plain(str(refusal)))
    st.page_link(navigation.page(navigation.CASES), label="Naar Zaken")
    st.stop()

case = review.file.case
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="review_head"):
    st.title(f"Zaak {plain(case.label)} bespreken", anchor=False, width="content")
    badges.state(case.state)
    st.badge(f"niveau {case.level}", icon=":material/stairs:", color="orange")
with st.container(horizontal=True, vertical_alignment="center", key="review_choices"):
    links.to_case(case.case_id, case.label)
    is_blank = st.toggle(
        "Zonder namen",
        key="review_blank",
        help="Elke leerling heet dan leerling A, B, ...; wat mensen opschreven blijft weg.",
    )
screen.show(
    review, pupil_letters(link.pupil_id for link in review.pupil_links) if is_blank else None
)
