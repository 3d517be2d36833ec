"""Beheer, Schooljaar overzetten: the pupils of a year to their classes of the next, in one act."""

from collections import Counter

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.office_handover import LATER, LEAVES, ClassTurn, YearTurn
from casework.records import SchoolClass
from casework.words import counted, enumeration, long_date
from ui import labels
from ui.forms.field import Select
from ui.forms.form import Form
from ui.inner_link import address, link
from ui.office import choice, table
from ui.office.office_form import OfficeForm

FILE_FIRST = (
    "<p>Heb je het bestand van het nieuwe schooljaar? "
    f"{link('Lees het in', address({'deel': 'Inlezen'}, 'beheer'))}: dan komt ieder in de eigen "
    "nieuwe klas, ook als klassen in de bovenbouw door elkaar gaan, en staan de mentoren er meteen "
    "bij.</p>"
)
WORDS = {LEAVES: "van school", LATER: "nog niet overzetten"}
MOST_NAMED = 6


def show(office: Office) -> None:
    """Which year goes over into which, and the classes."""
    turns = {turn.ending.school_year: turn for turn in office.handover.year_turns()}
    st.html(FILE_FIRST)
    if not turns:
        st.markdown(
            "Zonder bestand: voeg eerst het volgende schooljaar toe. Daarna zet je hier alle "
            "leerlingen in één keer in hun nieuwe klas."
        )
        return
    words = {year: f"van {year} naar {t.following.school_year}" for year, t in turns.items()}
    year = next(iter(turns))
    if len(turns) > 1:
        year = choice.select("Welk jaar?", words, "overzetten", first=year)
    _show_turn(office, turns[year])


def _show_turn(office: Office, turn: YearTurn) -> None:
    following = turn.following.school_year
    if not turn.offered:
        st.markdown(
            f"In {labels.plain(following)} zijn nog geen klassen. Maak ze bij Klassen, of neem "
            f"daar die van {labels.plain(turn.ending.school_year)} over. Daarna zet je hier de "
            "leerlingen over."
        )
        return
    if turn.classes:
        _show_choices(turn)
    else:
        st.markdown(
            f"**Alle leerlingen van {labels.plain(turn.ending.school_year)} zijn overgezet** naar "
            f"{labels.plain(following)}. "
            "Zit er iemand toch in een andere klas? Verander dat bij Leerlingen."
        )
    _show_without_mentor(office, turn)


def _show_choices(turn: YearTurn) -> None:
    first_day = long_date(turn.following.starts_on)
    st.markdown(
        f"Kies per klas waar de leerlingen op {first_day} heen gaan. Wie al een klas heeft in "
        f"{labels.plain(turn.following.school_year)}, blijft daar. Zittenblijvers verplaats je "
        "daarna bij Leerlingen; de leerlingen van een klas die uit elkaar gaat ook. Lopende zaken "
        "gaan mee met de leerlingen."
    )
    options = {c.class_id: c.name for c in turn.offered} | WORDS
    form = OfficeForm(
        f"year_turn_{turn.ending.school_year}",
        *(
            Select(ending.held.class_id, _title(ending), options, initial=ending.proposed)
            for ending in turn.classes
        ),
    )
    with st.container(horizontal=True, key="office_year_turn"):
        for name in form.fields:
            with st.container(width=258):
                form.draw(name)
    _show_result(turn, _destinations(form, turn))
    form.button("Leerlingen overzetten", lambda desk: _turn(desk, turn, _destinations(form, turn)))


def _destinations(form: Form, turn: YearTurn) -> dict[ClassTurn, str]:
    return {ending: form.read(ending.held.class_id) or LATER for ending in turn.classes}


def _title(ending: ClassTurn) -> str:
    return labels.plain(f"{ending.held.name}, {_pupils(ending.count_waiting)}")


def _pupils(count: int) -> str:
    return counted(count, "leerling", "leerlingen")


def _show_result(turn: YearTurn, destinations: dict[ClassTurn, str]) -> None:
    """The preview: how full each class gets, who leaves and who stays where they are."""
    coming: Counter[str] = Counter()
    for ending, to in destinations.items():
        coming[to] += ending.count_waiting
    rows = [(c.name, turn.sizes[c.class_id], coming[c.class_id]) for c in turn.offered]
    table.show(
        {
            "Klas": [name for name, _, _ in rows],
            "Zit er al": [str(present) for _, present, _ in rows],
            "Komt erbij": [str(more) for _, _, more in rows],
            "Samen": [str(present + more) for _, present, more in rows],
        }
    )
    elsewhere = [f"{text}: {_pupils(coming[to])}" for to, text in WORDS.items() if coming[to]]
    if elsewhere:
        st.markdown("; ".join(elsewhere).capitalize() + ".")


def _turn(desk: Desk, turn: YearTurn, destinations: dict[ClassTurn, str]) -> str:
    moved = desk.office.handover.turn_year(
        turn.ending.school_year, {ending.held.class_id: to for ending, to in destinations.items()}
    )
    left = [ending.held for ending, to in destinations.items() if to == LATER]
    waiting = f" Nog niet overgezet: {_class_names(left)}." if left else ""
    following = turn.following.school_year
    return f"{_pupils(sum(moved.values()))} overgezet naar {labels.plain(following)}.{waiting}"


def _class_names(classes: list[SchoolClass]) -> str:
    if len(classes) > MOST_NAMED:
        return f"{len(classes)} klassen"
    return labels.plain(enumeration(c.name for c in classes))


def _show_without_mentor(office: Office, turn: YearTurn) -> None:
    classes = office.groups.without_mentor(turn.following.school_year)
    if classes:
        st.info(
            f"In {labels.plain(turn.following.school_year)} nog zonder mentor: "
            f"{_class_names(classes)}. Kies die bij Klassen, onder Mentor wisselen.",
            icon=":material/info:",
        )
