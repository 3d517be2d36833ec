"""What was recorded can be put right: both versions stay, the newest one counts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.corrections import can_be_corrected
from casework.cases.escalation import Proposal, proposed_level
from casework.cases.steps import StepStatus, step_states
from casework.entries import Carried, Entry, NewEntry, Payload
from casework.errors import CollectiveTalkNotAgreed, InputRefused, StepOutOfOrder
from tests.histories import (
    CLASS_2B,
    DAAN,
    NOOR,
    OPENED_ON,
    History,
    joint_talk,
    melding,
    opened,
    parts,
    talked,
)

TUESDAY = date(2026, 11, 10)
THURSDAY = date(2026, 11, 12)
NEXT_MONDAY = date(2026, 11, 16)
LATER = date(2026, 11, 30)


def newest(history: History, kind: type[Payload]) -> Entry:
    """The newest standing entry of a kind."""
    return [entry for entry, _ in history.case.of(kind)][-1]


def correct(history: History, old: Entry, on: Any = None, **changed: Any) -> History:
    """The same entry with these answers changed, as a correction of it."""
    better = old.payload.model_copy(update={**changed, "corrects": old.number, "carried": None})
    return history.record(better, old.step, old.pupil_id, on or old.happened_on)


def stopped(today: date = TUESDAY) -> History:
    return opened(today).stop()


def with_outcome(outcome: str) -> History:
    """A stop, and the first nazorg with Noor a few days later."""
    return stopped().on(NEXT_MONDAY).aftercare_done(0, outcome)


# --- each kind ------------------------------------------------------------------------------------


def measured() -> History:
    payload = kinds.MeasureAgreed(measure="seating", level=1, review_on=NEXT_MONDAY)
    return opened(TUESDAY).record(payload, "measure_1")


def reviewed() -> History:
    history = measured().on(NEXT_MONDAY)
    number = newest(history, kinds.MeasureAgreed).number
    payload = kinds.MeasureReviewed(measure_number=number, outcome="less")
    return history.record(payload, "measure_review")


def agreed() -> History:
    payload = kinds.TalkHeld(notes="Rustig.", next_on=THURSDAY)
    history = opened(TUESDAY).record(payload, "talk_target", NOOR).on(THURSDAY)
    number = newest(history, kinds.TalkHeld).number
    looked = kinds.AgreementReviewed(talk_number=number, kept="no")
    return history.record(looked, "agreement", NOOR)


def asked() -> History:
    return opened(TUESDAY).record(kinds.SupportAsked(question="Wat nu?"), "support")


def more_asked() -> History:
    return asked().record(kinds.SupportMoreAsked(question="Wie?"))


def advised() -> History:
    return asked().record(kinds.SupportAdvised(advice="Spreek de ouders."))


def recorded(payload: Payload, step: str = "", pupil: str = "") -> Callable[[], History]:
    return lambda: opened(TUESDAY, serious=("threat",)).record(payload, step, pupil)


EACH_KIND: dict[type[Payload], tuple[Callable[[], History], str, Any]] = {
    kinds.Reported: (lambda: opened(TUESDAY), "kinds", ["online"]),
    kinds.AnalysisAdded: (
        recorded(kinds.AnalysisAdded(verdict="bullying"), "five_questions"),
        "verdict",
        "conflict",
    ),
    kinds.SeriousDecided: (
        recorded(kinds.SeriousDecided(route="safety", reason="Gebeld."), "serious"),
        "reason",
        "Zelf gesproken.",
    ),
    kinds.TalkHeld: (
        recorded(kinds.TalkHeld(notes="Rustig."), "talk_target", NOOR),
        "notes",
        "Onrustig.",
    ),
    kinds.AgreementReviewed: (agreed, "kept", "yes"),
    kinds.CheckedIn: (
        recorded(kinds.CheckedIn(safety_score=4), "check_in", NOOR),
        "safety_score",
        7,
    ),
    kinds.MeasureAgreed: (measured, "measure", "weekly_talk"),
    kinds.MeasureReviewed: (reviewed, "outcome", "same"),
    kinds.ColleagueInvolved: (
        lambda: (
            opened(TUESDAY).raise_level(2).record(kinds.ColleagueInvolved(level=2), "coordinator")
        ),
        "note",
        "Ik bel morgen.",
    ),
    kinds.ParentsInformed: (
        recorded(kinds.ParentsInformed(way="phone"), "parents", NOOR),
        "way",
        "email",
    ),
    kinds.MagisterNoted: (
        recorded(kinds.MagisterNoted(text="Een."), "magister", NOOR),
        "text",
        "Twee.",
    ),
    kinds.TeamInformed: (recorded(kinds.TeamInformed(), "inform_team"), "message", "Let op."),
    kinds.StepSetAside: (
        recorded(kinds.StepSetAside(reason="Past niet."), "parents", NOOR),
        "reason",
        "Is achttien.",
    ),
    kinds.AftercareDone: (lambda: with_outcome("stopped"), "outcome", "less"),
    kinds.AftercareSetAside: (
        lambda: stopped().record(
            kinds.AftercareSetAside(
                planned_number=stopped().case.current_aftercare[0].number, reason="Wil niet."
            ),
            "aftercare",
            NOOR,
        ),
        "reason",
        "Is verhuisd.",
    ),
    kinds.Evaluated: (
        lambda: stopped().record(kinds.Evaluated(helped=["talks"]), "evaluation"),
        "what_helped",
        "De gesprekken.",
    ),
    kinds.SupportAsked: (asked, "question", "Wat kunnen we nog doen?"),
    kinds.SupportMoreAsked: (more_asked, "question", "Wie zaten erbij?"),
    kinds.SupportAnswered: (
        lambda: more_asked().record(kinds.SupportAnswered(answer="Twee.")),
        "answer",
        "Drie.",
    ),
    kinds.SupportAdvised: (advised, "advice", "Spreek de groep."),
    kinds.AdviceUsed: (
        lambda: advised().record(kinds.AdviceUsed(what_was_done="Gedaan.")),
        "what_was_done",
        "Nog niet gedaan.",
    ),
    kinds.Noted: (recorded(kinds.Noted(note="Zat alleen.")), "note", "Zat bij Sem."),
    kinds.HandoverNoted: (
        recorded(kinds.HandoverNoted(note="Bel de ouders.")),
        "note",
        "Bel de vader.",
    ),
}


@pytest.mark.parametrize("kind", EACH_KIND, ids=[kind.kind for kind in EACH_KIND])
def test_each_kind_can_be_put_right_and_both_versions_stay(kind: type[Payload]) -> None:
    make, field, answer = EACH_KIND[kind]
    history = make()
    before, old = history.case, newest(history, kind)

    case = correct(history, old, **{field: answer}).case

    assert case.entries[: len(before.entries)] == before.entries
    assert [entry.number for entry in case.effective_entries] == [
        e.number for e in before.effective_entries
    ]
    assert getattr(newest(history, kind).payload, field) == answer
    assert old.number in case.corrected
    assert [getattr(version.payload, field) for version in case.versions(old.number)] == [
        *(getattr(old.payload, field), answer)
    ]


def test_every_other_kind_cannot_be_corrected() -> None:
    history = opened(TUESDAY).raise_level(2).stop()
    fixed = {
        entry.kind for entry in history.case.entries if not can_be_corrected(history.case, entry)
    }

    assert fixed == {
        "case_opened",
        "pupil_involved",
        "level_reached",
        "stopped",
        "aftercare_planned",
    }
    for kind in (kinds.LevelReached, kinds.Stopped, kinds.AftercarePlanned):
        with pytest.raises(InputRefused, match="kan niet worden verbeterd"):
            correct(history, newest(history, kind), on=TUESDAY)


# --- versions -------------------------------------------------------------------------------------


def test_a_correction_of_a_correction_refers_to_the_first_version() -> None:
    history = talked(opened(TUESDAY))
    first = newest(history, kinds.TalkHeld)
    correct(history, first, notes="Tweede versie.")
    second = history.entries[-1]

    correct(history, second, notes="Derde versie.")

    assert [entry.payload.corrects for entry in history.entries[-2:]] == [first.number] * 2
    assert newest(history, kinds.TalkHeld).number == first.number
    assert [v.number for v in history.case.versions(second.number)] == [
        *(first.number, second.number, history.case.last_number)
    ]
    assert history.case.corrected == {first.number, second.number}


def test_an_old_log_with_a_chain_of_corrections_still_counts_the_newest() -> None:
    history = talked(opened(TUESDAY))
    first = newest(history, kinds.TalkHeld)
    for notes in ("Tweede.", "Derde."):
        payload = kinds.TalkHeld(notes=notes, corrects=history.case.last_number)
        history.add(NewEntry(payload, TUESDAY, first.step, first.pupil_id))

    assert [payload.notes for _, payload in history.case.of(kinds.TalkHeld)][-1] == "Derde."


@pytest.mark.parametrize("version", [0, -1], ids=["by its first number", "by its newest number"])
def test_what_was_corrected_can_be_struck_out_with_all_its_versions(version: int) -> None:
    history = talked(opened(TUESDAY))
    first = newest(history, kinds.TalkHeld)
    correct(history, first, notes="Tweede versie.")
    numbers = [entry.number for entry in history.case.versions(first.number)]

    history.record(kinds.EntryWithdrawn(number=numbers[version], reason="Andere leerling."))

    assert set(numbers) == history.case.withdrawn
    assert [entry.step for entry, _ in history.case.of(kinds.TalkHeld)] == ["talk_target"]


def test_what_was_struck_out_can_be_neither_corrected_nor_struck_out_again() -> None:
    history = talked(opened(TUESDAY))
    talk = newest(history, kinds.TalkHeld)
    strike = kinds.EntryWithdrawn(number=talk.number, reason="Andere leerling.")
    history.record(strike)

    with pytest.raises(InputRefused, match="kan niet worden verbeterd"):
        correct(history, talk, notes="Toch wel.")
    with pytest.raises(InputRefused, match="kan niet worden doorgehaald"):
        history.record(strike)


def test_nobody_can_say_by_hand_that_somebody_else_recorded_it() -> None:
    history = opened(TUESDAY)
    noon = history.entries[0].recorded_at
    forged = Carried(label="2026-009", number=1, recorded_by="iemand", recorded_at=noon)

    history.record(kinds.TalkHeld(notes="Rustig.", carried=forged), "talk_target", NOOR)

    assert history.entries[-1].payload.carried is None


# --- what depends on it ---------------------------------------------------------------------------


def test_a_corrected_measure_keeps_its_review() -> None:
    history = reviewed()
    correct(history, newest(history, kinds.MeasureAgreed), measure="weekly_talk")

    [taken] = history.case.measures
    assert (taken.agreed.measure, taken.outcome) == ("weekly_talk", "less")


def test_a_corrected_talk_keeps_its_agreement_and_its_step_done() -> None:
    history = agreed()
    correct(history, newest(history, kinds.TalkHeld), notes="Anders.")

    states = {state.step.id: state.status for state in step_states(history.case)}
    assert states["talk_target"] is StepStatus.DONE
    assert states["agreement"] is StepStatus.DONE


def test_a_day_cannot_pass_what_was_looked_back_on() -> None:
    history = agreed()
    with pytest.raises(StepOutOfOrder, match="Op 12-11-2026 ging de zaak hierop verder"):
        correct(history.on(NEXT_MONDAY), newest(history, kinds.TalkHeld), NEXT_MONDAY, next_on=None)


def test_a_correction_keeps_to_its_step_its_pupil_its_kind_and_what_it_refers_to() -> None:
    history = reviewed()
    talk = newest(talked(history), kinds.TalkHeld)
    review = newest(history, kinds.MeasureReviewed)
    changed = talk.payload.model_copy(update={"corrects": talk.number, "notes": "Anders."})

    with pytest.raises(InputRefused, match="dezelfde stap en dezelfde leerling"):
        history.record(changed, talk.step, NOOR)
    with pytest.raises(InputRefused, match="dezelfde stap en dezelfde leerling"):
        history.record(changed, "talk_target", talk.pupil_id)
    with pytest.raises(InputRefused, match="kan niet worden verbeterd"):
        history.record(kinds.CheckedIn(corrects=talk.number), "check_in", talk.pupil_id)
    with pytest.raises(InputRefused, match="dezelfde stap en dezelfde leerling"):
        correct(history, review, measure_number=talk.number)
    with pytest.raises(InputRefused, match="kan niet worden verbeterd"):
        history.record(kinds.CheckedIn(corrects=99), "check_in", DAAN)


def test_a_correction_that_changes_nothing_is_refused() -> None:
    history = talked(opened(TUESDAY))
    with pytest.raises(InputRefused, match="nog niets veranderd"):
        correct(history, newest(history, kinds.TalkHeld))


def test_a_correction_answers_to_the_words_codes_and_dates_of_its_kind() -> None:
    history = talked(opened(TUESDAY))
    talk = newest(history, kinds.TalkHeld)
    with pytest.raises(InputRefused, match="wat er is besproken"):
        correct(history, talk, notes="")
    with pytest.raises(InputRefused, match="toekomst"):
        correct(history, talk, on=THURSDAY)
    with pytest.raises(StepOutOfOrder, match="vóór de eerste melding"):
        correct(history, talk, on=date(2026, 11, 1))
    history.record(kinds.AnalysisAdded(verdict="bullying"), "five_questions")
    analysis = newest(history, kinds.AnalysisAdded)
    with pytest.raises(InputRefused, match="nog niets ingevuld"):
        correct(history, analysis, verdict="")
    with pytest.raises(InputRefused, match="uit de lijst"):
        correct(history, analysis, verdict="onzin")


def test_the_gate_of_the_joint_talk_holds_for_a_correction() -> None:
    history = talked(opened(TUESDAY)).record(joint_talk(), "talk_joint")
    joint = newest(history, kinds.TalkHeld)
    for missing in ({"target_agrees": False}, {"displaying_agrees": False}, {"led_by": ""}):
        with pytest.raises(CollectiveTalkNotAgreed):
            correct(history, joint, **missing)
    with pytest.raises(InputRefused, match="vóór het gesprek"):
        correct(history, joint, next_on=OPENED_ON)
    correct(history, joint, led_by="de leerlingcoördinator")


def test_the_level_of_a_measure_stays_what_it_was() -> None:
    history = measured()
    correct(history, newest(history, kinds.MeasureAgreed), measure="weekly_talk", level=3)
    assert history.case.measures[0].agreed.level == 1


# --- meldingen ------------------------------------------------------------------------------------


def test_a_corrected_melding_keeps_its_place_its_number_and_its_class() -> None:
    history = opened(TUESDAY).report()
    second = newest(history, kinds.Reported)
    wrong = {"ordinal": 7, "class_id": "ergens", "year_group": 6, "team_id": "anders"}
    correct(
        history, second, on=date(2026, 11, 9), kinds=["online"], what="In de groepsapp.", **wrong
    )

    entry, payload = history.case.reports[1]
    assert (entry.number, entry.happened_on) == (second.number, date(2026, 11, 9))
    assert (payload.ordinal, payload.class_id, payload.year_group) == (2, CLASS_2B, 2)
    assert (payload.kinds, payload.what) == (["online"], "In de groepsapp.")
    assert history.case.all_codes("kinds") == ["verbal", "online"]


def test_a_corrected_second_melding_still_asks_for_level_two() -> None:
    history = opened(TUESDAY).report()
    correct(history, newest(history, kinds.Reported), what="Anders gezegd.")
    assert proposed_level(history.case) == Proposal(2, "second_report")


def test_a_corrected_serious_sign_no_longer_counts() -> None:
    history = opened(TUESDAY, serious=("threat",))
    correct(history, newest(history, kinds.Reported), serious=[])
    assert not history.case.is_serious


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"what": "", "kinds": []}, "Tik aan wat er gebeurde"),
        ({"incident_on": THURSDAY}, "na de melding"),
    ],
)
def test_a_corrected_melding_needs_what_every_melding_needs(
    changed: dict[str, Any], sentence: str
) -> None:
    history = opened(TUESDAY)
    with pytest.raises(InputRefused, match=sentence):
        correct(history, newest(history, kinds.Reported), **changed)


def test_the_first_melding_stays_the_first_thing_in_the_case() -> None:
    history = talked(opened(TUESDAY)).on(NEXT_MONDAY)
    first = newest(history, kinds.Reported)
    with pytest.raises(StepOutOfOrder, match="Op 10-11-2026 is al iets vastgelegd"):
        correct(history, first, on=THURSDAY)
    with pytest.raises(InputRefused, match="toekomst"):
        correct(history, first, on=LATER)
    correct(history, first, on=date(2026, 10, 30))
    assert history.case.opened_on == date(2026, 10, 30)
    correct(history, history.case.reports[0][0], on=TUESDAY)
    assert history.case.opened_on == TUESDAY


def test_a_later_melding_is_neither_before_the_first_nor_after_the_stop() -> None:
    history = opened(TUESDAY).report().on(THURSDAY).stop().on(NEXT_MONDAY)
    second = newest(history, kinds.Reported)
    with pytest.raises(StepOutOfOrder, match="vóór de eerste melding"):
        correct(history, second, on=date(2026, 11, 1))
    with pytest.raises(StepOutOfOrder, match="Op 12-11-2026 ging"):
        correct(history, second, on=NEXT_MONDAY)


# --- nazorg ---------------------------------------------------------------------------------------


def test_a_nazorg_corrected_to_worse_opens_the_case_and_asks_for_a_level() -> None:
    history = with_outcome("stopped")
    correct(history, newest(history, kinds.AftercareDone), outcome="worse")

    assert history.case.state is CaseState.RUNNING
    assert proposed_level(history.case) == Proposal(2, "aftercare_worse")
    assert [payload.cause for _, payload in history.case.of(kinds.Reopened)] == ["aftercare_worse"]


def test_a_nazorg_corrected_to_stopped_takes_its_reopening_back() -> None:
    history = with_outcome("worse")
    planned = [moment.number for moment in history.case.aftercare]
    correct(history, newest(history, kinds.AftercareDone), outcome="stopped")

    case = history.case
    assert case.state is CaseState.STOPPED
    assert [moment.number for moment in case.current_aftercare] == planned
    assert proposed_level(case) is None


def test_a_nazorg_can_go_to_and_fro() -> None:
    history = with_outcome("stopped")
    states = []
    for outcome in ("worse", "stopped", "same", "worse", "less"):
        correct(history, newest(history, kinds.AftercareDone), outcome=outcome)
        states.append(history.case.state.value)

    assert states == ["running", "stopped", "running", "running", "stopped"]
    assert not list(history.case.of(kinds.Reopened))


def went_on_with_a_stop(history: History) -> History:
    return history.stop()


def went_on_with_a_melding(history: History) -> History:
    return history.report()


@pytest.mark.parametrize("goes_on", [went_on_with_a_stop, went_on_with_a_melding])
def test_a_reopening_after_which_the_case_went_on_stays(
    goes_on: Callable[[History], History],
) -> None:
    history = goes_on(with_outcome("worse"))
    state, count = history.case.state, history.case.last_number
    with pytest.raises(StepOutOfOrder, match="weer geopend en verder gegaan"):
        correct(history, newest(history, kinds.AftercareDone), outcome="stopped")
    assert (history.case.state, history.case.last_number) == (state, count)


def test_a_nazorg_of_an_earlier_stop_does_not_open_the_case_again() -> None:
    history = with_outcome("stopped").aftercare_done(1, "worse").on(LATER).stop()
    first = next(entry for entry, _ in history.case.of(kinds.AftercareDone))
    correct(history, first, outcome="worse")
    assert history.case.state is CaseState.STOPPED


def test_a_nazorg_that_is_struck_out_takes_its_reopening_along() -> None:
    history = with_outcome("worse")
    number = newest(history, kinds.AftercareDone).number
    history.record(kinds.EntryWithdrawn(number=number, reason="Ander gezin."))

    assert history.case.state is CaseState.STOPPED
    assert history.case.current_aftercare[0].is_open


def test_a_struck_out_nazorg_leaves_a_case_that_went_on_as_it_is() -> None:
    history = with_outcome("worse").report()
    number = newest(history, kinds.AftercareDone).number
    history.record(kinds.EntryWithdrawn(number=number, reason="Ander gezin."))
    assert history.case.state is CaseState.RUNNING


# --- closed and merged ----------------------------------------------------------------------------


def test_in_a_closed_case_something_can_be_put_right() -> None:
    history = talked(opened(TUESDAY)).close().on(NEXT_MONDAY)
    correct(history, newest(history, kinds.TalkHeld), notes="Wat er echt is gezegd.")
    assert history.case.state is CaseState.CLOSED


def test_a_closed_case_opens_again_when_its_nazorg_was_not_good_after_all() -> None:
    history = with_outcome("stopped").close("stopped").on(LATER)
    correct(history, newest(history, kinds.AftercareDone), outcome="worse")
    assert history.case.state is CaseState.RUNNING


def test_an_evaluation_from_before_a_reopening_can_still_be_put_right() -> None:
    history = stopped().record(kinds.Evaluated(helped=["talks"]), "evaluation").report()
    correct(history, newest(history, kinds.Evaluated), what_helped="De gesprekken.")
    assert history.case.state is CaseState.RUNNING


def test_in_a_merged_case_nothing_is_put_right_and_no_melding_joins() -> None:
    history = talked(opened(TUESDAY))
    other = "55555555-5555-4555-8555-555555555555"
    merged = kinds.MergedInto(other_id=other, other_label="2026-002", reason="Eén zaak.")
    history.add(NewEntry(merged, TUESDAY))
    talk = newest(history, kinds.TalkHeld)

    assert not can_be_corrected(history.case, talk)
    with pytest.raises(StepOutOfOrder, match="gaat verder als zaak 2026-002"):
        correct(history, talk, notes="Anders.")
    with pytest.raises(StepOutOfOrder, match="gaat verder als zaak 2026-002"):
        history.report(melding(TUESDAY, parts=parts({NOOR: "target"})))


def test_corrections_add_up_to_the_same_case_in_any_order() -> None:
    history = with_outcome("worse")
    correct(history, newest(history, kinds.AftercareDone), outcome="stopped")
    case = history.case
    shuffled = Case.from_entries(reversed(history.entries), case.card, case.school_days, case.today)
    assert shuffled == case
