"""A replay to a day: by hand, and against the cases themselves on histories at random."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings

from analytics.as_of import cases_as_of
from casework import entries as kinds
from casework.cases.case import Case
from tests.analytics.small_schools import (
    DAY,
    SCHEMAS,
    START,
    as_known,
    days,
    figures_of,
    school,
    schools,
)
from tests.histories import MOVES, OPENED_ON, History, melding, play

TURNS = (kinds.Stopped, kinds.Closed, kinds.Reopened)
WHAT = ("stopped_on", "closed_on", "ending", "state", "level", "level_2_on", "level_3_on")


def as_of(small, day):
    """The cases as rows, by id."""
    known_cases = cases_as_of(figures_of(small), day)
    rows = [dict(zip(known_cases.columns, row, strict=True)) for row in known_cases.fetchall()]
    return {row["case_id"]: row for row in rows}


def known(turns, day):
    small = school(cases=[{"case_id": "a", "opened_on": START, "turns": turns}])
    row = as_of(small, day)["a"]
    return row["state"], row["stopped_on"], row["closed_on"], row["ending"]


def test_a_case_that_was_closed_then_and_reopened_later_was_closed_then():
    turns = [
        ("stopped", START + 10 * DAY, None),
        ("closed", START + 20 * DAY, "stopped"),
        ("reopened", START + 30 * DAY, None),
        ("closed", START + 40 * DAY, "left_school"),
    ]
    stopped, closed = START + 10 * DAY, START + 20 * DAY
    assert known(turns, START + 9 * DAY) == ("running", None, None, None)
    assert known(turns, START + 10 * DAY) == ("stopped", stopped, None, None)
    assert known(turns, START + 29 * DAY) == ("closed", stopped, closed, "stopped")
    assert known(turns, START + 30 * DAY) == ("running", None, None, None)
    assert known(turns, START + 40 * DAY) == ("closed", None, START + 40 * DAY, "left_school")


def test_of_two_turns_on_one_day_the_higher_number_came_later():
    turns = [("stopped", START, None), ("closed", START, "stopped"), ("reopened", START, None)]
    assert known(turns, START) == ("running", None, None, None)
    assert known(turns[:2], START) == ("closed", START, START, "stopped")


def test_only_cases_opened_by_then_are_there_with_the_columns_of_cases():
    small = school(cases=[{"opened_on": START}, {"opened_on": START + DAY}])
    assert list(as_of(small, START)) == ["case 0"]
    known_cases = cases_as_of(figures_of(small), START)
    assert known_cases.columns == [name for name, _ in SCHEMAS["cases"]]


@settings(deadline=None)
@given(schools, days)
def test_the_replay_equals_going_through_the_turns_one_by_one(small, day):
    replayed = [as_known(row, day) for row in small.all("cases")]
    expected = {row["case_id"]: row for row in replayed if row}
    known_cases = as_of(small, day)
    assert known_cases.keys() == expected.keys()
    for case_id, row in known_cases.items():
        assert row == {name: expected[case_id].get(name) for name in row}


def facts_of(case):
    """The case and its turns as the facts have them, with all that is known at the end."""

    def first(kind):
        return min((entry.happened_on for entry, _ in case.of(kind)), default=None)

    row = {
        "case_id": case.case_id,
        "opened_on": case.opened_on,
        "first_talk_on": first(kinds.TalkHeld),
        "first_measure_on": first(kinds.MeasureAgreed),
        "support_asked_on": first(kinds.SupportAsked),
        "level_2_on": case.level_reached_on(2),
        "level_3_on": case.level_reached_on(3),
    }
    turns = [
        {
            "case_id": case.case_id,
            "number": entry.number,
            "turn": entry.kind,
            "happened_on": entry.happened_on,
            "ending": getattr(entry.payload, "ending", None),
        }
        for entry in case.effective_entries
        if isinstance(entry.payload, TURNS)
    ]
    return school(cases=[row], turns=turns)


def up_to(case, day):
    """The case made of what counts and had happened by that day."""
    entries = [
        replace(entry, payload=entry.payload.model_copy(update={"corrects": None}))
        for entry in case.effective_entries
        if entry.happened_on <= day
    ]
    return Case.from_entries(entries, case.card, case.school_days, day)


@settings(deadline=None)
@given(MOVES)
def test_the_replay_equals_the_case_made_of_the_entries_up_to_that_day(moves):
    case = play(History().open(melding(OPENED_ON)), moves)[-1]
    small = facts_of(case)
    happened = {entry.happened_on for entry in case.effective_entries}
    for day in sorted(happened | {one - timedelta(days=1) for one in happened}):
        known_cases = as_of(small, day)
        assert bool(known_cases) == (case.opened_on <= day)
        if not known_cases:
            continue
        then = up_to(case, day)
        row = known_cases[case.case_id]
        expected = facts_of(then).all("cases")[0]
        assert {name: row[name] for name in expected} == expected
        stopped = then.stop.happened_on if then.stop else None
        closed = then.closing.happened_on if then.closing else None
        assert tuple(row[name] for name in WHAT) == (
            *(stopped, closed, then.ending or None, then.state.value),
            *(then.level, then.level_reached_on(2), then.level_reached_on(3)),
        )
