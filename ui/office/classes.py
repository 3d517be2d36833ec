"""Beheer, Klassen: the classes of a school year, and how to make them."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from casework import year_groups
from casework.desk import Desk
from casework.desk.office import Office
from casework.records import SchoolClass
from casework.words import enumeration
from ui import labels
from ui.forms.field import Select, SelectOrType, TextLine
from ui.forms.form import Form
from ui.office import changed_class, choice, mentors, paged, table, teams
from ui.office.office_form import OfficeForm

YEAR_GROUPS = {str(code): year_groups.words(code) for code in year_groups.every()}
MOST_NAMED = 6
LIST = "classes"


def show(office: Office) -> None:
    """The tab of the classes."""
    year = choice.school_year(office)
    is_empty = not office.classes(year)
    if is_empty:
        _show_empty(office, year)
    with st.expander("Klas toevoegen", expanded=is_empty, key="office_class_add"):
        _show_new_class(office, year)
    if is_empty:
        teams.show(office, year)
    else:
        _show_classes(office, year)


def _show_classes(office: Office, year: str) -> None:
    place = st.container()
    typed = paged.search_box(LIST, "Zoek een klas", "naam, team of leerjaar")
    classes = office.groups.find_classes(year, typed)
    on_page = classes[paged.rows_on_page(LIST, len(classes))]
    with place:
        if on_page:
            mentors.show(office, on_page)
        changed_class.show(office, classes)
        teams.show(office, year)
    _show_without_mentor(office, year)
    paged.show(LIST, classes, partial(_show_list, office), ("klas", "klassen"))


def _show_without_mentor(office: Office, year: str) -> None:
    without = [school_class.name for school_class in office.groups.without_mentor(year)]
    if without:
        class_names = labels.plain(enumeration(without))
        who = class_names if len(without) <= MOST_NAMED else f"{len(without)} klassen"
        st.info(f"Nog zonder mentor: {who}. Kies die bij Mentor wisselen.", icon=":material/info:")


def _show_list(office: Office, classes: Sequence[SchoolClass]) -> None:
    names = office.groups.mentor_names(classes)
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
        f"In {labels.plain(year)} zijn nog geen klassen. Zodra ze er zijn, kun je er leerlingen in "
        "zetten en mentoren aan geven.",
        icon=":material/groups:",
    )
    earlier = [y.school_year for y in office.school_years() if y.school_year < year]
    source = next((name for name in reversed(earlier) if office.classes(name)), None)
    if source:
        _show_copy(source, year)


def _show_copy(source: str, year: str) -> None:
    st.write(
        f"Zijn het dezelfde klassen als in {labels.plain(source)}? Neem ze dan over. Leerlingen en "
        "mentoren gaan niet mee; die geef je daarna hun nieuwe klas."
    )
    form = OfficeForm("classes_copy")
    form.button(
        f"Klassen van {labels.plain(source)} overnemen", lambda desk: _copy(desk, source, year)
    )


def _copy(desk: Desk, source: str, year: str) -> str:
    names = desk.office.copy_classes(source, year)
    return f"{len(names)} klassen staan nu ook in {labels.plain(year)}."


def _show_new_class(office: Office, year: str) -> None:
    names = [team.name for team in office.groups.teams()]
    form = OfficeForm(
        "class",
        TextLine("name", "Naam van de klas, bijvoorbeeld 2B"),
        Select("year_group", "Leerjaar", YEAR_GROUPS),
        SelectOrType(
            "team",
            "Team",
            dict(zip(names, names, strict=True)),
            placeholder="Kies een team, of typ een nieuw",
        ),
    )
    form.show("Klas toevoegen", lambda desk: _add(desk, form, year), primary=True)


def _add(desk: Desk, form: Form, year: str) -> str:
    name, team = form.read("name"), form.read("team")
    desk.office.add_class(name, int(form.read("year_group") or 0), team, year)
    return f"Klas {labels.plain(name)} staat in {year}, bij team {labels.plain(team)}."
