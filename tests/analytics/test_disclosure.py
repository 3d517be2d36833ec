"""Small numbers stay small: attacked with linear programming, and held against brute force."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.disclosure.suppression import (
    TOTAL,
    CannotBeHidden,
    is_small,
    suppress,
    suppress_marked,
)
from tests.analytics.linear_attack import ranges

NO_NUMBER = float("nan")


def table(*rows, columns=None):
    """A table of counts with rows r0, r1 and columns c0, c1."""
    width = len(rows[0]) if rows else 0
    return pd.DataFrame(
        [list(row) for row in rows],
        index=[f"r{place}" for place in range(len(rows))],
        columns=columns or [f"c{place}" for place in range(width)],
        dtype=object if not rows else None,
    )


def with_totals(counts):
    """The truth: the extended table as plain integers."""
    values = counts.to_numpy(dtype=int).reshape(counts.shape)
    inner = np.vstack([values, values.sum(axis=0)])
    return np.hstack([inner, inner.sum(axis=1, keepdims=True)])


def sums(shape):
    """The equations that every table with totals obeys, over its cells row by row."""
    rows, columns = shape
    equations = []
    for row in range(rows):
        equation = np.zeros(shape)
        equation[row, :-1], equation[row, -1] = 1, -1
        equations.append(equation.ravel())
    for column in range(columns):
        equation = np.zeros(shape)
        equation[:-1, column], equation[-1, column] = 1, -1
        equations.append(equation.ravel())
    return np.array(equations)


def widths(places, shape, bounds):
    """How far apart the ends of each cell are, for a reader who knows these bounds."""
    aims = np.zeros((len(places), *shape))
    for number, place in enumerate(places):
        aims[number][place] = 1
    least, most = ranges(aims.reshape(len(places), shape[0] * shape[1]), sums(shape), bounds).T
    return most - least


def bounds_of(visible, truth, small=None, smallest=5):
    """What the reader of the answer knows of each cell."""
    bounds = []
    for place in np.ndindex(truth.shape):
        if not visible[place]:
            bounds.append((truth[place], truth[place]))
        elif small is None:
            bounds.append((0, None))
        elif small[place]:
            bounds.append((1, smallest - 1))
        else:
            bounds.append((smallest, None))
    return bounds


def cells_worked_out(answer, counts, smallest=5, small=None):
    """The small cells that the attack pins down to one value."""
    truth = with_totals(counts)
    hidden = answer.isna().to_numpy()
    bounds = bounds_of(hidden, truth, small, smallest)
    places = [tuple(place) for place in np.argwhere((truth > 0) & (truth < smallest))]
    secret_cells = zip(places, widths(places, truth.shape, bounds), strict=True)
    return [place for place, width in secret_cells if width < 1 - 1e-6]


@st.composite
def tables(draw, most=4, highest=14):
    rows, columns = draw(st.integers(1, most)), draw(st.integers(1, most))
    small, any_size = st.integers(0, 4), st.integers(0, highest)
    cell = draw(st.sampled_from([small, any_size, st.just(0) | any_size, st.just(1)]))
    return table(*draw(st.lists(st.tuples(*[cell] * columns), min_size=rows, max_size=rows)))


# --- the attack -----------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(tables(), st.sampled_from([3, 5]))
def test_no_small_cell_can_be_worked_out_from_what_is_shown(counts, smallest):
    answer = suppress(counts, smallest)
    truth, hidden = with_totals(counts), answer.isna().to_numpy()
    assert hidden[(truth > 0) & (truth < smallest)].all()
    assert (answer.to_numpy(dtype=float, na_value=-1)[~hidden] == truth[~hidden]).all()
    assert cells_worked_out(answer, counts, smallest) == []


@settings(max_examples=80, deadline=None)
@given(tables())
def test_nor_by_a_reader_who_is_told_which_hidden_cells_are_small(counts):
    answer = suppress_marked(counts)
    truth, hidden = with_totals(counts), answer.counts.isna().to_numpy()
    small = (truth > 0) & (truth < 5)
    assert hidden[small].all()
    marked = answer.is_small.to_numpy()
    assert (marked == small).all() or not marked.any()
    knows = marked if marked.any() else None
    assert cells_worked_out(answer.counts, counts, small=knows) == []


@settings(max_examples=60, deadline=None)
@given(tables(most=3), st.data())
def test_nor_is_a_cell_that_has_to_be_kept_secret_for_another_reason(counts, data):
    row = data.draw(st.sampled_from([*counts.index, TOTAL]))
    column = data.draw(st.sampled_from([*counts.columns, TOTAL]))
    answer = suppress_marked(counts, keep=[(row, column)])
    truth = with_totals(counts)
    place = answer.counts.index.get_loc(row), answer.counts.columns.get_loc(column)
    marked = answer.is_small.to_numpy()
    knows = marked if marked.any() else None
    bounds = bounds_of(answer.counts.isna().to_numpy(), truth, knows)
    assert widths([place], truth.shape, bounds)[0] >= 1 - 1e-6


@settings(max_examples=60, deadline=None)
@given(tables(most=3), st.data())
def test_nor_by_a_reader_who_knows_more_of_each_cell_from_elsewhere(counts, data):
    truth = with_totals(counts)
    slack = st.sampled_from([0, 0, 1, 3, 20])
    known = [
        [(value - data.draw(slack), value + data.draw(slack)) for value in row] for row in truth
    ]
    names = {"index": [*counts.index, TOTAL], "columns": [*counts.columns, TOTAL]}
    least, most = (
        pd.DataFrame([[pair[side] for pair in row] for row in known], **names) for side in (0, 1)
    )
    try:
        answer = suppress_marked(counts, least=least, most=most)
    except CannotBeHidden:
        # Whatever is hidden: no cell has room, or none that can give way to it.
        assert cells_worked_out_with(least, most, truth, np.ones_like(truth, dtype=bool), None)
        return
    marked = answer.is_small.to_numpy()
    small = marked if marked.any() else None
    hidden = answer.counts.isna().to_numpy()
    assert not cells_worked_out_with(least, most, truth, hidden, small)


def cells_worked_out_with(least, most, truth, hidden, small):
    """The small cells that are pinned down for who knows these bounds besides what is visible."""
    bounds = [
        (
            max(low, float(least.iat[place])),
            min(np.inf if high is None else high, float(most.iat[place])),
        )
        for place, (low, high) in zip(
            np.ndindex(truth.shape), bounds_of(hidden, truth, small), strict=True
        )
    ]
    bounds = [(low, None if high == np.inf else high) for low, high in bounds]
    places = [tuple(place) for place in np.argwhere((truth > 0) & (truth < 5))]
    pairs = zip(places, widths(places, truth.shape, bounds), strict=True)
    return [place for place, width in pairs if width < 1 - 1e-6]


# --- as few as can be -----------------------------------------------------------------------------


def fewest_by_brute_force(counts, smallest=5):
    """The size of the smallest set of hidden cells that is safe, by trying all of them."""
    truth = with_totals(counts)
    inner = truth[:-1, :-1]
    ranges = [range(value + 2) for value in inner.ravel()]
    others = [np.array(cells).reshape(inner.shape) for cells in itertools.product(*ranges)]
    possible = np.array([with_totals(pd.DataFrame(cells)).ravel() for cells in others])
    flat = truth.ravel()
    small = np.flatnonzero((flat > 0) & (flat < smallest))
    more = [place for place in range(flat.size) if place not in small]
    for size in range(len(more) + 1):
        for added in itertools.combinations(more, size):
            visible = [place for place in more if place not in added]
            left = possible[(possible[:, visible] == flat[visible]).all(axis=1)]
            if all(len(set(left[:, place])) > 1 for place in small):
                return small.size + size
    raise AssertionError


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([(2, 2), (1, 3), (3, 1), (1, 1), (2, 1)]).flatmap(
        lambda shape: st.lists(
            st.lists(st.integers(0, 7), min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        )
    )
)
def test_as_little_as_possible_is_hidden(rows):
    counts = table(*rows)
    assert int(suppress(counts).isna().to_numpy().sum()) == fewest_by_brute_force(counts)


def test_one_small_cell_takes_a_rectangle_of_four_with_it_and_the_totals_stay():
    answer = suppress(table((10, 2, 8), (7, 9, 6), (6, 6, 6)))
    assert int(answer.isna().to_numpy().sum()) == 4
    assert answer.loc["r0", "c1"] is pd.NA
    assert answer[TOTAL].tolist() == [20, 22, 18, 60]
    assert answer.loc[TOTAL].tolist() == [23, 17, 20, 60]


def test_two_small_cells_in_a_class_list_protect_each_other():
    answer = suppress(table((3,), (9,), (0,), (2,)))
    assert answer["c0"].isna().tolist() == [True, False, False, True, False]
    assert answer["c0"].tolist()[1:3] == [9, 0]
    assert answer.loc[TOTAL, TOTAL] == 14


def test_one_small_class_takes_another_class_or_the_total_with_it():
    answer = suppress(table((3,), (9,), (6,)))
    assert int(answer["c0"].isna().sum()) == 2
    assert answer.loc["r0", "c0"] is pd.NA


def test_two_classes_with_one_melding_each_are_no_secret_once_both_are_called_small():
    # 1 and 1 of 2 can be 0 and 2 as well, but not for who knows that both are at least 1.
    counts = table((1,), (1,), (9,), (7,))
    assert int(suppress(counts)["c0"].isna().sum()) == 2
    answer = suppress_marked(counts)
    assert int(answer.counts["c0"].isna().sum()) == 3
    assert answer.is_small["c0"].tolist() == [True, True, False, False, False]


def test_a_total_of_less_than_five_is_hidden_as_well():
    answer = suppress(table((1, 2), (9, 8)))
    assert answer.loc["r0", TOTAL] is pd.NA
    assert answer.loc["r1", TOTAL] is pd.NA or answer.loc[TOTAL, TOTAL] is pd.NA


def test_a_table_without_small_numbers_shows_whole():
    answer = suppress(table((5, 0), (0, 12)))
    assert answer.to_numpy().tolist() == [[5, 0, 5], [0, 12, 12], [5, 12, 17]]


def test_a_true_zero_shows_when_nothing_is_small():
    answer = suppress(table((0, 0), (0, 0)))
    assert answer.to_numpy().tolist() == [[0, 0, 0]] * 3


def test_everything_small_is_hidden_with_its_small_totals():
    assert suppress(table((1, 1), (1, 1))).isna().to_numpy().all()
    assert suppress(table((3,))).isna().to_numpy().all()


def test_an_empty_table_has_totals_of_nothing():
    assert suppress(pd.DataFrame()).to_numpy().tolist() == [[0]]
    assert suppress(pd.DataFrame(columns=["a", "b"])).to_numpy().tolist() == [[0, 0, 0]]
    assert suppress(pd.DataFrame(index=["x", "y"]))[TOTAL].tolist() == [0, 0, 0]


def test_rows_columns_and_their_order_are_kept_and_the_question_is_left_alone():
    counts = pd.DataFrame({"b": [7, 1], "a": [2, 8]}, index=pd.Index(["2B", "1A"], name="klas"))
    before = counts.copy()
    answer = suppress(counts)
    assert answer.index.tolist() == ["2B", "1A", TOTAL]
    assert answer.columns.tolist() == ["b", "a", TOTAL]
    assert answer.index.name == "klas"
    assert {str(dtype) for dtype in answer.dtypes} == {"Int64"}
    pd.testing.assert_frame_equal(counts, before)


def test_the_same_table_gives_the_same_answer():
    counts = table((3, 9, 4), (8, 1, 6), (7, 7, 7))
    pd.testing.assert_frame_equal(suppress(counts), suppress(counts))


def test_forty_classes_by_ten_kinds_are_done_as_well():
    random = np.random.default_rng(4)
    counts = pd.DataFrame(random.poisson(6, (40, 10)))
    answer = suppress(counts)
    truth, hidden = with_totals(counts), answer.isna().to_numpy()
    assert hidden[(truth > 0) & (truth < 5)].all()
    # With this many small cells hardly anything else has to go.
    assert hidden.sum() < 1.1 * ((truth > 0) & (truth < 5)).sum()


def test_with_a_smallest_of_one_nothing_is_small():
    assert suppress(table((1, 2), (3, 4)), smallest=1).to_numpy().tolist()[0] == [1, 2, 3]


def test_only_one_to_four_is_small():
    assert [count for count in range(8) if is_small(count)] == [1, 2, 3, 4]


# --- what is no table of counts -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        (table((1, -3), (4, 5)), "row 'r0', column 'c1' is negative: -3"),
        (table((1, 2), (NO_NUMBER, 5)), "row 'r1', column 'c0' is missing"),
        (table((1, None), (3, 5)), "row 'r0', column 'c1' is missing"),
        (table((1, 2.5)), "row 'r0', column 'c1' is not whole: 2.5"),
        (table((float("inf"),)), "row 'r0', column 'c0' is not whole: inf"),
        (table(("3",)), "row 'r0', column 'c0' is not a number: 3"),
        (table((True,)), "row 'r0', column 'c0' is not a number: .*True"),
        (pd.DataFrame({TOTAL: [3]}), "a column 'Totaal' already"),
        (pd.DataFrame({"a": [3]}, index=[TOTAL]), "a row 'Totaal' already"),
        (pd.DataFrame({"a": [3, 4]}, index=["x", "x"]), "two rows 'x'"),
        (pd.DataFrame([[1, 2]], columns=["x", "x"]), "two columns 'x'"),
        (pd.DataFrame({("a", "b"): [3]}), "columns of more than one level"),
        ([[1, 2]], "a DataFrame, not a list"),
    ],
)
def test_what_is_no_table_of_counts_is_refused_with_its_place(counts, message):
    with pytest.raises(ValueError, match=message):
        suppress(counts)


@pytest.mark.parametrize("smallest", [0, -1, 2.5, True, None])
def test_a_smallest_that_is_no_whole_number_is_refused(smallest):
    with pytest.raises(ValueError, match="smallest"):
        suppress(table((1,)), smallest)
