"""What the facts are measured by, as Arrow tables: the calendar and the steps of the cards."""

from collections.abc import Iterable
from datetime import date, timedelta

import pyarrow as pa

from casework.card.model import ActionCard, Step
from casework.cases.step_terms import DAYS_TO_DECIDE_ON_JOINT_TALK
from casework.school_days import SchoolDays

LONGEST_TERM = timedelta(days=800)
"""How far the days are counted beyond the calendar: no term of a card leads further."""


def calendar(school_days: SchoolDays) -> pa.Table:
    """One row per day: day, ordinal, next_ordinal.

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


def step_card(cards: Iterable[ActionCard]) -> pa.Table:
    """One row per version of the card and step; `place` counts the steps as the card has them."""
    rows = [
        {"card_version": card.version, "place": place, **_clock(step)}
        for card in cards
        for place, step in enumerate(card.steps)
    ]
    return pa.Table.from_pylist(rows, schema=_STEP_CARD)


def _clock(step: Step) -> dict[str, object]:
    is_gated = step.gate == "joint_talk"
    return {
        **{name: getattr(step, name) for name in _AS_ON_THE_CARD},
        "step": step.id,
        "column_id": step.column,
        "gate_school_days": DAYS_TO_DECIDE_ON_JOINT_TALK if is_gated else None,
    }


_AS_ON_THE_CARD = (
    *("who", "per", "required", "after", "school_days", "form", "gate"),
    *("renewed_by_report", "renewed_by_talk"),
)
_STEP_CARD = pa.schema(
    [
        ("card_version", pa.int32()),
        ("place", pa.int16()),
        ("step", pa.string()),
        ("column_id", pa.string()),
        ("who", pa.string()),
        ("per", pa.string()),
        ("required", pa.string()),
        ("after", pa.string()),
        ("school_days", pa.int32()),
        ("form", pa.string()),
        ("gate", pa.string()),
        ("gate_school_days", pa.int32()),
        ("renewed_by_report", pa.bool_()),
        ("renewed_by_talk", pa.bool_()),
    ]
)
