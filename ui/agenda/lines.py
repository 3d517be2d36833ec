"""The work list of Vandaag: lines by urgency, each with its act one press away."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

import streamlit as st

from casework.cases.agenda import Urgency
from casework.desk import AgendaItem, Desk
from casework.labels import ROLES
from casework.people import Action, Role
from casework.words import AMSTERDAM, enumeration, late, near_date
from ui import navigation
from ui.case import badges
from ui.folded import folded
from ui.labels import NEWS, URGENCIES, plain

LINES_AT_ONCE = 8
MOST_TO_READ = 3
MOST_CLASSES_NAMED = 6


def greeting() -> str:
    """A greeting that fits the hour at school."""
    hour = datetime.now(AMSTERDAM).hour
    if hour < 12:
        return "Goedemorgen"
    return "Goedemiddag" if hour < 18 else "Goedenavond"


def roles(desk: Desk) -> str:
    """What this person is at school: "mentor van 2B"."""
    names = {school_class.class_id: school_class.name for school_class in desk.school.classes()}
    words = []
    special = [a for a in desk.actor.assignments if a.role is not Role.STAFF]
    for assignment in special or desk.actor.assignments:
        scope = names.get(assignment.scope, "")
        if assignment.role is Role.COORDINATOR:
            scope = f"leerjaar {assignment.scope}"
        words.append(f"{ROLES[assignment.role]} van {scope}" if scope else ROLES[assignment.role])
    row = enumeration(dict.fromkeys(words))
    return row[:1].upper() + row[1:]


def lists(items: Sequence[AgendaItem], today: date) -> None:
    """The lines under their headings, or a kind word when there are none."""
    if not items:
        with st.container(border=True, key="agenda_empty"):
            st.markdown(
                "**Niets te doen.** Hier komt te staan wat vandaag of deze week aan de "
                "beurt is, wat te laat is, en wat nieuw voor je is."
            )
        return
    for urgency, lines in groupby(items, key=lambda item: item.urgency):
        _heading(urgency, list(lines), today)


def _heading(urgency: Urgency, lines: list[AgendaItem], today: date) -> None:
    if urgency is Urgency.COMING:
        with st.expander(f"{URGENCIES[urgency]} ({len(lines)})"):
            for item in lines:
                _line(item, today)
        return
    st.header(URGENCIES[urgency], anchor=False)
    to_read = [item for item in lines if item.news]
    if len(to_read) > MOST_TO_READ:
        _reading_list(to_read, today)
        lines = [item for item in lines if not item.news]
    folded(lines, LINES_AT_ONCE, lambda item: _line(item, today))


def _reading_list(lines: Sequence[AgendaItem], today: date) -> None:
    """Many cases at once, after a handover: one line that unfolds."""
    with st.expander(f"Leeslijst: {len(lines)} zaken", icon=":material/menu_book:"):
        st.caption("Open een zaak om hem te lezen; daarna staat hij hier niet meer.")
        for item in lines:
            _line(item, today)


def _line(item: AgendaItem, today: date) -> None:
    which = f"{item.step_id}_{item.pupil_id[:8]}_{item.occurrence}"
    key = f"{item.label or item.signal_id}_{item.urgency}_{which}"
    about = f"Zaak {item.label}" if item.case_id else "Signaal"
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"line_{key}"):
        with st.container(width="stretch", gap="xxsmall"):
            st.markdown(f"**{_what(item)}**")
            st.caption(plain(f"{about} · {', '.join(item.class_names) or 'geen klas'}"))
        _badge(item, today)
        if st.button("Openen", key=f"go_{key}", help=f"{about} openen"):
            if item.signal_id:
                navigation.go(navigation.SIGNAL, signaal=item.signal_id)
            navigation.go(navigation.CASE, zaak=item.case_id, **_step_parameters(item))


def _step_parameters(item: AgendaItem) -> dict[str, str]:
    """What names the step in the address of the case, so that its form is open at once."""
    parameters = {"stap": item.step_id, "leerling": item.pupil_id, "nr": str(item.occurrence or "")}
    return {name: value for name, value in parameters.items() if value}


def _what(item: AgendaItem) -> str:
    if item.proposed_level:
        return f"Voorstel: naar niveau {item.proposed_level}"
    if item.news:
        return NEWS[item.news]
    title = plain(item.title)
    return f"{title} ({item.count} leerlingen)" if item.count > 1 else title


def _badge(item: AgendaItem, today: date) -> None:
    if item.late_by:
        st.badge(late(item.late_by), icon=":material/schedule:", color="red")
    elif item.urgency is Urgency.SERIOUS:
        badges.serious()
    elif item.due_on:
        st.badge(near_date(item.due_on, today), icon=":material/event:", color="orange")
    else:
        st.badge("nieuw", icon=":material/fiber_new:", color="blue")


def without_mentor(desk: Desk) -> None:
    """Which classes have no mentor: their cases may be on nobody's list."""
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
    ask = "Kies er een bij Beheer." if may_choose else "Vraag de beheerder er een te kiezen."
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="no_mentor"):
        with st.container(width="stretch", gap="xxsmall"):
            st.markdown(f"**{plain(sentence)}**")
            st.caption(f"Wat daar speelt, staat misschien bij niemand op Vandaag. {ask}")
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
