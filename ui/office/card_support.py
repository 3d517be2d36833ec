"""What the card says of the ondersteuningsteam: its terms, akkoord, and when a case is hard."""

import streamlit as st

from casework.card.checks import HARD_REASONS
from casework.card.edit import Value
from casework.card.model import HEAVIEST
from casework.cases.hard_cases import reasons_of
from casework.desk import Desk
from casework.desk.card_office import CardOffice
from casework.errors import InputRefused
from ui.labels import plain
from ui.office import card_draft
from ui.office.paper import Paper

TERMS = {
    "support_advice_school_days": "Advies geven na een vraag, of na een antwoord",
    "support_answer_school_days": "Antwoorden als het team meer informatie vraagt",
    "support_access_school_days": "Meelezen door het team na het advies",
    "look_into_school_days": "Inzage in een zware zaak die met een reden is geopend",
}
SECOND = "advice_needs_second"
ABOUT = (
    "Een lopende zaak staat op de lijst van zware zaken als er minstens één reden geldt. De "
    f"gewichten van die redenen worden opgeteld (0 tot {HEAVIEST}; 0 telt niet mee); de zwaarste "
    "zaak staat bovenaan. De grens zegt vanaf waar een reden geldt."
)


def show(card: CardOffice) -> None:
    """The form of this part."""
    shown, paper = card.shown(), card_draft.paper_for(card, "ondersteuningsteam")
    with paper.drawn():
        st.markdown("**Termijnen, in schooldagen**")
        for name, label in TERMS.items():
            paper.days(name, label, getattr(shown, name))
        paper.tick(
            SECOND,
            "Een tweede lid zegt akkoord voordat een advies wordt gegeven",
            shown.advice_needs_second,
        )
        st.markdown("**Wanneer een zaak zwaar is**")
        st.caption(ABOUT)
        for reason in reasons_of(shown):
            left, right = st.columns(2, vertical_alignment="bottom")
            title = plain(reason.title)
            with left:
                paper.days(f"{reason.id}_weight", f"{title}: gewicht", reason.weight)
            if HARD_REASONS[reason.id] > 1:
                with right:
                    paper.days(f"{reason.id}_threshold", f"{title}: vanaf", reason.threshold)
        paper.submit("In mijn concept bewaren", lambda desk: _keep(desk, paper), primary=True)


def _keep(desk: Desk, paper: Paper) -> str:
    card = desk.office.card
    values: dict[tuple[str, ...], Value] = {(name,): _number(paper, name) for name in TERMS}
    values[SECOND,] = bool(paper.value(SECOND))
    reasons = {
        reason.id: (
            _number(paper, f"{reason.id}_weight", HEAVIEST),
            _limit(paper, reason.id, reason.threshold),
        )
        for reason in reasons_of(card.shown())
    }
    return card_draft.kept(card.change_support(values, reasons))


def _limit(paper: Paper, reason_id: str, held: int) -> int:
    highest, field = HARD_REASONS[reason_id], f"{reason_id}_threshold"
    if highest == 1:
        return held
    limit = _number(paper, field, highest)
    if limit < 1:
        raise InputRefused("De grens is minstens 1. Zet het gewicht op 0 om niet te tellen.", field)
    return limit


def _number(paper: Paper, field: str, highest: int | None = None) -> int:
    number = paper.value(field)
    if number is None:
        raise InputRefused("Vul een heel getal in; 0 mag ook.", field)
    if highest is not None and number > highest:
        raise InputRefused(f"Ten hoogste {highest}.", field)
    return int(number)
