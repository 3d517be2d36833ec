"""At the bottom of Vandaag: a secret address, for the own agenda in another program."""

from datetime import datetime
from urllib.parse import urlsplit

import streamlit as st

from casework.desk import Desk
from casework.words import AMSTERDAM, long_date
from ui import memory
from ui.copy_text import copy_text
from ui.forms import refusals
from ui.forms.form import Form
from ui.forms.storing import store

NAME, BOX = "calendar_address", "calendar_box"
MADE = "Je agenda-adres is gemaakt. Kopieer het nu, onderaan dit scherm: je ziet het maar één keer."
STOPPED = (
    "Gestopt: het adres werkt niet meer. Haal de agenda ook weg uit je agendaprogramma; wat er al "
    "in stond, kan daar blijven staan."
)


def part(desk: Desk) -> None:
    """The explanation, the address right after it was made, and how to renew or stop it."""
    token, form = memory.take(NAME), Form(NAME)
    box = st.expander(
        "Zet dit in je eigen agenda",
        key=BOX,
        icon=":material/event_available:",
        expanded=bool(token or refusals.refusal(NAME)),
        # Of a box that is shut nothing is made and nothing is sent.
        on_change="rerun",
    )
    if box.open:
        with box:
            _explained(desk, form, token)


def _explained(desk: Desk, form: Form, token: str | None) -> None:
    since = desk.agenda.calendar_address.since()
    st.markdown(
        "Outlook, Google Agenda en de agenda op je telefoon kunnen laten zien wanneer je iets "
        "te doen hebt. Er komt alleen *Taak op school* te staan: geen namen, geen klas, geen "
        "zaak."
    )
    if token:
        _new_address(token)
    elif since:
        st.markdown(f"Je hebt een agenda-adres sinds {_day(since)}. Het is niet terug te lezen.")
    st.markdown(
        "**Het adres is geheim.** Wie het heeft, ziet wanneer je taken hebt, niet wat. Geef "
        "het aan niemand. Weet iemand het toch? Maak dan een nieuw adres."
    )
    _buttons(form, has_one=since is not None)
    form.draw_last_answer()


@st.fragment
def _new_address(token: str) -> None:
    """Alone on the screen when it is copied: the page knows it this once."""
    st.markdown(
        "Kies in je agenda voor *agenda toevoegen via internet* (of *via URL*) en plak daar dit "
        "adres:"
    )
    copy_text(_address(token), key="calendar")


def _buttons(form: Form, has_one: bool) -> None:
    with st.container(horizontal=True):
        st.button(
            "Nieuw adres maken" if has_one else "Adres maken",
            key="calendar_make",
            icon=":material/add_link:",
            help="Het oude adres werkt dan meteen niet meer." if has_one else None,
            on_click=store,
            args=form.act_args(_make),
        )
        if has_one:
            st.button(
                "Stoppen",
                key="calendar_stop",
                icon=":material/link_off:",
                help="Het adres werkt dan meteen niet meer.",
                on_click=store,
                args=form.act_args(_stop),
            )


def _make(desk: Desk) -> str:
    memory.remember(NAME, desk.agenda.calendar_address.make())
    return MADE


def _stop(desk: Desk) -> str:
    desk.agenda.calendar_address.stop()
    return STOPPED


def _address(token: str) -> str:
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}/agenda/{token}.ics"


def _day(at: datetime) -> str:
    return long_date(at.astimezone(AMSTERDAM).date())
