"""How long the school takes: from incident to melding, first talk and first measure."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.answer import Answer, whole_numbers
from analytics.disclosure import TOTAL, tell
from analytics.period import Period, during, with_ordinals
from analytics.statistics import quantile_time, survival_table

MINIMUM_N = 10
"""Of fewer cases than this a median says nothing."""

LEGS = ("incident_to_report", "report_to_talk", "talk_to_measure")
QUARTILES = {"first_quartile": 0.25, "median": 0.5, "third_quartile": 0.75}

_COUNTS = ("count_seen", "count_waiting", "count_missing", "count_impossible")

_CASES = """
select
    opened_on,
    incident_on,
    case when first_talk_on <= observed_on then first_talk_on end as first_talk_on,
    case when first_measure_on <= observed_on then first_measure_on end as first_measure_on,
    least(closed_on, observed_on) as followed_until
from cases_asked
where opened_on between period_start and last_day
"""

_PER_DURATION = """
with legs as (
    select
        'incident_to_report' as leg,
        incident_on is null as is_missing,
        true as is_seen,
        ordinal_opened_on - ordinal_incident_on as school_days
    from cases_measured
    union all
    select
        'report_to_talk',
        false,
        first_talk_on is not null,
        coalesce(ordinal_first_talk_on, ordinal_followed_until) - ordinal_opened_on
    from cases_measured
    union all
    select
        'talk_to_measure',
        false,
        first_measure_on is not null,
        coalesce(ordinal_first_measure_on, ordinal_followed_until) - ordinal_first_talk_on
    from cases_measured
    where first_talk_on is not null
),
judged as (
    select
        leg,
        is_missing,
        is_seen,
        not is_missing and (school_days is null or school_days < 0) as is_impossible,
        case when not is_missing and school_days >= 0 then school_days end as school_days
    from legs
)
select
    leg,
    school_days,
    count(*) filter (is_seen and school_days is not null) as count_seen,
    count(*) filter (not is_seen and school_days is not null) as count_waiting,
    count(*) filter (is_missing) as count_missing,
    count(*) filter (is_impossible) as count_impossible
from judged
group by leg, school_days
order by leg, school_days nulls last
"""


def delays(cases: DuckDBPyRelation, calendar: DuckDBPyRelation, period: Period) -> Answer:
    """One row per leg, over the cases of which the first melding is in the period.

    Columns: leg (incident_to_report, report_to_talk, talk_to_measure), first_quartile, median,
    third_quartile (school days; NaN: not reached), count_cases, count_seen, count_waiting,
    count_missing, count_impossible. The quartiles are those of the Kaplan-Meier curve: a case
    without a talk (or measure) yet waits until it was closed or until observed_on, so that the
    slow ones are not left out. Missing: the day of the incident was never told. Impossible: the
    later day comes first (a measure before the first talk), or a day is beyond the calendar;
    neither is in the quartiles. Only cases with a talk are in talk_to_measure. n is the number
    of cases. Raises ValueError when the period ends before it starts.
    """
    measured = with_ordinals(
        during(cases, period).query("cases_asked", _CASES),
        calendar,
        *("opened_on", "incident_on", "first_talk_on", "first_measure_on", "followed_until"),
    )
    rows = measured.query("cases_measured", _PER_DURATION).df()
    frame = pd.DataFrame([_of_leg(leg, rows[rows["leg"] == leg]) for leg in LEGS])
    count = int(frame["count_cases"].iloc[0])
    return Answer(frame, period, count, is_few=count < MINIMUM_N)


def shown(answer: Answer) -> Answer:
    """The answer of delays for who may not open the cases: no count of 1 to 4.

    The legs share their totals, so when one total has to be hidden all counts are. The quartiles
    stay where at least MINIMUM_N cases went that way.
    """
    frame = answer.frame
    told = [tell(frame.loc[[row], list(_COUNTS)], spare=[TOTAL]) for row in frame.index]
    is_open = not any(TOTAL in leg.hidden_totals() for leg in told)
    columns: dict[str, Any] = {}
    for name, column in {**dict.fromkeys(_COUNTS), "count_cases": TOTAL}.items():
        cells = [leg.counts.loc[row, column or name] for row, leg in enumerate(told)]
        columns[name] = whole_numbers(cells if is_open else [pd.NA] * len(cells))
        columns[f"is_small_{name}"] = [
            bool(is_open and leg.is_small.loc[row, column or name]) for row, leg in enumerate(told)
        ]
    is_enough = frame["count_seen"] >= MINIMUM_N
    quartiles = {name: frame[name].where(is_enough) for name in QUARTILES}
    hidden = frame.assign(**columns, **quartiles)
    return replace(answer, frame=hidden, count=answer.count if is_open else None, is_hidden=True)


def _of_leg(leg: str, rows: pd.DataFrame) -> dict[str, object]:
    counts = {name: int(rows[name].sum()) for name in _COUNTS}
    known = rows[rows["school_days"].notna()]
    curve = survival_table(known["school_days"], known["count_seen"], known["count_waiting"])
    reached = {name: quantile_time(curve, share) for name, share in QUARTILES.items()}
    quartiles = {name: np.nan if time is None else time for name, time in reached.items()}
    return {"leg": leg, **quartiles, "count_cases": sum(counts.values()), **counts}
