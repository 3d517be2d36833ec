"""What may be told of a school year, worked out once for as long as nothing changes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import count
from weakref import WeakKeyDictionary

import streamlit as st

from analytics.period import Period
from analytics.release import Release, release
from casework.desk import Desk
from casework.figures import Figures

_numbers: WeakKeyDictionary[object, int] = WeakKeyDictionary()
_next = count(1)


@dataclass(frozen=True)
class Question:
    """All that the answer hangs on; no names."""

    school: int
    version: int
    period: Period


def told(desk: Desk, period: Period) -> Release:
    """The release of a period; NotHere for who sees no figures."""
    figures = desk.trends.release_facts()
    # Ids and versions alone can be alike in two schools.
    school = _numbers.setdefault(desk.store.facts, next(_next))
    return _remembering()(Question(school, figures.version, period), figures)


@cache
def _remembering() -> Callable[[Question, Figures], Release]:
    """Made at the first question: modules are imported before Streamlit runs."""
    words = "Het rapport wordt gemaakt..."
    return st.cache_data(max_entries=20, show_spinner=words)(_answer)


def _answer(question: Question, _figures: Figures) -> Release:
    teams = {team for (team,) in _figures.classes.select("team_id").fetchall()}
    return release(_figures, question.period, teams)
