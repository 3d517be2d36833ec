"""The poster: the school's own words on one page, tagged, and the same every time."""

import re
from datetime import UTC, datetime

import pytest

from casework.card.model import ActionCard, packaged_card
from exchange.poster import COLOURS, poster_pdf
from server.style_sheet import style_sheet
from tests.exchange.pdf_reading import read, squeezed, tags, words

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
CARD = packaged_card()
A4_LANDSCAPE = (842, 595)


def poster(card: ActionCard = CARD, school: str = "Het Lindelyceum") -> bytes:
    return poster_pdf(card, school, AT)


def with_texts(times: int) -> ActionCard:
    """The card with every text so many times as long."""
    columns = tuple(
        column.model_copy(
            update={"card_text": tuple(" ".join([line] * times) for line in column.card_text)}
        )
        for column in CARD.columns
    )
    return CARD.model_copy(update={"columns": columns})


def size(pdf: bytes) -> tuple[int, int]:
    box = read(pdf).pages[0].mediabox
    return round(box.width), round(box.height)


def test_the_poster_has_every_word_of_the_card() -> None:
    page_text = squeezed(words(poster()))
    for column in CARD.columns:
        assert squeezed(column.title.upper()) in page_text
        for line in column.card_text:
            assert squeezed(line) in page_text
    assert "STOPPESTEN!PROTOCOL" in page_text
    assert "HetLindelyceum" in page_text
    assert "Kaartversie1·maandag23november2026" in page_text


def test_a_step_that_is_off_is_off_the_poster() -> None:
    steps = tuple(
        step.model_copy(update={"off": True}) if step.id == "inform_team" else step
        for step in CARD.all_steps
    )
    page_text = squeezed(words(poster(CARD.model_copy(update={"all_steps": steps}))))

    assert "docententeam" not in page_text
    assert squeezed("Aantekening in Magister") in page_text


def test_a_screen_reader_gets_title_language_and_six_headings_in_order() -> None:
    pdf = poster()
    root = read(pdf).trailer["/Root"]

    assert read(pdf).metadata is not None
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert str(read(pdf).metadata.title) == "Handelingskaart pesten"  # type: ignore[union-attr]
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    headings = [tag for tag in tags(pdf) if re.fullmatch(r"H\d", tag)]
    assert headings == ["H1"] + ["H2"] * 6
    page_text = words(pdf)
    places = [page_text.index(column.title.upper()) for column in CARD.columns]
    assert places == sorted(places)
    assert (
        places[0] < page_text.index("Signaleren") < places[1] < page_text.index("Eerst") < places[2]
    )


@pytest.mark.parametrize("times", [1, 2, 4])
def test_a_longer_card_still_fits_on_one_page(times: int) -> None:
    pdf = poster(with_texts(times))
    assert len(read(pdf).pages) == 1
    assert size(pdf) == A4_LANDSCAPE
    for column in with_texts(times).columns:
        assert all(squeezed(line) in squeezed(words(pdf)) for line in column.card_text)


def test_a_card_that_fits_in_no_size_gets_a_longer_page_and_loses_no_word() -> None:
    card = with_texts(40)
    pdf = poster(card)
    assert len(read(pdf).pages) == 1
    assert size(pdf)[1] > A4_LANDSCAPE[1]
    page_text = squeezed(words(pdf))
    assert page_text.count(squeezed("Melden bij mentor")) == 40


def test_a_long_school_name_pushes_nothing_off_the_page() -> None:
    pdf = poster(school="Christelijke Scholengemeenschap Sint-Nicolaas, locatie Noord " * 2)
    assert len(read(pdf).pages) == 1
    assert "locatie Noord" in words(pdf)


def test_the_same_card_gives_the_same_bytes() -> None:
    assert poster() == poster()
    assert poster() != poster(school="Een andere school")


def test_the_poster_has_the_colours_of_the_screen() -> None:
    look = style_sheet()
    names = ("analyse", "talks", "facilitate", "action", "communication", "evaluate")
    strong = [re.search(rf"--card-{name}: (#\w+);", look) for name in names]
    soft = [re.search(rf"--card-{name}-soft: (#\w+);", look) for name in names]
    assert tuple((s[1], z[1]) for s, z in zip(strong, soft, strict=True) if s and z) == COLOURS


def test_words_of_the_school_are_never_markup() -> None:
    markup = '#panic("x") $x^2$ *vet* _schuin_ <label> @ref \\ // /* */ `code` = kop'
    columns = (CARD.columns[0].model_copy(update={"title": "#x", "card_text": (markup,)}),)
    page_text = words(poster(CARD.model_copy(update={"columns": columns, "motto": "$stop$"})))
    assert squeezed(markup) in squeezed(page_text)
    assert "$stop$" in page_text
