"""What may be added to the figures: marks without names, targets that can be, views with a name."""

from datetime import date

import pytest

from casework.errors import InputRefused
from casework.masking import NameBook
from casework.people import PersonName
from casework.trend_notes import (
    LONGEST_ANNOTATION,
    LONGEST_VIEW,
    MOST_ANNOTATIONS,
    MOST_VIEWS,
    Annotation,
    SavedView,
    checked_annotation,
    checked_percent,
    checked_view_name,
    only_codes,
    refuse_many_annotations,
    refuse_many_views,
)

KNOWN = (date(2025, 8, 1), date(2027, 7, 31))
DAY = date(2026, 10, 12)
NAMES = NameBook([("1", PersonName("Noor", "Visser")), ("2", PersonName("Roos", "de Boer"))])


def refused(act: object, *given: object) -> InputRefused:
    with pytest.raises(InputRefused) as refusal:
        act(*given)  # type: ignore[operator]
    return refusal.value


def test_a_mark_is_kept_on_one_line() -> None:
    assert checked_annotation(DAY, "  start\n project   X ", KNOWN, NAMES) == (
        DAY,
        "start project X",
    )
    assert checked_annotation(KNOWN[0], "eerste dag", KNOWN, NAMES)[0] == KNOWN[0]
    assert checked_annotation(KNOWN[1], "laatste dag", KNOWN, NAMES)[0] == KNOWN[1]
    assert (
        checked_annotation(DAY, "x" * LONGEST_ANNOTATION, KNOWN, NAMES)[1]
        == "x" * LONGEST_ANNOTATION
    )


@pytest.mark.parametrize(
    ("on", "text", "field", "says"),
    [
        (None, "start project X", "on", "Kies de dag"),
        (date(2025, 7, 31), "start project X", "on", "1 augustus 2025 tot en met 31 juli 2027"),
        (date(2027, 8, 1), "start project X", "on", "valt buiten de schooljaren"),
        (date(1900, 1, 1), "start project X", "on", "valt buiten de schooljaren"),
        (DAY, "", "text", "Schrijf in een paar woorden"),
        (DAY, " \n\t ", "text", "Schrijf in een paar woorden"),
        (DAY, "x" * 81, "text", "81 tekens"),
        (DAY, "woord " * 833, "text", "er passen 80 tekens in"),
        (DAY, "gesprek met Noor Visser", "text", "de naam van een leerling"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_at_its_field(
    on: date | None, text: str, field: str, says: str
) -> None:
    refusal = refused(checked_annotation, on, text, KNOWN, NAMES)
    assert refusal.field == field
    assert says in refusal.sentence
    assert "Visser" not in refusal.sentence


def test_a_word_that_may_be_a_name_is_not_refused() -> None:
    assert checked_annotation(DAY, "de week van de roos", KNOWN, NAMES)


def test_no_more_marks_than_a_picture_can_show() -> None:
    marks = [Annotation(str(n), DAY, "iets") for n in range(MOST_ANNOTATIONS)]
    refuse_many_annotations(marks[:-1])
    assert "Haal er eerst een weg" in refused(refuse_many_annotations, marks).sentence


@pytest.mark.parametrize(
    ("text", "percent"),
    [("90", 90), (" 90% ", 90), ("90 %", 90), ("1", 1), ("100", 100), ("007", 7)],
)
def test_a_target_is_a_whole_percentage(text: str, percent: int) -> None:
    assert checked_percent(text) == percent


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("140", "ten hoogste 100%"),
        ("140 %", "ten hoogste 100%"),
        ("999999999", "ten hoogste 100%"),
        ("0", "ten minste 1%"),
        ("", "Vul een heel getal"),
        ("negentig", "Vul een heel getal"),
        ("12,5", "Vul een heel getal"),
        ("-5", "Vul een heel getal"),
        ("9" * 5_000, "Vul een heel getal"),
        ("٩٠", "Vul een heel getal"),
    ],
)
def test_a_target_that_cannot_be_is_refused(text: str, says: str) -> None:
    refusal = refused(checked_percent, text)
    assert refusal.field == "percent"
    assert says in refusal.sentence


def test_a_view_has_a_name_of_its_own() -> None:
    others = [SavedView("1", "Nazorg")]
    assert checked_view_name("  Mijn   onderbouw ", others) == "Mijn onderbouw"
    assert "geen naam" not in refused(checked_view_name, "", others).sentence
    assert "Geef de weergave een naam" in refused(checked_view_name, "  ", others).sentence
    assert "al een weergave" in refused(checked_view_name, "NAZORG", others).sentence
    assert "5000 tekens" in refused(checked_view_name, "x" * 5_000, others).sentence
    assert checked_view_name("x" * LONGEST_VIEW, others)
    many = [SavedView(str(n), str(n)) for n in range(MOST_VIEWS)]
    refuse_many_views(many[:-1])
    assert refused(refuse_many_views, many).field == "name"


def test_only_codes_are_kept_of_an_address() -> None:
    address = {
        "t_klas": "6b1a6b1e-0d6f-4a4e-8d3c-1f2e3d4c5b6a",
        "t_vraag": "how_often",
        "t_van": "2026-08-01",
        "t_naam": "Noor Visser",
        "t x": "1",
        "t_lang": "a" * 5_000,
        "t_leeg": "",
    }
    assert set(only_codes(address)) == {"t_klas", "t_vraag", "t_van"}
