"""Mijn account: with which name and address I am known, and the way to another password."""

import os

import streamlit as st

from casework.desk import Desk
from casework.identity import OwnAccount
from casework.words import counted
from server.provider_settings import offered
from ui import session
from ui.labels import plain


def show(desk: Desk) -> None:
    """Who I am here, and how I sign in."""
    account = desk.own_account()
    st.markdown(plain(desk.actor.name))
    st.markdown(f"Gebruikersnaam: **{plain(account.user_name)}**")
    if account.email:
        st.markdown(f"E-mailadres: **{plain(account.email)}**")
    else:
        st.caption("Er staat geen e-mailadres van je in Beheer; de beheerder kan het toevoegen.")
    st.header("Wachtwoord", anchor=False)
    if session.is_demo():
        st.markdown("In de demoschool kies je wie je bent; er zijn geen wachtwoorden.")
    elif account.has_password and session.can_use_password():
        st.markdown(
            "Je wachtwoord weet alleen jij. Denk je dat een ander het kent, verander het dan "
            "meteen: op andere apparaten word je daarmee uitgelogd."
        )
        st.link_button("Wachtwoord veranderen", "/wachtwoord", icon=":material/key:")
    else:
        st.markdown("Je meldt je aan met je schoolaccount; hier is geen wachtwoord te veranderen.")
    if not session.is_demo():
        _show_school_account(account)
        _show_second_step(desk)


def _show_school_account(account: OwnAccount) -> None:
    """The ways to sign in with a school account besides, where the school has those."""
    if account.has_school_account or not account.has_password:
        return
    for label, address in offered(os.environ):
        st.link_button(f"Ook aanmelden met {label}", f"{address}?doel=koppelen&naar=/account")


def _show_second_step(desk: Desk) -> None:
    """Whether a code is asked after the password, and the way to arrange that."""
    status = desk.second_step()
    st.header("Tweede stap", anchor=False)
    if status.since:
        left = counted(status.count_codes, "herstelcode", "herstelcodes")
        st.markdown(f"Na je wachtwoord typ je een code uit een app. Je hebt nog {left}.")
    else:
        st.markdown(
            "Met een code uit een app op je telefoon erbij is een wachtwoord dat iemand afkijkt "
            "niet genoeg."
        )
    label = "Tweede stap regelen" if status.since else "Tweede stap aanzetten"
    st.link_button(label, "/tweede-stap", icon=":material/phonelink_lock:")
