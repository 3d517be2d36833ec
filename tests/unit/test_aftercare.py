"""Nazorg done in its window: by hand on a small school, and by brute force on random ones."""

import math
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.aftercare import KINDS, MINIMUM_N, completion, too_few
from analytics.statistics import wilson_interval

START, END, SEEN = date(2026, 9, 1), date(2027, 1, 31), date(2026, 12, 1)
DUE, WINDOW = date(2026, 11, 2), date(2026, 11, 9)
DAY = timedelta(days=1)
COUNTS = ["due", "in_window", "late", "missed", "open", "set_aside", "ahead"]

days = st.integers(0, 200).map(lambda count: date(2026, 8, 1) + timedelta(days=count))
moments = st.tuples(
    st.sampled_from(["target", "displaying", "parents"]),
    days,
    st.integers(0, 10),
    st.none() | days,
    st.booleans(),
)


def aftercare(*rows):
    """aftercare_fact: (kind, due, window ends, done, set aside)."""
    cursor = duckdb.connect().cursor()
    cursor.execute(
        "create table aftercare_fact (kind varchar, due_on date, window_ends_on date,"
        " done_on date, set_aside boolean, case_id varchar default 'a')"
    )
    for row in rows:
        cursor.execute("insert into aftercare_fact values (?, ?, ?, ?, ?, default)", row)
    return cursor.table("aftercare_fact")


def total(*rows, seen=SEEN):
    """The counts over all kinds that are not zero."""
    last = completion(aftercare(*rows), START, END, seen).iloc[-1]
    return {name: last[f"count_{name}"] for name in COUNTS if last[f"count_{name}"]}


def test_a_moment_done_on_the_last_day_of_its_window_is_on_time():
    assert total(("target", DUE, WINDOW, WINDOW, False)) == {"due": 1, "in_window": 1}


def test_a_moment_done_the_day_after_its_window_is_late():
    assert total(("target", DUE, WINDOW, WINDOW + DAY, False)) == {"due": 1, "late": 1}


def test_a_moment_not_done_is_open_until_its_window_is_over_and_missed_after():
    row = ("target", DUE, WINDOW, None, False)
    assert total(row, seen=WINDOW) == {"due": 1, "open": 1}
    assert total(row, seen=WINDOW + DAY) == {"due": 1, "missed": 1}


def test_a_moment_set_aside_is_not_due_and_shown_apart():
    assert total(("target", DUE, WINDOW, None, True)) == {"set_aside": 1}


def test_a_moment_whose_day_has_not_come_is_not_due_yet():
    later = SEEN + DAY
    assert total(("target", later, later, None, False)) == {}
    assert total(("target", later, later, None, True)) == {}
    assert total(("target", later, later, SEEN, False)) == {"ahead": 1}
    assert total(("target", END + DAY, END + DAY, SEEN, False)) == {}


def test_what_was_done_after_the_day_of_looking_is_not_known_yet():
    assert total(("target", DUE, WINDOW, SEEN + DAY, False)) == {"due": 1, "missed": 1}


def test_a_moment_belongs_to_the_period_of_its_due_day_and_not_of_the_talk():
    before = ("target", START - DAY, START + DAY, START, False)
    first = ("target", START, START + DAY, START - DAY, False)
    assert total(before, first) == {"due": 1, "in_window": 1}


def test_each_kind_has_its_row_and_all_of_them_one():
    frame = completion(
        aftercare(
            ("target", DUE, WINDOW, DUE, False),
            ("target", DUE, WINDOW, None, False),
            ("parents", DUE, WINDOW, DUE, False),
        ),
        START,
        END,
        SEEN,
    )
    assert frame["kind"].tolist() == ["target", "displaying", "parents", "all"]
    assert frame["count_due"].tolist() == [2, 0, 1, 3]
    assert frame["share"].iloc[[0, 2, 3]].tolist() == pytest.approx([0.5, 1, 2 / 3])
    assert math.isnan(frame["share"].iloc[1])
    # Newcombe (1998), method 3 by hand: 2 of 3 is 0,2077 to 0,9385.
    assert frame.iloc[3][["lower", "upper"]].tolist() == pytest.approx([0.2077, 0.9385], abs=1e-4)


def test_a_school_without_nazorg_has_rows_without_a_share():
    frame = completion(aftercare(), START, END, SEEN)
    assert frame["count_due"].tolist() == [0, 0, 0, 0]
    assert frame[["share", "lower", "upper"]].isna().all(axis=None)
    assert too_few(frame)


def test_fewer_moments_than_the_minimum_are_too_few():
    for count, answer in ((MINIMUM_N - 1, True), (MINIMUM_N, False)):
        rows = [("target", DUE, WINDOW, DUE, False)] * count
        assert too_few(completion(aftercare(*rows), START, END, SEEN)) is answer


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        completion(aftercare(), END, START, SEEN)


def test_people_who_look_at_the_same_moment_each_get_their_own_answer():
    store = duckdb.connect()
    store.execute(
        "create table aftercare_fact as select 'a' as case_id, 'target' as kind,"
        " ?::date + day::integer as due_on,"
        " due_on as window_ends_on, due_on as done_on, false as set_aside"
        " from range(100) as numbers(day)",
        [START],
    )

    def due(count):
        moments = store.cursor().table("aftercare_fact")
        frame = completion(moments, START, START + (count - 1) * DAY, END)
        return int(frame["count_due"].iloc[-1])

    asked = [1 + number % 100 for number in range(200)]
    with ThreadPoolExecutor(8) as people:
        assert list(people.map(due, asked)) == asked


def outcome(due, window_ends, done, set_aside, seen):
    """What one moment is, the long way round."""
    done = done if done and done <= seen else None
    if due > seen:
        return "ahead" if done and not set_aside else None
    if set_aside:
        return "set_aside"
    if done:
        return "in_window" if done <= window_ends else "late"
    return "missed" if window_ends < seen else "open"


@settings(deadline=None)
@given(st.lists(moments, max_size=12), days)
def test_the_figure_equals_counting_one_by_one(drawn, seen):
    rows = [(kind, due, due + slack * DAY, done, aside) for kind, due, slack, done, aside in drawn]
    frame = completion(aftercare(*rows), START, END, seen).set_index("kind")
    for kind in KINDS:
        mine = [
            outcome(*row[1:], seen)
            for row in rows
            if kind in (row[0], "all") and START <= row[1] <= END
        ]
        counted = {name: mine.count(name) for name in COUNTS[1:]}
        due = sum(counted[name] for name in ("in_window", "late", "missed", "open"))
        found = frame.loc[kind]
        assert [found[f"count_{name}"] for name in COUNTS] == [due, *counted.values()]
        if due:
            assert found["share"] == pytest.approx(counted["in_window"] / due)
            limits = wilson_interval(counted["in_window"], due)
            assert (found["lower"], found["upper"]) == pytest.approx(limits)
