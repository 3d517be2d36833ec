"""The daily check finds what was changed by another hand, says so on screen, and stays calm."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.errors import NotHere
from casework.mail import MessageKind
from casework.read_log import ReadAct
from casework.unusual_reading import LIMITS
from server.daily_check import DailyCheck
from tests.cast import Cast

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved on."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


def checker(cast: Cast, clock: Clock) -> DailyCheck:
    cast.store.integrity._now = clock
    return DailyCheck(lambda: cast.store, clock)


def damage(cast: Cast) -> None:
    """Another hand takes a line out of the read log, in the file itself."""
    with cast.store.database.write():
        cursor = cast.store.database._here.cursor
        assert cursor is not None
        cursor.execute("delete from access_log where number = 1").fetchall()


def test_whole_data_are_said_to_be_whole_and_checked_once_a_day(cast: Cast) -> None:
    clock = Clock()
    daily = checker(cast, clock)
    daily.check_when_due()
    first = cast.desk("Ineke").integrity.last()
    assert first is not None
    assert (first.checked_at, first.findings) == (AT, ())
    clock.now = AT + timedelta(hours=23)
    daily.check_when_due()
    assert cast.desk("Nadia").integrity.last() == first
    clock.now = AT + timedelta(hours=24)
    daily.check_when_due()
    last = cast.desk("Ineke").integrity.last()
    assert last is not None
    assert last.checked_at == clock.now


def test_what_another_hand_changed_is_an_alarm_and_a_message_to_those_who_can_act(
    cast: Cast,
) -> None:
    cast.store.outbox.is_on = True
    case_id = cast.case().subject_id
    for visit in "ab":
        cast.store.access_log.noted(cast.staff["Samira"], case_id, ReadAct.OPENED, AT, visit)
    damage(cast)
    checker(cast, Clock()).check_when_due()
    state = cast.desk("Ineke").integrity.last()
    assert state is not None
    assert not state.is_whole
    assert "Noor" not in repr(state)
    sent = [
        (message.kind, message.staff_id)
        for message in cast.store.outbox.due(datetime(2030, 1, 1, tzinfo=UTC))
    ]
    told = {MessageKind.LEDGER_ALARM: {cast.staff["Ineke"], cast.staff["Nadia"]}}
    assert {kind: {who for k, who in sent if k == kind} for kind, _ in sent} == told


def test_only_those_who_can_act_on_it_are_told(cast: Cast) -> None:
    with pytest.raises(NotHere):
        cast.desk("Samira").integrity.last()


def test_without_a_school_there_is_nothing_to_check() -> None:
    DailyCheck(lambda: None, Clock()).check_when_due()


def test_unusual_reading_is_told_to_who_looks_after_privacy_without_a_word_of_it(
    cast: Cast,
) -> None:
    cast.store.outbox.is_on = True
    for n in range(LIMITS.searches):
        cast.store.access_log.noted(cast.staff["Samira"], "", ReadAct.SEARCHED, AT, f"visit {n}")
    checker(cast, Clock()).check_when_due()
    [message] = cast.store.outbox.due(datetime(2030, 1, 1, tzinfo=UTC))
    assert (message.kind, message.staff_id, dict(message.values)) == (
        MessageKind.UNUSUAL_READING,
        cast.staff["Nadia"],
        {},
    )
