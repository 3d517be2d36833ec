"""Beheer, Schooljaar overzetten: the pupils of a year to their classes of the next, in one act."""

from collections import Counter

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.office_handover import LATER, LEAVES, ClassTurn, YearTurn
from casework.ports import SchoolClass
from casework.words import counted, enumeration, long_date
from ui import labels
from ui.office import choice
from ui.office.paper import Paper

WORDS = {LEAVES: "van school", LATER: "nog niet overzetten"}
MOST_TOLD = 6


def show(office: Office) -> None:
    """Which year goes over into which, and the classes."""
    turns = {turn.ending.school_year: turn for turn in office.handover.year_turns()}
    if not turns:
        st.markdown(
            "Voeg eerst het volgende schooljaar toe. Daarna zet je hier alle leerlingen in één "
            "keer in hun nieuwe klas."
        )
        return
    words = {year: f"van {year} naar {t.following.school_year}" for year, t in turns.items()}
    first = next(iter(turns))
    year = choice.one("Welk jaar?", words, "overzetten", first=first) if len(turns) > 1 else first
    _show_turn(office, turns[year])


def _show_turn(office: Office, turn: YearTurn) -> None:
    following = turn.following.school_year
    if not turn.offered:
        st.markdown(
            f"In {following} zijn nog geen klassen. Maak ze bij Klassen, of neem daar die van "
            f"{turn.ending.school_year} over. Daarna zet je hier de leerlingen over."
        )
        return
    if turn.classes:
        _show_choices(turn)
    else:
        st.markdown(
            f"**Alle leerlingen van {turn.ending.school_year} zijn overgezet** naar {following}. "
            "Zit er iemand toch in een andere klas? Verander dat bij Leerlingen."
        )
    _show_without_mentor(office, turn)


def _show_choices(turn: YearTurn) -> None:
    first_day = long_date(turn.following.starts_on)
    st.markdown(
        f"Kies per klas waar de leerlingen op {first_day} heen gaan. Wie al een klas heeft in "
        f"{turn.following.school_year}, blijft daar. Zittenblijvers verplaats je daarna bij "
        "Leerlingen; de leerlingen van een klas die uit elkaar gaat ook. Lopende zaken gaan mee "
        "met de leerlingen."
    )
    paper = Paper(f"overzetten_{turn.ending.school_year}")
    options = {found.class_id: found.name for found in turn.offered} | WORDS
    with st.container(horizontal=True, key="beheer_over_klassen"):
        for found in turn.classes:
            with st.container(width=258):
                paper.one(found.held.class_id, _title(found), options, found.proposed)
    _show_result(turn, _chosen(paper, turn))
    paper.button("Leerlingen overzetten", lambda desk: _turn(desk, turn, _chosen(paper, turn)))


def _chosen(paper: Paper, turn: YearTurn) -> dict[ClassTurn, str]:
    return {found: paper.code(found.held.class_id) or LATER for found in turn.classes}


def _title(found: ClassTurn) -> str:
    return labels.plain(f"{found.held.name}, {_pupils(found.count_waiting)}")


def _pupils(count: int) -> str:
    return counted(count, "leerling", "leerlingen")


def _show_result(turn: YearTurn, chosen: dict[ClassTurn, str]) -> None:
    """The preview: how full each class gets, who leaves and who stays where they are."""
    coming: Counter[str] = Counter()
    for found, to in chosen.items():
        coming[to] += found.count_waiting
    rows = [
        (labels.plain(found.name), turn.sizes[found.class_id], coming[found.class_id])
        for found in turn.offered
    ]
    st.table(
        {
            "Klas": [name for name, _, _ in rows],
            "Zit er al": [str(held) for _, held, _ in rows],
            "Komt erbij": [str(more) for _, _, more in rows],
            "Samen": [str(held + more) for _, held, more in rows],
        },
        border="horizontal",
        hide_index=True,
    )
    told = [f"{words}: {_pupils(coming[code])}" for code, words in WORDS.items() if coming[code]]
    if told:
        st.markdown("; ".join(told).capitalize() + ".")


def _turn(desk: Desk, turn: YearTurn, chosen: dict[ClassTurn, str]) -> str:
    went = desk.office.handover.turn_year(
        turn.ending.school_year, {found.held.class_id: to for found, to in chosen.items()}
    )
    left = [found.held for found, to in chosen.items() if to == LATER]
    waiting = f" Nog niet overgezet: {_told(left)}." if left else ""
    following = turn.following.school_year
    return f"{_pupils(sum(went.values()))} overgezet naar {following}.{waiting}"


def _told(classes: list[SchoolClass]) -> str:
    if len(classes) > MOST_TOLD:
        return f"{len(classes)} klassen"
    return labels.plain(enumeration(found.name for found in classes))


def _show_without_mentor(office: Office, turn: YearTurn) -> None:
    day = max(office.today, turn.following.starts_on)
    rows = office.handover.mentors_on(turn.offered, day)
    without = {class_id for class_id, staff_id in rows if not staff_id}
    classes = [found for found in turn.offered if found.class_id in without]
    if classes:
        st.info(
            f"In {turn.following.school_year} nog zonder mentor: {_told(classes)}. Kies die bij "
            "Klassen, onder Mentor wisselen.",
            icon=":material/info:",
        )
