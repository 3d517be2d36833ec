"""Beheer, Handelingskaart: the card in use, a draft of the next one, and the earlier ones."""

from collections.abc import Mapping

import streamlit as st

from casework.desk import Desk
from casework.desk.card_office import CardOffice
from casework.desk.office import Office
from casework.ports import KeptCard
from casework.words import moment
from ui import labels
from ui.card import view
from ui.office import card_draft, card_file, card_parts, card_support, card_terms, choice
from ui.office.paper import Paper

PARTS = {
    "termijnen": ("Termijnen", card_terms.terms),
    "stappen": ("Stappen aan of uit", card_terms.steps),
    "woorden": ("Woorden van de kaart", card_parts.words),
    "staptitels": ("Woorden van de stappen", card_parts.step_words),
    "lijsten": ("Keuzelijsten: soorten, plekken, wegen en meer", card_parts.lists),
    "maatregelen": ("Maatregelen", card_parts.measures),
    "leidraden": ("Leidraden bij de gesprekken", card_parts.guides),
    "ondersteuningsteam": ("Ondersteuningsteam en zware zaken", card_support.show),
    "bestand": ("Het hele bestand (voor ICT)", card_file.show),
}
SHOWN_VERSIONS = 5


def show(office: Office) -> None:
    """The tab of the card."""
    card = office.card
    versions, names = card.versions(), card.keepers()
    newest = versions[0]
    st.markdown(f"**In gebruik: {_told(newest, names)}.** {labels.plain(newest.note)}")
    st.caption(
        "Zaken die al lopen houden de versie waaronder ze begonnen. Nieuwe zaken volgen de versie "
        "die nu in gebruik is."
    )
    card_draft.show(card, versions, names)
    st.header("Aanpassen", anchor=False)
    wanted = choice.one(
        "Wat wil je aanpassen?", {part: title for part, (title, _) in PARTS.items()}, "onderdeel"
    )
    if wanted:
        with st.container(border=True, key="beheer_kaart_onderdeel"):
            PARTS[wanted][1](card)
            card_draft.tell_of_edit()
    st.header("Eerdere versies", anchor=False)
    _show_versions(card, versions, names)


def _told(kept: KeptCard, names: Mapping[str, str]) -> str:
    since = f", sinds {moment(kept.kept_at)}" if kept.kept_at else ""
    who = names.get(kept.kept_by, "")
    return labels.plain(f"versie {kept.version}{since}{f', door {who}' if who else ''}")


def _show_versions(card: CardOffice, versions: list[KeptCard], names: Mapping[str, str]) -> None:
    earlier = versions[1:]
    if not earlier:
        st.caption("Er zijn nog geen eerdere versies.")
    for kept in earlier[:SHOWN_VERSIONS]:
        _show_version(card, kept, names)
    if earlier[SHOWN_VERSIONS:]:
        with st.expander(f"Nog ouder ({len(earlier) - SHOWN_VERSIONS})"):
            for kept in earlier[SHOWN_VERSIONS:]:
                _show_version(card, kept, names)


def _show_version(card: CardOffice, kept: KeptCard, names: Mapping[str, str]) -> None:
    number = kept.version
    with st.container(
        border=True,
        horizontal=True,
        vertical_alignment="center",
        key=f"beheer_kaart_versie_{number}",
    ):
        with st.container(width="stretch", gap="xxsmall"):
            st.markdown(f"V{_told(kept, names)[1:]}")
            if kept.note:
                st.caption(labels.plain(kept.note))
        card_draft.look_button(str(number), f"versie {number}")
        Paper(f"kaartversie_terug_{number}").button(
            "Terugzetten", lambda desk: _bring_back(desk, number)
        )
    if card_draft.looks_at() == str(number):
        with st.container(border=True, key="kaart_voorbeeld"):
            st.markdown(f"**Versie {number}**, zoals zij was:")
            view.whole(card.version(number))


def _bring_back(desk: Desk, number: int) -> str:
    desk.office.card.bring_back(number)
    card_draft.look_at("concept")
    return (
        f"Versie {number} staat nu als concept klaar. Kijk na wat er verandert en neem haar dan "
        "in gebruik."
    )
