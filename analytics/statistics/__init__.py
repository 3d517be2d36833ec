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
    kaplan_meier,
    logrank,
    median_interval,
    median_time,
    survival_at,
    survival_table,
)

__all__ = [
    "LogRank",
    "Runs",
    "cumulative_incidence",
    "funnel_limits",
    "kaplan_meier",
    "logrank",
    "median_interval",
    "median_time",
    "poisson_interval",
    "poisson_limits",
    "runs",
    "survival_at",
    "survival_table",
    "t_chart",
    "u_chart",
    "wilson_interval",
    "wilson_limits",
]
