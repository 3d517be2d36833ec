"""Beheer, Medewerkers: the invitation by which a colleague gets in, its link shown this once."""

import base64
from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.office_accounts import DAYS, link_of
from casework.identity import AccountState, Invitation
from casework.records import StaffMember
from casework.words import counted, full_date, local_day
from server.qr_code import qr_code
from server.settings import public_address
from ui import labels, memory
from ui.copy_text import copy_text
from ui.forms.field import Checkbox, Field, Setting
from ui.forms.form import Form
from ui.office.office_form import OfficeForm

LINK = "invitation_link"
QR_PIXELS = 200


@dataclass(frozen=True)
class ShownLink:
    """A link that was just made, and for whom."""

    staff_id: str
    name: str
    link: str = field(repr=False)
    expires_at: datetime


def address() -> str:
    """How colleagues reach the school."""
    return public_address(st.context.url or "")


def invite(
    desk: Desk,
    member: StaffMember,
    *,
    by_mail: bool,
    ends_password: bool = False,
    ends_second_step: bool = False,
) -> str:
    """Make an invitation; what was done with it, in words."""
    made = desk.office.accounts.invite(
        member.staff_id,
        address=address(),
        by_mail=by_mail,
        ends_password=ends_password,
        ends_second_step=ends_second_step,
    )
    return keep(member.staff_id, member.name.full, made)


def keep(staff_id: str, name: str, made: Invitation) -> str:
    """Have the link of an invitation on the screen, where it did not go by e-mail."""
    if made.is_mailed:
        memory.remember(LINK, None)
        return f"De uitnodiging voor {labels.plain(name)} gaat per e-mail."
    link = link_of(address(), made)
    memory.remember(LINK, ShownLink(staff_id, name, link, made.expires_at))
    return f"De uitnodiging voor {labels.plain(name)} is gemaakt. De link staat hieronder."


def show_link() -> None:
    """The link that was just made: in this browser tab only, until it is put away."""
    shown: ShownLink | None = memory.recall(LINK)
    if shown is None:
        return
    name = labels.plain(shown.name)
    with st.container(border=True, key="invitation_link"):
        st.markdown(f"**Uitnodiging voor {name}**")
        st.markdown(
            f"Geef deze link aan {name}, en aan niemand anders: wie hem opent, kiest het "
            "wachtwoord van dit account. Of laat de code scannen met een telefoon. De link werkt "
            f"één keer, tot en met {full_date(local_day(shown.expires_at))}, en staat alleen nu "
            "op dit scherm."
        )
        copy_text(shown.link, key="invitation")
        _draw_qr_code(shown.link)
        st.button(
            "Link weghalen", key="invitation_done", on_click=memory.remember, args=(LINK, None)
        )


def _draw_qr_code(link: str) -> None:
    code = qr_code(link)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.size} {code.size}">'
        f'<rect width="100%" height="100%" fill="#fff"/><path d="{code.path}"/></svg>'
    )
    data = base64.b64encode(drawing.encode()).decode()
    st.html(
        f'<img src="data:image/svg+xml;base64,{data}" width="{QR_PIXELS}" height="{QR_PIXELS}" '
        'alt="De link als code om te scannen">'
    )


# --- of one colleague -----------------------------------------------------------------------------


def show(office: Office, member: StaffMember) -> None:
    """How the account of a colleague stands, and the button for a new invitation."""
    account = office.accounts.state_of(member.staff_id)
    st.markdown(_state_words(account))
    form = OfficeForm(f"invite_{member.staff_id}", *_choices(office, member, account))
    label = "Nieuwe uitnodiging maken" if account.has_password else "Uitnodigen"
    form.show(label, lambda desk: _invite(desk, form, member))


def _state_words(account: AccountState) -> str:
    if account.invited_until:
        until = full_date(local_day(account.invited_until))
        runs = f"Er loopt een uitnodiging, tot en met {until}. Een nieuwe vervangt haar."
        return f"Heeft een eigen wachtwoord. {runs}" if account.has_password else runs
    if account.has_school_account and not account.has_password:
        return "Meldt zich aan met een schoolaccount."
    if account.has_password:
        return "Heeft een eigen wachtwoord. Vergeten? Met een nieuwe uitnodiging kiest deze " + (
            "collega een ander; tot dan blijft het oude werken."
        )
    return "Kan zich nog niet aanmelden: er is geen uitnodiging die nog werkt."


def _choices(office: Office, member: StaffMember, account: AccountState) -> list[Field]:
    choices: list[Field] = []
    if office.accounts.can_mail(member.staff_id):
        choices.append(
            Checkbox("by_mail", "Per e-mail sturen; anders zie je de link hier", initial=True)
        )
    if account.has_password:
        label = "Nu meteen overal uitloggen, en het oude wachtwoord laten vervallen"
        choices.append(Checkbox("ends_password", label))
    elif account.has_school_account:
        label = "Nu meteen overal uitloggen, en het schoolaccount ontkoppelen"
        choices.append(Checkbox("ends_password", label))
    if account.has_second_step:
        label = (
            "Tweede stap weghalen: telefoon én herstelcodes zijn kwijt. Wat nu toegang geeft, "
            "vervalt dan ook"
        )
        choices.append(Checkbox("ends_second_step", label))
    return choices


def _invite(desk: Desk, form: Form, member: StaffMember) -> str:
    chosen = form.answers()
    return invite(
        desk,
        member,
        by_mail=chosen.get("by_mail", False),
        ends_password=chosen.get("ends_password", False),
        ends_second_step=chosen.get("ends_second_step", False),
    )


# --- how long -------------------------------------------------------------------------------------


def show_days(office: Office) -> None:
    """For how many days an invitation works."""
    offered = {str(days): counted(days, "dag", "dagen") for days in DAYS}
    form = OfficeForm(
        "invitation_days",
        Setting("days", "Een uitnodiging werkt", offered, initial=str(office.accounts.days)),
    )
    form.show("Opslaan", lambda desk: _set_days(desk, form))


def _set_days(desk: Desk, form: Form) -> str:
    days = int(form.read("days"))
    desk.office.accounts.set_days(days)
    return f"Opgeslagen: een nieuwe uitnodiging werkt {counted(days, 'dag', 'dagen')}."
