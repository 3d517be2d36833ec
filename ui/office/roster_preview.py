"""The preview of a roster file: what would change, in blocks; each long list a part at a time."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

import streamlit as st

from casework.desk.roster import ImportPreview
from casework.people import Role
from casework.role_watch import Giving
from casework.roster import NewStaff, RoleGiven, RosterChange, RosterFault
from casework.roster.decisions import GIVEN_FREELY, NEVER_GIVEN
from casework.words import counted, number
from ui.labels import plain
from ui.office import roster_table
from ui.office.roster_words import BLOCKS, People, Row, Rows, role

Item = TypeVar("Item")
ROLES_TITLE, ROLES_HEADINGS = "Mentor van een klas", ("Naam", "Rol")


def show(preview: ImportPreview, people: People, roles: Mapping[Giving, int]) -> None:
    """What is done at *Doorvoeren* without anything more being asked, and what was not read."""
    plan = preview.plan
    if plan.unchanged_count:
        same = counted(plan.unchanged_count, "leerling of collega", "leerlingen en collega's")
        st.markdown(f"{same} {'blijft' if plan.unchanged_count == 1 else 'blijven'} zoals nu.")
    for kind, (title, headings, row) in BLOCKS.items():
        changes = [one for one in plan.changes if isinstance(one, kind)]
        if changes:
            _block(kind.__name__, title, headings, changes, partial(_of, row, people))
    mentors = [one for one in plan.only(RoleGiven) if one.role in GIVEN_FREELY]
    if mentors:
        _block(
            "mentors",
            ROLES_TITLE,
            ROLES_HEADINGS,
            mentors,
            lambda one: (people.colleague(one.staff_id, one.new_staff_key), role(one)),
        )
    _show_what_waits(roles)
    _show_left_open(preview, people)
    _show_faults(plan.faults)


def _of(row: Rows, people: People, change: RosterChange) -> Row:
    return row(change, people)


def _block(
    name: str, title: str, headings: Row, items: Sequence[Item], row: Callable[[Item], Row]
) -> None:
    with st.expander(f"{title}: {number(len(items))}", key=f"roster_block_{name}"):
        roster_table.show(f"roster_{name}", headings, items, row)


def _show_what_waits(roles: Mapping[Giving, int]) -> None:
    """Beforehand, what becomes of roles that the reader may be giving to himself."""
    waiting, told = roles.get(Giving.WAITS, 0), roles.get(Giving.WITH_NOTICE, 0)
    if waiting:
        verb, them = ("wacht", "die") if waiting == 1 else ("wachten", "ze")
        st.info(
            f"{counted(waiting, 'rol', 'rollen')} in dit bestand {verb}, als je {them} doorvoert, "
            "tot een andere beheerder ja zegt: een rol van jezelf, van wie jij de uitnodiging gaf, "
            "of van wie nog geen wachtwoord en geen uitnodiging heeft.",
            icon=":material/info:",
        )
    if told:
        verb, them = ("wordt", "die") if told == 1 else ("worden", "ze")
        st.info(
            f"{counted(told, 'rol', 'rollen')} in dit bestand {verb}, als je {them} doorvoert, op "
            "Vandaag verteld aan wie het aangaat: een rol van jezelf, of van wie jij de "
            "uitnodiging gaf.",
            icon=":material/info:",
        )


def _show_left_open(preview: ImportPreview, people: People) -> None:
    """What the file says and nobody does: it is told, and not passed over."""
    unnamed = [new for new in preview.plan.only(NewStaff) if not new.user_name]
    if unnamed:
        st.warning(
            f"{counted(len(unnamed), 'collega heeft', 'collega’s hebben')} in het bestand geen "
            "gebruikersnaam, afkorting of e-mailadres. Zij blijven liggen; voeg ze toe bij "
            "Medewerkers, of zet het in het bestand."
        )
    admins = [one for one in preview.plan.only(RoleGiven) if one.role in NEVER_GIVEN]
    if admins:
        names = ", ".join(people.colleague(one.staff_id, one.new_staff_key) for one in admins[:5])
        st.info(
            plain(f"Beheerder word je nooit uit een bestand ({names}). Geef die rol zo nodig bij ")
            + "Medewerkers.",
            icon=":material/info:",
        )


def _show_faults(faults: Sequence[RosterFault]) -> None:
    """What was not understood, line by line; and apart from it what only catches the eye."""
    for is_notice, title in ((False, "Niet begrepen"), (True, "Valt op")):
        some = [fault for fault in faults if fault.is_notice == is_notice]
        if some:
            with st.expander(
                f"{title}: {number(len(some))}",
                key=f"roster_faults_{is_notice}",
                icon=":material/info:" if is_notice else ":material/warning:",
            ):
                if not is_notice:
                    st.caption(
                        "Wat hier staat, doet niet mee. Verbeter het in het bestand en kies het "
                        "opnieuw, of ga zonder verder."
                    )
                roster_table.show(
                    f"roster_faults_{is_notice}",
                    ("Waar", "Er staat", "Wat eraan te doen"),
                    some,
                    partial(_fault, is_of_several=len({one.file for one in faults}) > 1),
                )


def _fault(fault: RosterFault, *, is_of_several: bool) -> Row:
    """The place in one cell, so that what to do fits on a phone beside it."""
    line = f"regel {fault.line}" if fault.line else ""
    file = fault.file if is_of_several or not line else ""
    return (", ".join(filter(None, (file, line, fault.column))), fault.value, fault.why)


def asked_roles(preview: ImportPreview) -> list[RoleGiven]:
    """The roles that a person has to say yes to."""
    never = NEVER_GIVEN | GIVEN_FREELY | {Role.STAFF}
    return [one for one in preview.plan.only(RoleGiven) if one.role not in never]
