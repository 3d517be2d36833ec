"""Dates, moments, numbers and enumerations in Dutch words: the only place where these are made."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from string import ascii_uppercase
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
NEAR_DAYS = {-1: "gisteren", 0: "vandaag", 1: "morgen", 2: "overmorgen"}
SMALL, HIDDEN = "<5", "verborgen"
"""What stands in the place of a count: it is 1 to 4, or it would give one of these away."""
SMALL_NUMBERS = (
    "Aantallen van 1 tot en met 4 staan als '<5', want zo'n klein aantal kan over één leerling "
    "gaan. Bij 'verborgen' staat een ander getal niet: dan zou het kleine aantal uit te rekenen "
    "zijn. Een 0 is echt nul."
)
_LONG_WORDS = re.compile(
    r"(ondersteunings|leerling|docenten|nazorg)(?=(team|coördinator|gesprek))", re.I
)

# --- dates and moments ----------------------------------------------------------------------------


def long_date(day: date) -> str:
    """A date in full: "maandag 23 november 2026"."""
    return f"{DAYS[day.weekday()]} {day.day} {month_name(day)} {day.year}"


def full_date(day: date) -> str:
    """A date without its weekday: "23 november 2026"."""
    return f"{day.day} {month_name(day)} {day.year}"


def short_date(day: date, today: date | None = None) -> str:
    """A date in short: "23 nov", with the year when that is not the year of `today`."""
    year = "" if today is None or day.year == today.year else f" {day.year}"
    return f"{day.day} {short_month(day)}{year}"


def numeric_date(day: date) -> str:
    """A date in figures: "23-11-2026"."""
    return f"{day.day}-{day.month}-{day.year}"


def near_date(day: date, today: date) -> str:
    """A date as a mentor says it: "morgen", "donderdag", "23 nov"."""
    away = (day - today).days
    if away in NEAR_DAYS:
        return NEAR_DAYS[away]
    if 2 < away < 7:
        return DAYS[day.weekday()]
    if -7 < away < -1:
        return f"afgelopen {DAYS[day.weekday()]}"
    return short_date(day, today)


def month_name(day: date) -> str:
    """The month of a day: "november"."""
    return MONTHS[day.month - 1]


def short_month(day: date) -> str:
    """The month of a day in short: "nov"."""
    return SHORT_MONTHS[day.month - 1]


def month_and_year(day: date) -> str:
    """The month of a day with its year: "november 2026"."""
    return f"{month_name(day)} {day.year}"


def month_of_code(code: str) -> str:
    """The month of a code like "2026-11": "november 2026"."""
    return month_and_year(date.fromisoformat(f"{code}-01"))


def moment(at: datetime) -> str:
    """A moment at school: "23-11-2026 14:05"; `at` is in UTC."""
    local = _local(at)
    return f"{numeric_date(local)} {local:%H:%M}"


def near_moment(at: datetime, today: date) -> str:
    """A moment as a mentor says it: "vandaag 10.42", "23 nov 14.05"; `at` is in UTC."""
    local = at.astimezone(AMSTERDAM)
    return f"{near_date(local.date(), today)} {local:%H.%M}"


def clock_time(at: datetime) -> str:
    """The time of a moment at school, within a sentence: "10.42"; `at` is in UTC."""
    return f"{_local(at):%H.%M}"


def local_day(at: datetime) -> date:
    """The day of a moment at school; `at` is in UTC."""
    return _local(at).date()


def clock_or_day(at: datetime, today: date) -> str:
    """The time, of another day with that day: "10.42", "gisteren 10.42"; `at` is in UTC."""
    return clock_time(at) if local_day(at) == today else near_moment(at, today)


def _local(at: datetime) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo("UTC"))).astimezone(AMSTERDAM)


# --- numbers --------------------------------------------------------------------------------------


def number(value: float, decimals: int = 0) -> str:
    """A number the Dutch way: "1.234,5"."""
    text = f"{value:,.{decimals}f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun: "1 melding", "1.200 meldingen"."""
    return f"{number(count)} {one if count == 1 else many}"


def school_days(count: int) -> str:
    """ "1 schooldag", "12 schooldagen"."""
    return counted(count, "schooldag", "schooldagen")


def late(days: int) -> str:
    """How late something is: "2 schooldagen te laat"."""
    return f"{school_days(days)} te laat"


# --- words in a row -------------------------------------------------------------------------------


def enumeration(items: Iterable[str]) -> str:
    """Words in a row: "a, b en c"."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"


def first_words(text: str, most: int = 60) -> str:
    """How a text begins, in one line, cut between words: "Hij werd weer geduwd bij de ..."."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    cut = words[: most + 1].rpartition(" ")[0] or words[:most]
    return f"{cut.rstrip(' ,;:.-')} ..."


def letter(place: int) -> str:
    """The letter of a place counted from 0: A to Z, then AA, AB and on."""
    before, last = divmod(place, len(ascii_uppercase))
    return (letter(before - 1) if before else "") + ascii_uppercase[last]


def soft(text: str) -> str:
    """The same words, with a place to break the long ones in a narrow column."""
    return _LONG_WORDS.sub("\\1\u00ad", text)
