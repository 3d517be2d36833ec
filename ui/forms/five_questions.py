"""The five questions of the card as fields: what each is chosen from, and its widget."""

from typing import Any

from casework.card.model import ActionCard
from casework.entries.five_questions import LISTS
from ui.forms.field import Checkbox, Choice, Day, Field, MultiPills, Pills, Select, TextArea

CHOICES: dict[str, type[Choice]] = {
    "kinds": MultiPills,
    "places": MultiPills,
    "serious": MultiPills,
    "day_part": Pills,
    "verdict": Pills,
    "since": Select,
    "frequency": Select,
    "teller": Select,
}
OTHERS: dict[str, type[Field]] = {"incident_on": Day, "group_level": Checkbox}


def question(card: ActionCard, name: str, label: str, **settings: Any) -> Field:
    """The field of one question, by its name in the model; the screen has the label."""
    if name in CHOICES:
        return CHOICES[name](name, label, card.lists[LISTS[name]], **settings)
    return OTHERS.get(name, TextArea)(name, label, **settings)
