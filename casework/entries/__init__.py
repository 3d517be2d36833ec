"""The kinds of entry, one model each; a new kind belongs in the module of its subject."""

from casework.entries.five_questions import QUESTIONS_IN_WORDS
from casework.entries.log_line import (
    Entry,
    NewEntry,
)
from casework.entries.of_bounds import (
    EntryWithdrawn,
    HandoverNoted,
    MergedFrom,
    MergedInto,
    SplitFrom,
    SplitOff,
)
from casework.entries.of_cases import (
    AftercareDone,
    AftercareMoved,
    AftercarePlanned,
    AftercareSetAside,
    AgreementReviewed,
    AnalysisAdded,
    CaseOpened,
    CheckedIn,
    Closed,
    ColleagueInvolved,
    Evaluated,
    LevelDeclined,
    LevelReached,
    MagisterNoted,
    MeasureAgreed,
    MeasureReviewed,
    ParentsInformed,
    PupilInvolved,
    Reopened,
    Reported,
    RoleChanged,
    SeriousDecided,
    StepSetAside,
    Stopped,
    TalkHeld,
    TeamInformed,
)
from casework.entries.of_classes import (
    MentorHourHeld,
)
from casework.entries.of_meetings import (
    MeetingAgenda,
    MeetingAttended,
    MeetingClosed,
    MeetingDecided,
    MeetingPaused,
    MeetingPupil,
    MeetingStarted,
    MeetingTurned,
)
from casework.entries.of_signals import (
    SignalPupil,
    SignalSent,
    SignalSetAside,
    SignalTaken,
)
from casework.entries.of_support import (
    AdviceUsed,
    CaseLookedInto,
    DecisionDone,
    SupportAdvised,
    SupportAnswered,
    SupportAsked,
    SupportMoreAsked,
    TeamDecided,
)
from casework.entries.payload import (
    LONGEST_TEXT,
    Carried,
    Code,
    Payload,
    Score,
    Sealed,
    Words,
    tidy,
)

__all__ = [
    "KINDS",
    "LONGEST_TEXT",
    "QUESTIONS_IN_WORDS",
    "AdviceUsed",
    "AftercareDone",
    "AftercareMoved",
    "AftercarePlanned",
    "AftercareSetAside",
    "AgreementReviewed",
    "AnalysisAdded",
    "Carried",
    "CaseLookedInto",
    "CaseOpened",
    "CheckedIn",
    "Closed",
    "Code",
    "ColleagueInvolved",
    "DecisionDone",
    "Entry",
    "EntryWithdrawn",
    "Evaluated",
    "HandoverNoted",
    "LevelDeclined",
    "LevelReached",
    "MagisterNoted",
    "MeasureAgreed",
    "MeasureReviewed",
    "MeetingAgenda",
    "MeetingAttended",
    "MeetingClosed",
    "MeetingDecided",
    "MeetingPaused",
    "MeetingPupil",
    "MeetingStarted",
    "MeetingTurned",
    "MentorHourHeld",
    "MergedFrom",
    "MergedInto",
    "NewEntry",
    "ParentsInformed",
    "Payload",
    "PupilInvolved",
    "Reopened",
    "Reported",
    "RoleChanged",
    "Score",
    "Sealed",
    "SeriousDecided",
    "SignalPupil",
    "SignalSent",
    "SignalSetAside",
    "SignalTaken",
    "SplitFrom",
    "SplitOff",
    "StepSetAside",
    "Stopped",
    "SupportAdvised",
    "SupportAnswered",
    "SupportAsked",
    "SupportMoreAsked",
    "TalkHeld",
    "TeamDecided",
    "TeamInformed",
    "Words",
    "tidy",
]


def _kinds(base: type[Payload]) -> dict[str, type[Payload]]:
    """Every model with a kind of its own, below this one."""
    found = {base.kind: base} if base.kind else {}
    for model in base.__subclasses__():
        found |= _kinds(model)
    return found


KINDS: dict[str, type[Payload]] = _kinds(Payload)
