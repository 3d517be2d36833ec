"""A question to the ondersteuningsteam: whose turn it is, by when, and who may read along."""

from collections.abc import Callable
from datetime import date

import pytest

from casework import entries as kinds
from casework.card.model import packaged_text, read_card
from casework.cases.consult import NO_END, Turn
from casework.cases.steps import StepStatus, step_states
from casework.entries import NewEntry, support
from casework.errors import InputRefused, StepOutOfOrder
from tests.histories import OPENED_ON, SAMIRA, SCHOOL_DAYS, History, melding, opened, seen_on

MONDAY = date(2026, 11, 9)
ASKED = kinds.SupportAsked(question="Wat kunnen we nog doen?")
MORE = kinds.SupportMoreAsked(question="Wie waren erbij?")
ANSWER = kinds.SupportAnswered(answer="Twee klasgenoten.")
ADVICE = kinds.SupportAdvised(advice="Spreek de ouders samen.")
USED = kinds.AdviceUsed(what_was_done="Gedaan.", followed="yes")


def asked(history: History | None = None) -> History:
    return (history or opened(MONDAY)).record(ASKED, "support")


def turn(history: History) -> Turn:
    return history.case.consults[-1].turn


def refused(history: History, payload: kinds.Payload, step: str = "") -> InputRefused:
    with pytest.raises(InputRefused) as refusal:
        history.record(payload, step)
    return refusal.value


# --- whose turn -----------------------------------------------------------------------------------


def test_the_turn_goes_from_the_team_to_the_asker_and_back_and_then_to_the_use() -> None:
    history = asked()
    turns = [turn(history)]
    for payload in (MORE, ANSWER, MORE, ANSWER, ADVICE, USED):
        turns.append(turn(history.record(payload)))

    assert turns == [
        *(Turn.TEAM, Turn.ASKER, Turn.TEAM, Turn.ASKER, Turn.TEAM, Turn.USE, Turn.NOBODY)
    ]
    (consult,) = history.case.consults
    assert [entry.kind for entry in consult.rounds] == [
        "support_asked",
        "support_more_asked",
        "support_answered",
        "support_more_asked",
        "support_answered",
        "support_advised",
        "advice_used",
    ]


def test_a_second_question_before_the_advice_is_of_the_same_thread_and_one_after_it_is_new() -> (
    None
):
    history = asked(asked())
    assert len(history.case.consults) == 1

    history.record(ADVICE)
    asked(history)

    assert [len(consult.rounds) for consult in history.case.consults] == [3, 1]
    assert turn(history) is Turn.TEAM


def test_a_question_that_is_withdrawn_takes_its_rounds_along() -> None:
    history = asked().record(MORE)
    number = history.entries[-2].number

    history.record(kinds.EntryWithdrawn(number=number, reason="Opgelost."))

    assert history.case.consults == []
    assert history.case.support_ends_on is None
    assert not history.case.waits_for_answer


def test_advice_that_is_withdrawn_opens_the_question_again() -> None:
    history = asked().record(ADVICE)
    history.record(kinds.EntryWithdrawn(number=history.entries[-1].number, reason="Andere zaak."))

    assert turn(history) is Turn.TEAM
    assert history.case.support_ends_on == NO_END


def decided(history: History, **answers: object) -> int:
    """A decision of a meeting, as the program writes it; its number."""
    needed = {"meeting_id": "overleg", "who": SAMIRA, "due_on": date(2026, 11, 16)}
    payload = kinds.TeamDecided.model_validate({**needed, "decision": "Bel de ouders.", **answers})
    history.add(NewEntry(payload, history.today))
    return history.entries[-1].number


def test_a_decision_answers_the_question_and_is_over_once_it_was_carried_out() -> None:
    history = asked()
    number = decided(history)

    assert turn(history) is Turn.CARRY_OUT
    assert history.case.open_consult is None
    assert not history.case.advice_is_new
    asked(history)
    history.add(NewEntry(kinds.DecisionDone(decision_number=number), MONDAY))
    first, second = history.case.consults
    assert (first.turn, second.turn) == (Turn.NOBODY, Turn.TEAM)


def test_advice_beside_a_decision_is_still_asked_what_became_of_it() -> None:
    history = asked()
    decided(history)
    history.record(ADVICE)

    assert turn(history) is Turn.USE
    assert turn(history.record(USED)) is Turn.CARRY_OUT


def test_who_carries_out_a_decision_reads_along_until_its_day() -> None:
    history = asked()
    decided(history, access_ends_on=date(2026, 11, 20), due_on=date(2026, 12, 18))

    assert history.case.support_ends_on == date(2026, 12, 18)


def test_the_step_is_done_by_a_decision_and_not_by_a_meeting_without_one() -> None:
    def step(history: History) -> StepStatus:
        return next(s.status for s in step_states(history.case) if s.step.id == "support")

    history = asked()
    decided(history, is_decided=False, who="", due_on=None)
    assert step(history) is StepStatus.BLOCKED
    decided(history)
    assert step(history) is StepStatus.DONE


# --- by when --------------------------------------------------------------------------------------


def test_each_turn_has_its_day_in_school_days_of_the_card() -> None:
    history = asked()
    assert history.case.consults[-1].due_on == SCHOOL_DAYS.after(MONDAY, 5)

    history.on(date(2026, 11, 11)).record(MORE)
    assert history.case.consults[-1].due_on == date(2026, 11, 16)

    history.on(date(2026, 11, 12)).record(ANSWER)
    assert history.case.consults[-1].due_on == date(2026, 11, 19)

    history.record(ADVICE)
    assert history.case.consults[-1].due_on is None


def test_the_days_are_those_of_the_card_that_the_case_began_under() -> None:
    text = packaged_text().replace(
        "support_advice_school_days = 5", "support_advice_school_days = 2"
    )
    history = History(OPENED_ON, read_card(text, 2)).open(melding()).on(MONDAY)

    assert asked(history).case.consults[-1].due_on == date(2026, 11, 11)


def test_what_is_typed_never_sets_a_day() -> None:
    question = ASKED.model_copy(update={"reply_by": date(2030, 1, 1)})
    history = opened(MONDAY).record(question, "support")
    advice = ADVICE.model_copy(update={"access_ends_on": date(2040, 1, 1)})
    history.record(advice)

    assert history.case.support_ends_on == SCHOOL_DAYS.after(MONDAY, 30)
    assert isinstance(history.entries[5].payload, kinds.SupportAsked)
    assert history.entries[5].payload.reply_by == SCHOOL_DAYS.after(MONDAY, 5)


# --- who may read along ---------------------------------------------------------------------------


def test_the_team_reads_along_from_the_question_to_the_last_day_after_the_advice() -> None:
    history = opened(MONDAY)
    assert not history.case.is_with_support()

    asked(history)
    assert seen_on(history.case, date(2031, 1, 1)).is_with_support()

    history.record(ADVICE)
    last = SCHOOL_DAYS.after(MONDAY, 30)
    assert history.case.support_ends_on == last
    assert seen_on(history.case, last).is_with_support()
    assert not seen_on(history.case, last.replace(day=last.day + 1)).is_with_support()

    asked(history.on(last.replace(day=last.day + 1)))
    assert history.case.is_with_support()


def test_advice_of_before_there_were_days_ends_by_itself() -> None:
    history = asked()
    history.add(kinds_new(ADVICE, MONDAY))

    assert history.case.support_ends_on == date(2026, 12, 21)


def kinds_new(payload: kinds.Payload, day: date) -> kinds.NewEntry:
    return kinds.NewEntry(payload, day)


def test_a_hard_case_that_one_member_opened_is_read_by_that_member_alone_and_not_for_ever() -> None:
    history = opened(MONDAY)
    look = kinds.CaseLookedInto(access_ends_on=date(2026, 11, 16), reason="Loopt lang.")
    history.add(kinds_new(look, MONDAY))

    assert history.case.is_with_support(SAMIRA)
    assert not history.case.is_with_support("iemand anders")
    assert not history.case.is_with_support()
    assert seen_on(history.case, date(2026, 11, 16)).is_with_support(SAMIRA)
    assert not seen_on(history.case, date(2026, 11, 17)).is_with_support(SAMIRA)
    assert history.case.support_ends_on is None


def test_opening_a_hard_case_is_no_entry_of_somebody_s_own_and_stays() -> None:
    look = kinds.CaseLookedInto(access_ends_on=MONDAY, reason="Loopt lang.")
    refused(opened(MONDAY), look)

    history = opened(MONDAY)
    history.add(kinds_new(look, MONDAY))
    refused(history, kinds.EntryWithdrawn(number=history.entries[-1].number, reason="Weg."))


# --- what is refused, and why ---------------------------------------------------------------------

REFUSED: list[tuple[Callable[[], History], kinds.Payload, str]] = [
    (lambda: opened(MONDAY), MORE, support.NO_QUESTION),
    (lambda: opened(MONDAY), ADVICE, support.NO_QUESTION),
    (lambda: opened(MONDAY), ANSWER, support.NOTHING_ASKED),
    (asked, ANSWER, support.NOTHING_ASKED),
    (lambda: asked().record(MORE), MORE, support.ALREADY_ASKED),
    (lambda: asked().record(MORE), ADVICE, support.ANSWER_OUTSTANDING),
    (lambda: asked().record(MORE).record(ANSWER), ANSWER, support.NOTHING_ASKED),
    (lambda: asked().record(ADVICE), MORE, support.ALREADY_ADVISED),
    (lambda: asked().record(ADVICE), ANSWER, support.NOTHING_ASKED),
    (asked, USED, support.NO_ADVICE),
]


@pytest.mark.parametrize(("history", "payload", "sentence"), REFUSED)
def test_what_comes_out_of_turn_is_refused_with_what_to_do(
    history: Callable[[], History], payload: kinds.Payload, sentence: str
) -> None:
    assert refused(history(), payload).sentence == sentence


def test_advice_can_be_given_knowingly_without_the_answer() -> None:
    without = ADVICE.model_copy(update={"without_answer": True})
    history = asked().record(MORE).record(without)

    assert turn(history) is Turn.USE
    assert not history.case.waits_for_answer


def test_a_school_can_ask_for_a_second_member() -> None:
    text = packaged_text().replace("advice_needs_second = false", "advice_needs_second = true")
    history = asked(History(OPENED_ON, read_card(text, 2)).open(melding()).on(MONDAY))
    assert refused(history, ADVICE).sentence == support.SECOND_MEMBER

    history.record(ADVICE.model_copy(update={"agreed_by": [SAMIRA]}))
    assert turn(history) is Turn.USE


def test_the_team_thinks_along_after_a_case_as_well() -> None:
    history = asked(opened(MONDAY).close())
    for payload in (MORE, ANSWER, ADVICE, USED):
        history.record(payload)

    assert history.case.state == "closed"
    assert turn(history) is Turn.NOBODY


def test_a_case_that_goes_on_elsewhere_takes_no_question_and_says_where() -> None:
    history = opened(MONDAY)
    gone = kinds.MergedInto(other_id="x", other_label="2026-007", reason="Dezelfde.")
    history.add(kinds_new(gone, MONDAY))

    with pytest.raises(StepOutOfOrder, match="gaat verder als zaak 2026-007"):
        asked(history)
