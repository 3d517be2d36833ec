"""What figures are made of, whose they are, and when they are exact.

Exactness is decided here and nowhere else: `is_exact` is no unless scope, way and setting say yes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from casework.people import Home


class Way(StrEnum):
    """Where figures go: to the own screen of who asked, or out of it."""

    SCREEN = "screen"
    MEETING = "meeting"
    FILE = "file"


@dataclass(frozen=True)
class FigureFilter:
    """What a figure is limited to; empty fields do not limit, and all of them combine."""

    school_year: str = ""
    team_id: str = ""
    year_group: int = 0
    class_id: str = ""
    kind: str = ""


@dataclass(frozen=True)
class FigureScope:
    """The pupils for whom somebody is answerable: classes, year groups, teams, or all of them.

    A fact belongs to the scope by the class, year group and team that it has itself.
    """

    classes: frozenset[str] = frozenset()
    year_groups: frozenset[int] = frozenset()
    teams: frozenset[str] = frozenset()
    is_whole_school: bool = False

    def covers(self, home: Home) -> bool:
        """Whether a class is in this scope."""
        return (
            self.is_whole_school
            or home.class_id in self.classes
            or home.year_group in self.year_groups
            or home.team_id in self.teams
        )


WHOLE_SCHOOL = FigureScope(is_whole_school=True)


def is_exact(way: Way, *, is_own_scope: bool, school_allows: bool) -> bool:
    """Whether figures may be shown exactly: on the own screen, of the own scope, and so set."""
    return way is Way.SCREEN and is_own_scope and school_allows


@dataclass(frozen=True)
class Figures:
    """The coded facts, as DuckDB relations already cut to what the viewer may see.

    Every row has ids as text, and never a name or the id of a pupil. `turns`: one row per entry
    that stopped, closed or reopened a case (case_id, number, turn, happened_on, ending), for a
    replay to a day; `steps`: one row per step of a case; `scores`: one per safety score;
    `closings`: one per closing and gepeste, with the next melding of that gepeste in any case;
    `card`: the steps of each version of the card. `is_exact`: whether the numbers may be shown as
    they are; without it only what analytics.disclosure makes of them may be. `hidden_kinds`: the
    kinds of which a count of 1 to 4 stays hidden in exact figures too.
    """

    cases: Any
    reports: Any
    aftercare: Any
    prevention: Any
    enrolments: Any
    classes: Any
    calendar: Any
    steps: Any
    scores: Any
    closings: Any
    card: Any
    turns: Any = None
    is_exact: bool = False
    hidden_kinds: frozenset[str] = frozenset()
    version: int = 0


Ask = Callable[[FigureFilter], Figures]
"""The figures under a filter, checked against the scope of who asks (NotHere beyond it)."""
