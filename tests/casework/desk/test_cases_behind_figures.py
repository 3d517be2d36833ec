"""Behind a part of a figure are as many cases as the figure counts, under any filters and days."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import pytest

from analytics.cases_behind import levels_behind
from analytics.figure import compute_figure
from analytics.figures import BY_KEY
from analytics.period import Period
from analytics.view import View
from casework.cases.case_filter import CaseFilter
from casework.figures import FigureFilter, Figures, Way
from tests.cast import Cast, copy_of
from ui.trends import case_links

START = date(2026, 8, 1)
TODAY = date(2026, 11, 23)
YEAR = Period(START, date(2027, 7, 31), TODAY)
AUTUMN = replace(YEAR, end=date(2026, 10, 31))
SEPTEMBER = replace(YEAR, end=date(2026, 9, 30))
NAMES = ["whole year", "a kind", "a class", "a replay", "an early replay", "class, kind and month"]


@dataclass
class Busy:
    """The cast with a term of cases, and what Willem's figures are for each filter."""

    cast: Cast
    figures: Callable[[FigureFilter], Figures]


@pytest.fixture(scope="module")
def busy(busy_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Busy]:
    """For who only looks: what is worked out under a filter is worked out once."""
    cast = copy_of(busy_files, tmp_path_factory.mktemp("behind") / "school")
    yield Busy(cast, cache(cast.desk("Willem").trends.figures(Way.SCREEN)))
    cast.store.close()


def view_of(busy: Busy, name: str) -> View:
    klas = busy.cast.classes["2B"]
    views = {
        "whole year": View(FigureFilter(), YEAR, YEAR),
        "a kind": View(FigureFilter(kind="verbal"), YEAR, YEAR),
        "a class": View(FigureFilter(class_id=klas), YEAR, YEAR),
        "a replay": View(FigureFilter(), AUTUMN, YEAR),
        "an early replay": View(FigureFilter(year_group=2), SEPTEMBER, YEAR),
        "class, kind and month": View(
            FigureFilter(class_id=klas, kind="physical"), SEPTEMBER, YEAR
        ),
    }
    return views[name]


def count(busy: Busy, view: View, key: str, part: str = "") -> int:
    """How many cases are behind a part, whoever may open them."""
    desk = busy.cast.desk("Willem")
    case_filter = case_links.filter_of(desk, view, key, part)
    assert case_filter is not None
    return len(levels_behind(figures_of(busy, case_filter), case_filter, desk.today))


def figures_of(busy: Busy, case_filter: CaseFilter | View) -> Figures:
    place = (
        case_filter.filter
        if isinstance(case_filter, View)
        else FigureFilter(
            team_id=case_filter.team_id,
            year_group=case_filter.year_group,
            class_id=case_filter.class_id,
            kind=case_filter.kind,
        )
    )
    return busy.figures(place)


@pytest.mark.parametrize("name", NAMES)
def test_open_cases_by_level_and_whether_they_run(busy: Busy, name: str) -> None:
    view = view_of(busy, name)
    answer = compute_figure(BY_KEY["open_cases"], figures_of(busy, view), view).now
    for row in answer.frame.itertuples():
        assert count(busy, view, "open_cases", f"level:{row.level}") == row.count_cases
    assert count(busy, view, "open_cases") == answer.count


@pytest.mark.parametrize("name", NAMES)
def test_how_cases_of_the_period_stand(busy: Busy, name: str) -> None:
    view = view_of(busy, name)
    answer = compute_figure(BY_KEY["flow"], figures_of(busy, view), view).now
    for outcome, rows in answer.frame.groupby("outcome"):
        assert count(busy, view, "flow", f"state:{outcome}") == rows["count_cases"].sum()
    assert count(busy, view, "flow") == answer.count
    resolution = compute_figure(BY_KEY["resolution"], figures_of(busy, view), view).now
    assert count(busy, view, "resolution") == resolution.count


@pytest.mark.parametrize("name", NAMES)
def test_what_was_reached_by_cases_followed_long_enough(busy: Busy, name: str) -> None:
    view = view_of(busy, name)
    answer = compute_figure(BY_KEY["reached"], figures_of(busy, view), view).now
    assert count(busy, view, "reached") == answer.count
    for level in (2, 3):
        row = answer.frame.set_index("rung").loc[f"level_{level}"]
        assert count(busy, view, "reached", f"level:{level}") == row["count_reached"]


@pytest.mark.parametrize("name", NAMES)
def test_parents_of_both_sides(busy: Busy, name: str) -> None:
    view = view_of(busy, name)
    answer = compute_figure(BY_KEY["parents_informed"], figures_of(busy, view), view).now
    row = answer.frame.iloc[0]
    for outcome in ("in_time", "late", "missed", "open"):
        part = f"outcome:{outcome}"
        assert count(busy, view, "parents_informed", part) == row[f"count_{outcome}"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", ["aftercare", "reports", "steps", "outcomes", "work"])
def test_a_case_is_behind_a_part_when_the_figure_counts_something_of_it(
    busy: Busy, name: str, key: str
) -> None:
    """Meldingen, moments and steps are more than cases: none when there are none, never more."""
    view = view_of(busy, name)
    answer = compute_figure(BY_KEY[key], figures_of(busy, view), view).now
    known = count(busy, view, key)
    assert (known == 0) == (not answer.count)
    assert known <= answer.count


def test_a_month_of_the_year_before_is_a_part_too(busy: Busy) -> None:
    desk = busy.cast.desk("Willem")
    before = Period(date(2025, 8, 1), date(2026, 7, 31), date(2025, 11, 23))
    view = replace(view_of(busy, "whole year"), before=before)
    case_filter = case_links.filter_of(desk, view, "over_time", "month:2025-10")
    assert case_filter is not None
    assert (case_filter.first, case_filter.last) == (date(2025, 10, 1), date(2025, 10, 31))
    assert case_links.filter_of(desk, view, "over_time", "month:2024-10") is None
