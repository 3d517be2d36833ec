"""The questions of Trends: one open at a time, named in the address, each with its figures."""

import pytest

from tests.cast import Cast
from tests.pages.test_trends import opened, small_numbers, text
from ui.trends import further_figures
from ui.trends.questions import QUESTIONS, question_of

CODES = [asked.code for asked in QUESTIONS]


@pytest.mark.parametrize("code", CODES)
def test_a_question_shows_its_own_figures_and_no_small_number(
    looked_at: Cast,
    code: str,
) -> None:
    app = opened(looked_at, "Willem", t_vraag=code)
    assert app.pills(key="t_vraag").value == code
    headers = [header.value for header in app.header]
    assert headers[:2] == ["In één oogopslag", "Nazorg op tijd"]
    assert len(headers) > 2
    if code != "prevention":
        assert small_numbers(app) == []


def test_an_unknown_question_in_the_address_opens_the_first(looked_at: Cast) -> None:
    assert text(opened(looked_at, "Willem", t_vraag="<b>")) == text(opened(looked_at, "Willem"))


def test_every_figure_stands_under_one_question() -> None:
    figures = [figure for asked in QUESTIONS for figure in asked.figures]
    assert len(figures) == len(set(figures))
    computed = {*further_figures.FIGURES, "comparison", "resolution", "open_cases"}
    assert set(figures) == computed | {"reached", "reports"}
    assert question_of("funnel") == "how_often"
    assert question_of("aftercare") == ""
