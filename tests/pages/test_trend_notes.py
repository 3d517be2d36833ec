"""What a teamleider adds to Trends on the screen: marks, targets and views, with every refusal."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from math import nan
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.period import Period
from analytics.targets import (
    SettledCounts,
    TargetCheck,
    Verdict,
    check_target,
    check_target_of_settled,
)
from analytics.view import View
from casework.figures import FigureFilter
from casework.people import Action
from casework.trend_notes import Target
from tests.cast import Cast, copy_of
from tests.pages.conftest import behind_the_door
from tests.pages.trends_screen import charts, field, menu, opened, press, text
from ui.charts import marks, style
from ui.trends import annotations, saved_views, targets

PERIOD = Period(date(2026, 8, 1), date(2027, 7, 31), date(2026, 11, 23))
VIEW = View(FigureFilter(), PERIOD, PERIOD)


@pytest.fixture(scope="module")
def noted_school(busy_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The busy school, in which the tests of this file write notes one after the other."""
    cast = copy_of(busy_files, tmp_path_factory.mktemp("noted") / "school")
    yield cast
    cast.store.close()


@pytest.fixture
def noted(noted_school: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """That school behind the door, without a mark, a target or a view."""
    with behind_the_door(noted_school, monkeypatch) as cast:
        yield cast
    notes = noted_school.store.trend_notes
    for mark in notes.annotations():
        notes.remove_annotation(mark.annotation_id, by="")
    for target in notes.targets():
        notes.remove_target(target.team_id, target.figure, by="")
    for staff_id in noted_school.staff.values():
        for view in notes.views(staff_id):
            notes.remove_view(view.view_id, staff_id)


# --- marks ----------------------------------------------------------------------------------------


BY_MONTH = "aftercare_by_month"


def month_chart(app: AppTest) -> dict[str, Any]:
    return next(chart for chart in charts(app) if chart["layout"].get("meta"))


def mark(app: AppTest, day: date | None, words: str) -> AppTest:
    field(app, "date_input", "_on").set_value(day)
    field(app, "text_input", "_text").set_value(words)
    return press(app, "annotation_")


def timeline(cast: Cast, name: str = "Willem") -> AppTest:
    """Nazorg by month, with what is on its time axis open below it."""
    return menu(opened(cast, name, t_vraag="aftercare"), BY_MONTH, "timeline")


@pytest.fixture
def card(noted: Cast) -> AppTest:
    """Trends with a figure over time."""
    return timeline(noted)


def test_a_mark_is_drawn_with_a_number_and_told_in_words(card: AppTest) -> None:
    before = len(month_chart(card)["layout"].get("shapes", []))
    app = mark(card, date(2026, 9, 14), "start project X")
    assert "Bewaard voor de tijdlijn: 14 sep." in text(app)
    assert "1. 14 sep: start project X (team onderbouw)" in text(app)
    layout = month_chart(app)["layout"]
    assert len(layout["shapes"]) == before + 1
    assert "<b>1</b>" in [note["text"] for note in layout["annotations"]]
    # Its words are no part of any picture, and of no address.
    assert "project" not in json.dumps(charts(app))
    assert "project" not in str(app.query_params)


@pytest.mark.parametrize(
    ("day", "words", "says"),
    [
        (None, "start project X", "Kies de dag"),
        (date(2026, 9, 14), "", "Schrijf in een paar woorden"),
        (date(2020, 1, 1), "start project X", "valt buiten de schooljaren"),
        (date(2026, 9, 14), "woord " * 833, "er passen 80 tekens in"),
        (date(2026, 9, 14), "gesprek met Noor Visser", "de naam van een leerling"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_and_stays_in_its_field(
    noted: Cast,
    card: AppTest,
    day: date | None,
    words: str,
    says: str,
) -> None:
    app = mark(card, day, words)
    assert says in text(app)
    assert field(app, "text_input", "_text").value == words
    assert field(app, "date_input", "_on").value == day
    assert noted.desk("Willem").trend_notes.annotations() == []


def test_a_mark_is_for_a_team_or_for_the_whole_school_and_can_be_taken_away(
    noted: Cast,
    card: AppTest,
) -> None:
    field(card, "button_group", "_scope").set_value("school")
    app = mark(card, date(2026, 9, 14), "nieuwe pauzes")
    assert "nieuwe pauzes (hele school)" in text(app)
    (kept,) = noted.desk("Petra").trend_notes.annotations()
    app = press(app, "unannotation_removal_", kept.annotation_id)
    assert "Weggehaald van de tijdlijn." in text(app)
    assert "nieuwe pauzes" not in text(app)
    assert noted.desk("Petra").trend_notes.annotations() == []


def test_a_mark_that_a_colleague_took_away_in_the_meantime_says_so_kindly(
    noted: Cast,
    card: AppTest,
) -> None:
    app = mark(card, date(2026, 9, 14), "start project X")
    (kept,) = noted.desk("Willem").trend_notes.annotations()
    noted.desk("Willem").trend_notes.remove_annotation(kept.annotation_id)
    app = press(app, "unannotation_removal_", kept.annotation_id)
    assert "kunnen we niet laten zien" in text(app)


@pytest.mark.parametrize("code", ["how_often", "where_and_when", "aftercare"])
def test_every_figure_over_time_shows_the_mark_and_its_words(
    noted: Cast,
    code: str,
) -> None:
    team = noted.teams["onderbouw"]
    noted.desk("Willem").trend_notes.annotate(
        date(2026, 9, 2), "start project X", team_id=team, form_key=code
    )
    app = opened(noted, "Willem", t_vraag=code)
    over_time = [chart for chart in charts(app) if chart["layout"].get("meta")]
    notes = [note["text"] for chart in over_time for note in chart["layout"]["annotations"]]
    assert notes.count("<b>1</b>") == len(over_time) > 0
    assert text(app).count("1. 2 sep: start project X") == len(over_time)


def test_a_mark_outside_the_figure_is_told_apart_and_can_be_taken_away(
    noted: Cast,
    card: AppTest,
) -> None:
    app = mark(card, date(2027, 3, 1), "nieuwe pauzes")
    assert annotations.OUTSIDE in text(app)
    assert "1 mrt 2027: nieuwe pauzes (team onderbouw)" in text(app)
    assert "1. 1 mrt 2027" not in text(app)
    (kept,) = noted.desk("Willem").trend_notes.annotations()
    app = press(app, "unannotation_removal_", kept.annotation_id)
    assert annotations.OUTSIDE not in text(app)
    assert noted.desk("Willem").trend_notes.annotations() == []


def pictured(*months: date) -> style.PlotlyFigure:
    """A picture with these months on its axis."""
    axis = style.timeline(months, is_months=True)
    return {"data": [], "layout": style.layout(200, xaxis=style.axis(), **axis)}


def test_a_mark_lies_where_its_day_lies_in_its_month() -> None:
    figure = pictured(date(2026, 9, 1), date(2026, 10, 1), date(2026, 12, 1))
    days = [date(2026, 9, 1), date(2026, 10, 16), date(2026, 11, 20), date(2026, 12, 31)]
    assert marks.within(figure, [date(2026, 8, 31), *days, date(2027, 1, 1)]) == days
    drawn = marks.with_marks(figure, days)["layout"]["shapes"]
    places = [round(line["x0"], 2) for line in drawn]
    # Half a month before its dot begins a month; a month without a dot lies between two others.
    assert places == [-0.5, 0.98, 1.5, 2.47]
    assert "shapes" not in figure["layout"]


# --- targets --------------------------------------------------------------------------------------


def aim(app: AppTest, words: str) -> AppTest:
    field(app, "text_input", "_percent").set_value(words)
    return press(app, "target_aftercare")


def aftercare(cast: Cast, name: str = "Willem", **query: str) -> AppTest:
    """Nazorg on time, with the target of the team open below it."""
    return menu(opened(cast, name, t_vraag="aftercare", **query), "aftercare", "target")


def test_a_target_is_drawn_and_judged_with_its_interval(noted: Cast) -> None:
    app = aim(aftercare(noted), "90 %")
    assert "Het doel is nu 90% van de nazorg op tijd." in text(app)
    assert "Doel 90% van de nazorg op tijd: niet gehaald;" in text(app)
    # The line is in the figure itself and in that of its months.
    notes = [[note["text"] for note in c["layout"].get("annotations", [])] for c in charts(app)]
    assert sum("doel 90%" in texts for texts in notes) == 2
    press(app, "untarget_aftercare", "")
    assert "Er is geen doel meer voor dit cijfer." in text(app)
    assert noted.desk("Willem").trend_notes.targets() == []


@pytest.mark.parametrize(
    ("words", "says"),
    [("140", "ten hoogste 100%"), ("", "Vul een heel getal"), ("9" * 5_000, "Vul een heel getal")],
)
def test_a_target_that_cannot_be_is_refused_and_stays_in_its_field(
    noted: Cast,
    words: str,
    says: str,
) -> None:
    app = aim(aftercare(noted), words)
    assert says in text(app)
    assert field(app, "text_input", "_percent").value == words
    assert noted.desk("Willem").trend_notes.targets() == []


def test_a_target_of_a_team_that_is_no_longer_the_own_one_is_refused(busy: Cast) -> None:
    app = aftercare(busy)
    field(app, "text_input", "_percent").set_value("90")
    (held_by_willem,) = busy.desk("Willem").actor.roles_for(Action.SET_TARGET)
    yesterday = busy.today - timedelta(days=1)
    willem, ineke = busy.staff["Willem"], busy.staff["Ineke"]
    busy.store.school.end_assignment(willem, held_by_willem, yesterday, ineke)
    press(app, "target_aftercare")
    assert busy.store.trend_notes.targets() == []
    assert charts(app) == []


def test_meldingen_have_no_target_and_the_screen_says_why(noted: Cast) -> None:
    app = opened(noted, "Willem", t_vraag="how_often")
    assert "meer meldingen is niet minder veilig" in text(app)
    for figure in ("over_time", "reports"):
        assert "Doel van het team" not in app.menu_button(key=f"figure_menu_{figure}").options


def test_the_target_of_a_team_is_not_held_against_a_part_of_it(noted: Cast) -> None:
    noted.desk("Willem").trend_notes.set_target(noted.teams["onderbouw"], "aftercare", "90")
    assert "Doel 90%" in text(opened(noted, "Willem", t_vraag="aftercare"))
    for part in ({"t_soort": "verbal"}, {"t_klas": noted.classes["2B"]}, {"t_tot": "2026-10"}):
        app = opened(noted, "Willem", t_vraag="aftercare", **part)
        assert "Doel 90%" not in text(app)
        assert "doel 90%" not in json.dumps(charts(app))
        assert targets.ONLY_WHOLE_TEAM in text(app)
        assert "Doel van het team" not in app.menu_button(key="figure_menu_aftercare").options
    assert "Doel 90%" not in text(opened(noted, "Petra", t_vraag="aftercare"))


@pytest.mark.parametrize(
    ("known", "says"),
    [
        (
            check_target(0.95, 0.91, 0.99, 90, is_few=False),
            "Doel 90% van de nazorg op tijd: gehaald;",
        ),
        (check_target(0.70, 0.60, 0.80, 90, is_few=False), "niet gehaald; het is 70%"),
        (
            check_target(0.88, 0.80, 0.93, 90, is_few=False),
            "nog niet te zeggen of het is gehaald; het is",
        ),
        (
            check_target_of_settled(SettledCounts(50, 63, 6), 80, 10),
            "wat nog open staat, telt daarvoor niet mee",
        ),
        (check_target(0.5, 0.1, 0.9, 90, is_few=True), "nog te weinig gegevens om te zeggen"),
        (check_target(nan, nan, nan, 90, is_few=False), "nog te weinig gegevens om te zeggen"),
    ],
)
def test_the_sentence_claims_no_more_than_the_interval(known: TargetCheck, says: str) -> None:
    words = targets.sentence(Target("", "aftercare", 90), known)
    assert says in words
    assert "toeval" not in words
    if known.verdict in (Verdict.CHANCE, Verdict.TOO_FEW):
        assert ": gehaald" not in words
        assert ": niet gehaald" not in words


# --- views ----------------------------------------------------------------------------------------


def my_views(cast: Cast, name: str = "Willem", **query: str) -> AppTest:
    """Trends with the own views open."""
    app = opened(cast, name, **query)
    app.session_state[saved_views.MENU] = True
    app.run()
    assert not app.exception
    return app


def keep(app: AppTest, name: str) -> AppTest:
    made = [one for one in app.text_input if one.label == "Bewaar wat je nu ziet als"]
    made[0].set_value(name)
    return press(app, "view_", "submit")


def test_a_view_is_kept_and_opened_again(noted: Cast) -> None:
    klas = noted.classes["2B"]
    app = keep(my_views(noted, t_vraag="card", t_klas=klas), "Mijn onderbouw, nazorg")
    assert "Bewaard als Mijn onderbouw, nazorg." in text(app)
    (view,) = noted.desk("Willem").trend_notes.views()
    assert view.address == {"t_vraag": "card", "t_klas": klas, "t_jaar": "2026-2027"}

    again = my_views(noted)
    press(again, "view_open_", view.view_id)
    assert again.query_params["t_klas"] == klas
    assert again.query_params["t_vraag"] == "card"
    assert again.pills(key="t_vraag").value == "card"
    assert saved_views.GONE not in text(again)


@pytest.mark.parametrize(
    ("name", "says"),
    [("", "Geef de weergave een naam"), ("x" * 5_000, "er passen 60 tekens in")],
)
def test_a_view_without_a_proper_name_is_refused(
    noted: Cast,
    name: str,
    says: str,
) -> None:
    app = keep(my_views(noted), name)
    assert says in text(app)
    assert noted.desk("Willem").trend_notes.views() == []


def test_the_same_name_twice_is_refused_and_a_view_is_renamed_and_forgotten(
    noted: Cast,
) -> None:
    app = keep(keep(my_views(noted), "Nazorg"), "nazorg")
    assert "Je hebt al een weergave met deze naam." in text(app)
    (view,) = noted.desk("Willem").trend_notes.views()

    app = my_views(noted)
    press(app, "view_change_", "submit")
    assert "Kies eerst een weergave." in text(app)
    field(app, "selectbox", "_view").set_value(view.view_id)
    next(one for one in app.text_input if one.label == "Nieuwe naam").set_value("Anders *vet*")
    press(app, "view_change_", "submit")
    assert [kept.name for kept in noted.desk("Willem").trend_notes.views()] == ["Anders *vet*"]
    assert "Heet nu Anders *vet*." in text(app)
    field(app, "selectbox", "_view").set_value(view.view_id)
    press(app, "view_change_", "second")
    assert noted.desk("Willem").trend_notes.views() == []


def test_a_view_of_what_is_no_longer_there_falls_back_and_says_so(noted: Cast) -> None:
    address = {
        "t_klas": noted.classes["4V1"],
        "t_team": noted.teams["bovenbouw"],
        "t_jaar": "2019-2020",
        "t_soort": "iets_ouds",
        "t_vraag": "card",
    }
    view = noted.desk("Willem").trend_notes.keep_view("Oud", address, form_key="oud")
    app = my_views(noted)
    press(app, "view_open_", view.view_id)
    assert saved_views.GONE in text(app)
    assert app.query_params["t_vraag"] == "card"
    assert "t_klas" not in app.query_params
    assert not app.error
    app.run()
    assert saved_views.GONE not in text(app)


def test_who_has_no_views_reads_what_they_are_for(read_only: Cast) -> None:
    assert saved_views.NONE_YET in text(my_views(read_only))
    assert saved_views.NONE_YET not in text(opened(read_only, "Willem"))
