"""The whole file of the card, for whoever is at home in it: type, upload, download."""

import streamlit as st

from casework.desk import Desk
from casework.desk.card_office import CardOffice
from casework.errors import CaseworkError, InputRefused
from ui import session
from ui.forms.form import Form
from ui.office.card_form import CardForm

FILE_NAME = "handelingskaart.toml"
MOST_MB = 1


def show(card: CardOffice) -> None:
    """The text of the draft or of the card in use, and the ways to replace it."""
    st.caption(
        "De kaart is een tekstbestand (TOML). Hier kan alles, ook kolommen en stappen erbij. Klopt "
        "er iets niet, dan staat er op welke regel; er wordt dan niets veranderd."
    )
    typed, text = card.typed(), card.text()
    form = CardForm(card, "file")
    if form.value("text") is None:
        form.fill("text", typed or text)
    with st.container(key="office_card_text"):
        st.text_area(
            "Het bestand", key=form.key("text"), height=420, on_change=_keep_typed, args=(form,)
        )
    form.button("Controleren en in mijn concept bewaren", lambda desk: _keep(desk, form))
    if typed and typed != text:
        st.caption("Je kunt later verdergaan met wat je typt, ook als het nog niet klopt.")
        again = CardForm(card, "file_back")
        again.button("Terug naar de kaart zoals zij was", lambda desk: _forget(desk, form))
    st.download_button(
        "Bestand downloaden",
        text,
        FILE_NAME,
        "text/plain; charset=utf-8",
        key="office_card_download",
        icon=":material/download:",
        on_click="ignore",
    )
    _show_upload(card)


def _keep_typed(form: Form) -> None:
    try:
        session.find_desk().office.card.keep_typed(form.value("text") or "")
    except CaseworkError as refusal:
        session.keep_receipt(str(refusal))


def _keep(desk: Desk, form: Form) -> str:
    card = desk.office.card
    card.replace(form.value("text") or "")
    card.drop_typed()
    return _receipt(card)


def _receipt(card: CardOffice) -> str:
    if card.draft() is None:
        return "Dit is precies de kaart die in gebruik is; er verandert niets."
    return "Het bestand klopt en staat in je concept. Kijk bovenaan na wat er verandert."


def _forget(desk: Desk, form: Form) -> str:
    desk.office.card.drop_typed()
    form.fill("text", None)
    return "De tekst is weer zoals hij was."


def _show_upload(card: CardOffice) -> None:
    form = CardForm(card, "file_upload")
    st.file_uploader(
        "Of kies een bestand van je computer",
        type=["toml"],
        max_upload_size=MOST_MB,
        key=form.key("file"),
    )
    form.button("Dit bestand in mijn concept zetten", lambda desk: _upload(desk, form))


def _upload(desk: Desk, form: Form) -> str:
    file = form.value("file")
    if file is None:
        raise InputRefused("Kies eerst een bestand.")
    card = desk.office.card
    card.replace_with_file(file.getvalue())
    card.drop_typed()
    return _receipt(card)
