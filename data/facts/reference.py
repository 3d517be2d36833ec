"""What the facts are measured by: the calendar and the steps of the cards."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

import pyarrow as pa

from casework.card.model import ActionCard
from casework.school_days import SchoolDays

LONGEST_TERM = timedelta(days=800)
"""How far the days are counted beyond the calendar: no term of a card leads further."""


@lru_cache(maxsize=8)
def calendar(school_days: SchoolDays) -> pa.Table:
    """One row per day: day, ordinal, next_ordinal; counted once a process.

    ordinal: the school days up to and including that day, from the first day in the table;
    next_ordinal: that of the first school day on or after it. The days go on beyond both ends of
    the calendar as `SchoolDays` itself does.
    """
    first, last = school_days.first - LONGEST_TERM, school_days.last + LONGEST_TERM
    days: list[date] = []
    ordinals: list[int] = []
    next_ordinals: list[int] = []
    ordinal = 0
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        is_school_day = school_days.is_school_day(day)
        next_ordinals.append(ordinal + 1)
        ordinal += is_school_day
        days.append(day)
        ordinals.append(ordinal)
    return pa.table(
        {
            "day": pa.array(days, pa.date32()),
            "ordinal": pa.array(ordinals, pa.int32()),
            "next_ordinal": pa.array(next_ordinals, pa.int32()),
        }
    )


def step_card(cards: Iterable[ActionCard]) -> list[tuple[int, int, str, str, str, str, str]]:
    """One row per version of the card and step; `place` counts the steps as the card has them.

    card_version, place, step, column_id, who, per, form.
    """
    return [
        (card.version, place, step.id, step.column, step.who, step.per, step.form)
        for card in cards
        for place, step in enumerate(card.steps)
    ]
