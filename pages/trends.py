"""Trends: is there less bullying, does it stop, do we do what the card says."""

import streamlit as st

from casework.errors import CaseworkError
from ui import session
from ui.trends import behind, explore, filters, found, glance, part, questions, shown, views

desk = session.desk()
session.show_receipt()
st.title("Trends", anchor=False)
try:
    views.show(desk)
    chosen = filters.filters(desk)
    if chosen is None:
        st.info(filters.NO_MONTH, icon=":material/hourglass_empty:")
        st.stop()
    figures = None if chosen.is_part else found.found(desk, chosen)
    glanced = figures.glanced if figures else found.glanced_of_part(desk, chosen)
except CaseworkError as refusal:
    st.error(str(refusal))
    st.stop()

st.caption(
    "Meer meldingen betekent niet minder veilig: het kan ook zijn dat er beter wordt gemeld. "
    "Er staan hier geen namen, en klassen worden niet op volgorde gezet."
)
glance.show(desk, chosen, glanced, questions.places() if figures else None)
if figures is None:
    part.show(desk, chosen)
    behind.show_part(chosen)
    explore.show(desk, chosen)
    st.stop()
around = shown.surroundings(desk, chosen, figures)
shown.show(around, questions.headline(figures, chosen))
asked = questions.choose()
further = found.further(desk, chosen, asked.code, figures)
for block in questions.blocks(asked, figures, further, desk.known_card, chosen):
    shown.show(around, block, further)
explore.show(desk, chosen)
