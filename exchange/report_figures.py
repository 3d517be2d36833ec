"""The figures of a report: which team, which year, and what each table tells of them in Dutch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from analytics.disclosure import TOTAL, Told
from analytics.release import STEP_DUE, Release
from analytics.statistics import wilson_interval
from casework.action_card import ActionCard
from casework.words import long_date, number
from exchange.cells import IS_SMALL
from exchange.report_words import (
    FIGURES,
    STEP_COUNTS,
    STEPS,
    TOO_FEW,
    Figure,
    named,
    step_words,
)

WHOLE_SCHOOL = TOTAL
NOW, BEFORE, DUE = "aantal", "jaar ervoor", "aan de beurt"


@dataclass(frozen=True, eq=False)
class Report:
    """All that a report is made of. `team`: a team id, or WHOLE_SCHOOL for all teams together.

    `before` is the release of the year before, for a year that is over. `explanation` and
    `monitor` are the school's own words; they are shown as they were typed.
    """

    school_name: str
    team: str
    team_name: str
    school_year: str
    made_by: str
    made_at: datetime
    release: Release
    card: ActionCard
    before: Release | None = None
    explanation: str = ""
    monitor: str = ""

    @property
    def title(self) -> str:
        """What stands on top."""
        return f"Rapport pesten {self.school_year}"

    @property
    def days(self) -> str:
        """The period in words; of a running year, that it goes on."""
        period = self.release.period
        words = f"{long_date(period.start)} tot en met {long_date(period.last_day)}"
        return f"{words} (dit schooljaar loopt nog)" if period.last_day < period.end else words


@dataclass(frozen=True, eq=False)
class ReportFigure:
    """A figure as this report tells it; without a frame there is too little to say.

    The first column of the frame has the categories, the others are counts, hidden where due.
    """

    figure: Figure
    sentence: str
    n: str
    frame: pd.DataFrame | None


def report_figures(report: Report) -> Iterator[ReportFigure]:
    """Every figure, in the order of the chapters."""
    for figure in FIGURES:
        yield _figure(report, figure)
        if figure.table == "cases_by_level":
            yield _steps(report)


def _figure(report: Report, figure: Figure) -> ReportFigure:
    told = report.release.tables[figure.table]
    if told is None or not _tells(told, report.team):
        return ReportFigure(figure, TOO_FEW, "", None)
    total = told.total(report.team)
    words = named(figure.table, told.counts.index[:-1], report.card)
    columns = told.column(report.team, NOW, words)
    frame = pd.DataFrame({figure.category: list(words.values()), **columns})
    frame = frame.join(_before(report, figure, list(words)))
    if figure.table == "reports_by_year_group":
        frame = frame[frame[NOW].ne(0).fillna(True).to_numpy(dtype=bool)].reset_index(drop=True)
    n = "" if total is None else f"n = {number(total)} {figure.unit}"
    return ReportFigure(figure, _sentence(report, figure, told), n, frame)


def _tells(told: Told, team: str) -> bool:
    """Whether some number of this team is shown that is not 0."""
    return bool(told.counts[team].fillna(0).gt(0).any())


def _before(report: Report, figure: Figure, codes: list[str]) -> pd.DataFrame:
    """The same numbers of the year before; months of another year are other months."""
    told = report.before.tables[figure.table] if report.before else None
    if told is None or figure.table.endswith("_by_month") or report.team not in told.counts:
        return pd.DataFrame(index=range(len(codes)))
    known = [code for code in codes if code in told.counts.index]
    found = pd.DataFrame(told.column(report.team, BEFORE, known), index=known)
    whole = found.reindex(codes)
    missing = ~whole.index.isin(known)
    # A category that was not named that year has no row: it was named 0 times.
    whole.loc[missing, BEFORE] = 0
    whole[f"{IS_SMALL}{BEFORE}"] = whole[f"{IS_SMALL}{BEFORE}"].eq(True)
    return whole.reset_index(drop=True)


def _sentence(report: Report, figure: Figure, told: Told) -> str:
    total = told.total(report.team)
    if total is None:
        return "Het totaal is hier verborgen."
    said = figure.sentence.format(n=number(total))
    if figure.table == "aftercare_by_outcome":
        said += _in_time(told, report.team, total)
    before = report.before.tables[figure.table] if report.before else None
    earlier = before.total(report.team) if before and report.team in before.counts else None
    return f"{said} Het jaar ervoor: {number(earlier)}." if earlier is not None else said


def _in_time(told: Told, team: str, total: int) -> str:
    found: Any = told.counts.loc["in_window", team]
    if pd.isna(found) or not total:
        return ""
    done = int(found)
    lower, upper = (round(100 * limit) for limit in wilson_interval(done, total))
    return (
        f" Daarvan waren er {number(done)} op tijd: {round(100 * done / total)} %. Door toeval "
        f"alleen kan dat aandeel tussen {lower} en {upper} % liggen."
    )


def _steps(report: Report) -> ReportFigure:
    tables = {
        step: told
        for step, told in report.release.steps.items()
        if report.team in told.counts and _tells(told, report.team)
    }
    if not tables:
        return ReportFigure(STEPS, TOO_FEW, "", None)
    words = step_words(tables, report.card)
    rows = [
        {STEPS.category: words[step], **_step_counts(told, report.team)}
        for step, told in tables.items()
    ]
    frame = pd.DataFrame(rows).astype(dict.fromkeys([DUE, *STEP_COUNTS.values()], "Int64"))
    return ReportFigure(STEPS, STEPS.sentence, f"n = {len(frame)} soorten stappen", frame)


def _step_counts(told: Told, team: str) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for code, name in ((TOTAL, DUE), *((code, STEP_COUNTS[code]) for code in STEP_DUE)):
        found[name] = told.counts.loc[code, team]
        found[f"{IS_SMALL}{name}"] = bool(told.is_small.loc[code, team])
    return found
