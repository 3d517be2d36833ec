"""Two things against each other: counted one by one, and attacked over all tables at once."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from scipy.optimize import linprog
from scipy.sparse import coo_array

from analytics.crosstab import DIMENSIONS, SEVERAL, crosstab, crosstab_shown
from analytics.disclosure import TOTAL
from casework.figures import Figures
from tests.unit import small_schools
from tests.unit.linked_schools import CLASSES, KINDS, PARTS, PLACES, YEAR, LinkedSchool, team
from tests.unit.small_schools import FIRST, SCHEMAS, periods, school, schools

PAIRS = {subject: list(itertools.permutations(names, 2)) for subject, names in DIMENSIONS.items()}
HOME = {"class_id": "c1", "year_group": 2, "team_id": "t1"}


def figures(of):
    return Figures(**{name: of.relation(name) for name in SCHEMAS})


def codes(row, dimension, period):
    """What a row of the school has for a dimension, in plain Python."""
    seen = period.observed_on
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
        days = [(3, row.get("level_3_on")), (2, row.get("level_2_on"))]
        return [str(next((level for level, day in days if day and day <= seen), 1))]
    if row.get("closed_on") and row["closed_on"] <= seen:
        return [f"closed_{row['ending']}"]
    return ["stopped" if row.get("stopped_on") and row["stopped_on"] <= seen else "running"]


def by_hand(of, period, subject, rows, columns):
    day = "reported_on" if subject == "reports" else "opened_on"
    counts = {}
    for row in of.all(subject):
        if period.start <= row[day] <= period.last_day:
            for pair in itertools.product(codes(row, rows, period), codes(row, columns, period)):
                counts[pair] = counts.get(pair, 0) + 1
    return counts


@settings(deadline=None, max_examples=4)
@given(schools, periods)
def test_every_table_is_what_counting_one_by_one_gives(of, period):
    for subject, pairs in PAIRS.items():
        for rows, columns in pairs[::5]:
            found = crosstab(figures(of), period, subject, rows, columns)
            counts = by_hand(of, period, subject, rows, columns)
            cells = found.counts.iloc[:-1, :-1].stack()
            assert {pair: n for pair, n in cells.items() if n} == counts
            assert found.counts.loc[TOTAL, TOTAL] == sum(counts.values())


def meldingen(*told):
    """A school with so many meldingen of a kind at a moment."""
    rows = [
        {**HOME, "case_id": "a", "number": n, "reported_on": FIRST, "kinds": kinds, **more}
        for n, (kinds, more) in enumerate(
            (kinds, more) for count, kinds, more in told for _ in range(count)
        )
    ]
    return figures(school(reports=rows))


PERIOD = small_schools.Period(FIRST, small_schools.LAST, small_schools.LAST)


def test_a_melding_of_two_kinds_is_in_both_and_what_is_not_named_is_told():
    of = meldingen((6, ["online", "verbal"], {"day_part": "break"}), (5, [], {"day_part": None}))
    found = crosstab(of, PERIOD, "reports", "kind", "moment")
    assert found.count == 11
    assert found.counts.loc["online"].to_dict() == {"break": 6, "unknown": 0, TOTAL: 6}
    assert found.counts.loc["unknown"].to_dict() == {"break": 0, "unknown": 5, TOTAL: 5}
    assert found.counts.loc[TOTAL].to_dict() == {"break": 12, "unknown": 5, TOTAL: 17}


def test_small_numbers_are_hidden_and_the_others_go_in_fives():
    break_, morning = {"day_part": "break"}, {"day_part": "morning"}
    of = meldingen(
        (3, ["online"], break_),
        (12, ["online"], morning),
        (8, ["verbal"], break_),
        (23, ["verbal"], morning),
        (7, ["physical"], break_),
    )
    found = crosstab_shown(of, PERIOD, "reports", "kind", "moment")
    assert found.is_rounded
    assert bool(found.is_small.loc["online", "break"])
    assert pd.isna(found.counts.loc["online", "break"])
    # 15, 31 and 7 in the rows; 18 and 35 in the columns.
    assert found.counts[TOTAL].to_dict() == {"online": 15, "verbal": 30, "physical": 5, TOTAL: 55}
    assert found.counts.loc["physical", "morning"] == 0


def test_with_few_meldingen_nothing_is_told():
    found = crosstab_shown(meldingen((9, ["online"], {})), PERIOD, "reports", "kind", "moment")
    assert found.is_few
    assert found.counts.empty
    assert crosstab(meldingen(), PERIOD, "reports", "kind", "moment").count == 0


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
        crosstab(meldingen(), PERIOD, subject, rows, columns)


# --- all tables at once ---------------------------------------------------------------------------


def test_no_small_number_comes_out_of_all_tables_together():
    of = LinkedSchool(0, cases=45)
    known, sorts = of.ask(team()), all_sorts()
    equal, bounds, small = [], [], []
    for rows, columns in itertools.combinations(DIMENSIONS["reports"], 2):
        told = crosstab_shown(known, YEAR, "reports", rows, columns)
        exact = crosstab(known, YEAR, "reports", rows, columns).counts
        for row, column in itertools.product(told.counts.index, told.counts.columns):
            weights = times_named(sorts, rows, row) * times_named(sorts, columns, column)
            count = told.counts.loc[row, column]
            bounds.append((weights, *limits(count, told.is_small.loc[row, column])))
            if 0 < exact.loc[row, column] < 5:
                small.append(weights)
    equal = [(np.ones(len(sorts)), crosstab(known, YEAR, "reports", "kind", "place").count)]
    different = list({weights.tobytes(): weights for weights in small}.values())[::3]
    assert different
    assert [weights for weights in different if width(weights, equal, bounds) < 1 - 1e-6] == []


def all_sorts():
    """Every melding that can be, as its codes by dimension."""

    def some(names):
        return [list(found) for n in (0, 1, 2) for found in itertools.combinations(names, n)]

    months = [f"2026-{number:02}" for number in (9, 10, 11)]
    return [
        {
            "class": [row["class_id"]],
            "year_group": [str(row["year_group"])],
            "kind": kinds,
            "place": places or ["unknown"],
            "moment": [part],
            "month": [month],
        }
        for row, kinds, places, part, month in itertools.product(
            CLASSES, some(KINDS)[1:], some(PLACES), (*PARTS, "unknown"), months
        )
    ]


def times_named(sorts, dimension, code):
    named = [sort[dimension] for sort in sorts]
    return np.array([len(found) if code == TOTAL else found.count(code) for found in named])


def limits(count, is_small):
    if pd.notna(count):
        return (max(count - 2, 5), count + 2) if count else (0, 0)
    return (1, 4) if is_small else (0, None)


def width(aim, equal, bounds):
    above = [(weights, most) for weights, _, most in bounds if most is not None]
    below = [(-weights, -least) for weights, least, _ in bounds]
    rows, ends = [*above, *below], []
    for sign in (1, -1):
        solved = linprog(
            sign * aim,
            A_ub=coo_array(np.array([weights for weights, _ in rows])),
            b_ub=[limit for _, limit in rows],
            A_eq=coo_array(np.array([weights for weights, _ in equal])),
            b_eq=[value for _, value in equal],
        )
        ends.append(sign * solved.fun)
    return ends[1] - ends[0]


def test_what_can_be_named_more_than_once_is_known_as_such():
    assert set(SEVERAL) <= set(DIMENSIONS["reports"])
