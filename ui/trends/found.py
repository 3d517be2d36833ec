"""The figures for the filters on the screen; the same question is answered from memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import count
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

import streamlit as st

from analytics.clusters import Noticed
from analytics.ends import Comparison
from analytics.findings import Finding, findings
from analytics.measured import Measured, measured
from analytics.narrowing import View, as_told
from analytics.overview import Overview, Sight, in_sight, school_of
from analytics.period import Period
from analytics.questions import (
    QUESTIONS,
    Answers,
    compared_with_before,
    meldingen_over_time,
    waiting_work,
)
from analytics.resolution import Resolution
from analytics.signals import noticed
from casework.desk import Desk
from casework.figures import FigureFilter, Figures
from casework.people import Action, Role
from ui.trends.filters import Chosen

Ask = Callable[[FigureFilter], Figures]
T = TypeVar("T")

CALCULATING = "De cijfers worden berekend..."
MOST_KEPT = 400

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
    view: View
    beside: View | None
    today: date
    same: View | None = None
    asked: str = ""


@dataclass(frozen=True, eq=False)
class Glanced:
    """What is told in sentences: what changed, what stands out, and among how many pupils."""

    findings: list[Finding]
    noticed: list[Noticed]
    count_pupils: int


@dataclass(frozen=True, eq=False)
class Found:
    """The figures of what is looked at and of what it is held beside, and the sentences.

    `question`: what was asked, for what is asked further.
    """

    question: Question
    now: Overview
    before: Overview | None
    glanced: Glanced


@dataclass(frozen=True, eq=False)
class Further:
    """What is computed for one question only; `groups` are the curves that are compared."""

    now: Answers
    before: Answers | None
    comparison: Comparison | None = None
    groups: Mapping[str, Resolution] = field(default_factory=dict)


def found(desk: Desk, chosen: Chosen) -> Found:
    """What this person may see of the figures; CaseworkError for a filter beyond the own team."""
    return remembering(_answer)(_question_of(desk, chosen), desk.facts)


def glanced_of_part(desk: Desk, chosen: Chosen) -> Glanced:
    """The sentences about a part, of which no figure is told in full."""
    return remembering(_of_part)(_question_of(desk, chosen), desk.facts)


def further(desk: Desk, chosen: Chosen, asked: str, told: Found) -> Further:
    """The figures of one question (of analytics.questions), as this person may see them."""
    about = replace(told.question, asked=asked)
    return remembering(_further)(about, chosen.names, desk.facts, told)


def question(desk: Desk, view: View, beside: View | None) -> Question:
    """What an answer is kept by; CaseworkError for a filter beyond the own team."""
    version = desk.facts_version(view.wanted)
    teams = desk.actor.scopes(Role.TEAM_LEADER, Action.SEE_FIGURES)
    return Question(
        _number_of(desk.store.facts), version, tuple(sorted(teams)), view, beside, desk.today
    )


def _question_of(desk: Desk, chosen: Chosen) -> Question:
    return replace(question(desk, chosen.view, chosen.beside), same=chosen.same)


def remembering(make: Callable[..., T], words: str = CALCULATING) -> Callable[..., T]:
    """`make` with its answers kept by what is asked; `words` are said while somebody waits."""
    return cast(Callable[..., T], _remembering(make, words))


@cache
def _remembering(make: Callable[..., Any], words: str) -> Callable[..., Any]:
    """Made at the first question: modules are imported before Streamlit runs."""
    as_written: dict[str | type, Callable[[Any], str]] = {Question: repr, Chosen: repr}
    keep = st.cache_data(max_entries=MOST_KEPT, show_spinner=words, hash_funcs=as_written)
    return keep(make)


def _answer(question: Question, _ask: Ask) -> Found:
    """What is kept are the small frames that the screen shows.

    For who may not open the cases the small numbers are hidden before anything is kept.
    """
    view, beside, same, ask = question.view, question.beside, question.same, cache(_ask)
    figures, now = ask(view.wanted), _seen(ask, view)
    then = _seen(ask, beside) if beside else None
    compared = _compared(ask, same, then if same == beside else None) if same else None
    told = findings(measured(figures, view.period, now), compared)
    striking = noticed(figures, view.period, now, _earlier(view, same))
    pupils = now.exact.school.count_pupils if now.exact.school else 0
    return Found(question, now.told, then.told if then else None, Glanced(told, striking, pupils))


def _seen(ask: Ask, view: View) -> Sight:
    """A whole team, or any filter for who may open all cases."""
    figures = ask(view.wanted)
    if figures.may_open_all:
        return in_sight(figures, view.period)
    if view.narrowed_by():
        raise ValueError("of a part no figure is told in full")
    return in_sight(figures, view.period, figures)


def _compared(ask: Ask, view: View, sight: Sight | None) -> Measured:
    """What the sentences are held beside; `sight` when its figures are there already."""
    figures = ask(view.wanted)
    if sight is None and not figures.may_open_all:
        return as_told(ask, view)
    return measured(figures, view.period, sight or in_sight(figures, view.period))


def _earlier(view: View, same: View | None) -> Period | None:
    """The whole year before, so that a month is told or hidden as in the figure itself."""
    is_earlier = same is not None and same.wanted.team_id == view.wanted.team_id
    return same.whole if same and is_earlier else None


def _of_part(question: Question, _ask: Ask) -> Glanced:
    view, same, ask = question.view, question.same, cache(_ask)
    told = findings(as_told(ask, view), as_told(ask, same) if same else None)
    return Glanced(told, [], school_of(ask(view.wanted), view.period).count_pupils)


def _further(question: Question, names: tuple[str, str], _ask: Ask, _told: Found) -> Further:
    """As _answer: with the small numbers hidden before anything is kept."""
    view, beside = question.view, question.beside
    ask = cache(_ask)
    figures, answer = ask(view.wanted), QUESTIONS[question.asked]
    now = answer(figures, view.period, _told.now)
    is_same_team = beside is not None and beside.wanted.team_id == view.wanted.team_id
    earlier = beside.period if beside and is_same_team else None
    if question.asked == "how_often":
        told = [one for one in (_told.now, _told.before if earlier else None) if one is not None]
        now |= {"over_time": meldingen_over_time(figures, view.period, earlier, told)}
    if question.asked == "card":
        now |= {"work": waiting_work(figures, replace(view.period, observed_on=question.today))}
    if beside is None or _told.before is None:
        return Further(now, None)
    other = ask(beside.wanted)
    then = answer(other, beside.period, _told.before)
    if question.asked != "how_long":
        return Further(now, then)
    groups = dict(zip(names, (_told.now.resolution, _told.before.resolution), strict=True))
    sides = dict(zip(names, ((figures, view.period), (other, beside.period)), strict=True))
    return Further(now, then, compared_with_before(sides, groups), groups)


def _number_of(facts: object) -> int:
    """A number of its own for each open school: ids and versions alone can be alike."""
    return _numbers.setdefault(facts, next(_next))
