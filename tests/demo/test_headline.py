"""What the first screen says of the demo school, in a reader's words."""

import json
from datetime import date

import pytest

from analytics import headline
from analytics.headline import Board
from analytics.period import Period
from analytics.view import View
from casework.figures import WHOLE_SCHOOL, FigureFilter
from data.store import Store
from ui.trends.first_screen import Payload, view_payload

TODAY = date(2026, 11, 29)
YEAR = Period(date(2026, 8, 1), date(2027, 7, 31), TODAY)
AS_FAR = Period(date(2025, 8, 1), date(2025, 11, 29), date(2025, 11, 29))
YEAR_BEFORE = Period(date(2025, 8, 1), date(2026, 7, 31), date(2026, 8, 1))


def board_of(store: Store, team: str) -> Board:
    """The board of one team by its name, exact."""
    classes = [one for one in store.school.all_classes() if one.school_year == "2026-2027"]
    of_team = FigureFilter(team_id=next(c.team_id for c in classes if c.team_name == team))
    figures = store.facts.figures(WHOLE_SCHOOL)(of_team)
    mentored = {
        term.class_id
        for term in store.school.mentor_terms([one.class_id for one in classes])
        if term.holds_on(TODAY)
    }
    without = frozenset(one.class_id for one in classes) - mentored
    exact = figures.with_exactness(is_exact=True, hidden_kinds=frozenset())
    view = View(of_team, YEAR, YEAR, AS_FAR, YEAR_BEFORE)
    return headline.board(exact, view, without_mentor=without, target=90)


@pytest.fixture(scope="module")
def board(store_of_29_november: Store) -> Board:
    return board_of(store_of_29_november, "Onderbouw")


@pytest.fixture(scope="module")
def payload(board: Board) -> Payload:
    return view_payload(board, {}, TODAY)


def test_the_onderbouw_has_three_lines_that_one_can_act_on(payload: Payload) -> None:
    lines = [(line["text"], line["action"]) for line in payload["attention"]]
    assert lines == [
        ("2H: 6 meldingen, geen mentor, geen mentoruur", "Naar 2H"),
        ("6 nazorggesprekken niet gedaan", "Naar de zaken"),
        ("Sinds oktober meer meldingen dan past bij vorig jaar", "Bekijk"),
    ]


def test_the_numbers_of_the_onderbouw_name_the_year_before(board: Board, payload: Payload) -> None:
    numbers = {one["key"]: one for one in payload["numbers"]}
    count, before = board.numbers.reports.count, board.numbers.reports_before
    assert before is not None
    assert numbers["reports"]["note"] == "bijna drie keer zoveel"
    assert numbers["reports"]["before"] == f"vorig jaar rond deze tijd {before.count}"
    assert f"{count} tegen {before.count}" in payload["charts"]["per_class"]["n"]
    assert numbers["open_cases"]["note"] == f"{board.numbers.open_cases.by_level[3]} op niveau 3"


def test_no_line_of_the_demo_says_that_a_doubled_count_may_be_chance(
    store_of_29_november: Store,
) -> None:
    for team in ("Onderbouw", "Bovenbouw havo", "Bovenbouw vwo", "Vmbo bovenbouw"):
        payload_of_team = view_payload(board_of(store_of_29_november, team), {}, TODAY)
        assert "toeval" not in json.dumps(
            [payload_of_team["numbers"], payload_of_team["attention"]]
        )
        assert len(payload_of_team["attention"]) <= 3


def test_a_small_team_hears_when_something_can_be_said(store_of_29_november: Store) -> None:
    payload_of_team = view_payload(board_of(store_of_29_november, "Vmbo bovenbouw"), {}, TODAY)
    assert payload_of_team["later"].startswith(
        "Tijd tot gestopt staat hier als tien zaken lang genoeg zijn gevolgd: naar verwachting rond"
    )
    assert payload_of_team["charts"]["time_to_stopped"]["data"] == []
    assert payload_of_team["charts"]["per_class"]["data"]


def test_a_view_of_the_demo_stays_small(payload: Payload) -> None:
    text = json.dumps(payload, separators=(",", ":"), ensure_ascii=False)
    assert len(text.encode()) < 13_000
