"""Beheer, Medewerkers: on which days a colleague works, and who stands in for a mentor."""

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.own_time import WEEKDAYS, Away, StandIn
from casework.people import Assignment, Role
from casework.records import StaffMember
from casework.words import enumeration, full_date, short_date
from ui import labels
from ui.forms.field import Day, MultiPills, Select
from ui.forms.form import Form
from ui.office import choice, paged, role_requests
from ui.office.office_form import OfficeForm
from ui.office.roles import Scopes


def show(office: Office, member: StaffMember, scopes: Scopes) -> None:
    """Of one colleague: the days on which they work, and for a mentor who stands in."""
    classes = {
        held.scope: labels.plain(scopes.words(held))
        for held in member.assignments
        if held.role is Role.MENTOR
    }
    if classes:
        box = st.expander("Vervanger", key=f"office_stand_in_{member.staff_id}", on_change="rerun")
        if box.open:
            with box:
                _show_new(office, member, classes)
    box = st.expander(
        "Werkdagen en afwezigheid", key=f"office_working_{member.staff_id}", on_change="rerun"
    )
    if box.open:
        with box:
            _show_working_time(office, member)


# --- stand-ins ------------------------------------------------------------------------------------


def show_stand_ins(office: Office, scopes: Scopes) -> None:
    """Who stands in now or soon, for whom, and the way to end it."""
    standing = office.time.stand_ins()
    if not standing:
        return
    st.header("Vervangers", anchor=False)
    names = office.people.names({i for one in standing for i in (one.staff_id, one.for_staff_id)})
    for one in standing:
        _show_stand_in(one, names, labels.plain(_role_words(one, scopes)))


def _role_words(one: StandIn, scopes: Scopes) -> str:
    return scopes.words(Assignment(Role.MENTOR, one.class_id, one.starts_on, one.ends_on))


def _show_stand_in(one: StandIn, names: dict[str, str], role: str) -> None:
    who = labels.plain(names.get(one.staff_id, "iemand"))
    whom = labels.plain(names.get(one.for_staff_id, "iemand"))
    form = OfficeForm(f"stand_in_end_{one.staff_id}_{one.class_id}_{one.starts_on}")
    with st.container(horizontal=True, vertical_alignment="center", key=form.key("row")):
        st.markdown(
            f"**{who}** vervangt {whom} als {role}, {short_date(one.starts_on)} t/m "
            f"{full_date(one.ends_on)}",
            width="stretch",
        )
        form.button("Nu beëindigen", lambda desk: _end(desk, one, who, role))


def _end(desk: Desk, one: StandIn, who: str, role: str) -> str:
    desk.office.time.end_stand_in(one, None)
    return f"{who} is geen vervanger meer als {role}."


def _show_new(office: Office, member: StaffMember, classes: dict[str, str]) -> None:
    st.markdown(
        "De vervanger ziet en doet in deze klas wat de mentor ziet en doet, tot en met de laatste "
        "dag; daarna niet meer. De mentor houdt de eigen toegang. Waarom iemand er niet is, wordt "
        "niet gevraagd."
    )
    form = OfficeForm(
        f"stand_in_{member.staff_id}",
        Select(
            "role",
            "In welke rol?",
            classes,
            initial=next(iter(classes)),
            required="Kies de rol die wordt overgenomen.",
        ),
        Select("stand_in", "Wie neemt het over?", _offered(office, member)),
        Day("first", "Vanaf", initial=office.today),
        Day("last", "Tot en met"),
    )
    form.show("Vervanger vastleggen", lambda desk: _add(desk, form, member, classes))


def _offered(office: Office, member: StaffMember) -> dict[str, str]:
    """Who can stand in: everybody else, or of a long list who fits what is typed."""
    working = office.people.find()
    if len(working) > choice.MOST_OFFERED:
        typed = paged.search_box("stand_in", "Zoek de vervanger", "naam of gebruikersnaam")
        working = office.people.find(typed)[: choice.MOST_OFFERED]
    others = {one.staff_id: one.name.full for one in working if one.staff_id != member.staff_id}
    return labels.distinct(others)


def _add(desk: Desk, form: Form, member: StaffMember, classes: dict[str, str]) -> str:
    before = desk.office.requests.given_by_me()
    new = desk.office.time.add_stand_in(
        form.read("stand_in") or "",
        form.read("role"),
        member.staff_id,
        form.read("first"),
        form.read("last"),
    )
    given = desk.office.requests.given_by_me().since(before)
    note = role_requests.note(given)
    if given.waiting:
        return f"{labels.plain(member.name.full)} wordt nog niet vervangen. {note}"
    who = desk.office.people.names([new.staff_id]).get(new.staff_id, "Een collega")
    receipt = (
        f"{labels.plain(who)} vervangt {labels.plain(member.name.full)} als "
        f"{labels.plain(classes[new.class_id])} tot en met {full_date(new.ends_on)}."
    )
    return f"{receipt} {note}".strip()


# --- working days ---------------------------------------------------------------------------------


def _show_working_time(office: Office, member: StaffMember) -> None:
    st.markdown(
        "Een termijn verandert hierdoor niet. Wat uitkomt op een dag waarop een collega niet "
        "werkt, staat vooraf op Vandaag. Iedereen kan dit ook zelf zeggen, onderaan Vandaag."
    )
    held = office.time.working_time(member.staff_id)
    weekdays = {str(n): name for n, name in enumerate(WEEKDAYS)}
    working = [code for code in weekdays if int(code) in held.weekdays]
    days = OfficeForm(
        f"working_days_{member.staff_id}",
        MultiPills("weekdays", "Werkt op", weekdays, initial=working),
    )
    days.show("Werkdagen opslaan", lambda desk: _set_days(desk, days, member))
    for away in held.away:
        if away.last >= office.today:
            _show_away(member, away)
    form = OfficeForm(
        f"away_{member.staff_id}", Day("first", "Afwezig vanaf"), Day("last", "Afwezig tot en met")
    )
    form.show("Afwezigheid opslaan", lambda desk: _add_away(desk, form, member))


def _show_away(member: StaffMember, away: Away) -> None:
    form = OfficeForm(f"away_remove_{member.staff_id}_{away.first}")
    with st.container(horizontal=True, vertical_alignment="center", key=form.key("row")):
        st.markdown(f"Afwezig van {short_date(away.first)} t/m {full_date(away.last)}")
        form.button("Weghalen", lambda desk: _remove_away(desk, member, away))


def _set_days(desk: Desk, form: Form, member: StaffMember) -> str:
    weekdays = [int(code) for code in form.read("weekdays")]
    desk.office.time.set_working_days(member.staff_id, weekdays)
    held = sorted(desk.office.time.working_time(member.staff_id).weekdays)
    days = enumeration([WEEKDAYS[n] for n in held])
    return f"Opgeslagen: {labels.plain(member.name.full)} werkt op {days}."


def _add_away(desk: Desk, form: Form, member: StaffMember) -> str:
    away = desk.office.time.add_away(member.staff_id, form.read("first"), form.read("last"))
    return f"Opgeslagen: afwezig van {full_date(away.first)} tot en met {full_date(away.last)}."


def _remove_away(desk: Desk, member: StaffMember, away: Away) -> str:
    desk.office.time.remove_away(member.staff_id, away)
    return f"Weggehaald: {labels.plain(member.name.full)} is er wel."
