"""Trends for others to see ("Toon in een vergadering"): made from a release and nothing else.

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
from casework.ports import SchoolYear
from casework.words import HIDDEN, SMALL, SMALL_NUMBERS, long_date, number
from exchange.published_tables import (
    WHOLE_SCHOOL,
    Publication,
    PublishedTable,
    published_tables,
)
from exchange.report_words import TABLES
from ui import report_cache
from ui.charts import published_table

Payload = dict[str, Any]

CHARTS = {
    "per_class": "reports_by_year_group",
    "levels": "cases_by_level",
    "time_to_stopped": "cases_by_end",
    "aftercare": "aftercare_by_outcome",
}
"""The table of the release in the place of each chart of the first screen."""

WHOLE, WHOLE_NAME, SEPARATOR = "", "de hele school", "|"
NO_PUPILS = "–"


@dataclass(frozen=True, eq=False)
class PublishedBoard:
    """What can be shown of one school year: a release, and the teams of which it may be shown.

    `teams`: names by id, with WHOLE for the whole school where that is allowed; `years`: the words
    for each school year that can be chosen. `before`: the release of the year before a whole year.
    """

    release: ReportTables
    card: ActionCard
    year: SchoolYear
    teams: Mapping[str, str]
    years: Mapping[str, str]
    version: int
    before: ReportTables | None = None

    def publication(self, team_id: str) -> Publication:
        """What is published of a team, or of all together."""
        return Publication(self.release, team_id or WHOLE_SCHOOL, self.card, self.before)

    @property
    def until(self) -> str:
        """Up to which day the figures go."""
        last_day = long_date(self.release.period.last_day)
        return f"cijfers tot en met {last_day}, kleine aantallen verborgen"


def of_desk(desk: Desk, school_year: str) -> PublishedBoard | None:
    """What this person can show of a school year, else of the newest; None before its first month.

    NotHere for who sees no figures.
    """
    years = report_cache.reportable_years(desk)
    year = years.get(school_year) or next(iter(years.values()), None)
    period = reporting_period(year, desk.today) if year else None
    if year is None or period is None:
        return None
    scope = desk.figure_sharing.scope(year.school_year)
    has_whole = scope.has_all and len(scope.teams) > 1
    return PublishedBoard(
        release=report_cache.report_tables_of(desk, period),
        card=desk.known_card,
        year=year,
        teams={**({WHOLE: WHOLE_NAME} if has_whole else {}), **scope.teams},
        years={code: _year_words(one, desk) for code, one in years.items()},
        version=desk.trends.version(),
        before=report_cache.report_tables_year_before(desk, year),
    )


def board(meeting: PublishedBoard, team_id: str) -> Payload:
    """The data of the board (ui.board) for a team; a view for each team, since all are published.

    The filters are team and school year, in that order. NotHere for another team. Without any
    team there is no view.
    """
    if team_id not in meeting.teams:
        if team_id or not meeting.teams:
            raise NotHere
        team_id = next(iter(meeting.teams))
    year = meeting.year.school_year
    return {
        "version": f"release-{meeting.version}",
        "current": SEPARATOR.join((team_id, year)),
        "views": {SEPARATOR.join((team, year)): view(meeting, team) for team in meeting.teams},
        "options": {
            "teams": [list(option) for option in meeting.teams.items()],
            "years": [list(option) for option in meeting.years.items()],
        },
        "charts": static_charts(),
        "intern": False,
        "publishable": True,
        "until": meeting.until,
    }


def static_charts() -> Payload:
    """What is the same for each view: the title and the text behind (i) of each chart."""
    words = {one.table: one for one in TABLES}
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


def view(meeting: PublishedBoard, team_id: str) -> Payload:
    """The numbers and charts of one team, all of them suppressed."""
    tables = {
        one.words.table: one
        for one in published_tables(meeting.publication(team_id), CHARTS.values())
    }
    return {
        "filters": [
            {"name": "team", "label": "Team", "value": team_id, "options": "teams"},
            {
                "name": "year",
                "label": "Schooljaar",
                "value": meeting.year.school_year,
                "options": "years",
            },
        ],
        "until": f"{meeting.teams[team_id]}, {meeting.until}",
        "numbers": _numbers(meeting, team_id or WHOLE_SCHOOL),
        "attention": [],
        "charts": {key: _chart(tables[table]) for key, table in CHARTS.items()},
        "later": "",
    }


def beside(release: ReportTables, teams: Mapping[str, str]) -> pd.DataFrame:
    """ "Naast de school en andere teams": a row for each team (name by id) and one for the school.

    Every cell is a word: a published number, or that it is hidden. Columns: team, meldingen, per
    100 leerlingen, zaken, gestopt en afgesloten, nazorg
    aan de beurt, op tijd. Empty without a second team.
    """
    named = dict(sorted(teams.items(), key=lambda item: item[1].casefold()))
    if len(named) < 2:
        return pd.DataFrame()
    rows = [(TOTAL, WHOLE_NAME), *named.items()]
    return pd.DataFrame(
        [
            {
                "team": name,
                "meldingen": _cell(release, "reports_by_month", TOTAL, code),
                "per 100 leerlingen": _rate(release, code),
                "zaken": _cell(release, "cases_by_end", TOTAL, code),
                "gestopt en afgesloten": _cell(release, "cases_by_end", "stopped", code),
                "nazorg aan de beurt": _cell(release, "aftercare_by_outcome", TOTAL, code),
                "op tijd": _share_in_time(release, code) or _in_time(release, code),
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


def _numbers(meeting: PublishedBoard, team: str) -> list[Payload]:
    release = meeting.release
    cases = _cell(release, "cases_by_end", TOTAL, team)
    due = _cell(release, "aftercare_by_outcome", TOTAL, team)
    share = _share_in_time(release, team)
    return [
        _number(meeting, team, "meldingen", "reports_by_month"),
        _number(meeting, team, "zaken begonnen", "cases_by_end"),
        _number(
            *(meeting, team, "gestopt en afgesloten", "cases_by_end"),
            row="stopped",
            note=f"van {_counted(cases)} zaken",
        ),
        {
            **_number(meeting, team, "nazorg op tijd", "aftercare_by_outcome", row="in_window"),
            **({"value": share, "before": ""} if share else {}),
            "note": f"{_counted(_in_time(release, team))} van {_counted(due)} op tijd",
        },
        _number(meeting, team, "mentoruren", "mentor_hours_by_month", note="over pesten"),
    ]


def _number(
    meeting: PublishedBoard, team: str, label: str, table: str, row: str = TOTAL, note: str = ""
) -> Payload:
    earlier = _cell(meeting.before, table, row, team) if meeting.before else ""
    return {
        "key": label.replace(" ", "_"),
        "label": label.capitalize(),
        "value": _cell(meeting.release, table, row, team),
        "unit": "",
        "note": note,
        "before": f"vorig jaar {earlier}" if earlier else "",
        "tone": "",
        "spark": [],
        "spark_before": [],
        "press": None,
    }


def _cell(release: ReportTables, name: str, row: str, team: str) -> str:
    """A published number, or the word for one that is not."""
    table = release.tables[name]
    known = _known(table, row, team)
    if known is not None:
        return number(known)
    is_marked = table is not None and team in table.counts and table.is_small.loc[row, team]
    return SMALL if is_marked else HIDDEN


def _counted(cell: str) -> str:
    """A cell within a sentence."""
    return {HIDDEN: "een verborgen aantal", SMALL: "minder dan 5"}.get(cell, cell)


def _known(table: SuppressedTable | None, row: str, team: str) -> int | None:
    if table is None or team not in table.counts:
        return None
    value: Any = table.counts.loc[row, team]
    return None if pd.isna(value) else int(value)


def _in_time(release: ReportTables, team: str) -> str:
    return _cell(release, "aftercare_by_outcome", "in_window", team)


def _share_in_time(release: ReportTables, team: str) -> str:
    """The share of nazorg on time, where both its numbers are published."""
    table = release.tables["aftercare_by_outcome"]
    done, due = (_known(table, row, team) for row in ("in_window", TOTAL))
    return f"{number(100 * done / due)} %" if done is not None and due else ""


def _rate(release: ReportTables, team: str) -> str:
    """Meldingen per 100 pupils, where their number is published."""
    count = _known(release.tables["reports_by_month"], TOTAL, team)
    pupils = release.pupils.get(team, 0)
    if count is None:
        return HIDDEN
    return number(100 * count / pupils, 1) if pupils else NO_PUPILS


def _year_words(year: SchoolYear, desk: Desk) -> str:
    return "dit schooljaar" if year.ends_on >= desk.today else year.school_year
