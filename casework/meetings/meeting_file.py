"""A meeting as a member of the ondersteuningsteam gets it, with letters in the place of names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from casework import entries as kinds
from casework import year_groups
from casework.cases.case import Case
from casework.cases.case_file import CaseFile
from casework.cases.masked_case import masked_entry, masked_words
from casework.cases.team_decisions import TeamDecision, team_decisions
from casework.labels import A_COLLEAGUE, A_PUPIL
from casework.masking import NameBook
from casework.meetings.meeting import Meeting, MeetingState
from casework.people import Home, PersonName
from casework.records import CaseSummary, Pupil

# The entries whose words a meeting reads; of all others it sees only what is coded.
READ_ALOUD = (
    kinds.SupportAsked,
    kinds.SupportMoreAsked,
    kinds.SupportAnswered,
    kinds.SupportAdvised,
    kinds.AdviceUsed,
    kinds.MeasureAgreed,
    kinds.MeasureReviewed,
    kinds.TeamDecided,
    kinds.DecisionDone,
)


class AgendaCaseState(StrEnum):
    """How a case of the agenda is reached in this meeting."""

    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"
    GONE = "gone"


@dataclass(frozen=True)
class MeetingSummary:
    """A meeting in one line."""

    meeting_id: str
    started_on: date
    started_by: str
    state: MeetingState
    count_cases: int
    count_decided: int


@dataclass(frozen=True)
class MeetingCandidate:
    """A case that can be put on an agenda; the day of its latest question, answered or not."""

    summary: CaseSummary
    asked_on: date
    waits_for_advice: bool


@dataclass(frozen=True)
class AgendaLine:
    """A case of the agenda in one line, without names."""

    case_id: str
    label: str
    state: AgendaCaseState
    is_decided: bool
    is_on_screen: bool


@dataclass(frozen=True)
class MeetingFile:
    """A meeting as its members see it: where it is, who is there, and its agenda."""

    meeting: Meeting
    agenda: tuple[AgendaLine, ...]
    staff: Mapping[str, PersonName]
    now: datetime

    def colleague(self, staff_id: str) -> str:
        """The name of a member of staff."""
        name = self.staff.get(staff_id)
        return name.full if name else A_COLLEAGUE

    @property
    def members(self) -> list[str]:
        """The names of the members who are there."""
        return [self.colleague(member) for member in self.meeting.members]


@dataclass(frozen=True)
class MeetingCase:
    """One case in a meeting; in `file` every name of a pupil is a pseudonym, unless `is_named`.

    `may_do` has who may open the case, by id, with name and role: one of them carries out what is
    decided. `mentors_here` are the members at the meeting who are mentor of a pupil of the case.
    """

    file: CaseFile
    state: AgendaCaseState
    is_named: bool
    may_do: Mapping[str, str]
    mentors_here: tuple[str, ...]
    is_own_case: bool

    @property
    def decisions(self) -> list[TeamDecision]:
        """What the team decided in this case, also in earlier meetings; the oldest first."""
        return team_decisions(self.file.case)


@dataclass(frozen=True)
class MinutesCase:
    """One case in the minutes; `file` is None when it is gone, or not for this reader any more."""

    label: str
    file: CaseFile | None
    decisions: tuple[TeamDecision, ...] = ()
    was_discussed: bool = False
    mentors_here: tuple[str, ...] = ()


@dataclass(frozen=True)
class Minutes:
    """The minutes of a meeting; `is_named` tells that they were asked for with names."""

    meeting: Meeting
    school_name: str
    members: tuple[str, ...]
    guests: str
    cases: tuple[MinutesCase, ...]
    is_named: bool
    made_by: str
    made_at: datetime


def with_pseudonyms(
    file: CaseFile, pseudonyms: Mapping[str, str], homes: Mapping[str, Home], book: NameBook
) -> CaseFile:
    """The same case with letters for names, in what was typed as well, and years for classes.

    Words that a meeting does not ask for are left out. A pupil without a letter is
    "een leerling"; a name in a text that cannot be told from another is masked all the same.
    """
    involved = file.case.mentioned
    case = file.case

    def mask(words: str) -> str:
        return masked_words(words, involved, pseudonyms, book)

    masked = [
        masked_entry(entry, mask if isinstance(entry.payload, READ_ALOUD) else _left_out)
        for entry in case.entries
    ]
    pupils = {
        pupil: Pupil(pupil, PersonName(pseudonyms.get(pupil, A_PUPIL), ""), "", _year(homes, pupil))
        for pupil in file.pupils
    }
    return replace(
        file,
        case=Case.from_entries(masked, case.card, case.school_days, case.today),
        pupils=pupils,
        # What can be taken back is known by what was recorded, with its words.
        undoable=None,
    )


def _left_out(_words: str, /) -> str:
    return ""


def _year(homes: Mapping[str, Home], pupil: str) -> str:
    return year_groups.words(homes[pupil].year_group) if pupil in homes else ""
