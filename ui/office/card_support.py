"""What the card says of the ondersteuningsteam: its terms, akkoord, and when a case is hard."""

from collections.abc import Sequence

import streamlit as st

from casework.card.checks import HARD_REASONS
from casework.card.model import HEAVIEST, ActionCard, HardReason
from casework.cases.hard_cases import reasons_of
from casework.desk import Desk
from casework.desk.card_office import CardOffice
from casework.errors import InputRefused
from ui.forms.field import Checkbox, DayCount, Field
from ui.labels import plain
from ui.office.card_form import KEEP, CardForm, receipt

TERMS = {
    "support_advice_school_days": "Advies geven na een vraag, of na een antwoord",
    "support_answer_school_days": "Antwoorden als het team meer informatie vraagt",
    "support_access_school_days": "Meelezen door het team na het advies",
    "look_into_school_days": "Inzage in een zware zaak die met een reden is geopend",
}
SECOND = "advice_needs_second"
NEEDED = "Vul een heel getal in; 0 mag ook."
ABOUT = (
    "Een lopende zaak staat op de lijst van zware zaken als er minstens één reden geldt. De "
    f"gewichten van die redenen worden opgeteld (0 tot {HEAVIEST}; 0 telt niet mee); de zwaarste "
    "zaak staat bovenaan. De grens zegt vanaf waar een reden geldt."
)


def show(card: CardOffice) -> None:
    """The form of this part."""
    current = card.working_card()
    reasons = reasons_of(current)
    form = CardForm(card, "support", *_fields(current, reasons))
    with form.container():
        st.markdown("**Termijnen, in schooldagen**")
        form.draw(*TERMS, SECOND)
        st.markdown("**Wanneer een zaak zwaar is**")
        st.caption(ABOUT)
        for reason in reasons:
            left, right = st.columns(2, vertical_alignment="bottom")
            with left:
                form.draw(_weight(reason.id))
            if HARD_REASONS[reason.id] > 1:
                with right:
                    form.draw(_threshold(reason.id))
        form.submit(KEEP, lambda desk: _keep(desk, form), primary=True)


def _fields(card: ActionCard, reasons: Sequence[HardReason]) -> list[Field]:
    terms = [
        DayCount(name, label, initial=getattr(card, name), required=NEEDED)
        for name, label in TERMS.items()
    ]
    second = Checkbox(
        SECOND,
        "Een tweede lid zegt akkoord voordat een advies wordt gegeven",
        initial=card.advice_needs_second,
    )
    return [*terms, second, *(field for reason in reasons for field in _limits(reason))]


def _limits(reason: HardReason) -> list[Field]:
    title, highest = plain(reason.title), HARD_REASONS[reason.id]
    return [
        DayCount(
            _weight(reason.id),
            f"{title}: gewicht",
            initial=reason.weight,
            required=NEEDED,
            maximum=HEAVIEST,
        ),
        DayCount(
            _threshold(reason.id),
            f"{title}: vanaf",
            initial=reason.threshold,
            required=NEEDED,
            maximum=highest,
        ),
    ]


def _weight(reason_id: str) -> str:
    return f"{reason_id}_weight"


def _threshold(reason_id: str) -> str:
    return f"{reason_id}_threshold"


def _keep(desk: Desk, form: CardForm) -> str:
    card = desk.office.card
    values = form.values(*TERMS, SECOND)
    reasons = {
        reason.id: (form.read(_weight(reason.id)), _limit(form, reason))
        for reason in reasons_of(card.working_card())
    }
    return receipt(card.change_support(values, reasons))


def _limit(form: CardForm, reason: HardReason) -> int:
    """From where a reason counts; one that is so or not counts from where it did."""
    if HARD_REASONS[reason.id] == 1:
        return reason.threshold
    field = _threshold(reason.id)
    limit: int = form.read(field)
    if limit < 1:
        raise InputRefused("De grens is minstens 1. Zet het gewicht op 0 om niet te tellen.", field)
    return limit
