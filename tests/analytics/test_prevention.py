"""Mentor hours per class: by hand, and by brute force on random schools."""

from collections import Counter

import pytest
from hypothesis import given, settings

from analytics.figure import compute_figure
from analytics.figures.prevention import FIGURE
from analytics.period import Period
from analytics.view import View
from casework.figures import FigureFilter
from tests.analytics.cut_schools import cut, filters, scopes
from tests.analytics.small_schools import DAY, END, START, figures_of, periods, school, schools

SEEN = Period(START, END, END)
EVERYTHING = FigureFilter()


def answer(small, period=SEEN, figure_filter=EVERYTHING):
    return compute_figure(FIGURE, figures_of(small), View(figure_filter, period, period)).now


def test_a_class_without_mentor_hours_is_there_with_zero_and_in_order_of_name():
    hours = [{"class_id": "c1", "held_on": START}, {"class_id": "c1", "held_on": START - DAY}]
    result = answer(school(prevention=hours))
    assert result.frame["class_name"].tolist() == ["2B", "3C", "10A"]
    assert result.frame["count_hours"].tolist() == [1, 0, 0]
    assert (result.count, result.is_few) == (1, False)


def test_without_classes_there_is_nothing_to_show():
    assert answer(school(classes=[])).is_few


@settings(deadline=None)
@given(schools, periods, scopes, filters)
def test_mentor_hours_equal_counting_one_by_one_in_every_scope_and_filter(
    whole, period, scope, figure_filter
):
    small = cut(whole, scope, figure_filter)
    held = Counter(
        row["class_id"]
        for row in small.all("prevention")
        if START <= row["held_on"] <= period.last_day
    )
    frame = answer(small, period, figure_filter).frame
    hours = dict(zip(frame["class_id"], frame["count_hours"], strict=True))
    own = {row["class_id"] for row in small.all("classes")} - {"c0"}
    assert hours == {**dict.fromkeys(own, 0), **held}


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        answer(school(), Period(END, START, END))
