"""The numbers that rest on too few cases yet, and the day from which they probably do not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, isnan

from analytics.aftercare_moments import waiting
from analytics.as_of import cases_in_view
from analytics.figure import ComputedFigure
from analytics.figures.resolution import Resolution
from analytics.headline.day_ordinals import DayOrdinals
from analytics.result import MINIMUM_N
from analytics.statistics.survival import FOLLOWED_CASES
from analytics.view import View
from casework.figures import Figures

FOLLOW_UP = 20
"""School days for which enough cases have to be followed before a time to stopped is given."""

_OPENED = """
select opened_on from cases_asked where opened_on between period_start and last_day order by 1
"""

_DUE = "select due_on from moments_waiting where due_on > observed_on order by due_on"


@dataclass(frozen=True)
class PendingNumber:
    """A number that rests on too little; `on`: the day from which it probably has enough.

    None: not to be expected before the school year is over, or the period is over already.
    """

    key: str
    needed: int
    on: date | None = None


def pending_numbers(
    figures: Figures, view: View, days: DayOrdinals, charts: Mapping[str, ComputedFigure]
) -> tuple[PendingNumber, ...]:
    """Of time to stopped and nazorg on time, those that rest on too little."""
    pending = []
    if not has_time_to_stopped(charts["resolution"].now):
        on = _stopped_from(figures, view, days, charts["resolution"]) if view.is_now else None
        pending.append(PendingNumber("resolution", FOLLOWED_CASES, on))
    if charts["aftercare"].now.count < MINIMUM_N:
        on = _aftercare_from(figures, view, charts["aftercare"]) if view.is_now else None
        pending.append(PendingNumber("aftercare", MINIMUM_N, on))
    return tuple(pending)


def has_time_to_stopped(resolution: Resolution) -> bool:
    """Whether a median or a share by 20 school days can be given."""
    followed = resolution.followed
    return followed.median is not None or not isnan(followed.share_at(FOLLOW_UP)[0])


def _stopped_from(
    figures: Figures, view: View, days: DayOrdinals, computed: ComputedFigure
) -> date | None:
    """The day on which ten cases will have run for 20 school days, when cases come as so far.

    Some stop before: as many as did last year, where that is known.
    """
    rows = cases_in_view(figures, view).query("cases_asked", _OPENED).fetchall()
    opened = [day for (day,) in rows]
    stopped = computed.before.followed.share_at(FOLLOW_UP)[0] if computed.before else 0.0
    needed = ceil(FOLLOWED_CASES / (1 - (0.0 if isnan(stopped) else min(stopped, 0.9))))
    if not opened:
        return None
    start = days.before(view.period.start)
    if len(opened) >= needed:
        reached = days.ordinal(opened[needed - 1])
    else:
        passed = max(days.ordinal(view.known_on) - start, 1)
        reached = start + ceil(passed * needed / len(opened))
    on = days.first_with(max(reached + FOLLOW_UP, days.ordinal(view.known_on) + 1))
    return on if on and on <= view.school_year.end else None


def _aftercare_from(figures: Figures, view: View, computed: ComputedFigure) -> date | None:
    """The day on which the tenth moment comes due, of those that are planned already."""
    rows = waiting(figures.aftercare, view.known_on).query("moments_waiting", _DUE).fetchall()
    missing = MINIMUM_N - int(computed.now.count)
    planned = [day for (day,) in rows]
    on: date | None = planned[missing - 1] if len(planned) >= missing else None
    return on if on and on <= view.school_year.end else None
