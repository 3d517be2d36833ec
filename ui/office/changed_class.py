"""Beheer, Klassen: the name, year group and team of a class put right, or a class taken away."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from casework import year_groups
from casework.desk import Desk
from casework.desk.office import Office
from casework.records import SchoolClass
from ui import labels
from ui.forms.field import Checkbox, SelectOrType, Setting, TextLine
from ui.forms.form import Form
from ui.office import choice
from ui.office.office_form import OfficeForm

YEAR_GROUPS = {str(code): year_groups.words(code) for code in year_groups.every()}


def show(office: Office, classes: Sequence[SchoolClass]) -> None:
    """The expander to change one of these classes, all of one school year."""
    folded = choice.expander("Klas wijzigen of weghalen", "wijzigen")
    if folded.open:
        with folded:
            _show_choice(office, classes)


def _show_choice(office: Office, classes: Sequence[SchoolClass]) -> None:
    offered = {held.class_id: held for held in classes[: choice.MOST_OFFERED]}
    names = {class_id: held.name for class_id, held in offered.items()}
    class_id = choice.select("Welke klas?", names, "wijzig_klas", empty="Kies een klas")
    if class_id:
        _show_change(office, offered[class_id])
        _show_remove(offered[class_id])


def _show_change(office: Office, held: SchoolClass) -> None:
    names = [team.name for team in office.groups.teams()]
    form = OfficeForm(
        f"class_change_{held.class_id}",
        TextLine("name", "Naam van de klas", initial=held.name),
        Setting("year_group", "Leerjaar", YEAR_GROUPS, initial=str(held.year_group)),
        SelectOrType(
            "team",
            "Team",
            dict(zip(names, names, strict=True)),
            initial=held.team_name,
            placeholder="Kies een team, of typ een nieuw",
            note=f"Dit geldt voor heel {labels.plain(held.school_year)}, ook in de cijfers: wie "
            "van een nieuw team of leerjaar is, ziet de zaken van deze klas.",
        ),
    )
    form.show("Klas wijzigen", lambda desk: _change(desk, form, held), primary=True)


def _change(desk: Desk, form: Form, held: SchoolClass) -> str:
    year_group = int(form.read("year_group"))
    new = replace(held, name=form.read("name"), year_group=year_group, team_name=form.read("team"))
    desk.office.groups.change_class(held, new)
    words = f"{year_groups.words(year_group)}, team {new.team_name}, voor heel {held.school_year}"
    return f"Opgeslagen: klas {labels.plain(f'{new.name}, {words}')}."


def _show_remove(held: SchoolClass) -> None:
    name = labels.plain(held.name)
    form = OfficeForm(
        f"class_remove_{held.class_id}",
        Checkbox(
            "sure",
            f"Klas {name} van {labels.plain(held.school_year)} kan weg",
            required="Zet eerst het vinkje, zodat er niet per ongeluk een klas weggaat.",
        ),
    )
    with form.container():
        st.write("Weghalen kan alleen met een klas waar nog niemand in zat en niets over is.")
        form.draw_all()
        form.submit("Klas weghalen", lambda desk: _remove(desk, form, held))


def _remove(desk: Desk, form: Form, held: SchoolClass) -> str:
    form.read("sure")
    desk.office.groups.remove_class(held.class_id)
    return f"Klas {labels.plain(held.name)} van {labels.plain(held.school_year)} is weggehaald."
