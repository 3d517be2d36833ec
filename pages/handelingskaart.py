"""Handelingskaart: the card as the school knows it, with steps, measures and guides."""

import streamlit as st

from casework.errors import CaseworkError
from exchange.poster import poster_pdf
from ui import receipts, session
from ui.card import view
from ui.download import PDF, download_button
from ui.labels import plain

desk = session.desk()
receipts.show()
try:
    card = desk.card
    with st.container(horizontal=True, vertical_alignment="center", key="card_head"):
        st.title(plain(card.title), anchor=False, width="content")
        st.space("stretch")
        download_button(
            "Poster downloaden (PDF)",
            lambda desk: poster_pdf(desk.card, session.school_name(), desk.now()),
            file_name="handelingskaart-pesten.pdf",
            mime=PDF,
            key="poster",
            has_people=False,
        )
    view.whole(card)
except CaseworkError as refusal:
    st.error(plain(str(refusal)))
