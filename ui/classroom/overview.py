"""The top of Klas: which class, and how it is doing in three lines."""

from collections.abc import Sequence

import streamlit as st

from casework.card.model import ActionCard
from casework.desk import ClassFile, Desk
from casework.records import SchoolClass
from casework.words import enumeration, near_date, school_days
from ui import address_choice
from ui.labels import plain

CLASS = "klas"


def choice(classes: Sequence[SchoolClass]) -> str:
    """The class that is looked at: the one in the address, else the first of the own ones."""
    names = {school_class.class_id: school_class.name for school_class in classes}
    if len(names) < 2:
        return next(iter(names), "")
    return address_choice.choice("Welke klas?", CLASS, names, width=260)


def doing(desk: Desk, file: ClassFile, card: ActionCard) -> None:
    """How many cases are open, when the next nazorg is, and the last mentor hour."""
    with st.container(border=True, horizontal=True, key="class_state", gap="large"):
        for title, words in (
            ("Open zaken", _cases(file)),
            ("Eerstvolgende nazorg", _aftercare(desk, file)),
            ("Laatste mentoruur", _last_hour(desk, file, card)),
        ):
            st.markdown(f"**{title}**  \n{plain(words)}", width="stretch")


def _cases(file: ClassFile) -> str:
    count = str(len(file.cases) or "geen")
    return count if file.is_own else f"{count} die jij kunt openen"


def _aftercare(desk: Desk, file: ClassFile) -> str:
    due_on = file.next_aftercare_on
    return near_date(due_on, desk.today) if due_on else "niets gepland"


def _last_hour(desk: Desk, file: ClassFile, card: ActionCard) -> str:
    if not file.hours:
        return "dit schooljaar nog geen"
    hour = file.hours[0]
    ago = desk.school_days.between(hour.held_on, desk.today)
    when = f"{school_days(ago)} geleden" if ago else near_date(hour.held_on, desk.today)
    return f"{when} ({card.word('themes', hour.theme)})"


def pupils(file: ClassFile) -> None:
    """Everybody by name; who has a part in an open case has that behind the name, in words."""
    st.header(f"Leerlingen ({len(file.pupils)})", anchor=False)
    if not file.pupils:
        st.write("Er staan nog geen leerlingen in deze klas.")
        return
    lines = [f"- {plain(pupil.name.full)}{_mark(file, pupil.pupil_id)}" for pupil in file.pupils]
    with st.container(key="class_pupils"):
        st.markdown("\n".join(lines))


def _mark(file: ClassFile, pupil_id: str) -> str:
    parts = [
        f"zaak {case.label}, {case.card.part_title(case.parts[pupil_id].role)}"
        for case in file.cases_of(pupil_id)
    ]
    return f" *{plain(enumeration(parts))}*" if parts else ""
