"""Zaken zonder iemand, on Vandaag: what nobody has, by number, and what to do about it."""

import streamlit as st

from casework.desk import Desk
from casework.desk.unowned import CaseWithoutOwner
from casework.people import Action
from casework.words import counted, late
from ui import navigation
from ui.labels import plain

LINES_AT_ONCE = 6


def show(desk: Desk) -> None:
    """The list, for who can see to it that somebody gets them; nothing when there are none."""
    may_give = desk.may(Action.ADMINISTER)
    if may_give:
        lines = desk.office.cases_without_owner()
    elif desk.may(Action.SEE_CASE):
        lines = desk.agenda.without_owner()
    else:
        lines = []
    if not lines:
        return
    with st.container(border=True, key="without_owner"):
        st.markdown(f"**Zaken zonder iemand: {len(lines)}**")
        st.caption(_what_to_do(may_give=may_give))
        st.markdown(_listed(lines[:LINES_AT_ONCE]))
        if more := lines[LINES_AT_ONCE:]:
            with st.expander(f"En nog {len(more)}", key="without_owner_more"):
                st.markdown(_listed(more))
        if may_give and st.button("Rol geven", key="to_roles"):
            navigation.go(navigation.OFFICE, deel="Medewerkers")


def _what_to_do(*, may_give: bool) -> str:
    act = "Geef een van de rollen aan iemand" if may_give else "Vraag de beheerder een rol te geven"
    return f"Dit staat bij niemand op Vandaag. {act}; vanaf dat moment staat het daar."


def _listed(lines: list[CaseWithoutOwner]) -> str:
    return "\n".join(f"- {plain(words(line))}" for line in lines)


def words(line: CaseWithoutOwner) -> str:
    """One line: "Zaak 2026-004 · 3 dingen, 5 schooldagen te laat. Team A heeft ..."."""
    what = f"Zaak {line.label}" if line.label else "Een signaal"
    waits = counted(line.count, "ding wacht", "dingen wachten")
    how_late = f", {late(line.late_by)}" if line.late_by else ""
    return f"{what} · {waits}{how_late}. {line.why}"
