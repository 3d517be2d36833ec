"""Messages wait in the file, are tried again, and leave nothing behind when they have ended."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.mail import MailFault, MessageKind
from data.outbox import GIVEN_UP_AFTER
from data.store import Store
from tests.cast import Cast

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LINK = {"link": "https://kaart.school.nl/uitnodiging/Zq-3_x", "until": "2026-11-30T12:00:00+00:00"}


def test_where_no_mail_is_sent_nothing_is_kept(cast: Cast) -> None:
    assert cast.store.outbox.add("invitation", cast.staff["Samira"], LINK, NOON) == ""
    assert cast.store.outbox.state().waiting == 0


def test_a_message_waits_in_the_file_until_it_was_sent(cast: Cast) -> None:
    cast.store.outbox.is_on = True
    message_id = cast.store.outbox.add(MessageKind.INVITATION, cast.staff["Samira"], LINK, NOON)
    folder, key = cast.store.folder, cast.store.key
    cast.store.close()

    store = Store.open(folder, key)
    try:
        (message,) = store.outbox.due(NOON)
        assert (message.message_id, message.staff_id) == (message_id, cast.staff["Samira"])
        assert message.values == LINK
        store.outbox.note_sent(message, NOON)
        assert store.outbox.due(NOON + timedelta(days=9)) == []
        assert store.outbox.state().sent == 1
    finally:
        store.close()


def test_a_message_goes_with_the_act_that_it_is_about(cast: Cast) -> None:
    cast.store.outbox.is_on = True

    def act() -> None:
        with cast.store.database.write():
            cast.store.outbox.add("role_waiting", cast.staff["Samira"], {}, NOON)
            raise KeyError

    with pytest.raises(KeyError):
        act()
    assert cast.store.outbox.due(NOON) == []


def test_the_link_stands_nowhere_readable_and_is_gone_after_sending(cast: Cast) -> None:
    outbox = cast.store.outbox
    outbox.is_on = True
    outbox.add("invitation", cast.staff["Samira"], LINK, NOON)
    (sealed,) = cast.store.database.rows("select sealed from outbox")
    assert b"Zq-3_x" not in sealed[0]

    outbox.note_sent(outbox.due(NOON)[0], NOON)
    assert cast.store.database.rows("select sealed from outbox") == [(b"",)]


def test_a_message_that_fails_is_tried_again_later_and_later(cast: Cast) -> None:
    outbox = cast.store.outbox
    outbox.is_on = True
    outbox.add("test", cast.staff["Samira"], {}, NOON)
    now, waits = NOON, []
    for _ in range(9):
        (message,) = outbox.due(now)
        outbox.note_failed(message, MailFault.UNREACHABLE, now)
        began = now
        while not outbox.due(now):
            now += timedelta(minutes=1)
        waits.append(int((now - began).total_seconds() / 60))
    assert waits == [1, 2, 4, 8, 16, 32, 64, 120, 120]
    state = outbox.state()
    assert (state.waiting, state.last_fault) == (1, MailFault.UNREACHABLE)


def test_a_message_is_given_up_after_three_days(cast: Cast) -> None:
    outbox = cast.store.outbox
    outbox.is_on = True
    outbox.add("test", cast.staff["Samira"], {}, NOON)
    (message,) = outbox.due(NOON)
    assert not outbox.note_failed(message, MailFault.UNREACHABLE, NOON + timedelta(days=2))
    assert outbox.note_failed(message, MailFault.UNREACHABLE, NOON + GIVEN_UP_AFTER)
    assert outbox.state().given_up == 1


@pytest.mark.parametrize("fault", ["recipient", "no_address", "expired"])
def test_what_gets_no_better_is_given_up_at_once(cast: Cast, fault: str) -> None:
    outbox = cast.store.outbox
    outbox.is_on = True
    outbox.add("test", cast.staff["Samira"], {}, NOON)
    assert outbox.note_failed(outbox.due(NOON)[0], MailFault(fault), NOON)
    assert [one.fault for one in outbox.given_up()] == [MailFault(fault)]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        pytest.param("test", {"naam": "Noor"}, id="a value that the kind has not"),
        pytest.param("daily_digest", {"count": "3"}, id="one that is missing"),
        pytest.param("daily_digest", {"count": "Noor", "late": "1"}, id="a word for a number"),
        pytest.param("invitation", {**LINK, "link": "kaart van Noor"}, id="words for a link"),
        pytest.param("invitation", {**LINK, "link": LINK["link"] + "\r\nBcc: x"}, id="a new line"),
        pytest.param("nieuws", {}, id="a kind that is not there"),
    ],
)
def test_a_message_says_nothing_but_what_its_kind_may(
    cast: Cast, kind: str, values: dict[str, str]
) -> None:
    cast.store.outbox.is_on = True
    with pytest.raises(ValueError, match=r"message|Kind") as refused:
        cast.store.outbox.add(kind, cast.staff["Samira"], values, NOON)
    assert "Noor" not in str(refused.value)


def test_what_was_sent_is_forgotten_after_a_month(cast: Cast) -> None:
    outbox = cast.store.outbox
    outbox.is_on = True
    outbox.add("test", cast.staff["Samira"], {}, NOON)
    outbox.note_sent(outbox.due(NOON)[0], NOON)
    outbox.drop_old(NOON + timedelta(days=29))
    assert outbox.state().sent == 1
    outbox.drop_old(NOON + timedelta(days=31))
    assert outbox.state().sent == 0


def test_a_digest_comes_once_a_day_and_only_to_who_asked(cast: Cast) -> None:
    outbox = cast.store.outbox
    outbox.is_on = True
    outbox.set_reads_digest(cast.staff["Samira"], wants=True)
    assert outbox.digest_readers(NOON.date()) == [cast.staff["Samira"]]

    outbox.add_digest(cast.staff["Samira"], {"count": "3", "late": "1"}, NOON.date(), NOON)
    assert outbox.digest_readers(NOON.date()) == []
    assert outbox.state().waiting == 1
    assert outbox.digest_readers(NOON.date() + timedelta(days=1)) == [cast.staff["Samira"]]
    outbox.set_reads_digest(cast.staff["Samira"], wants=False)
    assert outbox.digest_readers(NOON.date() + timedelta(days=1)) == []
