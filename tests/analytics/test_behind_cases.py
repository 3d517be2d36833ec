"""The cases behind a part of a figure are exactly those that it counts, also on an earlier day."""

from hypothesis import given, settings

from analytics.cases_behind import levels_behind
from casework.cases.case_filter import Basis, CaseFilter
from tests.analytics.case_views import asked, seen_by, sights, view_on, views
from tests.analytics.small_schools import DAY, START, after, figures_of, school, schools


def behind(small, view, basis, **part):
    """The ids of the cases behind a figure of this view, or behind a part of it."""
    is_state = basis is Basis.NOW
    own_filter = CaseFilter(
        basis,
        None if is_state else view.period.start,
        None if is_state else view.period.last_day,
        known_on=view.known_on,
        **part,
    )
    return levels_behind(figures_of(small), own_filter, view.period.observed_on)


def test_a_case_that_was_reopened_is_behind_the_day_on_which_it_was_closed():
    turns = [("closed", after(20), "left_school"), ("reopened", after(40), None)]
    small = school(cases=[{"case_id": "a", "opened_on": START, "level": 1, "turns": turns}])
    then, now = view_on(after(60), end=after(30)), view_on(after(60))
    assert set(behind(small, then, Basis.BEGUN, state="closed_left_school")) == {"a"}
    assert set(behind(small, now, Basis.BEGUN, state="closed_left_school")) == set()
    assert not behind(small, then, Basis.NOW)
    assert set(behind(small, now, Basis.NOW, state="running")) == {"a"}


def test_a_level_reached_too_late_is_not_behind_the_share_that_reached_it():
    late = {"case_id": "late", "opened_on": START, "level": 2, "level_2_on": after(71)}
    early = {"case_id": "early", "opened_on": START, "level": 3, "level_3_on": after(70)}
    young = {"case_id": "young", "opened_on": after(80), "level": 2, "level_2_on": after(81)}
    small, view = school(cases=[late, early, young]), view_on(after(120))
    assert set(behind(small, view, Basis.REACHED)) == {"late", "early"}
    assert set(behind(small, view, Basis.REACHED, level=2)) == {"early"}
    assert set(behind(small, view, Basis.REACHED, level=3)) == {"early"}


def test_behind_what_comes_back_are_only_the_closings_because_it_had_stopped():
    closings = [
        {"case_id": case_id, "closed_on": after(20), "ending": ending}
        for case_id, ending in (("a", "stopped"), ("b", "left_school"))
    ]
    cases = [{"case_id": case_id, "opened_on": START - DAY, "level": 1} for case_id in "ab"]
    small = school(cases=cases, closings=closings)
    assert set(behind(small, view_on(after(60)), Basis.CLOSED)) == {"a"}


@settings(deadline=None, max_examples=12)
@given(schools, views, sights)
def test_as_many_cases_are_behind_each_part_as_the_figure_counts(small, view, sight):
    small, view = seen_by(small, view, sight)
    for row in asked("open_cases", small, view).frame.itertuples():
        for state in ("running", "stopped"):
            levels = behind(small, view, Basis.NOW, level=row.level, state=state)
            assert len(levels) == getattr(row, f"count_{state}")
    for row in asked("flow", small, view).frame.itertuples():
        levels = behind(small, view, Basis.BEGUN, level=row.level, state=row.outcome)
        assert len(levels) == row.count_cases
    reached = asked("reached", small, view)
    assert len(behind(small, view, Basis.REACHED)) == reached.count
    for level, count in zip((2, 3), reached.frame["count_reached"], strict=False):
        assert len(behind(small, view, Basis.REACHED, level=level)) == count
    resolution = asked("resolution", small, view)
    begun = behind(small, view, Basis.BEGUN)
    assert len(begun) == resolution.count + resolution.count_left_out
