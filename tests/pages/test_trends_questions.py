"""The questions of Trends: one open at a time, named in the address, each with its figures."""

import pytest

from tests.cast import Cast
from tests.pages.busy_school import FIRST, begun
from tests.pages.test_trends import charts, opened, small_numbers, text
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


def test_a_figure_that_is_kept_follows_the_words_of_the_card(busy: Cast) -> None:
    def words() -> str:
        return str(charts(opened(busy, "Willem", t_vraag="where_and_when")))

    assert "schelden of kwetsende opmerkingen" in words()
    office = busy.desk("Ineke").office.card
    office.change({("lists", "kinds", "verbal"): "schelden"})
    draft = office.draft()
    assert draft is not None
    office.take_into_use(draft.stamp, "")
    after = words()
    assert "schelden" in after
    assert "kwetsende opmerkingen" not in after


def test_a_figure_that_is_kept_counts_what_was_recorded_since(busy: Cast) -> None:
    def told() -> str:
        page = opened(busy, "Petra", t_vraag="does_it_stop")
        return next(one.value for one in page.markdown if "open zaken" in one.value)

    assert told().startswith("Nu 7 open zaken")
    begun(busy, "Hanna", ("Tim", ""), FIRST, "verbal")
    assert told().startswith("Nu 8 open zaken")
