"""Mijn account: how I sign in, and where I am signed in."""

import streamlit as st

from casework.errors import CaseworkError
from ui import receipts, session
from ui.account import own_sessions, sign_in
from ui.labels import plain

WIDTH = 860

desk = session.desk()
receipts.show()
st.title("Mijn account", anchor=False)
try:
    with st.container(width=WIDTH, key="account_sheet"):
        sign_in.show(desk)
        own_sessions.show()
except CaseworkError as refusal:
    st.error(plain(refusal.sentence))
