"""What a search of a log on the screen asks for, as SQL: its days, and the rows of one page."""

from datetime import date, datetime, time, timedelta

from casework.words import AMSTERDAM
from data.rows import stored_moment


def bounds(first: date, last: date) -> list[datetime]:
    """From when and before when, as kept: the days in the Netherlands, both included."""
    return [_midnight(first), _midnight(last + timedelta(days=1))]


def limit(rows_of_page: slice) -> str:
    """These rows alone; all of them without an end."""
    first, last = rows_of_page.start or 0, rows_of_page.stop
    return "" if last is None else f"limit {int(last) - first} offset {first}"


def _midnight(day: date) -> datetime:
    return stored_moment(datetime.combine(day, time(), AMSTERDAM))
