"""What every screen has on top: who you are, Scherm afdekken, and the mark of the demo school."""

import streamlit as st

from casework.desk import Desk
from casework.people import Action
from casework.words import moment
from ui import cover, navigation, session
from ui.cases import search_box
from ui.labels import plain


def toolbar(desk: Desk, *, is_search: bool) -> None:
    """The line above every page; with a box to search, but where the page is the search itself."""
    with st.container(key="toolbar", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key="school_mark", width="content"):
            if session.is_demo():
                st.badge("Demoschool: alles is verzonnen", color="violet")
            else:
                st.caption(plain(session.school_name()))
        st.space("stretch")
        if not is_search:
            search_box.in_head(desk)
        st.button(
            "Scherm afdekken",
            key="cover_down",
            type="tertiary",
            icon=":material/visibility_off:",
            on_click=cover.put_on,
        )
        if st.button(
            "Mijn account", key="to_account", type="tertiary", icon=navigation.ACCOUNT.icon
        ):
            navigation.go(navigation.ACCOUNT)
        st.link_button(
            f"Afmelden ({plain(desk.actor.given_name or desk.actor.name)})",
            "/afmelden",
            type="tertiary",
            icon=":material/logout:",
        )


def alarm(desk: Desk) -> None:
    """On top of every page of who can act on it, for as long as the daily check finds a fault."""
    if not desk.may(Action.SEE_CHANGE_LOG):
        return
    state = desk.integrity.last()
    if state is None or state.is_whole:
        return
    st.error(
        "**De gegevens zijn niet meer zoals ze zijn opgeslagen.** Dat bleek bij de controle van "
        f"{moment(state.checked_at)}. Verander zelf niets aan de bestanden, gooi geen reservekopie "
        "weg en vraag vandaag wie bij jullie de server beheert om *Herstellen* te lezen in de "
        "handleiding voor ICT. Iedereen kan intussen verder werken. Dit blijft staan tot een "
        "volgende controle vindt dat alles klopt.",
        icon=":material/gpp_maybe:",
    )
    with st.expander("Wat er niet klopt, voor wie de server beheert"):
        st.text("\n".join(state.findings))
