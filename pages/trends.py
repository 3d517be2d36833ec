"""Trends: is there less bullying, does it stop, do we do what the card says."""

import streamlit as st

from casework.errors import CaseworkError
from ui import session
from ui.labels import short_date
from ui.trends import blocks, filters

desk = session.desk()
st.title("Trends", anchor=False)
try:
    chosen = filters.filters(desk)
    figures = desk.facts(chosen.wanted)
except CaseworkError as refusal:
    st.error(str(refusal))
    st.stop()

last_day = min(chosen.end, chosen.observed_on)
period = f"Periode: {short_date(chosen.start, desk.today)} tot en met {short_date(last_day)}."
st.caption(
    "Meer meldingen betekent niet minder veilig: het kan ook zijn dat er beter wordt gemeld. "
    "Er staan hier geen namen, en klassen worden niet op volgorde gezet."
)
for block in blocks.blocks(figures, chosen):
    blocks.show(block, period)
