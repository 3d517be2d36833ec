"""A school's own calendar file (ICS, RFC 5545), read: on which days there is what, and no more.

Nothing of the file is kept; what became free days is chosen by a person. Hostile or broken files
are refused with a sentence, and what cannot be read of a good one is listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from icalendar import Calendar, Event
from icalendar.error import IncompleteComponent, InvalidCalendar

from casework.entries import one_line
from casework.errors import InputRefused
from casework.free_periods import LONGEST, LONGEST_NAME, FreePeriod
from exchange.calendar_zone import AT_SCHOOL

MOST_BYTES = 2_000_000
MOST_EVENTS = 3_000
MOST_LINES = 40_000
MOST_YEARS = 6
MOST_NOT_READ = 20
# A time zone is looked up as a file: with a name that cannot be one that is an OSError.
NOT_READABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, OSError)
SCHOOL_DAY = timedelta(hours=6)
ONE_DAY = timedelta(days=1)
NO_NAME = "Zonder naam"

DAMAGED = (
    "Dit agendabestand is beschadigd of niet heel. Download het opnieuw en probeer het nog eens."
)
ZIP, PDF, PAGE = (b"PK\x03\x04", b"PK\x05\x06"), b"%PDF", (b"<!doc", b"<html", b"<?xml")


@dataclass(frozen=True)
class SchoolCalendar:
    """What a calendar file says: what takes whole days, what takes a part of one, what is unclear.

    `parts` are shorter than a day at school; `not_read` are sentences, each about one event.
    """

    periods: tuple[FreePeriod, ...]
    parts: tuple[FreePeriod, ...]
    not_read: tuple[str, ...]


def read_school_calendar(content: bytes, from_day: date) -> SchoolCalendar:
    """The events of a calendar file that end on `from_day` or later.

    InputRefused, with what to do, for a file that is no calendar, is broken or is far too large.
    """
    _check_kind(content)
    periods: set[FreePeriod] = set()
    parts: set[FreePeriod] = set()
    not_read: list[str] = []
    for event in _events(content):
        try:
            for first, last, name, is_whole in _occurrences(event, from_day):
                (periods if is_whole else parts).add((first, last, name))
        except NOT_READABLE as fault:
            why = str(fault) if isinstance(fault, NotUnderstood) else BROKEN
            not_read.append(f"“{_name(event)}”: {why}")
    return SchoolCalendar(
        tuple(sorted(periods)), tuple(sorted(parts)), tuple(sorted(set(not_read))[:MOST_NOT_READ])
    )


class NotUnderstood(ValueError):
    """What an event says that this program does not read; in Dutch."""


BROKEN = "de datum is niet te lezen. Voeg deze dagen zelf toe."
REPEATED = "dit herhaalt zich op een manier die dit programma niet leest. Voeg deze dagen zelf toe."
TOO_LONG = f"dit duurt langer dan {LONGEST} dagen. Voeg zelf toe wat vrij is."


def _check_kind(content: bytes) -> None:
    start = content.lstrip()[:200].lower()
    if not start:
        raise InputRefused("Dit bestand is leeg. Kies het agendabestand (.ics) van de school.")
    if len(content) > MOST_BYTES:
        raise InputRefused(
            "Dit bestand is groter dan 2 MB. Exporteer alleen de jaaragenda van dit schooljaar."
        )
    if content.startswith(ZIP):
        raise InputRefused(
            "Dit is een zip-bestand. Pak het uit en kies het .ics-bestand dat erin zit."
        )
    if content.startswith(PDF):
        raise InputRefused(
            "Dit is een pdf. Exporteer de jaaragenda als .ics, of typ of plak de vrije dagen."
        )
    if start.startswith(PAGE):
        raise InputRefused(
            "Dit is een webpagina en geen agendabestand. Zoek op de site van de school naar "
            "“exporteren”, “abonneren” of “ics”, en kies het bestand dat je dan krijgt."
        )
    if b"begin:vcalendar" not in content[:4000].lower():
        raise InputRefused("Dit is geen agendabestand. Kies een bestand dat eindigt op .ics.")


def _events(content: bytes) -> list[Event]:
    count = content.upper().count(b"BEGIN:VEVENT")
    if count > MOST_EVENTS or content.count(b"\n") > MOST_LINES:
        raise InputRefused(
            f"In dit bestand staan meer dan {MOST_EVENTS} afspraken of {MOST_LINES} regels. "
            "Exporteer alleen de jaaragenda van de school, zonder roosters."
        )
    if not _is_whole(content):
        raise InputRefused(DAMAGED)
    try:
        calendars = Calendar.from_ical(_text(content), multiple=True)
    except (*NOT_READABLE, IndexError, RecursionError):
        raise InputRefused(DAMAGED) from None
    components = [one for calendar in calendars for one in calendar.walk("VEVENT")]
    events = [component for component in components if isinstance(component, Event)]
    if not events:
        raise InputRefused("In dit agendabestand staat geen enkele afspraak.")
    return events


def _is_whole(content: bytes) -> bool:
    """Whether everything that begins ends: a download that was cut off would lose events."""
    marks = content.upper()
    return all(
        marks.count(b"BEGIN:" + part) == marks.count(b"END:" + part)
        for part in (b"VCALENDAR", b"VEVENT")
    )


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _name(event: Event) -> str:
    return one_line(str(event.get("summary", "")))[:LONGEST_NAME] or NO_NAME


def _occurrences(event: Event, from_day: date) -> Iterator[tuple[date, date, str, bool]]:
    """First day, last day, name, and whether it takes the whole day at school."""
    if str(event.get("status", "")).upper() == "CANCELLED":
        return
    first, last, is_whole = _days(event)
    if (last - first).days > LONGEST:
        raise NotUnderstood(TOO_LONG)
    for years in _repeated(event, first, from_day):
        begins = _years_later(first, years)
        ends = begins + (last - first)
        if ends >= from_day and begins not in _excepted(event):
            yield begins, ends, _name(event), is_whole


def _days(event: Event) -> tuple[date, date, bool]:
    """The days that an event touches; the end is not part of it (RFC 5545, 3.6.1)."""
    try:
        start, end = event.start, event.end
    except (IncompleteComponent, InvalidCalendar) as fault:
        raise NotUnderstood(BROKEN) from fault
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        first, until = _day(start), _day(end)
        return first, max(until - ONE_DAY, first), True
    begins, ends = _at_school(start), _at_school(end)
    touches_midnight = ends.time() == time() and ends.date() > begins.date()
    last = ends.date() - ONE_DAY if touches_midnight else ends.date()
    is_whole = ends - begins >= SCHOOL_DAY
    return begins.date(), max(last, begins.date()), is_whole


def _day(moment: date | datetime) -> date:
    return _at_school(moment).date() if isinstance(moment, datetime) else moment


def _at_school(moment: datetime) -> datetime:
    """The wall clock at school; a moment without a zone is one of that clock already."""
    local = moment.astimezone(AT_SCHOOL) if moment.tzinfo else moment
    return local.replace(tzinfo=None)


def _repeated(event: Event, first: date, from_day: date) -> range | list[int]:
    """How many years later it is there again; only what comes back each year is understood."""
    rule = event.get("rrule")
    if "rdate" in event or isinstance(rule, list):
        raise NotUnderstood(REPEATED)
    if rule is None:
        return range(1)
    parts = {str(key).upper(): value for key, value in rule.items()}
    same_day = {"BYMONTH": [first.month], "BYMONTHDAY": [first.day]}
    known = {"FREQ", "COUNT", "UNTIL", "INTERVAL", "WKST", *same_day}
    is_yearly = parts.get("FREQ") == ["YEARLY"] and parts.get("INTERVAL", [1]) == [1]
    if (
        not is_yearly
        or parts.keys() - known
        or any(
            [int(n) for n in parts[name]] != day for name, day in same_day.items() if name in parts
        )
    ):
        raise NotUnderstood(REPEATED)
    most = int(parts["COUNT"][0]) if "COUNT" in parts else from_day.year - first.year + MOST_YEARS
    until = _day(parts["UNTIL"][0]) if "UNTIL" in parts else date.max
    begin = max(0, from_day.year - first.year - 1)
    years = range(begin, min(max(most, 0), begin + MOST_YEARS))
    return [n for n in years if _years_later(first, n) <= until]


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _excepted(event: Event) -> set[date]:
    held = event.get("exdate")
    lists = held if isinstance(held, list) else [held] if held is not None else []
    return {_day(one.dt) for some in lists for one in some.dts}
