"""The pupils of a class as one element: who has a part in an open case first, then all others."""

import streamlit as st

from casework.cases.case import Case
from casework.desk import ClassFile
from casework.records import Pupil
from casework.words import enumeration
from ui import navigation
from ui.case import case_address, check_in
from ui.inner_link import address, link
from ui.labels import escape
from ui.pupil import scores

PUPIL = "leerling"


def pupils(file: ClassFile) -> None:
    """Everybody by name, each the way to the page of that pupil."""
    st.header(f"Leerlingen ({len(file.pupils)})", anchor=False)
    if not file.pupils:
        st.write("Er staan nog geen leerlingen in deze klas.")
        return
    in_a_case = [pupil for pupil in file.pupils if file.cases_of(pupil.pupil_id)]
    others = [pupil for pupil in file.pupils if pupil not in in_a_case]
    with st.container(key="class_pupils"):
        first = "".join(_in_a_case(file, one) for one in in_a_case)
        rest = "".join(f"<li>{_way(file, one)}</li>" for one in others)
        st.html(f'<ul class="class-in-case">{first}</ul><ul class="class-others">{rest}</ul>')


def _way(file: ClassFile, pupil: Pupil) -> str:
    """The name, which leads to everything that one may see of this pupil."""
    where = address({PUPIL: pupil.pupil_id}, navigation.PUPIL.address)
    return link(file.full_labels[pupil.pupil_id], where, "class-pupil")


def _in_a_case(file: ClassFile, pupil: Pupil) -> str:
    """With the part in each open case, the own scores, and asking how it goes."""
    parts = [
        f"zaak {case.label}, {case.card.part_title(case.parts[pupil.pupil_id].role)}"
        for case in file.cases_of(pupil.pupil_id)
    ]
    given = file.scores(pupil.pupil_id)
    how = scores.line(given, file.cases[0].today) if given else ""
    asked = [case for case in file.asked_after(pupil.pupil_id) if check_in.is_asked(case)]
    ask = _ask(file, asked[0], pupil) if asked else ""
    return f"<li>{_way(file, pupil)} <em>{escape(enumeration(parts))}</em>{how}{ask}</li>"


def _ask(file: ClassFile, case: Case, pupil: Pupil) -> str:
    query = case_address.act(case.case_id, check_in.ROUND) | {PUPIL: pupil.pupil_id}
    where = address(query, navigation.CASE.address)
    whom = f"Even vragen: {file.labels[pupil.pupil_id]}"
    return link("Even vragen", where, "act class-ask", whom)
