"""A signal: what its entries add up to, for whom it is, and what is refused."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from casework import entries as kinds
from casework.card.model import packaged_card
from casework.entries import Entry, Payload
from casework.errors import InputRefused, StaffMemberInvolved
from casework.people import Home, PersonName, Reach
from casework.records import Pupil, SchoolClass, SchoolYear
from casework.signals.signal import (
    NewSignal,
    Signal,
    SignalState,
    addressed,
    check_signal,
    sent_entries,
)
from tests.histories import CLASS_2B, DAAN, HOME, NOOR, SAMIRA, SCHOOL_DAYS, TEAM

MONDAY = date(2026, 11, 2)
FRIDAY, NEXT_MONDAY = date(2026, 11, 6), date(2026, 11, 9)
DIRK = "88888888-8888-4888-8888-888888888888"
SIGNAL_ID = "77777777-7777-4777-8777-777777777777"
CASE_ID = "66666666-6666-4666-8666-666666666666"


def entry(
    number: int, payload: Payload, day: date = MONDAY, by: str = DIRK, pupil: str = ""
) -> Entry:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Entry(SIGNAL_ID, number, payload, day, at, by, 1, pupil_id=pupil)


SENT = entry(1, kinds.SignalSent(what="Er werd geduwd.", class_id=CLASS_2B, year_group=2))
NAMED = entry(2, kinds.SignalPupil(), pupil=NOOR)


def folded(*entries: Entry, today: date = MONDAY) -> Signal:
    return Signal.from_entries(entries, packaged_card(), SCHOOL_DAYS, today)


# --- what the entries add up to -------------------------------------------------------------------


def test_a_signal_waits_until_somebody_settles_it() -> None:
    signal = folded(SENT, NAMED)

    assert (signal.state, signal.is_waiting) == (SignalState.WAITING, True)
    assert (signal.sent_by, signal.sent_on) == (DIRK, MONDAY)
    assert signal.roles == {NOOR: ""}
    assert signal.sent.what == "Er werd geduwd."
    assert (signal.settled_on, signal.case_id, signal.last_number) == (None, "", 2)


def test_it_has_two_school_days_whatever_the_order_of_its_entries() -> None:
    on_friday = entry(1, SENT.payload, FRIDAY)
    signal = folded(NAMED, on_friday, today=NEXT_MONDAY)

    assert signal.due_on == date(2026, 11, 10)
    assert not signal.is_late


@pytest.mark.parametrize(("days", "late_by"), [(0, 0), (2, 0), (3, 1), (4, 2), (5, 2), (7, 3)])
def test_it_is_late_after_the_days_of_its_card_and_counts_school_days(
    days: int, late_by: int
) -> None:
    signal = folded(SENT, today=MONDAY + timedelta(days=days))

    assert (signal.late_by, signal.is_late) == (late_by, late_by > 0)


def test_taken_up_it_names_its_case_and_how_late_it_was_stays() -> None:
    taken = entry(3, kinds.SignalTaken(case_id=CASE_ID, is_joined=True), FRIDAY, SAMIRA)
    signal = folded(SENT, NAMED, taken, today=date(2026, 12, 1))

    assert signal.state is SignalState.TAKEN
    assert (signal.case_id, signal.is_joined) == (CASE_ID, True)
    assert (signal.settled_on, signal.settled_by, signal.late_by) == (FRIDAY, SAMIRA, 2)


def test_set_aside_it_has_no_case() -> None:
    aside = entry(3, kinds.SignalSetAside(reason="Was een spel."), MONDAY, SAMIRA)
    signal = folded(SENT, NAMED, aside, today=date(2026, 12, 1))

    assert (signal.state, signal.case_id) == (SignalState.SET_ASIDE, "")
    assert not signal.is_late


def test_it_counts_where_its_pupils_are_today_before_the_class_that_was_chosen() -> None:
    moved = Home("2C", 2, TEAM)

    assert folded(SENT, NAMED).places({NOOR: moved}) == [moved]
    assert folded(SENT, NAMED).places({}) == [Home(CLASS_2B, 2, "")]
    assert folded(entry(1, kinds.SignalSent(what="Iets."))).places({}) == []


# --- for whom it is -------------------------------------------------------------------------------

IN_2B, IN_2C, IN_4V1 = HOME, Home("2C", 2, TEAM), Home("4V1", 4, "bovenbouw")
POSTS = Reach(frozenset({CLASS_2B, "4V1"}), frozenset({2, 3}), frozenset({TEAM, "bovenbouw"}))


def to(classes: Sequence[str] = (), years: Sequence[int] = (), teams: Sequence[str] = ()) -> Reach:
    return Reach(frozenset(classes), frozenset(years), frozenset(teams))


@pytest.mark.parametrize(
    ("places", "is_late", "expected"),
    [
        ([IN_2B], False, to([CLASS_2B])),
        ([IN_2B, IN_4V1], False, to([CLASS_2B, "4V1"])),
        ([IN_2B, IN_2C], False, to([CLASS_2B], [2])),
        ([IN_2C], False, to(years=[2])),
        ([IN_2B], True, to([CLASS_2B], [2])),
        ([IN_4V1], True, to(["4V1"], teams=["bovenbouw"])),
        ([IN_2C], True, to(years=[2])),
        ([Home("1A", 1, TEAM)], False, to(teams=[TEAM])),
        ([Home("1A", 1, "nobody")], False, to(years=[2, 3])),
        ([], False, to(years=[2, 3])),
        ([], True, to(years=[2, 3])),
    ],
)
def test_a_signal_is_for_the_mentors_or_else_for_who_stands_behind_them(
    places: list[Home], is_late: bool, expected: Reach
) -> None:
    assert addressed(places, POSTS, is_late=is_late) == expected


def test_a_school_without_coordinators_sends_it_to_the_team_leaders() -> None:
    posts = Reach(teams=frozenset({TEAM, "bovenbouw"}))

    assert addressed([], posts, is_late=False) == posts
    assert addressed([IN_2B], posts, is_late=False) == to(teams=[TEAM])


def test_a_school_with_nobody_has_nobody_to_send_it_to() -> None:
    assert addressed([IN_2B], Reach(), is_late=True) == Reach()


# --- what is refused ------------------------------------------------------------------------------

YEAR = SchoolYear("2026-2027", date(2026, 8, 1), date(2027, 7, 31))
CLASSES = [SchoolClass(CLASS_2B, "2B", 2, TEAM, "onderbouw", "2026-2027")]
HERE = {NOOR: Pupil(NOOR, PersonName("Noor", "Visser"), CLASS_2B, "2B")}


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": " \n "}, "what"),
        ({"class_id": "een andere klas"}, "classes"),
        ({"pupils": (DAAN,)}, "pupils"),
        ({"incident_on": MONDAY + timedelta(days=1)}, "incident_on"),
        ({"incident_on": date(2026, 7, 31)}, "incident_on"),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(answers: dict[str, object], field: str) -> None:
    signal = NewSignal.model_validate({"what": "Iets.", **answers})

    with pytest.raises(InputRefused) as refusal:
        check_signal(signal, HERE, CLASSES, [YEAR], MONDAY)

    assert refusal.value.field == field


def test_a_pupil_who_left_is_refused_with_the_day() -> None:
    left = {NOOR: Pupil(NOOR, PersonName("Noor", "Visser"), CLASS_2B, "2B", date(2026, 10, 30))}

    with pytest.raises(InputRefused, match="30-10-2026"):
        check_signal(NewSignal(what="Iets.", pupils=(NOOR,)), left, CLASSES, [YEAR], MONDAY)


def test_a_member_of_staff_is_another_route() -> None:
    with pytest.raises(StaffMemberInvolved):
        check_signal(NewSignal(staff_member_involved=True), {}, CLASSES, [YEAR], MONDAY)


def test_words_alone_are_enough() -> None:
    check_signal(NewSignal(what="Iets."), {}, CLASSES, [YEAR], MONDAY)


def test_a_pupil_named_twice_is_in_it_once_and_gets_no_part() -> None:
    signal = NewSignal(what="Iets.", pupils=(NOOR, NOOR))
    new = sent_entries({"what": "Iets."}, signal.roles, HOME, packaged_card(), MONDAY)

    assert [one.kind for one in new] == ["signal_sent", "signal_pupil"]
    other = new[0].payload
    assert isinstance(other, kinds.SignalSent)
    assert (other.class_id, other.year_group, other.team_id) == (CLASS_2B, 2, TEAM)


def test_a_place_that_the_card_does_not_know_is_refused() -> None:
    with pytest.raises(InputRefused):
        sent_entries({"what": "Iets.", "places": ["maan"]}, {}, None, packaged_card(), MONDAY)
