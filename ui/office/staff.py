"""Beheer, Medewerkers: who works here, in which roles, and how they get in."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.work_left import WorkLeft
from casework.labels import ROLES, WHOLE_SCHOOL_ROLES
from casework.name_order import listed
from casework.people import Assignment, Role
from casework.records import StaffMember
from casework.role_watch import Giving
from casework.words import enumeration, long_date
from ui import labels
from ui.forms.field import Checkbox, Day, Select, TextLine
from ui.forms.form import Form
from ui.office import (
    choice,
    former_staff,
    invitation,
    paged,
    role_requests,
    roles,
    table,
    working_time,
)
from ui.office.office_form import OfficeForm
from ui.office.roles import Scopes

LIST, PERSON = "staff", "medewerker"
BY_INVITATION = (
    "Deze collega kiest zelf een wachtwoord, met een uitnodiging. Die gaat per e-mail als de "
    "school e-mail verstuurt; anders zie je hierna de link, om persoonlijk te geven."
)


def show(office: Office) -> None:
    """The tab of the staff."""
    role_requests.show_waiting(office)
    with st.expander("Medewerker toevoegen", key="office_staff_add"):
        _show_new()
    former_staff.show(office)
    typed = paged.search_box(LIST, "Zoek een medewerker", "naam of gebruikersnaam")
    working, scopes = office.people.find(typed), Scopes(office)
    selected = _select(office, working)
    if selected:
        with st.container(border=True, key="office_staff_member"):
            _show_member(office, selected, scopes)
    invitation.show_link()
    st.header("Iedereen" if not typed else "Gevonden", anchor=False)
    draw = partial(_show_list, office, scopes)
    paged.show(LIST, working, draw, ("medewerker", "medewerkers"))
    working_time.show_stand_ins(office, scopes)
    st.header("Als een beheerder zichzelf een rol geeft", anchor=False)
    role_requests.show_choice(office)
    st.header("Uitnodigingen", anchor=False)
    invitation.show_days(office)


def _select(office: Office, working: Sequence[StaffMember]) -> StaffMember | None:
    """Who is chosen, of those that were found; whoever is in the address is among them."""
    offered = list(working[: choice.MOST_OFFERED])
    asked = choice.requested(PERSON)
    if asked and asked not in {member.staff_id for member in offered}:
        offered += [member for member in office.people.find() if member.staff_id == asked]
    names = {member.staff_id: _name(member) for member in offered}
    staff_id = choice.select(
        "Medewerker", names, PERSON, empty="Kies een medewerker om iets te veranderen"
    )
    return office.people.member(staff_id) if staff_id else None


def _show_list(office: Office, scopes: Scopes, members: Sequence[StaffMember]) -> None:
    people = office.people.with_coming_roles(members)
    table.show(
        {
            "Naam": [f"{listed(member.name)} ({member.user_name})" for member in people],
            "Rollen": [_summary(member, scopes, office.today) for member in people],
        }
    )


def _name(member: StaffMember) -> str:
    """Name and user name: two colleagues may share the first."""
    return f"{member.name.full} ({member.user_name})"


def _summary(member: StaffMember, scopes: Scopes, today: date) -> str:
    special = [a for a in member.assignments if a.role is not Role.STAFF]
    summaries = [f"{scopes.words(a)} {roles.period(a, today)}".strip() for a in special]
    return enumeration(summaries) or WHOLE_SCHOOL_ROLES[Role.STAFF]


# --- somebody new --------------------------------------------------------------------------------


def _show_new() -> None:
    form = OfficeForm(
        "staff_new",
        TextLine("given", "Voornaam"),
        TextLine("family", "Achternaam, met het tussenvoegsel ervoor"),
        TextLine("user_name", "Gebruikersnaam, bijvoorbeeld de afkorting op school"),
        TextLine("email", "E-mailadres op school (mag leeg blijven)", note=BY_INVITATION),
    )
    form.show("Toevoegen en uitnodigen", lambda desk: _add(desk, form), primary=True)


def _add(desk: Desk, form: Form) -> str:
    office, email = desk.office, form.read("email")
    staff_id = office.add_staff(form.read("given"), form.read("family"), form.read("user_name"))
    if email:
        office.accounts.change_email(staff_id, email)
    member = office.people.member(staff_id)
    invited = invitation.invite(desk, member, by_mail=True, ends_password=False)
    choice.choose(PERSON, staff_id)
    name, user_name = labels.plain(member.name.full), labels.plain(member.user_name)
    return f"{name} staat erbij, als docent met gebruikersnaam {user_name}. {invited}"


# --- somebody who works here ---------------------------------------------------------------------


def _show_member(office: Office, member: StaffMember, scopes: Scopes) -> None:
    st.header(labels.plain(member.name.full), anchor=False)
    special = [a for a in member.assignments if a.role is not Role.STAFF]
    if not special:
        st.caption("Docent, zonder andere rol.")
    for assignment in special:
        _show_assignment(office, member, assignment, scopes)
    with st.expander("Rol geven", key=f"office_role_give_{member.staff_id}"):
        _show_give(office, member, scopes)
    with st.expander("Naam, gebruikersnaam of e-mail", key=f"office_name_{member.staff_id}"):
        _show_rename(office, member)
    working_time.show(office, member, scopes)
    if member.staff_id != office.own_id:
        with st.expander("Uitnodiging", key=f"office_invite_{member.staff_id}"):
            invitation.show(office, member)
        with st.expander("Werkt hier niet meer", key=f"office_staff_end_{member.staff_id}"):
            _show_end(office, member)


def _show_assignment(
    office: Office, member: StaffMember, assignment: Assignment, scopes: Scopes
) -> None:
    name = f"{assignment.role.value}_{assignment.scope or 'school'}_{assignment.starts_on}"
    words = labels.plain(scopes.words(assignment))
    with st.container(key=f"office_row_{name}", horizontal=True, vertical_alignment="center"):
        st.markdown(f"{words} {roles.period(assignment, office.today)}", width="stretch")
        with st.popover("Beëindigen", key=f"office_role_stop_{name}", help=f"Beëindig: {words}"):
            form = OfficeForm(
                f"role_end_{member.staff_id}_{name}",
                Day("last_day", "Laatste dag; leeg betekent: nu meteen"),
            )
            _show_work_left(office.work_left(member.staff_id, assignment))
            form.show(
                "Rol beëindigen", lambda desk: _end_role(desk, form, member, assignment, words)
            )


def _show_work_left(left: WorkLeft) -> None:
    """What goes to others when it ends, before it is ended."""
    if left.words:
        st.info(labels.plain(left.words), icon=":material/move_item:")


def _end_role(
    desk: Desk, form: Form, member: StaffMember, assignment: Assignment, words: str
) -> str:
    last_day = desk.office.end_assignment(member.staff_id, assignment, form.read("last_day"))
    name = labels.plain(member.name.full)
    if last_day < desk.today:
        return f"{name} is geen {words} meer. De toegang die erbij hoort is nu weg."
    return f"{name} is {words} tot en met {long_date(last_day)}."


def _show_give(office: Office, member: StaffMember, scopes: Scopes) -> None:
    role = st.selectbox(
        "Rol",
        roles.TO_GIVE,
        index=None,
        format_func=ROLES.__getitem__,
        key=f"office_which_role_{member.staff_id}",
        placeholder="Kies een rol",
    )
    if role is None:
        return
    typed = paged.search_box(f"scope_{role.value}", "Zoek de klas") if scopes.is_long(role) else ""
    choices = scopes.of_role(role, typed)
    if not choices and role in roles.NO_SCOPES and not typed:
        st.info(roles.NO_SCOPES[role])
        return
    form = OfficeForm(
        f"role_{member.staff_id}_{role.value}",
        *([Select("scope", roles.SCOPE_LABELS[role], choices)] if choices else ()),
        Day("starts_on", "Eerste dag", initial=office.today),
        Day("ends_on", "Laatste dag (mag leeg blijven)"),
    )
    form.show("Rol geven", lambda desk: _give(desk, form, member, role, scopes))


def _give(desk: Desk, form: Form, member: StaffMember, role: Role, scopes: Scopes) -> str:
    answers = form.answers()
    assignment = Assignment(
        role,
        answers.get("scope", ""),
        answers["starts_on"] or desk.today,
        answers["ends_on"] or date.max,
    )
    giving = desk.office.assign(member.staff_id, assignment)
    name, words = labels.plain(member.name.full), labels.plain(scopes.words(assignment))
    if giving is Giving.WAITS:
        return (
            f"De rol van {name} ({words}) wacht tot een andere beheerder haar toestaat. Je ziet "
            "hierboven wie dat kan."
        )
    when = roles.period(assignment, desk.today) or "vanaf nu"
    told = f" {role_requests.TOLD}" if giving is Giving.WITH_NOTICE else ""
    return f"{name} is {words}, {when}.{told}"


def _show_rename(office: Office, member: StaffMember) -> None:
    form = OfficeForm(
        f"staff_name_{member.staff_id}",
        TextLine("given", "Voornaam", initial=member.name.given),
        TextLine("family", "Achternaam, met het tussenvoegsel ervoor", initial=member.name.family),
        TextLine(
            "user_name",
            "Gebruikersnaam",
            initial=member.user_name,
            note="Het wachtwoord blijft hetzelfde. Geef een nieuwe gebruikersnaam door: deze "
            "collega wordt overal uitgelogd.",
        ),
        TextLine(
            "email",
            "E-mailadres op school (mag leeg blijven)",
            initial=office.accounts.state_of(member.staff_id).email,
        ),
    )
    form.show("Verbeteren", lambda desk: _rename(desk, form, member))


def _rename(desk: Desk, form: Form, member: StaffMember) -> str:
    office, staff_id = desk.office, member.staff_id
    user_name, email = form.read("user_name"), form.read("email")
    office.people.rename(staff_id, form.read("given"), form.read("family"))
    if user_name != member.user_name:
        office.people.change_user_name(staff_id, user_name)
    if email != office.accounts.state_of(staff_id).email:
        office.accounts.change_email(staff_id, email)
    stored, email = office.people.member(staff_id), office.accounts.state_of(staff_id).email
    name, user_name = labels.plain(stored.name.full), labels.plain(stored.user_name)
    at = f", e-mail {labels.plain(email)}" if email else ""
    return f"Opgeslagen: {name}, meldt zich aan als {user_name}{at}."


def _show_end(office: Office, member: StaffMember) -> None:
    name = labels.plain(member.name.full)
    form = OfficeForm(
        f"staff_end_{member.staff_id}",
        Checkbox(
            "sure",
            f"Ja, {name} werkt hier niet meer",
            required="Zet eerst het vinkje, zodat er niet per ongeluk iets stopt.",
        ),
    )
    with form.container():
        st.write(
            f"Het account van {name} en alle rollen stoppen meteen. De naam blijft staan bij wat "
            "er is vastgelegd. Komt deze collega terug, dan open je het account hier weer."
        )
        _show_work_left(office.work_left(member.staff_id))
        form.draw_all()
        form.submit("Account beëindigen", lambda desk: _end(desk, form, member))


def _end(desk: Desk, form: Form, member: StaffMember) -> str:
    form.read("sure")
    desk.office.end_staff(member.staff_id)
    name = labels.plain(member.name.full)
    return f"{name} kan zich niet meer aanmelden. Alle rollen zijn gestopt."
