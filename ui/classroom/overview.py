"""The top of Klas: which class, and how it is doing in one line."""

from collections.abc import Sequence

import streamlit as st

from casework.desk import ClassFile, Desk
from casework.records import SchoolClass
from casework.words import counted, near_date
from ui import address_choice
from ui.labels import plain

CLASS = "klas"


def chosen(classes: Sequence[SchoolClass]) -> str:
    """The class that is looked at: the one in the address, else the first of the own ones."""
    ids = [school_class.class_id for school_class in classes]
    asked = st.query_params.get(CLASS, "")
    return asked if asked in ids else ids[0]


def choice(classes: Sequence[SchoolClass]) -> None:
    """The list of classes, for who has more than one."""
    if len(classes) > 1:
        names = {school_class.class_id: school_class.name for school_class in classes}
        address_choice.choice("Welke klas?", CLASS, names, width=260)


def doing(desk: Desk, file: ClassFile) -> None:
    """How many cases are open, when the next nazorg is, and which mentor is not there today."""
    st.markdown(plain(f"{_cases(file)} · {_aftercare(desk, file)}"))
    for sentence in file.whereabouts:
        st.caption(plain(sentence))


def _cases(file: ClassFile) -> str:
    if not file.cases:
        return "Geen open zaken" if file.is_own else "Geen open zaken die jij kunt openen"
    words = counted(len(file.cases), "open zaak", "open zaken")
    return words if file.is_own else f"{words} die jij kunt openen"


def _aftercare(desk: Desk, file: ClassFile) -> str:
    due_on = file.next_aftercare_on
    if due_on is None:
        return "geen nazorg gepland"
    words = "nazorg wacht sinds" if due_on < desk.today else "eerstvolgende nazorg"
    return f"{words} {near_date(due_on, desk.today)}"
