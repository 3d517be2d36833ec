"""What asks attention on the first screen: each kind by hand, and which three are listed."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics import headline
from analytics.figures.open_steps import LateSteps
from analytics.figures.over_time import Baseline, OverTime
from analytics.figures.reports import OverallRate, ReportsPerClass
from analytics.headline.day_ordinals import day_ordinals
from analytics.headline.months_above import months_above
from analytics.headline.standouts import (
    Standout,
    StandoutKind,
    cases_on_level_3,
    classes_above_funnel,
    classes_close_together,
    classes_with_late_steps,
    classes_without_hours,
    missed_aftercare,
    ranked_standouts,
)
from analytics.period import Period
from analytics.view import View
from casework.figures import FigureFilter
from tests.analytics.case_views import view_on
from tests.analytics.small_schools import (
    DAY,
    FIRST,
    LAST,
    START,
    after,
    calendar,
    figures_of,
    school,
)

YEAR = Period(date(2026, 8, 1), date(2027, 7, 31), date(2026, 12, 15))
VIEW = View(FigureFilter(), YEAR, YEAR)


def classes(*rows):
    """Rows of (name, meldingen, leerlingen); the id of a class is its name."""
    frame = pd.DataFrame(rows, columns=["class_name", "count_reports", "count_pupils"])
    rate = 100 * frame["count_reports"] / frame["count_pupils"]
    return frame.assign(
        class_id=frame["class_name"], year_group=2, school_year="2026-2027", rate_per_100=rate
    )


def per_class(*rows):
    frame = classes(*rows)
    reports, pupils = int(frame["count_reports"].sum()), int(frame["count_pupils"].sum())
    overall = OverallRate(reports, pupils, 100 * reports / pupils, 0.0, 0.0)
    return ReportsPerClass(frame, YEAR, reports, overall=overall)


def named(listed):
    return [(one.kind, one.class_name, one.count) for one in listed]


# --- each sign ------------------------------------------------------------------------------------


def test_a_class_without_a_mentor_is_named_as_soon_as_it_has_a_melding():
    frame = classes(("1A", 1, 25), ("1B", 0, 25), ("1C", 3, 25), ("1D", 2, 25), ("1E", 4, 25))
    listed = classes_without_hours(frame, {"1A", "1E"}, frozenset({"1A", "1B"}))
    assert named(listed) == [(StandoutKind.NO_MENTOR, "1A", 1), (StandoutKind.NO_HOUR, "1C", 3)]
    assert listed[0].has_hour


def test_nazorg_that_was_missed_is_counted_over_all_kinds():
    moments = pd.DataFrame({"kind": ["target", "all"], "count_missed": [2, 6]})
    assert missed_aftercare(moments) == [Standout(StandoutKind.MISSED, 6)]
    assert missed_aftercare(moments.assign(count_missed=0)) == []


def test_late_steps_are_concentrated_with_a_quarter_of_all_and_five_at_least():
    frame = classes(("1A", 1, 25), ("1B", 1, 25), ("1C", 1, 25))
    late = LateSteps({"1A": (5, 2), "1B": (10, 3), "1C": (4, 4), "": (1, 1)})
    assert named(classes_with_late_steps(late, frame)) == [
        (StandoutKind.LATE, "1A", 5),
        (StandoutKind.LATE, "1B", 10),
    ]
    assert classes_with_late_steps(LateSteps({"1A": (5, 2), "1B": (16, 3)}), frame)[0].count == 16
    assert classes_with_late_steps(late, frame.iloc[:2]) == []


def test_a_class_far_above_the_rate_of_all_is_named_and_one_within_the_limits_is_not():
    # 40 meldingen on 200 pupils: 5 to be expected in each; 99.9 % of Poisson(5) is 14 at most.
    others = [(f"1{letter}", 3, 25) for letter in "ABCDEFG"]
    assert named(classes_above_funnel(per_class(("2A", 19, 25), *others))) == [
        (StandoutKind.CLASS_ABOVE, "2A", 19)
    ]
    within = [(f"1{letter}", 4, 25) for letter in "ABCDEFG"]
    assert classes_above_funnel(per_class(("2A", 12, 25), *within)) == []


def test_without_meldingen_enough_or_classes_enough_nobody_stands_out():
    assert classes_above_funnel(per_class(("2A", 17, 25), ("1A", 1, 300), ("1B", 1, 300))) == []
    assert classes_above_funnel(per_class(("2A", 30, 25), ("1A", 1, 300))) == []


def reports_on(days, class_id="c1"):
    return [{"case_id": f"k{n % 3}", "reported_on": day, "class_id": class_id} for n, day in days]


def close(days):
    small = school(reports=reports_on(days))
    figures, view = figures_of(small), view_on(after(100), start=FIRST)
    answer = per_class(("c1", len(days), 25), *((f"x{n}", 2, 25) for n in range(10)))
    span = day_ordinals(figures.calendar, FIRST, LAST)
    return classes_close_together(figures, view, span, answer)


def test_meldingen_close_together_are_named_when_chance_seldom_brings_them():
    # 28 meldingen on 275 pupils in 101 school days: half a melding to be expected in 25 pupils
    # and 20 days. Eight in the last 20: less than once in 10^7; five: 2e-4 x 11 x 40, too often.
    lately = [(n, after(100 - n)) for n in range(8)]
    (listed,) = close(lately)
    assert (listed.kind, listed.count, listed.count_cases) == (StandoutKind.CLOSE, 8, 3)
    assert close([(n, after(20 + n)) for n in range(8)]) == []
    assert close([(0, after(100))] * 8) == []


def test_the_window_is_the_last_twenty_school_days():
    edge = [(n, after(81)) for n in range(8)]
    assert close(edge)[0].count == 8
    assert close([(n, after(80)) for n in range(8)]) == []


def test_cases_on_level_3_that_run_are_counted_and_those_in_nazorg_are_not():
    levels = pd.DataFrame({"level": [1, 2, 3], "count_running": [9, 4, 2]})
    assert cases_on_level_3(levels) == [Standout(StandoutKind.LEVEL_3, 2, 2)]
    assert cases_on_level_3(levels.assign(count_running=[9, 4, 0])) == []


# --- months above the limits ----------------------------------------------------------------------


def months(rates, signals, centre=4.0):
    starts = pd.date_range("2026-08-01", periods=len(rates), freq="MS")
    return pd.DataFrame(
        {
            "starts_on": starts,
            "count_reports": [0 if rate is None else rate for rate in rates],
            "exposure": 1.0,
            "rate": np.array([np.nan if rate is None else rate for rate in rates]),
            "centre": centre,
            "signal": signals,
        }
    )


def chart(frame, gaps=None, last=date(2026, 7, 31), points=44):
    base = Baseline(date(2025, 8, 1), last, points, points + 1, 4.0)
    return OverTime(frame, YEAR, 0, gaps=gaps, baseline=base)


def found_in(answer, clustering=1.0, enrolments=()):
    figures = figures_of(
        school(calendar=calendar(date(2025, 7, 1), LAST), enrolments=list(enrolments))
    )
    span = day_ordinals(figures.calendar, date(2025, 8, 1), LAST)
    return months_above(figures, VIEW, span, answer, clustering)


def test_months_in_a_row_up_to_now_are_named_by_the_first():
    frame = months([None, 5, 12, 13, 14], [False, False, True, True, True])
    listed = found_in(chart(frame))
    assert (listed.since, listed.is_one_month, listed.against_year_before) == (
        date(2026, 10, 1),
        False,
        True,
    )


def test_one_month_alone_is_named_as_that_month():
    frame = months([None, 5, 5, 12, 5], [False, False, False, True, False])
    listed = found_in(chart(frame))
    assert (listed.since, listed.is_one_month) == (date(2026, 11, 1), True)
    now = found_in(chart(months([None, 5, 5, 5, 12], [False] * 4 + [True])))
    assert (now.since, now.is_one_month) == (date(2026, 12, 1), True)


@pytest.mark.parametrize(
    ("rates", "signals"),
    [
        ([None, 12, 5, 5, 5], [False, True, False, False, False]),  # over since October
        ([None, 5, 5, 5, 0], [False, False, False, False, True]),  # below the lower limit
        ([None, 5, 5, 5, 5], [False] * 5),
    ],
)
def test_what_is_over_or_low_asks_no_attention(rates, signals):
    assert found_in(chart(months(rates, signals))) is None


def test_after_a_named_change_it_is_not_held_beside_last_year():
    frame = months([None, 5, 12, 13, 14], [False, False, True, True, True])
    assert not found_in(chart(frame, last=date(2026, 9, 30))).against_year_before
    assert found_in(replace(chart(frame), baseline=None)) is None


def test_rare_meldingen_are_judged_by_poisson_around_the_rate_of_the_baseline():
    # 20 pupils for all weekdays from 1 August 2025 to 31 July 2026 (260 days): 5,200 pupil days,
    # so 44 gaps are 16.9 per 2,000 pupil days; of a month with that exposure 16.9 are expected.
    pupils = [
        {"pupil_number": n, "class_id": "c1", "starts_on": date(2025, 8, 1)} for n in range(20)
    ]
    gaps = pd.DataFrame({"gap": [1.0]})
    high = months([None, 17, 17, 31, 32], [False] * 5)
    listed = found_in(chart(high, gaps), enrolments=pupils)
    assert listed.since == date(2026, 11, 1)
    assert found_in(chart(high, gaps), clustering=2.0, enrolments=pupils) is None
    assert found_in(chart(high, gaps)) is None  # nobody was there: nothing to hold it beside


# --- which three ----------------------------------------------------------------------------------


def test_one_line_for_a_sign_and_one_for_a_class_the_most_urgent_first():
    listed = ranked_standouts(
        [
            Standout(StandoutKind.CLOSE, 7, 3, "a", "1A"),
            Standout(StandoutKind.LEVEL_3, 2, 2),
            Standout(StandoutKind.NO_MENTOR, 2, class_id="b", class_name="1B"),
            Standout(StandoutKind.NO_MENTOR, 6, class_id="a", class_name="1A"),
            Standout(StandoutKind.MISSED, 3),
        ]
    )
    assert [(one.kind, one.class_name, one.count_others) for one in listed] == [
        (StandoutKind.NO_MENTOR, "1A", 1),
        (StandoutKind.MISSED, "", 0),
        (StandoutKind.LEVEL_3, "", 0),
    ]


def test_of_an_earlier_day_nothing_is_asked_that_can_only_be_done_now():
    home = {"class_id": "c1", "year_group": 2, "team_id": "t1"}
    rows = [{"opened_on": START, "level_3_on": START, "stopped_on": None, **home}] * 2
    reports = [{"case_id": "k", "number": 1, "reported_on": START, **home}] * 4
    figures = figures_of(school(cases=rows, reports=reports))
    asked = {"without_mentor": frozenset({"c1"})}
    now = headline.board(figures, view_on(after(60)), **asked).standouts
    assert [one.kind for one in now] == [StandoutKind.NO_MENTOR, StandoutKind.LEVEL_3]
    then = view_on(after(60), end=START + 10 * DAY)
    assert headline.board(figures, then, **asked).standouts == ()
