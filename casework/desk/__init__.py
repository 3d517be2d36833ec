"""Everything one person can do: the only road from a screen to the data."""

from casework.cases.agenda import AgendaItem
from casework.cases.case_file import CaseFile, PrintedCase
from casework.cases.melding import Melding, ReportedPart
from casework.desk.access import Access, is_id
from casework.desk.classroom import ClassFile, MentorHour
from casework.desk.desk import Desk
from casework.desk.merging import MergeCandidate
from casework.desk.pupils import PupilFile
from casework.desk.report import ReportMaker, ReportScope
from casework.desk.review import CaseReview, LinkedCase
from casework.desk.search import FoundPupil, SearchResult
from casework.desk.signals import OwnSignal, Receivers, SignalFile
from casework.meetings.meeting_file import MeetingCase, MeetingFile, Minutes

__all__ = [
    "Access",
    "AgendaItem",
    "CaseFile",
    "CaseReview",
    "ClassFile",
    "Desk",
    "FoundPupil",
    "LinkedCase",
    "MeetingCase",
    "MeetingFile",
    "Melding",
    "MentorHour",
    "MergeCandidate",
    "Minutes",
    "OwnSignal",
    "PrintedCase",
    "PupilFile",
    "Receivers",
    "ReportMaker",
    "ReportScope",
    "ReportedPart",
    "SearchResult",
    "SignalFile",
    "is_id",
]
