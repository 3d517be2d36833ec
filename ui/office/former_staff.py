"""Beheer, Medewerkers: an account that ended, opened again for the same person."""

from collections.abc import Mapping

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.people import Assignment
from casework.records import StaffMember
from casework.words import enumeration
from ui import labels
from ui.forms.field import MultiSelect
from ui.forms.form import Form
from ui.office import choice, invitation, paged
from ui.office.office_form import OfficeForm
from ui.office.roles import Scopes

FORMER, LIST = "vertrokken", "former_staff"


def show(office: Office) -> None:
    """The expander of who does not work here any more; nothing while everybody does."""
    if not office.people.ended():
        return
    folded = choice.expander("Iemand komt terug", "terug")
    if folded.open:
        with folded:
            _show_former(office)


def _show_former(office: Office) -> None:
    st.markdown(
        "Een account dat is beëindigd, kun je weer openen. Het is dan dezelfde persoon: wat er is "
        "vastgelegd, blijft van die naam."
    )
    typed = paged.search_box(LIST, "Zoek wie hier werkte", "naam of gebruikersnaam")
    former = {m.staff_id: m for m in office.people.ended(typed)[: choice.MOST_OFFERED]}
    names = {one: f"{member.name.full} ({member.user_name})" for one, member in former.items()}
    staff_id = choice.select("Wie komt terug?", names, FORMER)
    if staff_id:
        _show_reopen(office, former[staff_id])


def _show_reopen(office: Office, member: StaffMember) -> None:
    scopes = Scopes(office)
    former = {str(n): held for n, held in enumerate(office.people.former_roles(member.staff_id))}
    words = {number: scopes.words(held) for number, held in former.items()}
    form = OfficeForm(
        f"staff_reopen_{member.staff_id}",
        MultiSelect(
            "roles",
            "Welke rollen krijgt deze collega terug? Zonder keuze wordt het docent.",
            words,
            no_options="Er zijn geen rollen van toen",
        ),
    )
    form.show(
        "Account weer openen en uitnodigen",
        lambda desk: _reopen(desk, form, member, former),
        primary=True,
    )


def _reopen(desk: Desk, form: Form, member: StaffMember, former: Mapping[str, Assignment]) -> str:
    back = [former[number] for number in form.read("roles")]
    desk.office.people.reopen(member.staff_id, back)
    invited = invitation.invite(desk, member, by_mail=True, ends_password=False)
    choice.choose("medewerker", member.staff_id)
    name = labels.plain(member.name.full)
    return f"Het account van {name} is weer open. {_roles_words(desk, back)} {invited}"


def _roles_words(desk: Desk, back: list[Assignment]) -> str:
    if not back:
        return "Geef hieronder de rollen die erbij horen."
    scopes = Scopes(desk.office)
    return f"Terug vanaf vandaag: {labels.plain(enumeration(map(scopes.words, back)))}."
