"""Beheer, Klassen: the classes of a school year, and how to make them."""

from collections.abc import Iterable, Mapping

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.people import Role
from casework.ports import SchoolClass, StaffMember
from casework.words import enumeration
from ui import labels
from ui.office import choice, mentors
from ui.office.paper import Paper

YEAR_GROUPS = {str(number): f"leerjaar {number}" for number in range(1, 7)}
MOST_TOLD = 6


def show(office: Office) -> None:
    """The tab of the classes."""
    year = choice.school_year(office)
    found = office.classes(year)
    if not found:
        _show_empty(office, year)
    with st.expander("Klas toevoegen", expanded=not found, key="beheer_klas_erbij"):
        _show_new_class(office, year)
    if found:
        mentors.show(office, found)
        _show_list(found, _names(office.staff()))


def _names(staff: Iterable[StaffMember]) -> dict[str, list[str]]:
    """The names of the mentors by class id."""
    found: dict[str, list[str]] = {}
    for member in staff:
        for held in member.assignments:
            if held.role is Role.MENTOR:
                found.setdefault(held.scope, []).append(member.name.full)
    return found


def _show_list(classes: list[SchoolClass], names: Mapping[str, list[str]]) -> None:
    without = [found.name for found in classes if found.class_id not in names]
    if without:
        told = labels.plain(enumeration(without))
        who = told if len(without) <= MOST_TOLD else f"{len(without)} klassen"
        st.info(
            f"Nog zonder mentor: {who}. Kies die bij Mentor wisselen.",
            icon=":material/info:",
        )
    st.table(
        {
            "Klas": [labels.plain(found.name) for found in classes],
            "Leerjaar": [str(found.year_group) for found in classes],
            "Team": [labels.plain(found.team_name) for found in classes],
            "Mentor": [
                labels.plain(enumeration(names.get(found.class_id, ["nog geen"])))
                for found in classes
            ],
        },
        border="horizontal",
        hide_index=True,
    )


def _show_empty(office: Office, year: str) -> None:
    st.info(
        f"In {year} zijn nog geen klassen. Zodra ze er zijn, kun je er leerlingen in zetten en "
        "mentoren aan geven.",
        icon=":material/groups:",
    )
    earlier = [known.school_year for known in office.school_years() if known.school_year < year]
    source = next((known for known in reversed(earlier) if office.classes(known)), None)
    if source:
        _show_copy(source, year)


def _show_copy(source: str, year: str) -> None:
    st.write(
        f"Zijn het dezelfde klassen als in {source}? Neem ze dan over. Leerlingen en mentoren "
        "gaan niet mee; die geef je daarna hun nieuwe klas."
    )
    paper = Paper("klassen_overnemen")
    paper.button(f"Klassen van {source} overnemen", lambda desk: _copy(desk, source, year))


def _copy(desk: Desk, source: str, year: str) -> str:
    names = desk.office.copy_classes(source, year)
    return f"{len(names)} klassen staan nu ook in {year}."


def _show_new_class(office: Office, year: str) -> None:
    paper = Paper("klas")
    with paper.drawn():
        paper.line("name", "Naam van de klas, bijvoorbeeld 2B")
        paper.one("year_group", "Leerjaar", YEAR_GROUPS)
        paper.one_or_new(
            "team", "Team", list(office.teams().values()), "Kies een team, of typ een nieuw"
        )
        paper.submit("Klas toevoegen", lambda desk: _add(desk, paper, year), primary=True)


def _add(desk: Desk, paper: Paper, year: str) -> str:
    name, team = paper.words("name"), paper.words("team")
    desk.office.add_class(name, int(paper.code("year_group") or 0), team, year)
    return f"Klas {labels.plain(name)} staat in {year}, bij team {labels.plain(team)}."
