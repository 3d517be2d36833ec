"""Beheer, Handelingskaart: the card in use, a draft of the next one, and the earlier ones."""

from collections.abc import Mapping

import streamlit as st

from casework.desk import Desk
from casework.desk.card_office import CardOffice
from casework.desk.office import Office
from casework.records import CardVersion
from casework.words import moment
from ui import labels
from ui.card import view
from ui.folded import folded
from ui.office import (
    card_draft,
    card_file,
    card_form,
    card_parts,
    card_spoken,
    card_support,
    card_terms,
    choice,
)
from ui.office.office_form import OfficeForm

PARTS = {
    "termijnen": ("Termijnen", card_terms.terms),
    "stappen": ("Stappen aan of uit", card_terms.steps),
    "woorden": ("Woorden van de kaart", card_parts.words),
    "staptitels": ("Woorden van de stappen", card_parts.step_words),
    "lijsten": ("Keuzelijsten: soorten, plekken, wegen en meer", card_parts.lists),
    "woordenlijsten": ("Woorden van de snelle notitie", card_spoken.show),
    "maatregelen": ("Maatregelen", card_parts.measures),
    "leidraden": ("Leidraden bij de gesprekken", card_parts.guides),
    "ondersteuningsteam": ("Ondersteuningsteam en zware zaken", card_support.show),
    "bestand": ("Het hele bestand (voor ICT)", card_file.show),
}
VERSIONS_AT_ONCE = 5


def show(office: Office) -> None:
    """The tab of the card."""
    card = office.card
    versions, names = card.versions(), card.keepers()
    newest = versions[0]
    st.markdown(f"**In gebruik: {_version_words(newest, names)}.** {labels.plain(newest.note)}")
    st.caption(
        "Zaken die al lopen houden de versie waaronder ze begonnen. Nieuwe zaken volgen de versie "
        "die nu in gebruik is."
    )
    card_draft.show(card, versions, names)
    st.header("Aanpassen", anchor=False)
    part = choice.select(
        "Wat wil je aanpassen?", {code: title for code, (title, _) in PARTS.items()}, "onderdeel"
    )
    if part:
        with st.container(border=True, key="office_card_part"):
            PARTS[part][1](card)
            card_form.draw_receipt()
    st.header("Eerdere versies", anchor=False)
    _show_versions(card, versions, names)


def _version_words(version: CardVersion, names: Mapping[str, str]) -> str:
    since = f", sinds {moment(version.kept_at)}" if version.kept_at else ""
    who = names.get(version.kept_by, "")
    return labels.plain(f"versie {version.version}{since}{f', door {who}' if who else ''}")


def _show_versions(card: CardOffice, versions: list[CardVersion], names: Mapping[str, str]) -> None:
    earlier = versions[1:]
    if not earlier:
        st.caption("Er zijn nog geen eerdere versies.")
    folded(
        earlier,
        VERSIONS_AT_ONCE,
        lambda version: _show_version(card, version, names),
        "Nog ouder ({})",
    )


def _show_version(card: CardOffice, version: CardVersion, names: Mapping[str, str]) -> None:
    number = version.version
    with st.container(
        border=True,
        horizontal=True,
        vertical_alignment="center",
        key=f"office_card_version_{number}",
    ):
        with st.container(width="stretch", gap="xxsmall"):
            st.markdown(f"V{_version_words(version, names)[1:]}")
            if version.note:
                st.caption(labels.plain(version.note))
        card_draft.look_button(str(number), f"versie {number}")
        OfficeForm(f"card_version_back_{number}").button(
            "Terugzetten", lambda desk: _bring_back(desk, number)
        )
    if card_draft.looks_at() == str(number):
        with st.container(border=True, key="card_preview"):
            st.markdown(f"**Versie {number}**, zoals zij was:")
            view.whole(card.version(number))


def _bring_back(desk: Desk, number: int) -> str:
    desk.office.card.bring_back(number)
    card_draft.look_at("concept")
    return (
        f"Versie {number} staat nu als concept klaar. Kijk na wat er verandert en neem haar dan "
        "in gebruik."
    )
