"""Mijn account: with which name and address I am known, and the way to another password."""

import streamlit as st

from casework.desk import Desk
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
    elif account.has_password:
        st.markdown(
            "Je wachtwoord weet alleen jij. Denk je dat een ander het kent, verander het dan "
            "meteen: op andere apparaten word je daarmee uitgelogd."
        )
        st.link_button("Wachtwoord veranderen", "/wachtwoord", icon=":material/key:")
    else:
        st.markdown("Je meldt je aan met je schoolaccount; hier is geen wachtwoord te veranderen.")
