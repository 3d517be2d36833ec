"""The Dutch clock as a part of a calendar file (VTIMEZONE, RFC 5545 section 3.6.5).

A calendar needs at least one part; this one makes a calendar without tasks valid as well.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

AT_SCHOOL = ZoneInfo("Europe/Amsterdam")
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)


def dutch_zone() -> Timezone:
    """Since 1996: summer time from the last Sunday of March to the last Sunday of October."""
    zone = Timezone()
    zone.add("tzid", AT_SCHOOL.key)
    daylight, standard = TimezoneDaylight(), TimezoneStandard()
    for part, name, begins_at, before, after in (
        (daylight, "CEST", datetime.fromisoformat("1996-03-31T02:00:00"), WINTER, SUMMER),
        (standard, "CET", datetime.fromisoformat("1996-10-27T03:00:00"), SUMMER, WINTER),
    ):
        part.add("dtstart", begins_at)
        part.add("rrule", {"freq": "yearly", "bymonth": begins_at.month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        zone.add_component(part)
    return zone
