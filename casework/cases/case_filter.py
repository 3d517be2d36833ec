"""What a list of cases is limited to, in the way in which a figure counts them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """What of a case has to lie in the period; NOW and WAITING look at how things stand."""

    REPORT = "report"
    BEGUN = "begun"
    REACHED = "reached"
    CLOSED = "closed"
    AFTERCARE = "aftercare"
    ANSWER = "answer"
    SCORE = "score"
    STEP = "step"
    PARENTS = "parents"
    NOW = "now"
    WAITING = "waiting"


FOLLOW_UP = 60
"""School days after the first melding within which a level counts as reached in time to compare."""


@dataclass(frozen=True)
class CaseFilter:
    """Ids and codes only; empty fields do not limit. The whole filter is about one thing.

    REPORT: a melding of those days with that kind (and `second_kind`), place and day part.
    BEGUN: a case with its first melding in those days, at `level` exactly, with this
    `state` (running, stopped, or closed_ and an ending).
    REACHED: a case with its first melding in those days, FOLLOW_UP school days ago or more, that
    reached `level` at least within so many school days.
    CLOSED: a closing "gestopt" in those days.
    AFTERCARE: a moment due in those days with `outcome` in_window, late, ahead, missed or open,
    for `concerns` (target, displaying or parents).
    ANSWER: nazorg held with the gepeste in those days, of which the last had this `outcome`.
    SCORE: a gepeste with two safety scores or more, the last of them in those days.
    STEP: `step` due in those days with `outcome` in_time, late, ahead, missed, open, or behind
    (every one but in_time and open).
    PARENTS: a case of which the last parents of both sides came due in those days, with `outcome`
    in_time, late, missed or open.
    NOW: an open case, exactly at `level`, with this `state`.
    WAITING: a step that is open; `outcome` behind: at least one school day past its due day.

    `known_on`: as things stood at the end of that day (None: as they stand now), for what can
    change: how a case stands, its level, and what became of a moment or step.
    """

    basis: Basis
    first: date | None = None
    last: date | None = None
    team_id: str = ""
    year_group: int = 0
    class_id: str = ""
    kind: str = ""
    place: str = ""
    day_part: str = ""
    level: int = 0
    state: str = ""
    step: str = ""
    outcome: str = ""
    second_kind: str = ""
    concerns: str = ""
    known_on: date | None = None
