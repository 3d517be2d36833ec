"""The five numbers above the charts of Trends, exact, each with the year before as far.

Four of them are results of the figures, so that one screen never says two things about one
question; only the meldingen per month are counted here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analytics.figure import ComputedFigure
from analytics.figures.open_steps import LateSteps, late_steps
from analytics.headline.day_ordinals import DayOrdinals
from analytics.period import Period, check_period, months_of, with_constants, with_period
from analytics.result import FigureResult
from analytics.view import View
from casework.facts.relations import Relation
from casework.figures import Figures

LEVELS = (1, 2, 3)

EnrolmentSpan = tuple[date, date | None, int]

# Of both periods at once. How much more the number of meldingen scatters because a case can bring
# several: where cases come at random and each brings m meldingen, the variance of their number is
# E(m^2) / E(m) times its mean (the compound Poisson distribution: Feller, An Introduction to
# Probability Theory and Its Applications I, 3rd ed. 1968, chapter XII).
_REPORTS = """
with placed as (
    select
        case_id,
        reported_on > before_last_day as is_now,
        date_trunc('month', reported_on)::date as month
    from reports_asked
    where reported_on between period_start and last_day
        or reported_on between before_start and before_last_day
),
per_case as (
    select is_now, case_id, count(*) as count_reports from placed group by is_now, case_id
)
select is_now, month, count(*)::double as amount from placed group by is_now, month
union all
select is_now, null, sum(count_reports * count_reports) / sum(count_reports)
from per_case
group by is_now
"""

_STAYS = """
select starts_on, ends_on, count(*) as count_pupils
from enrolments_asked
where starts_on <= last_day and coalesce(ends_on, last_day) >= greatest(starts_on, period_start)
group by starts_on, ends_on
"""


@dataclass(frozen=True, eq=False)
class ReportCount:
    """Meldingen in a period: the count, by month, and the pupil-school-days in which they came.

    `clustering`: how many times more than by Poisson the count scatters.
    """

    count: int
    months: tuple[int, ...]
    exposure: float
    clustering: float


@dataclass(frozen=True)
class OpenCases:
    """Open cases by level (1, 2, 3), running or in nazorg."""

    by_level: Mapping[int, int]

    @property
    def count(self) -> int:
        """All levels together."""
        return sum(self.by_level.values())


@dataclass(frozen=True, eq=False)
class Numbers:
    """What the five numbers are made of; `before` is as far in the year before, None without it.

    `late` is as things stand, or stood on the last day of an earlier view. `target`: the
    percentage that the school wants for nazorg on time; None without one.
    """

    reports: ReportCount
    reports_before: ReportCount | None
    open_cases: OpenCases
    open_before: OpenCases | None
    late: LateSteps
    target: int | None


def numbers_of(
    figures: Figures,
    view: View,
    days: DayOrdinals,
    charts: Mapping[str, ComputedFigure],
    target: int | None = None,
) -> Numbers:
    """The numbers of a view; `charts` are the figures of the board, computed for it.

    Raises ValueError when the period ends before it starts.
    """
    open_now, open_before = charts["open_cases"].now, charts["open_cases"].before
    reports, before = report_counts(figures, view.period, view.before, days)
    return Numbers(
        reports=reports,
        reports_before=before,
        open_cases=_by_level(open_now),
        open_before=_by_level(open_before) if open_before is not None else None,
        late=late_steps(figures, view),
        target=target,
    )


def report_counts(
    figures: Figures, period: Period, before: Period | None, days: DayOrdinals
) -> tuple[ReportCount, ReportCount | None]:
    """Meldingen in the days of a period of which something is known, and in those of `before`."""
    check_period(period.start, period.end)
    known = {"period_start": period.start, "last_day": period.last_day}
    earlier = before or Period(*[period.start - timedelta(days=1)] * 3)
    first = earlier.start if before else earlier.start + timedelta(days=1)
    known |= {"before_start": first, "before_last_day": earlier.last_day}
    rows = with_constants(figures.reports, **known).query("reports_asked", _REPORTS).fetchall()
    amounts = {(is_now, month): amount for is_now, month, amount in rows}
    enrolled = enrolment_spans(figures.enrolments, replace(period, start=first))

    def counted(one: Period, is_now: bool) -> ReportCount:
        months = tuple(int(amounts.get((is_now, month), 0)) for month in months_of(one))
        return ReportCount(
            count=sum(months),
            months=months,
            exposure=pupil_school_days(enrolled, one, days),
            clustering=amounts.get((is_now, None), 1.0),
        )

    return counted(period, True), counted(before, False) if before else None


def enrolment_spans(enrolments: Relation, period: Period) -> list[EnrolmentSpan]:
    """The enrolments that overlap a period: first day, last day (None: still here), how many."""
    asked = with_period(enrolments, period)
    rows: list[EnrolmentSpan] = asked.query("enrolments_asked", _STAYS).fetchall()
    return rows


def pupil_school_days(
    enrolled: Sequence[EnrolmentSpan], period: Period, days: DayOrdinals
) -> float:
    """The school days of all pupils together: the exposure of report_rates, in pupils and days."""
    first, last = period.start, period.last_day
    if last < first:
        return 0.0
    school_days = (
        count * (days.ordinal(min(end or last, last)) - days.before(max(start, first)))
        for start, end, count in enrolled
        if start <= last and (end or last) >= max(start, first)
    )
    return float(sum(school_days))


def _by_level(result: FigureResult) -> OpenCases:
    frame = result.frame
    counts = dict(zip(frame["level"], frame["count_cases"], strict=True))
    return OpenCases({level: int(counts.get(level, 0)) for level in LEVELS})
