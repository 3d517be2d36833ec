"""The figures about meldingen on the demo school: pinned, and counted again from the entries."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from analytics.crosstab import crosstab
from analytics.disclosure.suppression import TOTAL
from analytics.figures import BY_KEY
from analytics.period import Period
from analytics.report_rates import days_between, reports_per_month
from analytics.statistics import u_chart
from analytics.view import View
from casework.figures import WHOLE_SCHOOL, FigureFilter, Figures, FigureScope
from casework.people import Home
from data.store import Store
from tests.demo.demo_school import THIS_YEAR, cases

LAST_YEAR = Period(date(2025, 8, 1), date(2026, 7, 31), date(2026, 8, 1))


@dataclass(frozen=True)
class Melding:
    """One melding as it stands in the entries."""

    on: date
    home: Home
    kinds: tuple[str, ...]
    places: tuple[str, ...]
    day_part: str


@pytest.fixture(scope="module")
def meldingen(store: Store) -> list[Melding]:
    return [
        Melding(
            entry.happened_on,
            Home(report.class_id, report.year_group, report.team_id),
            tuple(report.kinds) or ("unknown",),
            tuple(report.places) or ("unknown",),
            report.day_part or "unknown",
        )
        for case in cases(store)
        for entry, report in case.reports
    ]


# --- counted again --------------------------------------------------------------------------------


def sights(meldingen: list[Melding]) -> dict[str, tuple[FigureScope, View]]:
    """Scopes, filters and days; each of them another way to cut the same school."""
    most = Counter(one.home for one in meldingen if one.on >= THIS_YEAR.start)
    home = min(most, key=lambda home: (-most[home], home.class_id))
    of_team = FigureScope(teams=frozenset({home.team_id}))
    of_group = FigureScope(year_groups=frozenset({home.year_group}))
    of_class = FigureScope(classes=frozenset({home.class_id}))
    autumn = replace(THIS_YEAR, end=date(2026, 10, 31))
    both = FigureFilter(team_id=home.team_id, year_group=home.year_group, kind="verbal")
    here = [one for one in meldingen if one.home == home and one.on >= THIS_YEAR.start]
    narrow = FigureFilter(class_id=home.class_id, kind=here[0].kinds[0])
    everything = FigureFilter()
    return {
        "the school now": (WHOLE_SCHOOL, View(everything, THIS_YEAR, THIS_YEAR)),
        "the school last year": (WHOLE_SCHOOL, View(everything, LAST_YEAR, LAST_YEAR)),
        "a team up to October": (of_team, View(everything, autumn, THIS_YEAR)),
        "a year group and a kind": (of_group, View(both, THIS_YEAR, THIS_YEAR)),
        "a class": (of_class, View(everything, THIS_YEAR, THIS_YEAR)),
        "a class and a kind": (of_team, View(narrow, THIS_YEAR, THIS_YEAR)),
    }


NONE: frozenset[str] = frozenset()
NAMES = (
    "the school now",
    "the school last year",
    "a team up to October",
    "a year group and a kind",
    "a class",
    "a class and a kind",
)


def in_sight(meldingen: list[Melding], scope: FigureScope, view: View) -> list[Melding]:
    chosen, period = view.filter, view.period
    return [
        one
        for one in meldingen
        if scope.covers(one.home)
        and period.start <= one.on <= period.last_day
        and chosen.team_id in ("", one.home.team_id)
        and chosen.year_group in (0, one.home.year_group)
        and chosen.class_id in ("", one.home.class_id)
        and (not chosen.kind or chosen.kind in one.kinds)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_figures_about_meldingen_equal_counting_the_raw_entries(
    store: Store, meldingen: list[Melding], name: str
) -> None:
    scope, view = sights(meldingen)[name]
    figures = store.facts.figures(scope)(view.filter).with_exactness(
        is_exact=True, hidden_kinds=NONE
    )
    there = in_sight(meldingen, scope, view)
    assert there

    def computed(key: str) -> Any:
        return BY_KEY[key].compute(figures, view)

    per_class = computed("reports")
    rows = per_class.frame[per_class.frame["count_reports"] > 0]
    counts = dict(zip(rows["class_id"], rows["count_reports"], strict=True))
    assert counts == Counter(one.home.class_id for one in there)
    assert per_class.count == computed("funnel").count == len(there)

    months = computed("over_time")
    by_month = dict(zip(months.frame["starts_on"], months.frame["count_reports"], strict=True))
    by_code = {month.strftime("%Y-%m"): count for month, count in by_month.items() if count}
    assert by_code == Counter(f"{one.on:%Y-%m}" for one in there)
    assert months.count == len(there)

    places = computed("place_by_moment")
    cells = places.frame[["place", "day_part", "count_reports"]].itertuples(index=False)
    assert {(place, part): count for place, part, count in cells} == Counter(
        (place, one.day_part) for one in there for place in one.places
    )
    kinds = computed("kind_by_month")
    assert dict(kinds.totals.itertuples(index=False)) == Counter(
        kind for one in there for kind in one.kinds
    )
    table = crosstab(figures, view.period, "reports", "class", "kind").counts
    assert table.loc[TOTAL, TOTAL] == sum(len(one.kinds) for one in there)
    for (class_id, kind), count in Counter(
        (one.home.class_id, kind) for one in there for kind in one.kinds
    ).items():
        assert table.loc[class_id, kind] == count


# --- pinned ---------------------------------------------------------------------------------------


@pytest.fixture
def figures(store: Store) -> Figures:
    return store.facts.figures(WHOLE_SCHOOL)(FigureFilter())


def test_meldingen_over_last_year(figures: Figures) -> None:
    frame = reports_per_month(figures.reports, figures.enrolments, figures.calendar, LAST_YEAR)
    assert frame["count_reports"].tolist() == [0, 15, 18, 21, 7, 10, 6, 9, 6, 9, 11, 7]
    assert frame["school_days"].sum() == 199
    assert len(days_between(figures.reports, figures.calendar, LAST_YEAR)) == 118


def test_this_autumn_lies_beyond_what_last_year_was(figures: Figures) -> None:
    view = View(FigureFilter(), THIS_YEAR, THIS_YEAR, None, LAST_YEAR)
    answer = BY_KEY["over_time"].compute(figures, view)
    before = reports_per_month(figures.reports, figures.enrolments, figures.calendar, LAST_YEAR)
    base = before[before["school_days"] >= 5]
    centre = base["count_reports"].sum() / base["exposure"].sum()
    assert answer.baseline.centre == pytest.approx(centre)
    judged = answer.frame.iloc[1:]
    chart = u_chart(judged["count_reports"], judged["exposure"], centre)
    assert judged["upper"].tolist() == pytest.approx(chart["upper"].tolist())
    assert answer.frame["count_reports"].tolist() == [0, 24, 35, 34]
    assert answer.frame["school_days"].tolist()[0] < 5
    assert answer.frame["signal"].tolist() == [False, False, True, True]


def test_places_and_hours_of_last_year(figures: Figures) -> None:
    view = View(FigureFilter(), LAST_YEAR, LAST_YEAR)
    places = BY_KEY["place_by_moment"].compute(figures, view)
    cells = places.frame.set_index(["place", "day_part"])["count_reports"]
    assert cells.loc[("online", "after_school")] == 27
    assert (places.count, places.left_out["no_place"]) == (119, 19)
    hours = BY_KEY["prevention"].compute(figures, view)
    assert (hours.count, len(hours.frame)) == (120, 40)
