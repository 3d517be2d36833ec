"""Beheer, Schooljaar en vrije dagen: name, region, years, and the days without school."""

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.school_days import REGIONS
from ui import labels
from ui.forms.field import DayCount, Setting, TextLine
from ui.forms.form import Form
from ui.office import free_days, table, year_dates, year_names, year_turn
from ui.office.free_days import span
from ui.office.office_form import OfficeForm


def show(office: Office) -> None:
    """The tab of the school, its years and its free days."""
    st.header("Vrije dagen van de school zelf", anchor=False)
    free_days.show(office)
    st.header("Komende vrije dagen", anchor=False)
    _show_coming(office)
    st.header("Schooljaren", anchor=False)
    _show_years(office)
    st.header("Schooljaar overzetten", anchor=False)
    year_turn.show(office)
    st.header("De school", anchor=False)
    _show_school(office)
    st.header("Half ingevulde formulieren", anchor=False)
    _show_draft_days(office)
    st.header("Exacte cijfers voor leidinggevenden", anchor=False)
    _show_exact_figures(office)


# --- days without school -------------------------------------------------------------------------


def _show_coming(office: Office) -> None:
    _, region = office.school()
    coming = office.coming_free_periods()
    st.caption(f"Zo telt het programma ze het komende jaar: regio {region}, en jullie eigen dagen.")
    table.show({"Wat": [name for _, _, name in coming], "Wanneer": list(map(span, coming))})


# --- years and the school itself -----------------------------------------------------------------


def _show_years(office: Office) -> None:
    years = office.school_years()
    table.show(
        {
            "Schooljaar": [year.school_year for year in years],
            "Loopt": [span((year.starts_on, year.ends_on, "")) for year in years],
        }
    )
    following = office.next_year()
    form = OfficeForm(f"school_year_{following.school_year}")
    form.button(f"Schooljaar {labels.plain(following.school_year)} toevoegen", _add_year)
    year_dates.show(office)
    year_names.show(office)


def _add_year(desk: Desk) -> str:
    year = desk.office.next_year()
    desk.office.add_school_year(year)
    return (
        f"Schooljaar {labels.plain(year.school_year)} is toegevoegd. Maak nu bij Klassen de "
        "klassen, of neem die van dit jaar over."
    )


def _show_school(office: Office) -> None:
    name, region = office.school()
    form = OfficeForm(
        "school",
        TextLine("name", "Naam van de school", initial=name),
        Setting("region", "Regio van de schoolvakanties", {r: r for r in REGIONS}, initial=region),
    )
    form.show("Opslaan", lambda desk: _set_school(desk, form))


def _set_school(desk: Desk, form: Form) -> str:
    name, region = form.read("name"), form.read("region")
    desk.office.set_school(name, region)
    return f"Opgeslagen: {labels.plain(name)}, vakanties van regio {region}."


def _show_draft_days(office: Office) -> None:
    st.markdown(
        "Wat iemand typt, staat als concept op Vandaag, alleen voor die persoon. Komt er zo lang "
        "niets bij, dan wordt het gewist. Wordt een zaak of een leerling gewist, dan gaan de "
        "concepten daarover mee."
    )
    days = office.draft_days()
    needed = "Vul een aantal dagen in."
    form = OfficeForm(
        "draft_days", DayCount("days", "Wissen na, in dagen", initial=days, required=needed)
    )
    form.show("Termijn opslaan", lambda desk: _set_draft_days(desk, form))


def _set_draft_days(desk: Desk, form: Form) -> str:
    days = form.read("days")
    desk.office.set_draft_days(days)
    return f"Opgeslagen: een concept blijft {days} dagen staan."


def _show_exact_figures(office: Office) -> None:
    is_on = office.leaders_see_exact_figures()
    st.markdown(
        "Leerlingcoördinator, teamleider, coördinator pestbeleid en schoolleiding zien de cijfers "
        "van hun eigen leerlingen zoals ze zijn, ook als het om één leerling gaat. Zet je dit "
        "uit, dan zien zij alleen wat de school ook uit mag: aantallen van 1 tot en met 4 staan "
        "er dan als '<5'. Een mentor ziet de cijfers van de eigen klas altijd. Wat de school "
        "uitgaat, zoals een rapport of een export, verandert hier niet door. Wie dit aan- of "
        "uitzet, wordt vastgelegd."
    )
    st.markdown(f"Nu: **{'aan' if is_on else 'uit'}**")
    form = OfficeForm("exact")
    form.button("Uitzetten" if is_on else "Aanzetten", _turn_off if is_on else _turn_on)


def _turn_on(desk: Desk) -> str:
    desk.office.set_exact_figures(True)
    return "Aangezet: wie leidinggeeft ziet exacte cijfers van de eigen leerlingen."


def _turn_off(desk: Desk) -> str:
    desk.office.set_exact_figures(False)
    return "Uitgezet: wie leidinggeeft ziet alleen cijfers die de school uit mogen."
