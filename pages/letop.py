"""Om wie het gaat: for a colleague who looks after a pupil, behind the link without a name."""

import streamlit as st

from casework.errors import CaseworkError
from casework.pupil_labels import full_labels
from ui import navigation, session
from ui.labels import plain
from ui.names_switch import names_for_once

desk = session.desk()
st.title("Om wie het gaat", anchor=False)
try:
    file = desk.watching.open(st.query_params.get("zaak", ""))
except CaseworkError:
    st.write(
        "Hier staat voor jou nu geen naam. Moet jij op een leerling letten? Vraag het de mentor "
        "die het bericht stuurde; doe dat niet per mail."
    )
    st.stop()

names_for_once("watch")
with st.container(border=True, key="watch"):
    called = full_labels(file.pupils)
    for pupil in file.pupils:
        st.markdown(f"**{plain(called[pupil.pupil_id])}** {plain(pupil.class_name)}")
    if file.places:
        st.markdown(plain(f"Let vooral op bij: {file.places}."))
st.write(
    "Zie of hoor je iets tussen deze leerlingen? Geef het vandaag nog door. Praat er niet over met "
    "leerlingen en stuur dit niet door. Dat je dit las, staat in het leeslog."
)
if st.button("Signaal doorgeven", key="watch_signal", type="primary", icon=":material/campaign:"):
    navigation.go(navigation.SIGNAL)
