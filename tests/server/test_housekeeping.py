"""What happens while nobody waits: former staff are signed out, garbage goes."""

from typing import cast

from data.store import Store
from server.housekeeping import Activity, end_fallen
from server.sessions import Sessions
from tests.server import cast as people
from tests.server.cast import JOOST, SAMIRA, Clock


class Stopwatch:
    """Seconds that only go by when told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_an_account_that_ends_closes_the_screens_of_that_person_only(clock: Clock) -> None:
    sessions, store = Sessions(clock), people.Store()
    closed: list[str] = []
    _, hers = sessions.begin(SAMIRA)
    sessions.begin(JOOST)
    sessions.on_end(hers.public_id, lambda: closed.append("hers"))
    end_fallen(sessions, cast(Store, store))
    assert sessions.staff_ids() == {SAMIRA, JOOST}
    store.accounts.left.add(SAMIRA)
    end_fallen(sessions, cast(Store, store))
    assert sessions.staff_ids() == {JOOST}
    assert closed == ["hers"]


def test_garbage_goes_when_somebody_was_there_and_nobody_waits() -> None:
    watch = Stopwatch()
    activity = Activity(watch)
    assert not activity.is_time_to_collect()
    watch.seconds += 1
    activity.note()
    assert not activity.is_time_to_collect()
    watch.seconds += 2
    assert activity.is_time_to_collect()
    activity.collect()
    watch.seconds += 10
    assert not activity.is_time_to_collect()


def test_garbage_goes_in_the_end_even_when_visitors_never_pause() -> None:
    watch = Stopwatch()
    activity = Activity(watch)
    for _ in range(59):
        watch.seconds += 1
        activity.note()
    assert not activity.is_time_to_collect()
    watch.seconds += 1
    activity.note()
    assert activity.is_time_to_collect()
