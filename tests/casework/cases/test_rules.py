"""What a case refuses, each with the input that just does and the one that just does not pass."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import entries as kinds
from casework.card.model import packaged_card, packaged_text, read_card
from casework.cases.case import Case, CaseState
from casework.cases.closing import open_steps
from casework.cases.melding import joining_entries
from casework.cases.recording import checked, is_held_against_words
from casework.cases.steps import StepStatus, step_states
from casework.entries import KINDS, NewEntry, Payload
from casework.errors import (
    CaseworkError,
    CollectiveTalkNotAgreed,
    InputRefused,
    NotHere,
    StepOutOfOrder,
)
from data.rows import as_entry, as_row
from tests.histories import (
    DAAN,
    EMMA,
    HOME,
    MOVES,
    NOOR,
    OPENED_ON,
    YUSUF,
    History,
    Move,
    act_of,
    joint_talk,
    melding,
    opened,
    parts,
    play,
    talked,
)

TODAY = date(2026, 11, 10)
YESTERDAY = date(2026, 11, 9)
TOMORROW = date(2026, 11, 11)
STOPPED_ON = date(2026, 11, 23)
# Ten school days after the stop, and three before that: the first nazorg, and when it begins.
NAZORG_ON, BEGINS_ON = date(2026, 12, 7), date(2026, 12, 2)
LATER = date(2026, 12, 8)
NEEDS_WORDS = [model for model in KINDS.values() if model.needed]
TALK = kinds.TalkHeld(notes="Rustig gesprek.")


def without_words(case: Case) -> Case:
    """The case as a list has it: of its entries the codes alone."""
    vault: Any = SimpleNamespace(seal=lambda *_: b"")
    entries = [as_entry(as_row(entry, vault)) for entry in case.entries]
    return Case.from_entries(entries, case.card, case.school_days, case.today)


def answer(act: Callable[[], object]) -> object:
    """What it gives, or why it is refused."""
    try:
        return act()
    except CaseworkError as refusal:
        return type(refusal), refusal.sentence, getattr(refusal, "field", "")


@given(moves=MOVES, tries=st.lists(st.integers(0, 199), min_size=1, max_size=5))
def test_what_stands_beside_the_rest_is_held_against_its_codes_alone(
    moves: list[Move], tries: list[int]
) -> None:
    case = play(opened(), moves)[-1]
    coded = without_words(case)
    assert "Er wordt steeds" not in repr(coded)
    another = melding(case.today)
    homes = dict.fromkeys(another.roles, HOME)
    assert answer(lambda: joining_entries(another, homes, coded)) == answer(
        lambda: joining_entries(another, homes, case)
    )
    acts = [act_of(case, (sort, which, 0)) for sort in range(1, 17) for which in tries]
    for act in acts:
        if isinstance(act, NewEntry) and not is_held_against_words(act):
            pupils = dict.fromkeys((act.pupil_id, *act.payload.other_pupils()), HOME)
            assert answer(lambda act=act, pupils=pupils: checked(coded, [act], pupils)) == answer(
                lambda act=act, pupils=pupils: checked(case, [act], pupils)
            )


def refused(
    payload: Payload,
    step: str = "",
    pupil: str = "",
    *,
    on: date | None = None,
    history: History | None = None,
    why: type[InputRefused] = InputRefused,
) -> InputRefused:
    """The refusal of this entry in a case of a week old; the case is left as it was."""
    history = history or opened(TODAY)
    before = list(history.entries)
    with pytest.raises(why) as refusal:
        history.record(payload, step, pupil, on)
    assert history.entries == before
    assert refusal.value.sentence.endswith(".")
    return refusal.value


def measure(**answers: object) -> kinds.MeasureAgreed:
    return kinds.MeasureAgreed.model_validate({"measure": "buddy", "level": 1, **answers})


def involved(role: str = "displaying") -> kinds.PupilInvolved:
    return kinds.PupilInvolved(role=role, class_id="", year_group=0, team_id="")


def with_measure(payload: kinds.MeasureAgreed | None = None) -> tuple[History, int]:
    history = opened(TODAY).record(payload or measure(), "measure_1")
    return history, history.case.last_number


def stopped() -> History:
    return opened(STOPPED_ON).stop()


# --- dates ----------------------------------------------------------------------------------------


def test_a_date_in_the_future_is_refused_and_today_is_not() -> None:
    refusal = refused(TALK, "talk_target", NOOR, on=TOMORROW)

    assert (refusal.field, "toekomst" in refusal.sentence) == ("happened_on", True)
    opened(TODAY).record(TALK, "talk_target", NOOR, TODAY)


def test_a_date_before_the_first_melding_is_refused_and_that_day_is_not() -> None:
    refusal = refused(TALK, "talk_target", NOOR, on=date(2026, 11, 1), why=StepOutOfOrder)

    assert (refusal.field, "2-11-2026" in refusal.sentence) == ("happened_on", True)
    opened(TODAY).record(TALK, "talk_target", NOOR, OPENED_ON)


def test_a_next_appointment_is_on_the_day_of_the_talk_or_later() -> None:
    before = kinds.TalkHeld(notes="Kort.", next_on=YESTERDAY)
    same_day = kinds.TalkHeld(notes="Kort.", next_on=TODAY)

    assert refused(before, "talk_target", NOOR).field == "next_on"
    opened(TODAY).record(same_day, "talk_target", NOOR)


@pytest.mark.parametrize("field", ["until", "review_on"])
def test_a_measure_ends_and_is_looked_back_on_no_earlier_than_it_was_agreed(field: str) -> None:
    assert refused(measure(**{field: YESTERDAY}), "measure_1").field == field
    opened(TODAY).record(measure(**{field: TODAY}), "measure_1")


def test_a_measure_is_looked_back_on_no_earlier_than_it_was_agreed() -> None:
    history, number = with_measure()
    payload = kinds.MeasureReviewed(measure_number=number, outcome="less")

    refusal = refused(payload, "measure_review", on=YESTERDAY, history=history, why=StepOutOfOrder)
    assert refusal.field == "happened_on"
    history.record(payload, "measure_review", on=TODAY)


def test_a_stop_is_no_earlier_than_the_last_melding() -> None:
    payload = kinds.Stopped(said_by="target", words="Klaar.")
    history = opened(YESTERDAY).report().on(TODAY)

    refusal = refused(payload, "stopped", on=OPENED_ON, history=history, why=StepOutOfOrder)
    assert refusal.field == "happened_on"
    history.record(payload, "stopped", on=YESTERDAY)


def test_nazorg_is_no_earlier_than_the_stop() -> None:
    history = stopped()
    moment = history.case.current_aftercare[0]
    payload = kinds.AftercareDone(planned_number=moment.number, outcome="less")

    refused(payload, "aftercare", NOOR, on=TODAY, history=history, why=StepOutOfOrder)
    history.record(payload, "aftercare", NOOR, STOPPED_ON)


@pytest.mark.parametrize("ending", ["stopped", "no_bullying"])
def test_a_case_closes_no_earlier_than_its_last_turn(ending: str) -> None:
    payload = kinds.Closed(ending=ending, reason="Uitgezocht.")

    refusal = refused(payload, on=TODAY, history=stopped(), why=StepOutOfOrder)
    assert "23-11-2026" in refusal.sentence
    stopped().record(payload, on=STOPPED_ON)


def test_a_case_opens_again_no_earlier_than_it_closed() -> None:
    payload = kinds.Reopened(cause="judgement", reason="Toch weer.")
    history = opened(TODAY).close().on(STOPPED_ON)

    refused(payload, on=YESTERDAY, history=history, why=StepOutOfOrder)
    history.record(payload, on=TODAY)


def test_an_incident_that_is_told_later_lies_no_later_than_the_last_melding() -> None:
    after, before = (kinds.AnalysisAdded(incident_on=day) for day in (date(2026, 11, 3), OPENED_ON))

    assert refused(after, "five_questions").field == "incident_on"
    opened(TODAY).record(before, "five_questions")


# --- empty answers and unknown codes --------------------------------------------------------------


@pytest.mark.parametrize("empty", ["", "   ", "\n\t ", "\u200b"])
@pytest.mark.parametrize("kind", NEEDS_WORDS, ids=lambda kind: kind.kind)
def test_words_that_are_needed_cannot_be_empty_or_white_space(
    kind: type[Payload], empty: str
) -> None:
    assert kind.needed
    field, question = kind.needed.field, kind.needed.sentence
    history, payload, step, pupil = FILLED[kind]()

    emptied = payload.model_validate({**payload.model_dump(), field: empty})
    refusal = refused(emptied, step, pupil, history=history)

    assert (refusal.field, refusal.sentence) == (field, question)
    history.record(payload, step, pupil)


def _moved(number: int, due_on: date = LATER, end: date = LATER) -> kinds.AftercareMoved:
    return kinds.AftercareMoved(
        planned_number=number, due_on=due_on, window_ends_on=end, reason="Noor is ziek."
    )


Filled = tuple[History, Payload, str, str]
FIRST = 7  # the first nazorg moment, after the five entries of the opening and the stop


def _asked() -> History:
    return opened(TODAY).record(kinds.SupportAsked(question="Wat nu?"), "support")


def _advised() -> History:
    return _asked().record(kinds.SupportAdvised(advice="Praat met de ouders."))


FILLED: dict[type[Payload], Callable[[], Filled]] = {
    kinds.Noted: lambda: (opened(TODAY), kinds.Noted(note="Zat alleen."), "", ""),
    kinds.HandoverNoted: lambda: (opened(TODAY), kinds.HandoverNoted(note="Bel thuis."), "", ""),
    kinds.TalkHeld: lambda: (opened(TODAY), TALK, "talk_target", NOOR),
    kinds.StepSetAside: lambda: (
        *(opened(TODAY), kinds.StepSetAside(reason="Past niet."), "parents", NOOR),
    ),
    kinds.SeriousDecided: lambda: (
        opened(TODAY, serious=("threat",)),
        kinds.SeriousDecided(route="safety", reason="Gebeld."),
        "serious",
        "",
    ),
    kinds.LevelDeclined: lambda: (
        opened(TODAY).report(),
        kinds.LevelDeclined(proposed=2, cause="second_report", reason="Zelfde voorval."),
        "",
        "",
    ),
    kinds.Stopped: lambda: (
        *(opened(TODAY), kinds.Stopped(said_by="target", words="Klaar."), "stopped", ""),
    ),
    kinds.AftercareMoved: lambda: (stopped(), _moved(FIRST), "aftercare", NOOR),
    kinds.AftercareSetAside: lambda: (
        stopped(),
        kinds.AftercareSetAside(planned_number=FIRST, reason="Wil niet."),
        "aftercare",
        NOOR,
    ),
    kinds.Reopened: lambda: (
        opened(TODAY).close(),
        kinds.Reopened(cause="judgement", reason="Toch weer."),
        "",
        "",
    ),
    kinds.EntryWithdrawn: lambda: (
        opened(TODAY).record(TALK, "talk_target", NOOR),
        kinds.EntryWithdrawn(number=6, reason="Niet gevoerd."),
        "",
        "",
    ),
    kinds.RoleChanged: lambda: (
        *(opened(TODAY), kinds.RoleChanged(role="bystander", reason="Keek."), "", DAAN),
    ),
    kinds.PupilReplaced: lambda: (
        *(opened(TODAY), kinds.PupilReplaced(instead="", reason="Verkeerde Daan."), "", DAAN),
    ),
    kinds.SupportAsked: lambda: (
        *(opened(TODAY), kinds.SupportAsked(question="Wat nu?"), "support", ""),
    ),
    kinds.SupportMoreAsked: lambda: (_asked(), kinds.SupportMoreAsked(question="Wie?"), "", ""),
    kinds.SupportAnswered: lambda: (
        _asked().record(kinds.SupportMoreAsked(question="Wie?")),
        *(kinds.SupportAnswered(answer="Daan."), "", ""),
    ),
    kinds.SupportAdvised: lambda: (_asked(), kinds.SupportAdvised(advice="Bel."), "", ""),
    kinds.AdviceUsed: lambda: (_advised(), kinds.AdviceUsed(what_was_done="Gebeld."), "", ""),
}


def test_every_kind_that_needs_words_is_tried() -> None:
    assert set(FILLED) == set(NEEDS_WORDS)


@pytest.mark.parametrize("code", ["", "verzonnen"])
@pytest.mark.parametrize(
    ("payload", "step", "pupil", "field"),
    [
        (kinds.SeriousDecided(route="x", reason="Gebeld."), "serious", "", "route"),
        (kinds.ParentsInformed(way="x"), "parents", NOOR, "way"),
        (kinds.Stopped(said_by="x", words="Klaar."), "stopped", "", "said_by"),
        (kinds.Closed(ending="x", reason="Uitgezocht."), "", "", "ending"),
        (kinds.LevelReached(level=2, proposed=2, cause="x", reason="Nodig."), "", "", "cause"),
    ],
)
def test_an_answer_from_a_list_is_chosen_and_stands_on_that_list(
    payload: Payload, step: str, pupil: str, field: str, code: str
) -> None:
    changed = payload.model_copy(update={field: code})

    assert refused(changed, step, pupil, history=opened(TODAY, serious=("threat",))).field == field


@pytest.mark.parametrize("outcome", ["", "verzonnen"])
def test_an_outcome_is_one_of_the_four(outcome: str) -> None:
    history, number = with_measure()
    reviewed = kinds.MeasureReviewed(measure_number=number, outcome=outcome)
    done = kinds.AftercareDone(planned_number=FIRST, outcome=outcome)

    assert refused(reviewed, "measure_review", history=history).field == "outcome"
    assert refused(done, "aftercare", NOOR, history=stopped()).field == "outcome"


@pytest.mark.parametrize(
    "answers",
    [
        {"kinds": ["verbal", "verzonnen"]},
        {"places": ["verzonnen"]},
        {"verdict": "schuldig"},
        {"since": "altijd"},
        {"serious": ["heel erg"]},
        {"day_part": "nacht"},
        {"frequency": "vaak"},
    ],
)
def test_an_answer_that_is_not_on_the_list_is_refused(answers: dict[str, object]) -> None:
    payload = kinds.AnalysisAdded.model_validate(answers)

    assert refused(payload, "five_questions").field == next(iter(answers))


def test_an_analysis_in_which_nothing_is_said_is_refused() -> None:
    refused(kinds.AnalysisAdded(what="  "), "five_questions")
    opened(TODAY).record(kinds.AnalysisAdded(group_level=False), "five_questions")


# --- pupils and steps -----------------------------------------------------------------------------


def test_a_pupil_without_a_part_in_the_case_is_refused() -> None:
    assert refused(TALK, "talk_target", YUSUF).field == "pupil"


def test_a_step_is_for_the_pupils_with_that_part() -> None:
    assert refused(TALK, "talk_target", DAAN).field == "pupil"
    assert refused(TALK, "talk_displaying", NOOR).field == "pupil"
    assert refused(kinds.ParentsInformed(way="phone"), "parents", "").field == "pupil"


@pytest.mark.parametrize("step", ["", "ergens", "parents", "measure_1"])
def test_a_talk_belongs_to_a_step_for_talks(step: str) -> None:
    assert refused(TALK, step, NOOR).field == "step"


def test_a_set_aside_names_a_step_of_the_card() -> None:
    payload = kinds.StepSetAside(reason="Past niet.")

    assert refused(payload, "").field == "step"
    assert refused(payload, "ergens").field == "step"


@pytest.mark.parametrize("step", ["report", "stopped"])
def test_the_melding_and_the_stop_cannot_be_set_aside(step: str) -> None:
    assert "elke zaak" in refused(kinds.StepSetAside(reason="Past niet."), step).sentence


def test_nazorg_is_set_aside_a_moment_at_a_time() -> None:
    payload = kinds.StepSetAside(reason="Geen tijd.")

    assert refused(payload, "aftercare", NOOR, history=stopped()).field == "step"


@pytest.mark.parametrize(
    "payload",
    [
        kinds.CaseOpened(label="x", school_year="x", class_id="", year_group=2, team_id=""),
        kinds.Reported(ordinal=9, what="Zomaar."),
        kinds.AftercarePlanned(
            moment="first_target", aftercare="target", due_on=TODAY, window_ends_on=TODAY
        ),
        kinds.MentorHourHeld(theme="online"),
    ],
    ids=lambda payload: payload.kind,
)
def test_what_the_program_writes_itself_cannot_be_recorded_by_hand(payload: Payload) -> None:
    assert payload.allowed.record is None
    refused(payload, "report" if payload.kind == "reported" else "")


def test_a_pupil_can_be_added_with_a_part_of_the_card() -> None:
    history = opened(TODAY).record(involved(), pupil=YUSUF)

    part = history.case.parts[YUSUF]
    assert (part.role, part.since, part.home.class_id) == (
        "displaying",
        TODAY,
        history.case.opening.class_id,
    )


def test_adding_a_pupil_names_the_pupil_and_a_known_part_and_happens_once() -> None:
    assert refused(involved()).field == "pupil"
    assert refused(involved("dader"), pupil=YUSUF).field == "role"
    assert refused(involved(""), pupil=YUSUF).field == "role"
    assert refused(involved("target"), pupil=DAAN).field == "pupil"


def test_a_part_changes_to_another_part_of_the_card_or_to_none() -> None:
    answers = {"reason": "Bleek anders."}

    assert refused(kinds.RoleChanged(role="dader", **answers), pupil=DAAN).field == "role"
    assert refused(kinds.RoleChanged(role="displaying", **answers), pupil=DAAN).field == "role"
    assert refused(kinds.RoleChanged(role="follower", **answers)).field == "pupil"
    opened(TODAY).record(kinds.RoleChanged(role="", **answers), pupil=DAAN)


@pytest.mark.parametrize("role", ["", "displaying", "bystander"])
def test_the_last_gepeste_keeps_that_part(role: str) -> None:
    payload = kinds.RoleChanged(role=role, reason="Bleek anders.")
    roles = parts({NOOR: "target", EMMA: "target", DAAN: "displaying"})

    assert "altijd een gepeste" in refused(payload, pupil=NOOR).sentence
    opened(TODAY, parts=roles).record(payload, pupil=NOOR)


# --- the joint talk -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answers",
    [
        {"target_agrees": False},
        {"target_agrees": None},
        {"displaying_agrees": False},
        {"displaying_agrees": None},
        {"led_by": ""},
        {"led_by": " "},
    ],
    ids=["gepeste-no", "gepeste-unasked", "other-no", "other-unasked", "nobody", "blank"],
)
def test_a_joint_talk_needs_both_sides_to_want_it_and_somebody_who_leads_it(
    answers: dict[str, object],
) -> None:
    """What fails is named at its own field."""
    history, why = talked(opened(TODAY)), CollectiveTalkNotAgreed

    refusal = refused(joint_talk(**answers), "talk_joint", history=history, why=why)

    assert [refusal.field] == list(answers)
    history.record(joint_talk(), "talk_joint")


def test_a_joint_talk_comes_after_both_talks_apart() -> None:
    history = opened(TODAY)
    why = CollectiveTalkNotAgreed
    both = refused(joint_talk(), "talk_joint", history=history, why=why).sentence
    history.record(TALK, "talk_target", NOOR)
    one = refused(joint_talk(), "talk_joint", history=history, why=why).sentence
    history.record(TALK, "talk_displaying", DAAN)

    assert "de gepeste leerling" in both
    assert "de pestende leerling" in both
    assert "de gepeste leerling" not in one
    assert "de pestende leerling" in one

    history.record(joint_talk(), "talk_joint")


def test_a_joint_talk_needs_a_known_pestende_leerling() -> None:
    history = opened(TODAY, parts=parts({NOOR: "target"})).record(TALK, "talk_target", NOOR)

    refused(joint_talk(), "talk_joint", history=history, why=CollectiveTalkNotAgreed)


def test_the_gate_also_holds_when_a_school_gives_the_joint_talk_another_name() -> None:
    card = read_card(packaged_text().replace('id = "talk_joint"', 'id = "together"'), 2)
    history = History(OPENED_ON, card).open(melding())

    refused(joint_talk(), "together", history=history, why=CollectiveTalkNotAgreed)


# --- measures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure_id", ["", "verzonnen"])
def test_a_measure_is_one_of_the_list(measure_id: str) -> None:
    assert refused(measure(measure=measure_id), "measure_1").field == "measure"


def test_an_own_measure_is_described() -> None:
    assert refused(measure(measure="own"), "measure_1").field == "words"
    opened(TODAY).record(measure(measure="own", words="Elke dag even zwaaien."), "measure_1")


def test_a_measure_that_often_backfires_needs_a_reason() -> None:
    assert refused(measure(measure="detention"), "measure_1").field == "reason"
    opened(TODAY).record(measure(measure="detention", reason="Op eigen verzoek."), "measure_1")


def test_a_measure_is_agreed_by_a_role_of_the_levels() -> None:
    payload = measure(measure="weekly_talk", agreed_by="support_team")
    assert refused(payload, "measure_1").field == "agreed_by"
    opened(TODAY).record(measure(measure="weekly_talk", agreed_by="coordinator"), "measure_1")


def test_what_did_not_help_is_an_evaluation_too() -> None:
    stopped().record(kinds.Evaluated(not_helped=["joint_talk"]), "evaluation")
    payload = kinds.Evaluated(not_helped=["verzonnen"])
    assert refused(payload, "evaluation", history=stopped()).field == "not_helped"


@pytest.mark.parametrize("measure_id", ["restitution", "weekly_talk"])
def test_a_yellow_or_green_measure_needs_no_reason(measure_id: str) -> None:
    opened(TODAY).record(measure(measure=measure_id), "measure_1")


def test_only_a_measure_of_this_case_is_looked_back_on() -> None:
    history, number = with_measure()
    payload = kinds.MeasureReviewed(measure_number=number - 1, outcome="less")
    refused(payload, "measure_review", history=history, why=StepOutOfOrder)

    history.record(kinds.EntryWithdrawn(number=number, reason="Ging niet door."))

    gone = kinds.MeasureReviewed(measure_number=number, outcome="less")
    refused(gone, "measure_review", history=history, why=StepOutOfOrder)


def test_a_colleague_is_involved_from_the_level_on_that_asks_for_it() -> None:
    refused(kinds.ColleagueInvolved(level=2), "coordinator", why=StepOutOfOrder)
    opened(TODAY).raise_level(2).record(kinds.ColleagueInvolved(level=2), "coordinator")


# --- stop, nazorg, evaluation, closing, opening again ---------------------------------------------


def test_a_case_stops_once() -> None:
    payload = kinds.Stopped(said_by="target", words="Klaar.")

    refused(payload, "stopped", history=stopped(), why=StepOutOfOrder)


def test_nazorg_comes_after_the_stop() -> None:
    payload = kinds.AftercareDone(planned_number=FIRST, outcome="less")

    refused(payload, "aftercare", NOOR, why=StepOutOfOrder)


def test_a_nazorg_moment_is_recorded_once() -> None:
    done = kinds.AftercareDone(planned_number=FIRST, outcome="less")
    aside = kinds.AftercareSetAside(planned_number=FIRST, reason="Wil niet.")
    history = stopped().on(NAZORG_ON).record(done, "aftercare", NOOR)

    for payload in (done, aside, _moved(FIRST)):
        refused(payload, "aftercare", NOOR, history=history, why=StepOutOfOrder)


def test_a_nazorg_moment_belongs_to_its_pupil() -> None:
    payload = kinds.AftercareDone(planned_number=FIRST, outcome="less")

    assert refused(payload, "aftercare", DAAN, history=stopped()).field == "pupil"


def test_nazorg_from_before_the_case_opened_again_is_over() -> None:
    history = stopped().aftercare_done(0, "worse").stop()
    payload = kinds.AftercareDone(planned_number=FIRST + 1, outcome="less")

    refused(payload, "aftercare", NOOR, history=history, why=StepOutOfOrder)


def test_nazorg_goes_on_for_a_pupil_who_lost_the_part_after_the_stop() -> None:
    history = stopped()
    history.record(kinds.RoleChanged(role="", reason="Bleek er niet bij."), pupil=DAAN)

    history.aftercare_done(2, "stopped")

    assert history.case.current_aftercare[2].done is not None


def test_nazorg_moves_to_a_day_that_is_still_to_come() -> None:
    early = _moved(FIRST, date(2026, 11, 20), STOPPED_ON)
    odd = _moved(FIRST, LATER, NAZORG_ON)

    assert refused(early, "aftercare", NOOR, history=stopped()).field == "due_on"
    assert refused(odd, "aftercare", NOOR, history=stopped()).field == "due_on"
    stopped().record(_moved(FIRST), "aftercare", NOOR)


def test_a_nazorg_talk_on_the_first_day_of_its_window_does_the_moment() -> None:
    history = stopped().on(BEGINS_ON)
    done = kinds.AftercareDone(planned_number=FIRST, outcome="less")

    first = history.record(done, "aftercare", NOOR).case.current_aftercare[0]

    assert (first.window_starts_on, first.due_on) == (BEGINS_ON, NAZORG_ON)
    assert first.done
    assert not first.is_open
    assert not first.extra


def test_a_talk_before_the_window_is_an_extra_one_and_the_moment_stays() -> None:
    history = stopped().on(date(2026, 12, 1))
    early = kinds.AftercareDone(planned_number=FIRST, outcome="stopped", safety_score=7)
    history.record(early, "aftercare", NOOR).record(early, "aftercare", NOOR)

    first = history.case.current_aftercare[0]

    assert first.is_open
    assert first.done is None
    assert len(first.extra) == 2
    assert history.case.safety_scores == [(date(2026, 12, 1), NOOR, 7)] * 2
    states = [s for s in step_states(history.case) if s.occurrence == FIRST]
    assert [state.status for state in states] == [StepStatus.OPEN]
    assert history.on(BEGINS_ON).record(early, "aftercare", NOOR).case.current_aftercare[0].done


def test_all_moments_recorded_on_the_day_of_the_stop_are_extra_talks() -> None:
    history = stopped()
    for moment in history.case.current_aftercare:
        early = kinds.AftercareDone(planned_number=moment.number, outcome="stopped")
        history.record(early, "aftercare", moment.planned.pupil_id)

    assert all(moment.is_open for moment in history.case.current_aftercare)
    assert history.case.state is CaseState.STOPPED


def test_an_extra_talk_in_which_it_has_not_stopped_opens_the_case() -> None:
    early = kinds.AftercareDone(planned_number=FIRST, outcome="worse")

    assert stopped().record(early, "aftercare", NOOR).case.state is CaseState.RUNNING


def test_an_extra_talk_put_right_to_a_day_in_the_window_does_the_moment() -> None:
    history = stopped().on(LATER)
    early = kinds.AftercareDone(planned_number=FIRST, outcome="stopped")
    history.record(early, "aftercare", NOOR, on=date(2026, 12, 1))
    better = early.model_copy(update={"corrects": history.entries[-1].number})

    history.record(better, "aftercare", NOOR, on=BEGINS_ON)

    assert not history.case.current_aftercare[0].is_open


def test_nazorg_moves_no_sooner_than_it_was_first_to_begin() -> None:
    day_before = date(2026, 12, 1)
    too_soon = _moved(FIRST, day_before, day_before)

    refusal = refused(too_soon, "aftercare", NOOR, history=stopped())

    assert refusal.field == "due_on"
    assert "2-12-2026" in refusal.sentence
    history = stopped().record(_moved(FIRST, BEGINS_ON, BEGINS_ON), "aftercare", NOOR)
    assert history.case.current_aftercare[0].window_starts_on == BEGINS_ON


def test_a_moved_moment_begins_so_long_before_its_new_day() -> None:
    day = date(2026, 12, 14)
    history = stopped().record(_moved(FIRST, day, day), "aftercare", NOOR)
    done = kinds.AftercareDone(planned_number=FIRST, outcome="stopped")

    assert history.case.current_aftercare[0].window_starts_on == date(2026, 12, 9)
    history.on(LATER).record(done, "aftercare", NOOR)
    assert history.case.current_aftercare[0].is_open


def test_an_evaluation_comes_after_the_stop_and_says_something() -> None:
    payload = kinds.Evaluated(what_helped="Rust.")

    refused(payload, "evaluation", why=StepOutOfOrder)
    assert refused(kinds.Evaluated(), "evaluation", history=stopped()).field == "what_helped"
    stopped().record(payload, "evaluation")


def test_a_case_closes_as_stopped_only_after_the_gepeste_said_so() -> None:
    refused(kinds.Closed(ending="stopped", reason="Rustig."), why=StepOutOfOrder)


@pytest.mark.parametrize("ending", ["no_bullying", "left_school", "other"])
def test_another_ending_needs_a_reason(ending: str) -> None:
    assert refused(kinds.Closed(ending=ending)).field == "reason"
    history = opened(TODAY).record(kinds.Closed(ending=ending, reason="Uitgezocht."))
    assert history.case.ending == ending


def test_a_case_with_nazorg_open_is_not_closed_silently_and_the_open_moments_are_counted() -> None:
    history = stopped().aftercare_done(0).aftercare_done(1)
    assert refused(kinds.Closed(ending="stopped"), history=history).field == "reason"

    history.record(kinds.Closed(ending="stopped", reason="Verhuisd.", count_open_aftercare=99))

    assert [payload.count_open_aftercare for _, payload in history.case.of(kinds.Closed)] == [3]


def test_a_case_with_all_of_the_card_done_closes_without_a_reason() -> None:
    history = stopped()
    for moment in range(5):
        history.aftercare_done(moment)
    for step in open_steps(history.case):
        aside = kinds.StepSetAside(occurrence=step.state.occurrence, reason="Past hier niet.")
        history.record(aside, step.state.step.id, step.state.pupil_id)

    assert history.record(kinds.Closed(ending="stopped")).case.state is CaseState.CLOSED


@pytest.mark.parametrize(
    ("payload", "step", "pupil"),
    [
        (TALK, "talk_target", NOOR),
        (kinds.Stopped(said_by="target", words="Klaar."), "stopped", ""),
        (kinds.Closed(ending="other", reason="Nog eens."), "", ""),
        (kinds.RoleChanged(role="", reason="Onjuist."), "", DAAN),
        (kinds.EntryWithdrawn(number=6, reason="Onjuist."), "", ""),
    ],
)
def test_in_a_closed_case_nothing_is_recorded(payload: Payload, step: str, pupil: str) -> None:
    history = opened(TODAY).close()

    refusal = refused(payload, step, pupil, history=history, why=StepOutOfOrder)

    assert "afgesloten" in refusal.sentence


def test_advice_may_still_come_in_a_closed_case() -> None:
    history = _asked().close()
    history.record(kinds.SupportAdvised(advice="Houd contact."))
    history.record(kinds.AdviceUsed(what_was_done="Gebeld."))

    assert history.case.state is CaseState.CLOSED


def test_a_running_case_cannot_be_opened_again() -> None:
    refused(kinds.Reopened(cause="judgement", reason="Zomaar."), why=StepOutOfOrder)


def test_a_stopped_case_can_be_opened_again_with_a_reason() -> None:
    history = stopped().record(kinds.Reopened(cause="judgement", reason="Toch weer."))

    assert history.case.state is CaseState.RUNNING


# --- withdrawing, support -------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 99, -1])
def test_what_a_case_rests_on_and_what_is_not_there_cannot_be_withdrawn(number: int) -> None:
    refused(kinds.EntryWithdrawn(number=number, reason="Onjuist."))


def test_an_entry_is_withdrawn_once_and_a_withdrawal_stands() -> None:
    history = opened(TODAY).record(TALK, "talk_target", NOOR)
    history.record(kinds.EntryWithdrawn(number=6, reason="Niet gevoerd."))

    refused(kinds.EntryWithdrawn(number=6, reason="Nog eens."), history=history)
    refused(kinds.EntryWithdrawn(number=7, reason="Toch wel."), history=history)


def test_everything_that_levels_and_states_rest_on_is_kept_from_withdrawal() -> None:
    assert {kind for kind, model in KINDS.items() if model.allowed.withdraw} == {
        "analysis_added",
        "serious_decided",
        "talk_held",
        "checked_in",
        "measure_agreed",
        "measure_reviewed",
        "colleague_involved",
        "parents_informed",
        "magister_noted",
        "team_informed",
        "step_set_aside",
        "aftercare_done",
        "aftercare_set_aside",
        "evaluated",
        "support_asked",
        "support_advised",
        "advice_used",
        "mentor_hour_held",
        "support_more_asked",
        "support_answered",
        "agreement_reviewed",
        "handover_noted",
        "noted",
        "talk_planned",
        "class_involved",
    }


def test_an_agreement_is_of_a_talk_that_was_held_with_that_pupil() -> None:
    history = opened(TODAY)
    looked = kinds.AgreementReviewed(talk_number=6, kept="yes")
    refused(looked, "agreement", NOOR, history=history, why=StepOutOfOrder)

    history.record(kinds.TalkHeld(notes="Kort."), "talk_target", NOOR)
    refused(looked, "agreement", NOOR, history=history, why=StepOutOfOrder)

    history.record(kinds.TalkHeld(notes="Kort.", next_on=TOMORROW), "talk_target", NOOR)
    later = looked.model_copy(update={"talk_number": 7})
    assert refused(later, "agreement", DAAN, history=history).field == "pupil"
    history.record(later, "agreement", NOOR)


def test_a_measure_is_for_a_pupil_of_the_case_or_for_nobody_in_particular() -> None:
    payload = kinds.MeasureAgreed(measure="buddy", level=1, for_pupil=YUSUF)

    assert refused(payload, "measure_1", history=opened(TODAY)).field == "for_pupil"


def test_advice_comes_after_a_question_and_its_use_after_the_advice() -> None:
    refused(kinds.SupportAdvised(advice="Bel."), why=StepOutOfOrder)
    refused(kinds.AdviceUsed(what_was_done="Gebeld."), history=_asked(), why=StepOutOfOrder)
    _advised().record(kinds.AdviceUsed(what_was_done="Gebeld."))


# --- several entries at once ----------------------------------------------------------------------


def test_entries_of_one_form_are_checked_one_after_the_other() -> None:
    stop = NewEntry(kinds.Stopped(said_by="target", words="Klaar."), TODAY, "stopped")
    shut = NewEntry(kinds.Closed(ending="stopped", reason="Nazorg volgt elders."), TODAY)
    case = opened(TODAY).case

    assert [new.kind for new in checked(case, [stop, shut], {})] == [
        "stopped",
        *["aftercare_planned"] * 5,
        "closed",
        *["step_lapsed"] * 16,
    ]
    with pytest.raises(StepOutOfOrder):
        checked(case, [stop, stop], {})


def test_a_pupil_whom_the_school_does_not_know_cannot_be_added() -> None:
    with pytest.raises(NotHere):
        checked(opened(TODAY).case, [NewEntry(involved(), TODAY, "", YUSUF)], {})


@given(st.text(max_size=200))
def test_whatever_is_typed_is_kept_as_it_is_or_refused_as_empty(text: str) -> None:
    talk = kinds.TalkHeld(notes=text)
    if talk.notes:
        assert opened(TODAY).record(talk, "talk_target", NOOR).entries[-1].payload == talk
    else:
        assert refused(talk, "talk_target", NOOR).field == "notes"


def test_the_card_of_the_case_decides_and_not_a_later_one() -> None:
    text = packaged_text().replace('phone = "telefoon"', 'phone = "bellen"\nfax = "fax"')
    payload = kinds.ParentsInformed(way="fax")

    assert refused(payload, "parents", NOOR).field == "way"
    History(OPENED_ON, read_card(text, 2)).open(melding()).record(payload, "parents", NOOR)
    assert "fax" not in packaged_card().lists["ways"]
