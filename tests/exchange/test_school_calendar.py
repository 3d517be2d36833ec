"""A school's calendar file: which days it says something about, and what is no calendar at all."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import InputRefused
from exchange.school_calendar import SchoolCalendar, read_school_calendar

FROM = date(2026, 8, 1)


def event(*lines: str, name: str = "Studiedag") -> str:
    return "\r\n".join(["BEGIN:VEVENT", "UID:1", f"SUMMARY:{name}", *lines, "END:VEVENT", ""])


def calendar(*events: str) -> bytes:
    text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//School//NL\r\n"
    return (text + "".join(events) + "END:VCALENDAR\r\n").encode()


def read(*events: str) -> SchoolCalendar:
    return read_school_calendar(calendar(*events), FROM)


@pytest.mark.parametrize(
    ("lines", "first", "last"),
    [
        pytest.param(
            ["DTSTART;VALUE=DATE:20261219", "DTEND;VALUE=DATE:20270104"],
            date(2026, 12, 19),
            date(2027, 1, 3),
            id="the end is not part of it",
        ),
        pytest.param(
            ["DTSTART;VALUE=DATE:20261012"], date(2026, 10, 12), date(2026, 10, 12), id="no end"
        ),
        pytest.param(
            ["DTSTART;VALUE=DATE:20261012", "DTEND;VALUE=DATE:20261012"],
            date(2026, 10, 12),
            date(2026, 10, 12),
            id="an end on the same day",
        ),
        pytest.param(
            ["DTSTART;VALUE=DATE:20261012", "DURATION:P5D"],
            date(2026, 10, 12),
            date(2026, 10, 16),
            id="a duration",
        ),
        pytest.param(
            [
                "DTSTART;TZID=Europe/Amsterdam:20261012T000000",
                "DTEND;TZID=Europe/Amsterdam:20261017T000000",
            ],
            date(2026, 10, 12),
            date(2026, 10, 16),
            id="from midnight to midnight",
        ),
        pytest.param(
            ["DTSTART:20261011T220000Z", "DTEND:20261012T220000Z"],
            date(2026, 10, 12),
            date(2026, 10, 12),
            id="midnight at school in UTC",
        ),
        pytest.param(
            ["DTSTART:20261012T083000", "DTEND:20261012T163000"],
            date(2026, 10, 12),
            date(2026, 10, 12),
            id="a day at school without a zone",
        ),
        pytest.param(
            [
                "DTSTART;TZID=W. Europe Standard Time:20261012T080000",
                "DTEND;TZID=W. Europe Standard Time:20261013T170000",
            ],
            date(2026, 10, 12),
            date(2026, 10, 13),
            id="the zone as Outlook writes it",
        ),
    ],
)
def test_days_are_those_at_school(lines: list[str], first: date, last: date) -> None:
    assert read(event(*lines)).periods == ((first, last, "Studiedag"),)


def test_what_takes_less_than_a_day_at_school_stands_apart() -> None:
    found = read(event("DTSTART:20261012T140000", "DTEND:20261012T163000", name="Studiemiddag"))

    assert found.periods == ()
    assert found.parts == ((date(2026, 10, 12), date(2026, 10, 12), "Studiemiddag"),)


def test_what_comes_back_each_year_is_there_each_year_from_this_one_on() -> None:
    found = read(
        event(
            "DTSTART;VALUE=DATE:20240427",
            "RRULE:FREQ=YEARLY;UNTIL=20280427",
            "EXDATE;VALUE=DATE:20270427",
            name="Koningsdag",
        )
    )

    assert [first for first, _, _ in found.periods] == [date(2028, 4, 27)]


def test_another_way_of_coming_back_is_said_not_guessed() -> None:
    found = read(event("DTSTART;VALUE=DATE:20261009", "RRULE:FREQ=WEEKLY;COUNT=10", name="Vrij"))

    assert found.periods == ()
    assert found.not_read[0].startswith("“Vrij”: dit herhaalt zich")


def test_what_is_over_or_cancelled_is_left_out_and_what_is_twice_there_is_there_once() -> None:
    day = ["DTSTART;VALUE=DATE:20261012"]
    over = event("DTSTART;VALUE=DATE:20260612")
    found = read(event(*day), event(*day), over, event(*day, "STATUS:CANCELLED", name="Weg"))

    assert found.periods == ((date(2026, 10, 12), date(2026, 10, 12), "Studiedag"),)


def test_a_name_is_one_line_of_a_hundred_letters_at_most() -> None:
    found = read(event("DTSTART;VALUE=DATE:20261012", name=r"Studie\ndag\, " + "x" * 200))

    [(_, _, name)] = found.periods
    assert name.startswith("Studie dag, x")
    assert len(name) == 100


def test_one_broken_event_takes_no_other_along() -> None:
    good = event("DTSTART;VALUE=DATE:20261012")
    found = read(
        event("DTSTART:gisteren", name="Kapot"),
        event(name="Zonder dag"),
        event("DTSTART;VALUE=DATE:20260801", "DTEND;VALUE=DATE:20270731", name="Schooljaar"),
        good,
    )

    assert len(found.periods) == 1
    assert [line.split("”")[0] for line in found.not_read] == [
        "“Kapot",
        "“Schooljaar",
        "“Zonder dag",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "leeg", id="empty"),
        pytest.param(b"  \r\n ", "leeg", id="white space"),
        pytest.param(b"PK\x03\x04" + b"x" * 50, "zip-bestand", id="zip"),
        pytest.param(b"%PDF-1.7 ...", "pdf", id="pdf"),
        pytest.param(b"<!DOCTYPE html><html>", "webpagina", id="html"),
        pytest.param(b"naam;datum\r\nStudiedag;1-1-2027", "geen agendabestand", id="csv"),
        pytest.param(b"\x00\xff" * 500, "geen agendabestand", id="binary"),
        pytest.param(calendar() + b"x" * 10_000_000, "groter dan 2 MB", id="ten megabytes"),
        pytest.param(calendar("X-A:1\r\n" * 50_000), "meer dan", id="too many lines"),
        pytest.param(b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 4000, "meer dan", id="events"),
        pytest.param(calendar(), "geen enkele afspraak", id="no events"),
        pytest.param(b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", "beschadigd", id="broken"),
        pytest.param(calendar(event("DTSTART:20261012T0"))[:-40], "beschadigd", id="cut off"),
    ],
)
def test_what_is_no_calendar_of_a_school_gets_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        read_school_calendar(content, FROM)

    assert sentence in refusal.value.sentence


def test_letters_of_windows_and_a_byte_order_mark_are_read() -> None:
    file = calendar(event("DTSTART;VALUE=DATE:20261012", name="Dag vóór de toetsweek"))
    windows = file.decode().encode("cp1252")

    for content in (file, b"\xef\xbb\xbf" + file, windows):
        [(_, _, name)] = read_school_calendar(content, FROM).periods
        assert name == "Dag vóór de toetsweek"


@given(st.binary(max_size=300), st.integers(0, 200))
def test_a_damaged_file_is_read_or_refused_and_never_more(damage: bytes, at: int) -> None:
    whole = calendar(
        event("DTSTART;VALUE=DATE:20261012", "RRULE:FREQ=YEARLY"),
        event("DTSTART:20261012T083000", "DURATION:PT8H"),
    )
    content = whole[:at] + damage + whole[at + len(damage) :]

    try:
        found = read_school_calendar(content, FROM)
    except InputRefused:
        return
    assert all(first <= last for first, last, _ in (*found.periods, *found.parts))


@pytest.mark.parametrize("zone", ["A" * 100_000, "Europe", "../../etc", "/"])
def test_a_time_zone_that_is_none_breaks_nothing(zone: str) -> None:
    event = f"BEGIN:VEVENT\r\nDTSTART;TZID={zone}:20260901T000000\r\nSUMMARY:Vrij\r\nEND:VEVENT\r\n"
    content = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{event}END:VCALENDAR\r\n".encode()

    with suppress(InputRefused):
        read_school_calendar(content, date(2026, 8, 1))
