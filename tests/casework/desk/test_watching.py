"""A colleague who must look after a pupil reads who it is, and whoever was not asked does not."""

from dataclasses import replace
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.entries import NewEntry, Payload
from casework.errors import NotHere
from casework.records import ON_WATCH
from tests.cast import TODAY, Cast, desk_with


def record(cast: Cast, case_id: str, payload: Payload, step: str = "") -> int:
    """Something recorded in a case by its mentor; the number of the entry."""
    desk = cast.desk("Samira")
    seen = desk.cases.open(case_id).case.last_number
    new = [NewEntry(payload, TODAY, step)]
    receipt = desk.cases.record(case_id, new, seen=seen, form_key=str(uuid4()))
    return receipt.numbers[0]


def case_to_watch(cast: Cast, *colleagues: str) -> str:
    """A case of which the docententeam has the message; these colleagues may read who it is."""
    case_id = cast.case().subject_id
    on_watch = tuple(cast.staff[name] for name in colleagues)
    record(cast, case_id, kinds.TeamInformed(message="Let op.", on_watch=on_watch), "inform_team")
    return case_id


def test_a_docent_who_was_asked_reads_who_it_is_and_no_more(cast: Cast) -> None:
    case_id = case_to_watch(cast, "Dirk")

    file = cast.desk("Dirk").watching.open(case_id)

    assert sorted(pupil.name.given for pupil in file.pupils) == ["Daan", "Noor"]
    assert not hasattr(file, "case")
    with pytest.raises(NotHere):
        cast.desk("Dirk").cases.open(case_id)


def test_whoever_was_not_asked_reads_nothing(cast: Cast) -> None:
    case_id = case_to_watch(cast, "Dirk")
    for name in ("Ineke", "Petra", "Joris"):
        with pytest.raises(NotHere):
            cast.desk(name).watching.open(case_id)


def test_who_was_asked_and_has_no_role_any_more_reads_nothing(cast: Cast) -> None:
    case_id = case_to_watch(cast, "Dirk")
    dirk = cast.desk("Dirk")
    assert dirk.watching.open(case_id)
    without = desk_with(dirk, actor=replace(cast.actor("Dirk"), assignments=()))
    with pytest.raises(NotHere):
        without.watching.open(case_id)


def test_nobody_reads_it_without_a_message_or_after_it_was_withdrawn(cast: Cast) -> None:
    with pytest.raises(NotHere):
        cast.desk("Dirk").watching.open(case_to_watch(cast))
    case_id = cast.case(target="Emma", displaying="").subject_id
    payload = kinds.TeamInformed(on_watch=(cast.staff["Dirk"],))
    number = record(cast, case_id, payload, "inform_team")
    assert cast.desk("Dirk").watching.open(case_id).pupils

    record(cast, case_id, kinds.EntryWithdrawn(number=number, reason="Toch niet."))

    with pytest.raises(NotHere):
        cast.desk("Dirk").watching.open(case_id)


def test_it_ends_with_the_case(cast: Cast) -> None:
    case_id = case_to_watch(cast, "Dirk")
    record(cast, case_id, kinds.Closed(ending="no_bullying", reason="Het was een spel."))

    with pytest.raises(NotHere):
        cast.desk("Dirk").watching.open(case_id)


def test_each_look_is_in_the_read_log(cast: Cast) -> None:
    case_id = case_to_watch(cast, "Dirk")
    cast.desk("Dirk").watching.open(case_id)

    lines = cast.store.access_log.lines(TODAY, TODAY)

    assert [line.reason for line in lines if line.reason == ON_WATCH] == [ON_WATCH]


@pytest.mark.parametrize("wrong", ["", "geen id", "00000000-0000-0000-0000-000000000000"])
def test_what_is_unknown_is_not_here(cast: Cast, wrong: str) -> None:
    with pytest.raises(NotHere):
        cast.desk("Dirk").watching.open(wrong)


def test_the_timeline_says_who_was_asked(cast: Cast) -> None:
    case_id = case_to_watch(cast, "Dirk")
    file = cast.desk("Samira").cases.open(case_id)
    entry = next(e for e in file.case.entries if isinstance(e.payload, kinds.TeamInformed))
    name = file.colleague(cast.staff["Dirk"])

    assert list(entry.payload.texts(file, entry)) == [f"Mag lezen om wie het gaat: {name}"]
