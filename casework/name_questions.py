"""Whether a word is the name of a pupil: what is asked, and what of the answer is remembered."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from casework.masking import Hit, Why

MOST_PUPILS = 50
# Of a word that is the very name of a pupil the sentence decides: that is asked each time.
REMEMBERED = frozenset(
    (Why.SPELLING, Why.NICKNAME, Why.SMALL, Why.SLIP, Why.HANDLE, Why.LETTERS, Why.CONTACT)
)


class NameQuestion(NamedTuple):
    """Whether this word stands for this pupil in what is written about a class.

    An answer that was given while the pupil had no part in the case says nothing of one in which
    the pupil has: `is_involved`.
    """

    class_id: str
    word: str
    why: str
    pupil_id: str
    is_involved: bool


def questions(
    hit: Hit, word: str, class_id: str, own: str, involved: Collection[str]
) -> Iterator[NameQuestion]:
    """What one doubt asks, of each pupil whom it may mean; nothing of what is not remembered.

    What may be of anybody, a telephone number, is asked of the pupil whom the text is about.
    """
    pupils = hit.pupils or {own}
    if class_id and hit.why in REMEMBERED and len(pupils) <= MOST_PUPILS:
        for pupil_id in sorted(pupils):
            yield NameQuestion(
                class_id, word.casefold(), str(hit.why), pupil_id, pupil_id in involved
            )


def answer_to(asked: Collection[NameQuestion], answers: Mapping[NameQuestion, bool]) -> bool | None:
    """Whether it is a pupil, by what was answered before; None as long as it is open."""
    known = [answers[question] for question in asked if question in answers]
    if any(known):
        return True
    return False if asked and len(known) == len(asked) else None
