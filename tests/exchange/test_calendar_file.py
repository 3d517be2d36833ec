"""The file for calendar programs: on which day there is something to do, and nothing else."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from casework.cases.agenda import Urgency
from casework.desk import AgendaItem
from exchange.calendar import calendar_file

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SECRET = b"of this address"
CASE_ID = "0f0e0d0c-0000-4000-8000-000000000001"
TOLD = ("2026-044", "2B", CASE_ID, "serious", "Gesprek", "pest", "gepeste")


def item(due_on: date | None, late_by: int = 0, count: int = 1) -> AgendaItem:
    """A line that says a lot: label, class, step and title must not come through."""
    return AgendaItem(
        CASE_ID,
        "2026-044",
        ("2B",),
        Urgency.SERIOUS,
        "serious",
        "Gesprek met de gepeste leerling",
        due_on,
        late_by,
        count,
    )


def made(*items: AgendaItem, secret: bytes = SECRET, today: date = TODAY) -> bytes:
    return calendar_file(items, today=today, made_at=NOW, secret=secret)


def events(file: bytes) -> list[Event]:
    return list(Calendar.from_ical(file).walk("VEVENT"))


def name(event: Event) -> str:
    return str(event["uid"])


def test_a_planned_talk_stands_at_its_time_for_half_an_hour_and_says_no_more() -> None:
    planned = replace(item(date(2026, 11, 26)), is_planned=True, at="10:15")
    [event] = events(made(planned))
    # Winter time in Amsterdam is an hour ahead of UTC.
    assert event["dtstart"].dt == datetime(2026, 11, 26, 9, 15, tzinfo=UTC)
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=30)
    assert str(event["summary"]) == "Afspraak op school"
    assert str(event["transp"]) == "OPAQUE"
    text = without_names(made(planned).decode())
    assert not [word for word in TOLD if word in text]


def without_names(text: str) -> str:
    """The file without the hashes by which events are known, where any letters may stand."""
    assert CASE_ID not in text
    return re.sub(r"UID:[0-9a-f]{32}@handelingskaart\r\n", "", text)


def test_a_task_stands_as_a_whole_day_on_its_due_date() -> None:
    [event] = events(made(item(date(2026, 11, 26))))
    assert event["dtstart"].dt == date(2026, 11, 26)
    assert event["dtend"].dt == date(2026, 11, 27)
    assert str(event["summary"]) == "Taak op school"
    assert str(event["description"]) == "Kijk in de Handelingskaart bij Vandaag."
    assert event["dtstamp"].dt == NOW


def test_a_late_task_stands_on_today_and_says_so() -> None:
    [event] = events(made(item(date(2026, 11, 17), late_by=4)))
    assert event["dtstart"].dt == TODAY
    assert str(event["summary"]) == "Taak op school (te laat)"


def test_what_was_due_before_the_weekend_and_is_not_late_yet_keeps_its_day() -> None:
    saturday = date(2026, 11, 21)
    [event] = events(made(item(date(2026, 11, 20)), today=saturday))
    assert event["dtstart"].dt == date(2026, 11, 20)


def test_a_line_without_a_due_date_is_not_in_the_calendar() -> None:
    assert events(made(item(None), item(TODAY))) == events(made(item(TODAY)))


def test_a_line_about_several_pupils_is_one_task() -> None:
    assert made(item(TODAY, count=3)) == made(item(TODAY))


def test_an_empty_agenda_is_a_calendar_without_events() -> None:
    calendar = Calendar.from_ical(made())
    assert (str(calendar["version"]), calendar.walk("VEVENT")) == ("2.0", [])
    assert b"PRODID:-//Handelingskaart//" in made()


def test_nothing_of_the_case_the_class_the_pupil_or_the_step_is_in_the_file() -> None:
    text = without_names(made(item(TODAY), item(date(2026, 11, 17), late_by=4)).decode())
    assert [word for word in TOLD if word.lower() in text.lower()] == []


def test_colleagues_see_a_private_event_in_a_free_day() -> None:
    [event] = events(made(item(TODAY)))
    assert (str(event["class"]), str(event["transp"])) == ("PRIVATE", "TRANSPARENT")


def test_the_file_asks_to_be_fetched_again_every_hour_and_is_no_invitation() -> None:
    lines = made().decode().split("\r\n")
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert "X-PUBLISHED-TTL:PT1H" in lines
    assert not any(line.startswith("METHOD") for line in lines)


def test_a_task_keeps_its_name_when_it_becomes_late() -> None:
    [before] = events(made(item(TODAY)))
    [after] = events(made(item(TODAY, late_by=1), today=TODAY + timedelta(days=1)))
    assert name(before) == name(after)
    assert before["dtstart"].dt != after["dtstart"].dt


def test_with_another_secret_the_names_are_others() -> None:
    assert {name(e) for e in events(made(item(TODAY)))}.isdisjoint(
        name(e) for e in events(made(item(TODAY), secret=b"of another address"))
    )


def test_two_tasks_of_one_day_cannot_be_told_apart_but_have_names_of_their_own() -> None:
    one, other = events(made(item(TODAY), item(TODAY)))
    assert name(one) != name(other)
    assert {key: str(v) for key, v in one.items() if key != "UID"} == {
        key: str(v) for key, v in other.items() if key != "UID"
    }


DAYS = st.dates(date(2026, 8, 1), date(2027, 7, 31))
ITEMS = st.lists(st.builds(item, st.none() | DAYS, st.integers(0, 40), st.integers(1, 5)))


@given(ITEMS, DAYS)
def test_every_line_with_a_due_date_is_there_once_on_the_day_it_belongs(
    items: list[AgendaItem], today: date
) -> None:
    all_events = events(made(*items, today=today))
    expected = Counter(
        (today if i.late_by else i.due_on, bool(i.late_by)) for i in items if i.due_on
    )
    assert (
        Counter((e["dtstart"].dt, "te laat" in str(e["summary"])) for e in all_events) == expected
    )
    assert len({name(e) for e in all_events}) == len(all_events)


def test_a_calendar_without_tasks_is_valid_by_its_time_zone() -> None:
    """RFC 5545, 3.6: a calendar has at least one component; a time zone is one."""
    calendar = Calendar.from_ical(made())
    [zone] = calendar.walk("VTIMEZONE")

    assert str(zone["tzid"]) == "Europe/Amsterdam"
    clock = zone.to_tz(lookup_tzid=False)
    winter, summer = datetime(2026, 12, 1, 12, tzinfo=clock), datetime(2026, 7, 1, 12, tzinfo=clock)
    assert (winter.utcoffset(), summer.utcoffset()) == (timedelta(hours=1), timedelta(hours=2))
    # The last Sundays of March and October 2026.
    assert datetime(2026, 3, 29, 4, tzinfo=clock).utcoffset() == timedelta(hours=2)
    assert datetime(2026, 10, 25, 4, tzinfo=clock).utcoffset() == timedelta(hours=1)


def version(file: bytes) -> tuple[int, datetime]:
    [event] = events(file)
    return int(event["sequence"]), event["last-modified"].dt


def test_a_changed_task_keeps_its_name_and_has_a_higher_sequence_and_a_later_change() -> None:
    first_at = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    first = replace(item(date(2026, 11, 26)), changes=7, changed_at=first_at)
    moved_at = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
    moved = replace(item(date(2026, 12, 1)), changes=9, changed_at=moved_at)

    assert name(events(made(first))[0]) == name(events(made(moved))[0])
    assert version(made(first)) == (7000, first_at)
    assert version(made(moved)) == (9000, moved_at)


def test_each_day_that_a_task_is_late_is_a_change_and_what_is_recorded_then_is_another() -> None:
    at = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    late = replace(item(date(2026, 11, 17), late_by=4), changes=7, changed_at=at)
    moved = replace(item(date(2026, 12, 1)), changes=8, changed_at=NOW)

    # Six days after Tuesday 17 November; since midnight in Amsterdam it stands on another day.
    assert version(made(late)) == (7006, datetime(2026, 11, 22, 23, 0, tzinfo=UTC))
    assert version(made(moved)) > version(made(late))


def test_no_version_is_of_later_than_the_file_itself() -> None:
    ahead = replace(item(TODAY), changes=1, changed_at=NOW + timedelta(minutes=1))

    assert version(made(ahead))[1] == NOW


def test_a_late_step_with_a_talk_planned_stands_at_the_time_of_that_talk() -> None:
    planned = replace(item(date(2026, 11, 26), late_by=3), is_planned=True, at="10:15")
    [event] = events(made(planned))

    assert event["dtstart"].dt == datetime(2026, 11, 26, 9, 15, tzinfo=UTC)


def test_what_is_due_on_a_day_off_stands_on_the_last_working_day_before_it() -> None:
    friday, thursday = date(2026, 11, 27), date(2026, 11, 26)
    [event] = events(made(replace(item(friday), work_by=thursday, day_off="vrijdag werk je niet")))

    assert event["dtstart"].dt == thursday
    assert "vrijdag" not in str(event["summary"])


@given(ITEMS, st.randoms())
def test_the_same_lines_in_any_order_give_the_same_file(
    items: list[AgendaItem], chance: object
) -> None:
    mixed = list(items)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert made(*mixed) == made(*items)


@given(ITEMS)
def test_every_line_of_the_file_ends_and_folds_as_the_standard_asks(
    items: list[AgendaItem],
) -> None:
    file = made(*items)
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
