"""Trends in a meeting: the board is made of published numbers only, and says so."""

import json
import re
from datetime import date

import pandas as pd
import pytest

from analytics.disclosure.report_tables import TABLES, ReportTables, suppressed_together
from analytics.disclosure.suppression import TOTAL
from casework.card.model import packaged_card
from casework.errors import NotHere
from casework.records import SchoolYear
from tests.analytics.test_report_tables import SEEN
from ui.trends import published_board

YEAR = SchoolYear("2026-2027", date(2026, 8, 1), date(2027, 7, 31))
TEAMS = {"": "de hele school", "t1": "bovenbouw", "t2": "onderbouw"}
ROWS = {
    "mentor_hours_by_month": ["2026-09", "2026-10"],
    "cases_by_level": ["1", "2", "3"],
    "cases_by_end": ["open", "stopped"],
    "reports_by_month": ["2026-09", "2026-10"],
    "reports_by_year_group": ["2", "4"],
    "reports_by_kind": ["verbal", "online"],
    "reports_by_place": ["corridor", "unknown"],
    "aftercare_by_outcome": ["in_window", "late", "ahead", "missed", "open"],
    "aftercare_by_kind": ["target", "displaying", "parents"],
    "targets_by_outcome": ["stopped", "less", "same", "worse"],
}


def some_report_tables(
    t1: tuple[int, int], t2: tuple[int, int], pupils: dict[str, int] | None = None
) -> ReportTables:
    """Of everything a team has the first number in the first row, the second in the second."""
    counted = {
        name: pd.DataFrame(
            {
                "": [0] * len(rows),
                "t1": [*t1, *[0] * (len(rows) - 2)],
                "t2": [*t2, *[0] * (len(rows) - 2)],
            },
            index=rows,
        )
        for name, rows in ROWS.items()
    }
    return ReportTables(SEEN, suppressed_together(counted), {}, pupils or {})


def a_meeting(tables: ReportTables, **more: object) -> published_board.PublishedBoard:
    given = {"teams": TEAMS, "years": {"2026-2027": "dit schooljaar"}, "version": 7, **more}
    return published_board.PublishedBoard(
        report_tables=tables, card=packaged_card(), year=YEAR, **given
    )  # type: ignore[arg-type]


def numbers(tables: ReportTables, team: str, **more: object) -> dict[str, dict[str, str]]:
    view = published_board.view_payload(a_meeting(tables, **more), team)
    return {one["key"]: one for one in view["numbers"]}


PLACES = ["per_class", "levels", "time_to_stopped", "aftercare"]
CLEAR = some_report_tables((20, 10), (9, 6))
SMALL = some_report_tables((20, 11), (9, 3))


def test_every_table_of_the_release_is_in_these_tests() -> None:
    assert set(ROWS) == set(TABLES)


def test_the_board_has_a_view_for_each_team_that_may_be_shown() -> None:
    data = published_board.board_payload(a_meeting(CLEAR), "t1")
    assert data["current"] == "t1|2026-2027"
    assert list(data["views"]) == ["|2026-2027", "t1|2026-2027", "t2|2026-2027"]
    filters = data["views"]["t1|2026-2027"]["filters"]
    assert [(one["name"], one["value"]) for one in filters] == [
        *(("team", "t1"), ("year", "2026-2027")),
    ]
    assert data["options"] == {
        "teams": [["", "de hele school"], ["t1", "bovenbouw"], ["t2", "onderbouw"]],
        "years": [["2026-2027", "dit schooljaar"]],
    }


def test_the_board_says_up_to_when_it_goes_and_that_small_numbers_are_hidden() -> None:
    data = published_board.board_payload(a_meeting(CLEAR), "")
    assert data["until"] == (
        "cijfers tot en met dinsdag 1 december 2026, kleine aantallen verborgen"
    )
    assert (data["intern"], data["publishable"]) == (False, True)


def test_a_team_outside_the_choice_is_not_here() -> None:
    with pytest.raises(NotHere):
        published_board.board_payload(a_meeting(CLEAR, teams={"t1": "bovenbouw"}), "t2")
    with pytest.raises(NotHere):
        published_board.board_payload(a_meeting(CLEAR, teams={}), "")


def test_without_the_whole_school_the_first_team_comes_first() -> None:
    data = published_board.board_payload(a_meeting(CLEAR, teams={"t2": "onderbouw"}), "")
    assert data["current"] == "t2|2026-2027"


def test_the_five_numbers_are_those_of_the_release() -> None:
    tables = numbers(CLEAR, "t1")
    assert {key: (one["value"], one["note"]) for key, one in tables.items()} == {
        "meldingen": ("30", ""),
        "zaken_begonnen": ("30", ""),
        "gestopt_en_afgesloten": ("10", "van 30 zaken"),
        "nazorg_op_tijd": ("67 %", "20 van 30 op tijd"),
        "mentoruren": ("30", "over pesten"),
    }


def test_a_share_is_not_there_when_one_of_its_numbers_is_hidden() -> None:
    tables = numbers(SMALL, "t2")["nazorg_op_tijd"]
    assert (tables["value"], tables["note"]) == ("verborgen", "een verborgen aantal van 12 op tijd")


def test_a_year_that_is_over_stands_beside_the_whole_year_before() -> None:
    tables = numbers(CLEAR, "t2", before=SMALL)
    assert tables["meldingen"]["before"] == "vorig jaar 12"
    assert tables["gestopt_en_afgesloten"]["before"] == "vorig jaar <5"
    assert tables["nazorg_op_tijd"]["before"] == ""


def test_the_charts_stand_in_the_places_of_the_first_screen() -> None:
    view = published_board.view_payload(a_meeting(CLEAR), "t1")
    assert list(view["charts"]) == list(published_board.static_charts()) == PLACES
    aftercare = view["charts"]["aftercare"]
    assert aftercare["subtitle"] == "n = 30 nazorgmomenten aan de beurt"
    assert aftercare["table"]["rows"][:2] == [["op tijd", "20"], ["te laat", "10"]]
    assert aftercare["data"][0]["x"] == [20, 10, 0, 0, 0]
    assert aftercare["presses"] == {}


def test_a_hidden_number_has_words_and_no_bar() -> None:
    levels = published_board.view_payload(a_meeting(SMALL), "t2")["charts"]["levels"]
    bars, words = levels["data"]
    assert bars["x"] == [None, None, 0]
    assert words["text"] == ["  <i>verborgen</i>", "  <i>&lt;5</i>"]
    assert levels["table"]["rows"][0] == ["niveau 1", "verborgen"]


def test_a_chart_without_numbers_is_a_sentence() -> None:
    view = published_board.view_payload(a_meeting(some_report_tables((20, 10), (2, 1))), "t2")
    assert view["charts"]["per_class"]["data"] == []
    assert view["charts"]["per_class"]["alt"].startswith("Te weinig gegevens")


@pytest.mark.parametrize("team", ["", "t1", "t2"])
def test_no_small_number_is_sent_to_the_browser(team: str) -> None:
    data = published_board.view_payload(a_meeting(SMALL, before=SMALL), team)
    for chart in data["charts"].values():
        for trace in chart["data"]:
            assert not {1, 2, 3, 4} & set(trace["x"]) - {None}
        assert not {"1", "2", "3", "4"} & {c for row in chart["table"]["rows"] for c in row[1:]}
    words = json.dumps([data["numbers"], [one["alt"] for one in data["charts"].values()]])
    assert not re.search(r"(?<![\d<,])\b[1-4]\b(?! %)", re.sub(r"niveau \d|leerjaar \d", "", words))


def test_beside_the_school_stands_what_is_published_of_each_team() -> None:
    teams = {"t1": "bovenbouw", "t2": "onderbouw"}
    report_tables = some_report_tables((20, 11), (9, 3), {"t1": 300, "t2": 0, TOTAL: 400})
    frame = published_board.team_comparison(report_tables, teams).set_index("team")
    assert list(frame.index) == ["de hele school", "bovenbouw", "onderbouw"]
    # Who leads one team knows its 11 and 20: with the 14 and 29 of the school the 3 would follow.
    hidden = "verborgen"
    assert frame.loc["de hele school"].tolist() == ["43", "10,8", "43", hidden, "43", hidden]
    assert frame.loc["bovenbouw"].tolist() == ["31", "10,3", "31", "11", "31", "65 %"]
    assert frame.loc["onderbouw"].tolist() == ["12", "–", "12", "<5", "12", "verborgen"]


def test_one_team_has_nothing_to_stand_beside() -> None:
    assert published_board.team_comparison(CLEAR, {"t1": "bovenbouw"}).empty
