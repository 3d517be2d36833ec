"""Periods, and relations with the days of a period or the ordinals of school days as columns.

A value never becomes part of the SQL text: it is a constant column of the relation.
The relations of one call belong to one cursor; the views that a query names are temporary and
belong to that cursor as well, so two people who look at the same moment do not meet.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from duckdb import ColumnExpression, ConstantExpression, StarExpression

from casework.facts.relations import Relation


@dataclass(frozen=True)
class Period:
    """First and last day, and the day after which nothing is known yet."""

    start: date
    end: date
    observed_on: date

    @property
    def last_day(self) -> date:
        """The last day of the period of which something can be known."""
        return min(self.end, self.observed_on)


def months_of(period: Period) -> list[date]:
    """The first day of every month that the period touches, up to what can be known."""
    first, last = _month(period.start), _month(period.last_day)
    return [date(n // 12, n % 12 + 1, 1) for n in range(first, last + 1)]


def period_of_months(period: Period, first: date, last: date) -> Period:
    """The months from `first` up to and including `last` of the period; what is known stays."""
    start, end = max(first.replace(day=1), period.start), min(month_end(last), period.end)
    return replace(period, start=start, end=end)


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def a_year_before(day: date) -> date:
    """The same day a year before; the last day of a month stays the last day of that month."""
    if day == month_end(day):
        return month_end(date(day.year - 1, day.month, 1))
    return day.replace(year=day.year - 1)


def _month(day: date) -> int:
    return 12 * day.year + day.month - 1


def with_constants(relation: Relation, **values: date | int) -> Relation:
    """The relation with one constant column for each value, named after its keyword."""
    constants = (ConstantExpression(value).alias(name) for name, value in values.items())
    return relation.select(StarExpression(), *constants)


def with_period(relation: Relation, period: Period) -> Relation:
    """The relation with the days of a period as columns, for the `where` of a query.

    Columns: period_start and period_end (both belong to the period), observed_on (nothing after
    that day is known yet) and last_day (the last day of which something is known). Raises
    ValueError when the period ends before it starts.
    """
    check_period(period.start, period.end)
    return with_constants(
        relation,
        period_start=period.start,
        period_end=period.end,
        observed_on=period.observed_on,
        last_day=period.last_day,
    )


def check_period(start: date, end: date) -> None:
    """Raises ValueError when the period ends before it starts."""
    if start > end:
        raise ValueError(f"the period ends ({end}) before it starts ({start})")


def with_ordinals(relation: Relation, calendar: Relation, *columns: str) -> Relation:
    """The relation with a column ordinal_<column> for each date column named.

    School days between two dates are the difference of their ordinals. A date that is missing
    or lies outside the calendar has no ordinal (NULL).
    """
    for column in columns:
        relation = relation.join(
            calendar.select(
                ColumnExpression("day").alias(f"day_of_{column}"),
                ColumnExpression("ordinal").alias(f"ordinal_{column}"),
            ),
            condition=ColumnExpression(column) == ColumnExpression(f"day_of_{column}"),
            how="left",
        )
    return relation
