"""Laying filters beside each other: over all pairs, and all of them at once by programming."""

import itertools
from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from scipy.sparse import coo_array

from analytics import aftercare
from analytics.narrowing import (
    SHARES,
    View,
    Whole,
    as_told,
    blocks,
    classes_told,
    part_counts,
    told_figures,
    told_together,
)
from analytics.overview import overview, school_of, shown
from analytics.period import months_of, part_of
from analytics.questions import QUESTIONS, meldingen_over_time
from tests.unit.linked_schools import CLASSES, KINDS, YEAR, LinkedSchool, team
from tests.unit.test_charts import nazorg

SEEDS = [1]
UNBOUNDED = 3
WHOLE = View(team(), YEAR, YEAR)


def views():
    """Every choice that the filters offer, one at a time."""
    months = months_of(YEAR)
    yield WHOLE
    for group in (1, 2, 3):
        yield View(team(year_group=group), YEAR, YEAR)
    for row in CLASSES:
        yield View(team(class_id=row["class_id"]), YEAR, YEAR)
    for kind in KINDS:
        yield View(team(kind=kind), YEAR, YEAR)
    for first, last in itertools.combinations_with_replacement(months, 2):
        if (first, last) != (months[0], months[-1]):
            yield View(team(), part_of(YEAR, first, last), YEAR)


def screen(of, view, team_told):
    """Every count that the screen tells of this choice, by figure and name."""
    figures = of.ask(view.wanted)
    told = told_figures(of.ask, view, team_told)
    if not view.narrowed_by():
        whole = as_told(of.ask, view)
        sides = {name: getattr(whole, name) for name in SHARES}
        told = {name for name, side in sides.items() if side.part is not None and not side.is_few}
        told |= {"reports"} if whole.reports.count is not None else set()
    found = {}
    for figure in told & set(SHARES):
        found[figure, "yes"], found[figure, "no"] = part_counts(figures, view.period)[figure]
    if "reports" in told:
        found["reports", "all"] = school_of(figures, view.period).count_reports
    per_class = classes_told(of.ask, view)
    if per_class is not None:
        found |= classes_in(per_class.frame)
    return found


@cache
def screens(seed):
    """A school, and what each of its screens tells."""
    of = LinkedSchool(seed)
    team_told = Whole(of.ask, team(), YEAR)
    return of, {view: screen(of, view, team_told) for view in views()}


def classes_in(frame):
    known = frame[frame["count_reports"].notna()]
    counts = zip(known["class_id"], known["count_reports"], strict=True)
    return {("reports", class_id): int(count) for class_id, count in counts}


def whole_screen(of):
    """The overview and the figures under the questions, of the whole team."""
    figures = of.ask(team())
    exact = overview(figures, YEAR)
    told = shown(exact, exact.reports, school_of(figures, YEAR))
    answers = {}
    for answer in QUESTIONS.values():
        answers |= answer(figures, YEAR, told)
    answers["over_time"] = meldingen_over_time(figures, YEAR, None, [told])
    return told, answers


# --- over all pairs -------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_no_pair_of_filters_leaves_a_small_number(seed):
    _, told = screens(seed)
    leaks = [
        (key, one, other)
        for one, other in itertools.permutations(told, 2)
        if is_within(one, other)
        for key in told[one].keys() & told[other].keys()
        if 0 < told[other][key] - told[one][key] < 5
    ]
    assert leaks == []
    small = [(key, n) for found in told.values() for key, n in found.items() if 0 < n < 5]
    assert small == []


@pytest.mark.parametrize("seed", SEEDS)
def test_no_choice_but_a_few_beside_the_whole_leaves_a_small_rest(seed):
    _, told = screens(seed)
    groups = [told[View(team(year_group=group), YEAR, YEAR)] for group in (1, 2, 3)]
    for key, count in told[WHOLE].items():
        rest = count - sum(group.get(key, 0) for group in groups)
        assert not 0 < rest < 5, key


def is_within(one, other):
    """Whether all of the first is in the second."""
    if not (other.period.start <= one.period.start and one.period.end <= other.period.end):
        return False
    fields = ("class_id", "year_group", "kind")
    wider = {name: getattr(other.wanted, name) for name in fields if getattr(other.wanted, name)}
    mine = {name: getattr(one.wanted, name) for name in fields}
    if mine["class_id"]:
        mine["year_group"] = int(mine["class_id"][0])
    return all(mine[name] == value for name, value in wider.items())


def test_filters_that_each_hide_for_themselves_give_a_small_number_away():
    none = (0,) * 6
    whole = aftercare.shown(nazorg((12, 11, 0, 0, 0, 0), none, none, (12, 11, 0, 0, 0, 0)))
    group = aftercare.shown(nazorg((9, 6, 0, 0, 0, 0), none, none, (9, 6, 0, 0, 0, 0)))
    assert whole["count_in_window"].iloc[0] - group["count_in_window"].iloc[0] == 3
    # So of this year group nothing is told beside the whole.
    assert told_together({"1": (9, 6), "2": (3, 5)}, (12, 11)) == set()


def test_the_smallest_part_is_dropped_with_what_is_hidden():
    parts = {"1": (10, 10), "2": (10, 5), "3": (5, 2), "4": (20, 8)}
    # Year group 3 is hidden; told beside it, year groups 1, 2 and 4 would leave its 2.
    assert told_together(parts, (45, 25)) == {"1", "4"}
    assert told_together({"1": (10, 10), "2": (10, 5)}, (20, 15)) == {"1", "2"}
    assert told_together({"1": (10, 10), "2": (0, 0)}, (10, 10)) == {"1", "2"}
    assert told_together({}, (3, 0)) == set()


def test_months_are_taken_together_until_none_is_small():
    months = [(6, 0), (3, 9), (4, 1), (0, 0), (2, 2)]
    assert blocks(months) == [(0, 0), (1, 2), (3, 4)]
    assert blocks([(2, 0), (1, 0)]) == [(0, 1)]
    assert blocks([]) == []


# --- all at once ----------------------------------------------------------------------------------

KIND_SETS = [frozenset(kinds) for n in (1, 2) for kinds in itertools.combinations(KINDS, n)]
ENDS = ("in_window", "late", "missed", "open")
DAYS = {"aftercare": "due_on", "reports": "reported_on"}


class Attack:
    """A reader of every screen, who does not know how many there are of each sort.

    A sort is a class, a set of kinds, a month, and of nazorg for whom and what became of it.
    What is told is the sum of some sorts.
    """

    def __init__(self, of, figure):
        self.figure = figure
        self.sorts = pd.DataFrame(
            itertools.product(
                [row["class_id"] for row in CLASSES],
                KIND_SETS,
                [(day.year, day.month) for day in months_of(YEAR)],
                aftercare.KINDS[:3] if figure == "aftercare" else [""],
                ENDS if figure == "aftercare" else [""],
            ),
            columns=["class_id", "kinds", "month", "kind", "end"],
        )
        rows = of.all(figure, team())
        of_year = [row for row in rows if YEAR.start <= row[DAYS[figure]] <= YEAR.last_day]
        there = pd.Series([self.sort(row) for row in of_year]).value_counts()
        keys = list(self.sorts.itertuples(index=False, name=None))
        self.truth = np.array([there.get(key, 0) for key in keys])
        assert self.truth.sum() == len(of_year)
        self.equal, self.values, self.bounds = [], [], []

    def sort(self, row):
        day = row[DAYS[self.figure]]
        of_nazorg = (row["kind"], outcome(row)) if self.figure == "aftercare" else ("", "")
        return (row["class_id"], frozenset(row["kinds"]), (day.year, day.month), *of_nazorg)

    def within(self, view):
        """The sorts that are in a view."""
        wanted, sorts = view.wanted, self.sorts
        inside = {(day.year, day.month) for day in months_of(view.period)}
        mask = sorts["month"].isin(inside)
        if wanted.class_id:
            mask &= sorts["class_id"] == wanted.class_id
        if wanted.year_group:
            mask &= sorts["class_id"].str.startswith(str(wanted.year_group))
        if wanted.kind:
            mask &= self.of_kind(wanted.kind)
        return mask

    def of_kind(self, kind):
        return self.sorts["kinds"].map(lambda kinds: kind in kinds)

    def in_month(self, day):
        return self.sorts["month"].map(lambda month: month == (day.year, day.month))

    def reads(self, mask, count, is_small=False):
        """A cell: its number, or what is known of one that is hidden."""
        if pd.notna(count):
            assert self.truth[mask].sum() == count
            self.equal.append(mask.to_numpy(dtype=np.float64))
            self.values.append(int(count))
        elif is_small:
            self.between(mask.to_numpy(dtype=np.float64), 1, 4)

    def between(self, weights, least, most):
        self.bounds.append((-weights, -least))
        if most is not None:
            self.bounds.append((weights, most))

    def is_worked_out(self, mask):
        """Whether a small number of these sorts can only be one number."""
        if not 0 < self.truth[mask].sum() < 5:
            return False
        aim, ends = mask.to_numpy(dtype=np.float64), []
        for sign in (1, -1):
            solved = linprog(
                sign * aim,
                A_ub=coo_array(np.array([row for row, _ in self.bounds])) if self.bounds else None,
                b_ub=[limit for _, limit in self.bounds] or None,
                A_eq=coo_array(np.array(self.equal)),
                b_eq=self.values,
            )
            ends.append(-sign * np.inf if solved.status == UNBOUNDED else sign * solved.fun)
        return ends[1] - ends[0] < 1 - 1e-6


def outcome(row):
    done = row["done_on"]
    if done is not None and done <= min(row["window_ends_on"], YEAR.observed_on):
        return "in_window"
    if done is not None and done <= YEAR.observed_on:
        return "late"
    return "missed" if row["window_ends_on"] < YEAR.observed_on else "open"


def read_views(attack, told):
    """The counts of every choice of the filters."""
    on_time = attack.sorts["end"] == "in_window"
    for view, counts in told.items():
        mask = attack.within(view)
        for (figure, name), count in counts.items():
            if figure == attack.figure:
                parts = {"yes": on_time, "no": ~on_time, "all": on_time | True}
                of_name = parts.get(name, attack.sorts["class_id"] == name)
                attack.reads(mask & of_name, count)


def read_nazorg(attack, told, answers):
    """The figures of nazorg of the whole team: by kind, and the shares of the months."""
    sorts = attack.sorts
    for row in told.aftercare.to_dict("records"):
        of_kind = (sorts["kind"] == row["kind"]) | (row["kind"] == "all")
        for name in ("due", *ENDS):
            mask = of_kind & ((sorts["end"] == name) | (name == "due"))
            attack.reads(mask, row[f"count_{name}"], row[f"is_small_count_{name}"])
    months = answers["aftercare_by_month"].frame
    for month, share in zip(months["month"], months["share"], strict=True):
        if share == share:
            due = attack.in_month(month).to_numpy(dtype=np.float64)
            on_time = due * (sorts["end"] == "in_window").to_numpy(dtype=np.float64)
            attack.between(due, 10, None)
            attack.between(on_time - (share - 0.05) * due, 0, None)
            attack.between((share + 0.05) * due - on_time, 0, None)


def read_meldingen(attack, told, answers):
    """The figures of meldingen of the whole team: by class, by month, and kinds by month."""
    sorts = attack.sorts
    for row in told.reports.to_dict("records"):
        mask = sorts["class_id"] == row["class_id"]
        attack.reads(mask, row["count_reports"], row["is_small_count_reports"])
    for figure, day in (("over_time", "starts_on"), ("kind_by_month", "month")):
        answer = answers[figure]
        if answer is None or answer.is_few or "is_small_count_reports" not in answer.frame:
            continue
        for row in answer.frame.to_dict("records"):
            mask = attack.in_month(row[day])
            if "kind" in row:
                mask &= attack.of_kind(row["kind"])
            attack.reads(mask, row["count_reports"], row["is_small_count_reports"])


READERS = {"aftercare": read_nazorg, "reports": read_meldingen}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("figure", READERS)
def test_all_screens_together_give_no_small_number_away(figure, seed):
    of, told = screens(seed)
    attack = Attack(of, figure)
    read_views(attack, told)
    READERS[figure](attack, *whole_screen(of))
    ends = ENDS if figure == "aftercare" else [""]
    found = [
        (view.wanted, view.period, end)
        for view in told
        for end in ends
        if attack.is_worked_out(attack.within(view) & (attack.sorts["end"] == end))
    ]
    assert found == []
