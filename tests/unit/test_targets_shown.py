"""Which numbers of the screen a target is held to, figure by figure."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from analytics.measured import Share
from analytics.targets import Verdict
from casework.trend_notes import TARGET_FIGURES, Target
from ui.charts import marks
from ui.trends import targets

NAN = float("nan")


def nazorg(**counts: Any) -> Any:
    """The figures of a screen on which nazorg has these counts."""
    row = {"count_due": 80, "count_in_window": 60, "count_late": 5, "count_missed": 15}
    row |= {"kind": "all", "count_open": 0} | counts
    findings = [SimpleNamespace(figure="aftercare", now=Share(60, 80, False, 1.0))]
    return SimpleNamespace(
        now=SimpleNamespace(aftercare=pd.DataFrame([row])),
        glanced=SimpleNamespace(findings=findings),
    )


def judged(figure: str, found: Any, further: Any = None, percent: int = 90) -> Any:
    return targets.verdict(found, further, Target("", figure, percent))


def test_nazorg_is_held_to_what_is_settled() -> None:
    assert judged("aftercare", nazorg()).verdict is Verdict.NOT_REACHED
    assert judged("aftercare", nazorg(), percent=60).verdict is Verdict.REACHED
    waiting = judged("aftercare", nazorg(count_missed=0, count_open=15))
    assert waiting.share == 60 / 65
    assert waiting.verdict is Verdict.CHANCE


def test_the_clustering_of_the_sentences_widens_it() -> None:
    found = nazorg()
    found.glanced.findings[0].now = Share(60, 80, False, 4.0)
    assert judged("aftercare", found, percent=64).verdict is Verdict.CHANCE
    assert judged("aftercare", nazorg(), percent=64).verdict is Verdict.REACHED
    found.glanced.findings.clear()
    assert judged("aftercare", found, percent=64).verdict is Verdict.REACHED


def test_a_hidden_number_of_open_moments_leaves_every_possibility() -> None:
    hidden = judged("aftercare", nazorg(count_open=pd.NA, count_missed=pd.NA), percent=80)
    assert hidden.lower == judged("aftercare", nazorg(), percent=80).lower
    assert hidden.upper > judged("aftercare", nazorg(), percent=80).upper
    silent = judged("aftercare", nazorg(count_in_window=pd.NA, count_late=pd.NA))
    assert silent.verdict is Verdict.HIDDEN


def test_time_to_stopped_is_held_at_sixty_school_days() -> None:
    def found(few: frozenset[str], *row: float) -> Any:
        columns = ["school_days", "share", "lower", "upper"]
        milestones = pd.DataFrame([(40, 0.1, 0.0, 0.2), (60, *row)], columns=columns)
        now = SimpleNamespace(resolution=SimpleNamespace(milestones=milestones), too_few=few)
        return SimpleNamespace(now=now)

    none: frozenset[str] = frozenset()
    assert judged("resolution", found(none, 0.95, 0.91, 0.98)).verdict is Verdict.REACHED
    assert judged("resolution", found(none, NAN, NAN, NAN)).verdict is Verdict.HIDDEN
    few = found(frozenset({"resolution"}), 0.95, 0.91, 0.98)
    assert judged("resolution", few).verdict is Verdict.TOO_FEW


def test_parents_are_held_to_their_own_figure_and_only_where_it_stands() -> None:
    frame = pd.DataFrame([{"share": 0.7, "lower": 0.6, "upper": 0.8}])
    answer = SimpleNamespace(frame=frame, is_few=False)
    further = SimpleNamespace(now={"parents_informed": answer})
    assert judged("parents_informed", None, further).verdict is Verdict.NOT_REACHED
    assert judged("parents_informed", None) is None
    assert judged("parents_informed", None, SimpleNamespace(now={})) is None


@pytest.mark.parametrize("figure", TARGET_FIGURES)
def test_every_figure_with_a_target_has_its_words(figure: str) -> None:
    assert targets.WHAT[figure]
    assert figure not in targets.NO_TARGET


def test_a_line_leaves_the_figure_as_it_was() -> None:
    figure = {"data": [], "layout": {"shapes": [], "annotations": [], "xaxis": {}}}
    for draw in (marks.with_target_across, marks.with_target_upright):
        drawn = draw(figure, 0.9)["layout"]
        assert len(drawn["shapes"]) == len(drawn["annotations"]) == 1
        assert drawn["annotations"][0]["text"] == "<b>doel 90%</b>"
    assert figure["layout"]["shapes"] == []
