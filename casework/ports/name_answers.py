"""Answers about words that may be a name, as the casework asks for them."""

from collections.abc import Collection, Sequence
from typing import Protocol

from casework.name_questions import NameQuestion


class NameAnswers(Protocol):
    """What was answered about words that may be the name of a pupil; the words are not kept."""

    def name_answers(self, questions: Collection[NameQuestion]) -> dict[NameQuestion, bool]:
        """Of these questions those that were answered: whether it is that pupil."""
        ...

    def answer(
        self, class_id: str, questions: Sequence[NameQuestion], is_pupil: bool, *, by: str
    ) -> None:
        """Remember one answer to these questions; nothing happens when it was the same."""
        ...
