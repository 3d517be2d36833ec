"""Beheer, Medewerkers: who works here, in which roles, and how they get in."""

from collections.abc import Sequence
from datetime import date
from typing import cast

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.errors import InputRefused
from casework.labels import ROLES
from casework.people import Assignment, Role
from casework.ports import StaffMember
from casework.words import enumeration, long_date
from ui import labels
from ui.office import choice, roles
from ui.office.paper import Paper
from ui.office.roles import Scopes

HOW_TO_CHOOSE = (
    "Een wachtwoord heeft minstens 12 tekens; hoofdletters of cijfers hoeven niet. Een zinnetje "
    "van vier woorden is goed te onthouden en moeilijk te raden. Niet de gebruikersnaam, niet de "
    "naam van de school. Geef het persoonlijk door, niet per e-mail."
)


def show(office: Office) -> None:
    """The tab of the staff."""
    working = [member for member in office.staff() if member.is_active]
    with st.expander("Medewerker toevoegen", key="beheer_medewerker_erbij"):
        _show_new()
    staff_id = choice.one(
        "Medewerker",
        {member.staff_id: _name(member) for member in working},
        "medewerker",
        empty="Kies een medewerker om iets te veranderen",
    )
    scopes = Scopes.of(office)
    chosen = next((member for member in working if member.staff_id == staff_id), None)
    if chosen:
        with st.container(border=True, key="beheer_medewerker_kaart"):
            _show_member(office, chosen, scopes)
    _show_list(working, scopes, office.today)


def _show_list(working: Sequence[StaffMember], scopes: Scopes, today: date) -> None:
    st.header("Iedereen", anchor=False)
    st.table(
        {
            "Naam": [labels.plain(_name(member)) for member in working],
            "Rollen": [labels.plain(_summary(member, scopes, today)) for member in working],
        },
        border="horizontal",
        hide_index=True,
    )


def _name(member: StaffMember) -> str:
    """Name and user name: two colleagues may share the first."""
    return f"{member.name.full} ({member.user_name})"


def _summary(member: StaffMember, scopes: Scopes, today: date) -> str:
    special = [held for held in member.assignments if held.role is not Role.STAFF]
    told = [f"{scopes.words(held)} {roles.period(held, today)}".strip() for held in special]
    return enumeration(told) or roles.WHOLE_SCHOOL[Role.STAFF]


# --- somebody new --------------------------------------------------------------------------------


def _show_new() -> None:
    paper = Paper("medewerker")
    with paper.drawn():
        paper.line("given", "Voornaam")
        paper.line("family", "Achternaam, met het tussenvoegsel ervoor")
        paper.line("user_name", "Gebruikersnaam, bijvoorbeeld de afkorting op school")
        st.caption(HOW_TO_CHOOSE)
        paper.password("password", "Eerste wachtwoord")
        paper.submit("Medewerker toevoegen", lambda desk: _add(desk, paper), primary=True)


def _add(desk: Desk, paper: Paper) -> str:
    given, user_name = paper.words("given"), paper.words("user_name")
    staff_id = desk.office.add_staff(
        given, paper.words("family"), user_name, paper.value("password") or ""
    )
    choice.choose("medewerker", staff_id)
    return (
        f"{labels.plain(given)} kan zich aanmelden als {labels.plain(user_name)}, als docent. "
        "Geef hieronder de rollen die erbij horen."
    )


# --- somebody who works here ---------------------------------------------------------------------


def _show_member(office: Office, member: StaffMember, scopes: Scopes) -> None:
    st.header(labels.plain(member.name.full), anchor=False)
    special = [held for held in member.assignments if held.role is not Role.STAFF]
    if not special:
        st.caption("Docent, zonder andere rol.")
    for held in special:
        _show_held(office, member, held, scopes)
    with st.expander("Rol geven", key=f"beheer_rol_{member.staff_id}"):
        _show_give(office, member, scopes)
    with st.expander("Nieuw wachtwoord", key=f"beheer_wachtwoord_{member.staff_id}"):
        _show_password(member)
    if member.staff_id != office.own_id:
        with st.expander("Werkt hier niet meer", key=f"beheer_einde_{member.staff_id}"):
            _show_end(member)


def _show_held(office: Office, member: StaffMember, held: Assignment, scopes: Scopes) -> None:
    name = f"{held.role.value}_{held.scope or 'school'}_{held.starts_on}"
    words = labels.plain(scopes.words(held))
    with st.container(key=f"beheer_rij_{name}", horizontal=True, vertical_alignment="center"):
        st.markdown(f"{words} {roles.period(held, office.today)}", width="stretch")
        with st.popover("Beëindigen", key=f"beheer_stop_{name}", help=f"Beëindig: {words}"):
            paper = Paper(f"rol_einde_{member.staff_id}_{name}")
            with paper.drawn():
                paper.day("last_day", "Laatste dag; leeg betekent: nu meteen")
                paper.submit(
                    "Rol beëindigen", lambda desk: _end_role(desk, paper, member, held, words)
                )


def _end_role(desk: Desk, paper: Paper, member: StaffMember, held: Assignment, words: str) -> str:
    last_day = desk.office.end_assignment(member.staff_id, held, paper.value("last_day"))
    name = labels.plain(member.name.full)
    if last_day < desk.today:
        return f"{name} is geen {words} meer. De toegang die erbij hoort is nu weg."
    return f"{name} is {words} tot en met {long_date(last_day)}."


def _show_give(office: Office, member: StaffMember, scopes: Scopes) -> None:
    role = st.selectbox(
        "Rol",
        roles.GIVEN,
        index=None,
        format_func=lambda found: ROLES[found],
        key=f"beheer_welke_rol_{member.staff_id}",
        placeholder="Kies een rol",
    )
    if role is None:
        return
    choices = scopes.of_role(role)
    if not choices and role in roles.NO_SCOPES:
        st.info(roles.NO_SCOPES[role])
        return
    paper = Paper(f"rol_{member.staff_id}_{role.value}")
    with paper.drawn():
        if choices:
            paper.one("scope", roles.SCOPE_LABELS[role], choices)
        paper.day("starts_on", "Eerste dag", office.today)
        paper.day("ends_on", "Laatste dag (mag leeg blijven)")
        paper.submit("Rol geven", lambda desk: _give(desk, paper, member, role, scopes))


def _give(desk: Desk, paper: Paper, member: StaffMember, role: Role, scopes: Scopes) -> str:
    given = Assignment(
        role,
        paper.code("scope"),
        cast(date, paper.value("starts_on") or desk.today),
        cast(date, paper.value("ends_on") or date.max),
    )
    desk.office.assign(member.staff_id, given)
    when = roles.period(given, desk.today) or "vanaf nu"
    return f"{labels.plain(member.name.full)} is {labels.plain(scopes.words(given))}, {when}."


def _show_password(member: StaffMember) -> None:
    paper = Paper(f"wachtwoord_{member.staff_id}")
    with paper.drawn():
        st.caption(HOW_TO_CHOOSE)
        paper.password("password", "Nieuw wachtwoord")
        paper.submit("Wachtwoord instellen", lambda desk: _set_password(desk, paper, member))


def _set_password(desk: Desk, paper: Paper, member: StaffMember) -> str:
    desk.office.set_password(member.staff_id, paper.value("password") or "")
    name = labels.plain(member.name.full)
    return f"{name} heeft een nieuw wachtwoord. Geef het persoonlijk door."


def _show_end(member: StaffMember) -> None:
    paper = Paper(f"einde_{member.staff_id}")
    name = labels.plain(member.name.full)
    with paper.drawn():
        st.write(
            f"Het account van {name} en alle rollen stoppen meteen, en dat kan niet worden "
            "teruggedraaid. De naam blijft staan bij wat er is vastgelegd."
        )
        paper.tick("sure", f"Ja, {name} werkt hier niet meer")
        paper.submit("Account beëindigen", lambda desk: _end(desk, paper, member))


def _end(desk: Desk, paper: Paper, member: StaffMember) -> str:
    if not paper.value("sure"):
        raise InputRefused("Zet eerst het vinkje, zodat er niet per ongeluk iets stopt.", "sure")
    desk.office.end_staff(member.staff_id)
    name = labels.plain(member.name.full)
    return f"{name} kan zich niet meer aanmelden. Alle rollen zijn gestopt."
