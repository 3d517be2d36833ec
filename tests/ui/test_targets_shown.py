"""Which numbers of the screen a target is held to, figure by figure, and when one is drawn."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from analytics.figure import ComputedFigure
from analytics.figures import BY_KEY
from analytics.period import Period
from analytics.targets import Verdict
from analytics.view import View
from casework.figures import FigureFilter
from casework.people import WHOLE_SCHOOL, FigureScope
from casework.trend_notes import TARGET_FIGURES, Target
from ui.charts import marks
from ui.trends import targets

NAN = float("nan")
YEAR = Period(date(2026, 8, 1), date(2027, 7, 31), date(2026, 11, 23))
VIEW = View(FigureFilter(), YEAR, YEAR)
TEAM, OTHER = "onderbouw", "bovenbouw"


def desk(scope: FigureScope, *teams: str, known: tuple[Target, ...] = ()) -> Any:
    """A desk with figures of this scope, in which these teams are."""
    trends = SimpleNamespace(
        scope=scope,
        teams=lambda: {team: team for team in teams},
        figures=lambda way: lambda figure_filter: SimpleNamespace(aftercare=None),
    )
    notes = SimpleNamespace(targets=lambda: list(known))
    return SimpleNamespace(trends=trends, trend_notes=notes)


LEADER = desk(FigureScope(teams=frozenset({TEAM})), TEAM)


def nazorg(**counts: Any) -> Any:
    """The result of nazorg on time with these counts."""
    row = {"count_due": 80, "count_in_window": 60, "count_late": 5, "count_missed": 15}
    return SimpleNamespace(frame=pd.DataFrame([row | {"kind": "all", "count_open": 0} | counts]))


def judged(figure: str, answer: Any, percent: int = 90) -> Any:
    computed = ComputedFigure(BY_KEY[figure], VIEW, answer)
    return targets.verdict(LEADER, Target(TEAM, figure, percent), computed)


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moments of one case do not go together, unless a test says so."""
    monkeypatch.setattr(targets, "clustering", lambda moments, period: 1.0)


def test_nazorg_is_held_to_what_is_settled() -> None:
    assert judged("aftercare", nazorg()).verdict is Verdict.NOT_REACHED
    assert judged("aftercare", nazorg(), percent=60).verdict is Verdict.REACHED
    waiting = judged("aftercare", nazorg(count_missed=0, count_open=15))
    assert waiting.share == 60 / 65
    assert waiting.leaves_open
    assert waiting.verdict is Verdict.CHANCE


def test_moments_of_one_case_widen_the_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged("aftercare", nazorg(), percent=64).verdict is Verdict.REACHED
    monkeypatch.setattr(targets, "clustering", lambda moments, period: 4.0)
    assert judged("aftercare", nazorg(), percent=64).verdict is Verdict.CHANCE


def test_time_to_stopped_is_held_at_sixty_school_days() -> None:
    def answer(*row: float, is_few: bool = False) -> Any:
        columns = ["school_days", "share", "lower", "upper"]
        milestones = pd.DataFrame([(40, 0.1, 0.0, 0.2), (60, *row)], columns=columns)
        return SimpleNamespace(milestones=milestones, is_few=is_few)

    assert judged("resolution", answer(0.95, 0.91, 0.98)).verdict is Verdict.REACHED
    assert judged("resolution", answer(0.95, 0.91, 0.98, is_few=True)).verdict is Verdict.TOO_FEW
    # Beyond what is still followed there is no verdict, whatever the line did before.
    assert judged("resolution", answer(NAN, NAN, NAN)).verdict is Verdict.TOO_FEW


def test_parents_are_held_to_their_own_figure() -> None:
    frame = pd.DataFrame([{"share": 0.7, "lower": 0.6, "upper": 0.8}])
    answer = SimpleNamespace(frame=frame, is_few=False)
    assert judged("parents_informed", answer).verdict is Verdict.NOT_REACHED


@pytest.mark.parametrize("figure", TARGET_FIGURES)
def test_every_figure_with_a_target_has_its_words(figure: str) -> None:
    assert targets.WHAT[figure]
    assert figure not in targets.NO_TARGET
    assert figure in BY_KEY


@pytest.mark.parametrize(
    ("view", "team"),
    [
        (VIEW, TEAM),
        (replace(VIEW, filter=FigureFilter(team_id=TEAM)), TEAM),
        (replace(VIEW, filter=FigureFilter(year_group=2)), ""),
        (replace(VIEW, filter=FigureFilter(class_id="2B")), ""),
        (replace(VIEW, filter=FigureFilter(kind="verbal")), ""),
        (replace(VIEW, period=replace(YEAR, end=date(2026, 9, 30))), ""),
    ],
)
def test_a_target_is_of_a_whole_team_in_a_whole_year(view: View, team: str) -> None:
    assert targets.team_of(LEADER, view) == team


def test_a_year_group_is_not_held_to_the_target_of_its_team() -> None:
    coordinator = desk(FigureScope(year_groups=frozenset({2})), TEAM)
    assert targets.team_of(coordinator, VIEW) == ""


def test_who_sees_more_teams_chooses_one() -> None:
    whole = desk(WHOLE_SCHOOL, TEAM, OTHER)
    assert targets.team_of(whole, VIEW) == ""
    assert targets.team_of(whole, replace(VIEW, filter=FigureFilter(team_id=OTHER))) == OTHER


def test_nazorg_by_month_shows_the_target_of_nazorg() -> None:
    known = (Target(TEAM, "aftercare", 85), Target(OTHER, "aftercare", 70))
    leader = desk(FigureScope(teams=frozenset({TEAM})), TEAM, known=known)
    assert targets.target_of(leader, "aftercare_by_month", VIEW) == known[0]
    assert targets.target_of(leader, "aftercare", VIEW) == known[0]
    assert targets.target_of(leader, "reports", VIEW) is None


def test_a_line_leaves_the_figure_as_it_was() -> None:
    figure: dict[str, Any] = {
        "data": [],
        "layout": {"shapes": [], "annotations": [], "xaxis": {}},
    }
    for draw in (marks.with_target_across, marks.with_target_upright):
        drawn = draw(figure, 0.9)["layout"]
        assert len(drawn["shapes"]) == len(drawn["annotations"]) == 1
        assert drawn["annotations"][0]["text"] == "doel 90%"
    assert figure["layout"]["shapes"] == []
