"""Wie, wat, waar, wanneer, waarom: the one place where the five questions are declared.

A melding, a later answer and a signal, on their way in and as entries, are made from these two
models; forms and drafts are made from the names below (`LIST_OF`, `SEVERAL`, `TEXTS`, ...). A new
question is a field here, its list on the card when it has one, and a line in each form that asks.
"""

from datetime import date
from typing import Annotated, Any, get_origin

from pydantic import BaseModel, ConfigDict, model_validator

from casework.entries.fields import Code, DayLabel, FilledIn, FromList, Sealed, Words, tidy
from casework.entries.payload import Payload


class FiveQuestions(BaseModel):
    """What happened; who is in entries of their own, one for each pupil."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    incident_on: Annotated[date | None, DayLabel("Voorval op")] = None
    day_part: Annotated[Code, FromList("day_parts", "Deel van de dag")] = ""
    since: Annotated[Code, FromList("since", "Sinds")] = ""
    frequency: Annotated[Code, FromList("frequency", "Hoe vaak")] = ""
    kinds: Annotated[list[Code], FromList("kinds", "Soort")] = []
    places: Annotated[list[Code], FromList("places", "Waar")] = []
    verdict: Annotated[Code, FromList("verdicts", "Oordeel van de mentor")] = ""
    serious: Annotated[list[Code], FromList("serious", "Ernstig signaal")] = []
    what: Words = ""
    where: Words = ""
    why: Words = ""

    def answers(self) -> dict[str, Any]:
        """The answers that were given, by field."""
        return self.model_dump(include=set(FIELDS), exclude_defaults=True)


class FirstTold(BaseModel):
    """What is asked besides, where something is told for the first time."""

    teller: Annotated[Code, FromList("tellers", "Verteld door")] = ""
    group_level: bool = False


class InClass(BaseModel):
    """The class that it counts to, as it was that day."""

    class_id: Annotated[Code, FilledIn()] = ""
    year_group: Annotated[int, FilledIn()] = 0
    team_id: Annotated[Code, FilledIn()] = ""


class InYear(BaseModel):
    """The school year that it counts to: the one of the day on which it was told."""

    school_year: Annotated[Code, FilledIn()] = ""


def _note_answered(values: Any) -> Any:
    """Which questions have words is coded: known without the words, and when they are erased."""
    if not isinstance(values, dict):
        return values
    in_words = {question for question in TEXTS if tidy(values.get(question))}
    return {**values, "answered": sorted({*values.get("answered", ()), *in_words})}


class Answered(FiveQuestions, Payload):
    """Answers in a case, which count as given also when their words are erased."""

    answered: list[Code] = []
    _answered = model_validator(mode="before")(_note_answered)


FIELDS = {**FiveQuestions.model_fields, **FirstTold.model_fields}
# The fields by what they hold; `LIST_OF` is the list of the card from which a code is chosen.
TEXTS = tuple(n for n, f in FIELDS.items() if any(isinstance(m, Sealed) for m in f.metadata))
DAYS = tuple(n for n, f in FIELDS.items() if f.annotation == date | None)
TICKS = tuple(n for n, f in FIELDS.items() if f.annotation is bool)
LIST_OF = {n: m.list_name for n, f in FIELDS.items() for m in f.metadata if isinstance(m, FromList)}
SEVERAL = tuple(n for n, f in FIELDS.items() if get_origin(f.annotation) is list)
# The questions as they stand on the card: what is asked, the codes of the answer, and its words.
ON_THE_CARD = (
    ("Wat?", ("kinds",), "what"),
    ("Waar?", ("places",), "where"),
    ("Wanneer?", ("incident_on", "day_part", "since", "frequency"), ""),
    ("Waarom?", (), "why"),
)
