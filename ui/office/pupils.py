"""Beheer, Leerlingen: anybody found by typing, the list of a class, new pupils, many who move."""

from collections.abc import Iterable, Mapping

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.office_rules import NAMESAKES, NAMESAKES_MEANT
from casework.pupil_labels import full_labels
from casework.records import Pupil, SchoolClass
from casework.words import counted, long_date, number, numeric_date
from ui import labels
from ui.forms.field import Checkbox, Day, MultiSelect, Select, TextArea
from ui.forms.form import Form
from ui.inner_link import link_around
from ui.labels import escape
from ui.names_switch import ask_for_names
from ui.office import choice, paged, pupil, roles
from ui.office.office_form import OfficeForm

EXAMPLE = "Noor; de Vries\nAmir; El Idrissi\nSem; van den Berg"
ACTS = {"move": "Naar een andere klas", "leave": "Van school"}


def show(office: Office) -> None:
    """The tab of the pupils, by their names as they are registered."""
    ask_for_names("office")
    if pupil_id := st.query_params.get(pupil.ADDRESS, ""):
        pupil.show(office, pupil_id)
        return
    if typed := paged.search_box("pupils", "Zoek een leerling", pupil.SEARCH_EXAMPLE):
        _show_found(office, typed)
        return
    with st.container(horizontal=True, key="office_class_choice"):
        year = choice.school_year(office)
        classes = {c.class_id: c for c in office.classes(year)}
        names = {c.class_id: c.name for c in classes.values()}
        class_id = choice.select("Klas", names, "klas", first=next(iter(names))) if names else ""
    if class_id:
        _show_class(office, classes[class_id])
    else:
        st.info(
            f"In {labels.plain(year)} zijn nog geen klassen. Maak ze eerst bij Klassen; daarna zet "
            "je hier de leerlingen erin.",
            icon=":material/groups:",
        )


def _show_found(office: Office, typed: str) -> None:
    found = office.pupils.find(typed)
    if not found.pupils:
        st.info(
            "Niemand gevonden. Probeer een deel van de naam, een vroegere naam, het hele "
            "leerlingnummer of de klas.",
            icon=":material/search_off:",
        )
        return
    _show_links(
        (one, label, _where(one)) for one, label in zip(found.pupils, found.labels, strict=True)
    )
    if found.count_more:
        st.caption(f"Nog {number(found.count_more)} anderen: typ meer van de naam.")


def _show_links(pupils: Iterable[tuple[Pupil, str, str]]) -> None:
    """Each a way to the page of that pupil: how it is called, and what stands below that."""
    lines = "".join(f"<li>{_link(*line)}</li>" for line in pupils)
    st.html(f'<div class="case-list"><ul class="work-lines">{lines}</ul></div>')


def _link(one: Pupil, label: str, words: str) -> str:
    below = f"<small>{escape(words)}</small>" if words else ""
    name = f'<span class="case-names">{escape(label)}</span>'
    content = f'<span class="work-what">{name}{below}</span>'
    return link_around(content, pupil.address_of(one.pupil_id), "work-line")


def _where(one: Pupil) -> str:
    left = f", van school sinds {numeric_date(one.left_on)}" if one.left_on else ""
    return f"klas {one.class_name}{left}" if one.class_name else "nog geen klas"


def _show_class(office: Office, school_class: SchoolClass) -> None:
    pupils = office.class_list(school_class.class_id)
    name = labels.plain(school_class.name)
    if not pupils:
        st.info(f"In {name} zitten nog geen leerlingen.", icon=":material/groups:")
    with st.expander("Leerlingen toevoegen", expanded=not pupils, key="office_pupils_add"):
        _show_new(office, school_class, is_first=not pupils)
    if pupils:
        with st.expander("Er verandert iets voor leerlingen", key="office_pupil_change"):
            _show_change(office, school_class, pupils)
        _show_list(name, pupils)


def _show_list(name: str, pupils: list[Pupil]) -> None:
    count = counted(len(pupils), "leerling", "leerlingen")
    st.header(f"{name}: {count}", anchor=False)
    called = full_labels(pupils)
    _show_links((one, called[one.pupil_id], "") for one in pupils)


# --- new pupils ----------------------------------------------------------------------------------


def _show_new(office: Office, school_class: SchoolClass, is_first: bool) -> None:
    year = next(y for y in office.school_years() if y.school_year == school_class.school_year)
    start = year.starts_on if is_first else office.day_in_year(school_class.school_year)
    form = OfficeForm(
        f"pupils_{school_class.class_id}",
        TextArea("pupils", "Leerlingen", placeholder=EXAMPLE, height=220),
        Day("starts_on", "In deze klas vanaf", initial=start),
        Checkbox(NAMESAKES, NAMESAKES_MEANT),
    )
    with form.container():
        st.markdown(
            "Eén leerling per regel: voornaam; achternaam. Twee kolommen uit een "
            "rekenblad plakken kan ook. Een tussenvoegsel hoort bij de achternaam. Heeft iemand "
            "maar één naam? Laat de andere kant van de puntkomma leeg."
        )
        form.draw_all()
        form.submit(
            "Leerlingen toevoegen", lambda desk: _add(desk, form, school_class), primary=True
        )


def _add(desk: Desk, form: Form, school_class: SchoolClass) -> str:
    starts_on = form.read("starts_on")
    names = desk.office.add_pupils(
        form.read("pupils"),
        school_class.class_id,
        starts_on,
        with_namesakes=form.read(NAMESAKES),
    )
    who = labels.plain(names[0].full) if len(names) == 1 else f"{len(names)} leerlingen"
    since = "" if starts_on <= desk.today else f" vanaf {long_date(starts_on)}"
    return f"{who} toegevoegd aan {labels.plain(school_class.name)}{since}."


# --- changes -------------------------------------------------------------------------------------


def _show_change(office: Office, school_class: SchoolClass, pupils: list[Pupil]) -> None:
    act = st.segmented_control(
        "Wat verandert er?",
        list(ACTS),
        format_func=ACTS.__getitem__,
        default="move",
        required=True,
        key="office_pupil_act",
    )
    names = full_labels(pupils)
    if act == "move":
        _show_move(office, school_class, names)
    else:
        _show_leave(office, school_class, names)


def _show_move(office: Office, school_class: SchoolClass, names: Mapping[str, str]) -> None:
    classes = {
        other.class_id: roles.class_words(other, school_class.school_year)
        for other in office.all_classes()
        if other.class_id != school_class.class_id and other.school_year >= school_class.school_year
    }
    if not classes:
        st.info("Er is nog geen andere klas. Maak die eerst bij Klassen.")
        return
    classes = choice.narrowed("move", classes)
    form = OfficeForm(
        f"pupils_move_{school_class.class_id}",
        MultiSelect("pupils", "Wie gaat er naar een andere klas?", names),
        Select("class", "Naar welke klas?", classes),
        Day(
            "starts_on",
            "Eerste dag in die klas",
            initial=office.today,
            note="Lopende zaken verhuizen mee naar de mentor van de nieuwe klas.",
        ),
    )
    form.show("Verplaatsen", lambda desk: _move(desk, form, classes, names))


def _move(desk: Desk, form: Form, classes: Mapping[str, str], names: Mapping[str, str]) -> str:
    moved, class_id = form.read("pupils"), form.read("class")
    starts_on = form.read("starts_on")
    desk.office.move_pupils(moved, class_id, starts_on)
    who = labels.plain(names[moved[0]]) if len(moved) == 1 else f"{len(moved)} leerlingen"
    verb = "zit" if len(moved) == 1 else "zitten"
    to = labels.plain(classes[class_id])
    return f"{who} {verb} vanaf {long_date(starts_on)} in {to}."


def _show_leave(office: Office, school_class: SchoolClass, names: Mapping[str, str]) -> None:
    form = OfficeForm(
        f"pupil_leaves_{school_class.class_id}",
        Select("pupil", "Wie gaat er van school?", names),
        Day(
            "last_day",
            "Laatste dag op school",
            initial=office.today,
            note="De zaken blijven staan. De mentor legt in een lopende zaak zelf vast dat de "
            "leerling van school is.",
        ),
    )
    form.show("Vertrek vastleggen", lambda desk: _leave(desk, form, names))


def _leave(desk: Desk, form: Form, names: Mapping[str, str]) -> str:
    pupil_id, last_day = form.read("pupil"), form.read("last_day")
    desk.office.pupil_leaves(pupil_id, last_day)
    return f"{labels.plain(names[pupil_id])} is op school tot en met {long_date(last_day)}."
