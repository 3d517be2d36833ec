"""What stands out in the meldingen: by hand on small schools, and not where there is too little."""

import numpy as np
import pytest
from scipy import stats

from analytics import signals
from analytics.clusters import MOST_FALSE, Sign, clusters
from analytics.overview import in_sight, reports_of, school_of
from analytics.period import Period
from analytics.reports_over_time import OverTime, reports_over_time
from analytics.signals import beyond_funnel, beyond_limits, noticed, patterns_by_chance
from tests.unit.small_schools import FIRST, LAST, after, school

PERIOD = Period(after(0), after(119), after(119))
NAMES = ("c1", "c2", "c3")


def enrolled(size=100):
    return [
        {"pupil_number": 1000 * place + n, "class_id": name, "starts_on": FIRST, "ends_on": None}
        for place, name in enumerate(NAMES)
        for n in range(size)
    ]


def meldingen(class_id, *days, case_id=None):
    return [
        {
            "case_id": case_id or f"{class_id}-{n}",
            "number": n + 1,
            "reported_on": after(day),
            "kinds": ["verbal"],
            "places": [],
            "class_id": class_id,
            "year_group": 2,
            "team_id": "t1",
        }
        for n, day in enumerate(days)
    ]


def spread(class_id, count):
    return meldingen(class_id, *(int(n * 119 / count) + 1 for n in range(count)))


QUIET = [*spread("c2", 12), *spread("c3", 12)]


def of(*reports):
    return school(reports=list(reports), enrolments=enrolled())


def looked_at(relations, everything=None):
    return noticed(relations, PERIOD, in_sight(relations, PERIOD, everything))


def signs(relations, everything=None):
    return [(one.sign, one.class_name) for one in looked_at(relations, everything)]


def test_a_school_on_which_nothing_happens_is_not_announced():
    assert signs(of(*spread("c1", 12), *QUIET)) == []


def test_seven_meldingen_in_a_week_in_one_class_stand_out():
    found = looked_at(of(*meldingen("c1", *(60, 60, 61, 61, 62, 63, 64, 64)), *QUIET))
    assert [(one.sign, one.class_name) for one in found] == [(Sign.CLUSTER, "2B")]
    # Window of 20 school days around it, back from the last day in weeks.
    assert after(64) <= found[0].day <= after(83)
    assert found[0].per_year <= MOST_FALSE


def test_one_case_with_many_meldingen_is_no_cluster_of_a_class():
    alone = meldingen("c1", *(60, 60, 61, 61, 62, 63, 64, 64), case_id="z")
    assert signs(of(*alone, *QUIET)) == []


def test_nothing_is_announced_below_the_minimum():
    few = meldingen("c1", *range(60, 60 + signals.MINIMUM_REPORTS - 1))
    assert signs(of(*few)) == []


def test_a_class_beyond_the_funnel_is_told_once_and_by_name():
    found = signs(of(*spread("c1", 40), *spread("c2", 4), *spread("c3", 4)))
    assert [sign for sign in found if sign[1] == "2B"] == [(Sign.CLASS_ABOVE, "2B")]
    assert (Sign.CLASS_BELOW, "3C") in found


def test_a_class_whose_number_is_hidden_is_not_named():
    relations = of(*spread("c1", 40), *spread("c2", 4), *spread("c3", 4))
    hidden = signs(relations, everything=relations)
    assert {name for _, name in hidden} <= {"2B"}


def test_the_chance_of_a_class_beyond_the_funnel_is_that_of_poisson():
    relations = of(*spread("c1", 40), *spread("c2", 8), *spread("c3", 9))
    classes = reports_of(relations, PERIOD)
    found = beyond_funnel(classes, school_of(relations, PERIOD))
    # 19 are expected in each class; the exact limits leave out at most 0.1 % of the time.
    low, high = stats.poisson.ppf([0.0005, 0.9995], 19)
    assert found[0].per_year <= 3 * 0.001
    assert found[0].per_year == pytest.approx(
        3 * (stats.poisson.cdf(low - 1, 19) + stats.poisson.sf(high, 19)), rel=0.5
    )


def test_a_month_beyond_the_limits_stands_out_with_its_chance():
    usual = list(range(0, 160, 4))
    burst = [day for day in range(100, 118) for _ in range(4)]
    relations = of(*meldingen("c1", *usual, *burst))
    whole = Period(FIRST, LAST, LAST)
    answer = reports_over_time(relations.reports, relations.enrolments, relations.calendar, whole)
    assert not beyond_limits(replaced(answer, is_few=True), whole)
    found = [one for one in beyond_limits(replaced(answer), whole) if one.sign is Sign.MONTH_ABOVE]
    assert found
    assert all(0 < one.per_year < 0.2 for one in found)


def replaced(answer, is_few=False):
    return OverTime(answer.frame, answer.period, answer.count, is_few=is_few, runs=answer.runs)


def test_a_pattern_in_pure_chance_is_as_rare_as_is_said():
    # Anhoj and Olesen find about one false signal in twenty to ten for charts of 10 to 20 points.
    assert 0.01 < patterns_by_chance(16) < 0.12
    assert patterns_by_chance(16) == patterns_by_chance(16)


def test_what_is_said_about_chance_holds_in_schools_of_pure_chance():
    """Sixty schools of three classes in which nothing is going on."""
    rng, found = np.random.default_rng(7), 0
    for _ in range(60):
        reports = [
            one
            for name in NAMES
            for one in meldingen(name, *sorted(rng.integers(1, 119, rng.poisson(12)).tolist()))
        ]
        relations = of(*reports)
        classes = reports_of(relations, PERIOD)
        found += len(clusters(relations, classes, PERIOD, NAMES))
    # At most 0.2 a year with each threshold: 12 in 60 years, and 5 standard deviations on top.
    assert found <= 60 * MOST_FALSE * (119 / 200) + 5 * np.sqrt(60 * MOST_FALSE)


def test_the_day_of_a_cluster_is_a_school_day():
    found = looked_at(of(*meldingen("c1", *(60, 60, 61, 61, 62, 63, 64, 64)), *QUIET))
    assert found[0].day.weekday() < 5
    assert found[0].day <= PERIOD.last_day
