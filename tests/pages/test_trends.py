"""Trends: who sees which figures, exactly, and what a press on the board leads to."""

import json
from typing import Any
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from analytics.figures import BY_KEY
from casework.people import Assignment, Role
from server import state
from tests.busy_school import begun
from tests.cast import PUPILS, YEAR_STARTS_ON, Cast
from tests.pages.conftest import START
from tests.pages.trends_screen import charts, opened, tables, text
from ui.trends import questions, view_payload
from ui.trends.board import NEXT
from ui.trends.figure_cache import CACHE
from ui.trends.selection import CLASS, KIND, TEAM, YEAR, YEAR_GROUP

SENSITIVE = "kwetsen om afkomst, geloof, uiterlijk of geaardheid"
NOT_HERE = "Deze pagina kunnen we niet laten zien."


def board(app: AppTest) -> dict[str, Any]:
    """What the component got: its data, with the current view read."""
    [component] = app.get("bidi_component")
    data: dict[str, Any] = json.loads(json.loads(component.proto.json)["board"])
    return {**data, "view": json.loads(data["views"][data["current"]])}


def numbers(app: AppTest) -> dict[str, str]:
    """The five numbers by key."""
    return {one["key"]: str(one["value"]) for one in board(app)["view"]["numbers"]}


def filters(app: AppTest) -> dict[str, list[str]]:
    """The words of every filter."""
    data = board(app)
    return {
        one["name"]: [words for _, words in data["options"][one["options"]]]
        for one in data["view"]["filters"]
    }


def rows(app: AppTest, chart: str) -> dict[str, list[Any]]:
    """The table beside a chart: the first column, and what stands behind it."""
    table = board(app)["view"]["charts"][chart]["table"]
    return {row[0]: row[1:] for row in table["rows"]}


def pressed(app: AppTest, what: str, name: str, part: str = "") -> AppTest:
    """The run after something was pressed on the board, as its callback notes it."""
    app.session_state["memory"][NEXT] = (what, name, part)
    app.run()
    assert not app.exception
    return app


# --- what is there --------------------------------------------------------------------------------


def test_five_numbers_and_four_charts_stand_on_the_first_screen(read_only: Cast) -> None:
    app = opened(read_only, "Willem")
    assert len(numbers(app)) == 5
    assert list(board(app)["view"]["charts"]) == [
        "per_class",
        "levels",
        "time_to_stopped",
        "aftercare",
    ]
    # Nothing else draws: no picture of Streamlit's, and no table.
    assert not charts(app)
    assert not tables(app)


def test_every_meldingen_counts_up_to_today(read_only: Cast) -> None:
    # 16 in 2B and 3 in 2C (tests/busy_school.py); 7 in 4V1 are of another team.
    assert numbers(opened(read_only, "Willem"))["reports"] == "19"
    assert numbers(opened(read_only, "Petra"))["reports"] == "7"


def test_a_melding_of_today_is_there_at_once(busy: Cast) -> None:
    before = numbers(opened(busy, "Willem"))["reports"]
    begun(busy, "Samira", ("Noor", "Emma"), busy.today, "verbal")
    assert (before, numbers(opened(busy, "Willem"))["reports"]) == ("19", "20")


def test_nobody_is_named(read_only: Cast) -> None:
    everything = json.dumps(board(opened(read_only, "Willem"))) + text(opened(read_only, "Willem"))
    for given, (family, _) in PUPILS.items():
        assert given not in everything
        assert family not in everything


def test_a_school_without_cases_has_a_screen_too(school: Cast) -> None:
    app = opened(school, "Willem")
    assert numbers(app)["reports"] == "0"
    assert not app.error


# --- whose figures --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "reports", "classes"),
    [
        ("Willem", "19", {"2B", "2C"}),
        ("Petra", "7", {"4V1"}),
        ("Fatima", "19", {"2B", "2C"}),
        ("Pim", "26", {"2B", "2C", "4V1"}),
        ("Sofie", "26", {"2B", "2C", "4V1"}),
    ],
)
def test_everybody_sees_the_own_pupils_exactly_and_no_others(
    read_only: Cast, name: str, reports: str, classes: set[str]
) -> None:
    app = opened(read_only, name)
    assert numbers(app)["reports"] == reports
    assert set(rows(app, "per_class")) == classes


@pytest.mark.parametrize("name", ["Anneke", "Ineke", "Dirk", ""])
def test_who_answers_for_no_pupils_gets_no_figure_at_all(read_only: Cast, name: str) -> None:
    app = AppTest.from_file(START.parents[1] / "pages" / "trends.py", default_timeout=30)
    if name:
        _, signed_in = state.sessions.begin(read_only.staff[name], has_second_step=True)
        app.user = {"session": signed_in.public_id}
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert not app.get("bidi_component")


def test_a_role_that_ends_ends_the_figures_also_when_they_are_kept(busy: Cast) -> None:
    app = opened(busy, "Willem")
    assert app.get("bidi_component")
    held = next(one for one in busy.actor("Willem").assignments if one.role is Role.TEAM_LEADER)
    assert held == Assignment(Role.TEAM_LEADER, busy.teams["onderbouw"], YEAR_STARTS_ON)
    busy.store.school.end_assignment(
        busy.staff["Willem"], held, YEAR_STARTS_ON, busy.staff["Ineke"]
    )
    app.run()
    assert not app.get("bidi_component")


@pytest.mark.parametrize("is_there", [True, False])
def test_another_team_and_no_team_at_all_are_refused_alike(read_only: Cast, is_there: bool) -> None:
    team = read_only.teams["bovenbouw"] if is_there else str(uuid4())
    app = opened(read_only, "Willem", **{TEAM: team})
    assert NOT_HERE in app.error[0].value
    assert not app.get("bidi_component")


# --- the filters ----------------------------------------------------------------------------------


def test_filters_work_together(read_only: Cast) -> None:
    class_id = read_only.classes["2B"]
    # Of the 16 cases of 2B the first 7 are about physical bullying.
    app = opened(read_only, "Willem", **{CLASS: class_id, KIND: "physical"})
    assert numbers(app)["reports"] == "7"
    assert numbers(opened(read_only, "Willem", **{KIND: "physical"}))["reports"] == "7"
    assert numbers(opened(read_only, "Willem", **{CLASS: class_id}))["reports"] == "16"


def test_a_sensitive_kind_is_no_filter_for_who_may_not_open_the_cases(read_only: Cast) -> None:
    assert SENSITIVE not in filters(opened(read_only, "Willem"))["kind"]


@pytest.mark.parametrize(
    "query",
    [
        {YEAR: "1999-2000"},
        {TEAM: "onderbouw"},
        {CLASS: "2B"},
        {CLASS: str(uuid4())},
        {YEAR_GROUP: "-1"},
        {YEAR_GROUP: "6; drop table"},
        {KIND: "<script>"},
        {"t_van": "2026-13"},
        {"t_tot": "later"},
    ],
)
def test_what_is_unknown_in_the_address_limits_nothing(
    read_only: Cast, query: dict[str, str]
) -> None:
    assert numbers(opened(read_only, "Willem", **query)) == numbers(opened(read_only, "Willem"))


def test_a_class_of_another_team_limits_nothing_and_shows_nothing_of_it(read_only: Cast) -> None:
    app = opened(read_only, "Willem", **{CLASS: read_only.classes["4V1"]})
    assert set(rows(app, "per_class")) == {"2B", "2C"}


# --- what a press leads to ------------------------------------------------------------------------


def test_a_press_on_cases_that_are_of_others_says_whose_they_are(read_only: Cast) -> None:
    app = pressed(opened(read_only, "Willem"), "press", "levels", "level:1+state:running")
    assert any("jij kunt" in str(one.value) for one in app.toast)


@pytest.mark.parametrize(
    ("name", "part"),
    [("levels", "level:9"), ("../../etc", "x"), ("per_class", "class_id:' or 1=1"), ("page", "x")],
)
def test_a_press_on_what_is_not_there_does_nothing(read_only: Cast, name: str, part: str) -> None:
    app = pressed(opened(read_only, "Willem"), "press", name, part)
    assert not app.toast
    assert not app.error
    assert app.get("bidi_component")


@pytest.mark.parametrize("figure", ["aftercare", "over_time"])
def test_a_figure_that_is_opened_stands_on_a_page_of_its_own(read_only: Cast, figure: str) -> None:
    app = pressed(opened(read_only, "Willem"), "open", figure)
    question = BY_KEY[figure].question
    assert app.query_params[questions.QUESTION] in (question, [question])
    assert questions.WORDS[question] in [one.value for one in app.header]


# --- what is kept ---------------------------------------------------------------------------------


def test_a_view_is_computed_once_until_something_is_recorded(
    busy: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    CACHE.clear()
    computed: list[object] = []
    compute = view_payload._computed_view

    def counting(*arguments: Any) -> Any:
        computed.append(arguments)
        return compute(*arguments)

    monkeypatch.setattr(view_payload, "_computed_view", counting)
    app = opened(busy, "Willem")
    app.run()
    opened(busy, "Willem")
    assert len(computed) == 1
    begun(busy, "Samira", ("Noor", "Emma"), busy.today, "verbal")
    app.run()
    assert len(computed) == 2


def test_a_view_goes_to_the_browser_once_for_each_version(read_only: Cast) -> None:
    CACHE.clear()
    near = opened(read_only, "Willem", **{CLASS: read_only.classes["2B"]})
    assert len(board(near)["views"]) == 1
    # The whole team was not looked at yet; from it 2B is one press away, and kept by now.
    app = opened(read_only, "Willem")
    assert len(board(app)["views"]) == 2
    app.run()
    assert len(board(app)["views"]) == 1


def test_the_look_at_exact_figures_is_logged_once_a_sign_in(busy: Cast) -> None:
    app = opened(busy, "Willem")
    app.run()
    opened(busy, "Willem")
    lines = busy.store.access_log.lines(busy.today.replace(day=1), busy.today.replace(month=12))
    looks = [line for line in lines if "cijfers" in line.reason]
    # Two sign-ins, of which one ran twice.
    assert len(looks) == 2
    assert {line.staff_name for line in looks} == {"Willem van Dam"}
