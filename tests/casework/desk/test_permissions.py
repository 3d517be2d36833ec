"""Who sees and does what: a table by hand of every act at a desk against every role."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, get_type_hints
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework import entries as kinds
from casework.cases.case_filter import Basis, CaseFilter
from casework.cases.merging import Split
from casework.desk import Desk, PupilFile, signals
from casework.desk.access import Room
from casework.desk.agenda import CalendarAddress
from casework.desk.card_office import CardOffice
from casework.desk.drafts import DraftTicket
from casework.desk.office import Office
from casework.desk.office_handover import HandoverRoom
from casework.desk.roster import RosterRoom
from casework.entries import NewEntry, Payload
from casework.errors import (
    CaseMovedOn,
    InputRefused,
    MeetingMovedOn,
    NotHere,
    NotOwnPupil,
    NotYourStep,
    SignalMovedOn,
)
from casework.figures import FigureFilter, Figures, Way
from casework.people import MAY, Action, Actor, Assignment, Home, PersonName, Reach, Role
from casework.records import Draft
from casework.roster import RosterFile
from casework.roster.decisions import Decisions
from casework.sent_forms import sent_form
from casework.signals.signal import NewSignal, addressed, is_near
from casework.trend_notes import Annotation, SavedView, Target
from data import facts
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, case_at_level, desk_with, record_at
from tests.histories import with_new_pupils
from ui.trends import case_links

YESTERDAY = TODAY - timedelta(days=1)

# Who looks, and at which case: "one", "two" and "three" are at that level, "put" is at level one
# and was put to the ondersteuningsteam. All are about Noor and Daan of 2B.
COLUMNS = (
    ("mentor inside", "Samira", "one"),
    ("mentor outside", "Joris", "three"),
    ("mentor outside, after a question", "Joris", "put"),
    ("coordinator at level 1", "Fatima", "one"),
    ("coordinator at level 2", "Fatima", "two"),
    ("coordinator of another year", "Karel", "three"),
    ("team leader at level 2", "Willem", "two"),
    ("team leader at level 3", "Willem", "three"),
    ("team leader of another team", "Petra", "three"),
    ("support team before a question", "Anneke", "three"),
    ("support team after a question", "Anneke", "put"),
    ("beheerder", "Ineke", "put"),
    ("docent", "Dirk", "put"),
    ("policy coordinator", "Pim", "three"),
    ("school leader", "Sofie", "three"),
    ("privacy", "Nadia", "put"),
)
ADDRESS = "https://kaart.school.example"
A_DRAFT = Draft("eigen", {"what": "Eigen."})
A_TICKET = DraftTicket("eigen", "sleutel", "scherm", "/melden", {"what": False})
# + sees or does it; o may ask, and this case is not in the answer; x is told that it is not an
# own pupil; - NotHere. The columns are those above, in that order.
TABLE = {
    "cases.open": "+ - - - + - - + - - + - - - - -",
    "cases.review": "+ - - - + - - + - - + - - - - -",
    "cases.printed": "+ - - - + - - + - - + - - - - -",
    "cases.summary": "+ - - - + - - + - - + - - - - -",
    "cases.note_print": "+ - - - + - - + - - + - - - - -",
    "cases.open_with_reason": "+ - - - + - - + - - + - - - - -",
    "cases.reasons_given": "+ - - - + - - + - - - - - - - -",
    "cases.opening_with_reason": "o o o o o o o o o o o - - - - -",
    "cases.count_history": "o o o o o o o o o o o - - - - -",
    "cases.all": "+ o o o + o o + o o + - - - - -",
    "cases.all behind a figure": "+ o o o + o o + o o + - - - - -",
    "agenda.items": "+ o o o + o o + o o + - - - - -",
    "agenda.by_pupil": "+ o o o + o o + o o + - - - - -",
    "agenda.without_owner": "o o o o o o o o o o o - - - - -",
    "agenda.by_pupil of a signal": "+ o o + + o o o o o o - - - - -",
    "pupils.open": "+ - - + + - + + - + + - - - - -",
    "pupils.open with the case": "+ - - o + - o + - o + - - - - -",
    "pupils.in_cases": "+ o o o + o o + o o + - - - - -",
    "watching.open": "+ - - - + - - + - - + - - - - -",
    "watching.colleagues": "+ - - - + - - + - - - - - - - -",
    "search.find": "+ o o + + o + + o + + - - - - -",
    "search.find the case by the pupil": "+ o o o + o o + o o + - - - - -",
    "search.find the case by its number": "+ o o o + o o + o o + - - - - -",
    "search.find the case by its class": "+ o o o + o o + o o + - - - - -",
    "search.find the class": "+ o o + + o + + o o o - - - - -",
    "agenda.count_waiting": "+ + + + + + + + + + + - - - - -",
    "digest.choose": "+ + + + + + + + + + + - - - - -",
    "digest.has_address": "+ + + + + + + + + + + - - - - -",
    "digest.is_wanted": "+ + + + + + + + + + + - - - - -",
    "digest.sent_at": "+ + + + + + + + + + + - - - - -",
    "agenda.calendar_address.make": "+ + + + + + + + + + + - - - - -",
    "agenda.calendar_address.since": "+ + + + + + + + + + + - - - - -",
    "agenda.calendar_address.stop": "+ + + + + + + + + + + - - - - -",
    "cases.magister_text": "+ - - - + - - + - - - - - - - -",
    "cases.answer_doubt": "+ - - - + - - + - - - - - - - -",
    "cases.record": "+ - - - + - - + - - - - - - - -",
    "cases.record advice": "- - - - - - - - - - + - - - - -",
    "cases.record both": "- - - - - - - - - - - - - - - -",
    "cases.record coordinator": "- - - - + - - - - - - - - - - -",
    "cases.record team leader": "- - - - - - - + - - - - - - - -",
    "undoing.undo": "+ - - - + - - + - - + - - - - -",
    "undoing.undo of a signal": "- - - - - - - - - - - - + - - -",
    "undoing.undo of a settled signal": "+ - - - - - - - - - - - + - - -",
    "undoing.undo of a mentor hour": "+ - - - - - - - - - - - - - - -",
    "undoing.undo of a meeting": "- - - - - - - - - + + - - - - -",
    "undoing.out_of_sight": "+ - - - + - - + - - + - - - - -",
    "undoing.latest of a colleague": "o o o o o o o o o o o o o o o o",
    "case_acts.classes_to_add": "+ - - - + - - + - - - - - - - -",
    "case_acts.add_class": "+ - - - + - - + - - - - - - - -",
    "cases.report": "+ x x + + x + + x - - - - - - -",
    "cases.report in a case": "+ x x - + x - + x - - - - - - -",
    "cases.report a settled signal": "+ x x - - x - - x - - - - - - -",
    "signals.pass_on": "+ + + + + + + + + - - - - - - -",
    "signals.pass_on a settled signal": "+ - - - - - - - - - - - - - - -",
    "signals.send": "+ + + + + + + + + + + + + + + +",
    "signals.own": "o o o o o o o o o o o o + o o o",
    "signals.receivers": "+ + + + + + + + + + + + + + + +",
    "signals.waiting": "+ o o o o o o o o - - - - - - -",
    "signals.waiting late": "+ o o + + o o o o - - - - - - -",
    "signals.waiting of no class": "o o o + + + o o o - - - - - - -",
    "signals.waiting of no mentor": "o o o o o o + + o - - - - - - -",
    "signals.waiting settled": "o o o o o o o o o - - - - - - -",
    "signals.waiting taken": "o o o o o o o o o - - - - - - -",
    "signals.open": "+ - - - - - - - - - - - - - - -",
    "signals.open late": "+ - - + + - - - - - - - - - - -",
    "signals.open of no class": "- - - + + + - - - - - - - - - -",
    "signals.open of no mentor": "- - - - - - + + - - - - - - - -",
    "signals.set_aside": "+ - - - - - - - - - - - - - - -",
    "signals.set_aside late": "+ - - + + - - - - - - - - - - -",
    "support.queue": "- - - - - - - - - o + - - - - -",
    "support.figures": "- - - - - - - - - + + - - - - -",
    "support.hard_cases": "- - - - - - - - - + + - - - - -",
    "support.hard_cases to open": "- - - - - - - - - o + - - - - -",
    "support.look_into": "- - - - - - - - - + + - - - - -",
    "advice.open": "- - - - - - - - - - + - - - - -",
    "advice.save": "- - - - - - - - - - + - - - - -",
    "advice.agree": "- - - - - - - - - - + - - - - -",
    "advice.give": "- - - - - - - - - - + - - - - -",
    "merging.merge": "+ - - - + - - + - - - - - - - -",
    "merging.candidates": "+ - - - + - - + - - - - - - - -",
    "cases.in_sight": "+ o o o + o o + o o + - - - - -",
    "merging.split": "+ - - - + - - + - - - - - - - -",
    "meetings.latest": "- - - - - - - - - + + - - - - -",
    "meetings.open": "- - - - - - - - - + + - - - - -",
    "meetings.newest_number": "- - - - - - - - - + + - - - - -",
    "meetings.members": "- - - - - - - - - + + - - - - -",
    "meetings.candidates": "- - - - - - - - - o + - - - - -",
    "meetings.case": "- - - - - - - - - + + - - - - -",
    "meetings.case of another": "- - - - - - - - - - - - - - - -",
    "meetings.reasons": "- - - - - - - - - + + - - - - -",
    "meetings.reasons of another": "- - - - - - - - - - - - - - - -",
    "meetings.minutes": "- - - - - - - - - + + - - - - -",
    "meetings.start": "- - - - - - - - - - + - - - - -",
    "meetings.change_agenda": "- - - - - - - - - + + - - - - -",
    "meetings.change_attendance": "- - - - - - - - - + + - - - - -",
    "meetings.turn_to": "- - - - - - - - - + + - - - - -",
    "meetings.pause": "- - - - - - - - - + + - - - - -",
    "meetings.close": "- - - - - - - - - + + - - - - -",
    "decisions.decide": "- - - - - - - - - + + - - - - -",
    "decisions.finish": "+ - - - + - - + - - - - - - - -",
    "cases.may_report_about": "+ o o + + o + + o - - - - - - -",
    "cases.recognise": "+ o o o + o o + o - - - - - - -",
    "school.class_list": "+ + + + + + + + + + + + + + + +",
    "school.pupils": "+ + + + + + + + + + + + + + + +",
    "school.find_pupils": "+ + + + + + + + + + + + + + + +",
    "school.find_classes": "+ + + + + + + + + + + + + + + +",
    "school.classes": "+ + + + + + + + + + + + + + + +",
    "school.own_classes": "+ o o o o o o o o o o o o o o o",
    "school.class_name": "+ + + + + + + + + + + + + + + +",
    "school.classes_without_mentor": "o o o + + o o o o o o + o o o o",
    "classroom.classes": "+ o o + + o + + o - - - - - - -",
    "classroom.open": "+ - - + + - + + - - - - - - - -",
    "classroom.open with the case": "+ - - o + - o + - - - - - - - -",
    "classroom.withdraw_hour": "+ - - - - - - - - - - - - - - -",
    "classroom.log_hour": "+ - - - - - - - - - - - - - - -",
    "classroom.hours": "+ + + + + + + + + + + - - - - -",
    "trends.figures": "+ o o + + o + + o - - - - + + -",
    "trends.figures of the class": "+ - - + + - + + - - - - - + + -",
    "trends.is_exact": "+ - - + + - + + - - - - - + + -",
    "trends.hidden_kinds": "+ - - + + - + + - - - - - + + -",
    "trends.scope": "+ o o + + o + + o - - - - + + -",
    "trends.classes": "+ o o + + o + + o - - - - + + -",
    "trends.teams": "+ + + + + o + + o - - - - + + -",
    "trends.school_teams": "+ + + + + + + + + - - - - + + -",
    "trends.whole_school_figures": "+ + + + + + + + + - - - - + + -",
    "trends.version": "+ + + + + + + + + - - - - + + -",
    "trends.identity": "+ + + + + + + + + - - - - + + -",
    "trends.log_exact_look": "+ + + + + + + + + - - - - + + -",
    "figure_sharing.scope": "+ + + + + o + + o - - - - + + -",
    "figure_sharing.maker": "+ + + + + + + + + - - - - + + -",
    "figure_sharing.log_export": "+ + + + + o + + o - - - - + + -",
    "figure_sharing.log_export of the school": "- - - - - - - - - - - - - + + -",
    "files.count_file": "+ + + + + + + + + + + + + + + +",
    "files.require_confirmed": "+ + + + + + + + + + + + + + + +",
    "files.log_fetched": "+ + + + + + + + + + + + + + + +",
    "report.scope": "- - - - - - + + o - - - - + + -",
    "report.maker": "- - - - - - + + + - - - - + + -",
    "report.log_export": "- - - - - - + + - - - - - + + -",
    "report.log_export of the school": "- - - - - - - - - - - - - + + -",
    "trend_notes.annotations": "+ + + + + o + + o - - - - + + -",
    "trend_notes.annotate": "- - - - - - + + - - - - - + + -",
    "trend_notes.annotate the school": "- - - - - - + + + - - - - + + -",
    "trend_notes.remove_annotation": "- - - - - - + + - - - - - + + -",
    "trend_notes.targets": "+ + + + + o + + o - - - - + + -",
    "trend_notes.set_target": "- - - - - - + + - - - - - + + -",
    "trend_notes.remove_target": "- - - - - - + + - - - - - + + -",
    "trend_notes.views": "o o o o o o o o o - - - - o o -",
    "trend_notes.keep_view": "+ + + + + + + + + - - - - + + -",
    "trend_notes.rename_view": "- - - - - - - - - - - - - - - -",
    "trend_notes.remove_view": "- - - - - - - - - - - - - - - -",
    "school.vacations_known_until": "+ + + + + + + + + + + + + + + +",
    "school.is_this_year": "+ + + + + + + + + + + + + + + +",
    "school.years": "+ + + + + + + + + + + + + + + +",
    "office.school": "- - - - - - - - - - - + - - - -",
    "office.handover.change_mentors": "- - - - - - - - - - - + - - - -",
    "office.handover.turn_year": "- - - - - - - - - - - + - - - -",
    "office.roster.preview": "- - - - - - - - - - - + - - - -",
    "office.roster.bring_in": "- - - - - - - - - - - + - - - -",
    "office.roster.handed_out": "- - - - - - - - - - - + - - - -",
    "office.roster.undo of an unknown run": "- - - - - - - - - - - - - - - -",
    "own_account": "+ + + + + + + + + + + + + + + +",
    "second_step": "+ + + + + + + + + + + + + + + +",
    "office.accounts.invite_all": "- - - - - - - - - - - + - - - -",
    "office.roster.keep_columns": "- - - - - - - - - - - + - - - -",
    "integrity.last": "- - - - - - - - - - - + - - - +",
    "unusual.lines": "- - - - - - - - - - - - - - - +",
    "unusual.review": "- - - - - - - - - - - - - - - +",
    "who_read.lines": "- - - - - - - - - - - - - - - +",
    "who_read.count": "- - - - - - - - - - - - - - - +",
    "who_read.find_pupils": "- - - - - - - - - - - - - - - +",
    "who_read.lines_of_pupil": "- - - - - - - - - - - - - - - +",
    "who_read.count_of_pupil": "- - - - - - - - - - - - - - - +",
    "oversight.changes": "- - - - - - - - - - - + - - - +",
    "oversight.count": "- - - - - - - - - - - + - - - +",
    "oversight.today": "- - - - - - - - - - - + - - - +",
    "notices.lines": "+ + + + + + + + + + + + + + + +",
    "notices.see": "+ + + + + + + + + + + + + + + +",
    "office.reading.counts": "- - - - - - - - - - - + - - - -",
    "office.card.versions": "- - - - - - - - - - - + - - - -",
    "quick_notes.read": "+ + + + + + + + + + + + + + + +",
    "quick_notes.running_cases": "+ o o o + o o + o o o o o o o o",
    "quick_notes.note": "+ - - - + - - + - - - - - - - -",
    "quick_notes.check_in": "+ - - - + - - + - - - - - - - -",
    "own_time.working_time": "+ + + + + + + + + + + + + + + +",
    "own_time.set_working_days": "+ + + + + + + + + + + + + + + +",
    "own_time.add_away": "+ + + + + + + + + + + + + + + +",
    "own_time.remove_away": "+ + + + + + + + + + + + + + + +",
    "own_time.stand_ins": "+ + + + + + + + + + + + + + + +",
    "drafts.all": "o o o o o o o o o o o o o o o o",
    "drafts.just_stored": "o o o o o o o o o o o o o o o o",
    "drafts.get": "o o o o o o o o o o o o o o o o",
    "drafts.keep": "+ + + + + + + + + + + + + + + +",
    "drafts.drop": "+ + + + + + + + + + + + + + + +",
    "drafts.merge": "+ + + + + + + + + + + + + + + +",
    "drafts.type": "+ + + + + + + + + + + + + + + +",
    "drafts.ticket": "+ + + + + + + + + + + + + + + +",
    "drafts.of_ticket": "+ + + + + + + + + + + + + + + +",
    "drafts.of_ticket of another": "- - - - - - - - - - - - - - - -",
    "drafts.end": "+ + + + + + + + + + + + + + + +",
    "drafts.ending": "+ + + + + + + + + + + + + + + +",
    "drafts.has_ended": "o o o o o o o o o o o o o o o o",
    "drafts.ended_on": "o o o o o o o o o o o o o o o o",
}
# Behind `desk.office`, which is shut for everybody but the beheerder: its methods and properties.
OFFICE = (
    "add_class",
    "add_free_days",
    "add_pupils",
    "add_school_year",
    "add_staff",
    "all_classes",
    "assign",
    "cases_without_owner",
    "class_list",
    "class_of",
    "classes",
    "coming_free_periods",
    "copy_classes",
    "day_in_year",
    "draft_days",
    "end_assignment",
    "end_staff",
    "free_days",
    "leaders_see_exact_figures",
    "move_pupils",
    "next_year",
    "own_id",
    "present_year",
    "pupil_leaves",
    "remove_free_days",
    "school_years",
    "set_draft_days",
    "set_exact_figures",
    "set_school",
    "staff",
    "teams",
    "today",
    "card.add_measure",
    "card.bring_back",
    "card.change",
    "card.change_guide",
    "card.change_spoken",
    "card.change_list",
    "card.change_support",
    "card.current",
    "card.draft",
    "card.drop_draft",
    "card.drop_measure",
    "card.go_on_from_newest",
    "card.has_moved_on",
    "card.keepers",
    "card.replace",
    "card.replace_with_file",
    "card.working_card",
    "card.take_into_use",
    "card.text",
    "card.version",
    "mail.digest_time",
    "mail.drop_failed",
    "mail.failed",
    "mail.is_on",
    "mail.send_test",
    "mail.set_digest_time",
    "mail.state",
    "handover.mentors_on",
    "handover.year_turns",
    "pupils.change_details",
    "pupils.find",
    "pupils.merge",
    "pupils.open",
    "pupils.remove",
    "pupils.rename",
    "pupils.split",
    "pupils.stays",
    "accounts.can_mail",
    "accounts.change_email",
    "accounts.count_with_mail",
    "accounts.days",
    "accounts.invite",
    "accounts.never_invited",
    "accounts.never_signed_in",
    "accounts.set_days",
    "accounts.state_of",
    "roster.answered",
    "roster.columns",
    "roster.first_day",
    "roster.has_year",
    "roster.renewed",
    "roster.runs",
    "roster.waiting_roles",
    "roster.years",
    "time.add_away",
    "time.add_periods",
    "time.add_stand_in",
    "time.end_stand_in",
    "time.offered",
    "time.pasted",
    "time.remove_away",
    "time.set_working_days",
    "time.set_year_dates",
    "time.stand_ins",
    "time.usual_periods",
    "time.vacation_warning",
    "time.vacations_known_until",
    "time.working_time",
    "checklist.confirm",
    "checklist.lines",
    "groups.change_class",
    "groups.class_with_id",
    "groups.find_classes",
    "groups.find_in_every_year",
    "groups.leaders",
    "groups.mentor_names",
    "groups.remove_class",
    "groups.remove_school_year",
    "groups.remove_team",
    "groups.rename_school_year",
    "groups.rename_team",
    "groups.teams",
    "groups.without_mentor",
    "oversight.changes",
    "oversight.count",
    "oversight.today",
    "people.change_user_name",
    "people.ended",
    "people.find",
    "people.former_roles",
    "people.member",
    "people.names",
    "people.rename",
    "people.reopen",
    "people.role_words",
    "people.with_coming_roles",
    "sign_in.count_by_password_alone",
    "sign_in.count_school_accounts",
    "sign_in.rules",
    "sign_in.set_own_accounts",
    "sign_in.set_own_step_after_provider",
    "sign_in.set_second_factor_for",
    "requests.choice",
    "requests.choose",
    "requests.count_to_decide",
    "requests.given_by_me",
    "requests.grant",
    "requests.refuse",
    "requests.waiting",
    "work_left",
)
TABLE["office.once"] = TABLE["office.school"]
TABLE |= {f"office.{name}": TABLE["office.school"] for name in OFFICE}
# What a desk has besides: who sits there, the day, the card, and what a menu shows.
OPEN_TO_ALL = {
    "actor",
    "today",
    "now",
    "card",
    "known_card",
    "school_days",
    "school_year",
    "may",
    "renewed",
}


@dataclass
class Place:
    """A desk, and the case that somebody tries to reach from it."""

    cast: Cast
    desk: Desk
    case_id: str
    signals: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    meeting_id: str = ""
    discussed: str = ""

    def decides(self) -> bool:
        payload = kinds.TeamDecided(meeting_id="", decision="")
        return is_weighed(
            lambda: self.desk.decisions.decide(self.meeting_id, self.discussed, payload, **FORM)
        )

    def finishes(self) -> bool:
        return is_weighed(lambda: self.desk.decisions.finish(self.case_id, 1, "", **FORM))

    def takes_back(self, subject_id: str) -> bool:
        """Whether it gets as far as the save, of which there is none with this number."""
        return is_weighed(lambda: self.desk.undoing.undo(subject_id, 999, form_key=str(uuid4())))

    def is_offered_anothers(self) -> bool:
        """Whether what can be taken back here was saved by somebody else."""
        save = self.desk.undoing.latest()
        entries = self.cast.store.log.entries(save.subject_id) if save else []
        own = self.desk.actor.staff_id
        return bool(save and entries[save.number - 1].recorded_by != own)

    def turns(self) -> bool:
        form = {"seen": -1, "form_key": str(uuid4())}
        return is_weighed(lambda: self.desk.meetings.pause(self.meeting_id, **form))

    def lists(self, signal: str) -> bool:
        return self.signals[signal] in {
            waiting.signal_id for waiting, _ in self.desk.signals.waiting()
        }

    def reads(self, signal: str) -> bool:
        return self.desk.signals.open(self.signals[signal]).signal.signal_id == self.signals[signal]

    def weighs(self, signal: str) -> bool:
        unknown_id = self.signals[signal]
        return is_weighed(lambda: self.desk.signals.set_aside(unknown_id, "", form_key="sleutel"))

    def record(self, *entries: tuple[Payload, str, str]) -> bool:
        new = [NewEntry(payload, TODAY, step, pupil) for payload, step, pupil in entries]
        seen = len(self.cast.store.log.entries(self.case_id))
        self.desk.cases.record(self.case_id, new, seen=seen, form_key=str(uuid4()))
        return True

    def report(self, **how: Any) -> bool:
        melding = self.cast.melding()
        return bool(
            self.desk.cases.report(melding, form_key=str(uuid4()), reason="Ander voorval.", **how)
        )

    @property
    def checked_in(self) -> tuple[Payload, str, str]:
        return kinds.CheckedIn(note="Het gaat."), "check_in", self.cast.pupils["Noor"]

    def responds(self, step: str, level: int) -> bool:
        """Take note of a case, as who was brought in at a level."""
        return self.record((kinds.ColleagueInvolved(level=level), step, ""))

    def looks_at_reading(self) -> bool:
        """Say what unusual reading was; there is none, which only who may look hears."""
        room = self.desk.unusual
        try:
            room.review("at_night:x:2026-01-01", "Nodig.", form_key=str(uuid4()))
        except NotHere:
            return True
        return False

    def makes_address(self) -> bool:
        address = self.desk.agenda.calendar_address
        address.make()
        return address.since() is not None

    @property
    def of_noor(self) -> PupilFile:
        return self.desk.pupils.open(self.cast.pupils["Noor"])

    @property
    def number(self) -> str:
        entries = self.cast.store.log.entries(self.case_id)
        assert isinstance(entries[0].payload, kinds.CaseOpened)
        return entries[0].payload.label

    def finds(self, typed: str) -> bool:
        return self.case_id in self.desk.search.find(typed).case_ids

    @property
    def of_class(self) -> FigureFilter:
        return FigureFilter(class_id=self.own_class)

    @property
    def own_home(self) -> Home:
        return Home(self.own_class, 2, self.own_team)

    @property
    def own_class(self) -> str:
        return self.cast.classes["2B"]

    def marked(self) -> str:
        """A fresh mark of the team of the case."""
        mark = Annotation(str(uuid4()), TODAY, "Weg ermee", self.own_team)
        self.cast.store.trend_notes.annotate(mark, by="", form_key=str(uuid4()))
        return mark.annotation_id

    @property
    def own_view(self) -> str:
        """A view that a colleague kept."""
        return self.cast.store.trend_notes.views(COLLEAGUE)[0].view_id

    @property
    def own_team(self) -> str:
        return self.cast.teams["onderbouw"]

    @property
    def own_year(self) -> str:
        return self.desk.school_year.school_year


MARK = "start project X"
COLLEAGUE = str(uuid4())
ADVICE = (kinds.SupportAdvised(advice="Spreek de ouders."), "", "")
HOUR = kinds.MentorHourHeld(theme="online")


def _log_hour(place: Place) -> bool:
    return bool(place.desk.classroom.log_hour(place.own_class, TODAY, HOUR, str(uuid4())))


def _figures(place: Place, class_id: str = "") -> bool:
    ask = place.desk.trends.figures(Way.SCREEN)
    return place.case_id in case_ids(ask(FigureFilter(class_id=class_id)))


def case_ids(figures: Figures) -> set[str]:
    """The cases behind figures."""
    return {case_id for (case_id,) in figures.cases.select("case_id").fetchall()}


FORM: dict[str, Any] = {"seen": 0, "form_key": "sleutel"}
DIRKS_WORDS = "Er werd geduwd bij de kluisjes."
SEEN = NewSignal(what="Er werd gelachen in de gang.")
NOBODY = Split({}, (), frozenset(), "Zo.")


def is_weighed(act: Callable[[], object]) -> bool:
    """Whether it gets as far as a rule of the casework: that is for who may."""
    with pytest.raises((InputRefused, CaseMovedOn, SignalMovedOn, MeetingMovedOn)):
        act()
    return True


def _comes_back(at: Place) -> bool:
    away = at.desk.own_time.add_away(TODAY, TODAY, form_key=str(uuid4()))
    at.desk.own_time.remove_away(away)
    return at.desk.own_time.working_time().away == ()


def _reads_advice(at: Place) -> bool:
    """Whether it gets as far as the text; once advice was given there is none to write."""
    try:
        return at.desk.advice.open(at.case_id).text == ""
    except InputRefused:
        return True


def _is_too_late(act: Callable[[], object]) -> bool:
    """Whether it gets as far as the signal, which a colleague has settled; nothing is stored."""
    with pytest.raises(SignalMovedOn):
        act()
    return True


# What is of nobody but the one who asks: half-filled forms, the own sign-in, what was just saved.
OF_ONES_OWN = ("drafts.", "files.", "notices.", "own_account", "second_step", "undoing.latest")
OF_THE_CALENDAR = ("school.years", "school.is_this_year", "school.vacations_known_until")
ACTS: dict[str, Callable[[Place], bool]] = {
    "cases.open": lambda at: at.desk.cases.open(at.case_id).case.case_id == at.case_id,
    "cases.review": lambda at: at.desk.cases.review(at.case_id).file.case.case_id == at.case_id,
    "cases.printed": lambda at: at.desk.cases.printed(at.case_id).file.case.case_id == at.case_id,
    "cases.summary": lambda at: at.desk.cases.summary(at.case_id).case_id == at.case_id,
    "cases.note_print": lambda at: at.desk.cases.note_print(at.case_id) is None,
    "cases.open_with_reason": lambda at: (
        at.desk.cases.open_with_reason(at.case_id, "Nodig.", form_key=str(uuid4())) is None
    ),
    "cases.reasons_given": lambda at: at.desk.cases.reasons_given(at.case_id) == [],
    "cases.opening_with_reason": lambda at: bool(at.desk.cases.opening_with_reason({at.case_id})),
    "cases.count_history": lambda at: at.desk.cases.count_history([at.cast.pupils["Noor"]]) > 0,
    "cases.all": lambda at: at.case_id in {one.case_id for one in at.desk.cases.all()},
    "cases.all behind a figure": lambda at: (
        at.case_id
        in {one.case_id for one in case_links.filtered_cases(at.desk, CaseFilter(Basis.REPORT))}
    ),
    "agenda.items": lambda at: at.case_id in {line.case_id for line in at.desk.agenda.items()},
    "agenda.without_owner": lambda at: bool(at.desk.agenda.without_owner()),
    "agenda.by_pupil": lambda at: (
        (at.cast.pupils["Noor"], at.case_id)
        in {
            (group.name and group.pupil_id, subject.case_id)
            for group in at.desk.agenda.by_pupil()
            for subject in group.subjects
        }
    ),
    "agenda.by_pupil of a signal": lambda at: DIRKS_WORDS in repr(at.desk.agenda.by_pupil()),
    "pupils.open": lambda at: at.of_noor.pupil.name.full == "Noor Visser",
    "pupils.open with the case": lambda at: at.case_id in {c.case_id for c in at.of_noor.cases},
    "pupils.in_cases": lambda at: (
        at.desk.pupils.in_cases([at.case_id]) == {at.case_id: ["Noor V.", "Daan B."]}
    ),
    "search.find": lambda at: (
        "Noor Visser" in {one.pupil.name.full for one in at.desk.search.find("noor vis").pupils}
    ),
    "search.find the case by the pupil": lambda at: at.finds("visser"),
    "search.find the case by its number": lambda at: at.finds(at.number),
    "search.find the case by its class": lambda at: at.finds("klas 2b"),
    "search.find the class": lambda at: (
        at.own_class in {one.class_id for one in at.desk.search.find("2b").classes}
    ),
    "agenda.count_waiting": lambda at: at.desk.agenda.count_waiting() >= (0, 0),
    "digest.choose": lambda at: at.desk.digest.choose(wants=False) is None,
    "digest.has_address": lambda at: at.desk.digest.has_address() is False,
    "digest.is_wanted": lambda at: at.desk.digest.is_wanted() is False,
    "digest.sent_at": lambda at: at.desk.digest.sent_at() is None,
    "agenda.calendar_address.make": lambda at: bool(at.desk.agenda.calendar_address.make()),
    "agenda.calendar_address.since": lambda at: at.makes_address(),
    "agenda.calendar_address.stop": lambda at: at.desk.agenda.calendar_address.stop() is None,
    "cases.magister_text": lambda at: bool(
        at.desk.cases.magister_text(at.case_id, at.cast.pupils["Noor"]).written()
    ),
    "cases.answer_doubt": lambda at: is_weighed(
        lambda: at.desk.cases.answer_doubt(at.case_id, at.cast.pupils["Noor"], "", is_pupil=False)
    ),
    "cases.record": lambda at: at.record(at.checked_in),
    "quick_notes.read": lambda at: bool(at.desk.quick_notes.read("Noor werd gepest").mentions),
    "quick_notes.running_cases": lambda at: (
        at.case_id
        in {case.case_id for case in at.desk.quick_notes.running_cases([at.cast.pupils["Noor"]])}
    ),
    "quick_notes.note": lambda at: bool(
        at.desk.quick_notes.note(at.case_id, "Zat alleen.", form_key=str(uuid4()))
    ),
    "quick_notes.check_in": lambda at: bool(
        at.desk.quick_notes.check_in(
            at.case_id, at.checked_in[2], 7, "Beter.", form_key=str(uuid4())
        )
    ),
    "cases.record advice": lambda at: at.record(ADVICE),
    "cases.record both": lambda at: at.record(at.checked_in, ADVICE),
    "cases.record coordinator": lambda at: at.responds("coordinator", 2),
    "cases.record team leader": lambda at: at.responds("team_leader", 3),
    "undoing.undo": lambda at: at.takes_back(at.case_id),
    "undoing.undo of a signal": lambda at: at.takes_back(at.signals["fresh"]),
    "undoing.undo of a settled signal": lambda at: at.takes_back(at.signals["settled"]),
    "undoing.undo of a mentor hour": lambda at: at.takes_back(at.own_class),
    "undoing.undo of a meeting": lambda at: at.takes_back(at.meeting_id),
    "undoing.out_of_sight": lambda at: at.desk.undoing.out_of_sight(at.case_id, 1) is not None,
    "undoing.latest of a colleague": lambda at: at.is_offered_anothers(),
    "case_acts.classes_to_add": lambda at: bool(at.desk.case_acts.classes_to_add(at.case_id)),
    "case_acts.add_class": lambda at: is_weighed(
        lambda: at.desk.case_acts.add_class(at.case_id, "", seen=1, form_key=str(uuid4()))
    ),
    "cases.report": lambda at: at.report(),
    "cases.report in a case": lambda at: at.report(join=at.case_id),
    "cases.report a settled signal": lambda at: _is_too_late(
        lambda: at.report(signal=at.signals["settled"])
    ),
    "signals.pass_on": lambda at: bool(at.desk.signals.pass_on(at.cast.melding(), str(uuid4()))),
    "signals.pass_on a settled signal": lambda at: _is_too_late(
        lambda: at.desk.signals.pass_on(
            at.cast.melding(), str(uuid4()), signal=at.signals["settled"]
        )
    ),
    "signals.send": lambda at: bool(at.desk.signals.send(SEEN, str(uuid4()))),
    "signals.own": lambda at: DIRKS_WORDS in {one.what for one in at.desk.signals.own()},
    "signals.receivers": lambda at: bool(
        at.desk.signals.receivers([at.cast.pupils["Noor"]]).mentors
    ),
    "signals.waiting": lambda at: at.lists("fresh"),
    "signals.waiting late": lambda at: at.lists("late"),
    "signals.waiting of no class": lambda at: at.lists("of no class"),
    "signals.waiting of no mentor": lambda at: at.lists("of no mentor"),
    "signals.waiting settled": lambda at: at.lists("settled"),
    "signals.waiting taken": lambda at: at.lists("taken"),
    "signals.open": lambda at: at.reads("fresh"),
    "signals.open late": lambda at: at.reads("late"),
    "signals.open of no class": lambda at: at.reads("of no class"),
    "signals.open of no mentor": lambda at: at.reads("of no mentor"),
    "signals.set_aside": lambda at: at.weighs("fresh"),
    "signals.set_aside late": lambda at: at.weighs("late"),
    "support.queue": lambda at: at.case_id in {one.case_id for one in at.desk.support.queue()},
    "support.figures": lambda at: at.desk.support.figures() is not None,
    "support.hard_cases": lambda at: (
        at.case_id in {one.case_id for one in at.desk.support.hard_cases()}
    ),
    "support.hard_cases to open": lambda at: (
        at.case_id in {one.case_id for one in at.desk.support.hard_cases() if one.may_open}
    ),
    "support.look_into": lambda at: is_weighed(
        lambda: at.desk.support.look_into(at.case_id, "", "sleutel")
    ),
    "advice.open": lambda at: _reads_advice(at),
    "advice.save": lambda at: is_weighed(lambda: at.desk.advice.save(at.case_id, "", 0)),
    "advice.agree": lambda at: is_weighed(lambda: at.desk.advice.agree(at.case_id, 0)),
    "advice.give": lambda at: is_weighed(
        lambda: at.desk.advice.give(at.case_id, "", 0, form_key="sleutel")
    ),
    "merging.merge": lambda at: is_weighed(
        lambda: at.desk.merging.merge(at.case_id, at.case_id, "Zo.", **FORM)
    ),
    "merging.candidates": lambda at: at.desk.merging.candidates(at.case_id) is not None,
    "watching.open": lambda at: bool(at.desk.watching.open(at.case_id).pupils),
    "watching.colleagues": lambda at: bool(at.desk.watching.colleagues(at.case_id)),
    "cases.in_sight": lambda at: at.case_id in at.desk.cases.in_sight([at.case_id]),
    "merging.split": lambda at: is_weighed(
        lambda: at.desk.merging.split(at.case_id, NOBODY, **FORM)
    ),
    "meetings.latest": lambda at: (
        at.meeting_id in {one.meeting_id for one in at.desk.meetings.latest()}
    ),
    "meetings.open": lambda at: (
        at.desk.meetings.open(at.meeting_id).meeting.meeting_id == at.meeting_id
    ),
    "meetings.newest_number": lambda at: at.desk.meetings.newest_number(at.meeting_id) > 0,
    "meetings.members": lambda at: bool(at.desk.meetings.members()),
    "meetings.candidates": lambda at: (
        at.case_id in {one.summary.case_id for one in at.desk.meetings.candidates()}
    ),
    "meetings.case": lambda at: bool(at.desk.meetings.case(at.meeting_id, at.discussed).may_do),
    "meetings.case of another": lambda at: bool(
        at.desk.meetings.case(at.meeting_id, at.cases["three"]).may_do
    ),
    "meetings.reasons": lambda at: (
        at.desk.meetings.reasons(at.meeting_id, at.discussed) is not None
    ),
    "meetings.reasons of another": lambda at: bool(
        at.desk.meetings.reasons(at.meeting_id, at.cases["three"])
    ),
    "meetings.minutes": lambda at: bool(at.desk.meetings.minutes(at.meeting_id).cases),
    "meetings.start": lambda at: is_weighed(
        lambda: at.desk.meetings.start([at.case_id], [], "", str(uuid4()))
    ),
    "meetings.change_agenda": lambda at: is_weighed(
        lambda: at.desk.meetings.change_agenda(at.meeting_id, [], seen=-1, form_key=str(uuid4()))
    ),
    "meetings.change_attendance": lambda at: is_weighed(
        lambda: at.desk.meetings.change_attendance(at.meeting_id, [], "", str(uuid4()))
    ),
    "meetings.turn_to": lambda at: (
        at.desk.meetings.turn_to(
            at.meeting_id, at.discussed, seen=-1, form_key=str(uuid4())
        ).repeated
    ),
    "meetings.pause": lambda at: at.turns(),
    "meetings.close": lambda at: is_weighed(
        lambda: at.desk.meetings.close(at.meeting_id, seen=-1, form_key=str(uuid4()))
    ),
    "decisions.decide": lambda at: at.decides(),
    "decisions.finish": lambda at: at.finishes(),
    "cases.may_report_about": lambda at: at.desk.cases.may_report_about([at.cast.pupils["Noor"]]),
    "cases.recognise": lambda at: (
        at.case_id
        in {one.case_id for one in at.desk.cases.recognise({at.cast.pupils["Noor"]: "target"})}
    ),
    "school.class_list": lambda at: bool(at.desk.school.class_list(at.own_class)),
    "school.pupils": lambda at: bool(at.desk.school.pupils([at.cast.pupils["Noor"]])),
    "school.find_pupils": lambda at: bool(at.desk.school.find_pupils("noor")),
    "school.find_classes": lambda at: bool(at.desk.school.find_classes("2b")),
    "school.classes": lambda at: bool(at.desk.school.classes()),
    "school.own_classes": lambda at: (
        at.own_class in {one.class_id for one in at.desk.school.own_classes()}
    ),
    "school.class_name": lambda at: at.desk.school.class_name(at.own_class) != "",
    "school.classes_without_mentor": lambda at: (
        "2D" in {one.name for one in at.desk.school.classes_without_mentor()}
    ),
    "classroom.classes": lambda at: (
        at.own_class in {one.class_id for one in at.desk.classroom.classes()}
    ),
    "classroom.open": lambda at: (
        at.desk.classroom.open(at.own_class).school_class.class_id == at.own_class
    ),
    "classroom.open with the case": lambda at: (
        at.case_id in {case.case_id for case in at.desk.classroom.open(at.own_class).cases}
    ),
    "classroom.withdraw_hour": lambda at: is_weighed(
        lambda: at.desk.classroom.withdraw_hour(at.own_class, 1_000_000, "Zo.", str(uuid4()))
    ),
    "classroom.log_hour": _log_hour,
    "classroom.hours": lambda at: at.desk.classroom.hours([at.own_class]) is not None,
    "trends.figures": _figures,
    "trends.figures of the class": lambda at: _figures(at, at.own_class),
    "trends.is_exact": lambda at: at.desk.trends.is_exact(Way.SCREEN, at.of_class),
    "trends.hidden_kinds": lambda at: at.desk.trends.hidden_kinds(at.of_class) is not None,
    "trends.scope": lambda at: at.desk.trends.scope.covers(at.own_home),
    "trends.classes": lambda at: at.own_class in {one.class_id for one in at.desk.trends.classes()},
    "trends.teams": lambda at: at.own_team in at.desk.trends.teams(),
    "trends.school_teams": lambda at: at.own_team in at.desk.trends.school_teams(at.own_year),
    "trends.whole_school_figures": lambda at: (
        at.case_id in case_ids(at.desk.trends.whole_school_figures())
    ),
    "trends.version": lambda at: at.desk.trends.version() > 0,
    "trends.identity": lambda at: at.desk.trends.identity() is not None,
    "trends.log_exact_look": lambda at: at.desk.trends.log_exact_look() is None,
    "figure_sharing.scope": lambda at: (
        at.own_team in at.desk.figure_sharing.scope(at.own_year).teams
    ),
    "figure_sharing.maker": lambda at: bool(at.desk.figure_sharing.maker().made_by),
    "figure_sharing.log_export": lambda at: (
        at.own_team in at.desk.figure_sharing.scope(at.own_year).teams
        and at.desk.figure_sharing.log_export(at.own_year, at.own_team, "Meldingen, CSV") is None
    ),
    "figure_sharing.log_export of the school": lambda at: (
        at.desk.figure_sharing.log_export(at.own_year, "", "Meldingen, CSV") is None
    ),
    "files.count_file": lambda at: at.desk.files.count_file() is None,
    "files.require_confirmed": lambda at: at.desk.files.require_confirmed() is None,
    "files.log_fetched": lambda at: at.desk.files.log_fetched("poster.pdf") is None,
    "report.scope": lambda at: at.own_team in at.desk.report.scope(at.own_year).teams,
    "report.maker": lambda at: bool(at.desk.report.maker("rapport").made_by),
    "report.log_export": lambda at: at.desk.report.log_export(at.own_year, at.own_team) is None,
    "report.log_export of the school": lambda at: (
        at.desk.report.log_export(at.own_year, "") is None
    ),
    "trend_notes.annotations": lambda at: (
        MARK in {one.text for one in at.desk.trend_notes.annotations()}
    ),
    "trend_notes.annotate": lambda at: is_weighed(
        lambda: at.desk.trend_notes.annotate(TODAY, "", team_id=at.own_team, form_key=str(uuid4()))
    ),
    "trend_notes.annotate the school": lambda at: is_weighed(
        lambda: at.desk.trend_notes.annotate(TODAY, "", team_id="", form_key=str(uuid4()))
    ),
    "trend_notes.remove_annotation": lambda at: (
        at.desk.trend_notes.remove_annotation(at.marked()) is None
    ),
    "trend_notes.targets": lambda at: bool(at.desk.trend_notes.targets()),
    "trend_notes.set_target": lambda at: is_weighed(
        lambda: at.desk.trend_notes.set_target(at.own_team, "aftercare", "")
    ),
    "trend_notes.remove_target": lambda at: (
        at.desk.trend_notes.remove_target(at.own_team, "parents_informed") is None
    ),
    "trend_notes.views": lambda at: bool(at.desk.trend_notes.views()),
    "trend_notes.keep_view": lambda at: is_weighed(
        lambda: at.desk.trend_notes.keep_view("", {}, form_key=str(uuid4()))
    ),
    "trend_notes.rename_view": lambda at: is_weighed(
        lambda: at.desk.trend_notes.rename_view(at.own_view, "")
    ),
    "trend_notes.remove_view": lambda at: at.desk.trend_notes.remove_view(at.own_view) is None,
    "school.vacations_known_until": lambda at: bool(at.desk.school.vacations_known_until()),
    "school.is_this_year": lambda at: at.desk.school.is_this_year(TODAY),
    "school.years": lambda at: bool(at.desk.school.years()),
    "office.school": lambda at: bool(at.desk.office),
    "office.handover.change_mentors": lambda at: is_weighed(
        lambda: at.desk.office.handover.change_mentors([], TODAY)
    ),
    "office.handover.turn_year": lambda at: is_weighed(
        lambda: at.desk.office.handover.turn_year("", {})
    ),
    "office.once": lambda at: at.desk.office.once(str(uuid4()), "klas", {}) is not None,
    "office.roster.preview": lambda at: (
        at.desk.office.roster.preview(
            RosterFile(), at.desk.office.present_year(), TODAY
        ).plan.is_empty
    ),
    "office.roster.bring_in": lambda at: (
        at.desk.office.roster.bring_in(
            at.desk.office.roster.preview(RosterFile(), at.desk.office.present_year(), TODAY),
            Decisions(),
            form_key=str(uuid4()),
        )
        is None
    ),
    "office.roster.handed_out": lambda at: bool(at.desk.office.roster.handed_out().pupils),
    "office.roster.undo of an unknown run": lambda at: at.desk.office.roster.undo(
        str(uuid4()), form_key=str(uuid4())
    ),
    "office.roster.keep_columns": lambda at: (
        at.desk.office.roster.keep_columns("kop", {"0": "number"}) is None
    ),
    "own_account": lambda at: bool(at.desk.own_account().user_name),
    "second_step": lambda at: at.desk.second_step() is not None,
    "office.accounts.invite_all": lambda at: (
        at.desk.office.accounts.invite_all([], address=ADDRESS, form_key=str(uuid4())) == []
    ),
    "oversight.changes": lambda at: at.desk.oversight.changes(TODAY, TODAY) is not None,
    "oversight.count": lambda at: at.desk.oversight.count(TODAY, TODAY) >= 0,
    "oversight.today": lambda at: at.desk.oversight.today == TODAY,
    "notices.lines": lambda at: at.desk.notices.lines() is not None,
    "notices.see": lambda at: at.desk.notices.see([]) is None,
    "office.reading.counts": lambda at: at.desk.office.reading.counts(TODAY, TODAY) is not None,
    "integrity.last": lambda at: at.desk.integrity.last() is None,
    "unusual.lines": lambda at: at.desk.unusual.lines() is not None,
    "unusual.review": lambda at: at.looks_at_reading(),
    "who_read.lines": lambda at: at.desk.who_read.lines(TODAY, TODAY) is not None,
    "who_read.count": lambda at: at.desk.who_read.count(TODAY, TODAY) >= 0,
    "who_read.find_pupils": lambda at: bool(at.desk.who_read.find_pupils("Noor").pupils),
    "who_read.lines_of_pupil": lambda at: (
        at.desk.who_read.lines_of_pupil(at.cast.pupils["Noor"], TODAY, TODAY) is not None
    ),
    "who_read.count_of_pupil": lambda at: (
        at.desk.who_read.count_of_pupil(at.cast.pupils["Noor"], TODAY, TODAY) >= 0
    ),
    "office.card.versions": lambda at: bool(at.desk.office.card.versions()),
    "own_time.working_time": lambda at: at.desk.own_time.working_time() is not None,
    "own_time.set_working_days": lambda at: (
        at.desk.own_time.set_working_days([0, 1], form_key=str(uuid4())) is None
    ),
    "own_time.add_away": lambda at: is_weighed(
        lambda: at.desk.own_time.add_away(TODAY, None, form_key=str(uuid4()))
    ),
    "own_time.remove_away": lambda at: _comes_back(at),
    "own_time.stand_ins": lambda at: at.desk.own_time.stand_ins() == [],
    "drafts.all": lambda at: "melden" in {d.form for d in at.desk.drafts.all()},
    "drafts.just_stored": lambda at: (
        "van een ander" in {s.title for s in [at.desk.drafts.just_stored()] if s}
    ),
    "drafts.get": lambda at: at.desk.drafts.get("melden") is not None,
    "drafts.keep": lambda at: at.desk.drafts.keep("eigen", Draft("sleutel")),
    "drafts.drop": lambda at: at.desk.drafts.drop("eigen") is None,
    "drafts.merge": lambda at: at.desk.drafts.merge("eigen", A_DRAFT) is not None,
    "drafts.type": lambda at: at.desk.drafts.type(A_TICKET, {"what": "Eigen."}) is not None,
    "drafts.ticket": lambda at: bool(at.desk.drafts.ticket(A_TICKET)),
    "drafts.of_ticket": lambda at: (
        at.desk.drafts.of_ticket(at.desk.drafts.ticket(A_TICKET)) == A_TICKET
    ),
    "drafts.of_ticket of another": lambda at: at.desk.drafts.of_ticket(
        at.desk._access.store.drafts.sealed_ticket(str(uuid4()), "{}")
    ),
    "drafts.end": lambda at: at.desk.drafts.end("eigen", "sleutel van mij", "scherm") is None,
    "drafts.ending": lambda at: (
        at.desk.drafts.ending("eigen", "sleutel van mij", "scherm").__enter__() is None
    ),
    "drafts.has_ended": lambda at: at.desk.drafts.has_ended("sleutel"),
    "drafts.ended_on": lambda at: at.desk.drafts.ended_on("sleutel") != "",
}
ACTS |= {
    f"office.{name}": lambda at, name=name: attrgetter(name)(at.desk.office) is not None
    for name in OFFICE
}


@dataclass
class Scene:
    """The school of the table, with its four cases and its signals."""

    cast: Cast
    cases: dict[str, str]
    signals: dict[str, str]
    meeting_id: str

    def place(self, column: int) -> Place:
        _, name, case = COLUMNS[column]
        return Place(
            cast=self.cast,
            desk=self.cast.desk(name),
            case_id=self.cases[case],
            signals=self.signals,
            cases=self.cases,
            meeting_id=self.meeting_id,
            discussed=self.cases["put"],
        )

    def outcome(self, act: str, column: int) -> str:
        try:
            return "+" if ACTS[act](self.place(column)) else "o"
        except NotOwnPupil:
            return "x"
        except (NotHere, NotYourStep):
            return "-"


@pytest.fixture(scope="module")
def school(school: Cast) -> Cast:
    """With a leerlingcoördinator of year 4, a class alone, and what a colleague keeps."""
    school.staff["Karel"] = hired(school, Assignment(Role.COORDINATOR, "4", YEAR_STARTS_ON))
    alone = school.desk("Ineke").office.add_class("2D", 2, "onderbouw", "2026-2027")
    school.store.school.add_pupil(PersonName("Mila", "Kok"), alone, YEAR_STARTS_ON, "")
    draft = Draft("sleutel", {"what": "Van een ander."})
    school.store.drafts.keep(str(uuid4()), "melden", draft)
    notes, team = school.store.trend_notes, school.teams["onderbouw"]
    notes.annotate(Annotation(str(uuid4()), TODAY, MARK, team), by="", form_key="mark")
    notes.set_target(Target(team, "aftercare", 90), by="")
    notes.keep_view(SavedView(str(uuid4()), "Van een ander"), COLLEAGUE, form_key="view")
    with school.store.forms.once(sent_form("form", "act"), COLLEAGUE, "van een ander"):
        pass
    return school


@pytest.fixture(scope="module")
def scene(school: Cast) -> Scene:
    """The four cases of the table; each has pupils of its own, so that none is recognised."""
    cast = with_new_pupils(school)
    case_ids = {}
    for name, level in (("one", 1), ("two", 2), ("three", 3), ("put", 1)):
        case_ids[name] = (
            cast.desk("Samira")
            .cases.report(cast.melding(), form_key=str(uuid4()), reason="Ander voorval.")
            .subject_id
        )
        at = Place(cast, cast.desk("Samira"), case_ids[name])
        if level > 1:
            payload = kinds.LevelReached(
                level=level, proposed=2, cause="judgement", reason="Nodig."
            )
            at.record((payload, "", ""))
        if name == "put":
            at.record((kinds.SupportAsked(question="Wat nu?"), "support", ""))
    return Scene(cast, case_ids, signals_of(cast), meeting_of(cast, case_ids["put"]))


def meeting_of(cast: Cast, case_id: str) -> str:
    """A meeting about a case, that is at it."""
    desk = cast.desk("Anneke")
    here = [cast.staff["Anneke"]]
    meeting_id = desk.meetings.start([case_id], here, "", str(uuid4())).subject_id
    desk.meetings.turn_to(meeting_id, case_id, seen=0, form_key=str(uuid4()))
    return meeting_id


def signals_of(cast: Cast) -> dict[str, str]:
    """Signals by Dirk: about Noor, about nobody, and about a class that nobody is mentor of."""
    noor = NewSignal(pupils=(cast.pupils["Noor"],), what=DIRKS_WORDS)
    admin, school = cast.staff["Ineke"], cast.store.school
    nobodys = school.add_class("1A", 1, "onderbouw", "2026-2027", admin)
    a_week_ago, samira = TODAY - timedelta(days=7), cast.desk("Samira")

    def sent(new_signal: NewSignal, day: date = TODAY) -> str:
        return cast.desk("Dirk", day).signals.send(new_signal, str(uuid4())).subject_id

    settled, taken = sent(noor), sent(noor)
    samira.signals.set_aside(settled, "Ik was erbij.", form_key=str(uuid4()))
    melding = with_new_pupils(cast).melding()
    samira.cases.report(melding, form_key=str(uuid4()), signal=taken)
    return {
        "fresh": sent(noor),
        "late": sent(noor, a_week_ago),
        "of no class": sent(SEEN),
        "of no mentor": sent(SEEN.model_copy(update={"class_id": nobodys})),
        "settled": settled,
        "taken": taken,
    }


@pytest.fixture
def cast(school: Cast) -> Cast:
    """The cast, with pupils of this test alone."""
    return with_new_pupils(school)


def hired(cast: Cast, *held: Assignment) -> str:
    """A new colleague with these roles."""
    admin = cast.staff["Ineke"]
    staff_id = cast.store.school.add_staff(PersonName("Nieuw", "Hier"), str(uuid4()), admin)
    for assignment in held:
        cast.store.school.assign(staff_id, assignment, admin)
    return staff_id


# --- the table ------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", TABLE)
def test_everybody_sees_and_does_what_the_table_says(scene: Scene, act: str) -> None:
    outcomes = [scene.outcome(act, column) for column in range(len(COLUMNS))]

    assert " ".join(outcomes) == TABLE[act]


def is_refused(place: Place, act: str) -> bool:
    """Whether it is as if nothing were there."""
    try:
        ACTS[act](place)
    except NotHere:
        return True
    return False


def test_who_holds_no_role_at_all_sees_and_does_nothing(scene: Scene) -> None:
    """Not even what every role may: who may is said, and never assumed."""
    place = scene.place(0)
    # Somebody who is known: what is kept of a colleague could be asked for.
    nobody = Actor(scene.cast.staff["Samira"], "Niemand")
    place = replace(place, desk=desk_with(place.desk, actor=nobody))
    assert {act for act in TABLE if not is_refused(place, act)} == {
        act
        for act, row in TABLE.items()
        if act in OF_THE_CALENDAR or (act.startswith(OF_ONES_OWN) and "-" not in row)
    }


def public(room: type, path: str = "") -> Iterator[str]:
    """Every public method and property of a desk or a room, and of the rooms in it."""
    for name, member in inspect.getmembers(room):
        if name.startswith("_"):
            continue
        inner = room_behind(member)
        if inner is None:
            yield f"{path}{name}"
        else:
            yield from public(inner, f"{path}{name}.")


def room_behind(member: object) -> type | None:
    """The room that a property, or a method, hands out."""
    getter = getattr(member, "fget", None) or getattr(member, "func", None) or member
    if not inspect.isfunction(getter):
        return None
    handed_out = get_type_hints(getter)["return"]
    is_room = inspect.isclass(handed_out) and issubclass(handed_out, Room)
    return handed_out if is_room else None


def test_the_table_has_a_row_for_everything_that_a_desk_and_its_rooms_can_do() -> None:
    assert set(public(Desk)) == {act.split()[0] for act in TABLE} | OPEN_TO_ALL
    assert set(ACTS) == set(TABLE)
    assert {len(row.split()) for row in TABLE.values()} == {len(COLUMNS)}


def rooms_of_some(room: type[Room] = Room) -> Iterator[type[Room]]:
    """Every room with an action without which nobody is in it."""
    for inner in room.__subclasses__():
        if inner._needs is not None:
            yield inner
        yield from rooms_of_some(inner)


@pytest.mark.parametrize(
    "room",
    sorted(set(rooms_of_some()), key=lambda room: room.__name__),
    ids=lambda one: one.__name__,
)
def test_a_room_of_some_cannot_be_made_for_others(scene: Scene, room: type[Room]) -> None:
    """However it is come by: what hands it out need not ask."""
    needs = room._needs
    assert needs is not None
    for name in ("Samira", "Anneke", "Ineke", "Dirk", "Sofie", "Nadia"):
        desk = scene.cast.desk(name)
        if not desk.may(needs):
            with pytest.raises(NotHere):
                room(desk._access)
    nobody = Actor(str(uuid4()), "Niemand")
    with pytest.raises(NotHere):
        room(desk_with(scene.cast.desk("Samira"), actor=nobody)._access)


def test_the_rooms_of_some_are_all_there() -> None:
    assert {Office, CardOffice, HandoverRoom, RosterRoom, CalendarAddress} <= set(rooms_of_some())


def test_the_list_and_the_case_itself_agree_for_everybody(scene: Scene) -> None:
    for name in ("Samira", "Joris", "Hanna", "Fatima", "Karel", "Willem", "Petra", "Anneke"):
        desk = scene.cast.desk(name)
        listed = {case.case_id for case in desk.cases.all()} & set(scene.cases.values())
        opened = set()
        for case_id in scene.cases.values():
            with suppress(NotHere):
                opened.add(desk.cases.open(case_id).case.case_id)
        assert listed == opened, name


def test_the_list_agrees_with_the_reach_for_any_reach(scene: Scene) -> None:
    cast = scene.cast
    classes, years = [cast.classes["2B"], cast.classes["2C"]], [2, 4]
    teams = [cast.teams["onderbouw"], cast.teams["bovenbouw"]]
    folded = {
        case_id: cast.desk("Samira").cases.open(case_id).case for case_id in scene.cases.values()
    }
    reaches = [
        Reach(frozenset(c), frozenset(y), frozenset(t), consulted)
        for c in ([], classes[:1], classes[1:])
        for y in ([], years[:1], years[1:])
        for t in ([], teams[:1], teams[1:])
        for consulted in (False, True)
    ]
    for reach in reaches:
        listed = {summary.case_id for summary in cast.store.facts.summaries(reach, TODAY)}
        homes = cast.store.school.homes(folded[scene.cases["one"]].parts, TODAY).values()
        covered = {
            case_id
            for case_id, case in folded.items()
            if reach.covers(homes, case.level, case.is_with_support())
        }
        assert listed & set(folded) == covered, reach


# --- every entry of the table of roles, and every condition of a reach, is felt -------------------


def columns_of(role: Role) -> list[int]:
    names = {
        Role.MENTOR: {"Samira", "Joris"},
        Role.COORDINATOR: {"Fatima", "Karel"},
        Role.TEAM_LEADER: {"Willem", "Petra"},
        Role.SUPPORT_TEAM: {"Anneke"},
        Role.ADMIN: {"Ineke"},
        Role.PRIVACY: {"Nadia"},
        Role.POLICY_COORDINATOR: {"Pim"},
        Role.SCHOOL_LEADER: {"Sofie"},
        Role.STAFF: {"Dirk"},
    }
    return [n for n, (_, name, _) in enumerate(COLUMNS) if name in names[role]]


def is_felt(scene: Scene, acts: Iterable[str], columns: Iterable[int]) -> bool:
    """Whether any cell of this part of the table has changed."""
    places = list(columns)
    return any(
        scene.outcome(act, column) != TABLE[act].split()[column]
        for act in acts
        for column in places
    )


WRITES = {"cases.record", "cases.report", "classroom.log_hour"}
READING = [act for act in TABLE if act.split()[0] not in WRITES]
WRITING = [act for act in TABLE if act not in READING]
# What only says who finds a screen in the menu: tests/pages/test_strangers.py.
OF_THE_MENU = {Action.SEE_TRENDS}
ENTRIES = [
    (action, role) for action in Action for role in sorted(MAY[action]) if action not in OF_THE_MENU
]
# Where it is felt soonest; were it not, every other row is tried too.
FELT_SOONEST = {
    Action.SIGNAL: ["signals.receivers"],
    Action.HANDLE_SIGNAL: ["signals.open late", "signals.open of no mentor"],
    Action.REPORT: ["cases.recognise"],
    Action.SEE_CASE: ["cases.summary"],
    Action.RECORD: ["cases.magister_text"],
    Action.ADVISE: ["support.figures"],
    Action.SEE_FIGURES: ["trends.identity"],
    Action.MAKE_REPORT: ["report.maker"],
    Action.ANNOTATE: ["trend_notes.annotate"],
    Action.SET_TARGET: ["trend_notes.set_target"],
    Action.SEE_CLASS: ["classroom.classes"],
    Action.LOG_MENTOR_HOUR: ["classroom.withdraw_hour"],
    Action.SEE_CARD: ["school.classes"],
    Action.ADMINISTER: ["office.school"],
    Action.SEE_READ_LOG: ["office.reading.counts"],
    Action.SEE_CHANGE_LOG: ["oversight.count"],
    Action.SEE_WHO_READ: ["who_read.lines"],
}


@pytest.mark.parametrize(("action", "role"), ENTRIES)
def test_a_role_that_loses_an_action_is_felt(
    scene: Scene, action: Action, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    if role is Role.STAFF or action in (Action.SEE_CARD, Action.SIGNAL):
        # Everybody is staff as well: only without both does what everybody may do go.
        monkeypatch.setitem(MAY, action, frozenset())
    monkeypatch.setitem(MAY, action, MAY[action] - {role})

    acts = [*FELT_SOONEST[action], *READING, *WRITING]
    assert is_felt(scene, acts, columns_of(role))


Covers = Callable[[Reach, Iterable[Home], int, bool], bool]
MUTANTS: dict[str, Covers] = {
    "the question does not matter": lambda r, homes, level, put: (
        r.consulted or _some(r, homes, level)
    ),
    "being in the support team does not matter": lambda r, homes, level, put: (
        put or _some(r, homes, level)
    ),
    "a question opens nothing": lambda r, homes, level, put: _some(r, homes, level),
    "the class opens nothing": lambda r, homes, level, put: (
        _put(r, put) or _some(replace(r, classes=frozenset()), homes, level)
    ),
    "the year opens nothing": lambda r, homes, level, put: (
        _put(r, put) or _some(replace(r, year_groups=frozenset()), homes, level)
    ),
    "the team opens nothing": lambda r, homes, level, put: (
        _put(r, put) or _some(replace(r, teams=frozenset()), homes, level)
    ),
    "any class will do": lambda r, homes, level, put: (
        _put(r, put) or bool(r.classes) or _some(r, homes, level)
    ),
    "any year will do": lambda r, homes, level, put: (
        _put(r, put) or (level >= 2 and bool(r.year_groups)) or _some(r, homes, level)
    ),
    "any team will do": lambda r, homes, level, put: (
        _put(r, put) or (level >= 3 and bool(r.teams)) or _some(r, homes, level)
    ),
    "the coordinator comes at level one": lambda r, homes, level, put: (
        _put(r, put)
        or any(home.year_group in r.year_groups for home in homes)
        or _some(r, homes, level)
    ),
    "the coordinator comes at level three": lambda r, homes, level, put: (
        _put(r, put)
        or _some(replace(r, year_groups=r.year_groups if level >= 3 else frozenset()), homes, level)
    ),
    "the team leader comes at level two": lambda r, homes, level, put: (
        _put(r, put)
        or (level >= 2 and any(home.team_id in r.teams for home in homes))
        or _some(r, homes, level)
    ),
}


def _some(reach: Reach, homes: Iterable[Home], level: int) -> bool:
    return any(
        home.class_id in reach.classes
        or (level >= 2 and home.year_group in reach.year_groups)
        or (level >= 3 and home.team_id in reach.teams)
        for home in homes
    )


def _put(reach: Reach, put: bool) -> bool:
    return reach.consulted and put


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_changed_reach_is_felt(
    scene: Scene, mutant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = MUTANTS[mutant]

    def covers(reach: Reach, homes: Iterable[Home], level: int, is_consulted: bool) -> bool:
        return changed(reach, list(homes), level, is_consulted)

    monkeypatch.setattr(Reach, "covers", covers)

    assert is_felt(scene, ["cases.open"], range(len(COLUMNS)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("list_contains($1, home.class_id)", "$1 is null"),
        ("case_fact.level >= 2", "case_fact.level >= 1"),
        ("case_fact.level >= 2", "case_fact.level >= 3"),
        ("case_fact.level >= 3", "case_fact.level >= 2"),
        ("case_fact.level >= 3", "false"),
        ("list_contains($1, home.class_id)", "$1 is not null"),
        ("list_contains($2, home.year_group)", "$2 is not null"),
        ("list_contains($3, home.team_id)", "$3 is not null"),
        ("select unnest($4)", "select case_id from facts.case_fact where $4 is not null"),
        ("select unnest($4)", "select case_id from facts.consult_fact where $4 is not null"),
        ("select unnest($4)", "select unnest($4) where false"),
    ],
)
def test_a_changed_list_is_felt(
    scene: Scene, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = facts.statement
    assert old in read("in_sight")

    def statement(*names: str) -> str:
        return read(*names).replace(old, new, 1) if "in_sight" in names else read(*names)

    monkeypatch.setattr(facts, "statement", statement)
    scene.cast.store.facts.school_changed()
    felt = is_felt(scene, ["cases.all"], range(len(COLUMNS)))
    monkeypatch.undo()
    scene.cast.store.facts.school_changed()

    assert felt


def test_a_part_that_was_withdrawn_no_longer_opens_a_case(cast: Cast) -> None:
    case_id = cast.case(target="Sem", displaying="Daan").subject_id
    at = Place(cast, cast.desk("Joris"), case_id)
    assert cast.desk("Samira").cases.open(case_id)

    at.record((kinds.RoleChanged(role="", reason="Was er niet bij."), "", cast.pupils["Daan"]))

    assert not sees(cast.desk("Samira"), case_id)
    assert sees(cast.desk("Joris"), case_id)
    # Nor in a list that is made anew: what is in sight is kept, and put right.
    cast.store.facts.journal.begin_anew()
    assert case_id not in {one.case_id for one in cast.desk("Samira").cases.all()}
    assert cast.desk("Joris").cases.summary(case_id).pupil_ids == (cast.pupils["Sem"],)


# --- unknown and forbidden look the same ----------------------------------------------------------

STRANGE = [
    "",
    " ",
    "1",
    "geen-id",
    "../../etc/passwd",
    "'; drop table entry; --",
    "00000000-0000-0000-0000-000000000000",
    "zzzzzzzz-zzzz-4zzz-8zzz-zzzzzzzzzzzz",
    "x" * 5_000,
    "😀",
    "\x00",
    "11111111-1111-4111-8111-111111111111",
]


def refusals(scene: Scene, name: str, unknown_id: str) -> set[tuple[type, str]]:
    """How every act that takes an id refuses this one."""
    at = Place(scene.cast, scene.cast.desk(name), unknown_id)
    acts: list[Callable[[], object]] = [
        lambda: at.desk.cases.open(unknown_id),
        lambda: at.desk.cases.printed(unknown_id),
        lambda: at.desk.cases.summary(unknown_id),
        lambda: at.desk.cases.magister_text(unknown_id, scene.cast.pupils["Noor"]),
        lambda: at.desk.cases.answer_doubt(
            unknown_id, scene.cast.pupils["Noor"], "Moh", is_pupil=False
        ),
        lambda: at.desk.cases.record(
            unknown_id, [NewEntry(ADVICE[0], TODAY)], seen=0, form_key=str(uuid4())
        ),
        lambda: at.desk.cases.record(
            unknown_id,
            [NewEntry(kinds.CheckedIn(), TODAY, "check_in", scene.cast.pupils["Noor"])],
            seen=5,
            form_key=str(uuid4()),
        ),
        lambda: at.report(join=unknown_id or "-"),
        lambda: at.report(signal=unknown_id or "-"),
        lambda: at.desk.signals.pass_on(at.cast.melding(), str(uuid4()), signal=unknown_id or "-"),
        lambda: at.desk.signals.open(unknown_id),
        lambda: at.desk.signals.set_aside(unknown_id, "Zo.", form_key=str(uuid4())),
        lambda: at.desk.advice.open(unknown_id),
        lambda: at.desk.advice.save(unknown_id, "Zo.", 0),
        lambda: at.desk.advice.agree(unknown_id, 0),
        lambda: at.desk.advice.give(unknown_id, "Zo.", 0, form_key=str(uuid4())),
        lambda: at.desk.classroom.log_hour(unknown_id, TODAY, HOUR, str(uuid4())),
        lambda: at.desk.classroom.withdraw_hour(unknown_id, 1, "Zo.", str(uuid4())),
        lambda: at.desk.classroom.open(unknown_id),
        lambda: at.desk.trends.figures(Way.SCREEN)(FigureFilter(team_id=unknown_id or "-")),
        lambda: at.desk.trends.figures(Way.SCREEN)(FigureFilter(class_id=unknown_id or "-")),
        lambda: at.desk.trends.is_exact(Way.SCREEN, FigureFilter(class_id=unknown_id or "-")),
        lambda: at.desk.trends.hidden_kinds(FigureFilter(team_id=unknown_id or "-")),
        lambda: at.desk.figure_sharing.log_export(at.own_year, unknown_id or "-", "Iets"),
        lambda: at.desk.trend_notes.annotate(
            TODAY, "Iets.", team_id=unknown_id or "-", form_key="sleutel"
        ),
        lambda: at.desk.trend_notes.remove_annotation(unknown_id),
        lambda: at.desk.trend_notes.set_target(unknown_id, "aftercare", "90"),
        lambda: at.desk.trend_notes.remove_target(unknown_id, "aftercare"),
        lambda: at.desk.trend_notes.rename_view(unknown_id, "Iets"),
        lambda: at.desk.trend_notes.remove_view(unknown_id),
    ]
    refused = set()
    for act in acts:
        with pytest.raises(NotHere) as refusal:
            act()
        refused.add((type(refusal.value), refusal.value.sentence))
    return refused


@pytest.mark.parametrize("name", ["Samira", "Fatima", "Willem", "Pim", "Anneke", "Ineke", "Dirk"])
def test_unknown_malformed_and_forbidden_ids_are_told_the_same(scene: Scene, name: str) -> None:
    forbidden = scene.cast.desk("Hanna").cases.report(
        scene.cast.melding(target="Tim", displaying=""),
        form_key=str(uuid4()),
        reason="Ander voorval.",
    )

    refused: set[tuple[type, str]] = set()
    hidden = scene.cast.desk("Dirk").signals.send(
        NewSignal(pupils=(scene.cast.pupils["Tim"],), what="Iets."), str(uuid4())
    )
    for unknown_id in (
        *STRANGE,
        forbidden.subject_id,
        hidden.subject_id,
        scene.cases["one"].upper(),
        scene.signals["fresh"].upper(),
    ):
        refused |= refusals(scene, name, unknown_id)

    assert refused == {(NotHere, NotHere.default)}


ROUTES: dict[str, Callable[[list[Home], Reach, bool], Reach]] = {
    "the mentor gets nothing": lambda homes, posts, late: replace(
        addressed(homes, posts, is_late=late), classes=frozenset()
    ),
    "every mentor gets it": lambda homes, posts, late: replace(
        addressed(homes, posts, is_late=late), classes=posts.classes
    ),
    "being late does not matter": lambda homes, posts, late: addressed(homes, posts, is_late=False),
    "everything is late": lambda homes, posts, late: addressed(homes, posts, is_late=True),
    "every coordinator gets it": lambda homes, posts, late: replace(
        addressed(homes, posts, is_late=late), year_groups=posts.year_groups
    ),
    "no coordinator gets it": lambda homes, posts, late: replace(
        addressed(homes, posts, is_late=late), year_groups=frozenset()
    ),
    "every team leader gets it": lambda homes, posts, late: replace(
        addressed(homes, posts, is_late=late), teams=posts.teams
    ),
    "no team leader gets it": lambda homes, posts, late: replace(
        addressed(homes, posts, is_late=late), teams=frozenset()
    ),
}


@pytest.mark.parametrize("mutant", ROUTES)
def test_a_changed_route_of_a_signal_is_felt(
    scene: Scene, mutant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = ROUTES[mutant]

    def route(places: Iterable[Home], posts: Reach, *, is_late: bool) -> Reach:
        return changed(list(places), posts, is_late)

    monkeypatch.setattr(signals, "addressed", route)

    reading = [act for act in TABLE if act.split()[0] in ("signals.waiting", "signals.open")]
    assert is_felt(scene, reading, range(len(COLUMNS)))


NEAR: dict[str, Callable[[Home | None, Reach, Reach], bool]] = {
    "what is about no class is near nobody": lambda home, reach, posts: (
        home is not None and is_near(home, reach, posts)
    ),
    "a mentor does not count": lambda home, reach, posts: is_near(
        home, replace(reach, classes=frozenset()), posts
    ),
    "a coordinator does not count": lambda home, reach, posts: is_near(
        home, replace(reach, year_groups=frozenset()), posts
    ),
    "a team leader does not count": lambda home, reach, posts: is_near(
        home, replace(reach, teams=frozenset()), posts
    ),
}


@pytest.mark.parametrize("mutant", NEAR)
def test_a_changed_rule_of_what_is_near_is_felt(
    scene: Scene, mutant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "is_near", NEAR[mutant])

    acts = [act for act in TABLE if act.split()[0] == "signals.waiting"]
    assert is_felt(scene, acts, range(len(COLUMNS)))


@pytest.mark.parametrize("part", ["taken_on is null and", "and set_aside_on is null"])
def test_a_changed_list_of_waiting_signals_is_felt(
    scene: Scene, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = facts.statement
    assert part in read("waiting_signals")
    text = read("waiting_signals").replace(part, "")
    monkeypatch.setattr(
        facts, "statement", lambda name: text if name == "waiting_signals" else read(name)
    )
    scene.cast.store.facts.school_changed()

    acts = [act for act in TABLE if act.split()[0] == "signals.waiting"]
    felt = is_felt(scene, acts, range(len(COLUMNS)))
    monkeypatch.undo()
    scene.cast.store.facts.school_changed()

    assert felt


@given(st.text(max_size=60))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_made_up_id_ever_opens_anything(scene: Scene, unknown_id: str) -> None:
    for act in (scene.cast.desk("Samira").cases.open, scene.cast.desk("Samira").cases.summary):
        with pytest.raises(NotHere):
            act(unknown_id)


def test_for_who_may_open_no_case_at_all_none_is_even_read(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_log: object, subject_id: str) -> None:
        raise AssertionError(f"{subject_id} was read")

    monkeypatch.setattr(type(scene.cast.store.log), "entries", read)
    for name in ("Dirk", "Ineke", "Pim", "Sofie", "Nadia"):
        with pytest.raises(NotHere):
            scene.cast.desk(name).cases.open(scene.cases["put"])
    for name in ("Anneke", "Pim", "Sofie", "Nadia"):
        with pytest.raises(NotHere):
            scene.cast.desk(name).signals.open(scene.signals["fresh"])
    with pytest.raises(AssertionError):
        scene.cast.desk("Joris").cases.open(scene.cases["put"])


def test_the_id_of_a_class_a_pupil_or_a_signal_is_no_case(scene: Scene) -> None:
    cast = scene.cast
    cast.desk("Samira").classroom.log_hour(cast.classes["2B"], TODAY, HOUR, str(uuid4()))

    for unknown_id in (cast.classes["2B"], cast.pupils["Noor"], scene.signals["fresh"]):
        assert not sees(cast.desk("Samira"), unknown_id)
    with pytest.raises(NotHere):
        cast.desk("Samira").signals.open(scene.cases["one"])


def test_a_case_that_may_not_be_joined_is_told_like_one_that_is_not_there(cast: Cast) -> None:
    case_id = cast.case(target="Sem", displaying="Lotte", reporter="Joris").subject_id
    melding = cast.melding()

    for unknown_id in (case_id, str(uuid4())):
        with pytest.raises(NotHere):
            cast.desk("Samira").cases.report(melding, form_key=str(uuid4()), join=unknown_id)


# --- access goes with the role and with the pupil -------------------------------------------------


def sees(desk: Desk, case_id: str) -> bool:
    """Whether somebody can open a case; the list says the same."""
    listed = False
    with suppress(NotHere):
        listed = case_id in {summary.case_id for summary in desk.cases.all()}
    try:
        opened = bool(desk.cases.open(case_id))
    except NotHere:
        opened = False
    assert opened == listed
    return opened


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "may"),
    [
        (YEAR_STARTS_ON, YESTERDAY, False),
        (YEAR_STARTS_ON, TODAY, True),
        (TODAY, TODAY, True),
        (TODAY + timedelta(days=1), TODAY + timedelta(days=9), False),
    ],
    ids=["ended yesterday", "ends today", "today alone", "from tomorrow"],
)
def test_a_role_gives_access_on_its_days_and_no_longer(
    cast: Cast, starts_on: Any, ends_on: Any, may: bool
) -> None:
    held = Assignment(Role.MENTOR, cast.classes["2B"], starts_on, ends_on)
    eva = replace(cast, staff={**cast.staff, "Eva": hired(cast, held)})
    case_id = cast.case().subject_id

    assert sees(eva.desk("Eva"), case_id) is may
    cast.store.school.end_staff(eva.staff["Eva"], TODAY, cast.staff["Ineke"])


def test_a_role_that_is_ended_takes_the_access_along(cast: Cast) -> None:
    held = Assignment(Role.MENTOR, cast.classes["2B"], YEAR_STARTS_ON)
    eva = replace(cast, staff={**cast.staff, "Eva": hired(cast, held)})
    case_id = cast.case().subject_id
    assert sees(eva.desk("Eva"), case_id)

    cast.store.school.end_assignment(eva.staff["Eva"], held, YESTERDAY, cast.staff["Ineke"])

    assert not sees(eva.desk("Eva"), case_id)
    assert not eva.desk("Eva").may(Action.REPORT)
    with pytest.raises(NotHere):
        Place(eva, eva.desk("Eva"), case_id).report()


def test_a_pupil_who_moves_takes_the_case_along_to_the_new_mentor(cast: Cast) -> None:
    case_id = cast.case(displaying="").subject_id
    assert (sees(cast.desk("Samira"), case_id), sees(cast.desk("Joris"), case_id)) == (True, False)

    cast.store.school.move_pupil(
        cast.pupils["Noor"], cast.classes["2C"], TODAY, cast.staff["Ineke"]
    )

    assert (sees(cast.desk("Samira"), case_id), sees(cast.desk("Joris"), case_id)) == (False, True)


def test_a_case_of_two_classes_is_seen_by_both_mentors(cast: Cast) -> None:
    case_id = cast.case(target="Noor", displaying="Sem").subject_id

    assert all(sees(cast.desk(name), case_id) for name in ("Samira", "Joris"))
    assert not sees(cast.desk("Hanna"), case_id)


def test_a_pupil_who_leaves_stays_with_the_last_class(cast: Cast) -> None:
    case_id = cast.case(displaying="").subject_id

    cast.store.school.pupil_leaves(cast.pupils["Noor"], YESTERDAY, cast.staff["Ineke"])

    assert sees(cast.desk("Samira"), case_id)


def test_the_support_team_sees_a_case_no_more_when_the_question_is_withdrawn(cast: Cast) -> None:
    at = Place(cast, cast.desk("Samira"), cast.case().subject_id)
    at.record((kinds.SupportAsked(question="Wat nu?"), "support", ""))
    assert sees(cast.desk("Anneke"), at.case_id)

    at.record((kinds.EntryWithdrawn(number=6, reason="Opgelost."), "", ""))

    assert not sees(cast.desk("Anneke"), at.case_id)


def test_everybody_has_an_address_of_the_own_agenda_alone(cast: Cast) -> None:
    hers, his = (cast.desk(name).agenda.calendar_address for name in ("Samira", "Joris"))
    token = hers.make()
    his.stop()
    assert his.since() is None
    his.make()

    assert hers.since() is not None
    assert cast.store.calendars.owner(token) == cast.staff["Samira"]
    hers.stop()
    assert cast.store.calendars.owner(token) is None


def test_a_file_says_who_may_record_and_who_may_advise(scene: Scene) -> None:
    def rights(name: str, case: str) -> tuple[bool, bool]:
        file = scene.cast.desk(name).cases.open(scene.cases[case])
        return file.may_record, file.may_advise

    assert rights("Samira", "put") == (True, False)
    assert rights("Anneke", "put") == (False, True)
    assert rights("Fatima", "two") == (True, False)
    assert rights("Willem", "three") == (True, False)


def test_who_reads_a_case_that_was_put_to_the_team_advises_only_as_one_of_it(cast: Cast) -> None:
    case_id = case_at_level(cast, "Samira", 2)
    asked = NewEntry(kinds.SupportAsked(question="Wat nu?"), TODAY, "support")
    record_at(cast.desk("Samira"), case_id, asked)
    may = {name: cast.desk(name).cases.open(case_id).may_advise for name in ("Fatima", "Anneke")}
    assert may == {"Fatima": False, "Anneke": True}


def test_a_mentor_cannot_write_advice_beside_an_entry_of_her_own(scene: Scene) -> None:
    at = Place(scene.cast, scene.cast.desk("Samira"), scene.cases["put"])
    before = len(scene.cast.store.log.entries(at.case_id))

    with pytest.raises(NotHere):
        at.record(at.checked_in, ADVICE)

    assert len(scene.cast.store.log.entries(at.case_id)) == before


@pytest.mark.parametrize(
    ("name", "step", "level", "who"),
    [
        ("Samira", "coordinator", 2, "leerlingcoördinator"),
        ("Willem", "coordinator", 2, "leerlingcoördinator"),
        ("Samira", "team_leader", 3, "teamleider"),
        ("Fatima", "team_leader", 3, "teamleider"),
    ],
)
def test_who_is_brought_in_takes_note_in_person(
    scene: Scene, name: str, step: str, level: int, who: str
) -> None:
    at = Place(scene.cast, scene.cast.desk(name), scene.cases["three"])
    before = len(scene.cast.store.log.entries(at.case_id))

    with pytest.raises(NotYourStep) as refusal:
        at.responds(step, level)

    assert refusal.value.sentence.startswith(f"Deze stap is voor de {who}")
    assert len(scene.cast.store.log.entries(at.case_id)) == before


def test_a_mentor_cannot_take_note_for_another_in_a_correction(scene: Scene) -> None:
    case_id = scene.cases["two"]
    assert Place(scene.cast, scene.cast.desk("Fatima"), case_id).responds("coordinator", 2)
    number = len(scene.cast.store.log.entries(case_id))
    payload = kinds.ColleagueInvolved(level=2, note="Anders.", corrects=number)

    with pytest.raises(NotYourStep):
        Place(scene.cast, scene.cast.desk("Samira"), case_id).record((payload, "coordinator", ""))


def test_the_mentor_may_say_that_nobody_holds_that_role(cast: Cast) -> None:
    at = Place(cast, cast.desk("Samira"), cast.case().subject_id)
    raised = kinds.LevelReached(level=2, proposed=1, cause="judgement", reason="Nodig.")
    at.record((raised, "", ""))

    assert at.record((kinds.StepSetAside(reason="De functie is vacant."), "coordinator", ""))


def test_a_refusal_never_tells_what_the_case_is_about(scene: Scene) -> None:
    at = Place(scene.cast, scene.cast.desk("Samira"), scene.cases["one"])
    with pytest.raises(InputRefused) as refusal:
        at.record((kinds.TalkHeld(notes=""), "talk_target", scene.cast.pupils["Noor"]))

    assert not any(word in refusal.value.sentence for word in ("Noor", "Visser", "geroepen"))
