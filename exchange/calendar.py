"""The lines of Vandaag as a calendar file: when there is something to do, never what or for whom.

The format is RFC 5545 (iCalendar), with the name and the refresh interval of RFC 7986.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import CLASS, TRANSP, Calendar, Event, vDuration

from casework.desk import AgendaItem
from exchange.calendar_zone import AT_SCHOOL, dutch_zone

NAME = "Taken op school"
TASK = "Taak op school"
MEETING = "Afspraak op school"
LATE_TASK = "Taak op school (te laat)"
WHERE_TO_LOOK = "Kijk in de Handelingskaart bij Vandaag."
MAKER = "-//Handelingskaart//Agenda//NL"
REFRESHED_EVERY = timedelta(hours=1)
A_DAY = timedelta(days=1)
A_TALK = timedelta(minutes=30)
MOST_DAYS_LATE = 1_000


def calendar_file(
    items: Iterable[AgendaItem], *, today: date, made_at: datetime, secret: bytes
) -> bytes:
    """An all-day event for each line with a due date; what is late stands on `today`, and what is
    due on a day off on the last own working day before it.

    A talk that was planned at a time of the day is an event of half an hour then. Whoever finds
    the file learns when there is something to do and which version of it this is, and no more: an
    event is known by its task, hashed under `secret`, so that it keeps its name when its day
    changes. A changed task has a higher sequence. The same input gives the same bytes.
    """
    calendar = _empty_calendar()
    places: Counter[str] = Counter()
    for item in sorted((item for item in items if item.due_on), key=_order):
        event = _event(item, today, made_at)
        task = _task(item)
        event.add("uid", _name(task, places[task], secret))
        places[task] += 1
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _empty_calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", REFRESHED_EVERY, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESHED_EVERY))
    calendar.add_component(dutch_zone())
    return calendar


def _order(item: AgendaItem) -> tuple[date, str, int, str, int]:
    return item.due_on or date.max, item.at, -item.late_by, _task(item), item.changes


def _event(item: AgendaItem, today: date, made_at: datetime) -> Event:
    event = Event()
    assert item.due_on is not None
    is_talk = bool(item.at)
    day = today if item.late_by and not is_talk else item.work_by or item.due_on
    event.add("summary", MEETING if is_talk else LATE_TASK if item.late_by else TASK)
    event.add("description", WHERE_TO_LOOK)
    event.add("dtstamp", made_at)
    if is_talk:
        starts_at = datetime.combine(day, time.fromisoformat(item.at), AT_SCHOOL).astimezone(UTC)
        event.add("dtstart", starts_at)
        event.add("dtend", starts_at + A_TALK)
    else:
        event.add("dtstart", day)
        event.add("dtend", day + A_DAY)
    event.add("class", CLASS.PRIVATE)
    # A talk takes time: colleagues who plan a meeting see that somebody is busy. A task takes no
    # time in particular, and leaves the day free.
    event.add("transp", TRANSP.OPAQUE if is_talk else TRANSP.TRANSPARENT)
    _add_version(event, item, today, made_at)
    return event


def _add_version(event: Event, item: AgendaItem, today: date, made_at: datetime) -> None:
    """Which version this is: each thing recorded makes a newer one, and so does each day late."""
    days_late = (today - item.due_on).days if item.late_by and item.due_on else 0
    event.add(
        "sequence", item.changes * MOST_DAYS_LATE + min(max(days_late, 0), MOST_DAYS_LATE - 1)
    )
    moments = [item.changed_at.replace(tzinfo=UTC)] if item.changed_at else []
    if days_late > 0:
        moments.append(datetime.combine(today, time(), AT_SCHOOL).astimezone(UTC))
    event.add("last-modified", min(max(moments, default=made_at), made_at))


def _task(item: AgendaItem) -> str:
    subject = item.signal_id or item.case_id
    return f"{subject} {item.step_id or item.title} {item.pupil_id} {item.occurrence}"


def _name(task: str, place: int, secret: bytes) -> str:
    mark = hmac.new(secret, f"{task} {place}".encode(), hashlib.sha256)
    return f"{mark.hexdigest()[:32]}@handelingskaart"
