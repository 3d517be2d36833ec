"""For any text: masked twice is masked once, no name is left, and no text takes long."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.masking import OTHER_PUPIL, NameBook
from casework.masking.look_alikes import with_latin_letters
from casework.people import PersonName

NAMES = {
    "mohammed": ("Mohammed", "el Amrani"),
    "liselotte": ("Liselotte", "de Vries"),
    "mees": ("Mees", "de Wit"),
    "sterre": ("Sterre", "van den Berg"),
    "sophie": ("Sophie", "O'Brien"),
    "youssef": ("Youssef", "Tahiri"),
}
BOOK = NameBook((one, PersonName(*name)) for one, name in NAMES.items())
WRITTEN = {
    "mohammed": ["Mohamed", "Moh", "moh_04", "M0hammed", "MeA", "mohammedelamrani"],
    "liselotte": ["Liselot", "Lies", "Lisel0tte", "L de V.", "@liselottedv", "Lis\u200belotte"],
    "mees": ["M33s", "Meesje", "MdW", "@mees.dw", "M\u0435\u0435s", "xx_meess_xx", "mees_dewit"],
    "sterre": ["Sterretje", "@sterrevdb", "St3rre", "SvdB", "Sterre vandenberg", "sterre.vdberg_"],
    "sophie": ["Sofie", "S0phie", "Sophie OBrien", "sophie_ob", "@itssophie", "S\u043ephie"],
    "youssef": ["Yousef", "Yusuf", "Joesoef", "y0ussef_", "@youss3f", "youssef.tahiri@x.nl"],
}
FILLERS = ["kwam", "vandaag niet", "zei iets tegen", "en", ",", ".", "!\n", "(2B)", "om 10:30"]
PIECE = st.one_of(
    st.sampled_from(FILLERS),
    st.sampled_from([(who, word) for who, words in WRITTEN.items() for word in words]),
)


def bare(text: str) -> str:
    """The letters and digits of a text, without accents, capitals and what cannot be seen."""
    letters = unicodedata.normalize("NFKD", with_latin_letters(text)).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


@given(st.lists(PIECE, max_size=10), st.sets(st.sampled_from(list(NAMES))))
@settings(deadline=None)
def test_nothing_of_a_name_is_left_however_it_is_written(
    pieces: list[str | tuple[str, str]], involved: set[str]
) -> None:
    words = [piece if isinstance(piece, str) else piece[1] for piece in pieces]
    text = BOOK.find("Gisteren ging " + " ; ".join(words), "", involved).text
    rest = bare(text.casefold().replace(OTHER_PUPIL, " "))

    for piece in pieces:
        if isinstance(piece, tuple):
            assert bare(piece[1]) not in rest
    assert not re.search("mees|sterre|liselot|mohammed|sophie|youssef|vdb|brien|tahiri", rest)


@given(st.lists(PIECE, max_size=10), st.sets(st.sampled_from(list(NAMES))))
@settings(deadline=None)
def test_what_is_masked_is_masked_once(
    pieces: list[str | tuple[str, str]], involved: set[str]
) -> None:
    words = [piece if isinstance(piece, str) else piece[1] for piece in pieces]
    text = BOOK.find(" ".join(words), "", involved).text

    assert BOOK.find(text, "", involved).text == text


@given(st.text(max_size=300), st.sampled_from(["", *NAMES]))
@settings(max_examples=200, deadline=None)
def test_no_text_is_refused(text: str, own: str) -> None:
    result = BOOK.find(text, own, {"mees"})

    assert result.written(result.doubts).count(OTHER_PUPIL) <= len(result.hits)


@pytest.mark.parametrize(
    "unit",
    ["a", "@", "_", "\u200b", "x_", "06 ", "A.", "de ", "a@a.", "SemMees", "$a", "3e", "Ch", "ie"],
)
def test_a_long_text_of_one_piece_comes_to_an_end(unit: str) -> None:
    """How long it takes is measured in benchmarks/masked_otherwise.py."""
    assert BOOK.find(unit * 2_000, "", {"mees"}).original == unit * 2_000
