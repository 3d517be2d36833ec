"""The rules for unusual reading, on numbers by hand; and that nothing usual is named."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from casework.read_log import ReadAct, ReadEvent
from casework.unusual_reading import LIMITS, Sign, UnusualReading, unusual_reading

MONDAY = date(2026, 11, 16)
ROLES = {"samira": {"mentor"}, "joris": {"mentor"}, "anneke": {"support_team"}}


def read(
    who: str,
    count: int,
    *,
    day: date = MONDAY,
    hour: int = 12,
    act: ReadAct = ReadAct.OPENED,
    has_reason: bool = False,
    first: int = 0,
) -> list[ReadEvent]:
    """So many different cases, at this hour (UTC) of the day."""
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return [ReadEvent(who, at, f"case {first + n}", act, has_reason) for n in range(count)]


def signs(events: Sequence[ReadEvent]) -> list[tuple[Sign, str, int]]:
    found = unusual_reading(events, ROLES, lambda day: day.weekday() < 5)
    return [(one.sign, one.staff_id or one.subject_id, one.count) for one in found]


def test_an_ordinary_week_names_nobody() -> None:
    week = [MONDAY + timedelta(days=n) for n in range(5)]
    events = [event for day in week for who in ROLES for event in read(who, 6, day=day)]
    assert signs(events) == []


def test_many_cases_is_three_times_the_own_days_and_those_of_colleagues() -> None:
    usual = [e for n in (3, 4, 5) for e in read("samira", 4, day=MONDAY - timedelta(days=n))]
    assert signs([*usual, *read("samira", 12)]) == [(Sign.MANY_CASES, "samira", 12)]
    assert signs([*usual, *read("samira", 11)]) == []
    colleagues = [e for n in range(5) for e in read("joris", 5, day=MONDAY - timedelta(days=n))]
    assert signs([*usual, *read("samira", 12), *colleagues]) == []
    [one] = unusual_reading([*usual, *read("samira", 13)], ROLES, lambda _: True)
    assert (one.usual, one.peers, one.day) == (4.0, 0.0, MONDAY)


def test_the_second_day_of_much_reading_does_not_make_the_first_one_usual() -> None:
    days = [MONDAY + timedelta(days=n) for n in range(3)]
    for count in (1, 2, 3):
        events = [event for day in days[:count] for event in read("samira", 30, day=day)]
        assert signs(events) == [(Sign.MANY_CASES, "samira", 30)] * count


def test_what_is_said_of_a_day_stays_however_much_is_read_after_it() -> None:
    usual = [e for n in range(3, 8) for e in read("samira", 3, day=MONDAY - timedelta(days=n))]
    much = [e for n in range(12) for e in read("samira", 20, day=MONDAY + timedelta(days=n))]
    days = {one.day for one in unusual_reading([*usual, *much], ROLES, lambda _: True)}
    assert MONDAY in days


def test_who_reads_much_every_week_is_not_named_for_it_again_and_again() -> None:
    """A leerlingcoördinator of two days a week, with fifteen cases on each of them."""
    weeks = [MONDAY + timedelta(days=7 * week + day) for week in range(6) for day in (0, 3)]
    events = [event for day in weeks for event in read("anneke", 15, day=day)]
    found = unusual_reading(events, ROLES, lambda day: day.weekday() < 5)
    assert {one.day for one in found} <= set(weeks[: LIMITS.known_after])


def test_a_year_of_ordinary_reading_names_hardly_anybody() -> None:
    """Forty mentors who read some cases on most days, and a team that reads more on Thursdays."""
    chance = Random(7)
    roles = {**{f"m{n}": {"mentor"} for n in range(40)}, **{f"t{n}": {"support"} for n in range(4)}}
    events = []
    for day in (date(2026, 8, 31) + timedelta(days=n) for n in range(280)):
        if day.weekday() > 4:
            continue
        for who in roles:
            most = 9 if who.startswith("t") and day.weekday() == 3 else 5
            cases = chance.sample(range(400), chance.randint(0, most))
            at = datetime(day.year, day.month, day.day, chance.randint(7, 16), tzinfo=UTC)
            events += [ReadEvent(who, at, f"case {n}", ReadAct.OPENED, False) for n in cases]
    assert unusual_reading(events, roles, lambda day: day.weekday() < 5) == []


def test_the_same_case_again_and_again_is_one_case() -> None:
    assert signs(read("samira", 1) * 40) == []


@pytest.mark.parametrize(
    ("hour", "is_night"),
    [(21, False), (22, True), (4, True), (5, False)],
    ids=["22 uur", "23 uur", "5 uur", "6 uur"],
)
def test_the_night_is_that_of_the_school(hour: int, is_night: bool) -> None:
    """UTC is an hour behind in November."""
    events = read("samira", LIMITS.at_night, hour=hour)
    assert (Sign.AT_NIGHT in [sign for sign, _, _ in signs(events)]) is is_night


def test_a_free_day_a_reason_a_search_and_a_file_each_have_their_count() -> None:
    saturday = MONDAY + timedelta(days=5)
    assert signs(read("samira", 6, day=saturday)) == [(Sign.ON_FREE_DAY, "samira", 6)]
    assert signs(read("samira", 5, day=saturday)) == []
    reasons = [
        e
        for n in range(3)
        for e in read("anneke", 1, day=MONDAY + timedelta(days=n), has_reason=True, first=n)
    ]
    assert signs(reasons) == [(Sign.WITH_REASON, "anneke", 3)]
    assert signs(reasons[1:]) == []
    searches = read("samira", 1, act=ReadAct.SEARCHED) * 20
    assert signs(searches) == [(Sign.MANY_SEARCHES, "samira", 20)]
    files = read("samira", 8, act=ReadAct.EXPORTED)
    assert signs(files) == [(Sign.MANY_FILES, "samira", 8)]


def test_one_case_that_many_people_open_in_a_week_is_named_once() -> None:
    people = [e for n in range(8) for e in read(f"p{n}", 1, day=MONDAY + timedelta(days=n % 5))]
    assert signs(people) == [(Sign.MANY_READERS, "case 0", 8)]
    assert signs(people[1:]) == []


def test_what_was_seen_beside_something_else_is_no_reading() -> None:
    assert signs(read("samira", 50, act=ReadAct.SEEN, hour=2)) == []


def test_a_finding_is_known_again_by_ids_alone() -> None:
    one = UnusualReading(Sign.AT_NIGHT, MONDAY, 4, "samira")
    assert one.key == "at_night:samira:2026-11-16"
