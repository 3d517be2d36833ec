"""What stands around the work list of Vandaag: a greeting, and a word for who has no cases."""

from datetime import datetime

import streamlit as st

from casework import year_groups
from casework.desk import Desk
from casework.labels import ROLES
from casework.people import Action, Role
from casework.words import AMSTERDAM, enumeration, long_date
from ui import hidden_names, navigation
from ui.labels import escape, plain
from ui.names_switch import names_switch

MOST_CLASSES_NAMED = 6
FOR_THE_OFFICE = (
    "Een zaak daar zonder andere mentor staat zolang op Vandaag van de leerlingcoördinator; is die "
    "er niet, dan van de teamleider of de schoolleiding. Kies een mentor bij Beheer."
)
FOR_THE_COORDINATOR = (
    "Een zaak daar zonder andere mentor staat zolang bij jou op Vandaag, en je ziet haar vanaf "
    "niveau 1. Vraag de beheerder een mentor te kiezen."
)


def greeting() -> str:
    """A greeting that fits the hour at school."""
    hour = datetime.now(AMSTERDAM).hour
    if hour < 12:
        return "Goedemorgen"
    return "Goedemiddag" if hour < 18 else "Goedenavond"


def head(desk: Desk) -> None:
    """Who this is today, and for who has a list the switch that hides the names in it."""
    words = escape(f"{roles(desk)} · {long_date(desk.today)}")
    has_list = desk.may(Action.SEE_CASE)
    switch = names_switch(are_hidden=hidden_names.are_hidden()) if has_list else ""
    st.html(f'<div class="work-head"><span>{words}</span>{switch}</div>')


def roles(desk: Desk) -> str:
    """What this person is at school: "mentor van 2B"."""
    words = []
    special = [a for a in desk.actor.assignments if a.role is not Role.STAFF]
    for assignment in special or desk.actor.assignments:
        scope = desk.school.class_name(assignment.scope)
        if assignment.role is Role.COORDINATOR:
            scope = year_groups.words(int(assignment.scope))
        words.append(f"{ROLES[assignment.role]} van {scope}" if scope else ROLES[assignment.role])
    row = enumeration(dict.fromkeys(words))
    return row[:1].upper() + row[1:]


def without_mentor(desk: Desk) -> None:
    """Which classes have no mentor, and who has their cases until they have one."""
    names = [school_class.name for school_class in desk.school.classes_without_mentor()]
    if not names:
        return
    if len(names) == 1:
        sentence = f"Klas {names[0]} heeft geen mentor."
    elif len(names) <= MOST_CLASSES_NAMED:
        sentence = f"De klassen {enumeration(names)} hebben geen mentor."
    else:
        sentence = f"{len(names)} klassen hebben geen mentor."
    may_choose = desk.may(Action.ADMINISTER)
    until_then = FOR_THE_OFFICE if may_choose else FOR_THE_COORDINATOR
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="no_mentor"):
        with st.container(width="stretch", gap="xxsmall"):
            st.markdown(f"**{plain(sentence)}**")
            st.caption(until_then)
        if may_choose and st.button("Mentor kiezen", key="to_mentors"):
            navigation.go(navigation.OFFICE, deel="Klassen", wisselen="true")


def nothing_here(desk: Desk) -> None:
    """A kind word for somebody without cases: where to go instead."""
    with st.container(border=True, key="agenda_none"):
        if desk.may(Action.ADMINISTER):
            st.markdown(
                "**Je beheert de school.** Zaken zie je hier niet; klassen, leerlingen, "
                "medewerkers en het leeslog vind je bij Beheer."
            )
        else:
            st.markdown(
                "**Zie of hoor je iets?** Geef het door; één minuut is genoeg. De mentor van de "
                "leerling pakt het op. Op de Handelingskaart lees je wat er daarna gebeurt."
            )
        if st.button(
            "Signaal doorgeven",
            key="to_signal",
            type="secondary" if desk.may(Action.ADMINISTER) else "primary",
            icon=navigation.SIGNAL.icon,
        ):
            navigation.go(navigation.SIGNAL)
        if st.button("Naar de Handelingskaart", key="to_card", icon=":material/menu_book:"):
            navigation.go(navigation.CARD)
