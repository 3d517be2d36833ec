"""What a kind of entry says of itself; with one that says nothing, nothing may be done."""

from datetime import date
from typing import ClassVar
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.card.checks import FORMS
from casework.card.model import packaged_card
from casework.cases.carried_entries import carried_over
from casework.cases.corrections import can_be_corrected, check_correction
from casework.cases.merging import Split, split_from_entries
from casework.cases.recording import action_of, checked
from casework.entries import KINDS, NewEntry, Payload
from casework.entries.payload import NOTHING, Allowed
from casework.errors import InputRefused, NotHere
from casework.people import MAY, Action, Role
from tests.cast import Cast
from tests.histories import CLASS_2B, DAAN, HOME, NOOR, OPENED_ON, TEAM, History, opened

TODAY = date(2026, 11, 10)
every_kind = pytest.mark.parametrize("model", KINDS.values(), ids=KINDS)
# Who may record a kind by hand in a case; every other kind: nobody.
BY_WHO_RECORDS = {
    "analysis_added",
    "pupil_involved",
    "role_changed",
    "serious_decided",
    "talk_held",
    "agreement_reviewed",
    "checked_in",
    "measure_agreed",
    "measure_reviewed",
    "colleague_involved",
    "parents_informed",
    "magister_noted",
    "team_informed",
    "step_set_aside",
    "level_reached",
    "level_declined",
    "stopped",
    "aftercare_moved",
    "aftercare_done",
    "aftercare_set_aside",
    "evaluated",
    "closed",
    "reopened",
    "support_asked",
    "support_answered",
    "advice_used",
    "entry_withdrawn",
    "handover_noted",
    "noted",
    "talk_planned",
    "step_lapsed",
    "pupil_replaced",
}
BY_THE_TEAM = {"support_more_asked", "support_advised"}


# --- every kind says what it must -----------------------------------------------------------------


@every_kind
def test_a_kind_has_a_code_and_a_dutch_title_of_its_own(model: type[Payload]) -> None:
    assert model.__dict__["kind"]
    assert model.__dict__["title"]
    assert [m.title for m in KINDS.values()].count(model.title) == 1


@every_kind
def test_what_a_kind_cannot_do_without_is_one_of_its_own_fields_of_words(
    model: type[Payload],
) -> None:
    if model.needed:
        assert model.needed.field in model.sealed_fields()
        assert model.needed.sentence.endswith(".")


@every_kind
def test_words_that_must_be_there_are_asked_for_where_somebody_types_them(
    model: type[Payload],
) -> None:
    """A field of words without a default is no answer when it is empty."""
    required = {f for f in model.sealed_fields() if model.model_fields[f].is_required()}
    if model.allowed.record and required:
        assert model.needed is not None
        assert required == {model.needed.field}


@every_kind
def test_a_code_is_chosen_from_a_list_of_the_card(model: type[Payload]) -> None:
    assert {
        mark.list_name for mark in model.listed_fields().values()
    } <= packaged_card().lists.keys()


@every_kind
def test_the_number_of_another_entry_is_marked_so_that_a_merge_renumbers_it(
    model: type[Payload],
) -> None:
    numbers = {name for name in model.model_fields if name.endswith("_number")}
    assert numbers <= set(model.reference_fields())


@every_kind
def test_a_kind_of_a_step_is_recorded_by_hand_or_has_a_way_of_its_own(
    model: type[Payload],
) -> None:
    if model.form_per:
        assert model.allowed.record or model in (kinds.Reported, kinds.MentorHourHeld)
    assert (model.kind in FORMS) == bool(model.form_per)


@every_kind
def test_what_goes_along_in_a_split_goes_along_in_a_merge_too(model: type[Payload]) -> None:
    assert model.allowed.merge or not model.allowed.split


@every_kind
def test_only_who_works_with_cases_may_do_something_with_a_kind(model: type[Payload]) -> None:
    allowed = model.allowed
    for action in filter(None, (allowed.record, allowed.withdraw, allowed.correct)):
        assert MAY[action] <= {
            Role.MENTOR,
            Role.COORDINATOR,
            Role.TEAM_LEADER,
            Role.SUPPORT_TEAM,
        }


def test_who_may_record_what_by_hand() -> None:
    by_action = {
        action: {kind for kind, model in KINDS.items() if model.allowed.record is action}
        for action in Action
    }

    assert {action: codes for action, codes in by_action.items() if codes} == {
        Action.RECORD: BY_WHO_RECORDS,
        Action.ADVISE: BY_THE_TEAM,
    }


def test_what_somebody_records_can_be_undone_and_what_joins_or_parts_cases_cannot() -> None:
    undone = {kind for kind, model in KINDS.items() if model.allowed.undo}

    assert undone >= BY_WHO_RECORDS | BY_THE_TEAM
    assert undone - BY_WHO_RECORDS - BY_THE_TEAM == {
        "case_opened",
        "reported",
        "aftercare_planned",
        "class_involved",
        "mentor_hour_held",
        "signal_sent",
        "signal_pupil",
        "signal_taken",
        "signal_set_aside",
        "team_decided",
        "decision_done",
        "meeting_decided",
    }


def test_what_may_be_corrected_may_be_withdrawn_and_a_melding_may_be_corrected_only() -> None:
    withdrawn = {kind for kind, model in KINDS.items() if model.allowed.withdraw}
    corrected = {kind for kind, model in KINDS.items() if model.allowed.correct}

    assert corrected - withdrawn == {"reported"}
    assert withdrawn - corrected == {"mentor_hour_held", "class_involved"}


def test_what_a_case_says_of_itself_as_a_whole_goes_with_no_other_case() -> None:
    of_other_subjects = ("signal_", "meeting_", "mentor_hour")

    assert {
        kind
        for kind, model in KINDS.items()
        if not model.allowed.merge and not kind.startswith(of_other_subjects)
    } == {
        "case_opened",
        "pupil_involved",
        "role_changed",
        "pupil_replaced",
        "level_reached",
        "level_declined",
        "entry_withdrawn",
        "save_undone",
        "merged_from",
        "merged_into",
        "split_off",
        "split_from",
    }


def test_in_a_closed_case_goes_on_what_the_support_team_thinks_along_about() -> None:
    support = {"support_asked", "support_more_asked", "support_answered", "support_advised"}

    assert {kind for kind, model in KINDS.items() if model.allowed.when_closed} == {
        *support,
        "advice_used",
        "reopened",
    }


# --- a kind that says nothing ---------------------------------------------------------------------


@pytest.fixture(params=[Payload, kinds.CheckedIn], ids=["new", "made from another"])
def forgotten(request: pytest.FixtureRequest) -> type[Payload]:
    """A kind of which somebody forgot to say what may be done with it.

    It is in no list: KINDS was made when the kinds were imported.
    """

    class Forgotten(request.param):  # type: ignore[name-defined, misc]
        kind: ClassVar[str] = "forgotten"
        title: ClassVar[str] = "Vergeten"

    return Forgotten


def _with(payload: Payload) -> History:
    """A case in which such an entry stands, under number 6."""
    return opened(TODAY).add(NewEntry(payload, TODAY, "", NOOR))


def test_a_kind_says_nothing_that_it_did_not_say_itself(forgotten: type[Payload]) -> None:
    assert forgotten.allowed is NOTHING
    assert not forgotten.form_per
    assert Allowed() == NOTHING
    assert forgotten.kind not in KINDS


def test_a_kind_that_says_nothing_is_recorded_by_nobody(forgotten: type[Payload]) -> None:
    new = NewEntry(forgotten(), TODAY)

    with pytest.raises(InputRefused, match="niet los vastgelegd"):
        checked(opened(TODAY).case, [new], {})
    assert action_of(opened(TODAY).case, new) is Action.RECORD


def test_nobody_at_school_records_a_kind_that_says_nothing(
    cast: Cast, forgotten: type[Payload]
) -> None:
    case_id = cast.case().subject_id
    new = [NewEntry(forgotten(), cast.desk("Samira").today)]

    for name in cast.staff:
        with pytest.raises((InputRefused, NotHere)):
            cast.desk(name).cases.record(case_id, new, seen=5, form_key=str(uuid4()))
    assert len(cast.store.log.entries(case_id)) == 5


def test_a_kind_that_says_nothing_is_not_withdrawn(forgotten: type[Payload]) -> None:
    with pytest.raises(InputRefused, match="niet worden doorgehaald"):
        _with(forgotten()).record(kinds.EntryWithdrawn(number=6, reason="Vergissing."))


def test_a_kind_that_says_nothing_is_not_corrected(forgotten: type[Payload]) -> None:
    case = _with(forgotten()).case
    better = NewEntry(forgotten(corrects=6), OPENED_ON, "", NOOR)

    assert not can_be_corrected(case, case.entries[-1])
    with pytest.raises(InputRefused, match="niet worden verbeterd"):
        check_correction(case, better)


def test_a_kind_that_says_nothing_is_carried_into_no_other_case(forgotten: type[Payload]) -> None:
    case = _with(forgotten()).case
    carried = carried_over(case, lambda _: True, case.card, 1)
    roles = {NOOR: "target", DAAN: "displaying"}
    split = Split(roles=roles, reports=[2], staying=frozenset(roles), reason="Eigen zaak.")
    began = kinds.CaseOpened(
        label="2026-002",
        school_year="2026-2027",
        class_id=CLASS_2B,
        year_group=2,
        team_id=TEAM,
    )
    new = split_from_entries(case, split, dict.fromkeys(roles, HOME), began)

    assert "forgotten" not in {entry.kind for entry in [*carried, *new]}


def test_a_kind_that_says_nothing_is_not_recorded_in_a_closed_case(
    forgotten: type[Payload],
) -> None:
    with pytest.raises(InputRefused):
        opened(TODAY).close().record(forgotten())
