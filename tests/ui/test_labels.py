"""Dutch words: none is missing, and dates and numbers are said the Dutch way."""

from datetime import UTC, date, datetime

import pytest

from casework.cases.agenda import Urgency
from casework.cases.case import CaseState
from casework.cases.recognition import REASONS
from casework.cases.steps import StepStatus
from casework.entries import KINDS
from casework.labels import ROLES, STATES, STATUSES, WORDS
from casework.masking import Why
from casework.meetings.meeting import MeetingState
from casework.people import Role
from casework.signals.signal import SignalState
from casework.words import enumeration, late, long_date, moment, near_date, number, soft
from ui import labels

MONDAY = date(2026, 11, 23)


def test_every_kind_of_entry_has_words() -> None:
    assert all(model.title for model in KINDS.values())


def test_every_field_with_words_has_a_heading() -> None:
    fields = {field for model in KINDS.values() for field in model.sealed_fields()}
    assert fields <= set(WORDS)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (ROLES, Role),
        (STATES, CaseState),
        (STATUSES, StepStatus),
        (labels.SIGNAL_STATES, SignalState),
        (labels.MEETING_STATES, MeetingState),
        (labels.URGENCIES, Urgency),
        (labels.REASONS, REASONS),
        (labels.DOUBTS, Why),
    ],
)
def test_every_code_has_words(words: dict[str, str], codes: list[str]) -> None:
    assert set(words) == set(codes)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 23), "vandaag"),
        (date(2026, 11, 24), "morgen"),
        (date(2026, 11, 25), "overmorgen"),
        (date(2026, 11, 27), "vrijdag"),
        (date(2026, 11, 30), "30 nov"),
        (date(2026, 11, 22), "gisteren"),
        (date(2026, 11, 20), "afgelopen vrijdag"),
        (date(2026, 11, 16), "16 nov"),
        (date(2027, 3, 1), "1 mrt 2027"),
    ],
)
def test_a_day_is_said_as_a_mentor_says_it(day: date, said: str) -> None:
    assert near_date(day, MONDAY) == said


def test_a_date_in_full_is_dutch() -> None:
    assert long_date(MONDAY) == "maandag 23 november 2026"


def test_a_moment_is_told_in_the_time_of_the_school() -> None:
    assert moment(datetime(2026, 7, 1, 12, 5, tzinfo=UTC)) == "1-7-2026 14:05"


@pytest.mark.parametrize(
    ("days", "said"), [(1, "1 schooldag te laat"), (2, "2 schooldagen te laat")]
)
def test_late_is_counted_in_school_days(days: int, said: str) -> None:
    assert late(days) == said


def test_words_in_a_row() -> None:
    assert enumeration([]) == ""
    assert enumeration(["a"]) == "a"
    assert enumeration(["a", "b", "c"]) == "a, b en c"


def test_typed_text_is_no_markup() -> None:
    typed = "*vet* [link](http://x) :red[rood] $x$ `code`"
    shown = labels.plain(typed)
    assert shown.replace("\\", "") == typed
    assert all(f"\\{mark}" in shown for mark in "*[]()$`:")


def test_numbers_have_a_dutch_comma() -> None:
    assert number(1234.5, 1) == "1.234,5"


def test_a_long_word_may_break_where_its_parts_meet() -> None:
    assert soft("Ondersteuningsteam") == "Ondersteunings\u00adteam"
    assert soft("Gesprek met de leerling") == "Gesprek met de leerling"


def test_two_pupils_with_one_name_can_be_told_apart_in_a_list() -> None:
    names = {"a": "Sem de Wit", "b": "Noor Visser", "c": "Sem de Wit"}
    assert labels.distinct(names) == {
        "a": "Sem de Wit (1)",
        "b": "Noor Visser",
        "c": "Sem de Wit (2)",
    }
