"""A day as people and programs write it: 4-3-2011, 2011-03-04, 3/4/2011, 4 maart 2011, 40606."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

EXCEL_FIRST = date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 60_000)
THIS_CENTURY = 40
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb february",
            "maart mrt mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "augustus aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_PACKED = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_PARTS = re.compile(r"(\d{1,2})\s*([-/. ])\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?:[T ]\d.*)?")
_WORDS = re.compile(r"(\d{1,2})\s*[-. ]?\s*([a-z]{3,9})\.?\s*[-. ]?\s*(\d{4}|\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")


class Order(Enum):
    """Whether the day or the month is in front."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def order_of(texts: Iterable[str], default: Order = Order.DAY_FIRST) -> Order:
    """How the days of one column are written: a part above 12 gives it away."""
    for text in texts:
        if parts := _PARTS.fullmatch(text.strip()):
            first, second = int(parts[1]), int(parts[3])
            if first > 12 >= second:
                return Order.DAY_FIRST
            if second > 12 >= first:
                return Order.MONTH_FIRST
    return default


def day_of(text: str, order: Order = Order.DAY_FIRST) -> date | None:
    """The day that a text says; None when it says none."""
    plain = text.strip().casefold()
    try:
        return _numbered(plain, order) or _in_words(plain)
    except ValueError:
        return None


def _numbered(text: str, order: Order) -> date | None:
    if found := _ISO.fullmatch(text) or _PACKED.fullmatch(text):
        return date(*map(int, found.groups()))
    if found := _PARTS.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        is_day_first = order is Order.DAY_FIRST or found[2] in "-."
        if second > 12:
            is_day_first = False
        if first > 12:
            is_day_first = True
        day, month = (first, second) if is_day_first else (second, first)
        return date(_year(found[4]), month, day)
    if (found := _SERIAL.fullmatch(text)) and int(found[1]) in EXCEL_DAYS:
        return EXCEL_FIRST + timedelta(days=int(found[1]))
    return None


def _in_words(text: str) -> date | None:
    found = _WORDS.fullmatch(text)
    if found is None or found[2] not in _MONTHS:
        return None
    return date(_year(found[3]), _MONTHS[found[2]], int(found[1]))


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) <= THIS_CENTURY else 1900)
