"""At the bottom of Vandaag: each school day by e-mail how many things wait, for who wants that."""

import streamlit as st

from casework.desk import Desk
from ui.forms import refusals
from ui.forms.form import Form

NAME = "digest"


def part(desk: Desk) -> None:
    """The choice, where the school sends a digest at all."""
    at = desk.digest.sent_at()
    if at is None:
        return
    is_on, form = desk.digest.is_wanted(), Form(NAME)
    box = st.expander(
        "Elke schooldag een bericht",
        key="digest_box",
        icon=":material/mail:",
        expanded=bool(refusals.refusal(NAME)),
    )
    with box:
        st.markdown(
            f"Elke schooldag om {at:%H.%M} uur een e-mail met hoeveel er voor je klaarstaat en "
            "hoeveel daarvan te laat is. Er staan geen namen in en geen zaak. Is er niets, dan "
            "komt er geen bericht."
        )
        if is_on:
            form.button("Niet meer sturen", _stop)
        elif desk.digest.has_address():
            form.button("Stuur mij dit bericht", _begin)
        else:
            st.caption(
                "Er staat nog geen e-mailadres van je in Beheer. Vraag de beheerder het erbij te "
                "zetten."
            )
        form.draw_last_answer()


def _begin(desk: Desk) -> str:
    desk.digest.choose(wants=True)
    return "Je krijgt het bericht vanaf de volgende schooldag."


def _stop(desk: Desk) -> str:
    desk.digest.choose(wants=False)
    return "Je krijgt dit bericht niet meer."
