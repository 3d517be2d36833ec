"""Which level the card asks for, why, and what a person may decide about it."""

from datetime import date

import pytest
from hypothesis import given, settings

from casework import entries as kinds
from casework.card.model import packaged_card
from casework.cases.escalation import Proposal, comes_next, proposed_level
from casework.errors import InputRefused, StepOutOfOrder
from tests.histories import MOVES, History, Move, opened, play

TUESDAY = date(2026, 11, 10)
STOPPED_ON = date(2026, 11, 23)


def reached(level: int, *, proposed: int = 0, reason: str = "") -> kinds.LevelReached:
    return kinds.LevelReached(
        level=level, proposed=proposed or level, cause="judgement", reason=reason
    )


def declined(proposed: int) -> kinds.LevelDeclined:
    return kinds.LevelDeclined(proposed=proposed, cause="second_report", reason="Zelfde voorval.")


def measure_that(history: History, outcome: str) -> History:
    history.record(kinds.MeasureAgreed(measure="buddy", level=1), "measure_1")
    said = kinds.MeasureReviewed(measure_number=history.case.last_number, outcome=outcome)
    return history.record(said, "measure_review")


def test_after_a_first_melding_there_is_nothing_to_propose_and_level_two_comes_next() -> None:
    case = opened().case

    assert (proposed_level(case), comes_next(case)) == (None, 2)


def test_a_second_melding_proposes_level_two() -> None:
    assert proposed_level(opened(TUESDAY).report().case) == Proposal(2, "second_report")


def test_a_proposal_is_no_level_until_a_person_confirms_it() -> None:
    history = opened(TUESDAY).report()
    assert history.case.level == 1

    history.record(reached(2))

    assert history.case.level == 2
    assert (proposed_level(history.case), comes_next(history.case)) == (None, 3)


def test_a_further_melding_after_level_two_proposes_level_three() -> None:
    history = opened(TUESDAY).report().record(reached(2)).report()

    assert proposed_level(history.case) == Proposal(3, "report_after_level_2")


@pytest.mark.parametrize("outcome", ["same", "worse"])
def test_a_measure_that_changed_nothing_proposes_level_three_after_level_two(outcome: str) -> None:
    history = measure_that(opened(TUESDAY).report().record(reached(2)), outcome)

    assert proposed_level(history.case) == Proposal(3, "not_stopped")


@pytest.mark.parametrize("outcome", ["stopped", "less"])
def test_a_measure_that_helped_proposes_nothing(outcome: str) -> None:
    history = measure_that(opened(TUESDAY).report().record(reached(2)), outcome)

    assert proposed_level(history.case) is None


def test_a_measure_that_failed_before_level_two_does_not_count_for_level_three() -> None:
    history = measure_that(opened(TUESDAY), "same").report().record(reached(2))

    assert proposed_level(history.case) is None


@pytest.mark.parametrize("outcome", ["same", "worse"])
@pytest.mark.parametrize("level", [1, 2])
def test_nazorg_with_gelijk_or_erger_proposes_the_next_level(level: int, outcome: str) -> None:
    history = opened(TUESDAY)
    if level == 2:
        history.raise_level(2)
    history.on(STOPPED_ON).stop().aftercare_done(0, outcome)

    assert proposed_level(history.case) == Proposal(level + 1, "aftercare_worse")


def test_nazorg_that_was_withdrawn_proposes_nothing() -> None:
    history = opened(STOPPED_ON).stop().aftercare_done(0, "worse")
    wrong = history.case.last_number - 1
    history.record(kinds.EntryWithdrawn(number=wrong, reason="Andere zaak."))

    assert proposed_level(history.case) is None


def test_after_level_three_nothing_is_proposed_any_more() -> None:
    history = opened(TUESDAY).raise_level(3).report()

    assert (proposed_level(history.case), comes_next(history.case)) == (None, None)


def test_a_closed_case_has_no_proposal() -> None:
    assert proposed_level(opened(TUESDAY).report().close().case) is None


def test_a_proposal_that_was_declined_does_not_come_back() -> None:
    history = opened(TUESDAY).report().record(declined(2))

    assert (history.case.level, proposed_level(history.case)) == (1, None)


def test_after_a_declined_proposal_the_next_melding_proposes_again() -> None:
    history = opened(TUESDAY).report().record(declined(2)).report()

    assert proposed_level(history.case) == Proposal(2, "second_report")


def test_a_reopened_case_keeps_its_level() -> None:
    history = opened(TUESDAY).raise_level(2).on(STOPPED_ON).stop().close("stopped")
    history.record(kinds.Reopened(cause="judgement", reason="Toch weer."))

    assert (history.case.level, comes_next(history.case)) == (2, 3)


# --- what a person may decide ---------------------------------------------------------------------


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_level_never_falls(level: int) -> None:
    history = opened(TUESDAY).raise_level(2)

    with pytest.raises(StepOutOfOrder, match="nooit omlaag"):
        history.record(reached(level, reason="Het gaat beter."))


@pytest.mark.parametrize("level", [4, 7])
def test_there_is_no_level_beyond_the_card(level: int) -> None:
    with pytest.raises(InputRefused, match="drie niveaus"):
        opened(TUESDAY).record(reached(level, reason="Nog hoger."))


def test_a_level_that_was_proposed_needs_no_reason() -> None:
    assert opened(TUESDAY).report().record(reached(2)).case.level == 2


def test_a_level_that_nobody_proposed_needs_a_reason() -> None:
    with pytest.raises(InputRefused, match="Schrijf op waarom") as refusal:
        opened(TUESDAY).record(reached(2))

    assert refusal.value.field == "reason"
    assert opened(TUESDAY).record(reached(2, reason="Ernstig.")).case.level == 2


def test_to_skip_a_level_needs_a_reason_also_when_the_form_says_it_was_proposed() -> None:
    with pytest.raises(InputRefused, match="wijkt af"):
        opened(TUESDAY).report().record(reached(3, proposed=3))


@pytest.mark.parametrize("proposed", [1, 3])
def test_only_the_level_that_is_proposed_can_be_declined(proposed: int) -> None:
    with pytest.raises(StepOutOfOrder, match="geen voorstel"):
        opened(TUESDAY).report().record(declined(proposed))


def test_without_a_proposal_there_is_nothing_to_decline() -> None:
    with pytest.raises(StepOutOfOrder, match="geen voorstel"):
        opened(TUESDAY).record(declined(2))


def test_to_keep_a_level_needs_a_reason() -> None:
    said = kinds.LevelDeclined(proposed=2, cause="second_report", reason="  ")

    with pytest.raises(InputRefused, match="op dit niveau blijft"):
        opened(TUESDAY).report().record(said)


@given(MOVES)
@settings(max_examples=60, deadline=None)
def test_a_proposal_is_always_one_level_up_with_a_cause_of_the_card(moves: list[Move]) -> None:
    causes = packaged_card().lists["causes"]
    for case in play(opened(), moves):
        proposal = proposed_level(case)
        if proposal:
            assert proposal.level == case.level + 1 <= 3
            assert proposal.cause in causes
