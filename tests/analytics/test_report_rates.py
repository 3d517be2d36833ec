"""Meldingen per month and between two: by hand, and by brute force on random schools."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings

from analytics.period import Period
from analytics.report_rates import days_between, reports_per_month
from tests.analytics.small_schools import (
    DAY,
    END,
    FIRST,
    LAST,
    START,
    after,
    periods,
    school,
    schools,
    weekdays,
)

OCTOBER, DECEMBER = date(2026, 10, 1), date(2026, 12, 31)
SEEN = Period(OCTOBER, DECEMBER, LAST)


def melding(day, number=1):
    return {"reported_on": day, "case_id": "a", "number": number}


def pupil(number=1, starts=FIRST, ends=None):
    return {"pupil_number": number, "class_id": "c1", "starts_on": starts, "ends_on": ends}


def counted(small, period=SEEN, part_start=None):
    return reports_per_month(small.reports, small.enrolments, small.calendar, period, part_start)


def test_a_month_has_its_meldingen_and_the_school_days_of_its_pupils():
    fifty = [pupil(n) for n in range(50)]
    frame = counted(school(reports=[melding(OCTOBER)] * 2, enrolments=fifty))
    assert [day.month for day in frame["starts_on"]] == [10, 11, 12]
    assert frame["school_days"].tolist() == [22, 21, 23]
    assert frame["count_reports"].tolist() == [2, 0, 0]
    # 50 pupils x 22 days = 1100 pupil-days = 0.55 of 2000.
    assert frame["exposure"].iloc[0] == pytest.approx(0.55)


def test_a_month_in_which_a_school_year_begins_is_two():
    rows = [melding(date(2026, 10, 16)), melding(date(2026, 10, 19))]
    frame = counted(school(reports=rows), part_start=date(2026, 10, 19))
    assert [day.date() for day in frame["starts_on"]][:3] == [
        *(OCTOBER, date(2026, 10, 19), date(2026, 11, 1)),
    ]
    assert frame["count_reports"].tolist() == [1, 1, 0, 0]
    assert frame["school_days"].tolist()[:2] == [12, 10]


def test_a_pupil_who_comes_half_way_counts_for_the_days_at_school():
    came = pupil(2, starts=date(2026, 10, 17), ends=date(2026, 10, 31))
    frame = counted(school(enrolments=[pupil(), came]))
    # 17 to 31 October 2026 has ten school days, out of 22.
    assert frame["count_pupils"].iloc[0] == pytest.approx(1 + 10 / 22)
    assert frame["count_pupils"].iloc[1] == 1


def test_only_what_is_known_on_the_day_of_looking_has_an_interval():
    seen = Period(OCTOBER, DECEMBER, date(2026, 11, 10))
    frame = counted(school(enrolments=[pupil()], reports=[melding(after(60))]), seen)
    assert frame["ends_on"].iloc[-1].date() == date(2026, 11, 10)
    assert frame["count_reports"].sum() == 0


def test_the_days_between_are_school_days_in_the_order_of_time():
    rows = [melding(after(30)), melding(after(25)), melding(after(30), 2)]
    small = school(reports=rows)
    frame = days_between(small.reports, small.calendar, SEEN)
    assert frame["gap"].tolist() == [5, 0]
    assert [day.date() for day in frame["previous_on"]] == [after(25), after(30)]
    empty = school()
    assert days_between(empty.reports, empty.calendar, SEEN).empty


def test_a_question_that_cannot_be_answered_is_refused():
    small = school()
    with pytest.raises(ValueError, match="before it starts"):
        counted(small, Period(END, START, LAST))
    with pytest.raises(ValueError, match="calendar lacks a day"):
        counted(small, Period(START, LAST + DAY, LAST + DAY))
    late = school(reports=[melding(LAST + DAY)])
    with pytest.raises(ValueError, match="calendar lacks a day"):
        days_between(late.reports, late.calendar, Period(START, LAST + DAY, LAST + DAY))


def brute_months(period):
    """The days of the period by month, in order."""
    months = {}
    for n in range((period.last_day - START).days + 1):
        day = START + n * DAY
        months.setdefault((day.year, day.month), []).append(day)
    return list(months.values())


@settings(deadline=None)
@given(schools, periods)
def test_every_month_equals_counting_one_by_one(small, period):
    frame = counted(small, period)
    counts, pupil_days, school_days = [], [], []
    for days in brute_months(period):
        at_school = [day for day in days if day.weekday() < 5]
        counts.append(sum(row["reported_on"] in days for row in small.all("reports")))
        school_days.append(len(at_school))
        pupil_days.append(
            sum(
                row["starts_on"] <= day and (row["ends_on"] is None or day <= row["ends_on"])
                for day in at_school
                for row in small.all("enrolments")
            )
        )
    assert frame["count_reports"].tolist() == counts
    assert frame["school_days"].tolist() == school_days
    assert np.allclose(frame["exposure"], [one / 2000 for one in pupil_days])


@settings(deadline=None)
@given(schools, periods)
def test_the_days_between_equal_counting_one_by_one(small, period):
    days_of_reports = sorted(
        row["reported_on"]
        for row in small.all("reports")
        if START <= row["reported_on"] <= period.last_day
    )
    frame = days_between(small.reports, small.calendar, period)
    assert frame["gap"].tolist() == [weekdays(a, b) for a, b in pairwise(days_of_reports)]
