"""The whole file of the card, for whoever is at home in it: type, upload, download."""

import streamlit as st

from casework.desk import Desk
from casework.desk.card_office import CardOffice
from casework.errors import InputRefused
from ui.download import download_button
from ui.forms.field import TextArea
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
    text = card.text()
    form = CardForm(card, "file", TextArea("text", "Het bestand", height=420, initial=text))
    with st.container(key="office_card_text"):
        form.draw("text")
    form.button("Controleren en in mijn concept bewaren", lambda desk: _keep(desk, form))
    download_button(
        "Bestand downloaden",
        lambda desk: desk.office.card.text().encode(),
        file_name=FILE_NAME,
        mime="text/plain; charset=utf-8",
        key="office_card_download",
        has_people=False,
    )
    _show_upload(card)


def _keep(desk: Desk, form: Form) -> str:
    card = desk.office.card
    card.replace(form.value("text") or "")
    return _receipt(card)


def _receipt(card: CardOffice) -> str:
    if card.draft() is None:
        return "Dit is precies de kaart die in gebruik is; er verandert niets."
    return "Het bestand klopt en staat in je concept. Kijk bovenaan na wat er verandert."


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
    return _receipt(card)
