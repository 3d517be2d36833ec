"""The main script: whoever is signed in, the menu, and the page that was asked for."""

import streamlit as st

from ui import cover, frame, navigation, phone_bar, redraw, session
from ui.cases import search_box

st.set_page_config(page_title="Handelingskaart pesten", layout="wide")
desk = session.desk()
page = st.navigation(navigation.menu(desk), position="top")
if cover.is_on():
    cover.draw()
else:
    search_box.follow()
    frame.toolbar(desk, is_search=page.url_path == navigation.CASES.address)
    phone_bar.bar(desk)
    frame.alarm(desk)
    redraw.typing_place()
    with redraw.drawing(redraw.PAGE):
        page.run()
