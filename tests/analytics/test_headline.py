"""The numbers of the first screen and how much they differ: by hand, and counted one by one."""

from dataclasses import replace
from datetime import date
from math import isnan

import pytest
from hypothesis import given, settings

from analytics import headline
from analytics.figures import BY_KEY
from analytics.headline.changes import (
    PROBABLE,
    SURE,
    Certainty,
    judged,
    rate_change,
    resolution_change,
    share_change,
)
from analytics.headline.day_ordinals import day_ordinals
from analytics.headline.numbers import report_counts
from analytics.headline.pending_numbers import pending_numbers
from analytics.period import Period
from analytics.report_rates import PUPILS, SCHOOL_DAYS, reports_per_month
from analytics.statistics import rates_p_value
from analytics.view import View
from casework.figures import FigureFilter
from tests.analytics.case_views import view_on, views
from tests.analytics.durations import logrank
from tests.analytics.small_schools import (
    DAY,
    FIRST,
    LAST,
    START,
    after,
    calendar,
    figures_of,
    school,
    schools,
)

SEEN, SIXTY = after(80), after(60)
THEN = date(2025, 9, 1)  # a Monday
TWO_YEARS = calendar(THEN - 30 * DAY, LAST)
YEAR_BEFORE = Period(THEN, date(2026, 7, 3), date(2026, 7, 3))


def two_years(seen=SIXTY):
    """A view of a year as far as `seen`, and the year before as far."""
    as_far = THEN + (seen - FIRST)
    period = Period(FIRST, LAST, seen)
    before = Period(THEN, as_far, as_far)
    return View(FigureFilter(), period, period, before, YEAR_BEFORE)


def pupils(count=100, class_id="c1", since=THEN):
    return [
        {"pupil_number": n, "class_id": class_id, "starts_on": since, "ends_on": None}
        for n in range(count)
    ]


def melding(case, day, class_id="c1", number=1):
    home = {"class_id": class_id, "year_group": 2, "team_id": "t1"}
    return {"case_id": case, "number": number, "reported_on": day, "kinds": ["verbal"], **home}


def board_of(view, **rows):
    small = school(calendar=TWO_YEARS, **rows)
    return headline.board(figures_of(small), view)


# --- the numbers ----------------------------------------------------------------------------------


def test_meldingen_are_counted_by_month_beside_the_year_before_as_far():
    rows = [melding("a", after(1)), melding("b", after(30)), melding("b", after(31), number=2)]
    rows += [melding("c", THEN + DAY), melding("d", date(2026, 5, 1)), melding("e", after(100))]
    comparison = board_of(two_years(), reports=rows, enrolments=pupils()).numbers
    assert comparison.reports.count == 3
    assert comparison.reports.months[:3] == (0, 1, 2)  # 31 August, September, October
    assert (comparison.reports_before.count, comparison.reports_before.months[0]) == (1, 1)
    # One case brought one melding, another two: (1 + 4) / 3.
    assert comparison.reports.clustering == pytest.approx(5 / 3)
    # 100 pupils, every weekday from 31 August up to and with 23 November.
    assert comparison.reports.exposure == 100 * 61


def test_without_a_year_before_nothing_is_compared():
    view = replace(two_years(), before=None, year_before=None)
    comparison = board_of(view, reports=[melding("a", after(1))], enrolments=pupils())
    assert (
        comparison.numbers.reports_before,
        comparison.numbers.open_before,
        comparison.changes,
    ) == (
        *(None, None),
        {},
    )


def test_figures_that_may_not_be_exact_are_refused():
    figures = figures_of(school(), is_exact=False)
    with pytest.raises(ValueError, match="exact figures"):
        headline.board(figures, view_on(SEEN))


def brute_months(small, period):
    """Meldingen one by one, and pupils counted on every weekday."""
    days = [period.start + n * DAY for n in range((period.last_day - period.start).days + 1)]
    reported = [row["reported_on"] for row in small.all("reports")]
    here = [
        row
        for day in days
        if day.weekday() < 5
        for row in small.all("enrolments")
        if row["starts_on"] <= day and (row["ends_on"] is None or day <= row["ends_on"])
    ]
    return sum(day in days for day in reported), len(here)


@settings(max_examples=15, deadline=None)
@given(schools, views)
def test_counts_and_exposure_are_those_of_counting_one_by_one(small, view):
    figures = figures_of(small)
    before = Period(FIRST - 20 * DAY, FIRST + 5 * DAY, view.period.observed_on)
    days = day_ordinals(figures.calendar, before.start, LAST)
    comparison, then = report_counts(figures, view.period, before, days)
    for count, period in ((comparison, view.period), (then, before)):
        if period.start <= period.last_day < before.last_day or period is view.period:
            assert (count.count, count.exposure) == brute_months(small, period)
    rates = reports_per_month(figures.reports, figures.enrolments, figures.calendar, view.period)
    assert comparison.exposure == pytest.approx(rates["exposure"].sum() * PUPILS * SCHOOL_DAYS)
    assert comparison.count == rates["count_reports"].sum()


@settings(max_examples=5, deadline=None)
@given(schools, views)
def test_similar_sums_on_the_screen_agree(small, view):
    board = headline.board(figures_of(small), view)
    assert board.numbers.reports.count == board.charts["reports"].now.count
    work_waiting = BY_KEY["work"].compute(figures_of(small), view).frame
    assert board.numbers.late.count == work_waiting["count_late"].sum()
    assert board.numbers.open_cases.count == board.charts["open_cases"].now.count
    assert len(board.standouts) <= 3
    work = BY_KEY["work"].compute(figures_of(small), view)
    assert work.frame["count_late"].sum() == board.numbers.late.count
    if view.period.start == view.school_year.start:
        over_time = BY_KEY["over_time"].compute(figures_of(small), view)
        assert over_time.count == board.numbers.reports.count


# --- how much they differ -------------------------------------------------------------------------


def test_a_tripled_count_has_its_size_with_the_interval_first():
    change = rate_change("reports", 61, 24_480.0, 21, 24_701.0, 1.0)
    assert change.size == pytest.approx(61 / 21 * 24_701 / 24_480)
    assert 1.7 < change.lower < change.size < change.upper < 5.1
    assert change.p_value == pytest.approx(rates_p_value(61, 24_480.0, 21, 24_701.0))
    (sure,) = judged([change])
    assert sure.certainty is Certainty.CLEAR


def test_meldingen_that_come_in_one_case_are_less_sure():
    alone = judged([rate_change("reports", 48, 1.0, 24, 1.0, 1.0)])[0]
    together = judged([rate_change("reports", 48, 1.0, 24, 1.0, 3.0)])[0]
    assert (alone.certainty, together.certainty) == (Certainty.CLEAR, Certainty.UNSURE)
    assert alone.size == together.size == 2.0


def test_of_a_handful_no_ratio_is_given():
    assert rate_change("reports", 6, 1.0, 3, 1.0, 1.0).certainty is Certainty.FEW
    assert rate_change("reports", 7, 1.0, 3, 1.0, 1.0).certainty is Certainty.UNSURE


def test_more_pupils_are_not_more_meldingen_each():
    change = rate_change("reports", 60, 8000.0, 30, 4000.0, 1.0)
    assert (change.size, change.same_exposure) == (1.0, False)


def test_shares_that_go_together_case_by_case_are_less_sure():
    alone, together = (
        judged([share_change("aftercare", (36, 40), (20, 40), deff, 5)])[0] for deff in (1.0, 6.0)
    )
    assert alone.size == together.size == pytest.approx(0.4)
    assert alone.certainty is Certainty.CLEAR
    assert together.certainty is not Certainty.CLEAR
    few = share_change("aftercare", (36, 40), (20, 40), 5.0, 10)
    assert few.certainty is Certainty.FEW


def test_more_numbers_compared_ask_for_more_of_each():
    alone = rate_change("a", 40, 1.0, 20, 1.0, 1.0)
    assert SURE / 4 < alone.p_value < SURE
    others = [rate_change(name, 20, 1.0, 20, 1.0, 1.0) for name in "bcd"]
    assert judged([alone])[0].certainty is Certainty.CLEAR
    comparison = judged([alone, *others])[0]
    assert SURE <= comparison.p_value < PROBABLE
    assert comparison.certainty is Certainty.PROBABLE


def resolved(durations):
    """Time to stopped of cases that stop after so many school days."""
    cases = [
        {"opened_on": START, "stopped_on": START + days * DAY, "closed_on": None, "ending": None}
        for days in durations
    ]
    return BY_KEY["resolution"].compute(figures_of(school(cases=cases)), view_on(SEEN))


def test_a_case_that_stops_sooner_is_known_by_the_log_rank_test():
    fast, slow = [7 * n for n in range(1, 15)] * 2, [7 * n for n in range(5, 15)] * 2
    change = resolution_change(resolved(fast), resolved(slow))
    weeks = [5 * days // 7 for days in fast], [5 * days // 7 for days in slow]
    groups = [1] * len(fast) + [2] * len(slow)
    expected = logrank([*weeks[0], *weeks[1]], [True] * len(groups), groups).p_value
    assert change.p_value == pytest.approx(expected)
    assert change.is_sooner
    assert change.size == resolved(fast).followed.median - resolved(slow).followed.median < 0
    assert resolution_change(resolved(fast), resolved([7] * 9)).certainty is Certainty.FEW
    assert isnan(resolution_change(resolved(fast), resolved([7] * 9)).size)


# --- what rests on too little yet ----------------------------------------------------------------


def later_in(view, **rows):
    figures = figures_of(school(**rows))
    charts = headline.board(figures, view).charts
    return {one.key: one.on for one in pending_numbers(figures, view, days_of(figures), charts)}


def days_of(figures):
    return day_ordinals(figures.calendar, START, LAST)


def test_ten_cases_followed_for_twenty_school_days_are_enough_for_a_time():
    view = view_on(after(20))
    rows = [{"opened_on": after(11), "stopped_on": None, "closed_on": None}] * 10
    # Ten cases since school day 11: followed for twenty at school day 31.
    assert later_in(view, cases=rows)["resolution"] == after(31)
    assert later_in(view_on(after(31)), cases=rows).get("resolution") is None
    assert "resolution" not in later_in(view_on(after(31)), cases=rows)


def test_with_fewer_cases_the_tenth_is_expected_at_the_pace_so_far():
    # From 14 September (school day 10): 5 cases in 20 school days, so ten after 40, and 20 more.
    rows = [{"opened_on": START, "stopped_on": None, "closed_on": None}] * 5
    seen = START + 25 * DAY
    assert later_in(view_on(seen), cases=rows)["resolution"] == START + 81 * DAY


def test_what_is_not_to_be_expected_this_year_has_no_day():
    rows = [{"opened_on": START, "stopped_on": None, "closed_on": None}]
    assert later_in(view_on(after(100)), cases=rows)["resolution"] is None
    assert later_in(view_on(after(100)))["resolution"] is None


def test_nazorg_can_be_said_when_the_tenth_that_is_planned_comes_due():
    home = {"class_id": "c1", "year_group": 2, "team_id": "t1", "kind": "target", "moves": []}
    moments = [
        {
            **home,
            "case_id": f"k{n}",
            "number": 1,
            "pupil_in_case": 1,
            "planned_on": START,
            "first_due_on": after(12 + n),
            "first_window_ends_on": after(15 + n),
        }
        for n in range(12)
    ]
    view = view_on(after(15))
    assert later_in(view, aftercare=moments)["aftercare"] == after(21)
    assert later_in(view, aftercare=moments[:9])["aftercare"] is None
