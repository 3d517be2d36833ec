"""Beheer: the school's own administration, one tab for each kind of work; no case content."""

import streamlit as st

from casework.errors import CaseworkError
from ui import receipts, session
from ui.labels import plain
from ui.office import (
    card,
    checklist,
    classes,
    mail,
    pupils,
    read_log,
    roster,
    school,
    sign_in,
    staff,
)
from ui.oversight import changes

TABS = {
    "Overzicht": checklist.show,
    "Inlezen": roster.show,
    "Klassen": classes.show,
    "Leerlingen": pupils.show,
    "Medewerkers": staff.show,
    "Aanmelden": sign_in.show,
    "Schooljaar en vrije dagen": school.show,
    "Handelingskaart": card.show,
    "Berichten": mail.show,
    "Leeslog": read_log.show,
    "Wijzigingen": changes.show,
}
WIDTH = 860

desk = session.desk()
st.title("Beheer", anchor=False)
try:
    office = desk.office
    for tab, show in zip(
        st.tabs(list(TABS), key="deel", bind="query-params"), TABS.values(), strict=True
    ):
        if tab.open:
            with tab, st.container(width=WIDTH, key="office_sheet"):
                place = st.container()
                show(office)
                with place:
                    receipts.show_here()
except CaseworkError as refusal:
    st.error(plain(str(refusal)))
