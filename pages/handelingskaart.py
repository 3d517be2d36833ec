"""Handelingskaart: the card as the school knows it, with steps, measures and guides."""

import streamlit as st

from casework.errors import CaseworkError
from exchange.poster import poster_pdf
from ui import session
from ui.card import view

desk = session.desk()
session.show_receipt()
try:
    card = desk.card
    with st.container(horizontal=True, vertical_alignment="center", key="card_head"):
        st.title(card.title, anchor=False, width="content")
        st.space("stretch")
        st.download_button(
            "Poster downloaden (PDF)",
            data=session.when_pressed(
                lambda desk: poster_pdf(desk.card, session.school_name(), desk.now())
            ),
            file_name="handelingskaart-pesten.pdf",
            mime="application/pdf",
            key="poster",
            icon=":material/download:",
            on_click="ignore",
        )
    view.whole(card)
except CaseworkError as refusal:
    st.error(str(refusal))
