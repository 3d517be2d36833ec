"""Text for paper: what has a glyph stays, what has none is a box, and nothing runs off the page."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.glyphs import code_points
from exchange.pdf import typeset_pdf
from exchange.printable import text
from tests.exchange.pdf_reading import squeezed, words

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
EMPTY_LISTS = ("facts", "pupils", "status", "open", "card", "questions")


def printed(typed: str) -> bytes:
    """A case file with this text as the words of one entry, and in its heading."""
    entry = {"day": "", "head": typed[:100], "struck": True, "coded": typed[:100], "by": ""}
    timeline = [{**entry, "words": [("Aantekening", typed)]}]
    rest: dict[str, list[object]] = {name: [] for name in EMPTY_LISTS}
    data = {"title": "Zaak", "printed": "", **rest, "timeline": timeline}
    return typeset_pdf("case_file", data, AT)


def on_paper(typed: str) -> str:
    return words(printed(typed))


@pytest.mark.parametrize(
    "name",
    ["Yılmaz", "Şahin Ğ", "Łukasz Wójcik", "Žofie", "Nguyễn", "Ĳsbrand", "Андрей", "Ελένη"],
)
def test_names_from_everywhere_are_printed_as_they_are(name: str) -> None:
    assert text(name) == name
    assert squeezed(name) in squeezed(on_paper(name))


@pytest.mark.parametrize("name", ["გიორგი", "Արմեն", "😀"])
def test_other_scripts_and_the_old_smileys_have_glyphs(name: str) -> None:
    assert text(name) == name


@pytest.mark.parametrize("name", ["محمد", "דוד"])
def test_what_is_written_to_the_left_has_glyphs_and_turns_nothing_beside_it(name: str) -> None:
    assert text(name) == f"\u200e{name}\u200e"
    for typed in (f"{name} 12 meldingen", f"Klas van {name} (2B)", f"{name} 3"):
        assert squeezed(typed) in squeezed(on_paper(typed))


def test_no_mark_of_direction_stands_between_the_other_words_of_the_page() -> None:
    assert not set(on_paper("Klas van محمد (2B) en nog twee woorden")) & set("\u200e\u2068\u2069")


def test_what_no_font_can_show_is_a_box() -> None:
    assert text("Goed 👍 zo, 李明") == "Goed □ zo, □□"
    assert text("👨\u200d👩\u200d👧") == "□□□"
    assert "Goed □ zo" in on_paper("Goed 👍 zo")


def test_a_mark_that_belongs_to_another_font_costs_no_letter() -> None:
    assert text("e\u0301") == "e\u0301"
    assert text("李\u0301") == "□"


def test_text_is_never_reordered_by_marks_that_cannot_be_seen() -> None:
    assert text("\u202ekaart\u2066 een\ufeff") == "kaart een"


def test_control_characters_and_strange_line_ends_become_plain_ones() -> None:
    assert text("a\x00b\x07c\r\nd\u2028e\x0bf\tg") == "abc\nd\ne\nf    g"
    assert text("a\n\n\n \n\nb") == "a\n\nb"


def test_a_run_without_spaces_may_break() -> None:
    run = text("x" * 30)
    assert run.replace("\u200b", "") == "x" * 30
    assert max(len(piece) for piece in run.split("\u200b")) == 8
    assert text("leerlingcoördinator") == "leerlingcoördinator"


def test_a_letter_under_a_pile_of_marks_stays_a_letter() -> None:
    assert text("e" + "\u0301" * 50_000 + "n") == "e" + "\u0301" * 7 + "n"


def test_both_weights_have_the_same_characters() -> None:
    assert code_points("NotoSans-Regular.ttf") == code_points("NotoSans-Bold.ttf")
    assert {ord(c) for c in "aé€ğŁ"} <= code_points("NotoSans-Regular.ttf")
    assert not code_points("NotoSans-Regular.ttf") & {0xFFFF, 0x1F44D, ord("م")}


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_no_text_ever_breaks_the_page(typed: str) -> None:
    assert printed(typed)


def test_every_plane_of_unicode_can_be_printed() -> None:
    everything = "".join(
        chr(code) for code in range(1, 0x20000) if unicodedata.category(chr(code)) != "Cs"
    )
    assert printed(everything)
