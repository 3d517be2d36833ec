"""Zaken: search a pupil, a class or a number, and filter the cases that I may see."""

import streamlit as st

from casework.errors import CaseworkError
from ui import receipts, session
from ui.cases import screen
from ui.labels import plain

session.desk()
receipts.show()
st.title("Zaken", anchor=False)
try:
    screen.show()
except CaseworkError as refusal:
    st.error(plain(str(refusal)))
