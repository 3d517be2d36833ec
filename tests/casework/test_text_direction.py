"""Signs of direction stay within their text, and writing to the left turns nothing beside it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.text_direction import contained, isolated

SIGNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TEXTS = st.text(st.sampled_from(SIGNS + "a1 (\n\u2029אعע\u0301\u200f"), max_size=40)


@pytest.mark.parametrize("text", ["", "Noor de Wit", "e\u0301 😀", "a\u200db", "علي بن عمر 12"])
def test_a_text_without_signs_is_left_as_it_is(text: str) -> None:
    assert contained(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202egnirts\u202c om", "gnirts om"),
        ("2B\u202e", "2B"),
        ("\u2067open", "\u2067open\u2069"),
        ("\u202bopen", "\u202bopen\u202c"),
        ("dicht\u2069\u202c", "dicht"),
        ("\u2067a\nb", "\u2067a\u2069\nb"),
        ("\u2066a\u202bb\u2069c\u202c", "\u2066a\u202bb\u202c\u2069c"),
    ],
    ids=["override", "at the end", "isolate", "embedding", "ends", "line", "crossed"],
)
def test_what_opens_is_closed_and_no_word_is_read_backwards(typed: str, kept: str) -> None:
    assert contained(typed) == kept


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("علي (2B) 12 meldingen", "\u2068علي\u2069 (2B) 12 meldingen"),
        ("Klas van علي بن عمر en דוד.", "Klas van \u2068علي بن عمر\u2069 en \u2068דוד\u2069."),
        ("علي 12", "\u2068علي 12\u2069"),
        ("שָׁלוֹם: 3", "\u2068שָׁלוֹם: 3\u2069"),
        ("Noor 12", "Noor 12"),
        ("a\u200f 12", "a\u2068\u200f\u2069 12"),
    ],
    ids=["number", "two names", "alone", "points", "dutch", "mark"],
)
def test_what_is_written_to_the_left_is_one_thing_to_what_stands_beside_it(
    typed: str, shown: str
) -> None:
    assert isolated(typed) == shown


@given(TEXTS)
def test_after_a_text_everything_is_as_it_was_before_it(text: str) -> None:
    for made in (contained(text), isolated(text)):
        assert _still_open(made) == []
        assert not set(made) & set("\u202d\u202e")


@given(TEXTS)
def test_only_signs_of_direction_go_and_come(text: str) -> None:
    for made in (contained(text), isolated(text)):
        assert _without_signs(made) == _without_signs(text)


@given(TEXTS)
def test_a_text_that_is_made_right_stays_so(text: str) -> None:
    assert contained(contained(text)) == contained(text)
    assert contained(isolated(text)) == isolated(text)


def _without_signs(text: str) -> str:
    return "".join(sign for sign in text if sign not in SIGNS)


def _still_open(text: str) -> list[str]:
    """What is open at the end of any line, or was closed without having been opened."""
    open_signs: list[str] = []
    faults: list[str] = []
    for sign in [*text, "\n"]:
        if sign in "\u202a\u202b\u2066\u2067\u2068":
            open_signs.append(sign)
        elif sign in "\u202c\u2069":
            opens = "\u202a\u202b" if sign == "\u202c" else "\u2066\u2067\u2068"
            faults += [] if open_signs and open_signs.pop() in opens else [sign]
        elif unicodedata.bidirectional(sign) == "B":
            faults += open_signs
            open_signs = []
    return faults
