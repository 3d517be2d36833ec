"""The kinds of entry, one class each in the module of its subject; how to add one: payload.py."""

from casework.entries.aftercare import (
    AftercareDone,
    AftercareMoved,
    AftercarePlanned,
    AftercareSetAside,
    Stopped,
)
from casework.entries.bounds import (
    EntryWithdrawn,
    MergedFrom,
    MergedInto,
    SaveUndone,
    SplitFrom,
    SplitOff,
)
from casework.entries.case_view import CardView, CaseView, FileView
from casework.entries.classes import MentorHourHeld
from casework.entries.endings import Closed, Evaluated, Reopened
from casework.entries.fields import LONGEST_TEXT, Code, Score, Sealed, Words, one_line, tidy
from casework.entries.levels import LevelDeclined, LevelReached
from casework.entries.log_line import Entry, NewEntry
from casework.entries.measures import MeasureAgreed, MeasureReviewed
from casework.entries.meetings import (
    MeetingAgenda,
    MeetingAttended,
    MeetingClosed,
    MeetingDecided,
    MeetingPaused,
    MeetingPupil,
    MeetingStarted,
    MeetingTurned,
)
from casework.entries.payload import Carried, Payload, check_codes
from casework.entries.pupils import ClassInvolved, PupilInvolved, PupilReplaced, RoleChanged
from casework.entries.reports import AnalysisAdded, CaseOpened, Reported
from casework.entries.signals import SignalPupil, SignalSent, SignalSetAside, SignalTaken
from casework.entries.steps import (
    ColleagueInvolved,
    HandoverNoted,
    MagisterNoted,
    Noted,
    ParentsInformed,
    SeriousDecided,
    StepLapsed,
    StepSetAside,
    TeamInformed,
)
from casework.entries.support import (
    AdviceUsed,
    SupportAdvised,
    SupportAnswered,
    SupportAsked,
    SupportMoreAsked,
)
from casework.entries.talks import AgreementReviewed, CheckedIn, TalkHeld, TalkPlanned
from casework.entries.team import CaseLookedInto, DecisionDone, TeamDecided

__all__ = [
    "KINDS",
    "LONGEST_TEXT",
    "AdviceUsed",
    "AftercareDone",
    "AftercareMoved",
    "AftercarePlanned",
    "AftercareSetAside",
    "AgreementReviewed",
    "AnalysisAdded",
    "CardView",
    "Carried",
    "CaseLookedInto",
    "CaseOpened",
    "CaseView",
    "CheckedIn",
    "ClassInvolved",
    "Closed",
    "Code",
    "ColleagueInvolved",
    "DecisionDone",
    "Entry",
    "EntryWithdrawn",
    "Evaluated",
    "FileView",
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
    "Noted",
    "ParentsInformed",
    "Payload",
    "PupilInvolved",
    "PupilReplaced",
    "Reopened",
    "Reported",
    "RoleChanged",
    "SaveUndone",
    "Score",
    "Sealed",
    "SeriousDecided",
    "SignalPupil",
    "SignalSent",
    "SignalSetAside",
    "SignalTaken",
    "SplitFrom",
    "SplitOff",
    "StepLapsed",
    "StepSetAside",
    "Stopped",
    "SupportAdvised",
    "SupportAnswered",
    "SupportAsked",
    "SupportMoreAsked",
    "TalkHeld",
    "TalkPlanned",
    "TeamDecided",
    "TeamInformed",
    "Words",
    "check_codes",
    "one_line",
    "tidy",
]


def _kinds(base: type[Payload]) -> dict[str, type[Payload]]:
    """Every model with a kind of its own, below this one."""
    kinds = {base.kind: base} if base.kind else {}
    for model in base.__subclasses__():
        kinds |= _kinds(model)
    return kinds


KINDS: dict[str, type[Payload]] = _kinds(Payload)
