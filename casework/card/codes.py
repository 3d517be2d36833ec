"""The codes that an answer may have: each coded field is chosen from a list of the card."""

from casework.card.model import ActionCard
from casework.entries import Payload
from casework.errors import InputRefused

# Which list of the card a coded field is chosen from.
LISTS = {
    "kinds": "kinds",
    "places": "places",
    "day_part": "day_parts",
    "since": "since",
    "frequency": "frequency",
    "teller": "tellers",
    "verdict": "verdicts",
    "serious": "serious",
    "route": "routes",
    "way": "ways",
    "outcome": "outcomes",
    "said_by": "said_by",
    "ending": "endings",
    "cause": "causes",
    "helped": "helped",
    "not_helped": "helped",
    "theme": "themes",
}


def check_codes(card: ActionCard, payload: Payload) -> None:
    """Refuse codes that the card's lists do not have, and a needed code that is not given."""
    for field, about in type(payload).model_fields.items():
        if field not in LISTS:
            continue
        given = getattr(payload, field) or (("",) if about.is_required() else ())
        for code in (given,) if isinstance(given, str) else given:
            if code not in card.lists[LISTS[field]]:
                raise InputRefused("Kies een antwoord uit de lijst.", field)
