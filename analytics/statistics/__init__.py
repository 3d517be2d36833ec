"""The formulas behind the figures, each with its source; tested against published numbers."""

from analytics.statistics.control import Runs, runs, t_chart, u_chart
from analytics.statistics.intervals import (
    funnel_limits,
    poisson_interval,
    poisson_limits,
    wilson_interval,
    wilson_limits,
)
from analytics.statistics.survival import (
    LogRank,
    cumulative_incidence,
    incidence_table,
    kaplan_meier,
    logrank,
    logrank_of_curves,
    median_interval,
    median_time,
    quantile_time,
    survival_at,
    survival_table,
)

__all__ = [
    "LogRank",
    "Runs",
    "cumulative_incidence",
    "funnel_limits",
    "incidence_table",
    "kaplan_meier",
    "logrank",
    "logrank_of_curves",
    "median_interval",
    "median_time",
    "poisson_interval",
    "poisson_limits",
    "quantile_time",
    "runs",
    "survival_at",
    "survival_table",
    "t_chart",
    "u_chart",
    "wilson_interval",
    "wilson_limits",
]
