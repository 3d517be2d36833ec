"""Ids of another: to whoever may not see it, what is there looks the same as what never was."""

import inspect
from collections.abc import Iterator, Mapping
from operator import attrgetter
from types import NoneType
from typing import Any, get_args
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.desk import Desk
from casework.entries import NewEntry
from casework.errors import CaseworkError, NotHere
from casework.people import Assignment, Role
from casework.pupil_identity import PupilDetails
from casework.signals.signal import NewSignal
from casework.trend_notes import Annotation, SavedView
from tests.canary import CANARY
from tests.casework.desk.test_permissions import NOBODY, hired, meeting_of, public, room_behind
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, only_looked_at

OF_A_SUBJECT = (
    "case_id",
    "subject_id",
    "signal_id",
    "meeting_id",
    "other_id",
    "view_id",
    "annotation_id",
)
NEVER = "00000000-0000-4000-8000-000000000000"
MALFORMED = ("", "x", "' or 1=1 --", "0" * 36, "\x00", "9" * 10_000)
IDS_OF_MALFORMED = ("empty", "short", "sql", "zeros", "nul", "long")
# What a beheerder asks of whoever it is; of nobody there is nothing.
ASKED_OF_NOBODY = (
    *("can_mail", "class_with_id", "former_roles", "names", "state_of", "working_time"),
    *("work_left", "change_guide"),
)
# Where a case is, and more cases at once: each names one of 2B, and is asked as the ids above are.
OF_A_PLACE = ("pupil_id", "pupil_ids", "class_id", "class_ids", "team_id", "case_ids")
# Whoever works here sends a signal about any pupil, and so finds classes and their pupils.
OPEN_TO_ALL = ("school.class_list", "school.class_name", "school.pupils", "signals.receivers")
# Who may not see the case of 2B, and has no part in its signal or in the meeting.
OUTSIDERS = ("Dirk", "Joris", "Karel", "Petra", "Pim", "Sofie", "Ineke", "Nadia")
# Who answers for the whole school has a say in the marks of every team.
OF_THE_SCHOOL = ("Pim", "Sofie")
FILLED: dict[str, Any] = {
    "decision": kinds.TeamDecided(meeting_id="", decision="Zo."),
    "split": NOBODY,
    "new": [],
    "case_ids": [],
    "members": [],
    "text": "Woorden.",
    "reason": "Omdat het kan.",
    "assignment": Assignment(Role.SUPPORT_TEAM, "", YEAR_STARTS_ON),
    "held": Assignment(Role.SUPPORT_TEAM, "", YEAR_STARTS_ON),
    "details": PupilDetails(),
    "values": {},
}


def parameters_of(path: str) -> Mapping[str, inspect.Parameter]:
    """The parameters of a method of a desk or of a room of it; none of a property."""
    room: Any = Desk
    *rooms, name = path.split(".")
    for one in rooms:
        room = room_behind(inspect.getattr_static(room, one))
    member = inspect.getattr_static(room, name)
    return inspect.signature(member).parameters if inspect.isfunction(member) else {}


def methods() -> Iterator[str]:
    """Every public method outside Beheer that takes the id of a subject, with its parameter."""
    for path in public(Desk):
        if not path.startswith("office."):
            named = [name for name in parameters_of(path) if name in OF_A_SUBJECT]
            yield from (f"{path} {name}" for name in named)


def methods_of_a_place() -> Iterator[str]:
    """Those that take the id of a pupil, class or team, or ids of cases, with the parameter."""
    for path in public(Desk):
        if not path.startswith("office.") and path not in OPEN_TO_ALL:
            named = [name for name in parameters_of(path) if name in OF_A_PLACE]
            yield from (f"{path} {name}" for name in named)


METHODS = sorted(methods())
METHODS_OF_BEHEER = sorted(
    f"{path} {name}"
    for path in public(Desk)
    for name in parameters_of(path)
    if path.startswith("office.") and name.endswith(("_id", "_ids"))
)
METHODS_OF_A_PLACE = sorted(methods_of_a_place())


@pytest.fixture(scope="module")
def foreign(school: Cast) -> dict[str, str]:
    """A case, a signal and a meeting, and words in each of them."""
    school.staff["Karel"] = hired(school, Assignment(Role.COORDINATOR, "4", YEAR_STARTS_ON))
    samira = school.desk("Samira")
    case_id = samira.cases.report(school.melding(what=CANARY), form_key=str(uuid4())).subject_id
    seen = len(school.store.log.entries(case_id))
    question = NewEntry(kinds.SupportAsked(question=CANARY), TODAY, "support", "")
    samira.cases.record(case_id, [question], seen=seen, form_key=str(uuid4()))
    new = NewSignal(what=CANARY, pupils=(school.pupils["Noor"],))
    signal_id = samira.signals.send(new, str(uuid4())).subject_id
    notes, willem = school.store.trend_notes, school.staff["Willem"]
    view, mark = SavedView(str(uuid4()), CANARY), str(uuid4())
    notes.keep_view(view, willem, form_key=str(uuid4()))
    team = school.teams["onderbouw"]
    notes.annotate(Annotation(mark, TODAY, "Start", team), by=willem, form_key=str(uuid4()))
    return {
        "case": case_id,
        "signal": signal_id,
        "meeting": meeting_of(school, case_id),
        "view": view.view_id,
        "mark": mark,
    }


def arguments(path: str, name: str, subject_id: Any) -> dict[str, Any]:
    """What this method is called with: this id, and of all else what may be."""
    filled: dict[str, Any] = {name: subject_id}
    for other, parameter in parameters_of(path).items():
        is_open = parameter.default is inspect.Parameter.empty
        if is_open and other not in ("self", name):
            filled[other] = FILLED.get(other, _usual(other, parameter.annotation))
    return filled


def _usual(name: str, kind: object) -> object:
    if name == "form_key":
        return str(uuid4())
    return 1 if kind is int else None if NoneType in get_args(kind) else ""


def may_ask(who: str, path: str, name: str) -> bool:
    """Who watches asks of any pupil who saw what; who answers for the school, about any team."""
    is_watching = who == "Nadia" and path.startswith("who_read.")
    return is_watching or (who in OF_THE_SCHOOL and name == "team_id")


def outcome(desk: Desk, path: str, name: str, subject_id: Any) -> str:
    """What comes back of it, as far as a person could tell it apart from something else."""
    try:
        answer = attrgetter(path)(desk)(**arguments(path, name, subject_id))
    except CaseworkError as refused:
        return f"{type(refused).__name__}: {refused}"
    return repr(answer)


@pytest.mark.parametrize("method", METHODS)
def test_what_is_anothers_looks_like_what_never_was(
    school: Cast, foreign: dict[str, str], method: str
) -> None:
    path, name = method.split()
    for who in OUTSIDERS:
        unknown = outcome(school.desk(who), path, name, str(uuid4()))
        for subject, subject_id in foreign.items():
            if subject == "mark" and who in OF_THE_SCHOOL:
                continue
            there = outcome(school.desk(who), path, name, subject_id)
            assert there == unknown, (who, subject)
            assert CANARY not in there


@pytest.mark.parametrize("method", METHODS_OF_A_PLACE)
def test_a_pupil_class_or_team_of_others_looks_like_what_never_was(
    school: Cast, foreign: dict[str, str], method: str
) -> None:
    path, name = method.split()
    ids = {
        "case_ids": foreign["case"],
        "pupil_id": school.pupils["Noor"],
        "class_id": school.classes["2B"],
        "team_id": school.teams["onderbouw"],
    }
    other = ids[name if name in ids else name.removesuffix("s")]
    is_many = name.endswith("_ids")
    for who in OUTSIDERS:
        if may_ask(who, path, name):
            continue
        never = str(uuid4())
        unknown = outcome(school.desk(who), path, name, [never] if is_many else never)
        there = outcome(school.desk(who), path, name, [other] if is_many else other)
        assert there.replace(other, never) == unknown, who
        assert CANARY not in there


@pytest.mark.parametrize("malformed", MALFORMED, ids=IDS_OF_MALFORMED)
def test_what_can_be_no_id_is_never_a_fault(school: Cast, malformed: str) -> None:
    for method in METHODS:
        path, name = method.split()
        there = outcome(school.desk("Samira"), path, name, malformed)
        assert CANARY not in there, method


@pytest.mark.parametrize("strange", [NEVER, *MALFORMED], ids=["unknown", *IDS_OF_MALFORMED])
def test_in_beheer_an_id_of_nothing_does_nothing_and_is_no_fault(cast: Cast, strange: str) -> None:
    office = cast.desk("Ineke").office
    assert len(METHODS_OF_BEHEER) > 30
    with only_looked_at(cast):
        for method in METHODS_OF_BEHEER:
            path, name = method.split()
            value = [strange] if name.endswith("_ids") else strange
            there = outcome(cast.desk("Ineke"), path, name, value)
            is_asked = path.rpartition(".")[2] in ASKED_OF_NOBODY
            assert is_asked or there.startswith(("NotHere", "InputRefused")), (method, there)
    with pytest.raises(NotHere):
        office.class_of(strange)
    with pytest.raises(NotHere):
        office.accounts.set_days(13)


def test_the_walk_calls_what_opens_a_case_and_the_mentor_gets_in(
    school: Cast, foreign: dict[str, str]
) -> None:
    assert "cases.open case_id" in METHODS
    assert CANARY in outcome(school.desk("Samira"), "cases.open", "case_id", foreign["case"])
    with pytest.raises(NotHere):
        school.desk("Dirk").cases.open(foreign["case"])
