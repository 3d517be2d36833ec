"""What somebody has to know before reading a case: from the last mentor, and who has left."""

import streamlit as st

from casework.desk import CaseFile
from casework.text_direction import contained
from casework.words import long_date
from ui.labels import plain


def notices(file: CaseFile) -> None:
    """What an earlier mentor gave along, and pupils who are no longer at school."""
    for entry, handover in file.handover:
        with st.container(border=True, key=f"handover_{entry.number}", gap="xsmall"):
            by, day = plain(file.colleague(entry.recorded_by)), long_date(entry.happened_on)
            st.markdown(f":material/waving_hand: **Meegegeven door {by}** op {day}")
            st.text(contained(handover.note))
    for pupil in file.left_school:
        assert pupil.left_on is not None
        st.info(
            f"**{plain(pupil.name.full)} is van school** (laatste dag: "
            f"{long_date(pupil.left_on)}). Wat voor deze leerling nog openstaat, leg je vast als "
            "niet van toepassing. Speelt er verder niets meer? Sluit de zaak dan af bij *Meer*, "
            "met *de leerling is van school*.",
            icon=":material/move_item:",
        )
