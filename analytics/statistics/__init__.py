"""The formulas behind the figures, each with its source; tested against published numbers."""

from analytics.statistics.comparisons import (
    design_effect,
    holm,
    newcombe_interval,
    two_rates,
    two_shares,
)
from analytics.statistics.control import Runs, runs, t_chart, u_chart
from analytics.statistics.intervals import (
    funnel_limits,
    poisson_interval,
    poisson_limits,
    wilson_interval,
    wilson_limits,
    wilson_of_share,
)
from analytics.statistics.survival import (
    LogRank,
    beyond_expected,
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
    "beyond_expected",
    "cumulative_incidence",
    "design_effect",
    "funnel_limits",
    "holm",
    "incidence_table",
    "kaplan_meier",
    "logrank",
    "logrank_of_curves",
    "median_interval",
    "median_time",
    "newcombe_interval",
    "poisson_interval",
    "poisson_limits",
    "quantile_time",
    "runs",
    "survival_at",
    "survival_table",
    "t_chart",
    "two_rates",
    "two_shares",
    "u_chart",
    "wilson_interval",
    "wilson_limits",
    "wilson_of_share",
]
