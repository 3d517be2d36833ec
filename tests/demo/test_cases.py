"""The figures about cases on the demo school: pinned, and counted again from the raw entries."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from analytics.as_of import cases_as_of
from analytics.figures import BY_KEY
from analytics.period import Period
from analytics.view import View
from casework import entries as kinds
from casework.cases.case import Case
from casework.cases.case_filter import FOLLOW_UP
from casework.figures import WHOLE_SCHOOL, FigureFilter, Figures, FigureScope
from casework.people import Home
from data.store import Store
from tests.analytics.durations import kaplan_meier
from tests.demo.demo_school import LAST_YEAR, THIS_YEAR, TODAY, cases


@pytest.fixture(scope="module")
def all_cases(store: Store) -> list[Case]:
    return cases(store)


# --- counted again --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """A case made of what counts and had happened by a day."""

    case: Case
    home: Home
    kinds: frozenset[str]


def known(case: Case, day: date) -> Known | None:
    """The case as it was at the end of that day; None when it had not begun."""
    if case.opened_on > day:
        return None
    entries = [
        replace(entry, payload=entry.payload.model_copy(update={"corrects": None}))
        for entry in case.effective_entries
        if entry.happened_on <= day
    ]
    then = Case.from_entries(entries, case.card, case.school_days, day)
    opening = case.opening
    home = Home(opening.class_id, opening.year_group, opening.team_id)
    return Known(then, home, frozenset(case.all_codes("kinds")))


def in_sight(cases: list[Case], scope: FigureScope, view: View) -> list[Case]:
    """As they were known, cut to a scope and to every filter together."""
    chosen = view.filter
    return [
        one.case
        for case in cases
        if (one := known(case, view.known_on))
        and scope.covers(one.home)
        and chosen.team_id in ("", one.home.team_id)
        and chosen.year_group in (0, one.home.year_group)
        and chosen.class_id in ("", one.home.class_id)
        and (not chosen.kind or chosen.kind in one.kinds)
    ]


def begun(in_scope: list[Case], period: Period) -> list[Case]:
    return [case for case in in_scope if period.start <= case.opened_on <= period.last_day]


def outcome(case: Case) -> str:
    state = case.state.value
    return state if state != "closed" else f"closed_{case.ending}"


def ended(case: Case, day: date) -> tuple[int, bool]:
    """School days to the stop that stands, or to how far the case was followed."""
    is_stop = case.stop is not None and case.ending != "no_bullying"
    if is_stop and case.stop:
        last = case.stop.happened_on
    else:
        last = case.closing.happened_on if case.closing else day
    return case.school_days.between(case.opened_on, last), is_stop


def sights(store: Store) -> dict[str, tuple[FigureScope, View]]:
    """Scopes, filters and days; each of them another way to cut the same school."""
    figures = store.facts.figures(WHOLE_SCHOOL)(FigureFilter())
    verbal = figures.cases.filter("opened_on >= '2026-08-15' and list_contains(kinds, 'verbal')")
    most = "group by all order by count(*) desc, class_id limit 1"
    place = f"select team_id, year_group, class_id from verbal_cases {most}"
    team, year_group, class_id = verbal.query("verbal_cases", place).fetchall()[0]
    of_team = FigureScope(teams=frozenset({team}))
    autumn = replace(THIS_YEAR, end=date(2026, 10, 31))
    spring = replace(LAST_YEAR, end=date(2026, 3, 31))
    both = FigureFilter(team_id=team, year_group=year_group, kind="verbal")
    narrow = FigureFilter(class_id=class_id, kind="verbal")
    return {
        "the school now": (WHOLE_SCHOOL, View(FigureFilter(), THIS_YEAR, THIS_YEAR)),
        "a team now": (of_team, View(FigureFilter(), THIS_YEAR, THIS_YEAR)),
        "a team up to October": (of_team, View(FigureFilter(), autumn, THIS_YEAR)),
        "last year": (WHOLE_SCHOOL, View(FigureFilter(), LAST_YEAR, LAST_YEAR)),
        "last year up to March": (WHOLE_SCHOOL, View(FigureFilter(), spring, LAST_YEAR)),
        "a year group": (
            FigureScope(year_groups=frozenset({year_group})),
            View(FigureFilter(), spring, LAST_YEAR),
        ),
        "team, year group and kind": (of_team, View(both, LAST_YEAR, LAST_YEAR)),
        "class and kind": (of_team, View(narrow, autumn, THIS_YEAR)),
        "a class": (
            FigureScope(classes=frozenset({class_id})),
            View(FigureFilter(), THIS_YEAR, THIS_YEAR),
        ),
    }


NAMES = (
    "the school now",
    "a team now",
    "a team up to October",
    "last year",
    "last year up to March",
    "a year group",
    "team, year group and kind",
    "class and kind",
    "a class",
)


@pytest.mark.parametrize("name", NAMES)
def test_the_figures_about_cases_equal_counting_the_raw_entries(
    store: Store, all_cases: list[Case], name: str
) -> None:
    scope, view = sights(store)[name]
    figures = store.facts.figures(scope)(view.filter)
    in_scope = in_sight(all_cases, scope, view)
    of_period = begun(in_scope, view.period)

    def computed(key: str) -> Any:
        return BY_KEY[key].compute(figures, view)

    open_now = Counter((case.level, case.state.value) for case in in_scope)
    for row in computed("open_cases").frame.itertuples():
        assert row.count_running == open_now[row.level, "running"]
        assert row.count_stopped == open_now[row.level, "stopped"]
    flow = Counter((case.level, outcome(case)) for case in of_period)
    for row in computed("flow").frame.itertuples():
        assert row.count_cases == flow[row.level, row.outcome]
    times = [ended(case, view.known_on) for case in of_period]
    curve = kaplan_meier([days for days, _ in times], [is_stop for _, is_stop in times])
    assert computed("resolution").followed.curve.equals(curve)
    followed = [
        case
        for case in of_period
        if case.school_days.between(case.opened_on, view.known_on) >= FOLLOW_UP
    ]
    reached = computed("reached")
    assert reached.count == len(followed)
    for place, level in enumerate((2, 3)):
        days = [(case, case.level_reached_on(level)) for case in followed]
        count = sum(
            day is not None and case.school_days.between(case.opened_on, day) <= FOLLOW_UP
            for case, day in days
        )
        assert reached.frame["count_reached"].iloc[place] == count
    talks = [min((e.happened_on for e, _ in c.of(kinds.TalkHeld)), default=None) for c in of_period]
    waits = computed("delays").frame.set_index("leg").loc["report_to_talk"]
    assert waits["count_seen"] + waits["count_impossible"] == len(talks) - talks.count(None)
    assert waits["count_waiting"] == talks.count(None)


def test_these_sights_have_cases_to_count(store: Store, all_cases: list[Case]) -> None:
    counts = {}
    for name, (scope, view) in sights(store).items():
        counts[name] = len(begun(in_sight(all_cases, scope, view), view.period))
    assert set(counts) == set(NAMES)
    assert min(counts.values()) >= 1
    assert sum(count >= 10 for count in counts.values()) >= 5


def test_the_replay_to_today_is_what_the_facts_say_now(store: Store) -> None:
    figures = store.facts.figures(WHOLE_SCHOOL)(FigureFilter())
    assert sorted(cases_as_of(figures, TODAY).fetchall()) == sorted(figures.cases.fetchall())


# --- pinned ---------------------------------------------------------------------------------------


@pytest.fixture
def figures(store: Store) -> Figures:
    return store.facts.figures(WHOLE_SCHOOL)(FigureFilter())


def test_the_delays_of_last_year(figures: Figures) -> None:
    answer = BY_KEY["delays"].compute(figures, View(FigureFilter(), LAST_YEAR, LAST_YEAR))
    columns = ["first_quartile", "median", "third_quartile", "count_seen", "count_missing"]
    assert answer.frame[columns].values.tolist() == [
        [0, 1, 4, 83, 11],
        [1, 1, 1, 94, 0],
        [1, 1, 2, 94, 0],
    ]


def test_this_year_is_held_beside_last_year_as_far(figures: Figures) -> None:
    before = Period(date(2025, 8, 1), date(2026, 7, 31), date(2025, 11, 24))
    view = View(FigureFilter(), THIS_YEAR, THIS_YEAR, before=before)
    comparison = BY_KEY["comparison"].compute(figures, view)
    assert comparison.before is not None
    assert comparison.logrank is not None
    assert (comparison.now.count, comparison.now.followed.median) == (65, 30)
    # As far last year: no stop after the same day of that year is known.
    assert (comparison.before.count, comparison.before.followed.median) == (40, None)
    assert round(comparison.logrank.p_value, 3) == 0.628
    whole = BY_KEY["resolution"].compute(figures, View(FigureFilter(), LAST_YEAR, LAST_YEAR))
    assert (whole.count, whole.followed.median) == (94, 28)


def test_what_came_back_and_how_cases_ended_last_year(figures: Figures) -> None:
    # A year that is over is as it stood on its last day, 31 July.
    view = View(FigureFilter(), LAST_YEAR, LAST_YEAR)
    back = BY_KEY["recurrence"].compute(figures, view)
    assert (back.count, back.count_returned, back.count_other_ends) == (77, 6, 22)
    assert back.milestones["at_risk"].tolist() == [53, 17, 0]
    assert back.milestones["share"].round(3).tolist()[:2] == [0.064, 0.104]
    ends = BY_KEY["ends"].compute(figures, view)
    assert (ends.count, ends.until, ends.count_running) == (94, 50, 11)
    assert {end: round(share, 3) for end, share in ends.shares.items()} == {
        "stopped": 0.607,
        "no_bullying": 0.211,
        "left_school": 0.0,
        "other": 0.0,
        "open": 0.182,
    }
    flow = BY_KEY["flow"].compute(figures, view).frame.set_index(["level", "outcome"])
    assert flow["count_cases"].loc[(1, "closed_stopped")] == 36
    assert flow["count_cases"].sum() == ends.count
    assert flow["percent"].loc[1].tolist() == [9, 15, 48, 25, 0, 3]


def test_the_open_cases_now(figures: Figures) -> None:
    frame = BY_KEY["open_cases"].compute(figures, View(FigureFilter(), THIS_YEAR, THIS_YEAR)).frame
    assert frame["count_running"].tolist() == [27, 6, 6]
    assert frame["count_stopped"].tolist() == [12, 6, 3]
