"""What makes a case hard, counted over real entries: each figure just on and just off its limit."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from analytics.statistics import survival_at
from casework import entries as kinds
from casework.cases.hard_cases import CaseFigures
from casework.cases.steps import next_steps
from casework.entries import NewEntry, Payload
from tests.analytics.durations import kaplan_meier
from tests.cast import TODAY, Cast, record_at
from tests.histories import with_new_pupils

LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def cast(school: Cast) -> Cast:
    return with_new_pupils(school)


def record(cast: Cast, case_id: str, *entries: tuple[Payload, str, str], day: date = TODAY) -> None:
    for payload, step, pupil in entries:
        desk = cast.desk("Samira", day)
        new = NewEntry(payload, day, step, cast.pupils.get(pupil, ""))
        record_at(desk, case_id, new)


def counted(cast: Cast, case_id: str, day: date = TODAY, since: date = LONG_AGO) -> CaseFigures:
    running = cast.store.facts.case_figures(day, since)
    (one,) = [figures for figures in running if figures.case_id == case_id]
    return one


def days_later(cast: Cast, count: int) -> date:
    return cast.store.school.school_days().after(TODAY, count)


def test_a_fresh_case_counts_nothing(cast: Cast) -> None:
    figures = counted(cast, cast.case().subject_id)

    assert (figures.year_group, figures.level, figures.days_open, figures.count_reports) == (
        2,
        1,
        0,
        1,
    )
    assert (figures.is_serious, figures.is_group_level, figures.count_reopened) == (False, False, 0)
    assert (figures.count_late_steps, figures.count_pupil_cases) == (0, 1)
    assert (figures.first_score, figures.last_score) == (None, None)


def test_a_case_counts_while_it_runs_and_not_when_it_stopped_or_closed(cast: Cast) -> None:
    case_id = cast.case().subject_id
    record(cast, case_id, (kinds.Stopped(said_by="target", words="Klaar."), "stopped", ""))
    listed = {figures.case_id for figures in cast.store.facts.case_figures(TODAY, LONG_AGO)}
    assert case_id not in listed

    cases = cast.store.facts.case_figures(TODAY, LONG_AGO, also=case_id)
    (stopped,) = [figures for figures in cases if figures.case_id == case_id]
    assert not stopped.is_running

    record(cast, case_id, (kinds.Reopened(cause="judgement", reason="Toch weer."), "", ""))
    assert counted(cast, case_id).count_reopened == 1


def test_a_serious_sign_and_group_level_are_counted_per_melding(cast: Cast) -> None:
    case_id = cast.case(serious=("threat",), group_level=True).subject_id
    cast.desk("Samira").cases.report(cast.melding(), form_key=str(uuid4()), join=case_id)
    figures = counted(cast, case_id)

    assert (figures.is_serious, figures.count_serious_reports, figures.count_reports) == (
        True,
        1,
        2,
    )
    assert figures.is_group_level


def test_school_days_are_counted_since_the_opening_and_since_the_level(cast: Cast) -> None:
    case_id = cast.case().subject_id
    day = days_later(cast, 4)
    raised = kinds.LevelReached(level=3, proposed=1, cause="judgement", reason="Nodig.")
    record(cast, case_id, (raised, "", ""), day=day)
    figures = counted(cast, case_id, days_later(cast, 9))

    assert (figures.level, figures.days_open, figures.days_at_level) == (3, 9, 5)


def test_a_step_is_late_from_the_day_after_it_was_due_as_in_the_case_itself(cast: Cast) -> None:
    case_id = cast.case().subject_id
    for count in (0, 2, 3, 5, 6, 12):
        day = days_later(cast, count)
        case = cast.desk("Samira", day).cases.open(case_id).case
        late = [state.late_by(case) for state in next_steps(case)]
        late = [days for days in late if days]
        figures = counted(cast, case_id, day)

        assert (figures.count_late_steps, figures.most_days_late) == (
            len(late),
            max(late, default=0),
        )


def test_the_score_of_the_gepeste_alone_counts_from_the_first_to_the_last(cast: Cast) -> None:
    case_id = cast.case().subject_id
    record(cast, case_id, (kinds.CheckedIn(safety_score=8), "check_in", "Noor"))
    assert counted(cast, case_id).first_score is None

    record(cast, case_id, (kinds.CheckedIn(safety_score=9), "check_in", "Daan"))
    record(cast, case_id, (kinds.CheckedIn(safety_score=2), "check_in", "Daan"))
    assert counted(cast, case_id).first_score is None

    record(cast, case_id, (kinds.CheckedIn(safety_score=3), "check_in", "Noor"))
    record(cast, case_id, (kinds.CheckedIn(safety_score=6), "check_in", "Noor"))
    figures = counted(cast, case_id)
    assert (figures.first_score, figures.last_score) == (8, 6)


def test_cases_around_the_same_pupil_count_as_long_as_they_are_recent(cast: Cast) -> None:
    first = cast.case().subject_id
    desk = cast.desk("Samira")

    def another(**answers: object) -> str:
        melding = cast.melding(**answers)  # type: ignore[arg-type]
        return desk.cases.report(melding, form_key=str(uuid4()), reason="Ander voorval.").subject_id

    second = another(displaying="Yusuf")
    assert counted(cast, first).count_pupil_cases == 2
    third = another(target="Emma", displaying="Daan")
    assert counted(cast, first).count_pupil_cases == 2
    assert counted(cast, second).count_pupil_cases == 2

    record(cast, third, (kinds.Closed(ending="no_bullying", reason="Uitgezocht."), "", ""))
    record(cast, second, (kinds.Closed(ending="no_bullying", reason="Uitgezocht."), "", ""))
    tomorrow = TODAY + timedelta(days=1)
    assert counted(cast, first).count_pupil_cases == 2
    assert counted(cast, first, since=tomorrow).count_pupil_cases == 1


def test_the_curve_of_the_school_is_that_of_kaplan_and_meier(cast: Cast) -> None:
    stops = {1: 2, 3: 1, 6: 1}
    for count, times in stops.items():
        for _ in range(times):
            fresh = with_new_pupils(cast)
            case_id = fresh.case().subject_id
            day = days_later(fresh, count)
            stopped = kinds.Stopped(said_by="target", words="Klaar.")
            record(fresh, case_id, (stopped, "stopped", ""), day=day)
    fresh = with_new_pupils(cast)
    case_id = fresh.case().subject_id
    seen_on = days_later(cast, 8)
    cast.store.facts.whole_version()
    cases = cast.store.database.rows(
        "select opened_on, stopped_on, closed_on, ending from facts.case_fact"
    )
    school_days = cast.store.school.school_days()
    waits, is_stop = [], []
    for opened_on, stopped_on, closed_on, ending in cases:
        stop = stopped_on if ending != "no_bullying" else None
        waits.append(school_days.between(opened_on, stop or closed_on or seen_on))
        is_stop.append(stop is not None)
    curve = kaplan_meier(waits, is_stop)
    figures = counted(cast, case_id, seen_on)

    assert figures.count_stops == sum(is_stop)
    assert figures.share_stopped == pytest.approx(1 - survival_at(curve, figures.days_open)[0])
