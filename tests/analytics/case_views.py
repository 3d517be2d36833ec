"""Views on the cases of a small school, and those cases one by one as a view knows them."""

from dataclasses import replace

from hypothesis import strategies as st

from analytics.figure import compute_figure
from analytics.figures import BY_KEY
from analytics.period import Period
from analytics.view import View
from casework.figures import FigureFilter
from tests.analytics.cut_schools import cut, filters, scopes
from tests.analytics.small_schools import DAY, END, LAST, START, as_known, days, figures_of, school

MIDDLE = START + 40 * DAY


def view_on(seen, start=START, end=LAST, figure_filter=None, before=None):
    """The school year up to `seen`, or its part up to `end` where that is earlier."""
    whole = Period(START, LAST, seen)
    return View(figure_filter or FigureFilter(), Period(start, end, seen), whole, before)


views = st.builds(view_on, days, st.sampled_from([START, MIDDLE]), st.sampled_from([LAST, END]))
sights = st.tuples(scopes, filters)


def asked(key, small, view):
    """The answer of a figure."""
    return BY_KEY[key].compute(figures_of(small), view)


def seen_by(small, view, sight):
    """A school cut to a scope and filters, with the view that has them."""
    scope, figure_filter = sight
    own = cut(small, scope, figure_filter)
    return own, replace(view, filter=figure_filter)


def known_cases(small, view):
    """Every case that was opened by then, as it was known."""
    known_rows = (as_known(row, view.known_on) for row in small.all("cases"))
    return [row for row in known_rows if row]


def begun_cases(small, view):
    """Those that began in the days of the view."""
    period = view.period
    return [
        row
        for row in known_cases(small, view)
        if period.start <= row["opened_on"] <= period.last_day
    ]


def with_before(key, rows, rows_before, seen, **relations):
    """A figure over two years: `rows_before` began in the year before, which here ends at START."""
    return compute_figure(
        BY_KEY[key],
        figures_of(school(cases=[*rows, *rows_before], **relations)),
        view_on(seen, before=Period(START - 25 * DAY, START - DAY, START - DAY)),
    )
