"""Two things against each other: exact, counted one by one, and the sensitive kinds."""

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings

from analytics.crosstab import DIMENSIONS, SEVERAL, crosstab
from analytics.disclosure.suppression import TOTAL
from tests.analytics import small_schools
from tests.analytics.cut_schools import cut, filters, scopes
from tests.analytics.small_schools import FIRST, as_known, figures_of, periods, school, schools

PAIRS = {subject: list(itertools.permutations(names, 2)) for subject, names in DIMENSIONS.items()}
HOME = {"class_id": "c1", "year_group": 2, "team_id": "t1"}


def codes(row, dimension):
    """What a row of the school has for a dimension, in plain Python."""
    if dimension in ("kind", "place"):
        return row.get(f"{dimension}s") or ["unknown"]
    if dimension == "class":
        return [row["class_id"] or "unknown"]
    if dimension == "year_group":
        return [str(row["year_group"] or "unknown")]
    if dimension == "moment":
        return [row.get("day_part") or "unknown"]
    if dimension == "month":
        return [(row.get("reported_on") or row["opened_on"]).strftime("%Y-%m")]
    if dimension == "level":
        return [str(row["level"])]
    return [f"closed_{row['ending']}" if row["state"] == "closed" else row["state"]]


def by_hand(of, period, subject, rows, columns):
    """Counts by pair of codes; a case as it was known at the end of the period."""
    day = "reported_on" if subject == "reports" else "opened_on"
    counts = {}
    for row in of.all(subject):
        known = row if subject == "reports" else as_known(row, period.last_day)
        if period.start <= row[day] <= period.last_day:
            for pair in itertools.product(codes(known, rows), codes(known, columns)):
                counts[pair] = counts.get(pair, 0) + 1
    return counts


@settings(deadline=None, max_examples=8)
@given(schools, periods, scopes, filters)
def test_every_table_is_what_counting_one_by_one_gives_in_every_scope_and_filter(
    whole, period, scope, figure_filter
):
    of = cut(whole, scope, figure_filter)
    for subject, pairs in PAIRS.items():
        for rows, columns in pairs[::5]:
            cross_table = crosstab(figures_of(of), period, subject, rows, columns)
            counts = by_hand(of, period, subject, rows, columns)
            cells = cross_table.counts.iloc[:-1, :-1].stack()
            assert {pair: n for pair, n in cells.items() if n} == counts
            assert cross_table.counts.loc[TOTAL, TOTAL] == sum(counts.values())
            assert not cross_table.is_small.any(axis=None)


def meldingen(*groups):
    """A school with so many meldingen of a kind at a moment."""
    rows = [
        {**HOME, "case_id": "a", "number": n, "reported_on": FIRST, "kinds": kinds, **more}
        for n, (kinds, more) in enumerate(
            (kinds, more) for count, kinds, more in groups for _ in range(count)
        )
    ]
    return school(reports=rows)


PERIOD = small_schools.Period(FIRST, small_schools.LAST, small_schools.LAST)


def test_a_melding_of_two_kinds_is_in_both_and_what_is_not_named_is_there():
    of = meldingen((6, ["online", "verbal"], {"day_part": "break"}), (5, [], {"day_part": None}))
    cross_table = crosstab(figures_of(of), PERIOD, "reports", "kind", "moment")
    assert cross_table.count == 11
    assert cross_table.counts.loc["online"].to_dict() == {"break": 6, "unknown": 0, TOTAL: 6}
    assert cross_table.counts.loc["unknown"].to_dict() == {"break": 0, "unknown": 5, TOTAL: 5}
    assert cross_table.counts.loc[TOTAL].to_dict() == {"break": 12, "unknown": 5, TOTAL: 17}


@pytest.mark.parametrize(
    ("subject", "rows", "columns", "words"),
    [
        ("pupils", "kind", "place", "not of 'pupils'"),
        ("reports", "kind", "name", "no 'name'"),
        ("cases", "place", "kind", "no 'place'"),
        ("reports", "kind", "kind", "twice"),
    ],
)
def test_what_is_no_table_is_refused(subject, rows, columns, words):
    with pytest.raises(ValueError, match=words):
        crosstab(figures_of(meldingen()), PERIOD, subject, rows, columns)


def test_a_case_that_was_opened_again_stood_as_closed_before_that_day():
    closed, again = FIRST + 10 * small_schools.DAY, FIRST + 20 * small_schools.DAY
    turns = [("stopped", closed, None), ("closed", closed, "stopped"), ("reopened", again, None)]
    case = {"case_id": "a", "opened_on": FIRST, "kinds": ["verbal"], "turns": turns, **HOME}
    of = figures_of(school(cases=[as_known(case, again)]))
    for last, outcome in ((again - small_schools.DAY, "closed_stopped"), (again, "running")):
        period = small_schools.Period(FIRST, last, last)
        table = crosstab(of, period, "cases", "kind", "outcome")
        assert table.counts.loc["verbal"].to_dict() == {outcome: 1, TOTAL: 1}


def test_figures_that_are_not_exact_are_refused():
    of = figures_of(meldingen((6, ["verbal"], {})), is_exact=False)
    with pytest.raises(ValueError, match="only exact figures"):
        crosstab(of, PERIOD, "reports", "kind", "place")


# --- sensitive kinds ------------------------------------------------------------------------------

ORIGIN = frozenset({"origin"})
OTHER = {"class_id": "c3", "year_group": 3, "team_id": "t2"}


def two_classes():
    return meldingen(
        (2, ["origin"], HOME), (6, ["verbal"], HOME), (7, ["verbal"], OTHER), (9, ["online"], OTHER)
    )


@pytest.mark.parametrize("is_turned", [False, True])
def test_by_class_a_small_number_of_a_sensitive_kind_is_hidden_also_for_a_whole_team(is_turned):
    of = figures_of(two_classes(), sensitive_kinds=ORIGIN)
    dimensions = ("class", "kind") if is_turned else ("kind", "class")
    cross_table = crosstab(of, PERIOD, "reports", *dimensions)
    counts, is_small = cross_table.counts, cross_table.is_small
    if is_turned:
        counts, is_small = counts.T, is_small.T
    assert pd.isna(counts.loc["origin", "c1"])
    assert is_small.loc["origin", "c1"]
    # The eight of class c1 are known, so that the six beside it are hidden as well.
    assert pd.isna(counts.loc["verbal", "c1"])
    assert not is_small.loc["verbal", "c1"]
    assert counts.loc["online", "c3"] == 9
    assert counts.loc[TOTAL].to_dict() == {"c1": 8, "c3": 16, TOTAL: 24}


def test_by_month_a_whole_team_sees_a_sensitive_kind_and_a_class_does_not():
    team = figures_of(two_classes(), sensitive_kinds=ORIGIN)
    cross_table = crosstab(team, PERIOD, "reports", "kind", "month")
    assert cross_table.counts.loc["origin", TOTAL] == 2
    of_class = figures_of(two_classes(), sensitive_kinds=ORIGIN, hidden_kinds=ORIGIN)
    cross_table = crosstab(of_class, PERIOD, "reports", "kind", "month")
    assert pd.isna(cross_table.counts.loc["origin", TOTAL])


def test_where_nothing_else_can_hide_a_sensitive_kind_the_table_is_withheld():
    of = figures_of(meldingen((2, ["origin"], HOME), (3, ["origin"], OTHER)), hidden_kinds=ORIGIN)
    cross_table = crosstab(of, PERIOD, "reports", "kind", "class")
    assert cross_table.is_withheld
    assert cross_table.counts.empty
    assert cross_table.count == 5


def test_tables_without_kinds_are_exact_for_everybody():
    of = figures_of(two_classes(), hidden_kinds=ORIGIN, sensitive_kinds=ORIGIN)
    cross_table = crosstab(of, PERIOD, "reports", "class", "month")
    assert cross_table.counts[TOTAL].tolist() == [8, 16, 24]


def test_what_can_be_named_more_than_once_is_known_as_such():
    assert set(SEVERAL) <= set(DIMENSIONS["reports"])
