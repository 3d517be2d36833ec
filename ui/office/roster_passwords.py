"""First passwords for colleagues who came from a file: made at once, shown once, kept nowhere."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.roster import RosterRoom
from casework.records import StaffMember
from casework.roster.first_passwords import FirstPassword
from casework.words import counted
from exchange.csv_file import csv_file
from ui import session
from ui.download import download_button
from ui.forms.form import Form
from ui.office import roster_table
from ui.office.roster_form import RosterForm
from ui.progress import Progress

LIST = "first_passwords"
FILE_NAME = "eerste-wachtwoorden.csv"
Members = Callable[[RosterRoom], list[StaffMember]]
HEADINGS = ("Naam", "Gebruikersnaam", "Eerste wachtwoord")
AT_ONCE = 200
"""More take minutes, and nobody hands out more lists than this in one go."""


def show(office: Office) -> None:
    """The list that was just made, or the button that makes it for who cannot sign in yet."""
    made: Sequence[FirstPassword] = session.recall(LIST) or ()
    if made:
        _show_list(made)
        return
    if waiting := office.roster.without_password():
        with st.container(border=True, key="roster_passwords"):
            who = counted(len(waiting), "collega kan", "collega's kunnen")
            st.markdown(f"**{who} zich nog niet aanmelden**: er is nog geen wachtwoord.")
            _ask("first_passwords", RosterRoom.without_password, len(waiting))
    elif never := office.roster.never_signed_in():
        who = counted(len(never), "collega meldde", "collega's meldden")
        with st.expander(f"{who} zich nog nooit aan", key="roster_never"):
            st.markdown("Lijst kwijt? Hun vorige eerste wachtwoord werkt daarna niet meer.")
            _ask("new_first_passwords", RosterRoom.never_signed_in, len(never))


def _ask(name: str, members: Members, count: int) -> None:
    st.caption(
        "Elk eerste wachtwoord is willekeurig. Je ziet de lijst één keer: druk hem af of sla hem "
        "op, en geef ieder het eigen regeltje persoonlijk, niet per e-mail."
    )
    form, progress = RosterForm(name), Progress(f"roster_progress_{name}")
    label = "Eerste wachtwoorden maken"
    if count > AT_ONCE:
        label = f"{label} voor de eerste {AT_ONCE}"
    form.button(label, lambda desk: _make(desk, form, progress, members))


def _make(desk: Desk, form: Form, progress: Progress, members: Members) -> str:
    room = desk.office.roster
    people, made = members(room)[:AT_ONCE], []
    for one in room.made_passwords(people):
        made.append(one)
        progress.show(len(made) / len(people), f"{len(made)} van {len(people)} gemaakt")
    room.keep_passwords(made, form_key=form.form_key)
    session.remember(LIST, made)
    return f"{counted(len(made), 'wachtwoord', 'wachtwoorden')} gemaakt. De lijst staat hieronder."


def _show_list(made: Sequence[FirstPassword]) -> None:
    """In this browser tab only: a reload, or the button, and it is gone for good."""
    with st.container(border=True, key="roster_password_list"):
        st.markdown("**Eerste wachtwoorden**")
        st.warning(
            "Deze lijst staat alleen hier en nu. Na *Lijst weghalen*, na opnieuw laden of na "
            "afmelden is hij weg; dan stel je bij Medewerkers zo nodig een nieuw wachtwoord in."
        )
        rows = [(one.name.full, one.user_name, one.password) for one in made]
        with st.container(horizontal=True, key="roster_password_acts"):
            download_button(
                "Lijst opslaan",
                lambda _desk: csv_file(pd.DataFrame(rows, columns=list(HEADINGS))),
                file_name=FILE_NAME,
                mime="text/csv; charset=utf-8",
                key="roster_password_file",
            )
            st.button(
                "Lijst weghalen",
                key="roster_password_done",
                on_click=session.remember,
                args=(LIST, None),
            )
        roster_table.show(LIST, HEADINGS, rows, lambda row: row)
