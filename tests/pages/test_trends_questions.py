"""The deeper questions of Trends: one open at a time, each on a short page with one frame."""

import json

import pytest

from analytics.figures import FIGURES
from tests.busy_school import FIRST, begun
from tests.cast import Cast
from tests.pages.trends_screen import cells, charts, menu, opened, tables, text, titles
from ui.charts import style
from ui.trends import figure_frame, questions

OF_FIGURES = [code for code in questions.WORDS if questions.figures_of(code)]
MOST_ON_A_PAGE = 4


def test_every_figure_stands_under_one_question_that_has_words() -> None:
    under = [figure for code in questions.WORDS for figure in questions.figures_of(code)]
    assert sorted(figure.key for figure in under) == sorted(figure.key for figure in FIGURES)
    assert all(len(questions.figures_of(code)) <= MOST_ON_A_PAGE for code in questions.WORDS)


def test_nothing_is_open_until_somebody_asks(read_only: Cast) -> None:
    app = opened(read_only, "Willem")
    assert app.pills(key="t_vraag").value is None
    assert titles(app) == []
    assert charts(app) == []


def test_a_question_opens_and_closes_in_the_address(read_only: Cast) -> None:
    app = opened(read_only, "Willem")
    app.pills(key="t_vraag").set_value("how_long").run()
    assert app.query_params["t_vraag"] == "how_long"
    assert "Tijd tot gestopt" in titles(app)
    app.button(key="question_close").click().run()
    assert "t_vraag" not in app.query_params
    assert titles(app) == []


@pytest.mark.parametrize("code", OF_FIGURES)
def test_every_figure_of_a_question_is_a_picture_or_one_line_that_says_when(
    read_only: Cast, code: str
) -> None:
    app = opened(read_only, "Willem", t_vraag=code)
    assert app.pills(key="t_vraag").value == code
    named = [figure_frame.chart_of(figure).TITLE for figure in questions.figures_of(code)]
    on_screen = titles(app)
    assert len(charts(app)) == len(on_screen)
    lines = [str(one.value).replace("\\", "") for one in app.caption]
    waiting = [name for name in named if any(line.startswith(f"{name}: ") for line in lines)]
    assert sorted([*on_screen, *waiting]) == sorted(named)
    assert all(len(chart.proto.alt) > 15 for chart in app.get("plotly_chart"))


def test_an_unknown_question_in_the_address_opens_none(read_only: Cast) -> None:
    assert titles(opened(read_only, "Willem", t_vraag="<b>")) == []


def test_an_empty_school_says_in_one_line_each_what_can_come(school: Cast) -> None:
    app = opened(school, "Willem", t_vraag="does_it_stop")
    assert charts(app) == []
    assert len([one for one in app.caption if ": " in str(one.value)]) == 3


def test_small_numbers_are_there_for_who_leads(read_only: Cast) -> None:
    """2C has three meldingen: what was hidden before is what somebody has to act on."""
    app = menu(opened(read_only, "Willem", t_vraag="how_often"), "reports", "table")
    assert cells(app)["Meldingen"][:2] == ["16", "3"]
    assert style.HIDDEN not in text(app) + json.dumps(charts(app))


# --- the frame ------------------------------------------------------------------------------------


def test_behind_the_i_stand_how_to_read_definition_period_and_n(read_only: Cast) -> None:
    app = opened(read_only, "Willem", t_vraag="levels")
    behind = [str(one.value) for one in app.markdown if "**Wat er wordt geteld.**" in one.value]
    assert len(behind) == len(titles(app))
    assert any("**Stand**: nu." in words for words in behind)
    assert any("**Periode**: 1 aug tot en met 23 nov." in words for words in behind)
    assert all("**n** = " in words for words in behind)


def test_an_earlier_month_says_from_which_day_it_is_looked_at(read_only: Cast) -> None:
    app = opened(read_only, "Willem", t_vraag="levels", t_tot="2026-10")
    assert "**Stand** op 31 okt." in text(app)


def test_the_table_opens_from_the_menu_and_says_the_same(read_only: Cast) -> None:
    app = opened(read_only, "Willem", t_vraag="levels")
    assert tables(app) == []
    menu(app, "open_cases", "table")
    (table,) = tables(app)
    assert "19" in "".join(table.itertext())
    app.button(key="figure_close_open_cases").click().run()
    assert tables(app) == []


def test_a_picture_offers_no_button_that_saves_it_as_it_is(read_only: Cast) -> None:
    for chart in opened(read_only, "Willem", t_vraag="how_often").get("plotly_chart"):
        assert json.loads(chart.proto.config)["displayModeBar"] is False


def test_what_is_saved_comes_from_the_release(read_only: Cast) -> None:
    app = menu(opened(read_only, "Willem", t_vraag="aftercare"), "aftercare", "share")
    assert "Dit is alles wat naar buiten gaat." in text(app) or "te weinig" in text(app)


# --- what is kept ---------------------------------------------------------------------------------


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
    def open_cases() -> str:
        app = menu(opened(busy, "Petra", t_vraag="levels"), "open_cases", "table")
        return cells(app)["Open zaken"][0]

    assert open_cases() == "7"
    begun(busy, "Hanna", ("Tim", ""), FIRST, "verbal")
    assert open_cases() == "8"


# --- who has no exact figures ---------------------------------------------------------------------


def test_without_exact_figures_no_figure_is_drawn(busy: Cast) -> None:
    busy.store.school.set_exact_figures(False, by=busy.staff["Ineke"])
    for code in (*OF_FIGURES, questions.EXPLORE):
        app = opened(busy, "Willem", t_vraag=code)
        assert titles(app) == []
        assert tables(app) == []


def test_beside_the_school_only_what_is_published_is_there(read_only: Cast) -> None:
    app = opened(read_only, "Willem", t_vraag=questions.BESIDE)
    columns = cells(app)
    assert columns["team"] == ["de hele school", "bovenbouw", "onderbouw"]
    counts = {value for name, column in columns.items() if name != "team" for value in column}
    assert not counts & {"1", "2", "3", "4"}
    assert charts(app) == []


# --- Zelf zoeken ----------------------------------------------------------------------------------


def test_the_own_table_is_exact_and_follows_all_filters(read_only: Cast) -> None:
    klas = read_only.classes["2C"]
    app = opened(read_only, "Willem", t_vraag=questions.EXPLORE, t_klas=klas, t_kolom="month")
    columns = cells(app)
    assert columns["Totaal"][-1] == "3"
    assert "3 meldingen: soort en maand" in text(app)
    app = opened(read_only, "Willem", t_vraag=questions.EXPLORE, t_klas=klas, t_soort="physical")
    assert "In deze periode zijn er geen meldingen." in text(app)


def test_cases_are_laid_out_by_level_and_outcome(read_only: Cast) -> None:
    app = opened(
        read_only,
        "Willem",
        t_vraag=questions.EXPLORE,
        t_wat="cases",
        t_rij="outcome",
        t_kolom="class",
    )
    columns = cells(app)
    assert columns["Uitkomst"] == ["loopt nog", "gestopt, nazorg loopt", "Totaal"]
    assert columns["2B"] == ["5", "11", "16"]
    assert columns["2C"] == ["3", "0", "3"]
