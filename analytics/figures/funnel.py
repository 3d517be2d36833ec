"""Meldingen per class against the size of the class, with what chance alone allows."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.figure import Figure
from analytics.figures import reports
from analytics.figures.reports import OverallRate
from analytics.result import FigureResult
from analytics.statistics import funnel_limits
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.figures import Figures

MINIMUM_REPORTS = 5
"""Around the rate of fewer meldingen than this there is no funnel."""

MINIMUM_CLASSES = 3
"""Of fewer classes with pupils there is no whole to hold a class beside."""

LEVELS = {"95": 0.95, "99_9": 0.999}
_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False, kw_only=True)
class Funnel(FigureResult):
    """with_funnel, and the rate of all classes together, around which it lies."""

    overall: OverallRate


def compute(figures: Figures, view: View) -> Funnel:
    """The classes of the view with their funnel; n is the meldingen of all of them."""
    classes = reports.compute(figures, view)
    overall = classes.overall
    count_classes = int((classes.frame["count_pupils"] > 0).sum())
    return Funnel(
        with_funnel(classes.frame, overall),
        view.period,
        overall.count_reports,
        classes.left_out,
        is_few=overall.count_reports < MINIMUM_REPORTS or count_classes < MINIMUM_CLASSES,
        overall=overall,
    )


def with_funnel(classes: pd.DataFrame, overall: OverallRate) -> pd.DataFrame:
    """The frame of reports.reports_per_class with the funnel around the rate of all classes.

    Added columns: lower_95, upper_95, lower_99_9, upper_99_9 (rates per 100 pupils between which
    a class of that size lies by chance alone, 95 and 99.9 %; statistics.funnel_limits), and
    beyond: "99_9" or "95" for a class beyond those limits; "" within them, and where there is no
    pupil or no rate.
    """
    rate = (overall.rate_per_100 or 0.0) / 100
    columns: dict[str, Any] = {}
    beyond = np.full(len(classes), "", dtype=object)
    for name, level in LEVELS.items():
        limits = funnel_limits(classes["count_pupils"].to_numpy(), rate, level)
        lower, upper = 100 * limits["lower"].to_numpy(), 100 * limits["upper"].to_numpy()
        rates = classes["rate_per_100"].to_numpy(dtype="float64")
        beyond[(rates < lower - _ROUNDING) | (rates > upper + _ROUNDING)] = name
        columns |= {f"lower_{name}": lower, f"upper_{name}": upper}
    return classes.assign(**columns, beyond=beyond)


FIGURE = Figure(
    key="funnel",
    question="how_often",
    order=30,
    basis=Basis.REPORT,
    compute=compute,
    chart="funnel",
    subgroups=("class_id",),
    has_before=False,
)
