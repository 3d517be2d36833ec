"""The kinds of entry, one model each: coded fields for the figures, sealed words for people."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

LONGEST_TEXT = 50_000
UNSEEN = ("Cf", "Zs", "Zl", "Zp")
QUESTIONS_IN_WORDS = ("what", "where", "why")


def tidy(text: object) -> object:
    """Text as it is kept: composed, without control characters, no white space around it.

    Text of which nothing can be seen is no text at all.
    """
    if not isinstance(text, str):
        return text
    whole = text.encode("utf-8", "ignore").decode("utf-8").replace("\r\n", "\n")
    composed = unicodedata.normalize("NFC", whole)
    kept = "".join(c for c in composed if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
    return kept if any(_is_seen(c) for c in kept) else ""


def _is_seen(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) not in UNSEEN


def _within_length(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise ValueError("text is too long")
    return text


class Sealed:
    """Marks a field as words: stored only under the key of its own subject."""


Words = Annotated[str, BeforeValidator(tidy), AfterValidator(_within_length), Sealed()]
Code = Annotated[str, Field(max_length=60)]
Score = Annotated[int, Field(ge=1, le=10)]


class Carried(BaseModel):
    """Where an entry came from that was carried over out of another case."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    label: Code
    number: int
    recorded_by: Code = ""
    recorded_at: datetime


class Payload(BaseModel):
    """What one entry says; each kind is a subclass with a `kind` of its own.

    `corrects` is the number of the entry that this one takes the place of: both stay readable,
    only the newest counts. `carried` tells that it was first recorded in another case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[str] = ""
    corrects: int | None = None
    carried: Carried | None = None

    @classmethod
    def sealed_fields(cls) -> frozenset[str]:
        """The names of the fields that hold words."""
        return _sealed_fields(cls)

    def coded(self) -> dict[str, Any]:
        """The coded fields, ready for JSON; unset ones are left out."""
        values = self.model_dump(mode="json", exclude=set(self.sealed_fields()))
        return {name: value for name, value in values.items() if value not in (None, [], "")}

    def sealed(self) -> dict[str, str]:
        """The words, by field; empty ones are left out."""
        values = self.model_dump(include=set(self.sealed_fields()))
        return {name: value for name, value in values.items() if value}


def _note_answered(said: Any) -> Any:
    """Which questions have words is coded: known without the words, and when they are erased."""
    if not isinstance(said, dict):
        return said
    given = {question for question in QUESTIONS_IN_WORDS if tidy(said.get(question))}
    return {**said, "answered": sorted({*said.get("answered", ()), *given})}


@cache
def _sealed_fields(model: type[Payload]) -> frozenset[str]:
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if any(isinstance(mark, Sealed) for mark in field.metadata)
    )


class CaseOpened(Payload):
    kind: ClassVar[str] = "case_opened"
    label: Code
    school_year: Code
    class_id: Code
    year_group: int
    team_id: Code
    reason: Words = ""


class Reported(Payload):
    """A melding: the five questions. `happened_on` of the entry is the day it was reported."""

    kind: ClassVar[str] = "reported"
    ordinal: int = 1
    incident_on: date | None = None
    day_part: Code = ""
    since: Code = ""
    frequency: Code = ""
    kinds: list[Code] = []
    places: list[Code] = []
    teller: Code = ""
    verdict: Code = ""
    serious: list[Code] = []
    group_level: bool = False
    class_id: Code = ""
    year_group: int = 0
    team_id: Code = ""
    answered: list[Code] = []
    what: Words = ""
    where: Words = ""
    why: Words = ""
    _answered = model_validator(mode="before")(_note_answered)


class AnalysisAdded(Payload):
    """Answers that came later, or a verdict that changed; an unset field leaves the old answer."""

    kind: ClassVar[str] = "analysis_added"
    incident_on: date | None = None
    day_part: Code = ""
    since: Code = ""
    frequency: Code = ""
    kinds: list[Code] = []
    places: list[Code] = []
    verdict: Code = ""
    serious: list[Code] = []
    group_level: bool | None = None
    answered: list[Code] = []
    what: Words = ""
    where: Words = ""
    why: Words = ""
    _answered = model_validator(mode="before")(_note_answered)


class PupilInvolved(Payload):
    """A pupil has a part; the class is the one of that day."""

    kind: ClassVar[str] = "pupil_involved"
    role: Code
    class_id: Code
    year_group: int
    team_id: Code


class RoleChanged(Payload):
    """Another role, or (role empty) no part any more."""

    kind: ClassVar[str] = "role_changed"
    role: Code = ""
    reason: Words = ""


class SeriousDecided(Payload):
    kind: ClassVar[str] = "serious_decided"
    route: Code
    reason: Words = ""


class TalkHeld(Payload):
    kind: ClassVar[str] = "talk_held"
    target_agrees: bool | None = None
    next_on: date | None = None
    safety_score: Score | None = None
    led_by: Words = ""
    present: Words = ""
    notes: Words = ""
    agreements: Words = ""


class AgreementReviewed(Payload):
    """Whether what was agreed in a talk, for a date, was done."""

    kind: ClassVar[str] = "agreement_reviewed"
    talk_number: int
    kept: Literal["yes", "partly", "no"]
    notes: Words = ""


class CheckedIn(Payload):
    kind: ClassVar[str] = "checked_in"
    safety_score: Score | None = None
    note: Words = ""


class MeasureAgreed(Payload):
    """A measure; `for_pupil` is the pupil it was agreed with, empty when it is for more.

    `agreed_by` is the role that agreed it, where a mentor writes down what a colleague agreed.
    """

    kind: ClassVar[str] = "measure_agreed"
    measure: Code
    level: int
    for_pupil: Code = ""
    agreed_by: Code = ""
    until: date | None = None
    review_on: date | None = None
    words: Words = ""
    with_whom: Words = ""
    reason: Words = ""


class MeasureReviewed(Payload):
    kind: ClassVar[str] = "measure_reviewed"
    measure_number: int
    outcome: Code
    notes: Words = ""


class ColleagueInvolved(Payload):
    """The leerlingcoördinator or teamleider has taken note."""

    kind: ClassVar[str] = "colleague_involved"
    level: int
    note: Words = ""


class ParentsInformed(Payload):
    kind: ClassVar[str] = "parents_informed"
    way: Code
    reaction: Words = ""


class MagisterNoted(Payload):
    kind: ClassVar[str] = "magister_noted"
    text: Words = ""


class TeamInformed(Payload):
    kind: ClassVar[str] = "team_informed"
    message: Words = ""


class StepSetAside(Payload):
    """Not applicable, with a reason; step, pupil and occurrence tell which one."""

    kind: ClassVar[str] = "step_set_aside"
    occurrence: int = 0
    reason: Words


class LevelReached(Payload):
    """A person confirmed a level; `proposed` is what the program had proposed."""

    kind: ClassVar[str] = "level_reached"
    level: int
    proposed: int
    cause: Code
    reason: Words = ""


class LevelDeclined(Payload):
    """A person kept the level although a higher one was proposed."""

    kind: ClassVar[str] = "level_declined"
    proposed: int
    cause: Code
    reason: Words


class Stopped(Payload):
    kind: ClassVar[str] = "stopped"
    said_by: Code
    words: Words = ""


class AftercarePlanned(Payload):
    """A nazorg moment; `aftercare` is target, displaying or parents."""

    kind: ClassVar[str] = "aftercare_planned"
    moment: Code
    aftercare: Code
    due_on: date
    window_ends_on: date


class AftercareMoved(Payload):
    kind: ClassVar[str] = "aftercare_moved"
    planned_number: int
    due_on: date
    window_ends_on: date
    reason: Words


class AftercareDone(Payload):
    kind: ClassVar[str] = "aftercare_done"
    planned_number: int
    outcome: Code
    safety_score: Score | None = None
    notes: Words = ""


class AftercareSetAside(Payload):
    kind: ClassVar[str] = "aftercare_set_aside"
    planned_number: int
    reason: Words


class Evaluated(Payload):
    kind: ClassVar[str] = "evaluated"
    helped: list[Code] = []
    not_helped: list[Code] = []
    what_helped: Words = ""
    what_did_not: Words = ""


class Closed(Payload):
    kind: ClassVar[str] = "closed"
    ending: Code
    count_open_aftercare: int = 0
    reason: Words = ""


class Reopened(Payload):
    """Opened again; `planned_number` is the nazorg moment whose outcome did it, if one did."""

    kind: ClassVar[str] = "reopened"
    cause: Code
    planned_number: int | None = None
    reason: Words = ""


class SupportAsked(Payload):
    """A question to the ondersteuningsteam; the program fills in by when it advises."""

    kind: ClassVar[str] = "support_asked"
    reply_by: date | None = None
    question: Words
    tried: Words = ""


class SupportMoreAsked(Payload):
    """The ondersteuningsteam asks for more before it advises; answered by `reply_by`."""

    kind: ClassVar[str] = "support_more_asked"
    reply_by: date | None = None
    question: Words


class SupportAnswered(Payload):
    """The answer to that; the ondersteuningsteam advises by `reply_by`."""

    kind: ClassVar[str] = "support_answered"
    reply_by: date | None = None
    answer: Words


class SupportAdvised(Payload):
    """The advice: `agreed_by` are the other members who said akkoord to this very text.

    `without_answer` when more information was asked for and not waited for. `access_ends_on` is
    the last day on which the ondersteuningsteam may read the case.
    """

    kind: ClassVar[str] = "support_advised"
    agreed_by: list[Code] = []
    without_answer: bool = False
    access_ends_on: date | None = None
    advice: Words


class AdviceUsed(Payload):
    """What was done with the advice, and whether it was followed (empty: not said)."""

    kind: ClassVar[str] = "advice_used"
    followed: Literal["", "yes", "partly", "no"] = ""
    what_was_done: Words


class CaseLookedInto(Payload):
    """A member of the ondersteuningsteam opened a hard case that no question was put about.

    Until `access_ends_on` this member may read it.
    """

    kind: ClassVar[str] = "case_looked_into"
    access_ends_on: date
    reason: Words


class EntryWithdrawn(Payload):
    """An earlier entry was a mistake: it no longer counts, and both stay readable."""

    kind: ClassVar[str] = "entry_withdrawn"
    number: int
    reason: Words


class MergedFrom(Payload):
    """Another case turned out to be this one; its entries were carried over."""

    kind: ClassVar[str] = "merged_from"
    other_id: Code
    other_label: Code
    reason: Words


class MergedInto(Payload):
    """This case goes on as part of another one; here nothing is recorded any more."""

    kind: ClassVar[str] = "merged_into"
    other_id: Code
    other_label: Code
    reason: Words


class SplitOff(Payload):
    """A part of this case went on as a case of its own."""

    kind: ClassVar[str] = "split_off"
    other_id: Code
    other_label: Code
    reason: Words


class SplitFrom(Payload):
    """This case began as a part of another one."""

    kind: ClassVar[str] = "split_from"
    other_id: Code
    other_label: Code
    reason: Words


class HandoverNoted(Payload):
    """What the next mentor has to know, in words of the one before."""

    kind: ClassVar[str] = "handover_noted"
    note: Words


class TeamDecided(Payload):
    """What the ondersteuningsteam decided in a meeting: who does it and by when; or no decision.

    Without a decision `decision` holds the reason, and nobody is named.
    """

    kind: ClassVar[str] = "team_decided"
    meeting_id: Code
    is_decided: bool = True
    who: Code = ""
    due_on: date | None = None
    decision: Words


class DecisionDone(Payload):
    """What the team decided was done; `decision_number` is the entry of that decision."""

    kind: ClassVar[str] = "decision_done"
    decision_number: int
    note: Words = ""


class SignalSent(Payload):
    """What a member of staff saw or heard; the subject is a signal, not a case.

    The class is that of the first pupil named, or the one that was chosen; none means that the
    sender knows neither. `happened_on` of the entry is the day it was sent.
    """

    kind: ClassVar[str] = "signal_sent"
    class_id: Code = ""
    year_group: int = 0
    team_id: Code = ""
    incident_on: date | None = None
    day_part: Code = ""
    since: Code = ""
    frequency: Code = ""
    kinds: list[Code] = []
    places: list[Code] = []
    teller: Code = ""
    verdict: Code = ""
    serious: list[Code] = []
    group_level: bool = False
    what: Words
    where: Words = ""
    why: Words = ""


class SignalPupil(Payload):
    """A pupil named in a signal; the role is empty when the sender gave none."""

    kind: ClassVar[str] = "signal_pupil"
    role: Code = ""


class SignalTaken(Payload):
    """The mentor took a signal up: it is a melding now, in this case."""

    kind: ClassVar[str] = "signal_taken"
    case_id: Code
    is_joined: bool = False


class SignalSetAside(Payload):
    """Read, and no melding; the sender sees that it is closed, not why."""

    kind: ClassVar[str] = "signal_set_aside"
    reason: Words


class MentorHourHeld(Payload):
    """A preventive mentor hour; the subject is a class, not a case."""

    kind: ClassVar[str] = "mentor_hour_held"
    theme: Code
    note: Words = ""


class MeetingStarted(Payload):
    """A meeting of the ondersteuningsteam; the subject is a meeting, not a case.

    The secret orders the pseudonyms of this meeting and of no other.
    """

    kind: ClassVar[str] = "meeting_started"
    secret: Words


class MeetingAttended(Payload):
    """Who is at the meeting: members by id, others in words; the newest counts."""

    kind: ClassVar[str] = "meeting_attended"
    members: list[Code] = []
    guests: Words = ""


class MeetingAgenda(Payload):
    """The cases of a meeting in their order, with the numbers people use; the newest counts."""

    kind: ClassVar[str] = "meeting_agenda"
    cases: list[Code] = []
    labels: list[Code] = []


class MeetingPupil(Payload):
    """A pupil gets a pseudonym; who came in one `batch` are ordered by the secret."""

    kind: ClassVar[str] = "meeting_pupil"
    batch: int


class MeetingTurned(Payload):
    """The meeting is at this case now; its clock runs from here."""

    kind: ClassVar[str] = "meeting_turned"
    case_id: Code


class MeetingPaused(Payload):
    kind: ClassVar[str] = "meeting_paused"


class MeetingDecided(Payload):
    """A decision stands in a case, under this number; its words are there alone."""

    kind: ClassVar[str] = "meeting_decided"
    case_id: Code
    number: int


class MeetingClosed(Payload):
    kind: ClassVar[str] = "meeting_closed"


def _kinds(base: type[Payload]) -> dict[str, type[Payload]]:
    return {model.kind: model for model in base.__subclasses__()}


KINDS: dict[str, type[Payload]] = _kinds(Payload)


@dataclass(frozen=True)
class NewEntry:
    """An entry on its way to the log, which gives it its number."""

    payload: Payload
    happened_on: date
    step: str = ""
    pupil_id: str = ""

    @property
    def kind(self) -> str:
        """The kind of entry, as it will be stored."""
        return self.payload.kind


@dataclass(frozen=True)
class Entry:
    """One line of the log: who recorded what of which subject, and when it happened."""

    subject_id: str
    number: int
    payload: Payload
    happened_on: date
    recorded_at: datetime
    recorded_by: str
    card_version: int
    step: str = ""
    pupil_id: str = ""

    @property
    def kind(self) -> str:
        """The kind of entry, as stored."""
        return self.payload.kind
