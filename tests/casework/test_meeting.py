"""A meeting is what its entries add up to; its letters are one for one, and of it alone."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import entries as kinds
from casework.entries import Entry, Payload
from casework.meetings.meeting import Meeting, MeetingState
from casework.words import letter

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MEETING = str(uuid4())
SECRET = "een geheim van dit overleg"
ids = st.uuids(version=4).map(str)


def entries_of(*said: Payload | tuple[Payload, str], secret: str = SECRET) -> list[Entry]:
    """A meeting with these entries, a minute apart, after the one that started it."""
    whole = [kinds.MeetingStarted(secret=secret), *said]
    return [
        Entry(
            subject_id=MEETING,
            number=number,
            payload=one[0] if isinstance(one, tuple) else one,
            happened_on=DAY,
            recorded_at=NOON + timedelta(minutes=number),
            recorded_by="anneke",
            card_version=1,
            pupil_id=one[1] if isinstance(one, tuple) else "",
        )
        for number, one in enumerate(whole, start=1)
    ]


def batches(*groups: list[str]) -> list[tuple[Payload, str]]:
    return [
        (kinds.MeetingPupil(batch=number), pupil)
        for number, group in enumerate(groups, start=1)
        for pupil in sorted(group)
    ]


def letters(*groups: list[str], secret: str = SECRET) -> dict[str, str]:
    return dict(Meeting.from_entries(entries_of(*batches(*groups), secret=secret)).letters)


AGENDA = kinds.MeetingAgenda(cases=["a", "b", "c"], labels=["2026-001", "2026-002", "2026-003"])


# --- letters --------------------------------------------------------------------------------------


@given(st.lists(ids, unique=True, max_size=40))
def test_every_pupil_has_one_letter_and_every_letter_one_pupil(pupils: list[str]) -> None:
    found = letters(pupils)
    assert set(found) == set(pupils)
    assert set(found.values()) == {f"leerling {letter(n)}" for n in range(len(pupils))}


@given(st.lists(ids, unique=True, min_size=1, max_size=20), st.randoms())
def test_a_letter_stays_whoever_comes_later(pupils: list[str], chance: object) -> None:
    cut = len(pupils) // 2 + 1
    first, second = pupils[:cut], pupils[cut:]
    assert letters(first).items() <= letters(first, second).items()
    assert letters(first, second) == letters(first, [*second, *first[:1]])


def test_two_meetings_about_the_same_pupils_have_other_letters() -> None:
    """Fixed ids and secrets: a hash gives the same answer on every machine."""
    pupils = [str(UUID(int=number, version=4)) for number in range(12)]
    orders = {tuple(letters(pupils, secret=f"geheim {n}").items()) for n in range(20)}
    assert len(orders) == 20


def test_the_letters_do_not_follow_the_order_of_the_ids() -> None:
    """Over 200 secrets each of four pupils is A about as often: 50, give or take four sigma."""
    pupils = [str(UUID(int=number, version=4)) for number in range(4)]
    first = [letters(pupils, secret=f"geheim {n}") for n in range(200)]
    for pupil in pupils:
        count = sum(found[pupil] == "leerling A" for found in first)
        assert 25 <= count <= 75


def test_without_the_secret_nobody_has_a_letter() -> None:
    erased = entries_of(*batches(["x", "y"]))
    erased[0] = Entry(**{**vars(erased[0]), "payload": kinds.MeetingStarted(secret="")})
    assert Meeting.from_entries(erased).letters == {}


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA")]
)
def test_after_z_comes_aa(place: int, name: str) -> None:
    assert letter(place) == name


# --- what the entries add up to -------------------------------------------------------------------


def said() -> st.SearchStrategy[Payload | tuple[Payload, str]]:
    case = st.sampled_from(["a", "b", "c"])
    return st.one_of(
        st.builds(kinds.MeetingTurned, case_id=case),
        st.just(kinds.MeetingPaused()),
        st.just(kinds.MeetingClosed()),
        st.builds(kinds.MeetingDecided, case_id=case, number=st.integers(1, 5)),
        st.just(AGENDA),
        st.tuples(st.builds(kinds.MeetingPupil, batch=st.integers(1, 3)), ids),
    )


@settings(max_examples=60)
@given(st.lists(said(), max_size=12), st.randoms())
def test_a_meeting_is_the_same_in_whatever_order_its_entries_come(
    more: list[Payload | tuple[Payload, str]], chance: object
) -> None:
    entries = entries_of(AGENDA, *more)
    shuffled = list(entries)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Meeting.from_entries(shuffled) == Meeting.from_entries(entries)


@settings(max_examples=60)
@given(st.lists(said(), max_size=12), st.integers(0, 600))
def test_the_times_of_the_cases_add_up_to_the_time_of_the_meeting(
    more: list[Payload | tuple[Payload, str]], minutes: int
) -> None:
    meeting = Meeting.from_entries(entries_of(AGENDA, *more))
    now = NOON + timedelta(minutes=len(more) + 2 + minutes)
    each = [meeting.spent(now, case) for case in ("a", "b", "c")]
    assert sum(each, timedelta()) == meeting.spent(now)
    assert all(spent >= timedelta() for spent in each)
    assert meeting.spent(now) <= now - NOON


def test_a_meeting_begins_at_the_first_case_and_waits_to_be_begun() -> None:
    meeting = Meeting.from_entries(entries_of(AGENDA))
    assert (meeting.state, meeting.place) == (MeetingState.PLANNED, "a")
    assert meeting.spent(NOON + timedelta(hours=1)) == timedelta()
    assert not meeting.is_interrupted(NOON + timedelta(days=1))


def test_a_pause_keeps_the_place_and_a_turn_ends_it() -> None:
    turned, paused = kinds.MeetingTurned(case_id="b"), kinds.MeetingPaused()
    meeting = Meeting.from_entries(entries_of(AGENDA, turned, paused))
    assert (meeting.state, meeting.place) == (MeetingState.PAUSED, "b")
    again = Meeting.from_entries(entries_of(AGENDA, turned, paused, turned))
    assert again.state is MeetingState.RUNNING


def test_a_case_that_is_taken_off_gives_way_to_an_earlier_one() -> None:
    shorter = kinds.MeetingAgenda(cases=["a", "c"], labels=["2026-001", "2026-003"])
    turns = [kinds.MeetingTurned(case_id=case) for case in ("c", "b")]
    meeting = Meeting.from_entries(entries_of(AGENDA, *turns, shorter))
    assert meeting.place == "c"
    assert [meeting.neighbour(-1), meeting.neighbour(1)] == [meeting.agenda[0], None]


def test_a_clock_that_was_left_running_stands_still_at_midnight_at_school() -> None:
    """23:30 at school is 22:30 UTC in winter; half an hour later it is another day."""
    turned = kinds.MeetingTurned(case_id="a")
    entries = entries_of(AGENDA, turned)
    late = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    entries[-1] = Entry(**{**vars(entries[-1]), "recorded_at": late})
    meeting = Meeting.from_entries(entries)
    before, after = late + timedelta(minutes=29), late + timedelta(minutes=31)
    assert meeting.spent(before) == timedelta(minutes=29)
    assert meeting.spent(after) == timedelta()
    assert not meeting.is_interrupted(before)
    assert meeting.is_interrupted(after)


def test_another_subject_is_no_meeting() -> None:
    with pytest.raises(ValueError, match="begins with"):
        Meeting.from_entries(entries_of(AGENDA)[1:])
