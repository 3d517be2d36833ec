"""Where, when and what: by hand, by brute force on random schools, and the sensitive kinds."""

import itertools
from collections import Counter
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from analytics.figure import compute_figure
from analytics.figures import kind_by_month, place_by_moment
from analytics.period import Period
from analytics.view import View
from casework.figures import FigureFilter
from tests.analytics.cut_schools import cut, filters, scopes
from tests.analytics.small_schools import END, START, after, figures_of, periods, school, schools

SEEN = Period(START, END, END)
UNKNOWN = "unknown"
DAY_OF_MELDING = after(20)
EVERYTHING = FigureFilter()
PLACES, KINDS = place_by_moment.FIGURE, kind_by_month.FIGURE


def melding(*places, moment="break", kinds=("verbal",), day=DAY_OF_MELDING):
    return {
        "reported_on": day,
        "places": list(places),
        "kinds": list(kinds),
        "day_part": moment,
    }


def answer(figure, small, period=SEEN, figure_filter=EVERYTHING, **marks):
    return compute_figure(
        figure, figures_of(small, **marks), View(figure_filter, period, period)
    ).now


def cells(result):
    rows, columns = result.frame.columns[:2]
    return {
        (row[rows], row[columns]): row["count_reports"] for row in result.frame.to_dict("records")
    }


def test_a_melding_of_two_places_is_in_both_and_still_one_melding():
    result = answer(PLACES, school(reports=[melding("corridor", "online")]))
    assert cells(result) == {("corridor", "break"): 1, ("online", "break"): 1}
    assert (result.count, result.left_out["several_places"]) == (1, 1)


def test_a_melding_without_a_place_or_moment_is_said_to_be_unknown():
    result = answer(PLACES, school(reports=[melding(moment=None)]))
    assert cells(result) == {(UNKNOWN, UNKNOWN): 1}
    assert result.left_out == {"no_place": 1, "no_day_part": 1, "several_places": 0}


def test_kinds_are_counted_in_the_month_of_the_melding():
    october, november = after(25), after(50)
    rows = [melding(day=october), melding(day=november, kinds=("verbal", "online"))]
    result = answer(KINDS, school(reports=rows))
    assert [(month.month, kind) for month, kind in cells(result)] == [
        *[(10, "verbal"), (11, "online"), (11, "verbal")],
    ]
    assert dict(result.totals.itertuples(index=False)) == {"online": 1, "verbal": 2}
    assert result.left_out == {"no_kind": 0, "several_kinds": 1}


def test_a_single_melding_is_shown_and_none_at_all_is_said():
    for figure in (PLACES, KINDS):
        assert not answer(figure, school(reports=[melding("online")])).is_few
        nothing = answer(figure, school())
        assert (nothing.count, nothing.is_few, len(nothing.frame)) == (0, True, 0)


@settings(deadline=None)
@given(schools, periods, scopes, filters)
def test_places_and_kinds_equal_counting_one_by_one_in_every_scope_and_filter(
    whole, period, scope, figure_filter
):
    small = cut(whole, scope, figure_filter)
    of_period = [r for r in small.all("reports") if START <= r["reported_on"] <= period.last_day]
    places = answer(PLACES, small, period, figure_filter)
    assert cells(places) == dict(
        Counter(
            (place, row["day_part"] or UNKNOWN)
            for row in of_period
            for place in row["places"] or [UNKNOWN]
        )
    )
    assert places.count == len(of_period)
    assert places.left_out["no_place"] == sum(not row["places"] for row in of_period)
    assert places.left_out["several_places"] == sum(len(row["places"]) > 1 for row in of_period)
    kinds = answer(KINDS, small, period, figure_filter)
    assert {(month.date(), kind): n for (month, kind), n in cells(kinds).items()} == dict(
        Counter(
            (row["reported_on"].replace(day=1), kind)
            for row in of_period
            for kind in row["kinds"] or [UNKNOWN]
        )
    )
    assert kinds.left_out["no_kind"] == sum(not row["kinds"] for row in of_period)


# --- sensitive kinds ------------------------------------------------------------------------------

MONTHS = (date(2026, 10, 5), date(2026, 11, 2), date(2026, 12, 7))
ORIGIN = frozenset({"origin"})


def by_month(**counts):
    """So many meldingen of each kind in October, November and December."""
    return school(
        reports=[
            melding("corridor", kinds=[kind], day=day)
            for kind, of_kind in counts.items()
            for day, count in zip(MONTHS, of_kind, strict=True)
            for _ in range(count)
        ]
    )


def test_a_small_number_of_a_sensitive_kind_is_hidden_and_another_with_it():
    small = by_month(verbal=(2, 6, 7), online=(1, 3, 9), origin=(2, 0, 0))
    exact, hidden = answer(KINDS, small), answer(KINDS, small, hidden_kinds=ORIGIN)
    assert exact.frame["count_reports"].notna().all()
    assert "is_small_count_reports" not in exact.frame
    rows = {(row.month.month, row.kind): row for row in hidden.frame.itertuples()}
    assert pd.isna(rows[10, "origin"].count_reports)
    assert rows[10, "origin"].is_small_count_reports
    total = hidden.totals.set_index("kind").loc["origin"]
    assert pd.isna(total["count_reports"])
    assert total["is_small_count_reports"]
    # A small number of another kind is no secret, and only sensitive ones read "<5".
    assert rows[11, "online"].count_reports == 3
    assert set(hidden.frame.loc[hidden.frame["is_small_count_reports"], "kind"]) == {"origin"}
    assert hidden.count == exact.count == 30


def test_a_kind_that_nobody_named_in_that_month_hides_a_sensitive_one():
    small = by_month(origin=(0, 0, 1), verbal=(3, 0, 0))
    hidden = answer(KINDS, small, hidden_kinds=ORIGIN)
    counts = {(row.kind, row.month.month): row.count_reports for row in hidden.frame.itertuples()}
    assert counts[("verbal", 10)] == 3
    assert pd.isna(counts[("origin", 12)])
    assert pd.isna(counts[("verbal", 12)])
    assert hidden.totals["count_reports"].isna().all()
    assert not hidden.frame["is_small_count_reports"].any()


def test_where_nothing_else_can_hide_a_sensitive_kind_no_kind_is_shown():
    hidden = answer(KINDS, by_month(origin=(0, 2, 2)), hidden_kinds=ORIGIN)
    assert (len(hidden.frame), len(hidden.totals)) == (0, 0)
    assert (hidden.count, hidden.is_few, hidden.is_hidden) == (4, True, True)


def test_a_kind_that_can_be_no_more_than_the_meldingen_of_its_month_is_not_shown():
    """One melding of two kinds: whoever knows that it is one knows both numbers."""
    rows = [melding(kinds=["origin", "verbal"], day=MONTHS[0])]
    rows += [melding(kinds=["verbal"], day=MONTHS[1])] * 9
    assert answer(KINDS, school(reports=rows), hidden_kinds=ORIGIN).is_hidden


def test_a_sensitive_kind_of_five_or_more_in_a_month_is_shown():
    small = by_month(verbal=(9, 9, 9), online=(9, 9, 9), origin=(5, 0, 6))
    hidden = answer(KINDS, small, hidden_kinds=ORIGIN)
    assert hidden.frame["count_reports"].notna().all()
    assert hidden.totals["count_reports"].tolist() == [27, 11, 27]


_rows = st.tuples(*[st.integers(0, 7)] * 3)


@settings(deadline=None, max_examples=40)
@given(st.fixed_dictionaries({"verbal": _rows, "online": _rows, "origin": _rows}))
def test_no_small_number_of_a_sensitive_kind_can_be_worked_out(counts):
    """With all totals known: every hidden small cell can still have two values."""
    result = answer(KINDS, by_month(**counts), hidden_kinds=ORIGIN)
    if result.frame.empty:
        assert result.is_hidden or not result.count
        return
    rows_by_cell = {(row.kind, row.month.month): row for row in result.frame.itertuples()}
    totals = {row.kind: row for row in result.totals.itertuples()}
    names = list(counts)
    cells = list(itertools.product(names, (10, 11, 12)))

    is_marked = any(getattr(row, "is_small_count_reports", False) for row in rows_by_cell.values())
    least = int(is_marked)

    def bounds(row):
        if row is None:
            return 0, 0
        if pd.notna(row.count_reports):
            return row.count_reports, row.count_reports
        return (1, 4) if row.is_small_count_reports else (least, None)

    limits = [bounds(rows_by_cell.get(cell)) for cell in cells]
    rules, ends = [], []
    for number, month in enumerate((10, 11, 12)):
        rules.append([float(cell[1] == month) for cell in cells])
        ends.append(sum(counts[name][number] for name in names))
    for name in names:
        low, high = bounds(totals.get(name)) if name in totals else (0, 0)
        if low == high:
            rules.append([float(cell[0] == name) for cell in cells])
            ends.append(low)
    for place, cell in enumerate(cells):
        if 0 < counts[cell[0]][cell[1] - 10] < 5 and cell[0] == "origin":
            aim = np.eye(len(cells))[place]
            low, high = (
                sign * linprog(sign * aim, A_eq=rules, b_eq=ends, bounds=limits).fun
                for sign in (1, -1)
            )
            assert high - low > 0.9


def test_a_period_that_ends_before_it_starts_is_refused():
    wrong = Period(END, START, END)
    for figure in (PLACES, KINDS):
        with pytest.raises(ValueError, match="before it starts"):
            answer(figure, school(), wrong)
