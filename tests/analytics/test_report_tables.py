"""What leaves the program cannot be worked out: attacked over all its tables at once."""

import itertools
from collections import Counter
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.disclosure.report_tables import (
    FAMILIES,
    OF_CASES,
    OVERLAPPING,
    TABLES,
    UNKNOWN,
    counts,
    report_tables,
    reporting_period,
    suppressed_together,
)
from analytics.disclosure.suppression import TOTAL
from analytics.period import Period
from casework.figures import Figures
from casework.records import SchoolYear
from tests.analytics import small_schools
from tests.analytics.linear_attack import ranges
from tests.analytics.small_schools import CLASSES, FIRST, SmallSchool, figures_of, school, schools

YEAR = SchoolYear("2025-2026", date(2025, 8, 1), date(2026, 7, 31))
TEAMS = ["", "t1", "t2"]
SEEN = Period(small_schools.START, small_schools.END, date(2026, 12, 1))
WITH_MARGINS = settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))


def figures(of: SmallSchool) -> Figures:
    """The relations of a random school as the desk hands them out."""
    return figures_of(of, is_exact=False)


def with_totals(counted: pd.DataFrame) -> pd.DataFrame:
    """The exact table with its totals."""
    whole = counted.copy()
    whole[TOTAL] = whole.sum(axis=1)
    whole.loc[TOTAL] = whole.sum(axis=0)
    return whole


# --- the attack -----------------------------------------------------------------------------------


class Attack:
    """All that a reader of every table knows: equations over all cells, and bounds for each."""

    def __init__(self, truth, published, insider=None):
        # By column and row: a look into a frame takes longer than the attack.
        self.truth = {name: table.to_dict() for name, table in truth.items()}
        self.place, self.bounds, self.equations = {}, [], []
        self.insider = insider
        for name, table in published.items():
            counts, is_small = table.counts.to_dict(), table.is_small.to_dict()
            is_marked = table.is_small.to_numpy().any()
            for row in table.counts.index:
                for column in table.counts.columns:
                    self.place[name, row, column] = len(self.bounds)
                    value, count = int(self.truth[name][column][row]), counts[column][row]
                    if column == self.insider or pd.notna(count):
                        assert column == self.insider or value == count
                        self.bounds.append((value, value))
                    elif not is_marked:
                        self.bounds.append((0, None))
                    else:
                        self.bounds.append((1, 4) if is_small[column][row] else (5, None))
        for name, table in published.items():
            for row in table.counts.index:
                self._sum(name, [(row, c) for c in table.counts.columns[:-1]], (row, TOTAL))
            for column in table.counts.columns:
                self._sum(name, [(r, column) for r in table.counts.index[:-1]], (TOTAL, column))
        for first, *others in FAMILIES:
            for other in others:
                if first in published and other in published:
                    for column in published[first].counts.columns:
                        self._equal((first, TOTAL, column), (other, TOTAL, column))

    def _sum(self, name, parts, whole):
        equation = Counter({self.place[name, *part]: 1 for part in parts})
        equation[self.place[name, *whole]] -= 1
        self.equations.append(equation)

    def _equal(self, one, other):
        self.equations.append({self.place[one]: 1, self.place[other]: -1})

    def pinned(self, aims):
        """The names of the sums of cells that are pinned down to one value."""
        least, most = ranges(
            [self._weights(aim) for aim in aims.values()],
            np.array([self._weights(equation) for equation in self.equations]),
            self.bounds,
        ).T
        return [name for name, width in zip(aims, most - least, strict=True) if width < 1 - 1e-6]

    def _weights(self, cells):
        weights = np.zeros(len(self.bounds))
        for place, sign in cells.items():
            weights[place] = sign
        return weights

    def worked_out(self):
        """The small cells that are pinned down to one value."""
        others = [key for key in self.place if not self._is_known(*key)]
        small = [key for key in others if 0 < self._exact(*key) < 5]
        return self.pinned({key: {self.place[key]: 1} for key in small})

    def _is_known(self, name, row, column):
        """Whether a cell is all about the team that the reader leads."""
        if self.insider is None:
            return False
        own, whole = (self._exact(name, row, of) for of in (self.insider, TOTAL))
        return column == self.insider or (column == TOTAL and whole == own)

    def _exact(self, name, row, column):
        return self.truth[name][column][row]

    def gaps_worked_out(self):
        """The teams of which the number of next meldingen is known, and is small."""
        names = ("reports_by_month", "cases_by_end")
        aims = {}
        for column in self.truth[names[0]]:
            reports, cases = (self.place[name, TOTAL, column] for name in names)
            values = [int(self._exact(name, TOTAL, column)) for name in names]
            if 0 < abs(values[0] - values[1]) < 5:
                aims[column] = {reports: 1, cases: -1}
        return self.pinned(aims)


class AttackOnMeldingen(Attack):
    """A reader who knows besides that a melding has some kinds, or none, and so for its places.

    A sort is a team, a month, a set of kinds and a set of places; each cell of the tables of
    meldingen is the sum of some sorts, of which the reader does not know how many there are.
    """

    def __init__(self, truth, published, insider=None):
        super().__init__(truth, published, insider)
        of_cell = {}
        for team, month, kinds, places in itertools.product("abc", MONTHS, KIND_SETS, PLACE_SETS):
            sort = zip(MELDINGEN, ([month], kinds, places), strict=True)
            cells = [(name, row, team) for name, rows in sort for row in rows if name in published]
            for cell in cells:
                of_cell.setdefault(cell, Counter())[len(self.bounds)] = 1
            # What nobody named has no row.
            self.bounds.append((0, None if self.place.keys() >= set(cells) else 0))
        for cell, equation in of_cell.items():
            if cell in self.place:
                equation[self.place[cell]] -= 1
                self.equations.append(equation)


# --- random tables with the same totals -----------------------------------------------------------

ALIKE = ((*FAMILIES[0], *OVERLAPPING), *FAMILIES[1:])
"""Here every melding has one kind and one place."""
PARTS = {name: [f"{name}{n}" for n in range(3)] for family in ALIKE for name in family}
SIZES = st.sampled_from([0, 0, 1, 1, 2, 3, 5, 6, 9, 14])


@st.composite
def tables(draw):
    """Exact tables of three teams; those of one family count the same things."""
    counted = {}
    for family in ALIKE:
        report = {name: Counter() for name in family}
        for team in ("a", "b", "c"):
            for _ in range(draw(st.integers(0, 4))):
                size = draw(SIZES)
                for name in family:
                    report[name][draw(st.sampled_from(PARTS[name])), team] += size
        for name in family:
            values = [[report[name][row, team] for team in "abc"] for row in PARTS[name]]
            counted[name] = pd.DataFrame(values, PARTS[name], list("abc"), dtype="int64")
    return counted


@WITH_MARGINS
@given(tables())
def test_no_small_number_can_be_worked_out_from_all_tables_together(counted) -> None:
    tables = suppressed_together(counted)
    published = {name: table for name, table in tables.items() if table is not None}
    truth = {name: with_totals(table) for name, table in counted.items()}
    attack = Attack(truth, published)
    assert attack.worked_out() == []
    assert attack.gaps_worked_out() == []
    for team in "abc":
        assert Attack(truth, published, insider=team).worked_out() == []


@WITH_MARGINS
@given(tables())
def test_a_published_number_is_right_and_never_a_small_one(counted) -> None:
    for name, table in suppressed_together(counted).items():
        if table is None:
            continue
        known = table.counts.stack().dropna()
        exact = with_totals(counted[name]).stack()
        assert (known == exact.loc[known.index]).all()
        assert not known.between(1, 4).any()


@settings(deadline=None, max_examples=10)
@given(schools)
def test_the_tables_of_a_family_add_up_to_the_same(random_school) -> None:
    counted = counts(figures(random_school), SEEN, TEAMS)
    for first, *others in FAMILIES:
        for other in others:
            assert counted[first].sum().equals(counted[other].sum())


@settings(deadline=None, max_examples=6)
@given(schools)
def test_a_small_school_publishes_no_small_number(random_school) -> None:
    report = report_tables(figures(random_school), SEEN, ["t1", "t2"])
    for table in [*report.tables.values(), *report.steps.values()]:
        if table is not None:
            assert not table.counts.stack().dropna().between(1, 4).any()


def test_meldingen_are_counted_in_their_month_and_team() -> None:
    home = {name: CLASSES[0][name] for name in ("class_id", "year_group", "team_id")}
    rows = [
        {"case_id": "a", "number": n, "reported_on": FIRST.replace(month=10, day=1 + n), **home}
        for n in range(6)
    ]
    report = report_tables(figures(school(reports=rows)), SEEN, ["t1", "t2"])
    months = report.tables["reports_by_month"]
    assert months is not None
    assert months.counts[TOTAL].to_dict() == {
        "2026-09": 0,
        "2026-10": 6,
        "2026-11": 0,
        "2026-12": 0,
        TOTAL: 6,
    }
    assert months.counts["t1"].equals(months.counts[TOTAL].rename("t1"))


def test_cases_are_published_only_when_the_next_meldingen_stay_hidden() -> None:
    counted = {name: pd.DataFrame({"a": [0], "b": [0]}, index=["x"]) for name in TABLES}
    counted["reports_by_month"] = pd.DataFrame({"a": [20], "b": [40]}, index=["x"])
    counted["reports_by_year_group"] = counted["reports_by_month"]
    for name in OF_CASES:
        counted[name] = pd.DataFrame({"a": [18], "b": [20]}, index=["x"])
    cases = suppressed_together(counted)["cases_by_end"]
    assert cases is not None
    assert pd.isna(cases.counts.loc[TOTAL, "a"])


@pytest.mark.parametrize(
    ("today", "last_day"),
    [
        (date(2025, 8, 31), None),
        (date(2025, 9, 1), date(2025, 8, 31)),
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2026, 8, 1), date(2026, 7, 31)),
    ],
)
def test_a_running_year_is_published_up_to_its_last_whole_month(today, last_day) -> None:
    period = reporting_period(YEAR, today)
    assert (period and period.last_day) == last_day


def a_case(number: int, **more: object) -> dict[str, object]:
    """A case of t1 that begins in the first week."""
    home = {name: CLASSES[0][name] for name in ("class_id", "year_group", "team_id")}
    return {"case_id": f"c{number}", "opened_on": FIRST.replace(month=9, day=20), **home, **more}


def test_a_case_that_opened_again_after_the_period_was_closed_in_it() -> None:
    closed, again = date(2026, 11, 2), SEEN.observed_on + small_schools.DAY
    turns = [("stopped", closed, None), ("closed", closed, "stopped"), ("reopened", again, None)]
    rows = [a_case(n, turns=turns, level_3_on=again) for n in range(6)]
    report = counts(figures(school(cases=rows)), SEEN, TEAMS)
    assert report["cases_by_end"]["t1"].to_dict() == {
        **dict.fromkeys(("open", "no_bullying", "left_school", "other"), 0),
        "stopped": 6,
    }
    assert report["cases_by_level"]["t1"].to_dict() == {"1": 6, "2": 0, "3": 0}


def test_a_talk_before_its_window_is_counted_and_is_not_on_time() -> None:
    due = date(2026, 10, 12)
    talks = [
        {"extra_on": due - small_schools.DAY},
        {"done_on": due},
        {"done_on": due, "extra_on": due - small_schools.DAY},
        {},
    ]
    planned = {
        "kind": "target",
        "step": "aftercare",
        "moves": [],
        "team_id": "t1",
        "planned_on": FIRST,
        "first_due_on": due,
        "first_window_ends_on": due,
    }
    rows = [{"case_id": f"c{n}", **planned, **talk} for n, talk in enumerate(talks)]
    report = counts(figures(school(aftercare=rows)), SEEN, TEAMS)
    assert report["aftercare_by_outcome"]["t1"].to_dict() == {
        "in_window": 2,
        "late": 0,
        "ahead": 1,
        "missed": 1,
        "open": 0,
    }
    assert report["aftercare_by_kind"]["t1"].sum() == 4


# --- meldingen with several kinds and places ------------------------------------------------------

MONTHS = ["2026-09", "2026-10"]
MELDINGEN = ("reports_by_month", "reports_by_kind", "reports_by_place")


def _sets(codes):
    sizes = range(1, len(codes) + 1)
    return [s for n in sizes for s in itertools.combinations(codes, n)] + [(UNKNOWN,)]


KIND_SETS, PLACE_SETS = _sets(["verbal", "online"]), _sets(["yard"])


@st.composite
def meldingen(draw):
    """The tables of meldingen of three teams, the others empty."""
    report = {name: Counter() for name in MELDINGEN}
    for team in "abc":
        for _ in range(draw(st.integers(0, 4))):
            size = draw(SIZES)
            sets = draw(st.sampled_from(KIND_SETS)), draw(st.sampled_from(PLACE_SETS))
            for name, rows in zip(MELDINGEN, ([draw(st.sampled_from(MONTHS))], *sets), strict=True):
                for row in rows:
                    report[name][row, team] += size
    return tables_of_meldingen(report)


def tables_of_meldingen(report):
    """Exact tables out of how many there are by row and team; what is not named is empty."""
    counted = {name: pd.DataFrame(0, index=["x"], columns=list("abc")) for name in TABLES}
    for name, cells in report.items():
        rows = MONTHS if name == "reports_by_month" else sorted({row for row, _ in cells}) or ["x"]
        values = [[cells[row, team] for team in "abc"] for row in rows]
        counted[name] = pd.DataFrame(values, rows, list("abc"), dtype="int64")
    counted["reports_by_year_group"] = counted["reports_by_month"].sum().to_frame("2").T
    return counted


def attacked(counted):
    """What readers of the tables of meldingen work out; some lead a team and know its numbers."""
    tables = suppressed_together(counted)
    published = {n: t for n, t in tables.items() if t is not None and n.startswith("reports")}
    return AttackOnMeldingen(
        {n: with_totals(t) for n, t in counted.items()}, published
    ).worked_out()


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(meldingen())
def test_kinds_and_places_give_no_small_number_of_meldingen_away(counted) -> None:
    assert attacked(counted) == []


def test_every_melding_of_one_kind_gives_no_other_kind_away() -> None:
    """12 meldingen, all of them verbal and 4 online as well: of 16 kinds at most 12 are verbal."""
    cells = {
        "reports_by_month": Counter({("2026-09", t): 12 for t in "abc"}),
        "reports_by_kind": Counter(
            {("verbal", t): 12 for t in "abc"} | {("online", "a"): 4, ("online", "b"): 9}
        ),
        "reports_by_place": Counter({("yard", t): 12 for t in "abc"}),
    }
    assert attacked(tables_of_meldingen(cells)) == []


def test_a_hidden_total_of_meldingen_is_not_in_the_places() -> None:
    """Nobody filled in a place: so many times unknown is so many meldingen."""
    cells = {
        "reports_by_month": Counter(
            {("2026-09", "a"): 9, ("2026-10", "a"): 5, ("2026-10", "b"): 3, ("2026-09", "c"): 30}
        ),
        "reports_by_kind": Counter({("verbal", "a"): 14, ("verbal", "b"): 3, ("verbal", "c"): 30}),
        "reports_by_place": Counter({(UNKNOWN, "a"): 14, (UNKNOWN, "b"): 3, (UNKNOWN, "c"): 30}),
    }
    assert attacked(tables_of_meldingen(cells)) == []
