"""Cases as they were known at the end of a day, so that an earlier day can be asked."""

from dataclasses import replace
from datetime import date
from typing import Any

from analytics.period import Period, bound, during
from analytics.view import View
from casework.figures import Figures
from casework.replay import replayed


def cases_as_of(figures: Figures, day: date) -> Any:
    """The relation `cases` with its own columns, as known at the end of `day`: casework.replay."""
    return replayed(bound(figures.cases, as_of=day), bound(figures.turns, as_of=day))


def known_period(view: View) -> Period:
    """The period of a view, in which nothing is known after the day that the view looks from."""
    return replace(view.period, observed_on=view.known_on)


def cases_in_view(figures: Figures, view: View) -> Any:
    """The cases as the view knows them, with the columns of analytics.period.during."""
    return during(cases_as_of(figures, view.known_on), known_period(view))
