"""Beheer, Klassen: the classes of a school year, and how to make them."""

from collections.abc import Iterable, Mapping

import streamlit as st

from casework import year_groups
from casework.desk import Desk
from casework.desk.office import Office
from casework.people import Role
from casework.records import SchoolClass, StaffMember
from casework.words import enumeration
from ui import labels
from ui.forms.field import Select, SelectOrType, TextLine
from ui.forms.form import Form
from ui.office import choice, mentors, table
from ui.office.office_form import OfficeForm

YEAR_GROUPS = {str(code): year_groups.words(code) for code in year_groups.every()}
MOST_NAMED = 6


def show(office: Office) -> None:
    """The tab of the classes."""
    year = choice.school_year(office)
    classes = office.classes(year)
    if not classes:
        _show_empty(office, year)
    with st.expander("Klas toevoegen", expanded=not classes, key="office_class_add"):
        _show_new_class(office, year)
    if classes:
        mentors.show(office, classes)
        _show_list(classes, _mentor_names(office.staff()))


def _mentor_names(staff: Iterable[StaffMember]) -> dict[str, list[str]]:
    """The names of the mentors by class id."""
    names: dict[str, list[str]] = {}
    for member in staff:
        for assignment in member.assignments:
            if assignment.role is Role.MENTOR:
                names.setdefault(assignment.scope, []).append(member.name.full)
    return names


def _show_list(classes: list[SchoolClass], names: Mapping[str, list[str]]) -> None:
    without = [school_class.name for school_class in classes if school_class.class_id not in names]
    if without:
        class_names = labels.plain(enumeration(without))
        who = class_names if len(without) <= MOST_NAMED else f"{len(without)} klassen"
        st.info(f"Nog zonder mentor: {who}. Kies die bij Mentor wisselen.", icon=":material/info:")
    table.show(
        {
            "Klas": [c.name for c in classes],
            "Leerjaar": [year_groups.short(c.year_group) for c in classes],
            "Team": [c.team_name for c in classes],
            "Mentor": [enumeration(names.get(c.class_id, ["nog geen"])) for c in classes],
        }
    )


def _show_empty(office: Office, year: str) -> None:
    st.info(
        f"In {year} zijn nog geen klassen. Zodra ze er zijn, kun je er leerlingen in zetten en "
        "mentoren aan geven.",
        icon=":material/groups:",
    )
    earlier = [y.school_year for y in office.school_years() if y.school_year < year]
    source = next((name for name in reversed(earlier) if office.classes(name)), None)
    if source:
        _show_copy(source, year)


def _show_copy(source: str, year: str) -> None:
    st.write(
        f"Zijn het dezelfde klassen als in {source}? Neem ze dan over. Leerlingen en mentoren "
        "gaan niet mee; die geef je daarna hun nieuwe klas."
    )
    form = OfficeForm("classes_copy")
    form.button(f"Klassen van {source} overnemen", lambda desk: _copy(desk, source, year))


def _copy(desk: Desk, source: str, year: str) -> str:
    names = desk.office.copy_classes(source, year)
    return f"{len(names)} klassen staan nu ook in {year}."


def _show_new_class(office: Office, year: str) -> None:
    teams = list(office.teams().values())
    form = OfficeForm(
        "class",
        TextLine("name", "Naam van de klas, bijvoorbeeld 2B"),
        Select("year_group", "Leerjaar", YEAR_GROUPS),
        SelectOrType(
            "team",
            "Team",
            dict(zip(teams, teams, strict=True)),
            placeholder="Kies een team, of typ een nieuw",
        ),
    )
    form.show("Klas toevoegen", lambda desk: _add(desk, form, year), primary=True)


def _add(desk: Desk, form: Form, year: str) -> str:
    name, team = form.read("name"), form.read("team")
    desk.office.add_class(name, int(form.read("year_group") or 0), team, year)
    return f"Klas {labels.plain(name)} staat in {year}, bij team {labels.plain(team)}."
