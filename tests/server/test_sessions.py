"""Being signed in lasts as long as it should, and no longer."""

import pytest

from server.sessions import MOST_PER_PERSON, Sessions
from tests.server.cast import JOOST, SAMIRA, Clock


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    return Sessions(clock)


def test_an_unused_session_ends_after_half_an_hour(sessions: Sessions, clock: Clock) -> None:
    token, session = sessions.begin(SAMIRA)
    clock.later(minutes=29, seconds=59)
    assert sessions.find(token) == session
    clock.later(seconds=1)
    assert sessions.find(token) is None
    assert sessions.find_public(session.public_id) is None


def test_use_prolongs_a_session_and_looking_does_not(sessions: Sessions, clock: Clock) -> None:
    token, _ = sessions.begin(SAMIRA)
    clock.later(minutes=20)
    assert sessions.touch(token)
    clock.later(minutes=20)
    assert sessions.find(token)
    clock.later(minutes=10)
    assert sessions.find(token) is None


def test_even_a_busy_session_ends_after_twelve_hours(sessions: Sessions, clock: Clock) -> None:
    token, _ = sessions.begin(SAMIRA)
    for _ in range(12 * 3 - 1):
        clock.later(minutes=20)
        assert sessions.touch(token)
    clock.later(minutes=20)
    assert sessions.touch(token) is None


def test_the_oldest_session_of_a_person_ends_when_there_are_too_many(sessions: Sessions) -> None:
    tokens = [sessions.begin(SAMIRA)[0] for _ in range(MOST_PER_PERSON + 1)]
    other, _ = sessions.begin(JOOST)
    assert sessions.find(tokens[0]) is None
    assert all(sessions.find(token) for token in [*tokens[1:], other])


def test_all_screens_of_one_person_close_and_nobody_elses(sessions: Sessions) -> None:
    closed: list[str] = []
    _, hers = sessions.begin(SAMIRA)
    _, his = sessions.begin(JOOST)
    sessions.on_end(hers.public_id, lambda: closed.append("hers"))
    sessions.on_end(his.public_id, lambda: closed.append("his"))
    assert sessions.end_all(SAMIRA) == 1
    assert closed == ["hers"]
    assert sessions.staff_ids() == {JOOST}


def test_a_sweep_ends_what_nobody_looks_at(sessions: Sessions, clock: Clock) -> None:
    closed: list[str] = []
    _, session = sessions.begin(SAMIRA)
    sessions.on_end(session.public_id, lambda: closed.append("screen"))
    assert sessions.sweep() == 0
    clock.later(minutes=31)
    assert sessions.sweep() == 1
    assert closed == ["screen"]


def test_a_screen_that_is_gone_is_not_closed_again(sessions: Sessions) -> None:
    closed: list[str] = []
    token, session = sessions.begin(SAMIRA)

    def closer() -> None:
        closed.append("screen")

    sessions.on_end(session.public_id, closer)
    sessions.forget(session.public_id, closer)
    sessions.end(token)
    assert closed == []
    assert sessions.on_end(session.public_id, closer) is False


def test_what_pages_see_opens_nothing_and_the_secret_is_not_kept(sessions: Sessions) -> None:
    token, session = sessions.begin(SAMIRA)
    assert sessions.find(session.public_id) is None
    assert token not in repr(vars(sessions))
    assert session.public_id not in token


def test_the_time_left_counts_down_to_the_nearest_end(sessions: Sessions, clock: Clock) -> None:
    _, session = sessions.begin(SAMIRA)
    assert sessions.seconds_left(session) == 1800
    clock.later(minutes=29)
    assert sessions.seconds_left(session) == 60
