"""Names in what was typed, with a letter in their place."""

import pytest

from casework.masking import NameBook
from casework.people import PersonName

BOOK = NameBook(
    [
        ("noor", PersonName("Noor", "Visser")),
        ("daan", PersonName("Daan", "de Boer")),
        ("daan2", PersonName("Daan", "Smit")),
        ("roos", PersonName("Roos", "Kok")),
    ]
)
CALLED = {"noor": "leerling B", "daan": "leerling A"}
INVOLVED = {"noor", "daan"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Vanmiddag zag ik Noor huilen.", "Vanmiddag zag ik leerling B huilen."),
        ("Noor Visser zat alleen.", "Leerling B zat alleen."),
        ("Ik sprak Daan; Noor was erbij.", "Ik sprak leerling A; leerling B was erbij."),
        ("Daans jas was weg.", "De jas van leerling A was weg."),
        ("Ik sprak over Noors angst.", "Ik sprak over leerling B's angst."),
        ("Het is Daan Smit, uit een andere klas.", "Het is een medeleerling, uit een andere klas."),
        ("Ze stond met Roos te praten.", "Ze stond met een medeleerling te praten."),
        ("Niemand zag iets.", "Niemand zag iets."),
    ],
)
def test_a_name_becomes_its_letter(typed: str, expected: str) -> None:
    assert BOOK.find(typed, "", INVOLVED, CALLED).text == expected


def test_two_who_are_both_meant_are_both_named() -> None:
    both = {"daan": "leerling A", "daan2": "leerling C"}
    result = BOOK.find("Ik sprak met Daan.", "", {"daan", "daan2"}, both)
    assert result.text == "Ik sprak met leerling A of leerling C."


def test_who_has_no_letter_is_no_other_pupil() -> None:
    result = BOOK.find("Ik sprak met Daan.", "", {"daan", "daan2"}, {"daan": "leerling A"})
    assert result.text == "Ik sprak met een medeleerling."


def test_without_letters_all_is_as_it_was() -> None:
    result = BOOK.find("Ik sprak met Daan en Noor.", "noor", INVOLVED)
    assert result.text == "Ik sprak met een medeleerling en Noor."
