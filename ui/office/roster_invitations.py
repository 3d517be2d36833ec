"""Invitations for colleagues who came from a file: made at once, and shown once or sent by mail."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.office_accounts import InvitationLine
from casework.records import StaffMember
from casework.words import counted, full_date, local_day
from exchange.csv_file import csv_file
from ui import memory
from ui.download import download_button
from ui.forms.form import Form
from ui.office import invitation, roster_table
from ui.office.roster_form import RosterForm

LIST = "invitations"
FILE_NAME = "uitnodigingen.csv"
HEADINGS = ("Naam", "Gebruikersnaam", "Link", "Werkt tot en met")
BY_MAIL = "per e-mail"
AT_ONCE = 500
"""Nobody hands out more in one go."""


def show(office: Office) -> None:
    """The list that was just made, or the button that makes it for who cannot sign in yet."""
    lines: Sequence[InvitationLine] = memory.recall(LIST) or ()
    if lines:
        _show_list(lines)
        return
    if waiting := office.accounts.never_invited():
        with st.container(border=True, key="roster_invitations"):
            who = counted(len(waiting), "collega kan", "collega's kunnen")
            st.markdown(f"**{who} zich nog niet aanmelden**: er is nog geen uitnodiging.")
            _ask("invitations", office, waiting)
    elif never := office.accounts.never_signed_in():
        who = counted(len(never), "collega meldde", "collega's meldden")
        with st.expander(f"{who} zich nog nooit aan", key="roster_never"):
            st.markdown("Lijst kwijt? Een eerdere uitnodiging werkt na een nieuwe niet meer.")
            _ask("new_invitations", office, never)


def _ask(name: str, office: Office, members: Sequence[StaffMember]) -> None:
    chosen = members[:AT_ONCE]
    st.caption(_how(len(chosen), office.accounts.count_with_mail(chosen)))
    form = RosterForm(name)
    label = "Uitnodigingen maken"
    if len(members) > AT_ONCE:
        label = f"{label} voor de eerste {AT_ONCE}"
    form.button(label, partial(_make, form, [member.staff_id for member in chosen]))


def _how(count: int, count_by_mail: int) -> str:
    by_hand = (
        "Je ziet de lijst één keer: druk hem af of sla hem op, en geef ieder de eigen link "
        "persoonlijk. Wie de link opent, kiest het wachtwoord."
    )
    if not count_by_mail:
        return by_hand
    if count_by_mail == count:
        return "Ieder krijgt de uitnodiging per e-mail."
    return f"{counted(count_by_mail, 'collega krijgt', 'collega’s krijgen')} een e-mail. {by_hand}"


def _make(form: Form, staff_ids: Sequence[str], desk: Desk) -> str:
    lines = desk.office.accounts.invite_all(
        staff_ids, address=invitation.address(), form_key=form.form_key
    )
    memory.remember(LIST, lines)
    made = counted(len(lines), "uitnodiging", "uitnodigingen")
    count_by_mail = sum(not line.link for line in lines)
    if count_by_mail == len(lines):
        return f"{made} gemaakt; alles gaat per e-mail."
    by_mail = f" {count_by_mail} daarvan per e-mail." if count_by_mail else ""
    return f"{made} gemaakt.{by_mail} De lijst staat hieronder."


def _show_list(lines: Sequence[InvitationLine]) -> None:
    """In this browser tab only: a reload, or the button, and it is gone for good."""
    rows = [_row(line) for line in lines]
    with st.container(border=True, key="roster_invitation_list"):
        st.markdown("**Uitnodigingen**")
        st.warning(
            "Deze lijst staat alleen hier en nu. Na *Lijst weghalen*, na opnieuw laden of na "
            "afmelden is hij weg; dan maak je zo nodig nieuwe uitnodigingen."
        )
        with st.container(horizontal=True, key="roster_invitation_acts"):
            download_button(
                "Lijst opslaan",
                lambda _desk: csv_file(pd.DataFrame(rows, columns=list(HEADINGS))),
                file_name=FILE_NAME,
                mime="text/csv; charset=utf-8",
                key="roster_invitation_file",
            )
            st.button(
                "Lijst weghalen",
                key="roster_invitation_done",
                on_click=memory.remember,
                args=(LIST, None),
            )
        roster_table.show(LIST, HEADINGS, rows, lambda row: row)


def _row(line: InvitationLine) -> tuple[str, str, str, str]:
    until = full_date(local_day(line.expires_at))
    return line.name.full, line.user_name, line.link or BY_MAIL, until
