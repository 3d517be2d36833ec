"""No exact number leaves: not in a file, not in a meeting, not by the cache to somebody else.

The school has distinctive small counts: 16 cases in 2B, 3 in 2C (one team) and 7 in 4V1, with 2
of another kind; attacked with all that leaves of every team, by everybody who may fetch it.
"""

import csv
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pandas as pd
import pytest
from pyarrow import parquet

from analytics.disclosure.report_tables import (
    FAMILIES,
    TABLES,
    ReportTables,
    counts,
    reporting_period,
)
from analytics.disclosure.suppression import TOTAL, SuppressedTable
from analytics.figures import BY_KEY, FIGURES
from analytics.period import Period
from analytics.view import View
from casework.errors import NotHere
from casework.figures import WHOLE_SCHOOL as EVERY_PUPIL
from casework.figures import FigureFilter, Figures, Way, is_exact
from casework.people import Assignment, PersonName, Role
from exchange import facts_file, figure_file, report
from exchange.published_tables import WHOLE_SCHOOL, Publication, Report, published_tables
from exchange.report_words import TABLES as WORDS
from exchange.report_words import named
from tests.analytics.test_report_tables import Attack, with_totals
from tests.busy_school import FIRST
from tests.cast import YEAR_STARTS_ON, Cast, copy_of
from tests.exchange import pdf_reading, workbook_reading
from ui import publications
from ui.trends import published_board
from ui.trends.figure_cache import CACHE, OwnFigures

YEAR = "2026-2027"
LEADERS = ("Willem", "Petra", "Lies", "Karim")
VIEWERS = ("Samira", "Joris", "Hanna", "Fatima", *LEADERS)
STRANGERS = ("Dirk", "Anneke", "Ineke")
SMALL = {1, 2, 3, 4}


def hired(cast: Cast, name: str, role: Role, scope: str = "") -> None:
    """Somebody new, or one more role for somebody of the cast."""
    admin = cast.staff["Ineke"]
    if name not in cast.staff:
        person = PersonName(name, "Nieuw")
        cast.staff[name] = cast.store.school.add_staff(person, name.lower(), admin)
    cast.store.school.assign(cast.staff[name], Assignment(role, scope, YEAR_STARTS_ON), admin)


@pytest.fixture(scope="module")
def busy(busy_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The school with a term of cases, and somebody in each of the leading roles."""
    cast = copy_of(busy_files, tmp_path_factory.mktemp("school") / "school")
    for place in range(2):
        day = FIRST.replace(month=10, day=5 + place)
        melding = cast.melding(target="Tim", displaying="", reported_on=day, kinds=("online",))
        cast.desk("Hanna", day).cases.report(melding, form_key=str(uuid4()), reason="Iets anders.")
    hired(cast, "Lies", Role.SCHOOL_LEADER)
    hired(cast, "Karim", Role.POLICY_COORDINATOR)
    yield cast
    cast.store.close()


def period(cast: Cast) -> Period:
    year = next(one for one in cast.store.school.school_years() if one.school_year == YEAR)
    period = reporting_period(year, cast.today)
    assert period is not None
    return period


def report_tables(cast: Cast, name: str = "Willem") -> ReportTables:
    return publications.report_tables_of(cast.desk(name), period(cast))


def truth(cast: Cast) -> dict[str, pd.DataFrame]:
    """The exact tables behind the release, which nobody outside a test ever gets."""
    columns = ["", *sorted(cast.teams.values())]
    exact = counts(cast.desk("Willem").trends.whole_school_figures(), period(cast), columns)
    return {name: with_totals(table) for name, table in exact.items()}


def a_report(cast: Cast, team_id: str, name: str = "Willem") -> Report:
    """What is published of a team, or with "" of the school, signed by somebody."""
    desk = cast.desk(name)
    maker = desk.figure_sharing.maker()
    return Report(
        publication=Publication(report_tables(cast), team_id or WHOLE_SCHOOL, desk.known_card),
        school_name=maker.school_name,
        team_name=team_id or "de hele school",
        school_year=YEAR,
        made_by=maker.made_by,
        made_at=maker.made_at,
    )


def of_everybody(cast: Cast) -> list[Report]:
    """The report of each team and of the whole school."""
    return [a_report(cast, team_id) for team_id in ("", *cast.teams.values())]


# --- exact on the own screen, and nowhere else ----------------------------------------------------


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize(("is_own", "allows"), list(itertools.product([True, False], repeat=2)))
def test_exact_is_the_own_screen_of_the_own_scope_as_the_school_allows(
    way: Way, is_own: bool, allows: bool
) -> None:
    exact = is_exact(way, is_own_scope=is_own, school_allows=allows)
    assert exact == (way is Way.SCREEN and is_own and allows)


@pytest.mark.parametrize("name", VIEWERS)
@pytest.mark.parametrize("way", Way)
def test_what_is_asked_for_a_file_or_a_meeting_is_never_exact(
    busy: Cast, name: str, way: Way
) -> None:
    trends = busy.desk(name).trends
    ask = trends.figures(way)
    filters = [FigureFilter(), FigureFilter(school_year=YEAR), FigureFilter(kind="verbal")]
    filters += [FigureFilter(class_id=one.class_id) for one in trends.classes()]
    filters += [FigureFilter(team_id=team_id) for team_id in trends.teams()]
    assert {ask(one).is_exact for one in filters} == {way is Way.SCREEN}


@pytest.mark.parametrize("name", VIEWERS)
def test_the_facts_of_the_whole_school_are_never_exact(busy: Cast, name: str) -> None:
    assert not busy.desk(name).trends.whole_school_figures().is_exact


def test_figures_are_not_exact_unless_it_is_said(busy: Cast) -> None:
    handed_out = busy.store.facts.figures(EVERY_PUPIL)(FigureFilter())
    assert isinstance(handed_out, Figures)
    assert not handed_out.is_exact


@pytest.mark.parametrize("name", STRANGERS)
def test_who_sees_no_figures_gets_no_release_either(busy: Cast, name: str) -> None:
    with pytest.raises(NotHere):
        publications.report_tables_of(busy.desk(name), period(busy))
    with pytest.raises(NotHere):
        published_board.of_desk(busy.desk(name), YEAR)


# --- what leaves, laid beside each other ----------------------------------------------------------


def test_the_school_of_these_tests_has_small_counts_to_give_away(busy: Cast) -> None:
    exact = truth(busy)
    small = {name for name, table in exact.items() if table.isin(SMALL).to_numpy().any()}
    assert {"reports_by_kind", "aftercare_by_outcome", "reports_by_month"} <= small


def collected(cast: Cast) -> dict[str, SuppressedTable]:
    """The tables as somebody has them who keeps the CSV of every team and of the school."""
    titles = {words.title: words.table for words in WORDS}
    cells: dict[str, dict[tuple[str, str], str]] = {name: {} for name in TABLES}
    for one in of_everybody(cast):
        text = io.StringIO(facts_file.facts_csv(one).decode("utf-8-sig"), newline="")
        for row in csv.DictReader(text, delimiter=";"):
            if row["cijfer"] in titles:
                team = TOTAL if row["team"] == "de hele school" else row["team"]
                cells[titles[row["cijfer"]]][row["categorie"], team] = row["aantal"]
    return {name: as_table(cast, name, cell) for name, cell in cells.items() if cell}


def as_table(cast: Cast, name: str, values: dict[tuple[str, str], str]) -> SuppressedTable:
    """A table out of the words of its cells; the totals are as the release has them."""
    published = report_tables(cast).tables[name]
    assert published is not None
    words = named(name, published.counts.index[:-1], cast.desk("Willem").known_card)
    known, marks = published.counts.copy(), published.is_small.copy()
    for code, word in words.items():
        for team in [column for column in known.columns if (word, column) in values]:
            value = values[word, team]
            known.loc[code, team] = int(value) if value.isdecimal() else pd.NA
            marks.loc[code, team] = value == "<5"
    return SuppressedTable(known, marks)


def test_all_files_of_all_teams_together_give_no_small_number_away(busy: Cast) -> None:
    tables = collected(busy)
    assert {"reports_by_month", "reports_by_kind", "cases_by_end"} <= set(tables)
    for insider in (None, *busy.teams.values()):
        assert Attack(truth(busy), tables, insider).worked_out() == []


def test_nor_does_the_release_itself(busy: Cast) -> None:
    tables = {
        name: table for name, table in report_tables(busy).tables.items() if table is not None
    }
    attack = Attack(truth(busy), tables)
    assert attack.worked_out() == []
    assert attack.gaps_worked_out() == []
    for table in [*tables.values(), *report_tables(busy).steps.values()]:
        assert not table.counts.stack().dropna().isin(SMALL).any()


def test_everybody_is_given_the_same_release(busy: Cast) -> None:
    made = {id(report_tables(busy, name)) for name in VIEWERS}
    assert len(made) == 1


@pytest.mark.parametrize("team", ["", "onderbouw", "bovenbouw"])
def test_no_small_number_is_in_a_file_of_a_report(busy: Cast, team: str) -> None:
    one = a_report(busy, busy.teams.get(team, ""))
    for written in (report.report_workbook(one), facts_file.facts_workbook(one)):
        assert not small_in_sheets(written)
    assert not re.search(r";[1-4]\r\n", facts_file.facts_csv(one).decode("utf-8-sig"))
    rows = parquet.read_table(io.BytesIO(facts_file.facts_parquet(one))).to_pylist()
    assert not {row["aantal"] for row in rows} & SMALL
    assert not {row["weergave"] for row in rows} & {"1", "2", "3", "4"}


@pytest.mark.parametrize("team", ["", "onderbouw", "bovenbouw"])
def test_no_small_number_stands_behind_its_word_on_paper(busy: Cast, team: str) -> None:
    one = a_report(busy, busy.teams.get(team, ""))
    text = pdf_reading.squeezed(pdf_reading.words(report.report_pdf(one)))
    column = one.publication.team
    for name, exact in truth(busy).items():
        words = named(name, exact.index[:-1], one.publication.card)
        for code, word in words.items():
            if exact.loc[code, column] in SMALL:
                row = pdf_reading.squeezed(f"{word} {exact.loc[code, column]}")
                assert not re.search(re.escape(row) + r"(?!\d)", text), (name, code)


def small_in_sheets(written: bytes) -> list[tuple[str, object]]:
    """The cells of a workbook that hold a number of 1 to 4."""
    sheets = workbook_reading.sheets(written)
    return [
        (name, cell)
        for name, rows in sheets.items()
        for row in rows
        for cell in row
        if cell in SMALL or cell in {"1", "2", "3", "4"}
    ]


# --- one figure as a file -------------------------------------------------------------------------

PUBLISHABLE = [figure.key for figure in FIGURES if figure.publishable]


def test_what_a_figure_may_publish_is_a_table_of_the_release() -> None:
    known = {*TABLES, "steps"}
    named_by_figures = {name for figure in FIGURES for name in figure.publishable}
    assert named_by_figures <= known
    assert known <= named_by_figures


def test_what_no_table_of_the_release_says_leaves_not_at_all() -> None:
    private = {figure.key for figure in FIGURES if not figure.publishable}
    assert private == {"comparison", "delays", "funnel", "recurrence", "safety_change", "work"}


@pytest.mark.parametrize("key", PUBLISHABLE)
def test_no_small_number_is_in_a_file_of_a_figure(
    busy: Cast, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[dict[str, object]] = []
    monkeypatch.setattr(figure_file, "typeset_picture", lambda _, data: drawn.append(data) or b"")
    names = BY_KEY[key].publishable
    for one in of_everybody(busy):
        assert not small_in_sheets(figure_file.figure_workbook(one, "Figuur", names))
        text = io.StringIO(figure_file.figure_csv(one, "Figuur", names).decode("utf-8-sig"))
        assert not {row["aantal"] for row in csv.DictReader(text, delimiter=";")} & set("1234")
        figure_file.figure_picture(one, "Figuur", names)
    for data in drawn:
        for table in data["tables"]:  # type: ignore[attr-defined]
            assert not {cell for row in table["rows"] for cell in row[1:]} & set("1234")
            assert not {bar["value"] for bar in table["bars"]} & set("1234")


def test_the_length_of_a_bar_gives_no_hidden_number_away(busy: Cast) -> None:
    hidden = 0
    for one in of_everybody(busy):
        for table in published_tables(one.publication):
            for bar in report.table_on_paper(table)["bars"]:  # type: ignore[attr-defined]
                hidden += bar["hidden"]
                assert not (bar["hidden"] and bar["long"])
    assert hidden > 3


# --- in a meeting ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", VIEWERS)
def test_no_small_number_is_sent_to_a_screen_in_a_meeting(busy: Cast, name: str) -> None:
    board = published_board.of_desk(busy.desk(name), YEAR)
    assert board is not None
    data = published_board.board_payload(board, next(iter(board.teams)))
    assert data["publishable"]
    assert set(data["views"]) == {f"{team}|{YEAR}" for team in board.teams}
    for view in data["views"].values():
        assert not {one["value"] for one in view["numbers"]} & set("1234")
        assert not re.search(r"\b[1-4]\b", " ".join(one["note"] for one in view["numbers"]))
        for chart in view["charts"].values():
            assert not {cell for row in chart["table"]["rows"] for cell in row[1:]} & set("1234")
            assert not {x for trace in chart["data"] for x in trace["x"]} & SMALL


@pytest.mark.parametrize(
    ("name", "teams"),
    [
        ("Samira", ["onderbouw"]),
        ("Fatima", ["onderbouw"]),
        ("Petra", ["bovenbouw"]),
        ("Lies", ["de hele school", "bovenbouw", "onderbouw"]),
        ("Karim", ["de hele school", "bovenbouw", "onderbouw"]),
    ],
)
def test_a_meeting_is_about_the_own_teams(busy: Cast, name: str, teams: list[str]) -> None:
    board = published_board.of_desk(busy.desk(name), YEAR)
    assert board is not None
    assert list(board.teams.values()) == teams


def test_beside_other_teams_stands_nothing_but_the_release(busy: Cast) -> None:
    names = {team_id: name for name, team_id in busy.teams.items()}
    frame = published_board.team_comparison(report_tables(busy), names)
    assert not set(frame.drop(columns="per 100 leerlingen").to_numpy().ravel()) & set("1234")


# --- kept answers ---------------------------------------------------------------------------------


def view(cast: Cast, **filters: object) -> View:
    days = Period(YEAR_STARTS_ON, date(2027, 7, 31), cast.today)
    return View(FigureFilter(**filters), days, days)  # type: ignore[arg-type]


def test_two_people_with_another_scope_have_no_answer_in_common(busy: Cast) -> None:
    questions = {
        name: OwnFigures.from_desk(busy.desk(name)).cache_key(view(busy), "reports")
        for name in VIEWERS
    }
    for one, other in itertools.combinations(VIEWERS, 2):
        is_alike = busy.desk(one).trends.scope == busy.desk(other).trends.scope
        assert (questions[one] == questions[other]) == is_alike, (one, other)
    assert questions["Lies"] == questions["Karim"]


def test_each_is_given_the_numbers_of_the_own_pupils_whoever_asked_before(busy: Cast) -> None:
    CACHE.clear()
    counts = {
        name: OwnFigures.from_desk(busy.desk(name))
        .computed_figure(BY_KEY["reports"], view(busy))
        .now.count
        for name in ("Lies", "Willem", "Fatima", "Samira", "Joris", "Hanna", "Petra")
    }
    assert counts == {
        "Lies": 28,
        "Willem": 19,
        "Fatima": 19,
        "Samira": 16,
        "Joris": 3,
        "Hanna": 9,
        "Petra": 9,
    }


def test_what_a_mentor_sees_of_the_own_class_is_not_kept_for_who_leads_the_school(
    busy: Cast,
) -> None:
    """Both answer for the whole school; only one of them may open the cases of 2C."""
    hired(busy, "Noud", Role.SCHOOL_LEADER)
    hired(busy, "Noud", Role.MENTOR, busy.classes["2C"])
    both, leader = OwnFigures.from_desk(busy.desk("Noud")), OwnFigures.from_desk(busy.desk("Lies"))
    assert both.scope == leader.scope
    of_class = view(busy, class_id=busy.classes["2C"])
    hidden = [one.desk.trends.hidden_kinds(of_class.filter) for one in (both, leader)]
    assert hidden[0] != hidden[1]
    assert both.cache_key(of_class, "reports") != leader.cache_key(of_class, "reports")


def test_exact_and_not_exact_are_kept_apart(busy: Cast) -> None:
    own_figures = OwnFigures.from_desk(busy.desk("Willem"))
    question = own_figures.cache_key(view(busy), "reports")
    assert question.is_exact
    assert replace(question, is_exact=False) != question


def test_a_school_that_wants_no_exact_figures_gives_who_leads_none(cast: Cast) -> None:
    cast.store.school.set_exact_figures(False, cast.staff["Ineke"])
    for name in ("Fatima", "Willem"):
        own_figures = OwnFigures.from_desk(cast.desk(name))
        assert not own_figures.is_exact
        with pytest.raises(NotHere):
            own_figures.computed_figure(BY_KEY["reports"], view(cast))


def test_a_file_has_no_answer_that_was_kept_for_a_screen(busy: Cast) -> None:
    CACHE.clear()
    OwnFigures.from_desk(busy.desk("Lies")).computed_figure(BY_KEY["reports"], view(busy))
    before = list(CACHE._results)
    report_tables(busy, "Lies")
    added = [key for key in CACHE._results if key not in before]
    assert [(key.name, key.is_exact) for key in added] == [("report_tables", False)]


def test_a_total_that_is_hidden_in_one_table_is_not_in_another_of_the_same_things(
    busy: Cast,
) -> None:
    for first, *others in FAMILIES:
        hidden = getattr(report_tables(busy).tables[first], "hidden_totals", set)()
        for table in filter(None, (report_tables(busy).tables[name] for name in others)):
            assert table.counts[[*hidden]].isna().to_numpy().all()
