"""The main script: whoever is signed in, the menu, and the page that was asked for."""

import streamlit as st

from ui import frame, navigation, phone_bar, session

st.set_page_config(page_title="Handelingskaart pesten", layout="wide")
desk = session.desk()
page = st.navigation(navigation.menu(desk), position="top")
if session.is_covered():
    frame.cover()
else:
    frame.toolbar(desk)
    phone_bar.bar(desk)
    session.typing_place()
    page.run()
