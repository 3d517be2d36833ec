"""What may be said about a question to the ondersteuningsteam, and when; and by which day."""

from dataclasses import replace
from datetime import date

from casework import entries as kinds
from casework.cases.case import Case
from casework.entries import NewEntry, Payload
from casework.errors import InputRefused, StepOutOfOrder

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


def more_asked(case: Case, new: NewEntry, said: kinds.SupportMoreAsked) -> None:
    """The team asks for more while it is its turn."""
    if not case.was_put_to_support:
        raise StepOutOfOrder(NO_QUESTION)
    if case.open_consult is None:
        raise StepOutOfOrder(ALREADY_ADVISED)
    if case.waits_for_answer:
        raise StepOutOfOrder(ALREADY_ASKED)


def answered(case: Case, new: NewEntry, said: kinds.SupportAnswered) -> None:
    """An answer comes to what was asked."""
    if not case.waits_for_answer:
        raise StepOutOfOrder(NOTHING_ASKED)


def advised(case: Case, new: NewEntry, said: kinds.SupportAdvised) -> None:
    """Advice comes to a question, knowingly when an answer is still to come."""
    if not case.was_put_to_support:
        raise StepOutOfOrder(NO_QUESTION)
    if case.waits_for_answer and not said.without_answer:
        raise InputRefused(ANSWER_OUTSTANDING, "without_answer")
    if case.card.advice_needs_second and not said.agreed_by:
        raise InputRefused(SECOND_MEMBER, "advice")


def used(case: Case, new: NewEntry, said: kinds.AdviceUsed) -> None:
    """What was done with advice comes after the advice."""
    if not any(True for _ in case.of(kinds.SupportAdvised)):
        raise StepOutOfOrder(NO_ADVICE)


def with_days(case: Case, new: NewEntry) -> NewEntry:
    """The entry with the days that follow from the terms of the card, in school days.

    `reply_by` of a question or an answer, and the last day on which the team may read the case.
    """
    said, after, card = new.payload, case.school_days.after, case.card
    if isinstance(said, kinds.SupportAsked | kinds.SupportAnswered):
        return _with(new, reply_by=after(new.happened_on, card.support_advice_school_days))
    if isinstance(said, kinds.SupportMoreAsked):
        return _with(new, reply_by=after(new.happened_on, card.support_answer_school_days))
    if isinstance(said, kinds.SupportAdvised):
        ends_on = after(new.happened_on, card.support_access_school_days)
        return _with(new, access_ends_on=ends_on)
    return new


def _with(new: NewEntry, **filled_in: date | bool) -> NewEntry:
    said: Payload = new.payload.model_copy(update=filled_in)
    return replace(new, payload=said)
