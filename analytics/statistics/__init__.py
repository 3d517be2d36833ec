"""The formulas behind the figures, each with its source; tested against published numbers."""

from analytics.statistics.comparisons import (
    design_effect,
    holm,
    rates_p_value,
    shares_p_value,
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
from analytics.statistics.ratios import rate_ratio_interval, share_difference_interval
from analytics.statistics.survival import (
    FOLLOWED_CASES,
    FOLLOWED_PERCENT,
    LogRank,
    at_risk_at,
    events_beyond_expected,
    followed_part,
    incidence_table,
    logrank_of_curves,
    median_interval,
    median_time,
    quantile_time,
    survival_at,
    survival_table,
)

__all__ = [
    "FOLLOWED_CASES",
    "FOLLOWED_PERCENT",
    "LogRank",
    "Runs",
    "at_risk_at",
    "design_effect",
    "events_beyond_expected",
    "followed_part",
    "funnel_limits",
    "holm",
    "incidence_table",
    "logrank_of_curves",
    "median_interval",
    "median_time",
    "poisson_interval",
    "poisson_limits",
    "quantile_time",
    "rate_ratio_interval",
    "rates_p_value",
    "runs",
    "share_difference_interval",
    "shares_p_value",
    "survival_at",
    "survival_table",
    "t_chart",
    "u_chart",
    "wilson_interval",
    "wilson_limits",
    "wilson_of_share",
]
