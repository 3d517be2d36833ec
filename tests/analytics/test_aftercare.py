"""Nazorg done in its window: by hand on a small school, and by brute force on random ones."""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import duckdb
import pytest
from hypothesis import given, settings

from analytics.aftercare_moments import APART, OUTCOMES
from analytics.figures.aftercare import COUNTS, KINDS, clustering, completion
from analytics.figures.aftercare_by_month import completion_by_month
from analytics.figures.steps import steps
from analytics.period import Period
from analytics.result import MINIMUM_N
from analytics.statistics import wilson_interval
from tests.analytics.case_views import sights
from tests.analytics.cut_schools import cut
from tests.analytics.small_schools import DAY, END, FIRST, START, after, figures_of, periods, school
from tests.analytics.small_schools import schools as random_schools

SEEN = Period(START, END, END)
PLANNED, DUE, ENDS = after(15), after(25), after(30)
NAMES = [name.removeprefix("count_") for name in COUNTS]


def moment(done=None, due=DUE, ends=None, **more):
    """A nazorg moment, planned ten school days ahead with a window of five.

    `done` is of the talk that does it; one before the window began is its `extra_on`.
    """
    row = {
        "case_id": "a",
        "number": 7,
        "step": "aftercare",
        "kind": "target",
        "planned_on": PLANNED,
        "first_due_on": due,
        "first_window_ends_on": ends or due + (ENDS - DUE),
        "done_on": done,
        "year_group": 2,
    }
    return {**row, **more}


def moved(on, due):
    return {"moved_on": on, "due_on": due, "window_ends_on": due + (ENDS - DUE)}


def became(*rows, seen=END):
    """What became of the moments, over all kinds; what is zero is left out."""
    period = replace(SEEN, observed_on=seen)
    last = completion(school(aftercare=list(rows)).aftercare, period).frame.iloc[-1]
    return {name: int(last[f"count_{name}"]) for name in NAMES if last[f"count_{name}"]}


# --- a window with a beginning and an end ---------------------------------------------------------


def test_a_moment_done_on_the_first_or_last_day_of_its_window_is_on_time():
    assert became(moment(DUE)) == {"due": 1, "in_window": 1}
    assert became(moment(ENDS)) == {"due": 1, "in_window": 1}


def test_a_moment_done_the_day_after_its_window_is_late():
    assert became(moment(ENDS + DAY)) == {"due": 1, "late": 1}


def test_a_talk_before_the_window_is_an_extra_talk_and_never_on_time():
    early = moment(extra_on=PLANNED)
    assert became(early) == {"due": 1, "ahead": 1}
    assert became(early, seen=ENDS) == {"due": 1, "open": 1}
    assert became(early, seen=DUE - DAY) == {}
    share = completion(school(aftercare=[early, moment(DUE)]).aftercare, SEEN).frame["share"]
    assert share.iloc[-1] == 0.5


def test_the_moment_can_still_be_held_in_its_window_after_an_extra_talk():
    both = moment(DUE, extra_on=PLANNED)
    assert became(both) == {"due": 1, "in_window": 1}
    assert became(both, seen=DUE - DAY) == {}
    assert became(moment(ENDS + DAY, extra_on=PLANNED)) == {"due": 1, "late": 1}


def test_an_extra_talk_after_the_day_of_looking_is_not_known_yet():
    late = moment(ends=DUE, extra_on=DUE + 3 * DAY)
    assert became(late, seen=DUE + 2 * DAY) == {"due": 1, "missed": 1}
    assert became(late, seen=DUE + 3 * DAY) == {"due": 1, "ahead": 1}


def test_a_moment_done_in_the_days_before_its_own_is_to_come_until_that_day():
    assert became(moment(DUE - DAY), seen=DUE - DAY) == {"to_come": 1}
    assert became(moment(DUE - DAY), seen=DUE) == {"due": 1, "in_window": 1}


def test_a_moment_not_done_is_open_until_its_window_is_over_and_missed_after():
    assert became(moment(), seen=ENDS) == {"due": 1, "open": 1}
    assert became(moment(), seen=ENDS + DAY) == {"due": 1, "missed": 1}


def test_a_moment_whose_day_has_not_come_is_not_due():
    assert became(moment(), seen=DUE - DAY) == {}
    assert became(moment(set_aside_on=PLANNED), seen=DUE - DAY) == {}
    assert became(moment(due=END + DAY, done=END)) == {}


def test_a_moment_belongs_to_the_period_of_its_due_day_and_not_of_the_talk():
    before = moment(START, due=START - DAY, planned_on=FIRST)
    first = moment(START, due=START, planned_on=FIRST)
    assert became(before, first) == {"due": 1, "in_window": 1}


# --- as of a day ----------------------------------------------------------------------------------


def test_what_was_done_or_set_aside_after_the_day_of_looking_is_not_known_yet():
    day = ENDS + 3 * DAY
    assert became(moment(day), seen=day - DAY) == {"due": 1, "missed": 1}
    assert became(moment(day), seen=day) == {"due": 1, "late": 1}
    assert became(moment(set_aside_on=day), seen=day - DAY) == {"due": 1, "missed": 1}
    assert became(moment(set_aside_on=day), seen=day) == {"set_aside": 1}


def test_what_was_planned_later_was_not_there_yet():
    assert became(moment(planned_on=DUE), seen=DUE - DAY) == {}
    backdated = moment(planned_on=DUE + 2 * DAY)
    assert became(backdated, seen=DUE + DAY) == {}
    assert became(backdated, seen=DUE + 2 * DAY) == {"due": 1, "open": 1}


def test_a_move_counts_from_the_day_on_which_it_was_made():
    later = after(60)
    row = moment(later, moves=[moved(ENDS, after(50)), moved(after(50), later)])
    assert became(row, seen=ENDS - DAY) == {"due": 1, "open": 1}
    assert became(row, seen=ENDS) == {}
    assert became(row, seen=after(50) - DAY) == {}
    assert became(row, seen=later) == {"due": 1, "in_window": 1}


def test_a_reopening_ends_what_could_still_be_held_and_leaves_what_was_missed():
    within = moment(reopened_on=ENDS)
    assert became(within, seen=ENDS - DAY) == {"due": 1, "open": 1}
    assert became(within, seen=ENDS) == {"set_aside": 1}
    to_come = moment(reopened_on=DUE - DAY)
    assert became(to_come, seen=DUE - DAY) == {}
    assert became(to_come) == {"set_aside": 1}
    assert became(moment(reopened_on=ENDS + DAY)) == {"due": 1, "missed": 1}
    assert became(moment(DUE, reopened_on=DUE)) == {"due": 1, "in_window": 1}


# --- rows, minimum and refusals -------------------------------------------------------------------


def test_each_kind_has_its_row_and_all_of_them_one():
    rows = [moment(DUE), moment(), moment(DUE, kind="parents")]
    answer = completion(school(aftercare=rows).aftercare, SEEN)
    frame = answer.frame
    assert frame["kind"].tolist() == list(KINDS)
    assert frame["count_due"].tolist() == [2, 0, 1, 3]
    assert frame["share"].iloc[[0, 2, 3]].tolist() == pytest.approx([0.5, 1, 2 / 3])
    assert math.isnan(frame["share"].iloc[1])
    # Newcombe (1998), method 3 by hand: 2 of 3 is 0,2077 to 0,9385.
    assert frame.iloc[3][["lower", "upper"]].tolist() == pytest.approx([0.2077, 0.9385], abs=1e-4)


def test_a_school_without_nazorg_has_rows_without_a_share():
    answer = completion(school().aftercare, SEEN)
    assert answer.frame["count_due"].tolist() == [0, 0, 0, 0]
    assert answer.frame[["share", "lower", "upper"]].isna().all(axis=None)
    assert (answer.count, answer.is_few) == (0, True)


def test_fewer_moments_than_the_minimum_are_too_few():
    for count, is_few in ((MINIMUM_N - 1, True), (MINIMUM_N, False)):
        small = school(aftercare=[moment(DUE)] * count)
        assert completion(small.aftercare, SEEN).is_few is is_few


def test_moments_of_one_case_that_go_together_weigh_less():
    together = [moment(DUE, case_id="a")] * 4 + [moment(case_id="b")] * 4
    apart = [moment(DUE if n % 2 else None, case_id=f"c{n}") for n in range(8)]
    assert clustering(school(aftercare=together).aftercare, SEEN) > 2
    assert clustering(school(aftercare=apart).aftercare, SEEN) == pytest.approx(1, abs=0.2)


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        completion(school().aftercare, Period(END, START, END))


def test_people_who_look_at_the_same_moment_each_get_their_own_answer():
    store = duckdb.connect()
    small = school(aftercare=[moment(planned_on=FIRST, due=START + n * DAY) for n in range(90)])
    table = small.aftercare.arrow()
    store.register("handed", table)
    store.execute("create table aftercare as from handed")

    def due(count):
        moments = store.cursor().table("aftercare")
        period = Period(START, START + (count - 1) * DAY, END)
        return completion(moments, period).count

    asked = [1 + number % 90 for number in range(200)]
    with ThreadPoolExecutor(8) as people:
        assert list(people.map(due, asked)) == asked


# --- by brute force -------------------------------------------------------------------------------


def known(row, seen):
    """One moment as it was known on a day: due, window, and what became of it; None before that."""
    if row["planned_on"] > seen:
        return None
    due, ends = row["first_due_on"], row["first_window_ends_on"]
    for move in row["moves"]:
        if move["moved_on"] <= seen:
            due, ends = move["due_on"], move["window_ends_on"]
    extra, done, aside, reopened = (
        row[name] if row[name] and row[name] <= seen else None
        for name in ("extra_on", "done_on", "set_aside_on", "reopened_on")
    )
    if due > seen:
        return due, "to_come" if done else "not_due"
    if done:
        return due, "in_window" if done <= ends else "late"
    if aside or (reopened and reopened <= ends):
        return due, "set_aside"
    return due, "open" if seen <= ends else "ahead" if extra else "missed"


def counted(rows, period):
    """The counts in the order of COUNTS, one moment after another."""
    fates = [known(row, period.observed_on) for row in rows]
    inside = [fate for fate in fates if fate and period.start <= fate[0] <= period.end]
    counts = [sum(one == outcome for _, one in inside) for outcome in (*OUTCOMES, *APART)]
    return [sum(counts[: len(OUTCOMES)]), *counts]


@settings(deadline=None)
@given(random_schools, periods, sights)
def test_the_figure_equals_counting_one_by_one(whole, period, sight):
    small = cut(whole, *sight)
    rows = small.all("aftercare")
    answer = completion(small.aftercare, period)
    for row in answer.frame.to_dict("records"):
        mine = [one for one in rows if row["kind"] in (one["kind"], "all")]
        expected = counted(mine, period)
        assert [row[name] for name in COUNTS] == expected
        if expected[0]:
            assert row["share"] == pytest.approx(expected[1] / expected[0])
            limits = wilson_interval(expected[1], expected[0])
            assert (row["lower"], row["upper"]) == pytest.approx(limits)
    assert answer.count == counted(rows, period)[0]


@settings(deadline=None)
@given(random_schools, periods, sights)
def test_the_headline_its_months_and_the_row_of_the_card_say_the_same(whole, period, sight):
    small = cut(whole, *sight)
    whole = completion(small.aftercare, period)
    months = completion_by_month(small.aftercare, period)
    for row in months.frame.to_dict("records"):
        mine = [
            one
            for one in small.all("aftercare")
            if (fate := known(one, period.observed_on)) and fate[0].replace(day=1) == row["month"]
        ]
        assert [row[name] for name in COUNTS] == counted(mine, period)
    card = steps(figures_of(small), period).frame.set_index("step").loc["aftercare"]
    last = whole.frame.iloc[-1]
    assert months.count == whole.count == card["count_due"]
    assert months.frame["count_in_window"].sum() == last["count_in_window"]
    for name in ("late", "ahead", "set_aside"):
        assert card[f"count_{name}"] == last[f"count_{name}"]
    # On the card what still waited when its case was closed has lapsed.
    for name in ("missed", "open"):
        assert card[f"count_{name}"] <= last[f"count_{name}"]
    waiting = sum(last[f"count_{name}"] for name in ("missed", "open"))
    assert sum(card[f"count_{name}"] for name in ("missed", "open", "lapsed")) == waiting
    assert card["count_in_time"] == last["count_in_window"]
    assert card["share"] == pytest.approx(last["share"], nan_ok=True)
