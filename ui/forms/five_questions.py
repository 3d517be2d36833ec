"""The five questions of the card as fields of a form: the model says what each of them holds."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from casework.card.model import ActionCard
from casework.entries.five_questions import DAYS, LIST_OF, SEVERAL, TICKS
from ui.forms.field import Checkbox, Choice, Day, FewFirst, Field, MultiPills, Pills, TextArea

_FIRST_WORDS = re.compile(r" of |: | \(")


def question_field(card: ActionCard, name: str, label: str, **settings: Any) -> Field:
    """The field of one question, by its name in the model; the screen has the label."""
    if name in LIST_OF:
        return _choice(name)(name, label, card.lists[LIST_OF[name]], **settings)
    if name in DAYS:
        return Day(name, label, **settings)
    return (Checkbox if name in TICKS else TextArea)(name, label, **settings)


def _choice(name: str) -> type[Choice]:
    return MultiPills if name in SEVERAL else Pills


def few_first(card: ActionCard, name: str, label: str, **settings: Any) -> FewFirst:
    """A question of which the answers are told in a word or two, the first four in sight."""
    return FewFirst(name, label, **settings).of(brief(card.lists[LIST_OF[name]]))


def brief(words: Mapping[str, str]) -> dict[str, str]:
    """The beginning of each answer, as far as it tells it from the others.

    "schelden of kwetsende opmerkingen" is "schelden"; two that begin alike stay as they are.
    """
    short = {code: _FIRST_WORDS.split(text)[0] for code, text in words.items()}
    times = Counter(short.values())
    return {code: text if times[text] == 1 else words[code] for code, text in short.items()}
