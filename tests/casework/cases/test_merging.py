"""Two cases that turn out to be one, and one that turns out to be two."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.escalation import Proposal, proposed_level
from casework.cases.merging import (
    Split,
    check_merge,
    check_split,
    merged_entries,
    split_from_entries,
    split_off_entries,
)
from casework.cases.recording import checked
from casework.cases.steps import StepStatus, step_states
from casework.entries import Entry, NewEntry
from casework.errors import InputRefused, NotHere, StepOutOfOrder
from tests.histories import (
    CASE_ID,
    DAAN,
    EMMA,
    HOME,
    NOOR,
    OPENED_ON,
    SAMIRA,
    YUSUF,
    History,
    joint_talk,
    melding,
    opened,
    parts,
    talked,
)

OTHER_ID = "55555555-5555-4555-8555-555555555555"
THIRD_ID = "66666666-6666-4666-8666-666666666666"
JORIS = "77777777-7777-4777-8777-777777777777"
TUESDAY = date(2026, 11, 10)
NEXT_MONDAY = date(2026, 11, 16)
WHY = "Het gaat om hetzelfde voorval."
HOMES = dict.fromkeys((NOOR, DAAN, YUSUF, EMMA), HOME)


def other(history: History, case_id: str = OTHER_ID, label: str = "2026-002") -> History:
    """The same history as a case of its own, recorded by Joris."""
    first = history.entries[0]
    relabelled = first.payload.model_copy(update={"label": label})
    entries = [replace(first, payload=relabelled), *history.entries[1:]]
    history.entries = [replace(e, subject_id=case_id, recorded_by=JORIS) for e in entries]
    return history


def younger(**changed: object) -> History:
    """A case of 10 November about Noor and Yusuf."""
    roles = {NOOR: "target", YUSUF: "displaying"}
    answers: dict[str, object] = {"parts": parts(roles), "kinds": ("online",), **changed}
    return other(History(TUESDAY).open(melding(TUESDAY, **answers)))


def merge(history: History, taken: History) -> History:
    """`history` takes in `taken`, as the desk does it."""
    check_merge(history.case, taken.case)
    here, there = merged_entries(history.case, taken.case, HOMES, WHY, history.today)
    taken.add(*there)
    return history.add(*here)


# --- merge ----------------------------------------------------------------------------------------


def test_everything_that_counts_is_carried_over_once_with_who_recorded_it() -> None:
    taken = other(talked_with_yusuf(younger()))
    counted = {
        entry.number: entry
        for entry in taken.case.effective_entries
        if isinstance(entry.payload, kinds.Reported | kinds.TalkHeld)
    }
    case = merge(opened(TUESDAY), taken).case

    carried = [entry for entry in case.effective_entries if entry.payload.carried]
    origins = [entry.payload.carried for entry in carried]
    assert [entry.number for entry in origins if entry] == list(counted)
    for entry, origin in zip(carried, origins, strict=True):
        assert origin is not None
        was = counted[origin.number]
        assert (origin.label, origin.recorded_by) == ("2026-002", JORIS)
        assert origin.recorded_at == was.recorded_at
        assert (entry.happened_on, entry.step, entry.pupil_id) == (
            *(was.happened_on, was.step, was.pupil_id),
        )
        assert entry.payload.sealed() == was.payload.sealed()


def talked_with_yusuf(history: History) -> History:
    payload = kinds.TalkHeld(notes="Rustig gesprek.")
    return history.record(payload, "talk_target", NOOR).record(payload, "talk_displaying", YUSUF)


def test_meldingen_count_on_and_the_part_of_each_pupil_comes_along() -> None:
    taken = younger(parts=parts({NOOR: "bystander", YUSUF: "target", EMMA: "displaying"}))
    case = merge(opened(TUESDAY), taken.on(NEXT_MONDAY).report(melding(NEXT_MONDAY))).case

    assert [(payload.ordinal, payload.kinds) for _, payload in case.reports] == [
        *((1, ["verbal"]), (2, ["online"]), (3, ["verbal"]))
    ]
    assert {pupil: part.role for pupil, part in case.parts.items()} == {
        NOOR: "target",
        DAAN: "displaying",
        YUSUF: "target",
        EMMA: "displaying",
    }


def test_a_gepeste_or_pestende_leerling_of_one_case_is_no_bystander_in_the_whole() -> None:
    history = opened(TUESDAY, parts=parts({NOOR: "target", YUSUF: "bystander"}))
    assert merge(history, younger()).case.parts[YUSUF].role == "displaying"


def test_two_cases_at_level_one_ask_for_level_two() -> None:
    case = merge(opened(TUESDAY), younger()).case
    assert case.level == 1
    assert proposed_level(case) == Proposal(2, "second_report")


def test_the_higher_level_of_the_two_holds() -> None:
    lower = merge(opened(TUESDAY).raise_level(3), younger().raise_level(2)).case
    higher = merge(opened(TUESDAY), younger().raise_level(3)).case

    assert (lower.level, higher.level) == (3, 3)
    assert proposed_level(higher) is None
    payload = [payload for _, payload in higher.of(kinds.LevelReached)][-1]
    assert payload.reason == "Zaak 2026-002 was al op niveau 3."


def test_what_was_done_there_is_done_here() -> None:
    case = merge(opened(TUESDAY), talked_with_yusuf(younger())).case
    done = {
        (state.step.id, state.pupil_id)
        for state in step_states(case)
        if state.status is StepStatus.DONE and state.step.form == "talk_held"
    }
    assert done == {("talk_target", NOOR), ("talk_displaying", YUSUF)}


def test_what_refers_to_an_entry_refers_to_the_same_one_after_the_move() -> None:
    taken = younger()
    taken.record(kinds.MeasureAgreed(measure="seating", level=1), "measure_1")
    measure = taken.case.last_number
    taken.record(kinds.MeasureReviewed(measure_number=measure, outcome="less"), "measure_review")
    taken.record(kinds.TalkHeld(notes="Ja.", next_on=TUESDAY), "talk_target", NOOR)
    talk = taken.case.last_number
    taken.record(kinds.AgreementReviewed(talk_number=talk, kept="yes"), "agreement", NOOR)
    taken.stop().aftercare_done(0, "worse")

    case = merge(opened(TUESDAY).record(kinds.TeamInformed(), "inform_team"), taken).case

    assert [(measure.agreed.measure, measure.outcome) for measure in case.measures] == [
        ("seating", "less")
    ]
    [(held, _)] = case.talks_with_a_date
    assert [payload.talk_number for _, payload in case.of(kinds.AgreementReviewed)] == [held.number]
    assert [moment.done is not None for moment in case.aftercare] == [True, *[False] * 4]
    assert case.state is CaseState.RUNNING


def test_a_nazorg_that_was_carried_over_can_still_be_put_right() -> None:
    taken = younger().stop().aftercare_done(0, "worse")
    history = merge(opened(TUESDAY), taken)
    entry, done = next(history.case.of(kinds.AftercareDone))
    payload = done.model_copy(update={"outcome": "stopped", "corrects": entry.number})

    with pytest.raises(InputRefused):
        history.record(payload.model_copy(update={"planned_number": 1}), entry.step, entry.pupil_id)
    history.record(payload, entry.step, entry.pupil_id)

    assert history.case.state is CaseState.STOPPED


def test_a_joint_talk_that_was_carried_over_can_still_be_put_right() -> None:
    taken = talked_with_yusuf(younger()).record(joint_talk(), "talk_joint")
    history = merge(opened(TUESDAY), taken)
    joint = [entry for entry, _ in history.case.of(kinds.TalkHeld)][-1]
    payload = joint_talk(notes="Goede afspraken.", corrects=joint.number)
    history.record(payload, "talk_joint")
    assert [payload.notes for _, payload in history.case.of(kinds.TalkHeld)][
        -1
    ] == "Goede afspraken."


def test_only_the_newest_version_is_carried_over_and_nothing_that_was_struck_out() -> None:
    taken = talked_with_yusuf(younger())
    target, displaying = (entry.number for entry, _ in taken.case.of(kinds.TalkHeld))
    better = kinds.TalkHeld(notes="Beter gezegd.", corrects=target)
    taken.record(better, "talk_target", NOOR)
    taken.record(kinds.EntryWithdrawn(number=displaying, reason="Andere leerling."))

    case = merge(opened(TUESDAY), taken).case

    assert [payload.notes for _, payload in case.of(kinds.TalkHeld)] == ["Beter gezegd."]
    assert case.withdrawn == case.corrected == frozenset()


@pytest.mark.parametrize("ends", [History.stop, History.close], ids=["stopped", "closed"])
def test_a_case_that_did_not_run_opens_again(ends: Callable[[History], History]) -> None:
    case = merge(ends(opened(TUESDAY)), younger()).case
    assert case.state is CaseState.RUNNING
    assert [payload.cause for _, payload in case.of(kinds.Reopened)] == ["new_report"]
    assert case.current_aftercare == []


def test_the_case_that_was_taken_in_says_where_it_goes_on_and_stays_whole() -> None:
    taken = talked_with_yusuf(younger())
    before = taken.case.entries
    merge(opened(TUESDAY), taken)

    assert taken.case.entries[: len(before)] == before
    assert (taken.case.state, taken.case.ending) == (CaseState.CLOSED, "merged")
    goes_on = taken.case.merged_into
    assert goes_on is not None
    assert (goes_on.other_id, goes_on.other_label) == (CASE_ID, "2026-001")


def test_nothing_is_recorded_in_a_case_that_was_taken_in() -> None:
    taken = younger()
    merge(opened(TUESDAY), taken)
    acts: list[NewEntry] = [
        NewEntry(kinds.TalkHeld(notes="Ja."), TUESDAY, "talk_target", NOOR),
        NewEntry(kinds.Reopened(cause="judgement", reason="Toch."), TUESDAY),
        NewEntry(kinds.Closed(ending="no_bullying", reason="Klaar."), TUESDAY),
    ]
    for act in acts:
        with pytest.raises(StepOutOfOrder, match="gaat verder als zaak 2026-001"):
            checked(taken.case, [act], HOMES)
    with pytest.raises(StepOutOfOrder, match="gaat verder als zaak 2026-001"):
        taken.report()


def test_a_third_case_brings_what_it_had_taken_in_with_its_first_origin() -> None:
    third = other(History(NEXT_MONDAY).open(melding(NEXT_MONDAY)), THIRD_ID, "2026-003")
    second = merge(younger().on(NEXT_MONDAY), third)
    case = merge(opened(NEXT_MONDAY), second).case

    origins = [payload.carried.label for _, payload in case.reports if payload.carried]
    assert origins == ["2026-002", "2026-003"]
    assert [payload.ordinal for _, payload in case.reports] == [1, 2, 3]
    assert len(list(case.of(kinds.MergedFrom))) == 1


def already_gone() -> tuple[Case, Case]:
    taken = younger()
    return merge(opened(TUESDAY), taken).case, taken.case


def in_a_circle() -> tuple[Case, Case]:
    case, taken = already_gone()
    return taken, case


REFUSED: dict[str, tuple[Callable[[], tuple[Case, Case]], str]] = {
    "itself": (lambda: (opened().case, opened().case), "Kies een andere zaak"),
    "already merged": (already_gone, "gaat al verder als zaak 2026-001"),
    "in a circle": (in_a_circle, "gaat al verder als zaak 2026-001"),
    "an older one": (lambda: (younger().case, opened(TUESDAY).case), "is ouder en blijft bestaan"),
    "stopped": (lambda: (opened(TUESDAY).case, younger().stop().case), "loopt niet meer"),
    "closed": (lambda: (opened(TUESDAY).case, younger().close().case), "loopt niet meer"),
}


@pytest.mark.parametrize("which", REFUSED)
def test_a_merge_that_cannot_be_is_refused_with_what_to_do(which: str) -> None:
    make, sentence = REFUSED[which]
    with pytest.raises(InputRefused, match=sentence):
        check_merge(*make())


# --- split ----------------------------------------------------------------------------------------


def two_in_one() -> History:
    """One case of two meldingen: Daan and Noor, and later Yusuf and Emma."""
    history = talked(opened(TUESDAY))
    roles = {EMMA: "target", YUSUF: "displaying"}
    history.report(melding(TUESDAY, parts=parts(roles), kinds=("online",)))
    payload = kinds.TalkHeld(notes="Met Emma.")
    history.record(payload, "talk_target", EMMA)
    agreed = kinds.MeasureAgreed(measure="seating", level=1, for_pupil=YUSUF)
    history.record(agreed, "measure_1")
    number = history.case.last_number
    return history.record(
        kinds.MeasureReviewed(measure_number=number, outcome="less"), "measure_review"
    )


def second_report(history: History) -> Entry:
    return history.case.reports[1][0]


def split_of(history: History, **changed: object) -> Split:
    whole = Split(
        {EMMA: "target", YUSUF: "displaying"},
        (second_report(history).number,),
        frozenset(),
        "Het zijn twee dingen.",
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def split(history: History, how: Split) -> History:
    """The new case; `history` goes on without it."""
    check_split(history.case, how)
    payload = kinds.CaseOpened(
        label="2026-002", school_year="2026-2027", **vars(HOME), reason=how.reason
    )
    new = History(history.today)
    new.add(*split_from_entries(history.case, how, HOMES, payload))
    new.entries = [replace(entry, subject_id=OTHER_ID) for entry in new.entries]
    history.add(*split_off_entries(history.case, how, OTHER_ID, "2026-002"))
    return new


def test_a_split_gives_a_case_of_its_own_with_what_belongs_to_its_pupils() -> None:
    history = two_in_one()
    new = split(history, split_of(history)).case

    assert {pupil: part.role for pupil, part in new.parts.items()} == {
        EMMA: "target",
        YUSUF: "displaying",
    }
    assert [(report.ordinal, report.kinds) for _, report in new.reports] == [(1, ["online"])]
    assert [entry.pupil_id for entry, _ in new.of(kinds.TalkHeld)] == [EMMA]
    assert [(measure.agreed.for_pupil, measure.outcome) for measure in new.measures] == [
        (YUSUF, "less")
    ]
    assert (new.level, new.state, proposed_level(new)) == (1, CaseState.RUNNING, None)
    assert new.opened_on == TUESDAY
    assert all(e.payload.carried for e, _ in [*new.reports, *new.of(kinds.TalkHeld)])


def test_the_old_case_goes_on_without_them_and_forgets_nothing() -> None:
    history = two_in_one()
    before = history.case
    split(history, split_of(history))

    case = history.case
    assert case.entries[: len(before.entries)] == before.entries
    assert set(case.parts) == {NOOR, DAAN}
    assert [payload.ordinal for _, payload in case.reports] == [1]
    assert proposed_level(before) == Proposal(2, "second_report")
    assert proposed_level(case) is None
    assert [payload.other_label for _, payload in case.of(kinds.SplitOff)] == ["2026-002"]


def test_a_next_melding_after_a_split_gets_a_number_of_its_own() -> None:
    history = two_in_one().report()
    split(history, split_of(history))
    history.report()
    assert [payload.ordinal for _, payload in history.case.reports] == [1, 3, 4]


def test_a_pupil_can_have_a_part_in_both() -> None:
    history = two_in_one()
    how = split_of(
        history, roles={EMMA: "target", DAAN: "displaying"}, staying=frozenset({DAAN, EMMA})
    )
    new = split(history, how).case

    assert set(history.case.parts) == {NOOR, DAAN, EMMA, YUSUF}
    assert set(new.parts) == {EMMA, DAAN}
    assert {entry.pupil_id for entry, _ in new.of(kinds.TalkHeld)} == {EMMA, DAAN}


def test_the_first_melding_stays_in_the_old_case_as_well() -> None:
    history = two_in_one()
    first = history.case.reports[0][0].number
    new = split(history, split_of(history, reports=(first,))).case

    assert [payload.kinds for _, payload in new.reports] == [["verbal"]]
    assert [payload.kinds for _, payload in history.case.reports] == [["verbal"], ["online"]]
    assert new.opened_on == OPENED_ON


def test_two_meldingen_that_go_along_ask_for_level_two_and_the_oldest_comes_first() -> None:
    history = two_in_one().on(NEXT_MONDAY).report()
    late = history.case.reports[2][0]
    earlier = late.payload.model_copy(update={"corrects": late.number, "what": "Eerder."})
    history.record(earlier, late.step, on=date(2026, 11, 5))
    numbers = tuple(entry.number for entry, _ in history.case.reports[1:])

    new = split(history, split_of(history, reports=numbers)).case

    assert [(e.happened_on, report.ordinal) for e, report in new.reports] == [
        *((date(2026, 11, 5), 1), (TUESDAY, 2))
    ]
    assert new.opened_on == date(2026, 11, 5)
    assert proposed_level(new) == Proposal(2, "second_report")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"roles": {}}, "pupils"),
        ({"roles": {YUSUF: "displaying"}}, "pupils"),
        ({"roles": {EMMA: "target", SAMIRA: "displaying"}}, "pupils"),
        ({"roles": {EMMA: "target", YUSUF: "koning"}}, "pupils"),
        ({"reports": ()}, "reports"),
        ({"reports": (1,)}, "reports"),
        ({"roles": {EMMA: "target", NOOR: "target"}}, "staying"),
    ],
)
def test_a_split_that_leaves_half_a_case_is_refused(changed: dict[str, object], field: str) -> None:
    history = two_in_one()
    with pytest.raises(InputRefused) as refused:
        check_split(history.case, split_of(history, **changed))
    assert refused.value.field == field


def test_a_closed_case_and_a_merged_one_are_not_split() -> None:
    history = two_in_one()
    how = split_of(history)
    with pytest.raises(StepOutOfOrder, match="Open haar eerst weer"):
        check_split(history.close().case, how)
    taken = younger()
    merge(opened(TUESDAY), taken)
    with pytest.raises(StepOutOfOrder, match="gaat verder als zaak 2026-001"):
        check_split(taken.case, how)


def test_a_split_about_a_pupil_whom_the_school_does_not_know_is_not_here() -> None:
    history = two_in_one()
    payload = kinds.CaseOpened(
        label="2026-002", school_year="2026-2027", class_id="", year_group=2, team_id=""
    )
    with pytest.raises(NotHere):
        split_from_entries(history.case, split_of(history), {}, payload)


def test_a_merge_that_was_split_again_counts_each_melding_in_one_place() -> None:
    history = merge(opened(TUESDAY), talked_with_yusuf(younger()))
    how = Split(
        {NOOR: "target", YUSUF: "displaying"},
        (second_report(history).number,),
        frozenset({NOOR}),
        "Toch twee zaken.",
    )
    new = split(history, how).case

    assert [payload.kinds for _, payload in history.case.reports] == [["verbal"]]
    assert [payload.kinds for _, payload in new.reports] == [["online"]]
    assert {entry.pupil_id for entry, _ in new.of(kinds.TalkHeld)} == {NOOR, YUSUF}
    origins = {payload.carried.label for _, payload in new.of(kinds.TalkHeld) if payload.carried}
    assert origins == {"2026-002"}
    assert set(history.case.parts) == {NOOR, DAAN}


def split_first(history: History) -> History:
    """Emma goes on in a case of her own with the first melding, which stays here as well."""
    first = history.case.reports[0][0].number
    return split(history, split_of(history, reports=(first,)))


def test_what_a_split_had_copied_is_not_counted_twice_when_the_two_merge_again() -> None:
    history = two_in_one()
    before = history.case
    new = split_first(history)
    case = merge(history, new.on(TUESDAY)).case

    assert [payload.kinds for _, payload in case.reports] == [["verbal"], ["online"]]
    assert len(list(case.of(kinds.TalkHeld))) == len(list(before.of(kinds.TalkHeld)))
    assert [measure.outcome for measure in case.measures] == ["less"]
    assert proposed_level(case) == proposed_level(before)


def test_a_copy_that_was_put_right_comes_back_as_a_correction() -> None:
    history = two_in_one()
    new = split_first(history)
    report, payload = new.case.reports[0]
    better = payload.model_copy(update={"what": "Beter gezegd.", "corrects": report.number})
    new.record(better, report.step, on=report.happened_on)
    case = merge(history, new).case

    assert [(payload.ordinal, payload.what) for _, payload in case.reports] == [
        (1, "Beter gezegd."),
        (2, melding().what),
    ]
    assert len(case.versions(case.reports[0][0].number)) == 2


def test_what_is_recorded_after_a_split_about_a_copy_follows_it_back() -> None:
    history = two_in_one()
    new = split_first(history)
    [taken] = new.case.measures
    looked = kinds.MeasureReviewed(measure_number=taken.number, outcome="stopped")
    new.record(looked, "measure_review")

    [measure] = merge(history, new).case.measures
    assert measure.outcome == "stopped"
