"""The figures for the filters on the screen; the same question is answered from memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from weakref import WeakKeyDictionary

import streamlit as st

from analytics.ends import Comparison
from analytics.narrowing import View
from analytics.overview import Overview, overview, school_of, shown
from analytics.questions import (
    QUESTIONS,
    Answers,
    compared_with_before,
    meldingen_over_time,
)
from analytics.resolution import Resolution
from casework.desk import Desk
from casework.people import Action, Role
from casework.store import FigureFilter, Figures
from ui.trends.filters import Chosen

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
    view: View
    beside: View | None
    asked: str = ""


@dataclass(frozen=True, eq=False)
class Found:
    """The figures of the chosen period, and of as much of the year before."""

    now: Overview
    before: Overview | None


@dataclass(frozen=True, eq=False)
class Further:
    """What is computed for one question only; `groups` are the curves that are compared."""

    now: Answers
    before: Answers | None
    comparison: Comparison | None = None
    groups: Mapping[str, Resolution] = field(default_factory=dict)


def found(desk: Desk, chosen: Chosen) -> Found:
    """What this person may see of the figures; CaseworkError for a filter beyond the own team."""
    return _remembering()(question(desk, chosen.view, chosen.beside), desk.facts)


def further(desk: Desk, chosen: Chosen, asked: str, told: Found) -> Further:
    """The figures of one question (of analytics.questions), as this person may see them."""
    about = replace(question(desk, chosen.view, chosen.beside), asked=asked)
    names = (chosen.names[0], chosen.names[1])
    return _remembering_further()(about, names, desk.facts, told)


def question(desk: Desk, view: View, beside: View | None) -> Question:
    """What an answer is kept by; CaseworkError for a filter beyond the own team."""
    figures = desk.facts(view.wanted)
    teams = desk.actor.scopes(Role.TEAM_LEADER, Action.SEE_FIGURES)
    return Question(
        _number_of(desk.store.facts),
        figures.version,
        figures.may_open_all,
        tuple(sorted(teams)),
        view,
        beside,
    )


@cache
def _remembering() -> Callable[[Question, Ask], Found]:
    """Made at the first question: modules are imported before Streamlit runs."""
    return st.cache_data(max_entries=200, show_spinner="De cijfers worden berekend...")(_answer)


def _answer(question: Question, _ask: Ask) -> Found:
    """What is kept are the small frames that the screen shows.

    For who may not open the cases the small numbers are hidden before anything is kept.
    """
    beside = question.beside
    return Found(_overview(_ask, question.view), _overview(_ask, beside) if beside else None)


@cache
def _remembering_further() -> Callable[[Question, tuple[str, str], Ask, Found], Further]:
    return st.cache_data(max_entries=400, show_spinner="De cijfers worden berekend...")(_further)


def _further(question: Question, names: tuple[str, str], _ask: Ask, _told: Found) -> Further:
    """As _answer: with the small numbers hidden before anything is kept."""
    view, beside = question.view, question.beside
    figures, answer = _ask(view.wanted), QUESTIONS[question.asked]
    now = answer(figures, view.period, _told.now)
    is_same_team = beside is not None and beside.wanted.team_id == view.wanted.team_id
    earlier = beside.period if beside and is_same_team else None
    if question.asked == "how_often":
        told = [one for one in (_told.now, _told.before if earlier else None) if one is not None]
        now |= {"over_time": meldingen_over_time(figures, view.period, earlier, told)}
    if beside is None or _told.before is None:
        return Further(now, None)
    other = _ask(beside.wanted)
    then = answer(other, beside.period, _told.before)
    if question.asked != "how_long":
        return Further(now, then)
    groups = dict(zip(names, (_told.now.resolution, _told.before.resolution), strict=True))
    sides = dict(zip(names, ((figures, view.period), (other, beside.period)), strict=True))
    return Further(now, then, compared_with_before(sides, groups), groups)


def _overview(ask: Ask, view: View) -> Overview:
    """A whole team, or any filter for who may open all cases."""
    figures = ask(view.wanted)
    exact = overview(figures, view.period)
    if figures.may_open_all:
        return exact
    if view.narrowed_by():
        raise ValueError("of a part no figure is told in full")
    return shown(exact, exact.reports, school_of(figures, view.period))


def _number_of(facts: object) -> int:
    """A number of its own for each open school: ids and versions alone can be alike."""
    return _numbers.setdefault(facts, next(_next))
