"""Meldingen over time: months against a fixed baseline, by hand and by brute force.

Every weekday is a school day. The year before runs from 1 September 2025 to 31 July 2026, and 100
pupils are there all the time, so that the exposure of a month is its school days / 20.
"""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.figure import compute_figure
from analytics.figures.over_time import FIGURE, MINIMUM_GAPS, NoBaselineReason
from analytics.period import Period
from analytics.statistics import t_chart, u_chart
from analytics.view import View
from casework.figures import FigureFilter, FigureScope
from tests.analytics.cut_schools import cut, filters, scopes
from tests.analytics.small_schools import CLASSES, calendar, figures_of, school

DAY = timedelta(days=1)
EARLIER = Period(date(2025, 9, 1), date(2026, 7, 31), date(2026, 8, 1))
TODAY = date(2026, 11, 27)  # a Friday
YEAR = Period(date(2026, 9, 1), date(2027, 7, 31), TODAY)
AS_FAR = Period(date(2025, 9, 1), date(2026, 7, 31), date(2025, 11, 27))
MONTHS_BEFORE = [date(2025, month, 1) for month in (9, 10, 11, 12)]
MONTHS_BEFORE += [date(2026, month, 1) for month in range(1, 8)]
MONTHS = [date(2026, month, 1) for month in (9, 10, 11)]
EVERYTHING = FigureFilter()


def weekdays_of(month):
    days = [month + n * DAY for n in range(31)]
    return [day for day in days if day.month == month.month and day.weekday() < 5]


def meldingen(*counts):
    """So many meldingen in each (month, count), on the first school days of the month in turn."""
    rows = []
    for month, count in counts:
        days = weekdays_of(month)
        rows += [{"reported_on": days[n % 5], "case_id": "a", "number": n} for n in range(count)]
    return rows


def two_years(reports, pupils=100, **more):
    enrolments = [
        {"pupil_number": n, "class_id": "c1", "starts_on": EARLIER.start} for n in range(pupils)
    ]
    days = calendar(EARLIER.start - DAY, date(2027, 7, 31))
    return school(reports=reports, calendar=days, **{"enrolments": enrolments, **more})


def over_time(small, period=YEAR, year_before=EARLIER, changes=(), figure_filter=EVERYTHING):
    before = AS_FAR if year_before else None
    view = View(figure_filter, period, YEAR, before, year_before, tuple(changes))
    return compute_figure(FIGURE, figures_of(small), view)


def ten_a_month():
    return [(month, 10) for month in MONTHS_BEFORE]


# --- the months -----------------------------------------------------------------------------------


def test_months_are_judged_by_the_year_before_and_never_by_themselves():
    counts = [*ten_a_month(), (MONTHS[0], 12), (MONTHS[1], 28), (MONTHS[2], 12)]
    answer = over_time(two_years(meldingen(*counts))).now
    frame = answer.frame
    assert frame["count_reports"].tolist() == [12, 28, 12]
    assert frame["school_days"].tolist() == [22, 22, 20]
    # 110 meldingen in the 240 weekdays from 1 September 2025 to 31 July 2026.
    assert answer.baseline.centre == pytest.approx(110 / (240 / 20))
    assert answer.baseline.count_points == 11
    assert (answer.baseline.first, answer.baseline.last) == (EARLIER.start, EARLIER.end)
    centre = 110 / 12
    assert frame["centre"].tolist() == pytest.approx([centre] * 3)
    # centre +- 3 x sqrt(centre / exposure), exposure 22/20 and 20/20.
    wide, narrow = 3 * (centre / 1.1) ** 0.5, 3 * centre**0.5
    assert frame["upper"].tolist() == pytest.approx([centre + wide, centre + wide, centre + narrow])
    assert frame["lower"].tolist() == pytest.approx([centre - wide, centre - wide, centre - narrow])
    assert frame["rate"].tolist() == pytest.approx([12 / 1.1, 28 / 1.1, 12])
    assert frame["signal"].tolist() == [False, True, False]
    assert (answer.count, answer.no_baseline_reason, answer.is_rare) == (52, None, False)


def test_the_limits_stay_where_they_are_whatever_the_months_bring():
    calm = over_time(two_years(meldingen(*ten_a_month(), (MONTHS[0], 10))))
    wild = over_time(two_years(meldingen(*ten_a_month(), (MONTHS[0], 10), (MONTHS[1], 90))))
    for name in ("centre", "lower", "upper"):
        assert calm.now.frame[name].tolist() == wild.now.frame[name].tolist()


def test_a_month_with_fewer_than_five_school_days_has_a_count_and_no_rate_or_limit():
    # Looking on Thursday 1 October: one school day of that month.
    seen = Period(YEAR.start, YEAR.end, date(2026, 10, 1))
    counts = [*ten_a_month(), (MONTHS[0], 10)]
    rows = [*meldingen(*counts), *[{"reported_on": date(2026, 10, 1)}] * 9]
    answer = over_time(two_years(rows), seen).now
    assert answer.frame["count_reports"].tolist() == [10, 9]
    assert answer.frame["rate"].notna().tolist() == [True, False]
    assert answer.frame["upper"].notna().tolist() == [True, False]
    assert not answer.frame["signal"].any()
    assert answer.left_out == {"short_months": 9}


def test_the_running_month_is_judged_on_its_school_days_so_far():
    # Nine meldingen in the first five school days of October: 36 in 20 days.
    seen = Period(YEAR.start, YEAR.end, date(2026, 10, 7))
    rows = meldingen(*ten_a_month(), (MONTHS[0], 10), (MONTHS[1], 9))
    frame = over_time(two_years(rows), seen).now.frame
    assert frame["school_days"].tolist() == [22, 5]
    assert frame["rate"].iloc[1] == pytest.approx(36)
    centre = 110 / 12
    assert frame["upper"].iloc[1] == pytest.approx(centre + 3 * (centre / 0.25) ** 0.5)
    assert frame["signal"].tolist() == [False, True]


def test_some_months_are_judged_by_the_same_limits_as_all_of_them():
    rows = meldingen(*ten_a_month(), (MONTHS[0], 40), (MONTHS[1], 3), (MONTHS[2], 5))
    small = two_years(rows)
    whole = over_time(small).now
    october = Period(MONTHS[1], date(2026, 10, 31), TODAY)
    part = over_time(small, october).now
    assert part.count == 3
    assert part.frame["count_reports"].tolist() == [3]
    assert part.frame["upper"].tolist() == [whole.frame["upper"].iloc[1]]


def test_the_year_before_is_as_far_and_month_for_month():
    rows = meldingen(*ten_a_month(), (MONTHS[0], 12))
    before = over_time(two_years(rows)).before
    assert [day.month for day in before.frame["starts_on"]] == [9, 10, 11]
    assert before.count == 30
    assert before.frame["centre"].isna().all()


def test_a_long_run_on_one_side_of_the_baseline_is_a_signal():
    # Seven months of 14 or so against 10: each within the limits, all above the centre.
    # Anhoj and Olesen: of 7 points a run longer than round(log2(7)) + 3 = 6 is a signal.
    months = [*MONTHS, *(date(2027, month, 1) for month in (1, 2, 3))]
    months.insert(3, date(2026, 12, 1))
    rows = meldingen(*ten_a_month(), *((month, 14) for month in months))
    period = Period(YEAR.start, YEAR.end, date(2027, 3, 31))
    answer = compute_figure(
        FIGURE, figures_of(two_years(rows)), View(EVERYTHING, period, period, None, EARLIER)
    ).now
    assert not answer.frame["signal"].any()
    assert (answer.runs.longest, answer.runs.longest_limit) == (7, 6)
    assert answer.runs.signal


# --- without a baseline ---------------------------------------------------------------------------


def test_without_a_year_before_there_is_a_line_and_no_limit():
    answer = over_time(two_years(meldingen((MONTHS[0], 9))), year_before=None).now
    assert answer.frame["rate"].notna().all()
    assert answer.frame[["centre", "lower", "upper"]].isna().all(axis=None)
    assert (answer.baseline, answer.runs, answer.no_baseline_reason) == (
        None,
        None,
        NoBaselineReason.YEAR,
    )


def test_five_months_are_no_baseline_and_six_are():
    for months, no_baseline_reason in ((5, NoBaselineReason.YEAR), (6, None)):
        since = MONTHS_BEFORE[-months]
        enrolments = [{"pupil_number": n, "class_id": "c1", "starts_on": since} for n in range(100)]
        small = two_years(meldingen(*ten_a_month()), enrolments=enrolments)
        answer = over_time(small).now
        assert answer.no_baseline_reason is no_baseline_reason
        assert answer.count_so_far == months
        assert answer.frame["upper"].notna().all() == (no_baseline_reason is None)


def test_pupils_who_were_not_there_the_year_before_have_no_limits():
    enrolments = [
        {"pupil_number": n, "class_id": "c1", "starts_on": YEAR.start} for n in range(100)
    ]
    answer = over_time(two_years(meldingen(*ten_a_month()), enrolments=enrolments)).now
    assert answer.no_baseline_reason is NoBaselineReason.PUPILS


def test_before_the_first_five_school_days_there_is_too_little():
    seen = Period(YEAR.start, YEAR.end, date(2026, 9, 4))
    rows = [*meldingen(*ten_a_month()), {"reported_on": date(2026, 9, 1)}]
    answer = over_time(two_years(rows), seen).now
    assert answer.is_few
    assert answer.frame["count_reports"].tolist() == [1]


# --- named changes --------------------------------------------------------------------------------


def test_after_a_change_last_year_the_baseline_is_the_months_since():
    # Twenty a month until January, six from February on: the new centre is that of February-July.
    before = [(month, 20 if month < date(2026, 2, 1) else 6) for month in MONTHS_BEFORE]
    answer = over_time(
        two_years(meldingen(*before, (MONTHS[0], 7))), changes=[date(2026, 2, 1)]
    ).now
    # 36 meldingen in the 130 weekdays of February to July.
    assert answer.baseline.centre == pytest.approx(36 / (130 / 20))
    assert answer.baseline.count_points == 6
    assert answer.since == date(2026, 2, 1)
    assert answer.frame["upper"].notna().all()


def test_a_change_this_year_ends_the_old_limits_and_asks_six_whole_months_for_new_ones():
    rows = meldingen(*ten_a_month(), *((month, 10) for month in MONTHS))
    answer = over_time(two_years(rows), changes=[date(2026, 10, 14)]).now
    # September is judged by the year before; October lies on both sides; November runs.
    assert answer.frame["upper"].notna().tolist() == [True, False, False]
    assert (answer.no_baseline_reason, answer.since) == (
        NoBaselineReason.CHANGE,
        date(2026, 10, 14),
    )
    assert answer.count_so_far == 0
    assert (answer.baseline, answer.runs) == (None, None)


def test_the_first_six_months_since_a_change_judge_those_after_them_and_not_themselves():
    months = [date(2026, month, 1) for month in (9, 10, 11, 12)]
    months += [date(2027, month, 1) for month in (1, 2, 3, 4)]
    counts = [8, 8, 8, 8, 8, 8, 30, 8]
    period = Period(YEAR.start, YEAR.end, date(2027, 4, 30))
    small = two_years(meldingen(*ten_a_month(), *zip(months, counts, strict=True)))
    view = View(EVERYTHING, period, period, None, EARLIER, (date(2026, 9, 1),))
    answer = compute_figure(FIGURE, figures_of(small), view).now
    assert answer.frame["upper"].notna().tolist() == [False] * 6 + [True, True]
    # 48 meldingen in the 129 weekdays from September 2026 to February 2027.
    assert answer.baseline.centre == pytest.approx(48 / (129 / 20))
    assert answer.frame["signal"].tolist() == [False] * 6 + [True, False]
    assert answer.baseline.last == date(2027, 2, 28)


def test_a_change_outside_the_two_years_changes_nothing():
    small = two_years(meldingen(*ten_a_month(), (MONTHS[0], 9)))
    plain, with_changes = (
        over_time(small, changes=changes).now
        for changes in ([], [EARLIER.start, date(2024, 1, 1), TODAY + DAY])
    )
    assert plain.frame.equals(with_changes.frame)
    assert with_changes.since is None


# --- rare meldingen -------------------------------------------------------------------------------


def rare(*this_year):
    """One melding every ten school days in the year before, and these."""
    days = [EARLIER.start + n * DAY for n in range((EARLIER.end - EARLIER.start).days + 1)]
    before = [day for day in days if day.weekday() < 5][::10]
    return [
        {"reported_on": day, "case_id": "a", "number": n}
        for n, day in enumerate([*before, *this_year])
    ]


def test_rare_meldingen_are_judged_by_the_days_between_those_of_the_year_before():
    # 24 meldingen in 11 months: fewer than five a month. 23 gaps of ten days: no spread at all.
    rows = rare(date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 16))
    answer = over_time(two_years(rows)).now
    assert answer.is_rare
    gaps = answer.gaps
    # The last melding of the 24 was on school day 231 of 240; August 2026 has 21 weekdays.
    assert gaps["gap"].tolist() == [9 + 21 + 1, 1, 10]
    assert gaps["centre"].tolist() == pytest.approx([10] * 3)
    assert gaps["signal"].tolist() == [True, True, False]
    assert answer.baseline.count_points == 23
    assert answer.frame["count_reports"].tolist() == [3, 0, 0]
    assert answer.frame["upper"].isna().all()


def test_a_month_of_five_in_the_baseline_is_not_rare():
    for count, is_rare in ((4, True), (5, False)):
        rows = meldingen(*((month, count) for month in MONTHS_BEFORE))
        assert over_time(two_years(rows)).now.is_rare is is_rare


def test_a_rare_year_before_still_judges_the_months_of_a_busy_year():
    # Two a month in the year before, and six a month now: the months show the tripling.
    rows = meldingen(*((month, 2) for month in MONTHS_BEFORE), *((month, 6) for month in MONTHS))
    answer = over_time(two_years(rows)).now
    assert not answer.is_rare
    assert answer.frame["count_reports"].tolist() == [6] * len(MONTHS)
    assert answer.frame["centre"].notna().any()
    assert over_time(two_years(rows[: 2 * len(MONTHS_BEFORE)])).now.is_rare


def test_so_few_meldingen_that_there_is_no_baseline_are_a_line_without_limits():
    for count in (MINIMUM_GAPS, MINIMUM_GAPS + 1):
        rows = meldingen(*((month, 1) for month in MONTHS_BEFORE[:count]))
        answer = over_time(two_years(rows)).now
        assert answer.is_rare == (count > MINIMUM_GAPS)
        assert answer.no_baseline_reason is (
            None if count > MINIMUM_GAPS else NoBaselineReason.EVENTS
        )


def test_after_a_change_the_first_times_between_are_the_baseline_of_rare_meldingen():
    change = date(2026, 1, 1)
    rows = [row for row in rare() if row["reported_on"] < change]
    later = [day for month in MONTHS_BEFORE[4:] for day in weekdays_of(month)][::20]
    rows += [{"reported_on": day, "case_id": "b", "number": n} for n, day in enumerate(later)]
    now = [day for month in MONTHS for day in weekdays_of(month)][::4][:9]
    rows += [{"reported_on": day, "case_id": "c", "number": n} for n, day in enumerate(now)]
    answer = over_time(two_years(rows), changes=[change]).now
    # Eight meldingen since the change are seven times between; the first three of this year
    # make ten, so that six are judged.
    assert len(later) == 8
    assert answer.gaps["centre"].notna().tolist() == [False] * 3 + [True] * 6
    assert answer.baseline.count_points == MINIMUM_GAPS


# --- one by one -----------------------------------------------------------------------------------

_days = st.integers(0, (TODAY - EARLIER.start).days).map(lambda n: EARLIER.start + n * DAY)
_homes = st.sampled_from(CLASSES).map(
    lambda row: {name: row[name] for name in ("class_id", "year_group", "team_id")}
)
_meldingen = st.lists(
    st.tuples(_days, _homes, st.sampled_from([["verbal"], ["online"], ["verbal", "online"]])),
    max_size=90,
).map(
    lambda result: [
        {"reported_on": day, "case_id": "a", "number": n, "kinds": kinds, **home}
        for n, (day, home, kinds) in enumerate(result)
    ]
)
_pupils = st.lists(st.tuples(st.sampled_from(["c1", "c2", "c3"]), _days), max_size=8).map(
    lambda result: [
        {"pupil_number": n, "class_id": class_id, "starts_on": day}
        for n, (class_id, day) in enumerate(result)
    ]
)


def brute(small):
    """Per month (count, exposure, school days), in the order of time."""
    months = {}
    for month in [*MONTHS_BEFORE, *MONTHS]:
        days = [day for day in weekdays_of(month) if day <= TODAY]
        whole = [day for n in range(31) if (day := month + n * DAY).month == month.month]
        count = sum(row["reported_on"] in whole for row in small.all("reports"))
        pupil_days = sum(row["starts_on"] <= day for day in days for row in small.all("enrolments"))
        months[month] = (count, pupil_days / 2000, len(days))
    return months


@settings(deadline=None, max_examples=60)
@given(_meldingen, _pupils, scopes, filters)
def test_the_chart_equals_counting_one_by_one_in_every_scope_and_filter(
    reports, enrolments, scope, figure_filter
):
    small = cut(two_years(reports, enrolments=enrolments), scope, figure_filter)
    answer = over_time(small, figure_filter=figure_filter).now
    months = brute(small)
    now = [months[month] for month in MONTHS]
    assert answer.frame["count_reports"].tolist() == [count for count, _, _ in now]
    assert np.allclose(answer.frame["exposure"], [exposure for _, exposure, _ in now])
    base = [months[month] for month in MONTHS_BEFORE if months[month][1]]
    total, exposure = sum(one[0] for one in base), sum(one[1] for one in base)
    if len(base) < 6:
        assert answer.no_baseline_reason in (NoBaselineReason.YEAR, NoBaselineReason.PUPILS)
    elif total / len(base) < 5:
        check_gaps(answer, small)
    else:
        counts, exposures = [one[0] for one in now], [one[1] for one in now]
        chart = u_chart(counts, exposures, total / exposure)
        for name in ("rate", "lower", "upper", "signal"):
            assert answer.frame[name].tolist() == pytest.approx(chart[name].tolist())


def check_gaps(answer, small):
    result = sorted(row["reported_on"] for row in small.all("reports"))
    pairs = list(pairwise(result))
    gaps = [sum((a + n * DAY).weekday() < 5 for n in range(1, (b - a).days + 1)) for a, b in pairs]
    before = [gap for gap, (_, day) in zip(gaps, pairs, strict=True) if day < YEAR.start]
    after = [gap for gap, (_, day) in zip(gaps, pairs, strict=True) if day >= YEAR.start]
    if len(before) < MINIMUM_GAPS:
        assert answer.no_baseline_reason is NoBaselineReason.EVENTS
        return
    assert answer.gaps["gap"].tolist() == after
    chart = t_chart(after, before)
    assert answer.gaps["upper"].tolist() == pytest.approx(chart["upper"].tolist())
    assert answer.gaps["signal"].tolist() == chart["signal"].tolist()


def test_a_scope_without_pupils_is_empty_and_not_an_error():
    answer = over_time(cut(two_years([]), FigureScope(), EVERYTHING)).now
    assert answer.is_few
    assert answer.count == 0
