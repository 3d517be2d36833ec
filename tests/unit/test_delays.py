"""From incident to melding, talk and measure: by hand, and by brute force on random schools."""

import math

import pytest
from hypothesis import given, settings

from analytics.delays import LEGS, MINIMUM_N, delays, shown
from analytics.period import Period
from analytics.statistics import kaplan_meier
from tests.unit.small_schools import (
    END,
    LAST,
    START,
    after,
    periods,
    school,
    schools,
    weekdays,
)

SEEN = Period(START, LAST, LAST)
OPENED = after(20)


def legs(*cases, period=SEEN):
    small = school(cases=list(cases))
    return delays(small.cases, small.calendar, period).frame.set_index("leg")


def case(incident=None, talk=None, measure=None, closed=None):
    return {
        "opened_on": OPENED,
        "incident_on": incident,
        "first_talk_on": talk,
        "first_measure_on": measure,
        "closed_on": closed,
    }


def test_each_leg_is_counted_in_school_days_between_its_own_two_days():
    frame = legs(case(incident=after(17), talk=after(22), measure=after(27)))
    assert frame["median"].tolist() == [3, 2, 5]
    assert frame["count_seen"].tolist() == [1, 1, 1]


def test_an_incident_without_a_day_is_missing_and_never_zero_days():
    frame = legs(case(), case(incident=after(16)))
    row = frame.loc["incident_to_report"]
    assert (row["median"], row["count_seen"], row["count_missing"]) == (4, 1, 1)


def test_a_case_that_still_waits_for_a_talk_is_not_left_out():
    waiting = [case() for _ in range(3)]
    frame = legs(case(talk=after(21)), *waiting)
    row = frame.loc["report_to_talk"]
    assert (row["count_seen"], row["count_waiting"]) == (1, 3)
    assert row["first_quartile"] == 1
    assert math.isnan(row["median"])
    assert frame.loc["talk_to_measure", "count_cases"] == 1


def test_a_measure_before_the_first_talk_is_counted_as_impossible():
    row = legs(case(talk=after(25), measure=after(22))).loc["talk_to_measure"]
    assert (row["count_impossible"], row["count_seen"]) == (1, 0)
    assert math.isnan(row["median"])


def test_a_closed_case_waits_no_longer_than_until_it_was_closed():
    frame = legs(case(closed=after(23)), case(talk=after(30)))
    # The one that was closed after 3 days leaves; of what is left all had a talk at 10 days.
    assert frame.loc["report_to_talk", "median"] == 10


def test_a_school_without_cases_has_three_rows_without_a_median():
    small = school()
    answer = delays(small.cases, small.calendar, SEEN)
    assert answer.frame["leg"].tolist() == list(LEGS)
    assert answer.frame["median"].isna().all()
    assert (answer.count, answer.is_few) == (0, True)


def test_who_may_not_open_the_cases_sees_no_small_number_in_any_leg():
    cases = [case(incident=after(17), talk=after(22)) for _ in range(MINIMUM_N)]
    small = school(cases=[*cases, case(), case()])
    told = shown(delays(small.cases, small.calendar, SEEN))
    for name in ("count_seen", "count_waiting", "count_missing", "count_impossible"):
        numbers = told.frame[name].dropna()
        assert not numbers.between(1, 4).any()
    assert told.frame["median"].iloc[0] == 3
    assert math.isnan(told.frame["median"].iloc[2])


def test_a_period_that_ends_before_it_starts_is_refused():
    small = school()
    with pytest.raises(ValueError, match="before it starts"):
        delays(small.cases, small.calendar, Period(END, START, LAST))


def one_leg(row, leg, seen):
    """(days, seen), "missing" or "impossible"; None when the case is not in this leg."""

    def known(name):
        return row[name] if row[name] and row[name] <= seen else None

    until = min(row["closed_on"] or seen, seen)
    talk, measure = known("first_talk_on"), known("first_measure_on")
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


@settings(deadline=None)
@given(schools, periods)
def test_the_figure_equals_counting_one_by_one(small, period):
    answer = delays(small.cases, small.calendar, period)
    of_period = [row for row in small.all("cases") if START <= row["opened_on"] <= period.last_day]
    assert answer.count == len(of_period)
    for row in answer.frame.itertuples():
        found = [one_leg(case, row.leg, period.observed_on) for case in of_period]
        found = [one for one in found if one]
        waits = [one for one in found if isinstance(one, tuple)]
        curve = kaplan_meier([days for days, _ in waits], [seen for _, seen in waits])
        for name, left in (("first_quartile", 0.75), ("median", 0.5), ("third_quartile", 0.25)):
            reached = curve.loc[curve["survival"] <= left + 1e-9, "time"]
            if reached.empty:
                assert math.isnan(getattr(row, name))
            else:
                assert getattr(row, name) == reached.iloc[0]
        assert row.count_cases == len(found)
        assert row.count_seen == sum(seen for _, seen in waits)
        assert row.count_waiting == sum(not seen for _, seen in waits)
        assert row.count_missing == found.count("missing")
        assert row.count_impossible == found.count("impossible")
