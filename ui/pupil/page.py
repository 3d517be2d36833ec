"""The page of one pupil: what is due, how safe this child feels, and every case in sight."""

import streamlit as st

from casework.desk import Desk, PupilFile
from casework.people import Action
from casework.words import counted
from ui import hidden_names, navigation
from ui.agenda import work_list
from ui.cases.rows import Rows
from ui.labels import escape, plain
from ui.pupil import scores

HIDDEN = "Leerling"


def show(desk: Desk, pupil_id: str) -> None:
    """Everything of this pupil that this person may see; NotHere for whoever may see nothing."""
    file = desk.pupils.open(pupil_id)
    are_hidden = hidden_names.are_hidden()
    st.title(plain(HIDDEN if are_hidden else file.pupil.name.full), anchor=False)
    st.caption(plain(_about(file)))
    if desk.may(Action.REPORT) and st.button(
        "Melding over deze leerling",
        key="report_pupil",
        type="primary",
        icon=":material/edit_note:",
    ):
        navigation.go(navigation.REPORT, leerling=pupil_id)
    st.html(f'<div class="case-list">{_content(desk, file, are_hidden=are_hidden)}</div>')


def _about(file: PupilFile) -> str:
    if file.pupil.left_on:
        return "niet meer op school"
    return f"klas {file.pupil.class_name}" if file.pupil.class_name else "geen klas"


def _content(desk: Desk, file: PupilFile, *, are_hidden: bool) -> str:
    if not file.cases:
        return _history(desk, file) or (
            "<p><strong>Je hebt geen zaken met deze leerling.</strong> Een melding begint er een; "
            "daarna staat hier wat er te doen is en hoe het gaat.</p>"
        )
    due = work_list.lines(file.items, desk.today)
    parts = [
        f"<h2>Nu te doen</h2>{due}" if file.items else "<p>Er is nu niets voor jou te doen.</p>"
    ]
    if file.scores:
        parts.append(f"<h2>Voelt zich veilig</h2>{scores.line(file.scores, desk.today)}")
    parts.append(_cases(desk, file, are_hidden=are_hidden))
    return "".join([*parts, _history(desk, file)])


def _cases(desk: Desk, file: PupilFile, *, are_hidden: bool) -> str:
    rows = Rows(desk.known_card, desk.today, {} if are_hidden else _others(file))
    roles = {
        case.case_id: desk.known_card.part_title(case.role_of(file.pupil.pupil_id))
        for case in file.cases
    }
    open_cases, closed = file.open_cases, file.closed_cases
    content = f"<h2>Zaken</h2>{rows.html(open_cases, roles)}" if open_cases else ""
    if closed:
        title = escape(f"Afgesloten: {counted(len(closed), 'zaak', 'zaken')}")
        folded = rows.html(closed, roles)
        content += f'<details class="work-fold"><summary>{title}</summary>{folded}</details>'
    return content


def _history(desk: Desk, file: PupilFile) -> str:
    """The cases of before last school year, folded: which there are, and no more."""
    if not file.history:
        return ""
    title = escape(f"Ouder: {counted(len(file.history), 'zaak', 'zaken')}, met een reden te openen")
    rows = Rows(desk.known_card, desk.today, {}, {case.case_id for case in file.history})
    folded = rows.html(file.history)
    return f'<details class="work-fold"><summary>{title}</summary>{folded}</details>'


def _others(file: PupilFile) -> dict[str, list[str]]:
    """The others in each case, by name."""
    own = file.pupil.pupil_id
    return {
        case.case_id: [file.labels[p] for p in case.pupils_by_role if p != own and p in file.labels]
        for case in file.cases
    }
