"""Meldingen over time and the funnel: by hand, and by brute force on random schools."""

import math
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.period import Period
from analytics.reports import funnel, reports_per_class, school_rate, shown
from analytics.reports_over_time import (
    MINIMUM_INTERVALS,
    days_between,
    days_between_shown,
    reports_over_time,
    reports_over_time_shown,
)
from analytics.statistics import funnel_limits, t_chart, u_chart
from tests.unit.small_schools import (
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


def pupil(number=1, starts=FIRST, ends=None, class_id="c1"):
    return {"pupil_number": number, "class_id": class_id, "starts_on": starts, "ends_on": ends}


def over_time(small, period=SEEN, interval="month"):
    return reports_over_time(small.reports, small.enrolments, small.calendar, period, interval)


def test_a_month_has_the_rate_per_hundred_pupils_and_twenty_school_days():
    hundred = [pupil(n) for n in range(50)]
    answer = over_time(school(reports=[melding(OCTOBER)] * 2, enrolments=hundred))
    frame = answer.frame
    assert [day.month for day in frame["starts_on"]] == [10, 11, 12]
    assert frame["school_days"].tolist() == [22, 21, 23]
    assert frame["count_reports"].tolist() == [2, 0, 0]
    # 2 meldingen on 50 pupils x 22 days = 1100 pupil-days = 0.55 of 2000.
    assert frame["rate"].iloc[0] == pytest.approx(2 / 0.55)
    assert frame["centre"].iloc[0] == pytest.approx(2 / (50 * 66 / 2000))


def test_twenty_school_days_are_counted_from_the_first_day_of_the_period():
    frame = over_time(school(enrolments=[pupil()]), interval="school_days").frame
    assert frame["school_days"].tolist() == [20, 20, 20, 6]
    assert frame["starts_on"].iloc[0].date() == OCTOBER
    # Wednesday 28 October is the twentieth school day, so the next interval begins on Thursday.
    assert frame["starts_on"].iloc[1].date() == date(2026, 10, 29)


def test_a_pupil_who_comes_half_way_counts_for_the_days_at_school():
    came = pupil(2, starts=date(2026, 10, 17), ends=date(2026, 10, 31))
    frame = over_time(school(enrolments=[pupil(), came])).frame
    # 17 to 31 October 2026 has ten school days, out of 22.
    assert frame["count_pupils"].iloc[0] == pytest.approx(1 + 10 / 22)
    assert frame["count_pupils"].iloc[1] == 1


def test_meldingen_without_pupils_have_no_rate_and_are_left_out():
    answer = over_time(school(reports=[melding(OCTOBER)], enrolments=[pupil(starts=after(60))]))
    assert answer.left_out == {"no_school": 1}
    assert math.isnan(answer.frame["rate"].iloc[0])
    assert not answer.frame["signal"].any()
    assert answer.count == 1


def test_only_what_is_known_on_the_day_of_looking_has_an_interval():
    seen = Period(OCTOBER, DECEMBER, date(2026, 11, 10))
    frame = over_time(school(enrolments=[pupil()], reports=[melding(after(60))]), seen).frame
    assert frame["ends_on"].iloc[-1].date() == date(2026, 11, 10)
    assert frame["count_reports"].sum() == 0


def test_few_meldingen_are_rare_and_few_points_are_too_few():
    many = [melding(OCTOBER)] * 15
    assert not over_time(school(reports=many, enrolments=[pupil()])).is_rare
    answer = over_time(school(reports=many[:14], enrolments=[pupil()]))
    assert answer.is_rare
    assert answer.is_few


def test_a_school_without_anything_has_intervals_without_a_rate():
    answer = over_time(school())
    assert answer.frame["rate"].isna().all()
    assert (answer.count, answer.runs, answer.is_few) == (0, None, True)


def test_who_may_not_open_the_cases_sees_no_small_count_and_no_rate_that_tells_it():
    rows = [melding(OCTOBER)] * 12 + [melding(date(2026, 11, 3))] * 9 + [melding(DECEMBER)] * 2
    exact = over_time(school(reports=rows, enrolments=[pupil()]))
    told = reports_over_time_shown(exact)
    hidden = told.frame["count_reports"].isna()
    assert hidden.iloc[2]
    assert told.frame.loc[hidden, "rate"].isna().all()
    assert hidden.sum() >= 2 or (told.count is None and told.frame["centre"].isna().all())


def test_the_days_between_are_school_days_in_the_order_of_time():
    rows = [melding(after(30)), melding(after(25)), melding(after(30), 2)]
    small = school(reports=rows)
    answer = days_between(small.reports, small.calendar, SEEN)
    assert answer.frame["gap"].tolist() == [5, 0]
    assert answer.count == 3
    assert answer.is_few
    empty = school()
    none = days_between(empty.reports, empty.calendar, SEEN)
    assert (none.count, none.runs, len(none.frame)) == (0, None, 0)


def test_who_may_not_open_the_cases_sees_none_of_the_days_between():
    rows = [melding(after(25 + n)) for n in range(MINIMUM_INTERVALS + 1)]
    small = school(reports=rows)
    exact = days_between(small.reports, small.calendar, SEEN)
    told = days_between_shown(exact)
    assert not exact.is_few
    assert told.frame.empty
    assert told.count == MINIMUM_INTERVALS + 1
    small = school(reports=rows[:3])
    few = days_between(small.reports, small.calendar, SEEN)
    assert days_between_shown(few).count is None


def test_a_question_that_cannot_be_answered_is_refused():
    small = school()
    with pytest.raises(ValueError, match="before it starts"):
        over_time(small, Period(END, START, LAST))
    with pytest.raises(ValueError, match="calendar lacks a day"):
        over_time(small, Period(START, LAST + DAY, LAST + DAY))


def brute_intervals(period, interval):
    """The days of the period by interval, in order."""
    intervals, passed = {}, 0
    for n in range((period.last_day - START).days + 1):
        day = START + n * DAY
        passed += day.weekday() < 5
        key = (day.year, day.month) if interval == "month" else (max(passed, 1) - 1) // 20
        intervals.setdefault(key, []).append(day)
    return list(intervals.values())


@settings(deadline=None)
@given(schools, periods, st.sampled_from(["month", "school_days"]))
def test_the_chart_equals_counting_one_by_one(small, period, interval):
    answer = over_time(small, period, interval)
    counts, pupil_days, school_days = [], [], []
    for days in brute_intervals(period, interval):
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
    assert answer.frame["count_reports"].tolist() == counts
    assert answer.frame["school_days"].tolist() == school_days
    known = [index for index, exposure in enumerate(pupil_days) if exposure]
    exposures = [pupil_days[index] / 2000 for index in known]
    chart = u_chart([counts[index] for index in known], exposures)
    for name in ("rate", "centre", "lower", "upper"):
        told = answer.frame[name].to_numpy()[known]
        assert np.allclose(told, chart[name])
    assert answer.frame["signal"].to_numpy()[known].tolist() == chart["signal"].tolist()
    assert answer.left_out["no_school"] == sum(counts) - sum(counts[index] for index in known)


@settings(deadline=None)
@given(schools, periods)
def test_the_days_between_equal_counting_one_by_one(small, period):
    found = sorted(
        row["reported_on"]
        for row in small.all("reports")
        if START <= row["reported_on"] <= period.last_day
    )
    gaps = [weekdays(a, b) for a, b in pairwise(found)]
    answer = days_between(small.reports, small.calendar, period)
    assert answer.frame["gap"].tolist() == gaps
    chart = t_chart(gaps)
    assert answer.frame["signal"].tolist() == chart["signal"].tolist()
    assert np.allclose(answer.frame["upper"], chart["upper"], equal_nan=True)


# --- the funnel -----------------------------------------------------------------------------------


def classes_in(small):
    frame = reports_per_class(small.reports, small.enrolments, small.classes, OCTOBER, DECEMBER)
    return frame, school_rate(small.reports, small.enrolments, OCTOBER, DECEMBER)


def test_a_class_far_from_the_rate_of_the_school_lies_beyond_the_funnel():
    pupils = [pupil(n, class_id="c1" if n < 25 else "c3") for n in range(50)]
    rows = [{**melding(after(30)), "class_id": "c1"} for _ in range(18)]
    rows += [{**melding(after(30)), "class_id": "c3"} for _ in range(2)]
    frame = funnel(*classes_in(school(enrolments=pupils, reports=rows)))
    told = frame.set_index("class_id")
    # 20 meldingen on 50 pupils: 10 are to be expected in each class of 25.
    limits = funnel_limits([25], 0.4, 0.95)
    assert told.loc["c1", "lower_95"] == pytest.approx(100 * limits["lower"].iloc[0])
    assert told.loc["c1", "upper_95"] == pytest.approx(100 * limits["upper"].iloc[0])
    assert told["beyond"].to_dict() == {"c1": "95", "c2": "", "c3": "95"}


def test_a_class_whose_count_is_hidden_is_not_told_to_be_beyond():
    pupils = [pupil(n, class_id="c1" if n < 4 else "c3") for n in range(200)]
    rows = [{**melding(after(30)), "class_id": "c1"} for _ in range(4)]
    rows += [{**melding(after(30)), "class_id": "c3"} for _ in range(8)]
    frame, rate = classes_in(school(enrolments=pupils, reports=rows))
    assert funnel(frame, rate)["beyond"].tolist()[0] == "99_9"
    hidden, _ = shown(frame, rate, frame, rate)
    assert funnel(hidden, rate)["beyond"].tolist() == ["", "", ""]


def test_a_class_without_pupils_and_a_school_without_meldingen_are_not_beyond():
    frame = funnel(*classes_in(school(enrolments=[pupil()])))
    assert frame["beyond"].tolist() == ["", "", ""]
    assert funnel(*classes_in(school()))["beyond"].tolist() == ["", "", ""]
