"""From incident to melding, talk and measure: by hand, and by brute force on random schools."""

import math

import pytest
from hypothesis import given, settings

from analytics.figures.delays import LEGS, delays
from analytics.period import Period
from analytics.result import MINIMUM_N
from tests.analytics.case_views import asked, begun_cases, seen_by, sights, view_on, views
from tests.analytics.durations import kaplan_meier
from tests.analytics.small_schools import (
    END,
    LAST,
    START,
    after,
    figures_of,
    school,
    schools,
    weekdays,
)

SEEN = after(120)
OPENED = after(20)


def legs(*cases, seen=SEEN):
    return asked("delays", school(cases=list(cases)), view_on(seen)).frame.set_index("leg")


def case(incident=None, talk=None, measure=None, closed=None):
    return {
        "opened_on": OPENED,
        "incident_on": incident,
        "first_talk_on": talk,
        "first_measure_on": measure,
        "closed_on": closed,
        "ending": "other",
    }


def test_each_leg_is_counted_in_school_days_between_its_own_two_days():
    frame = legs(*[case(incident=after(17), talk=after(22), measure=after(27))] * 10)
    assert frame["median"].tolist() == [3, 2, 5]
    assert frame["count_seen"].tolist() == [10, 10, 10]


def test_an_incident_without_a_day_is_missing_and_never_zero_days():
    frame = legs(*[case()] * 30, *[case(incident=after(16))] * 10)
    row = frame.loc["incident_to_report"]
    assert (row["median"], row["count_seen"], row["count_missing"]) == (4, 10, 30)


def test_a_case_that_still_waits_for_a_talk_is_not_left_out():
    frame = legs(*[case(talk=after(21))] * 5, *[case()] * 15)
    row = frame.loc["report_to_talk"]
    assert (row["count_seen"], row["count_waiting"]) == (5, 15)
    assert row["first_quartile"] == 1
    assert math.isnan(row["median"])
    assert frame.loc["talk_to_measure", "count_cases"] == 5


def test_a_median_that_is_known_of_fewer_than_ten_cases_is_not_given():
    # Eleven cases are closed on the first day; of the other nine all had a talk after ten.
    frame = legs(*[case(closed=after(21))] * 11, *[case(talk=after(30))] * 9)
    assert math.isnan(frame.loc["report_to_talk", "median"])
    # With one more it is known of ten whether they took as long.
    frame = legs(*[case(closed=after(21))] * 11, *[case(talk=after(30))] * 10)
    assert frame.loc["report_to_talk", "median"] == 10


def test_a_measure_before_the_first_talk_is_counted_as_impossible():
    row = legs(case(talk=after(25), measure=after(22))).loc["talk_to_measure"]
    assert (row["count_impossible"], row["count_seen"]) == (1, 0)
    assert math.isnan(row["median"])


def test_a_talk_after_the_day_of_looking_still_waits():
    row = legs(case(talk=after(25)), seen=after(24)).loc["report_to_talk"]
    assert (row["count_seen"], row["count_waiting"]) == (0, 1)


def test_a_school_without_cases_has_three_rows_without_a_median():
    answer = asked("delays", school(), view_on(SEEN))
    assert answer.frame["leg"].tolist() == list(LEGS)
    assert answer.frame["median"].isna().all()
    assert (answer.count, answer.is_few) == (0, True)
    assert not asked("delays", school(cases=[case()] * MINIMUM_N), view_on(SEEN)).is_few


def test_a_period_that_ends_before_it_starts_is_refused():
    small = figures_of(school())
    with pytest.raises(ValueError, match="before it starts"):
        delays(small.cases, small.calendar, Period(END, START, LAST))


def one_leg(row, leg, seen):
    """(days, seen), "missing" or "impossible"; None when the case is not in this leg."""
    until = row["closed_on"] or seen
    talk, measure = row["first_talk_on"], row["first_measure_on"]
    if leg == "incident_to_report":
        begin, stop, is_seen = row["incident_on"], row["opened_on"], True
        if begin is None:
            return "missing"
    elif leg == "report_to_talk":
        begin, stop, is_seen = row["opened_on"], talk or until, talk is not None
    else:
        begin, stop, is_seen = talk, measure or until, measure is not None
        if begin is None:
            return None
    length = weekdays(begin, stop)
    return "impossible" if length < 0 else (length, is_seen)


def quartile(waits, left):
    """The time by which so many are left, when it is known of ten whether they took as long."""
    curve = kaplan_meier([days for days, _ in waits], [seen for _, seen in waits])
    reached = curve.loc[curve["survival"] <= left + 1e-9, "time"]
    if reached.empty:
        return math.nan
    time = reached.iloc[0]
    known = sum(days >= time or seen for days, seen in waits)
    return time if known >= 10 else math.nan


@settings(deadline=None)
@given(schools, views, sights)
def test_the_figure_equals_counting_one_by_one(small, view, sight):
    small, view = seen_by(small, view, sight)
    answer = asked("delays", small, view)
    rows = begun_cases(small, view)
    assert answer.count == len(rows)
    for row in answer.frame.itertuples():
        spans = [one for case in rows if (one := one_leg(case, row.leg, view.known_on))]
        waits = [one for one in spans if isinstance(one, tuple)]
        for name, left in (("first_quartile", 0.75), ("median", 0.5), ("third_quartile", 0.25)):
            assert getattr(row, name) == pytest.approx(quartile(waits, left), nan_ok=True)
        assert row.count_cases == len(spans)
        assert row.count_seen == sum(seen for _, seen in waits)
        assert row.count_waiting == sum(not seen for _, seen in waits)
        assert row.count_missing == spans.count("missing")
        assert row.count_impossible == spans.count("impossible")
