"""A question to the ondersteuningsteam, what it asks back, its advice, and what became of that."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar, Literal

from casework.entries.case_view import CaseView, FileView
from casework.entries.fields import Code, DayLabel, FilledIn, Words
from casework.entries.log_line import Entry, NewEntry
from casework.entries.payload import ORDINARY, Allowed, NeededWords, Payload
from casework.errors import InputRefused, StepOutOfOrder
from casework.labels import AGREEMENT_OUTCOMES
from casework.people import Action, Home
from casework.words import enumeration

NO_QUESTION = "Er is nog geen vraag aan het ondersteuningsteam gesteld."
NO_ADVICE = "Er is nog geen advies van het ondersteuningsteam."
ALREADY_ADVISED = (
    "Op deze vraag is al advies gegeven. Wil je nog iets weten? De mentor kan een nieuwe vraag "
    "stellen."
)
ALREADY_ASKED = (
    "Er staat al een vraag om meer informatie open. Wacht het antwoord af, of geef advies zonder."
)
NOTHING_ASKED = "Het ondersteuningsteam heeft niets meer gevraagd. Er is al een antwoord."
ANSWER_OUTSTANDING = (
    "Er staat nog een vraag om meer informatie open. Wacht op het antwoord, of vink aan dat je "
    "advies geeft zonder dat antwoord."
)
SECOND_MEMBER = (
    "Op deze school zegt een tweede lid van het ondersteuningsteam akkoord voordat een advies "
    "wordt gegeven. Bewaar de tekst en vraag een collega om akkoord."
)
# The ondersteuningsteam thinks along during a case and after it, so this goes on when it is closed.
BY_WHO_RECORDS = replace(ORDINARY, when_closed=True)
BY_THE_TEAM = replace(BY_WHO_RECORDS, record=Action.ADVISE, correct=Action.ADVISE)
ReplyBy = Annotated[date | None, FilledIn(), DayLabel("Reactie uiterlijk")]


def _reply_by(case: CaseView, new: NewEntry, school_days: int) -> dict[str, date]:
    return {"reply_by": case.school_days.after(new.happened_on, school_days)}


class SupportAsked(Payload):
    """A question to the ondersteuningsteam; the program fills in by when it advises."""

    kind: ClassVar[str] = "support_asked"
    title: ClassVar[str] = "Vraag aan het ondersteuningsteam"
    allowed: ClassVar[Allowed] = replace(BY_WHO_RECORDS, again=True)
    needed: ClassVar[NeededWords | None] = NeededWords(
        "question", "Schrijf op wat je aan het ondersteuningsteam wilt vragen."
    )
    form_per: ClassVar[frozenset[str]] = frozenset({"case"})
    reply_by: ReplyBy = None
    question: Words
    tried: Words = ""

    def completed(self, case: CaseView, new: NewEntry, homes: Mapping[str, Home]) -> "SupportAsked":
        """With the day by which the team advises."""
        return self.model_copy(update=_reply_by(case, new, case.card.support_advice_school_days))


class SupportMoreAsked(Payload):
    """The ondersteuningsteam asks for more before it advises; answered by `reply_by`."""

    kind: ClassVar[str] = "support_more_asked"
    title: ClassVar[str] = "Meer informatie gevraagd door het ondersteuningsteam"
    allowed: ClassVar[Allowed] = BY_THE_TEAM
    needed: ClassVar[NeededWords | None] = NeededWords(
        "question", "Schrijf op wat je nog wilt weten."
    )
    reply_by: ReplyBy = None
    question: Words

    def completed(
        self, case: CaseView, new: NewEntry, homes: Mapping[str, Home]
    ) -> "SupportMoreAsked":
        """With the day by which there is an answer."""
        return self.model_copy(update=_reply_by(case, new, case.card.support_answer_school_days))

    def check_situation(self, case: CaseView, new: NewEntry) -> None:
        """The team asks for more while it is its turn."""
        if not case.was_put_to_support:
            raise StepOutOfOrder(NO_QUESTION)
        if case.open_consult is None:
            raise StepOutOfOrder(ALREADY_ADVISED)
        if case.waits_for_answer:
            raise StepOutOfOrder(ALREADY_ASKED)


class SupportAnswered(Payload):
    """The answer to that; the ondersteuningsteam advises by `reply_by`."""

    kind: ClassVar[str] = "support_answered"
    title: ClassVar[str] = "Antwoord aan het ondersteuningsteam"
    allowed: ClassVar[Allowed] = BY_WHO_RECORDS
    needed: ClassVar[NeededWords | None] = NeededWords("answer", "Schrijf het antwoord op.")
    reply_by: ReplyBy = None
    answer: Words

    def completed(
        self, case: CaseView, new: NewEntry, homes: Mapping[str, Home]
    ) -> "SupportAnswered":
        """With the day by which the team advises."""
        return self.model_copy(update=_reply_by(case, new, case.card.support_advice_school_days))

    def check_situation(self, case: CaseView, new: NewEntry) -> None:
        """An answer comes to what was asked."""
        if not case.waits_for_answer:
            raise StepOutOfOrder(NOTHING_ASKED)


class SupportAdvised(Payload):
    """The advice: `agreed_by` are the other members who said akkoord to this very text.

    `without_answer` when more information was asked for and not waited for. `access_ends_on` is
    the last day on which the ondersteuningsteam may read the case.
    """

    kind: ClassVar[str] = "support_advised"
    title: ClassVar[str] = "Advies van het ondersteuningsteam"
    allowed: ClassVar[Allowed] = replace(BY_THE_TEAM, in_words=True)
    needed: ClassVar[NeededWords | None] = NeededWords("advice", "Schrijf het advies op.")
    agreed_by: Annotated[list[Code], FilledIn()] = []
    without_answer: Annotated[bool, FilledIn()] = False
    access_ends_on: Annotated[
        date | None, FilledIn(), DayLabel("Het ondersteuningsteam leest mee tot en met")
    ] = None
    advice: Words

    def by_hand(self) -> "SupportAdvised":
        """As one member gives it: who agreed is known by the shared text alone."""
        return self.model_copy(update={"agreed_by": []})

    def completed(
        self, case: CaseView, new: NewEntry, homes: Mapping[str, Home]
    ) -> "SupportAdvised":
        """With the last day on which the team may read the case."""
        ends_on = case.school_days.after(new.happened_on, case.card.support_access_school_days)
        return self.model_copy(update={"access_ends_on": ends_on})

    def check_situation(self, case: CaseView, new: NewEntry) -> None:
        """Advice comes to a question, knowingly when an answer is still to come."""
        if not case.was_put_to_support:
            raise StepOutOfOrder(NO_QUESTION)
        if case.waits_for_answer and not self.without_answer:
            raise InputRefused(ANSWER_OUTSTANDING, "without_answer")
        if case.card.advice_needs_second and not self.agreed_by:
            raise InputRefused(SECOND_MEMBER, "advice")

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Who stands behind it."""
        agreed = enumeration(file.colleague(one) for one in self.agreed_by)
        alone = f"Alleen gegeven door {file.colleague(entry.recorded_by)}"
        yield f"Akkoord: {agreed}" if agreed else alone
        if self.without_answer:
            yield "Zonder op het antwoord te wachten"


class AdviceUsed(Payload):
    """What was done with the advice, and whether it was followed (empty: not answered)."""

    kind: ClassVar[str] = "advice_used"
    title: ClassVar[str] = "Wat er met het advies is gedaan"
    allowed: ClassVar[Allowed] = replace(BY_WHO_RECORDS, in_words=True)
    needed: ClassVar[NeededWords | None] = NeededWords(
        "what_was_done", "Schrijf op wat er met het advies is gedaan."
    )
    followed: Literal["", "yes", "partly", "no"] = ""
    what_was_done: Words

    def check_situation(self, case: CaseView, new: NewEntry) -> None:
        """What was done with advice comes after the advice."""
        if not any(True for _ in case.of(SupportAdvised)):
            raise StepOutOfOrder(NO_ADVICE)

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Whether it was followed."""
        if self.followed:
            yield f"Gevolgd: {AGREEMENT_OUTCOMES[self.followed]}"
