"""The lines of Vandaag as a calendar file: when there is something to do, never what or for whom.

The format is RFC 5545 (iCalendar), with the name and the refresh interval of RFC 7986.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import CLASS, TRANSP, Calendar, Event, vDuration

from casework.desk import AgendaItem

NAME = "Taken op school"
TASK = "Taak op school"
MEETING = "Afspraak op school"
LATE_TASK = "Taak op school (te laat)"
WHERE_TO_LOOK = "Kijk in de Handelingskaart bij Vandaag."
MAKER = "-//Handelingskaart//Agenda//NL"
REFRESHED_EVERY = timedelta(hours=1)
A_DAY = timedelta(days=1)
A_TALK = timedelta(minutes=30)
AT_SCHOOL = ZoneInfo("Europe/Amsterdam")


def calendar_file(
    items: Iterable[AgendaItem], *, today: date, made_at: datetime, secret: bytes
) -> bytes:
    """An all-day event for each line with a due date; what is late stands on `today`.

    A talk that was planned at a time of the day is an event of half an hour then. Of a line only
    `due_on`, `late_by` and `at` are read: whoever finds the file learns when there is something to
    do, and two tasks of one day cannot be distinguished. An event is known by its due
    date and its place among those of that date, hashed under `secret`, so it keeps its name in
    every file with the same secret. The same input gives the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", REFRESHED_EVERY, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESHED_EVERY))
    places: Counter[date] = Counter()
    lines = sorted((i.due_on, i.at, not i.late_by) for i in items if i.due_on)
    for due_on, at, is_on_time in lines:
        day = due_on if is_on_time else today
        event = _talk(due_on, at, made_at) if at else _event(day, is_on_time, made_at)
        event.add("uid", _name(due_on, places[due_on], secret))
        calendar.add_component(event)
        places[due_on] += 1
    content: bytes = calendar.to_ical()
    return content


def _talk(day: date, at: str, made_at: datetime) -> Event:
    """A talk takes time: colleagues who plan a meeting see that somebody is busy."""
    starts_at = datetime.combine(day, time.fromisoformat(at), AT_SCHOOL).astimezone(UTC)
    event = Event()
    event.add("summary", MEETING)
    event.add("description", WHERE_TO_LOOK)
    event.add("dtstamp", made_at)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + A_TALK)
    event.add("class", CLASS.PRIVATE)
    event.add("transp", TRANSP.OPAQUE)
    return event


def _event(day: date, is_on_time: bool, made_at: datetime) -> Event:
    event = Event()
    event.add("summary", TASK if is_on_time else LATE_TASK)
    event.add("description", WHERE_TO_LOOK)
    event.add("dtstamp", made_at)
    event.add("dtstart", day)
    event.add("dtend", day + A_DAY)
    event.add("class", CLASS.PRIVATE)
    # A task takes no time in particular: colleagues who plan a meeting see a free day.
    event.add("transp", TRANSP.TRANSPARENT)
    return event


def _name(due_on: date, place: int, secret: bytes) -> str:
    place_of_task = f"{due_on.isoformat()} {place}".encode()
    return f"{hmac.new(secret, place_of_task, hashlib.sha256).hexdigest()[:32]}@handelingskaart"
