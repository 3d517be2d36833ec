"""Trends: is there less bullying, does it stop, do we do what the card says."""

import streamlit as st

from casework.errors import CaseworkError
from ui import session
from ui.trends import filters, found, glance, questions, shown, views

desk = session.desk()
session.show_receipt()
st.title("Trends", anchor=False)
try:
    views.show(desk)
    chosen = filters.filters(desk)
    figures = found.found(desk, chosen.wanted, chosen.period, chosen.before)
except CaseworkError as refusal:
    st.error(str(refusal))
    st.stop()

st.caption(
    "Meer meldingen betekent niet minder veilig: het kan ook zijn dat er beter wordt gemeld. "
    "Er staan hier geen namen, en klassen worden niet op volgorde gezet."
)
glance.show(desk, chosen, figures, questions.places())
dates = (chosen.period, chosen.before, desk.today)
around = shown.surroundings(desk, chosen, figures)
shown.show(around, questions.headline(figures, *dates))
asked = questions.choose()
further = found.further(desk, asked.code, figures)
for block in questions.blocks(asked, figures, further, desk.known_card, *dates):
    shown.show(around, block, further)
