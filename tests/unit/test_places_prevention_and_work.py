"""Where and what, mentor hours and waiting work: by hand, and by brute force on random schools."""

from collections import Counter

import pytest
from hypothesis import given, settings

from analytics.period import Period
from analytics.places import (
    UNKNOWN,
    kind_by_month,
    kind_by_month_shown,
    place_by_moment,
    place_by_moment_shown,
)
from analytics.prevention import hours_per_class
from analytics.work import open_steps_per_team, shown
from tests.unit.small_schools import (
    DAY,
    END,
    START,
    TEAMS,
    after,
    periods,
    school,
    schools,
    weekdays,
)

SEEN = Period(START, END, END)
DAY_OF_MELDING = after(20)


def melding(*places, moment="break", kinds=("verbal",), day=DAY_OF_MELDING):
    return {
        "reported_on": day,
        "places": list(places),
        "kinds": list(kinds),
        "day_part": moment,
    }


def cells(answer):
    rows, columns, count = answer.frame.columns[:3]
    return {(r[rows], r[columns]): r[count] for r in answer.frame.to_dict("records")}


def test_a_melding_of_two_places_is_in_both_and_still_one_melding():
    answer = place_by_moment(school(reports=[melding("corridor", "online")]).reports, SEEN)
    assert cells(answer) == {("corridor", "break"): 1, ("online", "break"): 1}
    assert answer.count == 1


def test_a_melding_without_a_place_or_moment_is_told_as_unknown():
    answer = place_by_moment(school(reports=[melding(moment=None)]).reports, SEEN)
    assert cells(answer) == {(UNKNOWN, UNKNOWN): 1}
    assert answer.left_out == {"no_place": 1, "no_day_part": 1}


def test_kinds_are_counted_in_the_month_of_the_melding():
    october, november = after(25), after(50)
    rows = [melding(day=october), melding(day=november, kinds=("verbal", "online"))]
    answer = kind_by_month(school(reports=rows).reports, SEEN)
    assert [(month.month, kind) for month, kind in cells(answer)] == [
        *[(10, "verbal"), (11, "online"), (11, "verbal")],
    ]


def test_who_may_not_open_the_cases_sees_no_small_cell_and_no_n_that_gives_one_away():
    rows = [melding("corridor")] * 20 + [melding("online")] * 2 + [melding("corridor", "online")]
    told = place_by_moment_shown(place_by_moment(school(reports=rows).reports, SEEN))
    assert not told.frame["count_reports"].dropna().between(1, 4).any()
    assert told.frame["is_small_count_reports"].tolist() == [False, True]
    assert told.count is None


def test_a_school_without_meldingen_has_an_empty_table():
    for figure, told in (
        (place_by_moment, place_by_moment_shown),
        (kind_by_month, kind_by_month_shown),
    ):
        answer = figure(school().reports, SEEN)
        assert (answer.count, answer.is_few, len(answer.frame)) == (0, True, 0)
        assert told(answer).is_hidden


@settings(deadline=None)
@given(schools, periods)
def test_places_and_kinds_equal_counting_one_by_one(small, period):
    of_period = [r for r in small.all("reports") if START <= r["reported_on"] <= period.last_day]
    answer = place_by_moment(small.reports, period)
    wanted = Counter(
        (place, row["day_part"] or UNKNOWN)
        for row in of_period
        for place in row["places"] or [UNKNOWN]
    )
    assert cells(answer) == dict(wanted)
    assert answer.count == len(of_period)
    assert answer.left_out["no_place"] == sum(not row["places"] for row in of_period)
    kinds = kind_by_month(small.reports, period)
    assert {(month.date(), kind): n for (month, kind), n in cells(kinds).items()} == dict(
        Counter(
            (row["reported_on"].replace(day=1), kind)
            for row in of_period
            for kind in row["kinds"] or [UNKNOWN]
        )
    )


def test_a_class_without_mentor_hours_is_there_with_zero_and_in_order_of_name():
    hours = [{"class_id": "c1", "held_on": START}, {"class_id": "c1", "held_on": START - DAY}]
    small = school(prevention=hours)
    answer = hours_per_class(small.prevention, small.classes, SEEN)
    assert answer.frame["class_name"].tolist() == ["2B", "3C", "10A"]
    assert answer.frame["count_hours"].tolist() == [1, 0, 0]
    assert answer.count == 1


@settings(deadline=None)
@given(schools, periods)
def test_mentor_hours_equal_counting_one_by_one(small, period):
    held = Counter(
        row["class_id"]
        for row in small.all("prevention")
        if START <= row["held_on"] <= period.last_day
    )
    frame = hours_per_class(small.prevention, small.classes, period).frame
    told = dict(zip(frame["class_id"], frame["count_hours"], strict=True))
    assert told == {**dict.fromkeys(("c1", "c2", "c3"), 0), **held}


def waiting(team="t1", status="open", due=DAY_OF_MELDING, case="a"):
    return {"team_id": team, "status": status, "due_on": due, "case_id": case}


def work(*steps, seen=DAY_OF_MELDING):
    small = school(steps=list(steps))
    answer = open_steps_per_team(
        small.steps, small.classes, small.calendar, Period(START, END, seen)
    )
    frame = answer.frame.set_index("team_id")
    return {team: tuple(row) for team, row in frame.drop(columns="team_name").iterrows()}


def test_a_step_is_late_from_the_first_school_day_after_its_due_day():
    friday = after(19)
    assert work(waiting(due=friday), seen=friday + 2 * DAY)["t1"] == (1, 1, 0)
    assert work(waiting(due=friday), seen=friday + 3 * DAY)["t1"] == (1, 1, 1)


def test_a_step_that_waits_for_another_is_open_and_not_late():
    late = after(40)
    assert work(waiting(status="blocked"), waiting(status="done"), seen=late)["t1"] == (1, 1, 0)


def test_a_team_without_work_is_there_with_zero():
    assert work(waiting(team="t2")) == {"t1": (0, 0, 0), "t2": (1, 1, 0), "t3": (0, 0, 0)}


def test_who_may_not_open_the_cases_sees_no_small_number_of_steps():
    small = school(steps=[waiting(case=f"c{n}") for n in range(9)] + [waiting(team="t2")])
    told = shown(open_steps_per_team(small.steps, small.classes, small.calendar, SEEN))
    for name in ("count_cases", "count_open", "count_late"):
        assert not told.frame[name].dropna().between(1, 4).any()


@settings(deadline=None)
@given(schools, periods)
def test_waiting_work_equals_counting_one_by_one(small, period):
    answer = open_steps_per_team(small.steps, small.classes, small.calendar, period)
    open_now = [row for row in small.all("steps") if row["status"] in ("open", "blocked")]
    for row in answer.frame.itertuples():
        mine = [one for one in open_now if one["team_id"] == row.team_id]
        late = [
            one
            for one in mine
            if one["status"] == "open"
            and one["due_on"]
            and weekdays(one["due_on"], period.observed_on) > 0
        ]
        assert row.team_name == TEAMS[row.team_id]
        assert (row.count_open, row.count_late) == (len(mine), len(late))
        assert row.count_cases == len({one["case_id"] for one in mine})
    assert answer.count == len(open_now)


def test_a_period_that_ends_before_it_starts_is_refused():
    small, wrong = school(), Period(END, START, END)
    with pytest.raises(ValueError, match="before it starts"):
        place_by_moment(small.reports, wrong)
    with pytest.raises(ValueError, match="before it starts"):
        hours_per_class(small.prevention, small.classes, wrong)
