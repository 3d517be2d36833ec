"""The course of a case, its delays and its likeness, by hand; and names that say nothing."""

from datetime import date

from hypothesis import given, settings

from casework import entries as kinds
from casework.cases.review import Likeness, Span, course, likeness, own_delays, pupil_letters
from tests.histories import (
    DAAN,
    HOME,
    MOVES,
    NOOR,
    OPENED_ON,
    YUSUF,
    Move,
    melding,
    opened,
    play,
    talked,
)

FRIDAY, NEXT_FRIDAY = date(2026, 11, 6), date(2026, 11, 13)


def measure(**words: object) -> kinds.MeasureAgreed:
    given_words = {"measure": "seating", "level": 1, "words": "Voorin."}
    return kinds.MeasureAgreed.model_validate({**given_words, **words})


# --- the course -----------------------------------------------------------------------------------


def test_an_entry_stands_in_the_column_of_its_step() -> None:
    course_of_case = course(talked(opened(FRIDAY)).case)
    columns = {
        (point.entry.kind, point.entry.step): point.column for point in course_of_case.points
    }
    assert columns == {
        ("reported", "report"): "analyse",
        ("talk_held", "talk_target"): "talks",
        ("talk_held", "talk_displaying"): "talks",
    }
    assert (course_of_case.first, course_of_case.last) == (OPENED_ON, FRIDAY)


def test_a_kind_without_a_step_stands_where_it_belongs() -> None:
    history = opened(FRIDAY).record(kinds.SupportAsked(question="Wat nu?"), "support")
    history.record(kinds.SupportAdvised(advice="Spreek de ouders."))
    history.record(kinds.RoleChanged(role="bystander", reason="Stond erbij."), "", DAAN)
    columns = {point.entry.kind: point.column for point in course(history.case).points}
    assert columns["support_advised"] == "evaluate"
    assert columns["role_changed"] == "analyse"


def test_a_measure_runs_until_it_was_looked_at_or_until_today() -> None:
    history = talked(opened(FRIDAY)).record(measure(), "measure_1")
    number = history.case.measures[0].number
    history.on(NEXT_FRIDAY)
    assert course(history.case).spans == (Span(number, FRIDAY, NEXT_FRIDAY, is_open=True),)
    looked = kinds.MeasureReviewed(measure_number=number, outcome="less")
    history.record(looked, "measure_review", on=date(2026, 11, 11)).on(date(2026, 12, 1))
    [span] = course(history.case).spans
    assert span == Span(number, FRIDAY, date(2026, 11, 11), is_open=False)


def test_the_last_day_that_was_agreed_ends_a_measure() -> None:
    history = talked(opened(FRIDAY)).record(measure(until=NEXT_FRIDAY), "measure_1")
    [span] = course(history.on(date(2026, 12, 1)).case).spans
    assert (span.ends_on, span.is_open) == (NEXT_FRIDAY, True)


def test_a_pupil_who_came_in_later_is_a_point_and_one_of_the_melding_is_not() -> None:
    part = kinds.PupilInvolved(role="follower", class_id="", year_group=0, team_id="")
    course_of_case = course(opened(FRIDAY).record(part, pupil=YUSUF).case)
    later = [point for point in course_of_case.points if point.entry.kind == "pupil_involved"]
    assert [(point.entry.pupil_id, point.column) for point in later] == [(YUSUF, "analyse")]


def test_levels_are_steps_that_begin_at_one() -> None:
    history = opened(FRIDAY).raise_level(2).on(NEXT_FRIDAY).raise_level(3)
    assert course(history.case).levels == ((OPENED_ON, 1), (FRIDAY, 2), (NEXT_FRIDAY, 3))


def test_planned_aftercare_is_there_until_it_is_done() -> None:
    history = talked(opened(FRIDAY)).stop()
    planned = len(course(history.case).planned)
    assert planned == len(history.case.aftercare)
    history.on(NEXT_FRIDAY).aftercare_done()
    course_of_case = course(history.case)
    assert len(course_of_case.planned) == planned - 1
    assert "aftercare_done" in {point.entry.kind for point in course_of_case.points}


def test_scores_are_those_that_pupils_gave() -> None:
    history = opened(FRIDAY).record(kinds.CheckedIn(safety_score=4), "check_in", NOOR)
    history.on(NEXT_FRIDAY).record(kinds.CheckedIn(safety_score=7), "check_in", NOOR)
    assert course(history.case).scores == ((FRIDAY, NOOR, 4), (NEXT_FRIDAY, NOOR, 7))


def test_weekends_show_in_a_short_course_and_vacations_in_a_long_one() -> None:
    short = course(opened(date(2026, 11, 10)).case)
    assert short.breaks == ((date(2026, 11, 7), date(2026, 11, 8)),)
    long = course(opened(date(2027, 1, 15)).case)
    assert long.breaks == ((date(2026, 12, 19), date(2027, 1, 3)),)


def test_what_was_withdrawn_is_not_in_the_course() -> None:
    history = opened(FRIDAY).record(kinds.CheckedIn(safety_score=4), "check_in", NOOR)
    struck = kinds.EntryWithdrawn(number=history.case.last_number, reason="Vergissing.")
    course_of_case = course(history.record(struck).case)
    assert course_of_case.scores == ()
    assert {point.entry.kind for point in course_of_case.points} == {"reported"}


@settings(max_examples=20, deadline=None)
@given(moves=MOVES)
def test_everything_lies_between_the_first_day_and_the_last(moves: list[Move]) -> None:
    for case in play(opened(), moves):
        course_of_case = course(case)
        days = [
            *(point.on for point in course_of_case.points),
            *(day for day, _ in course_of_case.levels),
        ]
        days += [day for span in course_of_case.spans for day in (span.starts_on, span.ends_on)]
        days += [day for pair in course_of_case.breaks for day in pair]
        assert all(course_of_case.first <= day <= course_of_case.last for day in days)
        assert all(span.starts_on <= span.ends_on for span in course_of_case.spans)
        levels = [level for _, level in course_of_case.levels]
        assert levels == sorted(set(levels))
        assert levels[-1] == case.level
        columns = {column.id for column in case.card.columns}
        assert {point.column for point in course_of_case.points} <= columns


# --- delays ---------------------------------------------------------------------------------------


def test_delays_are_school_days_between_the_first_of_each() -> None:
    history = opened(FRIDAY, incident_on=date(2026, 10, 30))
    assert own_delays(history.case) == {
        "incident_to_report": 1,
        "report_to_talk": None,
        "talk_to_measure": None,
    }
    talked(history).on(date(2026, 11, 10)).record(measure(), "measure_1")
    delays = own_delays(history.case)
    assert (delays["report_to_talk"], delays["talk_to_measure"]) == (4, 2)


def test_a_missing_day_is_missing_and_never_zero() -> None:
    assert own_delays(opened().case)["incident_to_report"] is None


def test_a_measure_before_the_first_talk_has_no_delay() -> None:
    history = opened(FRIDAY).record(measure(), "measure_1")
    talked(history.on(NEXT_FRIDAY))
    assert own_delays(history.case)["talk_to_measure"] is None


def test_the_incident_is_that_of_the_first_melding() -> None:
    history = opened(FRIDAY).report(incident_on=date(2026, 11, 5))
    assert own_delays(history.case)["incident_to_report"] is None


# --- likeness -------------------------------------------------------------------------------------


def test_a_running_case_is_compared_by_what_is_known_so_far() -> None:
    words = {"kinds": ("verbal", "online"), "places": ("corridor",), "group_level": True}
    case = opened(FRIDAY, **words).raise_level(2).case
    assert likeness(case) == Likeness(
        ("online", "verbal"), ("corridor",), HOME.year_group, 2, True, 4, is_open=True
    )


def test_a_stopped_case_took_until_it_stopped() -> None:
    history = opened(FRIDAY).stop().on(date(2026, 12, 1))
    result = likeness(history.case)
    assert (result.school_days, result.is_open) == (4, False)


def test_a_closed_case_took_until_it_was_closed() -> None:
    result = likeness(opened(FRIDAY).close().on(date(2026, 12, 1)).case)
    assert (result.school_days, result.is_open) == (4, False)


# --- letters --------------------------------------------------------------------------------------


def test_every_pupil_gets_a_letter_in_the_order_given() -> None:
    assert pupil_letters(["p2", "p1", "p2"]) == {"p2": "leerling A", "p1": "leerling B"}


def test_after_z_comes_aa() -> None:
    result = list(pupil_letters(f"p{n}" for n in range(730)).values())
    assert result[25:28] == ["leerling Z", "leerling AA", "leerling AB"]
    assert result[701:703] == ["leerling ZZ", "leerling AAA"]
    assert len(set(result)) == 730


def test_the_first_melding_is_of_the_day_it_was_made() -> None:
    assert course(opened().case).first == melding().reported_on
