"""Trends for others to see ("Toon in een vergadering"): the report tables and nothing else.

It also stands in the place of the first screen where the school has turned exact figures off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.disclosure.report_tables import ReportTables, reporting_period
from analytics.disclosure.suppression import TOTAL, SuppressedTable
from casework.card.model import ActionCard
from casework.desk import Desk
from casework.errors import NotHere
from casework.name_order import natural_key
from casework.records import SchoolYear
from casework.words import HIDDEN, SMALL, SMALL_NUMBERS, long_date, number
from exchange.published_tables import (
    WHOLE_SCHOOL,
    Publication,
    PublishedTable,
    published_tables,
)
from exchange.report_words import TABLES
from ui import publications
from ui.charts import published_table

Payload = dict[str, Any]

CHARTS = {
    "per_class": "reports_by_year_group",
    "levels": "cases_by_level",
    "time_to_stopped": "cases_by_end",
    "aftercare": "aftercare_by_outcome",
}
"""The report table in the place of each chart of the first screen."""

WHOLE, SEPARATOR = "", "|"
NO_PUPILS = "–"


@dataclass(frozen=True, eq=False)
class PublishedBoard:
    """What is publishable of one school year: the report tables, and the teams that may be chosen.

    `teams`: names by id, with WHOLE for the whole school where that is allowed; `years`: the words
    for each school year that can be chosen. `before`: those of the year before
    a whole year.
    """

    report_tables: ReportTables
    card: ActionCard
    year: SchoolYear
    teams: Mapping[str, str]
    years: Mapping[str, str]
    version: int
    before: ReportTables | None = None

    def publication(self, team_id: str) -> Publication:
        """What is published of a team, or of all together."""
        return Publication(self.report_tables, team_id or WHOLE_SCHOOL, self.card, self.before)

    @property
    def until(self) -> str:
        """Up to which day the figures go."""
        last_day = long_date(self.report_tables.period.last_day)
        return f"cijfers tot en met {last_day}, kleine aantallen verborgen"


def of_desk(desk: Desk, school_year: str) -> PublishedBoard | None:
    """What this person can show of a school year, else of the newest; None before its first month.

    NotHere for who sees no figures.
    """
    years = publications.reportable_years(desk)
    year = years.get(school_year) or next(iter(years.values()), None)
    period = reporting_period(year, desk.today) if year else None
    if year is None or period is None:
        return None
    return PublishedBoard(
        report_tables=publications.report_tables_of(desk, period),
        card=desk.known_card,
        year=year,
        teams=publications.team_options(desk.figure_sharing.scope(year.school_year)),
        years={code: _year_words(school_year, desk) for code, school_year in years.items()},
        version=desk.trends.version(),
        before=publications.report_tables_year_before(desk, year),
    )


def board_payload(published: PublishedBoard, team_id: str) -> Payload:
    """The data of the board (ui.board) for a team; a view for each team, since all are published.

    The filters are team and school year, in that order. NotHere for another team. Without any
    team there is no view.
    """
    if team_id not in published.teams:
        if team_id or not published.teams:
            raise NotHere
        team_id = next(iter(published.teams))
    year = published.year.school_year
    return {
        "version": f"published-{published.version}",
        "current": SEPARATOR.join((team_id, year)),
        "views": {
            SEPARATOR.join((team, year)): view_payload(published, team) for team in published.teams
        },
        "options": {
            "teams": [list(option) for option in published.teams.items()],
            "years": [list(option) for option in published.years.items()],
        },
        "charts": static_charts(),
        "intern": False,
        "publishable": True,
        "until": published.until,
    }


def static_charts() -> Payload:
    """What is the same for each view: the title and the text behind (i) of each chart."""
    words = {table_words.table: table_words for table_words in TABLES}
    return {
        key: {
            "title": words[table].title,
            "info": "\n\n".join(
                filter(None, (words[table].definition, words[table].note, SMALL_NUMBERS))
            ),
            "layout": {},
        }
        for key, table in CHARTS.items()
    }


def view_payload(published: PublishedBoard, team_id: str) -> Payload:
    """The numbers and charts of one team, all of them suppressed."""
    tables = {
        table.words.table: table
        for table in published_tables(published.publication(team_id), CHARTS.values())
    }
    return {
        "filters": [
            {"name": "team", "label": "Team", "value": team_id, "options": "teams"},
            {
                "name": "year",
                "label": "Schooljaar",
                "value": published.year.school_year,
                "options": "years",
            },
        ],
        "until": f"{published.teams[team_id]}, {published.until}",
        "numbers": _numbers(published, team_id or WHOLE_SCHOOL),
        "attention": [],
        "charts": {key: _chart(tables[table]) for key, table in CHARTS.items()},
        "later": "",
    }


def team_comparison(report_tables: ReportTables, teams: Mapping[str, str]) -> pd.DataFrame:
    """ "Naast de school en andere teams": a row for each team (name by id) and one for the school.

    Every cell is a word: a published number, or that it is hidden. Columns: team, meldingen, per
    100 leerlingen, zaken, gestopt en afgesloten, nazorg
    aan de beurt, op tijd. Empty without a second team.
    """
    named = dict(sorted(teams.items(), key=lambda item: natural_key(item[1])))
    if len(named) < 2:
        return pd.DataFrame()
    rows = [(TOTAL, publications.WHOLE_NAME), *named.items()]
    return pd.DataFrame(
        [
            {
                "team": name,
                "meldingen": _cell(report_tables, "reports_by_month", TOTAL, code),
                "per 100 leerlingen": _rate(report_tables, code),
                "zaken": _cell(report_tables, "cases_by_end", TOTAL, code),
                "gestopt en afgesloten": _cell(report_tables, "cases_by_end", "stopped", code),
                "nazorg aan de beurt": _cell(report_tables, "aftercare_by_outcome", TOTAL, code),
                "op tijd": _share_in_time(report_tables, code) or _in_time(report_tables, code),
            }
            for code, name in rows
        ]
    )


# --- the charts -----------------------------------------------------------------------------------


def _chart(table: PublishedTable) -> Payload:
    cells = published_table.cells_in_words(table)
    picture = published_table.figure(table) if published_table.has_picture(table) else {}
    return {
        "subtitle": table.n,
        "data": picture.get("data", []),
        "layout": picture.get("layout", {}),
        "alt": published_table.description(table),
        "table": {
            "head": [str(name) for name in cells.columns],
            "rows": [[str(cell) for cell in row] for row in cells.itertuples(index=False)],
        },
        "presses": {},
    }


# --- the numbers ----------------------------------------------------------------------------------


def _numbers(published: PublishedBoard, team: str) -> list[Payload]:
    report_tables = published.report_tables
    cases = _cell(report_tables, "cases_by_end", TOTAL, team)
    due = _cell(report_tables, "aftercare_by_outcome", TOTAL, team)
    in_time, share = _in_time(report_tables, team), _share_in_time(report_tables, team)
    return [
        _number(published, team, "meldingen", "reports_by_month"),
        _number(published, team, "zaken begonnen", "cases_by_end"),
        _number(
            published,
            team,
            label="gestopt en afgesloten",
            table="cases_by_end",
            row="stopped",
            note=f"van {_in_sentence(cases)} zaken",
        ),
        {
            **_number(published, team, "nazorg op tijd", "aftercare_by_outcome", row="in_window"),
            **({"value": share, "before": ""} if share else {}),
            "note": f"{_in_sentence(in_time)} van {_in_sentence(due)} op tijd",
        },
        _number(published, team, "mentoruren", "mentor_hours_by_month", note="over pesten"),
    ]


def _number(
    published: PublishedBoard, team: str, label: str, table: str, row: str = TOTAL, note: str = ""
) -> Payload:
    earlier = _cell(published.before, table, row, team) if published.before else ""
    return {
        "key": label.replace(" ", "_"),
        "label": label.capitalize(),
        "value": _cell(published.report_tables, table, row, team),
        "unit": "",
        "note": note,
        "before": f"vorig jaar {earlier}" if earlier else "",
        "tone": "",
        "spark": [],
        "spark_before": [],
        "press": None,
    }


def _cell(report_tables: ReportTables, name: str, row: str, team: str) -> str:
    """A published number, or the word for one that is not."""
    table = report_tables.tables[name]
    known = _count(table, row, team)
    if known is not None:
        return number(known)
    is_marked = table is not None and team in table.counts and table.is_small.loc[row, team]
    return SMALL if is_marked else HIDDEN


def _in_sentence(cell: str) -> str:
    """A cell within a sentence."""
    return {HIDDEN: "een verborgen aantal", SMALL: "minder dan 5"}.get(cell, cell)


def _count(table: SuppressedTable | None, row: str, team: str) -> int | None:
    if table is None or team not in table.counts:
        return None
    value: Any = table.counts.loc[row, team]
    return None if pd.isna(value) else int(value)


def _in_time(report_tables: ReportTables, team: str) -> str:
    return _cell(report_tables, "aftercare_by_outcome", "in_window", team)


def _share_in_time(report_tables: ReportTables, team: str) -> str:
    """The share of nazorg on time, where both its numbers are published."""
    table = report_tables.tables["aftercare_by_outcome"]
    done, due = (_count(table, row, team) for row in ("in_window", TOTAL))
    return f"{number(100 * done / due)} %" if done is not None and due else ""


def _rate(report_tables: ReportTables, team: str) -> str:
    """Meldingen per 100 pupils, where their number is published."""
    count = _count(report_tables.tables["reports_by_month"], TOTAL, team)
    pupils = report_tables.pupils.get(team, 0)
    if count is None:
        return HIDDEN
    return number(100 * count / pupils, 1) if pupils else NO_PUPILS


def _year_words(year: SchoolYear, desk: Desk) -> str:
    return "dit schooljaar" if year.ends_on >= desk.today else year.school_year
