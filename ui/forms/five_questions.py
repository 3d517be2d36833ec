"""The five questions of the card as fields of a form: the model says what each of them holds."""

from typing import Any

from casework.card.model import ActionCard
from casework.entries.five_questions import DAYS, LIST_OF, SEVERAL, TICKS
from ui.forms.field import Checkbox, Choice, Day, Field, MultiPills, Pills, Select, TextArea

# Few enough codes to be all in sight.
IN_SIGHT = ("day_part", "verdict")


def question_field(card: ActionCard, name: str, label: str, **settings: Any) -> Field:
    """The field of one question, by its name in the model; the screen has the label."""
    if name in LIST_OF:
        return _choice(name)(name, label, card.lists[LIST_OF[name]], **settings)
    if name in DAYS:
        return Day(name, label, **settings)
    return (Checkbox if name in TICKS else TextArea)(name, label, **settings)


def _choice(name: str) -> type[Choice]:
    if name in SEVERAL:
        return MultiPills
    return Pills if name in IN_SIGHT else Select
