"""What may be told of a part of what a team did, decided once for all parts together.

A team as a whole is told in full, with its small numbers hidden. Whoever may not open the cases
may subtract a part from that whole, or parts from each other. So of a part no more is told than
a handful of counts, each for one year group, class, kind or range of months at a time; and of
these only the ones that leave no 1 to 4 behind, whichever parts are laid beside each other. Two
tables that share nothing but their totals, which are known, tell nothing more together.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pandas as pd
from duckdb import DuckDBPyRelation

from analytics import adherence, aftercare, escalation, places, reports
from analytics.disclosure import is_small, tell
from analytics.measured import Measured, Rate, Share, Wait, measured
from analytics.overview import in_sight, reports_of, school_of
from analytics.period import Period, months_of
from analytics.reports import SchoolRate
from analytics.reports_over_time import reports_over_time, reports_over_time_shown
from casework.figures import FigureFilter, Figures

Ask = Callable[[FigureFilter], Figures]
Counts = tuple[int, ...]

SHARES = ("aftercare", "reached", "parents_informed")

_KINDS = "select distinct unnest(kinds) from asked"


@dataclass(frozen=True)
class View:
    """What is looked at: a filter and a period; `whole` is the school year as far as it is told."""

    wanted: FigureFilter
    period: Period
    whole: Period

    def narrowed_by(self) -> list[str]:
        """In which ways this is less than a whole team in a whole school year."""
        by = [name for name in ("class_id", "year_group", "kind") if getattr(self.wanted, name)]
        return by if self.period == self.whole else [*by, "months"]

    def entire(self) -> "View":
        """The whole team in the whole school year."""
        return View(self.of_team(), self.whole, self.whole)

    def of_team(self) -> FigureFilter:
        """The filter of the whole to which this belongs."""
        return FigureFilter(team_id=self.wanted.team_id)


@dataclass(frozen=True, eq=False)
class ClassesTold:
    """The answers of reports.shown; `is_few`: too few meldingen to say something."""

    frame: pd.DataFrame
    school: SchoolRate | None
    is_few: bool


def as_told(ask: Ask, view: View) -> Measured:
    """What the sentences rest on: the figures of this view for who may not open the cases.

    Of a part, what may not be told is hidden; its exact numbers stay for a test alone.
    """
    figures = ask(view.wanted)
    if not view.narrowed_by():
        return measured(figures, view.period, in_sight(figures, view.period, figures))
    exact = measured(figures, view.period, in_sight(figures, view.period))
    told = told_figures(ask, view)
    return replace(
        exact,
        aftercare=_share(exact.aftercare, "aftercare" in told),
        reached=_share(exact.reached, "reached" in told),
        parents_informed=_share(exact.parents_informed, "parents_informed" in told),
        reports=_rate(exact.reports, "reports" in told),
        resolution=_wait(exact.resolution),
        recurrence=_wait(exact.recurrence),
    )


def told_figures(ask: Ask, view: View, whole: "Whole | None" = None) -> frozenset[str]:
    """Which of SHARES, and "reports", may be told of a part: none when it is narrowed twice.

    `whole` is what was decided for the team before, to be given when several parts are asked.
    """
    by = view.narrowed_by()
    if len(by) != 1:
        return frozenset()
    team = whole or Whole(ask, view.of_team(), view.whole)
    return frozenset(_TELLERS[by[0]](team, view) & team.known)


def classes_told(ask: Ask, view: View) -> ClassesTold | None:
    """Meldingen per class of a class or year group, hidden as in the figure of the whole team.

    None for another part: a class and a kind, or a class and some months, are two at a time.
    """
    if view.narrowed_by() not in (["class_id"], ["year_group"]):
        return None
    figures, team = ask(view.wanted), ask(view.of_team())
    frame, school = reports_of(figures, view.whole), school_of(figures, view.whole)
    everything = reports_of(team, view.whole), school_of(team, view.whole)
    told, told_school = reports.shown(frame, school, *everything)
    return ClassesTold(told, told_school, reports.too_few(frame))


def told_together(parts: Mapping[str, Counts], whole: Counts) -> set[str]:
    """The parts that may be told beside their known whole, each with all its counts.

    Neither a part, nor the whole without it, nor the whole without all told parts holds a 1 to 4;
    the smallest part is dropped until that is so. Parts that share nothing (year groups) are safe
    in every combination, since the rest and each part are then clear. Kinds overlap; when they do
    not, they are as safe as these.
    """
    told = {
        name: counts
        for name, counts in parts.items()
        if _is_clear(counts) and _is_clear(_without(whole, [counts]))
    }
    while told and not _is_clear(_without(whole, told.values())):
        told.pop(min(told, key=lambda name: (sum(told[name]), name)))
    return set(told)


def blocks(months: Sequence[Counts]) -> list[tuple[int, int]]:
    """Months in a row taken together until they may be told: first and last place of each.

    What is left over at the end goes with the last block. A range of months may be told when it
    is made up of whole blocks.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for place in range(len(months)):
        if _is_clear(_sum(months[start : place + 1])):
            found.append((start, place))
            start = place + 1
    if start < len(months):
        first = found.pop()[0] if found else 0
        found.append((first, len(months) - 1))
    return found


@dataclass(frozen=True, eq=False)
class Whole:
    """A team in a school year: what is decided once for all of its parts."""

    ask: Ask
    wanted: FigureFilter
    period: Period

    @cached_property
    def figures(self) -> Figures:
        """The relations of the whole team."""
        return self.ask(self.wanted)

    @cached_property
    def counts(self) -> Mapping[str, Counts]:
        """The counts of the whole team."""
        return part_counts(self.figures, self.period)

    @cached_property
    def known(self) -> set[str]:
        """The figures of which the whole team reads both numbers; else no part is told."""
        team, whole = self.figures, self.period
        start, end, seen = whole.start, whole.end, whole.observed_on
        nazorg = aftercare.shown(aftercare.completion(team.aftercare, start, end, seen))
        found = escalation.levels_reached(team.cases, team.calendar, start, end, seen)
        reached = escalation.levels_reached_shown(found)
        parents = adherence.parents_informed_shown(adherence.parents_informed(team.steps, whole))
        per_class, school = reports_of(team, whole), school_of(team, whole)
        _, school_told = reports.shown(per_class, school, per_class, school)
        told = {
            "aftercare": nazorg.loc[nazorg["kind"] == "all", ["count_due", "count_in_window"]],
            "reached": reached.loc[reached["rung"] == "level_2", ["count_reached"]],
            "parents_informed": parents.frame[["count_cases", "count_in_time"]],
        }
        known = {name for name, counts in told.items() if counts.notna().all(axis=None)}
        return known | ({"reports"} if school_told is not None else set())

    @cached_property
    def by_year_group(self) -> Mapping[str, set[str]]:
        """Which of SHARES may be told of each year group."""
        sql = "select distinct year_group from asked"
        groups = sorted(row[0] for row in self.figures.classes.query("asked", sql).fetchall())
        asked = {str(group): replace(self.wanted, year_group=group) for group in groups}
        return self._shares_of({name: self.ask(wanted) for name, wanted in asked.items()})

    @cached_property
    def by_kind(self) -> Mapping[str, set[str]]:
        """Which of SHARES, and "reports", may be told of each kind."""
        kinds = sorted(_kinds(self.figures.reports) | _kinds(self.figures.cases))
        parts = {kind: self.ask(replace(self.wanted, kind=kind)) for kind in kinds}
        told = self._shares_of(parts)
        counts = {kind: _meldingen(of_kind, self.period) for kind, of_kind in parts.items()}
        clear = told_together(counts, _meldingen(self.figures, self.period))
        for kind in clear - _kinds_hidden(self.figures, self.period):
            told[kind].add("reports")
        return told

    @cached_property
    def blocks(self) -> list[tuple[int, int]]:
        """The months that are taken together in nazorg, by their place."""
        return blocks(list(self.nazorg_by_month.values()))

    @cached_property
    def nazorg_by_month(self) -> Mapping[date, Counts]:
        """Nazorg in time and not, for the first day of each month."""
        frame = aftercare.completion_by_month(self.figures.aftercare, self.period).frame
        rows = zip(frame["month"], frame["count_in_window"], frame["count_due"], strict=True)
        found = {date(day.year, day.month, 1): _split(part, due) for day, part, due in rows}
        return {month: found.get(month, (0, 0)) for month in months_of(self.period)}

    @cached_property
    def months_hidden(self) -> set[date] | None:
        """The months whose meldingen are hidden in the figure over time; None: all of them."""
        team = self.figures
        found = reports_over_time(team.reports, team.enrolments, team.calendar, self.period)
        told = reports_over_time_shown(found)
        if told.count is None:
            return None
        is_hidden = told.frame["count_reports"].isna()
        return {date(day.year, day.month, 1) for day in told.frame.loc[is_hidden, "starts_on"]}

    def _shares_of(self, parts: Mapping[str, Figures]) -> dict[str, set[str]]:
        counts = {name: part_counts(part, self.period) for name, part in parts.items()}
        found: dict[str, set[str]] = {name: set() for name in parts}
        for figure in SHARES:
            of_figure = {name: part[figure] for name, part in counts.items()}
            for name in told_together(of_figure, self.counts[figure]):
                found[name].add(figure)
        return found


# --- what may be told, for each way of narrowing ----------------------------------------------


def _of_year_group(team: Whole, view: View) -> set[str]:
    shares = team.by_year_group.get(str(view.wanted.year_group), set())
    return shares | _of_class(team, view)


def _of_class(team: Whole, view: View) -> set[str]:
    """The meldingen of a class or year group, as the figure of the whole team tells them."""
    told = classes_told(team.ask, view)
    return set() if told is None or told.school is None or told.is_few else {"reports"}


def _of_kind(team: Whole, view: View) -> set[str]:
    return team.by_kind.get(view.wanted.kind, set())


def _of_months(team: Whole, view: View) -> set[str]:
    """Nazorg in whole blocks of months; meldingen when no hidden month is split off."""
    inside = set(months_of(view.period))
    told = {"aftercare"} if _is_whole_blocks(team, view, inside) else set()
    hidden = team.months_hidden
    if hidden is not None and (hidden <= inside or not hidden & inside):
        told.add("reports")
    return told


def _is_whole_blocks(team: Whole, view: View, inside: set[date]) -> bool:
    months = list(team.nazorg_by_month)
    for first, last in team.blocks:
        block = set(months[first : last + 1])
        if block & inside and not block <= inside:
            return False
    # As it was known earlier in the year, the part may differ from what the months say now.
    told = _sum([team.nazorg_by_month[month] for month in months if month in inside])
    return told == part_counts(team.figures, view.period)["aftercare"]


_TELLERS: Mapping[str, Callable[[Whole, View], set[str]]] = {
    "year_group": _of_year_group,
    "class_id": _of_class,
    "kind": _of_kind,
    "months": _of_months,
}


# --- counting ---------------------------------------------------------------------------------


def part_counts(figures: Figures, period: Period) -> dict[str, Counts]:
    """For each of SHARES how many are in time (or reached level 2), and how many are not."""
    start, end, seen = period.start, period.end, period.observed_on
    nazorg = aftercare.completion(figures.aftercare, start, end, seen)
    due = nazorg[nazorg["kind"] == "all"].iloc[0]
    reached = escalation.levels_reached(figures.cases, figures.calendar, start, end, seen)
    level_2 = reached[reached["rung"] == "level_2"].iloc[0]
    parents = adherence.parents_informed(figures.steps, period).frame.iloc[0]
    return {
        "aftercare": _split(due["count_in_window"], due["count_due"]),
        "reached": _split(level_2["count_reached"], level_2["count_followed"]),
        "parents_informed": _split(parents["count_in_time"], parents["count_cases"]),
    }


def _split(part: int, whole: int) -> Counts:
    return int(part), int(whole) - int(part)


def _meldingen(figures: Figures, period: Period) -> Counts:
    return (school_of(figures, period).count_reports,)


def _kinds(relation: DuckDBPyRelation) -> set[str]:
    return {kind for (kind,) in relation.query("asked", _KINDS).fetchall()}


def _kinds_hidden(team: Figures, whole: Period) -> set[str]:
    """The kinds whose number of meldingen the figure of kinds by month keeps."""
    frame = places.kind_by_month(team.reports, whole).frame
    if frame.empty:
        return set()
    table = frame.pivot_table(
        index="month", columns="kind", values="count_reports", aggfunc="sum", fill_value=0
    )
    return tell(table.astype("int64")).hidden_totals()


def _is_clear(counts: Counts) -> bool:
    return not any(is_small(abs(count)) for count in counts)


def _sum(counts: Iterable[Counts]) -> Counts:
    return tuple(sum(column) for column in zip(*counts, strict=True))


def _without(whole: Counts, parts: Iterable[Counts]) -> Counts:
    return tuple(count - sum(column) for count, *column in zip(whole, *parts, strict=True))


# --- hiding -----------------------------------------------------------------------------------


def _share(exact: Share, is_told: bool) -> Share:
    if is_told:
        return exact
    return replace(exact, part=None, whole=None, tested=(exact.part or 0, exact.whole or 0))


def _rate(exact: Rate, is_told: bool) -> Rate:
    return exact if is_told else replace(exact, count=None, tested=exact.count)


def _wait(exact: Wait) -> Wait:
    return replace(exact, count=None, share=float("nan"), median=None)
