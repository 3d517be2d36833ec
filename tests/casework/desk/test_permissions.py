"""Who sees and does what: a table by hand of every act at a desk against every role."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework import entries as kinds
from casework.cases.case_filter import Basis, CaseFilter
from casework.cases.merging import Split
from casework.desk import Desk, signals
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
from casework.people import MAY, Action, Assignment, Home, PersonName, Reach, Role
from casework.ports import Draft
from casework.signals.signal import SignalGiven, addressed
from casework.trend_notes import Annotation, SavedView, Target
from data import facts
from tests.cast import TODAY, YEAR_STARTS_ON, Cast
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
)
# + sees or does it; o may ask, and this case is not in the answer; x is told that it is not an
# own pupil; - NotHere. The columns are those above, in that order.
TABLE = {
    "case": "+ - - - + - - + - - + - - - -",
    "review": "+ - - - + - - + - - + - - - -",
    "printed_case": "+ - - - + - - + - - + - - - -",
    "glance": "+ - - - + - - + - - + - - - -",
    "cases": "+ o o o + o o + o o + - - - -",
    "cases behind a figure": "+ o o o + o o + o o + - - - -",
    "agenda": "+ o o o + o o + o o + - - - -",
    "calendar_address": "+ + + + + + + + + + + - - - -",
    "magister": "+ - - - + - - + - - - - - - -",
    "record": "+ - - - + - - + - - - - - - -",
    "record advice": "- - - - - - - - - - + - - - -",
    "record both": "- - - - - - - - - - - - - - -",
    "record coordinator": "- - - - + - - - - - - - - - -",
    "record team leader": "- - - - - - - + - - - - - - -",
    "report": "+ x x + + x + + x - - - - - -",
    "report in a case": "+ x x - + x - + x - - - - - -",
    "report a settled signal": "+ x x - - x - - x - - - - - -",
    "pass_on": "+ + + + + + + + + - - - - - -",
    "pass_on a settled signal": "+ - - - - - - - - - - - - - -",
    "send_signal": "+ + + + + + + + + + + + + + +",
    "own_signals": "o o o o o o o o o o o o + o o",
    "receivers": "+ + + + + + + + + + + + + + +",
    "signals": "+ o o o o o o o o - - - - - -",
    "signals late": "+ o o + + o o o o - - - - - -",
    "signals of no class": "o o o + + + o o o - - - - - -",
    "signals of no mentor": "o o o o o o + + o - - - - - -",
    "signals settled": "o o o o o o o o o - - - - - -",
    "signals taken": "o o o o o o o o o - - - - - -",
    "signal": "+ - - - - - - - - - - - - - -",
    "signal late": "+ - - + + - - - - - - - - - -",
    "signal of no class": "- - - + + + - - - - - - - - -",
    "signal of no mentor": "- - - - - - + + - - - - - - -",
    "set_aside_signal": "+ - - - - - - - - - - - - - -",
    "set_aside_signal late": "+ - - + + - - - - - - - - - -",
    "support_queue": "- - - - - - - - - o + - - - -",
    "support_figures": "- - - - - - - - - + + - - - -",
    "hard_cases": "- - - - - - - - - + + - - - -",
    "hard_cases to open": "- - - - - - - - - o + - - - -",
    "look_into": "- - - - - - - - - + + - - - -",
    "shared_advice": "- - - - - - - - - - + - - - -",
    "save_advice": "- - - - - - - - - - + - - - -",
    "agree_with_advice": "- - - - - - - - - - + - - - -",
    "give_advice": "- - - - - - - - - - + - - - -",
    "merge": "+ - - - + - - + - - - - - - -",
    "merge_candidates": "+ - - - + - - + - - - - - - -",
    "in_sight": "+ o o o + o o + o o + - - - -",
    "split": "+ - - - + - - + - - - - - - -",
    "cases_of_one_pupil": "+ o o o + o o o o o o - - - -",
    "meetings": "- - - - - - - - - + + - - - -",
    "meeting": "- - - - - - - - - + + - - - -",
    "meeting_number": "- - - - - - - - - + + - - - -",
    "meeting_members": "- - - - - - - - - + + - - - -",
    "meeting_candidates": "- - - - - - - - - o + - - - -",
    "meeting_case": "- - - - - - - - - + + - - - -",
    "meeting_case of another": "- - - - - - - - - - - - - - -",
    "minutes": "- - - - - - - - - + + - - - -",
    "start_meeting": "- - - - - - - - - - + - - - -",
    "change_agenda": "- - - - - - - - - + + - - - -",
    "change_attendance": "- - - - - - - - - + + - - - -",
    "turn_meeting": "- - - - - - - - - + + - - - -",
    "pause_meeting": "- - - - - - - - - + + - - - -",
    "close_meeting": "- - - - - - - - - + + - - - -",
    "decide": "- - - - - - - - - + + - - - -",
    "finish_decision": "+ - - - + - - + - - - - - - -",
    "recognise": "+ o o o + o o + o - - - - - -",
    "class_list": "+ + + + + + + + + + + + + + +",
    "classes": "+ + + + + + + + + + + + + + +",
    "own_classes": "+ o o o o o o o o o o o o o o",
    "classes_without_mentor": "o o o + + o o o o o o + o o o",
    "classrooms": "+ o o + + o + + o - - - - - -",
    "classroom": "+ - - + + - + + - - - - - - -",
    "classroom with the case": "+ - - o + - o + - - - - - - -",
    "withdraw_mentor_hour": "+ - - - - - - - - - - - - - -",
    "log_mentor_hour": "+ - - - - - - - - - - - - - -",
    "mentor_hours": "+ + + + + + + + + + + - - - -",
    "trends": "+ o o + + o + + o - - - - + +",
    "trends of the class": "+ - - + + - + + - - - - - + +",
    "figure_sharing": "+ + + + + o + + o - - - - + +",
    "figure_sharing of the school": "- - - - - - - - - - - - - + +",
    "report_scope": "- - - - - - + + o - - - - + +",
    "report_maker": "- - - - - - + + + - - - - + +",
    "report_leaves": "- - - - - - + + - - - - - + +",
    "report_leaves of the school": "- - - - - - - - - - - - - + +",
    "annotations": "+ + + + + o + + o - - - - + +",
    "annotate": "- - - - - - + + - - - - - + +",
    "annotate the school": "- - - - - - + + + - - - - + +",
    "remove_annotation": "- - - - - - + + - - - - - + +",
    "targets": "+ + + + + o + + o - - - - + +",
    "set_target": "- - - - - - + + - - - - - + +",
    "remove_target": "- - - - - - + + - - - - - + +",
    "views": "o o o o o o o o o - - - - o o",
    "keep_view": "+ + + + + + + + + - - - - + +",
    "rename_view": "- - - - - - - - - - - - - - -",
    "remove_view": "- - - - - - - - - - - - - - -",
    "school_years": "+ + + + + + + + + + + + + + +",
    "office": "- - - - - - - - - - - + - - -",
    "office hand_over": "- - - - - - - - - - - + - - -",
    "office turn_year": "- - - - - - - - - - - + - - -",
    "office read log": "- - - - - - - - - - - + - - -",
    "office card": "- - - - - - - - - - - + - - -",
    "kept_draft": "o o o o o o o o o o o o o o o",
}
# What a desk has besides: the own drafts, and answers about what the caller holds already.
OPEN_TO_ALL = {
    *("actor", "store", "today", "now", "new_id", "visit", "session"),
    *("card", "known_card", "card_of", "school_days", "school_year"),
    *("may", "keep_draft", "drop_draft"),
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
        said = kinds.TeamDecided(meeting_id="", decision="")
        return is_weighed(
            lambda: self.desk.decisions.decide(self.meeting_id, self.discussed, said, **FORM)
        )

    def finishes(self) -> bool:
        return is_weighed(lambda: self.desk.decisions.finish(self.case_id, 1, "", **FORM))

    def turns(self) -> bool:
        form = {"seen": -1, "form_key": str(uuid4())}
        return is_weighed(lambda: self.desk.meetings.pause(self.meeting_id, **form))

    def lists(self, signal: str) -> bool:
        return self.signals[signal] in {found.signal_id for found, _ in self.desk.signals.waiting()}

    def reads(self, signal: str) -> bool:
        return self.desk.signals.open(self.signals[signal]).signal.signal_id == self.signals[signal]

    def weighs(self, signal: str) -> bool:
        wanted = self.signals[signal]
        return is_weighed(lambda: self.desk.signals.set_aside(wanted, "", form_key="sleutel"))

    def record(self, *said: tuple[Payload, str, str]) -> bool:
        new = [NewEntry(payload, TODAY, step, pupil) for payload, step, pupil in said]
        seen = len(self.cast.store.log.entries(self.case_id))
        self.desk.cases.record(self.case_id, new, seen=seen, form_key=str(uuid4()))
        return True

    def report(self, **how: Any) -> bool:
        said = self.cast.melding()
        return bool(
            self.desk.cases.report(said, form_key=str(uuid4()), reason="Ander voorval.", **how)
        )

    @property
    def checked_in(self) -> tuple[Payload, str, str]:
        return kinds.CheckedIn(note="Het gaat."), "check_in", self.cast.pupils["Noor"]

    def responds(self, step: str, level: int) -> bool:
        """Take note of a case, as who was brought in at a level."""
        return self.record((kinds.ColleagueInvolved(level=level), step, ""))

    @property
    def own_class(self) -> str:
        return self.cast.classes["2B"]

    def marked(self) -> str:
        """A fresh mark of the team of the case."""
        return self.cast.store.trend_notes.annotate(
            Annotation(str(uuid4()), TODAY, "Weg ermee", self.own_team),
            by="",
            form_key=str(uuid4()),
        ).annotation_id

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
    ask = place.desk.trends.ask(Way.SCREEN)
    return place.case_id in case_ids(ask(FigureFilter(class_id=class_id)))


def case_ids(figures: Figures) -> set[str]:
    """The cases behind figures."""
    return {case_id for (case_id,) in figures.cases.select("case_id").fetchall()}


FORM: dict[str, Any] = {"seen": 0, "form_key": "sleutel"}
DIRKS_WORDS = "Er werd geduwd bij de kluisjes."
SEEN = SignalGiven(what="Er werd gelachen in de gang.")
NOBODY = Split({}, (), frozenset(), "Zo.")


def is_weighed(act: Callable[[], object]) -> bool:
    """Whether it gets as far as a rule of the casework: that is for who may."""
    with pytest.raises((InputRefused, CaseMovedOn, SignalMovedOn, MeetingMovedOn)):
        act()
    return True


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


ACTS: dict[str, Callable[[Place], bool]] = {
    "case": lambda at: at.desk.cases.open(at.case_id).case.case_id == at.case_id,
    "review": lambda at: at.desk.cases.review(at.case_id).file.case.case_id == at.case_id,
    "printed_case": lambda at: at.desk.cases.printed(at.case_id).file.case.case_id == at.case_id,
    "glance": lambda at: at.desk.cases.summary(at.case_id).case_id == at.case_id,
    "cases": lambda at: at.case_id in {found.case_id for found in at.desk.cases.all()},
    "cases behind a figure": lambda at: (
        at.case_id
        in {found.case_id for found in case_links.filtered_cases(at.desk, CaseFilter(Basis.REPORT))}
    ),
    "agenda": lambda at: at.case_id in {line.case_id for line in at.desk.agenda.items()},
    "calendar_address": lambda at: bool(at.desk.agenda.calendar_address.make()),
    "magister": lambda at: bool(
        at.desk.cases.magister_text(at.case_id, at.cast.pupils["Noor"]).written()
    ),
    "record": lambda at: at.record(at.checked_in),
    "record advice": lambda at: at.record(ADVICE),
    "record both": lambda at: at.record(at.checked_in, ADVICE),
    "record coordinator": lambda at: at.responds("coordinator", 2),
    "record team leader": lambda at: at.responds("team_leader", 3),
    "report": lambda at: at.report(),
    "report in a case": lambda at: at.report(join=at.case_id),
    "report a settled signal": lambda at: _is_too_late(
        lambda: at.report(signal=at.signals["settled"])
    ),
    "pass_on": lambda at: bool(at.desk.signals.pass_on(at.cast.melding(), str(uuid4()))),
    "pass_on a settled signal": lambda at: _is_too_late(
        lambda: at.desk.signals.pass_on(
            at.cast.melding(), str(uuid4()), signal=at.signals["settled"]
        )
    ),
    "send_signal": lambda at: bool(at.desk.signals.send(SEEN, str(uuid4()))),
    "own_signals": lambda at: DIRKS_WORDS in {found.what for found in at.desk.signals.own()},
    "receivers": lambda at: bool(at.desk.signals.receivers([at.cast.pupils["Noor"]]).mentors),
    "signals": lambda at: at.lists("fresh"),
    "signals late": lambda at: at.lists("late"),
    "signals of no class": lambda at: at.lists("of no class"),
    "signals of no mentor": lambda at: at.lists("of no mentor"),
    "signals settled": lambda at: at.lists("settled"),
    "signals taken": lambda at: at.lists("taken"),
    "signal": lambda at: at.reads("fresh"),
    "signal late": lambda at: at.reads("late"),
    "signal of no class": lambda at: at.reads("of no class"),
    "signal of no mentor": lambda at: at.reads("of no mentor"),
    "set_aside_signal": lambda at: at.weighs("fresh"),
    "set_aside_signal late": lambda at: at.weighs("late"),
    "support_queue": lambda at: at.case_id in {one.case_id for one in at.desk.support.queue()},
    "support_figures": lambda at: at.desk.support.figures() is not None,
    "hard_cases": lambda at: at.case_id in {one.case_id for one in at.desk.support.hard_cases()},
    "hard_cases to open": lambda at: (
        at.case_id in {one.case_id for one in at.desk.support.hard_cases() if one.may_open}
    ),
    "look_into": lambda at: is_weighed(
        lambda: at.desk.support.look_into(at.case_id, "", "sleutel")
    ),
    "shared_advice": lambda at: _reads_advice(at),
    "save_advice": lambda at: is_weighed(lambda: at.desk.advice.save(at.case_id, "", 0)),
    "agree_with_advice": lambda at: is_weighed(lambda: at.desk.advice.agree(at.case_id, 0)),
    "give_advice": lambda at: is_weighed(
        lambda: at.desk.advice.give(at.case_id, "", 0, form_key="sleutel")
    ),
    "merge": lambda at: is_weighed(
        lambda: at.desk.merging.merge(at.case_id, at.case_id, "Zo.", **FORM)
    ),
    "merge_candidates": lambda at: at.desk.merging.candidates(at.case_id) is not None,
    "in_sight": lambda at: at.case_id in at.desk.cases.in_sight([at.case_id]),
    "split": lambda at: is_weighed(lambda: at.desk.merging.split(at.case_id, NOBODY, **FORM)),
    "cases_of_one_pupil": lambda at: (
        at.case_id in {one.case_id for cases in at.desk.cases_of_one_pupil() for one in cases}
    ),
    "meetings": lambda at: at.meeting_id in {one.meeting_id for one in at.desk.meetings.latest()},
    "meeting": lambda at: at.desk.meetings.open(at.meeting_id).meeting.meeting_id == at.meeting_id,
    "meeting_number": lambda at: at.desk.meetings.newest_number(at.meeting_id) > 0,
    "meeting_members": lambda at: bool(at.desk.meetings.members()),
    "meeting_candidates": lambda at: (
        at.case_id in {one.glance.case_id for one in at.desk.meetings.candidates()}
    ),
    "meeting_case": lambda at: bool(at.desk.meetings.case(at.meeting_id, at.discussed).may_do),
    "meeting_case of another": lambda at: bool(
        at.desk.meetings.case(at.meeting_id, at.cases["three"]).may_do
    ),
    "minutes": lambda at: bool(at.desk.meetings.minutes(at.meeting_id).cases),
    "start_meeting": lambda at: is_weighed(
        lambda: at.desk.meetings.start([at.case_id], [], "", str(uuid4()))
    ),
    "change_agenda": lambda at: is_weighed(
        lambda: at.desk.meetings.change_agenda(at.meeting_id, [], seen=-1, form_key=str(uuid4()))
    ),
    "change_attendance": lambda at: is_weighed(
        lambda: at.desk.meetings.change_attendance(at.meeting_id, [], "", str(uuid4()))
    ),
    "turn_meeting": lambda at: (
        at.desk.meetings.turn_to(
            at.meeting_id, at.discussed, seen=-1, form_key=str(uuid4())
        ).repeated
    ),
    "pause_meeting": lambda at: at.turns(),
    "close_meeting": lambda at: is_weighed(
        lambda: at.desk.meetings.close(at.meeting_id, seen=-1, form_key=str(uuid4()))
    ),
    "decide": lambda at: at.decides(),
    "finish_decision": lambda at: at.finishes(),
    "recognise": lambda at: (
        at.case_id
        in {found.case_id for found in at.desk.cases.recognise({at.cast.pupils["Noor"]: "target"})}
    ),
    "class_list": lambda at: bool(at.desk.school.class_list(at.own_class)),
    "classes": lambda at: bool(at.desk.school.classes()),
    "own_classes": lambda at: (
        at.own_class in {found.class_id for found in at.desk.school.own_classes()}
    ),
    "classes_without_mentor": lambda at: (
        "2D" in {found.name for found in at.desk.school.classes_without_mentor()}
    ),
    "classrooms": lambda at: at.own_class in {one.class_id for one in at.desk.classroom.classes()},
    "classroom": lambda at: (
        at.desk.classroom.open(at.own_class).school_class.class_id == at.own_class
    ),
    "classroom with the case": lambda at: (
        at.case_id in {case.case_id for case in at.desk.classroom.open(at.own_class).cases}
    ),
    "withdraw_mentor_hour": lambda at: is_weighed(
        lambda: at.desk.classroom.withdraw_hour(at.own_class, 1_000_000, "Zo.", str(uuid4()))
    ),
    "log_mentor_hour": _log_hour,
    "mentor_hours": lambda at: at.desk.classroom.hours([at.own_class]) is not None,
    "trends": _figures,
    "trends of the class": lambda at: _figures(at, at.own_class),
    "figure_sharing": lambda at: (
        at.own_team in at.desk.figure_sharing.scope(at.own_year).teams
        and at.desk.figure_sharing.log_export(at.own_year, at.own_team, "Meldingen, CSV") is None
    ),
    "figure_sharing of the school": lambda at: (
        at.desk.figure_sharing.log_export(at.own_year, "", "Meldingen, CSV") is None
    ),
    "report_scope": lambda at: at.own_team in at.desk.report.scope(at.own_year).teams,
    "report_maker": lambda at: bool(at.desk.report.maker("rapport").made_by),
    "report_leaves": lambda at: at.desk.report.log_export(at.own_year, at.own_team) is None,
    "report_leaves of the school": lambda at: at.desk.report.log_export(at.own_year, "") is None,
    "annotations": lambda at: MARK in {found.text for found in at.desk.trend_notes.annotations()},
    "annotate": lambda at: is_weighed(
        lambda: at.desk.trend_notes.annotate(TODAY, "", team_id=at.own_team, form_key=str(uuid4()))
    ),
    "annotate the school": lambda at: is_weighed(
        lambda: at.desk.trend_notes.annotate(TODAY, "", team_id="", form_key=str(uuid4()))
    ),
    "remove_annotation": lambda at: at.desk.trend_notes.remove_annotation(at.marked()) is None,
    "targets": lambda at: bool(at.desk.trend_notes.targets()),
    "set_target": lambda at: is_weighed(
        lambda: at.desk.trend_notes.set_target(at.own_team, "aftercare", "")
    ),
    "remove_target": lambda at: (
        at.desk.trend_notes.remove_target(at.own_team, "parents_informed") is None
    ),
    "views": lambda at: bool(at.desk.trend_notes.views()),
    "keep_view": lambda at: is_weighed(
        lambda: at.desk.trend_notes.keep_view("", {}, form_key=str(uuid4()))
    ),
    "rename_view": lambda at: is_weighed(lambda: at.desk.trend_notes.rename_view(at.own_view, "")),
    "remove_view": lambda at: at.desk.trend_notes.remove_view(at.own_view) is None,
    "school_years": lambda at: bool(at.desk.school.years()),
    "office": lambda at: bool(at.desk.office),
    "office hand_over": lambda at: is_weighed(
        lambda: at.desk.office.handover.change_mentors([], TODAY)
    ),
    "office turn_year": lambda at: is_weighed(lambda: at.desk.office.handover.turn_year("", {})),
    "office read log": lambda at: at.desk.office.read_log(TODAY, TODAY) is not None,
    "office card": lambda at: bool(at.desk.office.card.versions()),
    "kept_draft": lambda at: at.desk.drafts.get("melden") is not None,
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
        desk, put = self.cast.desk(name), self.cases["put"]
        return Place(
            *(self.cast, desk, self.cases[case], self.signals, self.cases, self.meeting_id, put)
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
    return school


@pytest.fixture(scope="module")
def scene(school: Cast) -> Scene:
    """The four cases of the table; each has pupils of its own, so that none is recognised."""
    cast = with_new_pupils(school)
    found = {}
    for name, level in (("one", 1), ("two", 2), ("three", 3), ("put", 1)):
        found[name] = (
            cast.desk("Samira")
            .cases.report(cast.melding(), form_key=str(uuid4()), reason="Ander voorval.")
            .subject_id
        )
        at = Place(cast, cast.desk("Samira"), found[name])
        if level > 1:
            said = kinds.LevelReached(level=level, proposed=2, cause="judgement", reason="Nodig.")
            at.record((said, "", ""))
        if name == "put":
            at.record((kinds.SupportAsked(question="Wat nu?"), "support", ""))
    return Scene(cast, found, signals_of(cast), meeting_of(cast, found["put"]))


def meeting_of(cast: Cast, case_id: str) -> str:
    """A meeting about a case, that is at it."""
    desk = cast.desk("Anneke")
    here = [cast.staff["Anneke"]]
    meeting_id = desk.meetings.start([case_id], here, "", str(uuid4())).subject_id
    desk.meetings.turn_to(meeting_id, case_id, seen=0, form_key=str(uuid4()))
    return meeting_id


def signals_of(cast: Cast) -> dict[str, str]:
    """Signals by Dirk: about Noor, about nobody, and about a class that nobody is mentor of."""
    noor = SignalGiven(pupils=(cast.pupils["Noor"],), what=DIRKS_WORDS)
    admin, school = cast.staff["Ineke"], cast.store.school
    nobodys = school.add_class("1A", 1, "onderbouw", "2026-2027", admin)
    a_week_ago, samira = TODAY - timedelta(days=7), cast.desk("Samira")

    def sent(given: SignalGiven, day: date = TODAY) -> str:
        return cast.desk("Dirk", day).signals.send(given, str(uuid4())).subject_id

    settled, taken = sent(noor), sent(noor)
    samira.signals.set_aside(settled, "Ik was erbij.", form_key=str(uuid4()))
    said = with_new_pupils(cast).melding()
    samira.cases.report(said, form_key=str(uuid4()), signal=taken)
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


@pytest.mark.parametrize("column", range(len(COLUMNS)), ids=[column[0] for column in COLUMNS])
@pytest.mark.parametrize("act", TABLE)
def test_everybody_sees_and_does_what_the_table_says(scene: Scene, act: str, column: int) -> None:
    assert scene.outcome(act, column) == TABLE[act].split()[column]


def test_the_table_has_a_place_for_everything_a_desk_can_do() -> None:
    public = {name for name in dir(Desk) if not name.startswith("_")}
    fields = {"actor", "store", "today", "now", "new_id", "visit", "session"}

    assert public | fields == {act.split()[0] for act in TABLE} | OPEN_TO_ALL
    assert set(ACTS) == set(TABLE)
    assert {len(row.split()) for row in TABLE.values()} == {len(COLUMNS)}


def test_the_list_and_the_case_itself_agree_for_everybody(scene: Scene) -> None:
    for name in ("Samira", "Joris", "Hanna", "Fatima", "Karel", "Willem", "Petra", "Anneke"):
        desk = scene.cast.desk(name)
        listed = {found.case_id for found in desk.cases.all()} & set(scene.cases.values())
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
        listed = {found.case_id for found in cast.store.facts.glances(reach, TODAY)}
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


READING = [act for act in TABLE if act.split()[0] not in ("record", "report", "log_mentor_hour")]
WRITING = [act for act in TABLE if act not in READING]
# What only says who finds a screen in the menu: tests/pages/test_strangers.py.
OF_THE_MENU = {Action.SEE_TRENDS}
ENTRIES = [
    (action, role) for action in Action for role in sorted(MAY[action]) if action not in OF_THE_MENU
]


@pytest.mark.parametrize(("action", "role"), ENTRIES)
def test_a_role_that_loses_an_action_is_felt(
    scene: Scene, action: Action, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    if role is Role.STAFF or action in (Action.SEE_CARD, Action.SIGNAL):
        # Everybody is staff as well: only without both does what everybody may do go.
        monkeypatch.setitem(MAY, action, frozenset())
    monkeypatch.setitem(MAY, action, MAY[action] - {role})

    assert is_felt(scene, [*READING, *WRITING], columns_of(role))


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

    assert is_felt(scene, ["case"], range(len(COLUMNS)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("near.own_class\n", "false\n"),
        ("case_fact.level >= 2", "case_fact.level >= 1"),
        ("case_fact.level >= 2", "case_fact.level >= 3"),
        ("case_fact.level >= 3", "case_fact.level >= 2"),
        ("case_fact.level >= 3", "false"),
        ("list_contains($1, class_id) as own_class", "true as own_class"),
        ("list_contains($2, year_group) as own_year", "true as own_year"),
        ("list_contains($3, team_id) as own_team", "true as own_team"),
        ("from facts.consult_fact where $4 and access_ends_on >= $6", "from facts.case_fact"),
        ("consult_fact where $4", "consult_fact where true"),
        ("consult_fact where $4", "consult_fact where $4 and false"),
    ],
)
def test_a_changed_list_is_felt(
    scene: Scene, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = facts.statement
    assert old in read("in_sight")
    narrow = "where list_contains($1, class_id)"
    widened = read("in_sight").replace(narrow, narrow.replace("where", "where true or"), 1)
    text = (widened if "true as" in new else read("in_sight")).replace(old, new, 1)
    monkeypatch.setattr(facts, "statement", lambda name: text if name == "in_sight" else read(name))
    scene.cast.store.facts.school_changed()
    felt = is_felt(scene, ["cases"], range(len(COLUMNS)))
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


def refusals(scene: Scene, name: str, wanted: str) -> set[tuple[type, str]]:
    """How every act that takes an id refuses this one."""
    at = Place(scene.cast, scene.cast.desk(name), wanted)
    acts: list[Callable[[], object]] = [
        lambda: at.desk.cases.open(wanted),
        lambda: at.desk.cases.printed(wanted),
        lambda: at.desk.cases.summary(wanted),
        lambda: at.desk.cases.magister_text(wanted, scene.cast.pupils["Noor"]),
        lambda: at.desk.cases.record(
            wanted, [NewEntry(ADVICE[0], TODAY)], seen=0, form_key=str(uuid4())
        ),
        lambda: at.desk.cases.record(
            wanted,
            [NewEntry(kinds.CheckedIn(), TODAY, "check_in", scene.cast.pupils["Noor"])],
            seen=5,
            form_key=str(uuid4()),
        ),
        lambda: at.report(join=wanted or "-"),
        lambda: at.report(signal=wanted or "-"),
        lambda: at.desk.signals.pass_on(at.cast.melding(), str(uuid4()), signal=wanted or "-"),
        lambda: at.desk.signals.open(wanted),
        lambda: at.desk.signals.set_aside(wanted, "Zo.", form_key=str(uuid4())),
        lambda: at.desk.advice.open(wanted),
        lambda: at.desk.advice.save(wanted, "Zo.", 0),
        lambda: at.desk.advice.agree(wanted, 0),
        lambda: at.desk.advice.give(wanted, "Zo.", 0, form_key=str(uuid4())),
        lambda: at.desk.classroom.log_hour(wanted, TODAY, HOUR, str(uuid4())),
        lambda: at.desk.classroom.withdraw_hour(wanted, 1, "Zo.", str(uuid4())),
        lambda: at.desk.classroom.open(wanted),
        lambda: at.desk.trends.ask(Way.SCREEN)(FigureFilter(team_id=wanted or "-")),
        lambda: at.desk.trends.ask(Way.SCREEN)(FigureFilter(class_id=wanted or "-")),
        lambda: at.desk.trends.is_exact(Way.SCREEN, FigureFilter(class_id=wanted or "-")),
        lambda: at.desk.trends.hidden_kinds(FigureFilter(team_id=wanted or "-")),
        lambda: at.desk.figure_sharing.log_export(at.own_year, wanted or "-", "Iets"),
        lambda: at.desk.trend_notes.annotate(
            TODAY, "Iets.", team_id=wanted or "-", form_key="sleutel"
        ),
        lambda: at.desk.trend_notes.remove_annotation(wanted),
        lambda: at.desk.trend_notes.set_target(wanted, "aftercare", "90"),
        lambda: at.desk.trend_notes.remove_target(wanted, "aftercare"),
        lambda: at.desk.trend_notes.rename_view(wanted, "Iets"),
        lambda: at.desk.trend_notes.remove_view(wanted),
    ]
    told = set()
    for act in acts:
        with pytest.raises(NotHere) as refusal:
            act()
        told.add((type(refusal.value), refusal.value.sentence))
    return told


@pytest.mark.parametrize("name", ["Samira", "Fatima", "Willem", "Pim", "Anneke", "Ineke", "Dirk"])
def test_unknown_malformed_and_forbidden_ids_are_told_the_same(scene: Scene, name: str) -> None:
    forbidden = scene.cast.desk("Hanna").cases.report(
        scene.cast.melding(target="Tim", displaying=""),
        form_key=str(uuid4()),
        reason="Ander voorval.",
    )

    told: set[tuple[type, str]] = set()
    hidden = scene.cast.desk("Dirk").signals.send(
        SignalGiven(pupils=(scene.cast.pupils["Tim"],), what="Iets."), str(uuid4())
    )
    for wanted in (
        *STRANGE,
        *(forbidden.subject_id, hidden.subject_id),
        *(scene.cases["one"].upper(), scene.signals["fresh"].upper()),
    ):
        told |= refusals(scene, name, wanted)

    assert told == {(NotHere, NotHere.default)}


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

    reading = [act for act in TABLE if act.startswith("signal")]
    assert is_felt(scene, reading, range(len(COLUMNS)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("where class_id is null", "where false"),
        ("list_contains($1, class_id)", "list_contains($1, null)"),
        ("list_contains($2, year_group)", "list_contains($2, null)"),
        ("list_contains($3, team_id)", "list_contains($3, null)"),
        ("taken_on is null and", ""),
        ("and set_aside_on is null", ""),
    ],
)
def test_a_changed_list_of_signals_is_felt(
    scene: Scene, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = facts.statement
    assert old in read("signals_near")
    text = read("signals_near").replace(old, new)
    monkeypatch.setattr(
        facts, "statement", lambda name: text if name == "signals_near" else read(name)
    )

    acts = [act for act in TABLE if act.split()[0] == "signals"]
    assert is_felt(scene, acts, range(len(COLUMNS)))


@given(st.text(max_size=60))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_made_up_id_ever_opens_anything(scene: Scene, wanted: str) -> None:
    for act in (scene.cast.desk("Samira").cases.open, scene.cast.desk("Samira").cases.summary):
        with pytest.raises(NotHere):
            act(wanted)


def test_the_id_of_a_class_a_pupil_or_a_signal_is_no_case(scene: Scene) -> None:
    cast = scene.cast
    cast.desk("Samira").classroom.log_hour(cast.classes["2B"], TODAY, HOUR, str(uuid4()))

    for wanted in (cast.classes["2B"], cast.pupils["Noor"], scene.signals["fresh"]):
        assert not sees(cast.desk("Samira"), wanted)
    with pytest.raises(NotHere):
        cast.desk("Samira").signals.open(scene.cases["one"])


def test_a_case_that_may_not_be_joined_is_told_like_one_that_is_not_there(cast: Cast) -> None:
    case_id = cast.case(target="Sem", displaying="Lotte", reporter="Joris").subject_id
    said = cast.melding()

    for wanted in (case_id, str(uuid4())):
        with pytest.raises(NotHere):
            cast.desk("Samira").cases.report(said, form_key=str(uuid4()), join=wanted)


# --- access goes with the role and with the pupil -------------------------------------------------


def sees(desk: Desk, case_id: str) -> bool:
    """Whether somebody can open a case; the list says the same."""
    listed = False
    with suppress(NotHere):
        listed = case_id in {found.case_id for found in desk.cases.all()}
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
    said = kinds.ColleagueInvolved(level=2, note="Anders.", corrects=number)

    with pytest.raises(NotYourStep):
        Place(scene.cast, scene.cast.desk("Samira"), case_id).record((said, "coordinator", ""))


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
