"""A case is what its entries add up to, in whatever order they come."""

import random
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.steps import step_states
from casework.people import Home, PersonName
from tests.histories import (
    CLASS_2B,
    DAAN,
    EMMA,
    HOME,
    MOVES,
    NOOR,
    OPENED_ON,
    SCHOOL_DAYS,
    YUSUF,
    History,
    Move,
    melding,
    opened,
    parts,
    play,
)

TUESDAY = date(2026, 11, 10)
NEXT_MONDAY = date(2026, 11, 16)
STOPPED_ON = date(2026, 11, 23)


def test_a_case_of_no_entries_is_no_case() -> None:
    with pytest.raises(ValueError, match="at least one entry"):
        Case.from_entries([], History().card, SCHOOL_DAYS, OPENED_ON)


def test_a_new_case_runs_at_level_one_under_the_number_it_was_given() -> None:
    case = opened().case

    assert (case.label, case.state, case.level) == ("2026-001", CaseState.RUNNING, 1)
    assert (case.opened_on, case.last_report_on) == (OPENED_ON, OPENED_ON)
    assert case.opening.class_id == CLASS_2B


def test_the_pupils_of_a_melding_have_their_parts() -> None:
    case = opened().case

    assert {pupil: part.role for pupil, part in case.parts.items()} == {
        NOOR: "target",
        DAAN: "displaying",
    }
    assert case.parts[NOOR].home == Home(CLASS_2B, 2, HOME.team_id)
    assert (case.pupils("target"), case.concerned) == ([NOOR], [NOOR, DAAN])


def test_a_next_melding_counts_and_adds_the_pupils_that_are_new() -> None:
    said = melding(TUESDAY, parts=parts({NOOR: "target", YUSUF: "displaying"}))
    case = opened(TUESDAY).report(said).case

    assert [said.ordinal for _, said in case.reports] == [1, 2]
    assert case.last_report_on == TUESDAY
    assert set(case.pupils("displaying")) == {DAAN, YUSUF}
    assert (case.parts[NOOR].since, case.parts[YUSUF].since) == (OPENED_ON, TUESDAY)


def test_a_part_that_changes_holds_from_that_day() -> None:
    history = opened(TUESDAY, parts=parts({NOOR: "target", EMMA: "bystander"}))
    history.record(kinds.RoleChanged(role="displaying", reason="Deed mee."), pupil=EMMA)

    part = history.case.parts[EMMA]

    assert (part.role, part.since, part.home) == ("displaying", TUESDAY, HOME)


def test_a_part_that_is_withdrawn_is_gone_and_can_come_back() -> None:
    history = opened(TUESDAY)
    history.record(kinds.RoleChanged(role="", reason="Was er niet bij."), pupil=DAAN)
    assert DAAN not in history.case.parts

    history.on(NEXT_MONDAY).report()

    assert history.case.parts[DAAN].since == NEXT_MONDAY


def test_the_latest_answer_to_a_question_counts_and_an_empty_one_leaves_the_old() -> None:
    history = opened(TUESDAY, verdict="unclear", frequency="weekly")
    history.record(kinds.AnalysisAdded(verdict="bullying"), "five_questions")

    assert (history.case.verdict, history.case.latest("frequency")) == ("bullying", "weekly")


def test_answers_with_several_codes_are_gathered_once_each_in_order() -> None:
    history = opened(TUESDAY, kinds=("verbal", "online"))
    history.record(kinds.AnalysisAdded(kinds=["online", "gossip"]), "five_questions")

    assert history.case.all_codes("kinds") == ["verbal", "online", "gossip"]


def test_the_latest_known_day_of_an_incident_counts() -> None:
    history = opened(TUESDAY, incident_on=date(2026, 10, 30))
    assert history.case.incident_on == date(2026, 10, 30)

    history.record(kinds.AnalysisAdded(incident_on=date(2026, 11, 1)), "five_questions")

    assert history.case.incident_on == date(2026, 11, 1)
    assert opened().case.incident_on is None


def test_an_answer_that_was_withdrawn_no_longer_counts_and_can_still_be_read() -> None:
    history = opened(TUESDAY)
    said = kinds.AnalysisAdded(
        verdict="bullying",
        kinds=["threatening"],
        serious=["threat"],
        group_level=True,
        incident_on=OPENED_ON,
        why="Jaloezie.",
    )
    history.record(said, "five_questions")
    assert history.case.is_serious
    assert history.case.group_level

    wrong = history.case.last_number
    history.record(kinds.EntryWithdrawn(number=wrong, reason="Andere leerling."))
    case = history.case

    assert (case.verdict, case.incident_on, case.latest("why")) == ("", None, "")
    assert (case.is_serious, case.group_level, case.all_codes("kinds")) == (
        False,
        False,
        ["verbal"],
    )
    assert case.entries[wrong - 1].payload == said
    assert case.withdrawn == {wrong}


def test_group_level_can_be_taken_away_by_the_analysis_and_not_by_an_unticked_melding() -> None:
    history = opened(TUESDAY, group_level=True).report(group_level=False)
    assert history.case.group_level

    history.record(kinds.AnalysisAdded(verdict="bullying"), "five_questions")
    assert history.case.group_level

    history.record(kinds.AnalysisAdded(group_level=False), "five_questions")
    assert not history.case.group_level


def test_group_level_and_bullying_hold_from_the_day_they_were_said() -> None:
    history = opened(TUESDAY, verdict="unclear")
    history.record(kinds.AnalysisAdded(verdict="bullying", group_level=True), "five_questions")
    history.on(NEXT_MONDAY)
    history.record(kinds.AnalysisAdded(verdict="bullying", group_level=True), "five_questions")

    assert history.case.group_level_since == TUESDAY
    assert history.case.bullying_since == TUESDAY

    history.record(kinds.AnalysisAdded(verdict="conflict"), "five_questions")
    assert history.case.bullying_since is None


def test_a_serious_sign_in_any_melding_makes_the_case_serious() -> None:
    history = opened(TUESDAY)
    assert not history.case.is_serious

    history.report(serious=("weapon",))

    assert history.case.is_serious
    assert history.case.serious_sign is not None
    assert history.case.serious_sign.happened_on == TUESDAY


def test_a_level_is_the_highest_that_was_reached_and_keeps_its_day() -> None:
    history = opened(TUESDAY).raise_level(2).on(NEXT_MONDAY).raise_level(3)
    case = history.case

    assert case.level == 3
    assert (case.level_reached_on(2), case.level_reached_on(3)) == (TUESDAY, NEXT_MONDAY)


def test_who_goes_straight_to_level_three_reached_level_two_that_day_as_well() -> None:
    case = opened(TUESDAY).raise_level(3).case

    assert (case.level_reached_on(2), case.level_reached_on(3)) == (TUESDAY, TUESDAY)
    assert opened().case.level_reached_on(2) is None


def test_a_case_goes_from_running_to_stopped_to_closed_and_back() -> None:
    history = opened(STOPPED_ON).stop()
    assert history.case.state is CaseState.STOPPED
    assert history.case.stop is not None

    history.close("stopped")
    assert (history.case.state, history.case.ending) == (CaseState.CLOSED, "stopped")
    assert history.case.closing is not None

    history.record(kinds.Reopened(cause="judgement", reason="Toch weer."))
    case = history.case
    assert (case.state, case.ending, case.stop, case.closing) == (
        CaseState.RUNNING,
        "",
        None,
        None,
    )


def test_a_next_melding_opens_a_stopped_or_closed_case_again_at_the_level_it_had() -> None:
    history = opened(TUESDAY).raise_level(2).on(STOPPED_ON).stop()
    history.report()
    assert (history.case.state, history.case.level) == (CaseState.RUNNING, 2)

    history.close()
    history.report()

    assert (history.case.state, history.case.level) == (CaseState.RUNNING, 2)


def test_a_stop_plans_two_talks_for_the_gepeste_one_for_the_other_and_both_parents() -> None:
    case = opened(STOPPED_ON).stop().case

    # Ten school days after Monday 23 November is Monday 7 December, thirty is 18 January: the
    # Christmas vacation lies between. The window is five school days more.
    first, second = date(2026, 12, 7), date(2027, 1, 18)
    assert [(m.moment, m.planned.pupil_id, m.due_on) for m in case.aftercare] == [
        ("first_target", NOOR, first),
        ("second_target", NOOR, second),
        ("first_displaying", DAAN, first),
        ("parents", NOOR, first),
        ("parents", DAAN, first),
    ]
    assert {m.window_ends_on for m in case.aftercare} == {date(2026, 12, 14), date(2027, 1, 25)}
    assert all(moment.is_open for moment in case.aftercare)


def test_nazorg_can_be_moved_done_or_set_aside() -> None:
    history = opened(STOPPED_ON).stop().on(date(2026, 12, 7))
    first, second, other, *_ = history.case.current_aftercare
    later, window = date(2026, 12, 10), date(2026, 12, 17)
    moved = kinds.AftercareMoved(
        planned_number=first.number, due_on=later, window_ends_on=window, reason="Noor is ziek."
    )
    history.record(moved, "aftercare", NOOR)
    said = kinds.AftercareSetAside(planned_number=other.number, reason="Daan wil niet.")
    history.record(said, "aftercare", DAAN)
    history.on(later).aftercare_done(0, "less")

    first, second, other, *_ = history.case.current_aftercare

    assert (first.due_on, first.window_ends_on, len(first.moves)) == (later, window, 1)
    assert (first.is_open, second.is_open, other.is_open) == (False, True, False)
    assert first.done is not None
    assert other.set_aside is not None


def test_nazorg_that_was_withdrawn_is_open_again() -> None:
    history = opened(STOPPED_ON).stop().aftercare_done(0, "less")
    wrong = history.case.last_number

    history.record(kinds.EntryWithdrawn(number=wrong, reason="Verkeerde dag."))

    assert history.case.current_aftercare[0].is_open


@pytest.mark.parametrize("outcome", ["same", "worse"])
def test_nazorg_with_gelijk_or_erger_opens_the_case_again(outcome: str) -> None:
    history = opened(STOPPED_ON).stop().on(date(2026, 12, 7)).aftercare_done(0, outcome)
    case = history.case

    assert (case.state, case.stop, case.current_aftercare) == (CaseState.RUNNING, None, [])
    assert len(case.aftercare) == 5
    assert [said.cause for _, said in case.of(kinds.Reopened)] == ["aftercare_worse"]


@pytest.mark.parametrize("outcome", ["stopped", "less"])
def test_nazorg_with_gestopt_or_minder_leaves_the_case_stopped(outcome: str) -> None:
    history = opened(STOPPED_ON).stop().on(date(2026, 12, 7)).aftercare_done(0, outcome)

    assert history.case.state is CaseState.STOPPED


def test_a_second_stop_plans_nazorg_of_its_own() -> None:
    history = opened(STOPPED_ON).stop().on(date(2026, 12, 7)).aftercare_done(0, "worse")
    history.on(date(2026, 12, 14)).stop()
    case = history.case

    assert (len(case.current_aftercare), len(case.aftercare)) == (5, 10)
    assert all(moment.is_open for moment in case.current_aftercare)


def test_a_measure_shows_how_it_worked_out() -> None:
    history = opened(TUESDAY)
    history.record(kinds.MeasureAgreed(measure="buddy", level=1), "measure_1")
    number = history.case.last_number
    assert history.case.measures[0].outcome == ""

    for outcome in ("less", "same"):
        said = kinds.MeasureReviewed(measure_number=number, outcome=outcome)
        history.record(said, "measure_review")

    measure = history.case.measures[0]
    assert (measure.agreed.measure, measure.agreed_on, measure.outcome) == (
        "buddy",
        TUESDAY,
        "same",
    )


def test_a_measure_that_was_withdrawn_is_no_measure() -> None:
    history = opened(TUESDAY)
    history.record(kinds.MeasureAgreed(measure="buddy", level=1), "measure_1")

    history.record(kinds.EntryWithdrawn(number=history.case.last_number, reason="Ging niet door."))

    assert history.case.measures == []


def test_safety_scores_come_from_talks_check_ins_and_nazorg() -> None:
    history = opened(TUESDAY)
    history.record(kinds.TalkHeld(notes="Bang.", safety_score=3), "talk_target", NOOR)
    history.record(kinds.CheckedIn(note="Geen cijfer."), "check_in", NOOR)
    history.record(kinds.CheckedIn(safety_score=6), "check_in", NOOR)
    history.record(kinds.CheckedIn(safety_score=9), "check_in", DAAN)
    history.record(kinds.EntryWithdrawn(number=history.case.last_number, reason="Typefout."))

    assert history.case.safety_scores == [(TUESDAY, NOOR, 3), (TUESDAY, NOOR, 6)]


def test_a_case_is_put_to_the_ondersteuningsteam_by_a_question_that_stands() -> None:
    history = opened(TUESDAY)
    assert not history.case.was_put_to_support

    history.record(kinds.SupportAsked(question="Wat nu?"), "support")
    assert history.case.was_put_to_support

    history.record(kinds.EntryWithdrawn(number=history.case.last_number, reason="Opgelost."))
    assert not history.case.was_put_to_support


def test_a_short_name_has_the_capital_of_the_family_name() -> None:
    assert PersonName("Noor", "van der Berg").short == "Noor B."
    assert PersonName("Noor", "").short == "Noor"
    assert PersonName("Noor", "de wit").short == "Noor D."


# --- at random ------------------------------------------------------------------------------------


@given(MOVES)
@settings(max_examples=60, deadline=None)
def test_levels_never_fall_and_nothing_recorded_is_lost(moves: list[Move]) -> None:
    cases = play(opened(serious=("threat",)), moves)

    for before, after in pairwise(cases):
        assert after.entries[: len(before.entries)] == before.entries
        # Only what was in the one save that is undone counts no longer; its level falls back.
        undone = after.effective.undone - before.effective.undone
        assert undone <= {entry.number for entry in before.entries}
        assert after.level >= before.level or undone
        assert after.withdrawn >= before.withdrawn or undone
        assert _numbers(after.reports) >= _numbers(before.reports) - undone
        assert {m.number for m in after.aftercare} >= {m.number for m in before.aftercare} - undone


def _numbers(reports: Sequence[tuple[kinds.Entry, kinds.Reported]]) -> set[int]:
    return {entry.number for entry, _ in reports}


@given(MOVES, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_in_which_entries_arrive_changes_nothing(
    moves: list[Move], chance: random.Random
) -> None:
    history = opened()
    case = play(history, moves)[-1]
    shuffled = list(history.entries)
    chance.shuffle(shuffled)

    again = Case.from_entries(shuffled, history.card, SCHOOL_DAYS, history.today)

    assert again == case
    assert (again.state, again.level, again.parts) == (case.state, case.level, case.parts)
    assert step_states(again) == step_states(case)


@given(MOVES)
@settings(max_examples=40, deadline=None)
def test_a_case_always_has_a_gepeste_and_never_closed_and_open_at_once(moves: list[Move]) -> None:
    for case in play(opened(), moves):
        assert case.pupils("target")
        assert (case.closing is not None) == (case.state is CaseState.CLOSED)
        assert bool(case.ending) == (case.state is CaseState.CLOSED)
        if case.state is CaseState.STOPPED:
            assert case.stop is not None
            assert case.current_aftercare
