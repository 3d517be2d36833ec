"""Handelingskaart: the card in the words of the school, with whose term is whose."""

from pathlib import Path
from typing import get_args

import pytest
from streamlit.testing.v1 import AppTest

from casework.card import model
from casework.card.model import packaged_card
from server import state
from tests.cast import Cast
from tests.pages.file_buttons import file_buttons
from ui.card import view

PAGE = Path(__file__).parents[2] / "pages" / "handelingskaart.py"
CARD = packaged_card()


def opened(school: Cast, name: str = "") -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=20)
    if name:
        _, signed_in = state.sessions.begin(school.staff[name], has_second_step=True)
        app.user = {"session": signed_in.public_id}
    app.run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    """Everything that is written on the screen."""
    groups = (app.title, app.header, app.markdown, app.caption, app.get("html"), app.error)
    plain = " ".join(str(getattr(one, "body", None) or one.value) for g in groups for one in g)
    return plain.replace("\\", "").replace("&#x27;", "'").replace("&amp;", "&")


@pytest.mark.parametrize("name", ["Dirk", "Samira", "Fatima", "Willem", "Anneke", "Ineke"])
def test_everybody_at_school_reads_the_card_in_its_own_words(shared: Cast, name: str) -> None:
    words = text(opened(shared, name))
    assert "STOP PESTEN! PROTOCOL" in words
    for column in CARD.columns:
        assert column.title in words
        for line in column.card_text:
            assert line in words


def test_the_card_shows_every_step_level_measure_and_guide(shared: Cast) -> None:
    words = text(opened(shared, "Samira"))
    for step in CARD.steps:
        assert step.title in words
    for level in CARD.levels:
        assert level.card_text in words
    for measure in CARD.measures:
        assert measure.title in words
        assert measure.why in words
    for guide in CARD.guides:
        for line in guide.lines:
            assert line in words


def test_our_own_terms_and_guides_are_marked_as_ours(shared: Cast) -> None:
    words = text(opened(shared, "Samira"))
    assert "° eigen termijn van de school" in words
    assert "binnen 2 schooldagen° na de melding" in words
    assert "Deze leidraden zijn een startpunt." in words


@pytest.mark.parametrize("name", ["Dirk", "Samira", "Ineke"])
def test_everybody_at_school_can_take_the_poster_along(shared: Cast, name: str) -> None:
    assert list(file_buttons(opened(shared, name))) == ["Poster downloaden (PDF)"]


def test_a_stranger_gets_nothing(shared: Cast) -> None:
    words = text(opened(shared))
    assert "Je bent niet aangemeld." in words
    assert "STOP PESTEN" not in words
    assert not file_buttons(opened(shared))


def test_every_term_can_be_said_in_words() -> None:
    terms = {step.id: view.term(step) for step in CARD.steps}
    assert terms["report"] == "meteen na de melding"
    assert terms["talk_target"] == "binnen 2 schooldagen° na de melding"
    assert terms["measure_review"] == "op de afgesproken dag"
    assert terms["support"] == "wanneer het nodig is"


def test_a_term_from_the_paper_card_has_no_mark() -> None:
    step = CARD.step("parents").model_copy(update={"ours": False, "school_days": 1})
    assert view.term(step) == "binnen 1 schooldag na de melding"


def test_no_code_of_the_card_is_without_words() -> None:
    assert set(view.ANCHORS) == set(get_args(model.Anchor))
    assert set(view.PER) == set(get_args(model.Per))
    assert set(view.REQUIRED) == set(get_args(model.Required))
    risks = get_args(model.Measure.model_fields["risk"].annotation)
    assert set(view.RISK_LOOKS) == set(risks)
    assert {step.gate for step in CARD.steps} - {""} <= set(view.GATES)


def test_words_of_the_school_are_never_markup() -> None:
    column = CARD.columns[0].model_copy(update={"title": "<b>x</b>", "card_text": ("<script>",)})
    card = CARD.model_copy(update={"columns": (column,)})
    for markup in (view._wide(card), view._folded(card)):
        assert "<script>" not in markup
        assert "&lt;script&gt;" in markup
        assert "<b>x</b>" not in markup
