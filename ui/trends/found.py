"""The figures for the filters on the screen; the same question is answered from memory."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import count
from weakref import WeakKeyDictionary

import streamlit as st

from analytics.overview import Overview, Period, overview, reports_of, school_of, shown
from casework.desk import Desk
from casework.people import Action, Role
from casework.store import FigureFilter, Figures

Ask = Callable[[FigureFilter], Figures]

_numbers: WeakKeyDictionary[object, int] = WeakKeyDictionary()
_next = count(1)


@dataclass(frozen=True)
class Question:
    """All that the answer hangs on: ids, days, scope, and the version of the data; no names."""

    school: int
    version: int
    may_open_all: bool
    teams: tuple[str, ...]
    wanted: FigureFilter
    period: Period
    before: Period | None


@dataclass(frozen=True, eq=False)
class Found:
    """The figures of the chosen period, and of as much of the year before."""

    now: Overview
    before: Overview | None


def found(desk: Desk, wanted: FigureFilter, period: Period, before: Period | None) -> Found:
    """What this person may see of the figures; CaseworkError for a filter beyond the own team."""
    figures = desk.facts(wanted)
    teams = desk.actor.scopes(Role.TEAM_LEADER, Action.SEE_FIGURES)
    question = Question(
        _number_of(desk.store.facts),
        figures.version,
        figures.may_open_all,
        tuple(sorted(teams)),
        wanted,
        period,
        before,
    )
    return _remembering()(question, desk.facts)


@cache
def _remembering() -> Callable[[Question, Ask], Found]:
    """Made at the first question: modules are imported before Streamlit runs."""
    return st.cache_data(max_entries=200, show_spinner="De cijfers worden berekend...")(_answer)


def _answer(question: Question, _ask: Ask) -> Found:
    """What is kept are the small frames that the screen shows.

    For who may not open the cases the small numbers are hidden before anything is kept.
    """
    before = question.before
    now = _overview(_ask, question.wanted, question.period)
    return Found(now, _overview(_ask, question.wanted, before) if before else None)


def _overview(ask: Ask, wanted: FigureFilter, period: Period) -> Overview:
    figures = ask(wanted)
    exact = overview(figures, period)
    if figures.may_open_all:
        return exact
    everything = ask(FigureFilter(kind=wanted.kind))
    return shown(exact, reports_of(everything, period), school_of(everything, period))


def _number_of(facts: object) -> int:
    """A number of its own for each open school: ids and versions alone can be alike."""
    return _numbers.setdefault(facts, next(_next))
