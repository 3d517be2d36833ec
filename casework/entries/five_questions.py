"""Wie, wat, waar, wanneer, waarom: what a melding, a later answer and a signal have in common."""

from datetime import date
from typing import Any

from pydantic import model_validator

from casework.entries.payload import Code, Payload, Words, tidy

QUESTIONS_IN_WORDS = ("what", "where", "why")


def _note_answered(said: Any) -> Any:
    """Which questions have words is coded: known without the words, and when they are erased."""
    if not isinstance(said, dict):
        return said
    given = {question for question in QUESTIONS_IN_WORDS if tidy(said.get(question))}
    return {**said, "answered": sorted({*said.get("answered", ()), *given})}


class FiveQuestions(Payload):
    """What happened; who is in entries of their own, one for each pupil."""

    incident_on: date | None = None
    day_part: Code = ""
    since: Code = ""
    frequency: Code = ""
    kinds: list[Code] = []
    places: list[Code] = []
    verdict: Code = ""
    serious: list[Code] = []
    what: Words = ""
    where: Words = ""
    why: Words = ""


class Answered(FiveQuestions):
    """Answers in a case, which count as given also when their words are erased."""

    answered: list[Code] = []
    _answered = model_validator(mode="before")(_note_answered)
