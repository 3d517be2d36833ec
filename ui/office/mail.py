"""Beheer, Berichten: what of the e-mail is sent, waits or failed, a test, and the daily digest."""

from collections.abc import Mapping
from datetime import datetime, time

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.mail import MailFault, MessageKind, OutboxState
from casework.words import clock_or_day, counted
from ui.forms.field import Setting
from ui.forms.form import Form
from ui.office import table
from ui.office.office_form import OfficeForm

KINDS: Mapping[MessageKind, str] = {
    MessageKind.INVITATION: "uitnodiging",
    MessageKind.DAILY_DIGEST: "dagelijks bericht",
    MessageKind.ROLE_WAITING: "een rol wacht",
    MessageKind.LEDGER_ALARM: "melding dat er iets niet klopt",
    MessageKind.UNUSUAL_READING: "melding over lezen",
    MessageKind.BACKUP_FAILED: "reservekopie niet gelukt",
    MessageKind.TEST: "testbericht",
}
FAULTS: Mapping[MailFault, str] = {
    MailFault.UNREACHABLE: "De mailserver geeft geen antwoord. Vraag ICT of naam en poort kloppen.",
    MailFault.TLS_MISSING: "De mailserver biedt geen beveiligde lijn. Zo gaat er niets weg; vraag "
    "ICT dat aan te zetten.",
    MailFault.CERTIFICATE: "Het certificaat van de mailserver klopt niet, of is verlopen. Vraag "
    "ICT ernaar te kijken.",
    MailFault.PASSWORD: "De mailserver neemt naam en wachtwoord niet aan. Vraag ICT ze na te "
    "kijken.",
    MailFault.SENDER: "De mailserver staat het afzenderadres niet toe. Vraag ICT welk adres mag.",
    MailFault.RECIPIENT: "De mailserver kent dit adres niet. Kijk het na bij Medewerkers.",
    MailFault.REFUSED: "De mailserver nam het bericht niet aan.",
    MailFault.NO_ADDRESS: "Er staat geen bruikbaar e-mailadres bij deze collega.",
    MailFault.EXPIRED: "De uitnodiging was al verlopen. Maak een nieuwe.",
}
TIMES = ("07:00", "07:30", "08:00", "08:30", "12:00", "15:30")
OFF = "uit"


def show(office: Office) -> None:
    """The tab of the messages."""
    if not office.mail.is_on:
        st.markdown(
            "Dit programma verstuurt nog geen e-mail. Uitnodigingen geef je zelf aan je collega’s. "
            "Wil de school dat wel, dan stelt ICT een mailserver in; hoe staat in de handleiding "
            "voor ICT, onder *E-mail*."
        )
        return
    st.header("Verstuurd en wachtend", anchor=False)
    _show_state(office)
    st.header("Proberen", anchor=False)
    st.markdown("Je krijgt binnen een minuut een bericht op je eigen adres.")
    OfficeForm("mail_test").button("Testbericht sturen", _send_test)
    st.header("Dagelijks bericht", anchor=False)
    _show_digest(office)


def _show_state(office: Office) -> None:
    state = office.mail.state()
    st.markdown(_sentence(state, office))
    if state.is_stuck and state.last_fault:
        st.warning(f"{FAULTS[state.last_fault]} Het programma blijft het drie dagen proberen.")
    failed = office.mail.failed()
    if not failed:
        return
    table.show(
        {
            "Niet verstuurd": [KINDS[one.kind] for one in failed],
            "Aan": [one.to for one in failed],
            "Wanneer": [_when(one.at, office) for one in failed],
            "Waarom": [FAULTS[one.fault] for one in failed],
        }
    )
    OfficeForm("mail_seen").button("Gezien, haal deze lijst weg", _drop_failed)


def _sentence(state: OutboxState, office: Office) -> str:
    count = counted(state.sent, "bericht", "berichten") if state.sent else "niets"
    sent = f"De laatste maand {count} verstuurd"
    last = f", het laatste {_when(state.last_sent_at, office)}" if state.last_sent_at else ""
    if not state.waiting or state.waiting_since is None:
        return f"{sent}{last}. Er wacht niets."
    waiting = counted(state.waiting, "bericht wacht", "berichten wachten")
    return f"{sent}{last}. {waiting}, het oudste sinds {_when(state.waiting_since, office)}."


def _when(at: datetime, office: Office) -> str:
    return clock_or_day(at, office.today)


def _send_test(desk: Desk) -> str:
    desk.office.mail.send_test()
    return "Het testbericht staat klaar en gaat zo weg. Komt het niet, kijk dan hier waarom."


def _drop_failed(desk: Desk) -> str:
    desk.office.mail.drop_failed()
    return "De lijst is weggehaald."


# --- the digest -----------------------------------------------------------------------------------


def _show_digest(office: Office) -> None:
    st.markdown(
        "Wie dat onderaan *Vandaag* kiest, krijgt elke schooldag een bericht met hoeveel dingen er "
        "klaarstaan en hoeveel te laat zijn: geen namen, geen zaak."
    )
    at = office.mail.digest_time()
    choices = {OFF: "niet versturen", **{text: _at(text) for text in TIMES}}
    form = OfficeForm(
        "digest_time",
        Setting("at", "Versturen", choices, initial=at.isoformat("minutes") if at else OFF),
    )
    form.show("Opslaan", lambda desk: _set_digest(desk, form))


def _at(text: str) -> str:
    return f"om {text.replace(':', '.')} uur"


def _set_digest(desk: Desk, form: Form) -> str:
    text = form.read("at")
    desk.office.mail.set_digest_time(None if text == OFF else time.fromisoformat(text))
    if text == OFF:
        return "Opgeslagen: er wordt geen dagelijks bericht verstuurd."
    return f"Opgeslagen: het dagelijkse bericht gaat op schooldagen {_at(text)} weg."
