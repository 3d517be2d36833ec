"""Beheer, Schooljaren: another first or last day of a school year."""

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.words import full_date
from ui.forms.field import Day
from ui.forms.form import Form
from ui.labels import plain
from ui.office.office_form import OfficeForm


def show(office: Office) -> None:
    """The expander with the days of one of the years."""
    with st.expander("Eerste of laatste dag veranderen", key="office_year_dates"):
        st.markdown(
            "Plaatsen in klassen en rollen van mentoren die met het jaar beginnen of eindigen, "
            "schuiven mee. Wat is vastgelegd, blijft staan en houdt zijn zaaknummer. Dagen tussen "
            "twee schooljaren tellen bij het jaar dat voorbij is."
        )
        years = {year.school_year: year for year in reversed(office.school_years())}
        present = office.present_year().school_year
        name = st.selectbox(
            "Schooljaar", list(years), index=list(years).index(present), key="office_year_of_dates"
        )
        year = years[name]
        form = OfficeForm(
            f"year_dates_{name}",
            Day("starts_on", "Eerste dag", initial=year.starts_on),
            Day("ends_on", "Laatste dag", initial=year.ends_on),
        )
        form.show("Dagen opslaan", lambda desk: _set(desk, form, name))


def _set(desk: Desk, form: Form, name: str) -> str:
    desk.office.time.set_year_dates(name, form.read("starts_on"), form.read("ends_on"))
    [year] = [one for one in desk.office.school_years() if one.school_year == name]
    return (
        f"Schooljaar {plain(name)} loopt nu van {full_date(year.starts_on)} tot en met "
        f"{full_date(year.ends_on)}."
    )
