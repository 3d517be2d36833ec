"""Beheer, Leerlingen: the list of a class, new pupils, and what changes for a pupil."""

from collections.abc import Mapping

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.ports import Pupil, SchoolClass
from casework.words import counted, long_date
from ui import labels
from ui.office import choice, roles
from ui.office.paper import Paper

EXAMPLE = "Noor; de Vries\nAmir; El Idrissi\nSem; van den Berg"
ACTS = {"name": "Naam verbeteren", "move": "Naar een andere klas", "leave": "Van school"}


def show(office: Office) -> None:
    """The tab of the pupils."""
    with st.container(horizontal=True, key="beheer_welke_klas"):
        year = choice.school_year(office)
        classes = {found.class_id: found for found in office.classes(year)}
        names = {found.class_id: found.name for found in classes.values()}
        class_id = choice.one("Klas", names, "klas", first=next(iter(names))) if names else ""
    if class_id:
        _show_class(office, classes[class_id])
    else:
        st.info(
            f"In {year} zijn nog geen klassen. Maak ze eerst bij Klassen; daarna zet je hier de "
            "leerlingen erin.",
            icon=":material/groups:",
        )


def _show_class(office: Office, shown: SchoolClass) -> None:
    pupils = office.class_list(shown.class_id)
    name = labels.plain(shown.name)
    if not pupils:
        st.info(f"In {name} zitten nog geen leerlingen.", icon=":material/groups:")
    with st.expander("Leerlingen toevoegen", expanded=not pupils, key="beheer_leerling_erbij"):
        _show_new(office, shown, is_first=not pupils)
    if pupils:
        with st.expander("Er verandert iets voor een leerling", key="beheer_leerling_anders"):
            _show_change(office, shown, pupils)
        _show_list(name, pupils)


def _show_list(name: str, pupils: list[Pupil]) -> None:
    count = counted(len(pupils), "leerling", "leerlingen")
    st.header(f"{name}: {count}", anchor=False)
    st.table(
        {
            "Voornaam": [labels.plain(pupil.name.given) for pupil in pupils],
            "Achternaam": [labels.plain(pupil.name.family) for pupil in pupils],
        },
        border="horizontal",
        hide_index=True,
    )


# --- new pupils ----------------------------------------------------------------------------------


def _show_new(office: Office, shown: SchoolClass, is_first: bool) -> None:
    paper = Paper(f"leerlingen_{shown.class_id}")
    year = next(y for y in office.school_years() if y.school_year == shown.school_year)
    start = year.starts_on if is_first else office.day_in_year(shown.school_year)
    with paper.drawn():
        st.markdown(
            "Eén leerling per regel: voornaam; achternaam. Twee kolommen uit een "
            "rekenblad plakken kan ook. Een tussenvoegsel hoort bij de achternaam."
        )
        paper.lines("pupils", "Leerlingen", EXAMPLE)
        paper.day("starts_on", "In deze klas vanaf", start)
        paper.submit("Leerlingen toevoegen", lambda desk: _add(desk, paper, shown), primary=True)


def _add(desk: Desk, paper: Paper, shown: SchoolClass) -> str:
    starts_on = paper.value("starts_on")
    names = desk.office.add_pupils(paper.words("pupils"), shown.class_id, starts_on)
    who = labels.plain(names[0].full) if len(names) == 1 else f"{len(names)} leerlingen"
    since = "" if starts_on <= desk.today else f" vanaf {long_date(starts_on)}"
    return f"{who} toegevoegd aan {labels.plain(shown.name)}{since}."


# --- changes -------------------------------------------------------------------------------------


def _show_change(office: Office, shown: SchoolClass, pupils: list[Pupil]) -> None:
    act = st.segmented_control(
        "Wat verandert er?",
        list(ACTS),
        format_func=lambda found: ACTS[found],
        default="name",
        required=True,
        key="beheer_wat_verandert",
    )
    names = {pupil.pupil_id: pupil.name.full for pupil in pupils}
    if act == "name":
        _show_rename(shown, pupils, names)
    elif act == "move":
        _show_move(office, shown, names)
    else:
        _show_leave(office, shown, names)


def _show_rename(shown: SchoolClass, pupils: list[Pupil], names: Mapping[str, str]) -> None:
    pupil_id = st.selectbox(
        "Leerling",
        list(names),
        index=None,
        format_func=lambda found: names.get(found, ""),
        key=f"beheer_leerling_{shown.class_id}",
        placeholder="Kies een leerling",
    )
    pupil = next((found for found in pupils if found.pupil_id == pupil_id), None)
    if pupil is None:
        return
    paper = Paper(f"naam_{pupil.pupil_id}")
    with paper.drawn():
        paper.line("given", "Voornaam", pupil.name.given)
        paper.line("family", "Achternaam, met het tussenvoegsel ervoor", pupil.name.family)
        paper.submit("Naam verbeteren", lambda desk: _rename(desk, paper, pupil.pupil_id))


def _rename(desk: Desk, paper: Paper, pupil_id: str) -> str:
    name = desk.office.rename_pupil(pupil_id, paper.words("given"), paper.words("family"))
    return f"De naam is nu {labels.plain(name.full)}, ook in de zaken die er al zijn."


def _show_move(office: Office, shown: SchoolClass, names: Mapping[str, str]) -> None:
    paper = Paper(f"verplaatsen_{shown.class_id}")
    classes = {
        found.class_id: roles.class_words(found, shown.school_year)
        for found in office.all_classes()
        if found.class_id != shown.class_id and found.school_year >= shown.school_year
    }
    if not classes:
        st.info("Er is nog geen andere klas. Maak die eerst bij Klassen.")
        return
    with paper.drawn():
        paper.several("pupils", "Wie gaat er naar een andere klas?", names)
        paper.one("class", "Naar welke klas?", classes)
        paper.day("starts_on", "Eerste dag in die klas", office.today)
        st.caption("Lopende zaken verhuizen mee naar de mentor van de nieuwe klas.")
        paper.submit("Verplaatsen", lambda desk: _move(desk, paper, classes, names))


def _move(desk: Desk, paper: Paper, classes: Mapping[str, str], names: Mapping[str, str]) -> str:
    moved, class_id = paper.codes("pupils"), paper.code("class")
    starts_on = paper.value("starts_on")
    desk.office.move_pupils(moved, class_id, starts_on)
    who = labels.plain(names[moved[0]]) if len(moved) == 1 else f"{len(moved)} leerlingen"
    verb = "zit" if len(moved) == 1 else "zitten"
    to = labels.plain(classes[class_id])
    return f"{who} {verb} vanaf {long_date(starts_on)} in {to}."


def _show_leave(office: Office, shown: SchoolClass, names: Mapping[str, str]) -> None:
    paper = Paper(f"vertrek_{shown.class_id}")
    with paper.drawn():
        paper.one("pupil", "Wie gaat er van school?", names)
        paper.day("last_day", "Laatste dag op school", office.today)
        st.caption(
            "De zaken blijven bewaard. De mentor legt in een lopende zaak zelf vast dat de "
            "leerling van school is."
        )
        paper.submit("Vertrek vastleggen", lambda desk: _leave(desk, paper, names))


def _leave(desk: Desk, paper: Paper, names: Mapping[str, str]) -> str:
    pupil_id, last_day = paper.code("pupil"), paper.value("last_day")
    desk.office.pupil_leaves(pupil_id, last_day)
    return f"{labels.plain(names[pupil_id])} is op school tot en met {long_date(last_day)}."
