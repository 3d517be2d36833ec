"""The open cases of a class, folded, as one element: who is in each, and the way there."""

import streamlit as st

from casework.cases.case import Case
from casework.desk import ClassFile
from casework.labels import STATES
from casework.words import enumeration
from ui import navigation
from ui.case import case_address
from ui.inner_link import address, link
from ui.labels import escape

IN_THE_GROUP = "speelt ook in deze klas"


def open_cases(file: ClassFile) -> None:
    """A line for each case, with the pupils of this class who have a part in it.

    A case in the group of another class, to which this one was added, is among them.
    """
    if not file.cases:
        st.write("Er loopt nu geen zaak in deze klas die je kunt openen.")
        return
    lines = "".join(f"<li>{_line(file, case)}</li>" for case in file.cases)
    st.html(
        f'<details class="class-cases"><summary>Lopende zaken ({len(file.cases)})</summary>'
        f"<ul>{lines}</ul></details>"
    )


def _line(file: ClassFile, case: Case) -> str:
    where = address(case_address.case(case.case_id), navigation.CASE.address)
    way = link(f"Zaak {case.label}", where, "class-case")
    marks = f"{STATES[case.state]}, {case.card.level(case.level).title}"
    return f"{way}<span>{escape(marks)}</span><span>{escape(_who(file, case))}</span>"


def _who(file: ClassFile, case: Case) -> str:
    named = [
        f"{file.labels[pupil_id]}, {case.card.part_title(part.role)}"
        for pupil_id, part in case.parts.items()
        if pupil_id in file.labels
    ]
    return enumeration(named) or IN_THE_GROUP
