"""Klas: the mentor hour, the pupils of a class with the way to each, and folded how it is doing."""

import streamlit as st

from casework.errors import CaseworkError
from ui import receipts, session, undo
from ui.classroom import figures, mentor_hours, open_cases, overview, pupil_list
from ui.labels import plain

desk = session.desk()
receipts.show()
undo.undo_line(desk)
try:
    classes = desk.classroom.classes()
    if not classes:
        st.title("Klas", anchor=False)
        st.write("Je hebt dit schooljaar nog geen klas. De beheerder legt vast wie mentor is.")
        st.stop()
    class_id = overview.chosen(classes)
    file = desk.classroom.open(class_id)
except CaseworkError as refusal:
    st.title("Klas", anchor=False)
    st.error(plain(str(refusal)))
    st.stop()

st.title(plain(f"Klas {file.school_class.name}"), anchor=False)
overview.choice(classes)
overview.doing(desk, file)
# On a phone the first column stands on top.
left, right = st.columns([2, 3], gap="medium")
with left:
    mentor_hours.mentor_hours(desk, file, desk.card)
with right:
    pupil_list.pupils(file)
open_cases.open_cases(file)
if file.is_own:
    figures.folded(class_id)
