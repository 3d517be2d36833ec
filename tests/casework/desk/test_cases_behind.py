"""The list behind a figure: the same conditions, and never a case that is not in sight."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.case_filter import Basis, CaseFilter
from casework.entries import NewEntry
from casework.errors import NotHere
from tests.cast import TODAY, Cast, record_at
from ui.trends import case_links

FIRST = date(2026, 9, 14)
LATER = date(2026, 10, 12)
AUTUMN = {"first": date(2026, 9, 1), "last": TODAY}


def recorded(cast: Cast, case_id: str, new: NewEntry, name: str = "Samira") -> None:
    desk = cast.desk(name)
    record_at(desk, case_id, new)


@pytest.fixture(scope="module")
def case_names(school: Cast) -> dict[str, str]:
    """Three cases in the school of this file, for who only looks."""
    return three_cases(school)


@pytest.fixture
def three(cast: Cast) -> dict[str, str]:
    """The same in a school of its own."""
    return three_cases(cast)


def three_cases(cast: Cast) -> dict[str, str]:
    """2B: one of September, verbal in the corridor; one of October, physical, at level 3.
    2C: one of October, verbal in the canteen."""
    first = cast.case(
        reported_on=FIRST, kinds=("verbal",), places=("corridor",), day_part="break"
    ).subject_id
    second = cast.case(
        target="Yusuf", displaying="Emma", reported_on=LATER, kinds=("physical",)
    ).subject_id
    raised = kinds.LevelReached(level=3, proposed=1, cause="judgement", reason="Nodig.")
    recorded(cast, second, NewEntry(raised, TODAY))
    third = cast.case(
        "Joris", target="Sem", displaying="Lotte", reported_on=LATER, places=("canteen",)
    ).subject_id
    return {"first": first, "second": second, "third": third}


def behind(cast: Cast, three: dict[str, str], name: str, basis: Basis, **how: Any) -> set[str]:
    """Which of the three this person gets, by name."""
    listed = {
        case.case_id
        for case in case_links.filtered_cases(cast.desk(name), CaseFilter(basis, **how))
    }
    assert listed <= set(three.values())
    return {key for key, case_id in three.items() if case_id in listed}


# --- never more than is in sight ------------------------------------------------------------------


def test_everybody_gets_only_the_cases_in_sight(shared: Cast, case_names: dict[str, str]) -> None:
    def seen(name: str) -> set[str]:
        return behind(shared, case_names, name, Basis.REPORT, **AUTUMN)

    assert seen("Samira") == {"first", "second"}
    assert seen("Joris") == {"third"}
    assert seen("Willem") == {"second"}
    assert seen("Fatima") == {"second"}
    assert seen("Petra") == set()
    assert seen("Anneke") == set()


@pytest.mark.parametrize("basis", Basis)
def test_no_filter_opens_a_case_of_another(
    shared: Cast, case_names: dict[str, str], basis: Basis
) -> None:
    team, class_id = shared.teams["onderbouw"], shared.classes["2C"]
    assert behind(shared, case_names, "Willem", basis) <= {"second"}
    assert behind(shared, case_names, "Willem", basis, team_id=team) <= {"second"}
    assert behind(shared, case_names, "Willem", basis, class_id=class_id) == set()
    assert behind(shared, case_names, "Petra", basis, team_id=team) == set()


@pytest.mark.parametrize("name", ["Ineke", "Dirk"])
def test_who_sees_no_cases_gets_no_list_either(shared: Cast, name: str) -> None:
    with pytest.raises(NotHere):
        case_links.filtered_cases(shared.desk(name), CaseFilter(Basis.NOW))


# --- the same conditions as the figure ------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"first": date(2026, 10, 1), "last": date(2026, 10, 31)}, {"second"}),
        ({"first": date(2026, 9, 1), "last": date(2026, 9, 30)}, {"first"}),
        ({"kind": "physical"}, {"second"}),
        ({"place": "corridor"}, {"first"}),
        ({"place": "corridor", "day_part": "break"}, {"first"}),
        ({"place": "corridor", "day_part": "morning"}, set()),
        ({"year_group": 2}, {"first", "second"}),
        ({"year_group": 4}, set()),
    ],
)
def test_meldingen_are_found_by_day_kind_place_and_moment(
    shared: Cast, case_names: dict[str, str], how: dict[str, Any], expected: set[str]
) -> None:
    assert behind(shared, case_names, "Samira", Basis.REPORT, **how) == expected


def test_cases_are_found_by_when_they_began_how_far_they_got_and_how_they_stand(
    cast: Cast, three: dict[str, str]
) -> None:
    def began(**how: Any) -> set[str]:
        return behind(cast, three, "Samira", Basis.BEGUN, **how)

    assert began(**AUTUMN) == {"first", "second"}
    assert (began(level=3), began(level=2)) == ({"second"}, set())
    assert began(state="running") == {"first", "second"}
    closed = kinds.Closed(ending="no_bullying", reason="Het was een misverstand.")
    recorded(cast, three["first"], NewEntry(closed, TODAY))
    assert began(state="closed_no_bullying") == {"first"}
    assert began(state="running") == {"second"}
    assert behind(cast, three, "Samira", Basis.NOW) == {"second"}
    assert behind(cast, three, "Samira", Basis.NOW, level=3) == {"second"}
    assert behind(cast, three, "Samira", Basis.NOW, level=2) == set()
    # The figure of what comes back is about cases that were closed because it had stopped.
    assert behind(cast, three, "Samira", Basis.CLOSED, **AUTUMN) == set()


def test_a_case_is_found_as_it_stood_on_an_earlier_day(cast: Cast, three: dict[str, str]) -> None:
    closed_on, opened_on = date(2026, 10, 20), date(2026, 11, 10)
    stop = kinds.Stopped(said_by="target", words="Het is over.")
    recorded(cast, three["first"], NewEntry(stop, date(2026, 10, 1), "stopped"))
    close = kinds.Closed(ending="stopped", reason="Alles is gedaan of vervallen.")
    recorded(cast, three["first"], NewEntry(close, closed_on))
    again = kinds.Reopened(cause="judgement", reason="Er is iets nieuws.")
    recorded(cast, three["first"], NewEntry(again, opened_on))

    def is_open(day: date | None, **how: Any) -> bool:
        return "first" in behind(cast, three, "Samira", Basis.NOW, known_on=day, **how)

    assert is_open(date(2026, 9, 30), state="running")
    assert is_open(date(2026, 10, 19), state="stopped")
    assert not is_open(closed_on)
    assert not is_open(date(2026, 11, 9))
    assert is_open(opened_on, state="running")
    assert is_open(None)
    assert not is_open(date(2026, 9, 13))
    # What was closed then counts as closed then, although it was opened again.
    assert behind(cast, three, "Samira", Basis.CLOSED, **AUTUMN) == {"first"}
    # A level counts from its day on.
    on_the_day_before = TODAY - timedelta(days=1)
    for day, level in ((on_the_day_before, 1), (TODAY, 3)):
        assert "second" in behind(cast, three, "Samira", Basis.NOW, level=level, known_on=day)


def test_nazorg_is_found_by_what_became_of_it(cast: Cast, three: dict[str, str]) -> None:
    stopped_on = LATER + timedelta(days=1)
    stop = kinds.Stopped(said_by="target", words="Het is over.")
    recorded(cast, three["second"], NewEntry(stop, stopped_on, "stopped"))
    entries = cast.desk("Samira").cases.open(three["second"]).case.entries
    planned = next(e for e in entries if isinstance(e.payload, kinds.AftercarePlanned))
    assert isinstance(planned.payload, kinds.AftercarePlanned)
    assert planned.payload.due_on < TODAY

    def nazorg(outcome: str) -> set[str]:
        return behind(cast, three, "Samira", Basis.AFTERCARE, outcome=outcome, **AUTUMN)

    assert nazorg("") == {"second"}
    assert nazorg("in_window") == set()
    done = kinds.AftercareDone(planned_number=planned.number, outcome="less", safety_score=6)
    day = planned.payload.window_ends_on
    recorded(cast, three["second"], NewEntry(done, day, "aftercare", planned.pupil_id))
    assert nazorg("in_window") == {"second"}
    assert behind(cast, three, "Samira", Basis.ANSWER, outcome="less", **AUTUMN) == {"second"}
    assert behind(cast, three, "Samira", Basis.ANSWER, outcome="worse", **AUTUMN) == set()
    # One score is no change.
    assert behind(cast, three, "Samira", Basis.SCORE, **AUTUMN) == set()
    check_in = kinds.CheckedIn(safety_score=7)
    recorded(cast, three["second"], NewEntry(check_in, TODAY, "check_in", planned.pupil_id))
    assert behind(cast, three, "Samira", Basis.SCORE, **AUTUMN) == {"second"}


def test_steps_are_found_when_they_were_late_or_wait(cast: Cast, three: dict[str, str]) -> None:
    late = {"step": "talk_target", "outcome": "behind"}
    assert behind(cast, three, "Samira", Basis.STEP, **AUTUMN, **late) == {"first", "second"}
    talk = NewEntry(
        kinds.TalkHeld(notes="We spraken elkaar."), FIRST, "talk_target", cast.pupils["Noor"]
    )
    recorded(cast, three["first"], talk)
    assert behind(cast, three, "Samira", Basis.STEP, **AUTUMN, **late) == {"second"}
    in_time = {"step": "talk_target", "outcome": "in_time"}
    assert behind(cast, three, "Samira", Basis.STEP, **AUTUMN, **in_time) == {"first"}
    assert behind(cast, three, "Samira", Basis.WAITING, outcome="behind") == {"first", "second"}


def test_codes_that_nobody_knows_find_nothing_and_break_nothing(
    shared: Cast, case_names: dict[str, str]
) -> None:
    for basis in Basis:
        for how in ({"kind": "iets"}, {"class_id": str(uuid4())}, {"team_id": str(uuid4())}):
            assert behind(shared, case_names, "Samira", basis, **how) == set()
