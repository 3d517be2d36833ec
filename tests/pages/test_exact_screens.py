"""What the browser gets: exact numbers for who has them, and in a meeting only what is published.

2B has 16 cases of which 2 have nazorg after its window, 2C has 3, and 4V1 has 7.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from casework.people import Assignment, Role
from tests.cast import YEAR_STARTS_ON, Cast, copy_of
from tests.pages import trends_screen
from tests.pages.trends_screen import cells
from ui.trends import published_board, questions
from ui.trends.selection import MEETING

YEAR = "2026-2027"
SMALL = {1, 2, 3, 4, "1", "2", "3", "4"}


def boards(app: AppTest) -> list[dict[str, Any]]:
    """The data of each component on the screen, as the browser gets it."""
    boards = [json.loads(json.loads(one.proto.json)["board"]) for one in app.get("bidi_component")]
    for board in boards:
        views = board["views"].items()
        # The views of the own screen are kept as they are sent.
        board["views"] = {k: json.loads(v) if isinstance(v, str) else v for k, v in views}
    return boards


def small_on(app: AppTest) -> set[Any]:
    """The small numbers that reach the browser: in boards, pictures and tables."""
    visible_numbers: list[Any] = [value for column in cells(app).values() for value in column]
    for board in boards(app):
        for view in board["views"].values():
            visible_numbers += [one["value"] for one in view.get("numbers", [])]
            charts = view.get("charts", {}).values()
            visible_numbers += [
                cell for one in charts for row in one["table"]["rows"] for cell in row[1:]
            ]
            visible_numbers += [
                x for one in charts for trace in one["data"] for x in trace.get("x", [])
            ]
    visible_numbers += [
        x for one in trends_screen.charts(app) for trace in one["data"] for x in trace["x"]
    ]
    return {value for value in visible_numbers if isinstance(value, int | str)} & SMALL


def test_on_the_own_screen_small_numbers_are_there(read_only: Cast) -> None:
    [board] = boards(trends_screen.opened(read_only, "Willem"))
    assert board["intern"]
    assert not board.get("publishable")
    rows = board["views"][board["current"]]["charts"]["per_class"]["table"]["rows"]
    assert "3" in {str(cell) for row in rows for cell in row}


@pytest.mark.parametrize("name", ["Willem", "Petra", "Fatima"])
def test_in_a_meeting_the_browser_gets_what_is_published_and_nothing_else(
    read_only: Cast, name: str
) -> None:
    app = trends_screen.opened(read_only, name, **{MEETING: "1"})
    [board] = boards(app)
    visible_numbers = published_board.of_desk(read_only.desk(name), YEAR)
    assert visible_numbers is not None
    expected = published_board.board_payload(visible_numbers, next(iter(visible_numbers.teams)))
    assert {key: board[key] for key in expected} == json.loads(json.dumps(expected))
    assert (board["intern"], board["publishable"]) == (False, True)
    assert board["until"].endswith("31 oktober 2026, kleine aantallen verborgen")
    assert small_on(app) == set()


@pytest.mark.parametrize("asked", [*questions.WORDS])
def test_a_deeper_question_in_the_address_of_a_meeting_sends_nothing_more(
    read_only: Cast, asked: str
) -> None:
    app = trends_screen.opened(read_only, "Willem", **{MEETING: "1", questions.QUESTION: asked})
    assert len(boards(app)) == 1
    assert small_on(app) == set()
    assert not trends_screen.charts(app)


@pytest.fixture(scope="module")
def shared_school(busy_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The busy school, which turned exact figures off."""
    cast = copy_of(busy_files, tmp_path_factory.mktemp("inexact") / "school")
    cast.store.school.set_exact_figures(False, cast.staff["Ineke"])
    yield cast
    cast.store.close()


@pytest.mark.parametrize("asked", ["", *questions.WORDS])
def test_a_school_that_turned_exact_figures_off_sends_who_leads_none(
    shared: Cast, asked: str
) -> None:
    query = {questions.QUESTION: asked} if asked else {}
    app = trends_screen.opened(shared, "Willem", **query)
    [board] = boards(app)
    assert board["publishable"]
    assert small_on(app) == set()


def test_beside_other_teams_the_browser_gets_published_numbers_only(read_only: Cast) -> None:
    app = trends_screen.opened(read_only, "Willem", **{questions.QUESTION: questions.BESIDE})
    table = cells(app)
    assert table["team"] == ["de hele school", "bovenbouw", "onderbouw"]
    assert table["meldingen"] == ["26", "7", "19"]
    values = {value for name, column in table.items() if "100" not in name for value in column}
    assert not values & SMALL


def test_a_filter_of_another_team_in_the_address_gives_nothing_of_it(read_only: Cast) -> None:
    team = read_only.teams["bovenbouw"]
    app = trends_screen.opened(read_only, "Willem", t_team=team)
    assert not [board for board in boards(app) if board["charts"]]
    visible_text = trends_screen.opened(read_only, "Willem", t_team=team, **{MEETING: "1"})
    assert team not in json.dumps(boards(visible_text))


def test_who_leads_the_school_shows_all_of_it_in_a_meeting(busy: Cast) -> None:
    held = Assignment(Role.SCHOOL_LEADER, "", YEAR_STARTS_ON)
    busy.store.school.assign(busy.staff["Dirk"], held, busy.staff["Ineke"])
    [board] = boards(trends_screen.opened(busy, "Dirk", **{MEETING: "1"}))
    assert board["current"] == f"|{YEAR}"
    [first, *_] = board["views"][f"|{YEAR}"]["numbers"]
    assert (first["label"], first["value"]) == ("Meldingen", "26")
