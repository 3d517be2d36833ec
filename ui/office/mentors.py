"""Beheer, Klassen: other mentors for one class or many, from one day on."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.people import Role
from casework.records import MentorChange, SchoolClass
from casework.words import enumeration, long_date
from ui import labels
from ui.forms.field import Day, Select
from ui.forms.form import Form
from ui.office import choice, paged, role_requests
from ui.office.office_form import OfficeForm

SAME = "blijft zoals het is"
Row = tuple[str, str]


def show(office: Office, classes: Sequence[SchoolClass]) -> None:
    """The expander of the mentors of these classes, all of one school year."""
    folded = choice.expander("Mentor wisselen", "wisselen")
    if folded.open:
        with folded:
            _show_change(office, classes)


def _show_change(office: Office, classes: Sequence[SchoolClass]) -> None:
    year = classes[0].school_year
    st.markdown(
        "Lopende zaken van de leerlingen gaan mee naar de nieuwe mentor. Wie het was, ziet ze "
        "vanaf die dag niet meer."
    )
    starts_on = Day(
        "starts_on", "Eerste dag van de nieuwe mentor", initial=office.day_in_year(year)
    )
    form = OfficeForm(f"mentors_{year}", starts_on)
    form.draw("starts_on")
    first_day: date | None = form.read("starts_on")
    rows = office.handover.mentors_on(classes, first_day) if first_day else []
    titles = {school_class.class_id: school_class.name for school_class in classes}
    names = office.people.names(staff_id for _, staff_id in rows if staff_id)
    working = _offered(office, [str(form.value(_field(row)) or "") for row in rows])
    with st.container(horizontal=True, key="office_mentors"):
        for row in rows:
            _show_row(form, row, titles, names, working)
            if row[1] and form.value(_field(row)):
                _show_what_goes_along(office, row)
    form.button("Mentoren wisselen", lambda desk: _change(desk, form, rows, titles))


def _offered(office: Office, chosen: Sequence[str]) -> dict[str, str]:
    """Who can become mentor: everybody, or of a long list who fits and who is chosen already."""
    working = office.people.find()
    if len(working) > choice.MOST_OFFERED:
        typed = paged.search_box("mentors", "Zoek de nieuwe mentor", "naam of gebruikersnaam")
        fitting = office.people.find(typed)[: choice.MOST_OFFERED]
        kept = {member.staff_id for member in fitting} | set(chosen)
        working = [member for member in working if member.staff_id in kept]
    return labels.distinct({member.staff_id: member.name.full for member in working})


def _show_row(
    form: Form,
    row: Row,
    titles: Mapping[str, str],
    names: Mapping[str, str],
    working: Mapping[str, str],
) -> None:
    class_id, staff_id = row
    now = f"nu {names.get(staff_id, 'iemand')}" if staff_id else "nog geen mentor"
    others = {other_id: name for other_id, name in working.items() if other_id != staff_id}
    with st.container(width=258):
        label = labels.plain(f"{titles[class_id]}: {now}")
        form.draw(Select(_field(row), label, others, placeholder=SAME))


def _show_what_goes_along(office: Office, row: Row) -> None:
    """How much the new mentor gets of the present one."""
    class_id, staff_id = row
    held = office.people.member(staff_id).assignments
    of_class = (a for a in held if a.role is Role.MENTOR and a.scope == class_id)
    left = next((office.work_left(staff_id, assignment) for assignment in of_class), None)
    if left and left.counts:
        st.caption(labels.plain(f"Gaat mee: {left.counts}."))


def _field(row: Row) -> str:
    return "_".join(part for part in row if part)


def _change(desk: Desk, form: Form, rows: Sequence[Row], titles: Mapping[str, str]) -> str:
    new_mentors = {row: form.value(_field(row)) for row in rows}
    changes = [MentorChange(*row, mentor) for row, mentor in new_mentors.items() if mentor]
    first_day, before = form.read("starts_on"), desk.office.requests.given_by_me()
    desk.office.handover.change_mentors(changes, first_day)
    given = desk.office.requests.given_by_me().since(before)
    class_names = labels.plain(enumeration(dict.fromkeys(titles[c.class_id] for c in changes)))
    since = "vanaf vandaag" if first_day == desk.today else f"vanaf {long_date(first_day)}"
    note = role_requests.note(given)
    if given.waiting:
        former = "Wie het was, is dat dan niet meer."
        return f"De wisseling van {class_names} is vastgelegd, {since}. {former} {note}"
    many = "hebben" if len({c.class_id for c in changes}) > 1 else "heeft"
    receipt = f"{class_names} {many} {since} een andere mentor. De zaken gaan mee."
    return f"{receipt} {note}".strip()
