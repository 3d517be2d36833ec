"""The open cases of a class: how safe its pupils feel, and asking them again in two taps."""

import streamlit as st

from casework.cases.case import Case
from casework.desk import ClassFile
from casework.records import Pupil
from casework.words import short_date
from ui import navigation, session
from ui.case import badges
from ui.case.check_in import check_in, is_asked
from ui.labels import plain

MOST_SCORES = 6


def open_cases(file: ClassFile) -> None:
    """One block for each case, with the pupils of this class whom the mentor asks after."""
    st.header("Lopende zaken", anchor=False)
    if not file.cases:
        st.write("Er loopt nu geen zaak in deze klas die je kunt openen.")
    for case in file.cases:
        with st.container(border=True, key=f"class_case_{case.label}", gap="small"):
            _head(case)
            with st.container(horizontal=True, gap="large", key=f"class_row_{case.label}"):
                for pupil in file.pupils:
                    if case in file.asked_after(pupil.pupil_id):
                        _pupil(file, case, pupil)
        session.remember_number_seen(case.case_id, case.last_number)


def _head(case: Case) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"class_head_{case.label}"):
        st.markdown(f"**Zaak {case.label}**", width="content")
        badges.state(case.state)
        st.space("stretch")
        if st.button("Openen", key=f"class_open_{case.label}", help=f"Zaak {case.label} openen"):
            navigation.go(navigation.CASE, zaak=case.case_id)


def _pupil(file: ClassFile, case: Case, pupil: Pupil) -> None:
    role = case.card.part_title(case.parts[pupil.pupil_id].role)
    with st.container(key=f"safety_{case.label}_{pupil.pupil_id[:8]}", gap="xsmall"):
        st.markdown(
            f"**{plain(pupil.name.full)}** {plain(role)}  \n{plain(_scores(file, pupil.pupil_id))}"
        )
        if is_asked(case):
            check_in(case, pupil.pupil_id, pupil.name.short)


def _scores(file: ClassFile, pupil_id: str) -> str:
    """The pupil's own scores in time: "Veilig: 4 (3 nov), 6 (12 nov)"."""
    scores = file.scores(pupil_id)[-MOST_SCORES:]
    if not scores:
        return "Nog niet gevraagd hoe veilig deze leerling zich voelt."
    latest = ", ".join(f"{score} ({short_date(day)})" for day, score in scores)
    return f"Voelt zich veilig, van 1 tot 10: {latest}"
