"""The paper card, sentence by sentence: each has a test that says what becomes of it here.

The sentences are those of the school's card, word for word and in its order. A sentence without a
test, or a test of a sentence that the card does not have, fails at the end of this file.
"""

from collections.abc import Callable
from datetime import date

import pytest

from casework import entries as kinds
from casework.card.model import packaged_card
from casework.cases.contact_texts import team_message
from casework.cases.escalation import Proposal, proposed_level
from casework.cases.steps import StepState, StepStatus, step_states
from casework.errors import CollectiveTalkNotAgreed, StepOutOfOrder
from casework.signals.signal import NewSignal
from tests.cast import Cast
from tests.histories import DAAN, NOOR, OPENED_ON, History, joint_talk, opened, parts, talked

THE_CARD = {
    "Analyseer": (
        "Signaleren",
        "Melden bij mentor",
        "Mentor stelt zichzelf onderstaande vragen:",
        "Wie? Wat? Waar? Wanneer? Waarom?",
    ),
    "In gesprek": (
        "Mentor organiseert na afronding van deze stappen een gesprek",
        "Eerst individueel, daarna collectief met elkaar in gesprek",
        "Zie 'actie' en 'communicatie' voor de vormgeving van het gesprek en de bepaling van "
        "maatregelen.",
    ),
    "Faciliteer": (
        "Er wordt tijdens het mentoruur (preventief) aandacht besteed aan pesten",
        "Wanneer pesten op groepsniveau plaatsvindt, wordt er ook een gesprek op groepsniveau "
        "georganiseerd.",
        "De mentor blijft laagdrempelig voor de gepeste/pestende leerling(en).",
    ),
    "Actie": (
        "Bij de eerste melding bespreekt de mentor samen met de leerling(en) een passende "
        "maatregel.",
        "Bij de tweede melding wordt de leerlingcoördinator betrokken en volgt een passende "
        "maatregel.",
        "Stopt het pesten niet, wordt de teamleider betrokken en volgt een passende maatregel.",
    ),
    "Communicatie": (
        "Er is contact met de ouders van pestende/gepeste leerling(en)",
        "Aantekening in Magister",
        "Vorm de driehoek leerling, ouders, school wanneer er sprake is van pesten.",
        "Zie bijlage I (leidraad gesprekken) van het pestprotocol voor een voorbeeld gesprek",
        "Registreer hetgeen is besproken in Magister",
        "Zorg dat het docententeam op de hoogte is.",
    ),
    "Evalueer": (
        "Wanneer het pesten stopt, is het belangrijk om nazorg te bieden en te evalueren.",
        "Zie bijlage II (leidraad nazorg gesprekken) van het pestprotocol voor een voorbeeld "
        "gesprek",
        "Mocht er tijdens of na afloop van dit proces meer ondersteuning nodig zijn, kan het "
        "ondersteuningsteam meedenken.",
    ),
}
SENTENCES = [sentence for column in THE_CARD.values() for sentence in column]
WALKED: list[str] = []

TUESDAY = date(2026, 11, 10)
TALK = kinds.TalkHeld(notes="Rustig gesprek.")


def walks(sentence: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """This test is about that sentence of the card."""

    def named(test: Callable[..., None]) -> Callable[..., None]:
        WALKED.append(sentence)
        return test

    return named


def states(history: History, step: str) -> list[StepState]:
    return [state for state in step_states(history.case) if state.step.id == step]


def status(history: History, step: str) -> list[StepStatus]:
    return [state.status for state in states(history, step)]


OPEN, DONE, LATER = [StepStatus.OPEN], [StepStatus.DONE], [StepStatus.LATER]


def test_the_packaged_card_has_the_sentences_of_the_paper_word_for_word() -> None:
    card = packaged_card()

    assert {column.title: column.card_text for column in card.columns} == THE_CARD
    assert (card.title, card.motto) == ("Handelingskaart pesten", "STOP PESTEN! PROTOCOL")


# --- Analyseer ------------------------------------------------------------------------------------


@walks("Signaleren")
def test_anybody_at_school_can_pass_on_a_signal_and_the_mentor_gets_it(cast: Cast) -> None:
    seen = NewSignal(what="Noor wordt steeds weggeduwd.", pupils=(cast.pupils["Noor"],))
    sent = cast.desk("Dirk").signals.send(seen, "signaal").subject_id

    assert [found.signal_id for found, _ in cast.desk("Samira").signals.waiting()] == [sent]
    assert cast.desk("Joris").signals.waiting() == []


@walks("Melden bij mentor")
def test_a_melding_begins_a_case_at_the_first_level() -> None:
    history = opened()

    assert status(history, "report") == DONE
    assert history.case.level == 1


@walks("Mentor stelt zichzelf onderstaande vragen:")
def test_the_five_questions_stay_open_until_the_mentor_has_answered_them() -> None:
    history = opened(TUESDAY)
    assert status(history, "five_questions") == OPEN
    assert states(history, "five_questions")[0].step.who == "mentor"

    more = kinds.AnalysisAdded(places=["corridor"], since="weeks", why="Jaloezie.")
    history.record(more, "five_questions")

    assert status(history, "five_questions") == DONE


@walks("Wie? Wat? Waar? Wanneer? Waarom?")
@pytest.mark.parametrize("missing", ["where", "when", "why"])
def test_each_of_the_five_questions_counts(missing: str) -> None:
    answers = {
        "where": {"places": ["corridor"]},
        "when": {"since": "weeks"},
        "why": {"why": "Jaloezie."},
    }
    given = {k: v for name, said in answers.items() if name != missing for k, v in said.items()}
    history = opened(TUESDAY)

    history.record(kinds.AnalysisAdded.model_validate(given), "five_questions")
    assert status(history, "five_questions") == OPEN

    history.record(kinds.AnalysisAdded.model_validate(answers[missing]), "five_questions")
    assert status(history, "five_questions") == DONE


# --- In gesprek -----------------------------------------------------------------------------------


@walks("Mentor organiseert na afronding van deze stappen een gesprek")
def test_the_mentor_talks_with_each_of_them_within_the_term() -> None:
    talks = states(opened(), "talk_target") + states(opened(), "talk_displaying")

    assert [(talk.pupil_id, talk.step.who) for talk in talks] == [
        (NOOR, "mentor"),
        (DAAN, "mentor"),
    ]
    assert [talk.due_on for talk in talks] == [date(2026, 11, 4), date(2026, 11, 6)]


@walks("Eerst individueel, daarna collectief met elkaar in gesprek")
def test_together_comes_after_the_talks_apart_and_only_if_the_gepeste_wants_it() -> None:
    history = opened(TUESDAY)
    assert states(history, "talk_joint")[0].blocked_by == ("talk_displaying", "talk_target")
    with pytest.raises(CollectiveTalkNotAgreed):
        history.record(joint_talk(), "talk_joint")

    talked(history)
    with pytest.raises(CollectiveTalkNotAgreed):
        history.record(joint_talk(target_agrees=False), "talk_joint")

    assert status(history.record(joint_talk(), "talk_joint"), "talk_joint") == DONE


@walks(
    "Zie 'actie' en 'communicatie' voor de vormgeving van het gesprek en de bepaling van "
    "maatregelen."
)
def test_beside_a_talk_stand_its_guide_and_the_measures_of_the_card() -> None:
    card = packaged_card()

    assert card.guide(card.step("talk_target").guide)
    assert card.step("measure_1").column == "action"
    assert {measure.risk for measure in card.measures} == {"green", "yellow", "red", "none"}


# --- Faciliteer -----------------------------------------------------------------------------------


@walks("Er wordt tijdens het mentoruur (preventief) aandacht besteed aan pesten")
def test_a_mentor_hour_belongs_to_a_class_and_asks_nothing_of_a_case() -> None:
    step = packaged_card().step("mentor_hour")

    assert (step.per, step.required) == ("class", "optional")
    assert states(opened(), "mentor_hour") == []


@walks(
    "Wanneer pesten op groepsniveau plaatsvindt, wordt er ook een gesprek op groepsniveau "
    "georganiseerd."
)
def test_the_group_talk_is_asked_for_when_it_is_at_group_level() -> None:
    history = opened(TUESDAY)
    assert status(history, "talk_group") == LATER

    history.record(kinds.AnalysisAdded(group_level=True), "five_questions")

    assert status(history, "talk_group") == OPEN


@walks("De mentor blijft laagdrempelig voor de gepeste/pestende leerling(en).")
def test_the_mentor_can_ask_each_of_them_how_it_goes_at_any_time() -> None:
    history = opened(TUESDAY)
    for pupil in (NOOR, DAAN, NOOR):
        history.record(kinds.CheckedIn(safety_score=6), "check_in", pupil)

    assert [score for _, _, score in history.case.safety_scores] == [6, 6, 6]


# --- Actie ----------------------------------------------------------------------------------------


@walks(
    "Bij de eerste melding bespreekt de mentor samen met de leerling(en) een passende maatregel."
)
def test_the_first_melding_asks_the_mentor_for_a_fitting_measure() -> None:
    history = opened(TUESDAY)
    assert status(history, "measure_1") == OPEN
    assert status(history, "coordinator") == LATER

    history.record(kinds.MeasureAgreed(measure="buddy", level=1), "measure_1")

    assert status(history, "measure_1") == DONE


@walks(
    "Bij de tweede melding wordt de leerlingcoördinator betrokken en volgt een passende maatregel."
)
def test_the_second_melding_brings_in_the_coordinator_and_a_measure() -> None:
    history = opened(TUESDAY).report()
    assert proposed_level(history.case) == Proposal(2, "second_report")

    history.raise_level(2, "second_report")

    assert [s.step.who for s in states(history, "coordinator")] == ["coordinator"]
    assert status(history, "coordinator") == status(history, "measure_2") == OPEN


@walks("Stopt het pesten niet, wordt de teamleider betrokken en volgt een passende maatregel.")
def test_when_it_does_not_stop_the_team_leader_comes_in_and_a_measure() -> None:
    history = opened(TUESDAY).report().raise_level(2, "second_report")
    history.record(kinds.MeasureAgreed(measure="supervision", level=2), "measure_2")
    number = history.case.last_number
    history.record(kinds.MeasureReviewed(measure_number=number, outcome="same"), "measure_review")
    assert proposed_level(history.case) == Proposal(3, "not_stopped")

    history.raise_level(3, "not_stopped")

    assert [s.step.who for s in states(history, "team_leader")] == ["team_leader"]
    assert status(history, "team_leader") == status(history, "measure_3") == OPEN


# --- Communicatie ---------------------------------------------------------------------------------


@walks("Er is contact met de ouders van pestende/gepeste leerling(en)")
def test_the_parents_of_both_are_told_or_it_is_said_why_not() -> None:
    history = opened(TUESDAY)
    assert [state.pupil_id for state in states(history, "parents")] == [NOOR, DAAN]

    history.record(kinds.ParentsInformed(way="phone"), "parents", NOOR)
    history.record(kinds.StepSetAside(reason="Thuis is het niet veilig."), "parents", DAAN)

    assert status(history, "parents") == [StepStatus.DONE, StepStatus.SET_ASIDE]


@walks("Aantekening in Magister")
def test_each_of_them_has_a_note_in_magister_of_the_own() -> None:
    history = opened(TUESDAY)
    history.record(kinds.MagisterNoted(text="Genoteerd."), "magister", NOOR)

    assert status(history, "magister") == [StepStatus.DONE, StepStatus.OPEN]


@walks("Vorm de driehoek leerling, ouders, school wanneer er sprake is van pesten.")
def test_the_triangle_is_asked_for_once_it_is_bullying() -> None:
    history = opened(TUESDAY)
    assert status(history, "triangle") == [StepStatus.LATER] * 2

    history.record(kinds.AnalysisAdded(verdict="bullying"), "five_questions")

    assert status(history, "triangle") == [StepStatus.OPEN] * 2


@walks("Zie bijlage I (leidraad gesprekken) van het pestprotocol voor een voorbeeld gesprek")
def test_every_talk_has_a_guide_and_ours_say_that_they_are_a_beginning() -> None:
    card = packaged_card()
    guides = [card.guide(step.guide) for step in card.steps if step.form == "talk_held"]

    assert all(guide and guide.lines and guide.ours for guide in guides)


@walks("Registreer hetgeen is besproken in Magister")
def test_what_was_discussed_asks_for_a_note_in_magister() -> None:
    history = opened(TUESDAY).record(kinds.MagisterNoted(text="Melding."), "magister", NOOR)

    history.record(TALK, "talk_target", NOOR)

    assert status(history, "magister")[0] is StepStatus.OPEN


@walks("Zorg dat het docententeam op de hoogte is.")
def test_the_team_of_teachers_gets_a_message_without_names() -> None:
    history = opened(TUESDAY)
    assert status(history, "inform_team") == OPEN

    said = team_message(history.case, "2B")
    history.record(kinds.TeamInformed(message=said), "inform_team")

    assert status(history, "inform_team") == DONE
    assert "geroepen" not in said


# --- Evalueer -------------------------------------------------------------------------------------


@walks("Wanneer het pesten stopt, is het belangrijk om nazorg te bieden en te evalueren.")
def test_when_it_stops_nazorg_is_planned_and_an_evaluation_asked_for() -> None:
    history = opened(TUESDAY)
    assert status(history, "evaluation") == LATER
    with pytest.raises(StepOutOfOrder):
        history.record(kinds.Evaluated(helped=["talks"]), "evaluation")

    history.stop()

    assert [(s.aftercare, s.planned.pupil_id) for s in history.case.current_aftercare] == [
        ("target", NOOR),
        ("target", NOOR),
        ("displaying", DAAN),
        ("parents", NOOR),
        ("parents", DAAN),
    ]
    assert status(history, "evaluation") == OPEN


@walks(
    "Zie bijlage II (leidraad nazorg gesprekken) van het pestprotocol voor een voorbeeld gesprek"
)
def test_nazorg_has_a_guide_that_asks_for_the_outcome_and_the_score() -> None:
    guide = packaged_card().guide(packaged_card().step("aftercare").guide)

    assert guide is not None
    asked = " ".join(guide.lines)
    assert "gestopt, of is het minder, gelijk of erger" in asked
    assert "van 1 tot 10" in asked


@walks(
    "Mocht er tijdens of na afloop van dit proces meer ondersteuning nodig zijn, kan het "
    "ondersteuningsteam meedenken."
)
def test_the_support_team_can_be_asked_during_a_case_and_think_along_after_it() -> None:
    history = opened(TUESDAY).record(kinds.SupportAsked(question="Wat nu?"), "support")
    assert history.case.waits_for_advice

    history.close().record(kinds.SupportAdvised(advice="Spreek de ouders samen."))

    assert history.case.advice_is_new
    assert history.case.opened_on == OPENED_ON
    assert parts({NOOR: "target"})[0].role == "target"


# --- nothing is left out --------------------------------------------------------------------------


def test_every_sentence_of_the_card_has_a_test_that_names_it() -> None:
    assert sorted(WALKED) == sorted(SENTENCES)
