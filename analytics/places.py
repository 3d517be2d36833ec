"""Where, when and what: the places, day parts and kinds that meldingen name."""

from dataclasses import replace

from duckdb import DuckDBPyRelation

from analytics.answer import Answer, hidden_table, told_counts
from analytics.disclosure import is_small
from analytics.period import Period, during

MINIMUM_N = 10
"""Of fewer meldingen than this a pattern says nothing."""

UNKNOWN = "unknown"

_OF_PERIOD = """
select reported_on, kinds, places, day_part
from reports_asked
where reported_on between period_start and last_day
"""

_COUNTS = """
select
    count(*),
    count(*) filter (coalesce(len(places), 0) = 0),
    count(*) filter (day_part is null),
    count(*) filter (coalesce(len(kinds), 0) = 0)
from reports_of_period
"""

_PLACE_BY_MOMENT = """
with named as (
    select
        unnest(case when coalesce(len(places), 0) = 0 then ['unknown'] else places end) as place,
        coalesce(day_part, 'unknown') as day_part
    from reports_of_period
)
select place, day_part, count(*) as count_reports
from named
group by place, day_part
order by place, day_part
"""

_KIND_BY_MONTH = """
with named as (
    select
        date_trunc('month', reported_on)::date as month,
        unnest(case when coalesce(len(kinds), 0) = 0 then ['unknown'] else kinds end) as kind
    from reports_of_period
)
select month, kind, count(*) as count_reports
from named
group by month, kind
order by month, kind
"""


def place_by_moment(reports: DuckDBPyRelation, period: Period) -> Answer:
    """One row per place and day part that occur together: place, day_part, count_reports.

    Codes of the card; "unknown" where the melding names none. A melding that names two places is
    in both rows, so the rows add up to more than n, the number of meldingen in the period. Of n,
    `left_out` says how many name no place and how many no day part. Raises ValueError when the
    period ends before it starts.
    """
    return _answer(reports, period, _PLACE_BY_MOMENT, ("no_place", "no_day_part"))


def kind_by_month(reports: DuckDBPyRelation, period: Period) -> Answer:
    """One row per month (its first day) and kind named in it: month, kind, count_reports.

    "unknown" where the melding names no kind; a melding of two kinds is in both rows. n and
    `left_out` as in place_by_moment. Raises ValueError when the period ends before it starts.
    """
    return _answer(reports, period, _KIND_BY_MONTH, ("no_kind",))


def place_by_moment_shown(answer: Answer) -> Answer:
    """The answer of place_by_moment for who may not open the cases: no count of 1 to 4."""
    return _shown(answer, "place", "day_part")


def kind_by_month_shown(answer: Answer) -> Answer:
    """The answer of kind_by_month for who may not open the cases: no count of 1 to 4."""
    return _shown(answer, "month", "kind")


def _answer(
    reports: DuckDBPyRelation, period: Period, sql: str, unknown: tuple[str, ...]
) -> Answer:
    of_period = during(reports, period).query("reports_asked", _OF_PERIOD)
    count, no_place, no_day_part, no_kind = of_period.query(
        "reports_of_period", _COUNTS
    ).fetchall()[0]
    missing = {"no_place": no_place, "no_day_part": no_day_part, "no_kind": no_kind}
    frame = of_period.query("reports_of_period", sql).df()
    left_out = {name: missing[name] for name in unknown}
    return Answer(frame, period, count, left_out, is_few=count < MINIMUM_N)


def _shown(answer: Answer, rows: str, columns: str) -> Answer:
    """n is hidden as well when it is nearly the sum of the table: the few more would show.

    What names no place (moment, kind) is a row of the table itself, so it is told there only.
    """
    frame = answer.frame
    if frame.empty:
        return replace(answer, is_hidden=True)
    more = int(frame["count_reports"].sum()) - (answer.count or 0)
    hidden, may_tell = hidden_table(frame, rows, columns, "count_reports")
    count, _ = told_counts(answer.count, {}, may_tell_count=may_tell and not is_small(more))
    unknown: dict[str, int | None] = dict.fromkeys(answer.left_out)
    return replace(answer, frame=hidden, count=count, left_out=unknown, is_hidden=True)
