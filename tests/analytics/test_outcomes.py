"""What the gepeste says of it: by hand, and by brute force on random schools."""

import math
from statistics import median

import pytest
from hypothesis import given, settings

from analytics.figures.outcomes import OUTCOMES, outcomes
from analytics.figures.safety_change import safety_change
from analytics.period import Period
from analytics.result import MINIMUM_N
from analytics.statistics import wilson_interval
from tests.analytics.case_views import sights
from tests.analytics.cut_schools import cut
from tests.analytics.small_schools import DAY, END, START, after, periods, school, schools

SEEN = Period(START, END, END)
DONE = after(20)


def moment(outcome, case="a", pupil=1, done=DONE, kind="target", number=1):
    return {
        "case_id": case,
        "pupil_in_case": pupil,
        "number": number,
        "kind": kind,
        "done_on": done,
        "outcome": outcome,
    }


def counted(*moments, period=SEEN):
    frame = outcomes(school(aftercare=list(moments)).aftercare, period).frame
    counts = dict(zip(frame["outcome"], frame["count_targets"], strict=True))
    return {outcome: count for outcome, count in counts.items() if count}


def test_a_gepeste_counts_once_with_the_last_nazorg_of_the_period():
    first, last = moment("worse"), moment("stopped", done=DONE + DAY, number=2)
    assert counted(last, first) == {"stopped": 1}
    assert counted(first, moment("less", pupil=2), moment("same", case="b")) == {
        "less": 1,
        "same": 1,
        "worse": 1,
    }


def test_of_two_on_one_day_the_last_recorded_counts():
    assert counted(moment("less", number=7), moment("same", number=4)) == {"less": 1}


def test_only_what_the_gepeste_says_within_the_period_counts():
    pestende = moment("worse", kind="displaying")
    parents = moment("worse", kind="parents")
    outside = [moment("same", done=START - DAY), moment("same", done=END + DAY)]
    assert counted(pestende, parents, *outside) == {}
    assert counted(moment("same"), period=Period(START, END, DONE - DAY)) == {}


def test_an_extra_talk_before_its_window_is_an_answer_too():
    early = {**moment("less"), "planned_on": START, "first_due_on": DONE + 5 * DAY}
    assert counted(early) == {"less": 1}


def test_an_answer_of_after_the_day_of_looking_is_not_known_yet():
    first, last = moment("worse"), moment("stopped", done=DONE + DAY, number=2)
    assert counted(first, last, period=Period(START, END, DONE)) == {"worse": 1}


def test_without_nazorg_there_are_four_rows_without_a_share():
    answer = outcomes(school().aftercare, SEEN)
    assert answer.frame["outcome"].tolist() == list(OUTCOMES)
    assert answer.frame["share"].isna().all()
    assert (answer.count, answer.is_few) == (0, True)


def score(value, day, case="a", pupil=1, role="target", number=1):
    return {
        "case_id": case,
        "pupil_in_case": pupil,
        "number": number,
        "role": role,
        "said_on": day,
        "score": value,
    }


def change(*rows, period=SEEN):
    answer = safety_change(school(scores=list(rows)).scores, period)
    return answer, answer.frame.iloc[0]


def test_the_first_score_is_held_against_the_last_also_when_it_is_older_than_the_period():
    answer, row = change(score(3, START - DAY), score(9, DONE), score(6, DONE + DAY))
    assert (row["first_median"], row["last_median"], row["count_rose"]) == (3, 6, 1)
    assert answer.count == 1


def test_one_score_is_no_change_and_is_counted_apart():
    answer, row = change(score(3, DONE), score(4, DONE, pupil=2), score(8, DONE, role="bystander"))
    assert (answer.count, answer.left_out) == (0, {"one_score": 2})
    assert math.isnan(row["first_median"])
    assert math.isnan(row["share"])


def test_a_gepeste_whose_last_score_is_from_before_the_period_is_not_in_it():
    answer, _ = change(score(3, START - 3 * DAY), score(6, START - DAY))
    assert (answer.count, answer.left_out) == (0, {"one_score": 0})


def test_a_period_that_ends_before_it_starts_is_refused():
    small = school()
    for figure, relation in ((outcomes, small.aftercare), (safety_change, small.scores)):
        with pytest.raises(ValueError, match="before it starts"):
            figure(relation, Period(END, START, END))


def grouped(rows):
    """Rows by case and pupil."""
    counts = {}
    for row in rows:
        counts.setdefault((row["case_id"], row["pupil_in_case"]), []).append(row)
    return counts


@settings(deadline=None)
@given(schools, periods, sights)
def test_the_outcomes_equal_counting_one_by_one(whole, period, sight):
    small = cut(whole, *sight)
    rows = [
        row
        for row in small.all("aftercare")
        if row["kind"] == "target" and row["done_on"] and START <= row["done_on"] <= period.last_day
    ]
    last = [
        max(of_one, key=lambda row: (row["done_on"], row["number"]))["outcome"]
        for of_one in grouped(rows).values()
    ]
    answer = outcomes(small.aftercare, period)
    assert answer.count == len(last)
    assert answer.is_few is (len(last) < MINIMUM_N)
    for row in answer.frame.itertuples():
        assert row.count_targets == last.count(row.outcome)
        if last:
            limits = wilson_interval(last.count(row.outcome), len(last))
            assert (row.lower, row.upper) == pytest.approx(limits)


@settings(deadline=None)
@given(schools, periods, sights)
def test_the_change_in_safety_equals_counting_one_by_one(whole, period, sight):
    small = cut(whole, *sight)
    rows = [
        row
        for row in small.all("scores")
        if row["role"] == "target" and row["said_on"] <= period.last_day
    ]
    pairs, one_score = [], 0
    for of_one in grouped(rows).values():
        in_order = sorted(of_one, key=lambda row: (row["said_on"], row["number"]))
        if in_order[-1]["said_on"] < START:
            continue
        if len(in_order) == 1:
            one_score += 1
        else:
            pairs.append((in_order[0]["score"], in_order[-1]["score"]))
    answer = safety_change(small.scores, period)
    row = answer.frame.iloc[0]
    assert (answer.count, answer.left_out) == (len(pairs), {"one_score": one_score})
    assert row["count_rose"] == sum(last > first for first, last in pairs)
    assert row["count_same"] == sum(last == first for first, last in pairs)
    assert row["count_fell"] == sum(last < first for first, last in pairs)
    if pairs:
        assert row["first_median"] == median(first for first, _ in pairs)
        assert row["last_median"] == median(last for _, last in pairs)
