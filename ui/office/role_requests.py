"""Beheer, Medewerkers: roles that wait for a second beheerder, and whether they do."""

from functools import partial

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.role_requests import GivenRoles, WaitingRole
from casework.role_watch import OwnRoles
from casework.words import counted, moment
from ui.labels import plain
from ui.office.office_form import OfficeForm

TOLD = "Wie het aangaat, ziet dit op Vandaag."
WHO_CAN = "bij Medewerkers staat wie dat kan."
CHOICES = {
    OwnRoles.WAIT: "de rol wacht tot een andere beheerder haar toestaat",
    OwnRoles.TELL: "de rol geldt meteen, en wordt verteld op Vandaag van wie het aangaat",
}


def note(given: GivenRoles) -> str:
    """What the receipt of an act that gave roles says of them; empty when all are in force."""
    if len(given.waiting) == 1:
        one = given.waiting[0]
        who = f"De rol van {plain(one.name)} ({plain(one.role)})"
        return f"{who} wacht tot een andere beheerder haar toestaat; {WHO_CAN}"
    if given.waiting:
        count = counted(len(given.waiting), "rol", "rollen")
        return f"{count} wachten tot een andere beheerder ze toestaat; {WHO_CAN}"
    return TOLD if given.count_notices else ""


def show_waiting(office: Office) -> None:
    """The roles that wait, each with who can decide about it; nothing when none does."""
    waiting = office.requests.waiting()
    if not waiting:
        return
    with st.container(border=True, key="office_role_requests"):
        st.header("Rollen die wachten", anchor=False)
        for one in waiting:
            _show_one(one)
        to_decide = [one for one in waiting if one.may_decide]
        if len(to_decide) > 1:
            form = OfficeForm("role_grant_all_" + to_decide[0].request.request_id)
            form.button(f"Alle {len(to_decide)} toestaan", partial(_grant, waiting=to_decide))


def _show_one(one: WaitingRole) -> None:
    name, request_id = plain(one.name), one.request.request_id
    with st.container(key=f"office_role_request_{request_id}", gap="xsmall"):
        st.markdown(f"**{name}**: {plain(one.role)}")
        st.caption(f"Gevraagd door {plain(one.asked_by)}, {moment(one.request.asked_at)}.")
        if one.may_decide:
            with st.container(horizontal=True):
                grant = OfficeForm(f"role_grant_{request_id}")
                grant.button("Toestaan", partial(_grant, waiting=[one]))
                refuse = OfficeForm(f"role_refuse_{request_id}")
                refuse.button("Afwijzen", partial(_refuse, one=one))
            return
        st.caption(_who_decides(one))
        if one.is_asked_by_me:
            form = OfficeForm(f"role_refuse_{request_id}")
            form.button("Intrekken", partial(_refuse, one=one))


def _who_decides(one: WaitingRole) -> str:
    if one.deciders:
        return f"Hierover beslist {plain(' of '.join(one.deciders))}."
    return (
        "Er is geen andere beheerder meer die hierover kan beslissen. Trek het in en geef de rol "
        "opnieuw: zij geldt dan meteen, en wordt verteld aan wie het aangaat."
    )


def _grant(desk: Desk, waiting: list[WaitingRole]) -> str:
    for one in waiting:
        desk.office.requests.grant(one.request.request_id)
    if len(waiting) > 1:
        return f"{len(waiting)} rollen zijn toegestaan en gelden nu."
    return f"Toegestaan: {plain(waiting[0].name)} is {plain(waiting[0].role)}."


def _refuse(desk: Desk, one: WaitingRole) -> str:
    desk.office.requests.refuse(one.request.request_id)
    return f"{plain(one.name)} krijgt deze rol niet: {plain(one.role)}."


def show_choice(office: Office) -> None:
    """What happens with a role that a beheerder could be giving to himself."""
    st.markdown(
        "Een beheerder kan zichzelf een rol geven die zaken of cijfers opent, of haar geven aan "
        "een account waarvan hij zelf de uitnodiging uitdeelde. Ongezien gaat dat nooit. Is er "
        "geen andere beheerder die kan beslissen, dan wordt het altijd verteld. De andere "
        "beheerder mag zijn uitnodiging niet van de vrager hebben gekregen, en andersom."
    )
    choice = office.requests.choice()
    other = OwnRoles.TELL if choice is OwnRoles.WAIT else OwnRoles.WAIT
    st.markdown(f"Nu: **{CHOICES[choice]}**")
    form = OfficeForm(f"own_roles_{other}")
    label = "Voortaan alleen vertellen" if other is OwnRoles.TELL else "Voortaan laten wachten"
    form.button(label, partial(_choose, choice=other))


def _choose(desk: Desk, choice: OwnRoles) -> str:
    desk.office.requests.choose(choice)
    stored = CHOICES[desk.office.requests.choice()]
    return f"Opgeslagen: {stored}. Wie toezicht houdt, ziet op Vandaag dat dit is veranderd."
