"""A name that is written otherwise is asked: another spelling, a short form, a diminutive."""

import pytest

from casework.masking import NameBook, Why
from casework.people import PersonName

NAMES = {
    "mohammed": ("Mohammed", "El Amrani"),
    "liselotte": ("Liselotte", "de Vries"),
    "willem": ("Willem", "de Wit"),
    "sean": ("Sean", "O'Brien"),
    "sem": ("Sem", "Jansen"),
    "sophie": ("Sophie", "Smit"),
    "thijs": ("Thijs", "Kuipers"),
    "sarah": ("Sarah", "Post"),
    "youssef": ("Youssef", "Tahiri"),
    "chris": ("Chris", "Bakker"),
    "jasmijn": ("Jasmijn", "Groen"),
    "olena": ("Olena", "Kovalenko"),
    "kuba": ("Jakub", "Nowak"),
    "ayse": ("Ayşe", "Yılmaz"),
    "bram": ("Bram", "Dekker"),
}
BOOK = NameBook((pupil, PersonName(*name)) for pupil, name in NAMES.items())


def asked(text: str, *involved: str, own: str = "") -> list[tuple[str, str]]:
    """The words that are asked, and whom they may mean; nothing may be masked unasked."""
    result = BOOK.find(text, own, involved)
    assert result.hits == result.doubts
    return [(result.word(hit), hit.meant) for hit in result.doubts]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Mohamed", "Mohammed"),
        ("Muhammed", "Mohammed"),
        ("Mohamad", "Mohammed"),
        ("Moh", "Mohammed"),
        ("Liselot", "Liselotte"),
        ("Lies", "Liselotte"),
        ("Wim", "Willem"),
        ("Willempie", "Willem"),
        ("Sofie", "Sophie"),
        ("Tijs", "Thijs"),
        ("Thys", "Thijs"),
        ("Sara", "Sarah"),
        ("Yousef", "Youssef"),
        ("Joesoef", "Youssef"),
        ("Kris", "Chris"),
        ("Yasmin", "Jasmijn"),
        ("Kuba", "Jakub"),
        ("Aysje", "Ayşe"),
        ("Brammetje", "Bram"),
        ("Brampie", "Bram"),
        ("Semmie", "Sem"),
        ("Олена", "Olena"),
    ],
)
def test_a_name_in_another_spelling_or_a_short_form_is_asked_by_its_name(
    typed: str, name: str
) -> None:
    assert asked(f"Gisteren was {typed} er ook bij.") == [(typed, name)]


def test_a_sentence_may_begin_with_a_short_form() -> None:
    assert asked("Wim lachte. Moh ook.") == [("Wim", "Willem"), ("Moh", "Mohammed")]


def test_without_a_capital_only_who_is_involved_is_asked() -> None:
    assert asked("hij zag moh en wim", "willem", "mohammed") == [
        ("moh", "Mohammed"),
        ("wim", "Willem"),
    ]
    assert asked("Hij zag moh en wim.") == []


def test_the_own_pupil_is_not_asked_about_under_another_spelling() -> None:
    assert asked("Gisteren zei Wim dat Willempie lachte.", own="willem") == []


def test_another_spelling_with_the_own_family_name_is_sure() -> None:
    result = BOOK.find("Toen kwam Mohamed El Amrani met Sem Janssen.", "")

    assert result.text == "Toen kwam een medeleerling met een medeleerling."
    assert result.doubts == ()


def test_a_stranger_with_a_family_name_that_looks_like_one_is_asked_about_once() -> None:
    result = BOOK.find("De muziek was van Sem Smith.", "")

    assert [(result.word(hit), hit.why) for hit in result.hits] == [("Sem Smith", Why.SPELLING)]


def test_what_is_somebodys_is_asked_as_a_whole() -> None:
    result = BOOK.find("Ik vond Wims jas.", "")

    assert result.text == "Ik vond de jas van een medeleerling."
    assert result.doubts[0].why is Why.NICKNAME


def test_letters_that_look_like_ours_are_asked_and_hide_no_name() -> None:
    result = BOOK.find("Toen kwam S\u0435m, en \u216ce\u043c.", "")

    assert [hit.why for hit in result.hits][:1] == [Why.LETTERS]
    assert result.text.startswith("Toen kwam een medeleerling,")


@pytest.mark.parametrize(
    "text",
    [
        "De moeder was moe en lies haar merk. Als het kan, mark je de roos.",
        "Straks komen Nederlands, Engels en Frans. Daarna Wiskunde.",
        "In Brussel, Amsterdam en Utrecht. Op Maandag en in December.",
        "Meneer Janssen en mevrouw Smith waren er.",
    ],
    ids=["lower", "subjects", "places", "staff"],
)
def test_ordinary_words_are_not_asked(text: str) -> None:
    assert asked(text) == []
