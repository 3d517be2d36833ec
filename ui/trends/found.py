"""The figures for the filters on the screen; the same question is answered from memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from weakref import WeakKeyDictionary

import streamlit as st

from analytics.clusters import Noticed
from analytics.ends import Comparison
from analytics.findings import Finding, findings
from analytics.measured import measured
from analytics.overview import Overview, Period, Sight, in_sight
from analytics.questions import (
    QUESTIONS,
    Answers,
    compared_with_before,
    meldingen_over_time,
)
from analytics.resolution import Resolution
from analytics.signals import noticed
from casework.desk import Desk
from casework.people import Action, Role
from casework.store import FigureFilter, Figures

Ask = Callable[[FigureFilter], Figures]

_numbers: WeakKeyDictionary[object, int] = WeakKeyDictionary()
_next = count(1)


@dataclass(frozen=True)
class Question:
    """All that the answer hangs on: ids, days, scope, and the version of the data; no names.

    What is hidden is hidden for everybody who asks here: desk.facts says so, alike for all.
    """

    school: int
    version: int
    teams: tuple[str, ...]
    wanted: FigureFilter
    period: Period
    before: Period | None
    asked: str = ""


@dataclass(frozen=True, eq=False)
class Found:
    """The figures of the chosen period and of as much of the year before, and what stands out.

    `question`: what was asked, for what is asked further.
    """

    question: Question
    now: Overview
    before: Overview | None
    findings: list[Finding]
    noticed: list[Noticed]
    count_pupils: int


@dataclass(frozen=True, eq=False)
class Further:
    """What is computed for one question only; `groups` are the curves that are compared."""

    now: Answers
    before: Answers | None
    comparison: Comparison | None = None
    groups: Mapping[str, Resolution] = field(default_factory=dict)


def found(desk: Desk, wanted: FigureFilter, period: Period, before: Period | None) -> Found:
    """What this person may see of the figures; CaseworkError for a filter beyond the own team."""
    return _remembering()(question(desk, wanted, period, before), desk.facts)


def further(desk: Desk, asked: str, told: Found) -> Further:
    """The figures of one question (of analytics.questions), as this person may see them."""
    return _remembering_further()(replace(told.question, asked=asked), desk.facts, told)


def question(desk: Desk, wanted: FigureFilter, period: Period, before: Period | None) -> Question:
    """What an answer is kept by; CaseworkError for a filter beyond the own team."""
    version = desk.facts_version(wanted)
    teams = desk.actor.scopes(Role.TEAM_LEADER, Action.SEE_FIGURES)
    return Question(
        _number_of(desk.store.facts),
        version,
        tuple(sorted(teams)),
        wanted,
        period,
        before,
    )


@cache
def _remembering() -> Callable[[Question, Ask], Found]:
    """Made at the first question: modules are imported before Streamlit runs."""
    return st.cache_data(max_entries=200, show_spinner="De cijfers worden berekend...")(_answer)


def _answer(question: Question, _ask: Ask) -> Found:
    """What is kept are the small frames that the screen shows.

    For who may not open the cases the small numbers are hidden before anything is kept.
    """
    figures, period, before = _ask(question.wanted), question.period, question.before
    everything = None if figures.may_open_all else _everything(question, _ask, figures)

    def seen(at: Period) -> Sight:
        return in_sight(figures, at, everything)

    now, then = seen(period), seen(before) if before else None
    compared = measured(figures, before, then) if before and then else None
    return Found(
        question,
        now.told,
        then.told if then else None,
        findings(measured(figures, period, now), compared),
        noticed(figures, period, now, before),
        now.exact.school.count_pupils if now.exact.school else 0,
    )


def _everything(question: Question, ask: Ask, figures: Figures) -> Figures:
    """The figures without a filter on team, year group or class."""
    unfiltered = FigureFilter(kind=question.wanted.kind)
    return figures if question.wanted == unfiltered else ask(unfiltered)


@cache
def _remembering_further() -> Callable[[Question, Ask, Found], Further]:
    return st.cache_data(max_entries=400, show_spinner="De cijfers worden berekend...")(_further)


def _further(question: Question, _ask: Ask, _told: Found) -> Further:
    """As _answer: with the small numbers hidden before anything is kept."""
    figures, period, before = _ask(question.wanted), question.period, question.before
    answer = QUESTIONS[question.asked]
    now = answer(figures, period, _told.now)
    if question.asked == "how_often":
        told = [one for one in (_told.now, _told.before) if one is not None]
        now |= {"over_time": meldingen_over_time(figures, period, before, told)}
    if before is None or _told.before is None:
        return Further(now, None)
    then = answer(figures, before, _told.before)
    if question.asked != "how_long":
        return Further(now, then)
    groups = {"dit schooljaar": _told.now.resolution, "vorig schooljaar": _told.before.resolution}
    periods = dict(zip(groups, (period, before), strict=True))
    return Further(now, then, compared_with_before(figures, periods, groups), groups)


def _number_of(facts: object) -> int:
    """A number of its own for each open school: ids and versions alone can be alike."""
    return _numbers.setdefault(facts, next(_next))
