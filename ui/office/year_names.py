"""Beheer, Schooljaren: another name for a school year, and taking an empty one away."""

from casework.desk import Desk
from casework.desk.office import Office
from ui import labels
from ui.forms.field import TextLine
from ui.forms.form import Form
from ui.office import choice
from ui.office.office_form import OfficeForm


def show(office: Office) -> None:
    """The expander to rename a school year, or to take it away while it is empty."""
    folded = choice.expander("Schooljaar hernoemen of weghalen", "jaarnaam")
    if folded.open:
        with folded:
            years = {year.school_year: year.school_year for year in reversed(office.school_years())}
            if school_year := choice.select("Welk schooljaar?", years, "welk_jaar"):
                _show_change(school_year)


def _show_change(school_year: str) -> None:
    form = OfficeForm(
        f"year_name_{school_year}",
        TextLine("name", "Naam van het schooljaar", initial=school_year),
    )
    form.show("Schooljaar hernoemen", lambda desk: _rename(desk, form, school_year))
    remove = OfficeForm(f"year_remove_{school_year}")
    remove.button("Schooljaar weghalen", lambda desk: _remove(desk, school_year))


def _rename(desk: Desk, form: Form, school_year: str) -> str:
    name = form.read("name")
    desk.office.groups.rename_school_year(school_year, name)
    return f"Schooljaar {labels.plain(school_year)} heet nu {labels.plain(name)}."


def _remove(desk: Desk, school_year: str) -> str:
    desk.office.groups.remove_school_year(school_year)
    return f"Schooljaar {labels.plain(school_year)} is weggehaald."
