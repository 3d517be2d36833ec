"""Mijn account: on which devices I am signed in, each with its way out."""

from datetime import date

import streamlit as st

from casework.words import clock_or_day, local_day
from server.sessions import Session, sign_in_name
from server.streamlit_inside import identity
from ui import receipts, session
from ui.labels import plain

EVERYWHERE = "Overal uitloggen"


def show() -> None:
    """Every session of mine, the newest first; this one is marked."""
    own, here = session.own_sessions(), identity.public_id()
    st.header("Waar ik ben aangemeld", anchor=False)
    st.caption("Staat hier een apparaat dat je niet kent? Log het uit en verander je wachtwoord.")
    for one in reversed(own):
        _show(one, is_here=one.public_id == here)
    if len(own) > 1:
        st.button(EVERYWHERE, key="sessions_end_all", on_click=_end_all)


def _show(one: Session, *, is_here: bool) -> None:
    name, today = sign_in_name(one.public_id)[:8], session.today()
    with st.container(
        border=True, key=f"session_{name}", horizontal=True, vertical_alignment="center"
    ):
        mark = " — **dit apparaat**" if is_here else ""
        st.markdown(f"{plain(one.device)}{mark}  \n{_times(one, today)}", width="stretch")
        if is_here:
            st.link_button("Afmelden", "/afmelden")
        else:
            st.button("Uitloggen", key=f"session_end_{name}", on_click=_end, args=(one.public_id,))


def _times(one: Session, today: date) -> str:
    since, used = (clock_or_day(at, today) for at in (one.created_at, one.last_seen_at))
    at = "om " if local_day(one.last_seen_at) == today else ""
    return f"aangemeld sinds {since}, laatst gebruikt {at}{used}"


def _end(public_id: str) -> None:
    session.end_own_session(public_id)
    receipts.keep("Dat apparaat is uitgelogd.")


def _end_all() -> None:
    """Here as well: this screen goes to the sign-in page by itself."""
    for one in session.own_sessions():
        session.end_own_session(one.public_id)
