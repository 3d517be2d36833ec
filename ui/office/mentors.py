"""Beheer, Klassen: other mentors for one class or many, from one day on."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.ports import MentorChange, SchoolClass
from casework.words import enumeration, long_date
from ui import labels
from ui.office.paper import Paper

SAME = "blijft zoals het is"
Row = tuple[str, str]


def show(office: Office, classes: Sequence[SchoolClass]) -> None:
    """The expander of the mentors of these classes, all of one school year."""
    folded = st.expander("Mentor wisselen", key="wisselen", on_change="rerun", bind="query-params")
    if folded.open:
        with folded:
            _show_change(office, classes)


def _show_change(office: Office, classes: Sequence[SchoolClass]) -> None:
    year = classes[0].school_year
    paper = Paper(f"mentoren_{year}")
    st.markdown(
        "Lopende zaken van de leerlingen gaan mee naar de nieuwe mentor. Wie het was, ziet ze "
        "vanaf die dag niet meer."
    )
    paper.day("starts_on", "Eerste dag van de nieuwe mentor", office.day_in_year(year))
    first_day: date | None = paper.value("starts_on")
    names = {member.staff_id: member.name.full for member in office.staff()}
    working = _working(office)
    rows = office.handover.mentors_on(classes, first_day) if first_day else []
    titles = {found.class_id: found.name for found in classes}
    with st.container(horizontal=True, key="beheer_mentoren"):
        for row in rows:
            _show_row(paper, row, titles, names, working)
    paper.button("Mentoren wisselen", lambda desk: _change(desk, paper, rows, titles))


def _working(office: Office) -> dict[str, str]:
    return labels.distinct({m.staff_id: m.name.full for m in office.staff() if m.is_active})


def _show_row(
    paper: Paper,
    row: Row,
    titles: Mapping[str, str],
    names: Mapping[str, str],
    working: Mapping[str, str],
) -> None:
    class_id, staff_id = row
    now = f"nu {names.get(staff_id, 'iemand')}" if staff_id else "nog geen mentor"
    others = {found: name for found, name in working.items() if found != staff_id}
    with st.container(width=258):
        paper.optional(_field(row), labels.plain(f"{titles[class_id]}: {now}"), others, SAME)


def _field(row: Row) -> str:
    return "_".join(part for part in row if part)


def _change(desk: Desk, paper: Paper, rows: Sequence[Row], titles: Mapping[str, str]) -> str:
    chosen = {row: paper.code(_field(row)) for row in rows}
    changes = [MentorChange(*row, found) for row, found in chosen.items() if found]
    first_day = paper.value("starts_on")
    desk.office.handover.change_mentors(changes, first_day)
    told = labels.plain(enumeration(dict.fromkeys(titles[c.class_id] for c in changes)))
    since = "vanaf vandaag" if first_day == desk.today else f"vanaf {long_date(first_day)}"
    many = "hebben" if len({c.class_id for c in changes}) > 1 else "heeft"
    return f"{told} {many} {since} een andere mentor. De zaken gaan mee."
