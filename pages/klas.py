"""Klas: the pupils of a class, how it is doing, and its preventive mentor hours."""

import streamlit as st

from casework.errors import CaseworkError
from ui import session
from ui.classroom import figures, mentor_hours, open_cases, overview

desk = session.desk()
session.show_receipt()
try:
    classes = desk.classroom.classes()
    if not classes:
        st.title("Klas", anchor=False)
        st.write("Je hebt dit schooljaar nog geen klas. De beheerder legt vast wie mentor is.")
        st.stop()
    place = st.container()
    file = desk.classroom.open(overview.choice(classes))
except CaseworkError as refusal:
    st.title("Klas", anchor=False)
    st.error(str(refusal))
    st.stop()

with place:
    st.title(f"Klas {file.school_class.name}", anchor=False)
overview.doing(desk, file, desk.known_card)
if file.is_own:
    figures.show(file.school_class.class_id)
left, right = st.columns([3, 2], gap="large")
with left:
    open_cases.open_cases(file)
    overview.pupils(file)
with right:
    mentor_hours.mentor_hours(desk, file, desk.card)
