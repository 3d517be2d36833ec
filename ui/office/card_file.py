"""The whole file of the card, for whoever is at home in it: type, upload, download."""

import streamlit as st

from casework.desk import Desk
from casework.desk.card_office import CardOffice
from casework.errors import CaseworkError, InputRefused
from ui import session
from ui.office import card_draft
from ui.office.paper import Paper

FILE_NAME = "handelingskaart.toml"
MOST_MB = 1


def show(card: CardOffice) -> None:
    """The text of the draft or of the card in use, and the ways to replace it."""
    st.caption(
        "De kaart is een tekstbestand (TOML). Hier kan alles, ook kolommen en stappen erbij. Klopt "
        "er iets niet, dan staat er op welke regel; er wordt dan niets veranderd."
    )
    typed, text = card.typed(), card.text()
    paper = card_draft.paper_for(card, "bestand")
    if session.widget_value(paper.key("text")) is None:
        session.set_widget_value(paper.key("text"), typed or text)
    with st.container(key="beheer_kaart_tekst"):
        st.text_area(
            "Het bestand",
            key=paper.key("text"),
            height=420,
            on_change=_keep_typed,
            args=(paper.key("text"),),
        )
    paper.button("Controleren en in mijn concept bewaren", lambda desk: _keep(desk, paper))
    if typed and typed != text:
        st.caption("Wat je typt wordt voor je bewaard, ook als het nog niet klopt.")
        again = card_draft.paper_for(card, "bestand_terug")
        again.button("Terug naar de kaart zoals zij was", lambda desk: _forget(desk, paper))
    st.download_button(
        "Bestand downloaden",
        text,
        FILE_NAME,
        "text/plain; charset=utf-8",
        key="beheer_kaart_download",
        icon=":material/download:",
        on_click="ignore",
    )
    _show_upload(card)


def _keep_typed(key: str) -> None:
    try:
        session.find_desk().office.card.keep_typed(session.widget_value(key) or "")
    except CaseworkError as refused:
        session.say_after_rerun(str(refused))


def _keep(desk: Desk, paper: Paper) -> str:
    card = desk.office.card
    card.replace(session.widget_value(paper.key("text")) or "")
    card.drop_typed()
    return _looked_at(card)


def _looked_at(card: CardOffice) -> str:
    if card.draft() is None:
        return "Dit is precies de kaart die in gebruik is; er verandert niets."
    return "Het bestand klopt en staat in je concept. Kijk bovenaan na wat er verandert."


def _forget(desk: Desk, paper: Paper) -> str:
    desk.office.card.drop_typed()
    session.set_widget_value(paper.key("text"), None)
    return "De tekst is weer zoals hij was."


def _show_upload(card: CardOffice) -> None:
    paper = card_draft.paper_for(card, "bestand_nieuw")
    st.file_uploader(
        "Of kies een bestand van je computer",
        type=["toml"],
        max_upload_size=MOST_MB,
        key=paper.key("file"),
    )
    paper.button("Dit bestand in mijn concept zetten", lambda desk: _upload(desk, paper))


def _upload(desk: Desk, paper: Paper) -> str:
    file = session.widget_value(paper.key("file"))
    if file is None:
        raise InputRefused("Kies eerst een bestand.")
    card = desk.office.card
    card.replace_with_file(file.getvalue())
    card.drop_typed()
    return _looked_at(card)
