"""Behind a part of nazorg, the card and the work lie the cases that it counts, on any day."""

from hypothesis import given, settings

from analytics.cases_behind import levels_behind
from analytics.figures.open_steps import late_steps, open_steps_per_team
from analytics.figures.parents_informed import OUTCOMES as OF_PARENTS
from analytics.figures.parents_informed import parents_informed
from analytics.view import View
from casework.cases.case_filter import Basis, CaseFilter
from casework.figures import FigureFilter
from tests.analytics import test_aftercare
from tests.analytics.case_views import sights
from tests.analytics.cut_schools import cut
from tests.analytics.small_schools import START, figures_of, periods, schools
from tests.analytics.test_card_steps import asked, fate


def behind(small, period, basis, **part):
    """The ids of the cases behind a part, for days known up to observed_on."""
    days = {} if basis is Basis.WAITING else {"first": period.start, "last": period.last_day}
    if period.last_day < period.start:
        return set()
    own_filter = CaseFilter(basis, known_on=period.observed_on, **days, **part)
    return set(levels_behind(figures_of(small), own_filter, period.observed_on))


def known_ids(small):
    return {row["case_id"] for row in small.all("cases")}


@settings(deadline=None, max_examples=40)
@given(schools, periods, sights)
def test_behind_nazorg_and_a_step_are_the_cases_of_what_became_so(whole, period, sight):
    small = cut(whole, *sight)
    seen = period.observed_on
    moments = [(row, test_aftercare.known(row, seen)) for row in small.all("aftercare")]
    for outcome in ("in_window", "late", "ahead", "missed", "open"):
        assert behind(small, period, Basis.AFTERCARE, outcome=outcome) == {
            row["case_id"]
            for row, known in moments
            if known and known[1] == outcome and START <= known[0] <= period.last_day
        }
    steps = {
        row["case_id"]
        for row in asked(small)
        if row["step"] == "parents"
        and START <= row["due_on"] <= period.last_day
        and fate(small, row, seen) in ("late", "missed")
    }
    assert behind(small, period, Basis.STEP, step="parents", outcome="behind") == steps


@settings(deadline=None, max_examples=40)
@given(schools, periods, sights)
def test_behind_parents_answers_scores_and_work_are_as_many_cases_as_counted(whole, period, sight):
    small = cut(whole, *sight)
    figures = figures_of(small)
    row = parents_informed(figures, period).frame.iloc[0]
    for outcome in OF_PARENTS if period.last_day >= START else ():
        cases = behind(small, period, Basis.PARENTS, outcome=outcome)
        assert len(cases) == row[f"count_{outcome}"]
    answers = {}
    for one in small.all("aftercare"):
        if (
            one["kind"] == "target"
            and one["done_on"]
            and START <= one["done_on"] <= period.last_day
        ):
            key = (one["case_id"], one["pupil_in_case"])
            answers[key] = max(answers.get(key, (one["done_on"], 0, "")), _answer(one))
    for outcome in ("stopped", "less", "same", "worse"):
        own_filter = {
            key[0] for key, (*_, own_outcome) in answers.items() if own_outcome == outcome
        }
        assert behind(small, period, Basis.ANSWER, outcome=outcome) == own_filter
    days = {}
    for one in small.all("scores"):
        if one["role"] == "target" and one["said_on"] <= period.last_day:
            days.setdefault((one["case_id"], one["pupil_in_case"]), []).append(one["said_on"])
    pairs = {key[0] for key, on in days.items() if len(on) > 1 and max(on) >= START}
    assert behind(small, period, Basis.SCORE) == pairs
    read_only = View(FigureFilter(), period=period, school_year=period)
    late = behind(small, period, Basis.WAITING, outcome="behind")
    if read_only.known_on == period.observed_on and period.last_day >= START:
        assert len(late) == late_steps(figures, read_only).count_cases
        frame = open_steps_per_team(figures, read_only).frame
        assert late <= behind(small, period, Basis.WAITING) <= known_ids(small)
        assert frame["count_late"].sum() == late_steps(figures, read_only).count


def _answer(row):
    return row["done_on"], row["number"], row["outcome"]
