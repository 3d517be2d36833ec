"""The report tables as they leave the program: the counts of one team, with Dutch words."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from analytics.disclosure.report_tables import STEP_DUE, ReportTables
from analytics.disclosure.suppression import TOTAL, SuppressedTable
from analytics.statistics import wilson_interval
from casework.card.model import ActionCard
from casework.words import long_date, number
from exchange.cells import IS_SMALL
from exchange.report_words import (
    STEP_COUNTS,
    STEPS,
    TABLES,
    TOO_FEW,
    TableWords,
    named,
    step_words,
)

WHOLE_SCHOOL = TOTAL
NOW, BEFORE, DUE = "aantal", "jaar ervoor", "aan de beurt"


@dataclass(frozen=True, eq=False)
class Publication:
    """What is published of one team, or of all together: `team` is a team id or WHOLE_SCHOOL.

    `before`: the report tables of the year before, for a year that is over.
    """

    report_tables: ReportTables
    team: str
    card: ActionCard
    before: ReportTables | None = None

    @property
    def days(self) -> str:
        """The period in words; of a running year, that it goes on."""
        period = self.report_tables.period
        words = f"{long_date(period.start)} tot en met {long_date(period.last_day)}"
        return f"{words} (dit schooljaar loopt nog)" if period.last_day < period.end else words


@dataclass(frozen=True, eq=False, kw_only=True)
class Report:
    """A publication with who made it, when and for which school.

    `explanation` and `monitor` are the school's own words; they are printed as they were typed.
    """

    publication: Publication
    school_name: str
    team_name: str
    school_year: str
    made_by: str
    made_at: datetime
    explanation: str = ""
    monitor: str = ""

    @property
    def title(self) -> str:
        """What stands on top."""
        return f"Rapport pesten {self.school_year}"

    @property
    def days(self) -> str:
        """The period in words."""
        return self.publication.days


@dataclass(frozen=True, eq=False)
class PublishedTable:
    """One table of a publication; without a frame there is too little to say.

    The first column of the frame has the categories, the others are counts (Int64, NA where
    suppressed), each with is_small_<column>.
    """

    words: TableWords
    sentence: str
    n: str
    frame: pd.DataFrame | None


def published_tables(
    publication: Publication, names: Collection[str] | None = None
) -> Iterator[PublishedTable]:
    """The tables called `names`, or all of them, in the order of the report."""
    for words in TABLES:
        if names is None or words.table in names:
            yield _table(publication, words)
        if words.table == "cases_by_level" and (names is None or STEPS.table in names):
            yield _steps(publication)


def _table(publication: Publication, words: TableWords) -> PublishedTable:
    table = publication.report_tables.tables[words.table]
    if table is None or not _has_number(table, publication.team):
        return PublishedTable(words, TOO_FEW, "", None)
    total = table.total(publication.team)
    categories = named(words.table, table.counts.index[:-1], publication.card)
    columns = table.column(publication.team, NOW, categories)
    frame = pd.DataFrame({words.category: list(categories.values()), **columns})
    frame = frame.join(_before(publication, words, list(categories)))
    if words.table == "reports_by_year_group":
        frame = frame[frame[NOW].ne(0).fillna(True).to_numpy(dtype=bool)].reset_index(drop=True)
    n = "" if total is None else f"n = {number(total)} {words.unit}"
    return PublishedTable(words, _sentence(publication, words, table), n, frame)


def _has_number(table: SuppressedTable, team: str) -> bool:
    """Whether some number of this team is published that is not 0."""
    return team in table.counts and bool(table.counts[team].fillna(0).gt(0).any())


def _before(publication: Publication, words: TableWords, codes: list[str]) -> pd.DataFrame:
    """The same numbers of the year before; months of another year are other months."""
    earlier, team = publication.before, publication.team
    table = earlier.tables[words.table] if earlier else None
    if table is None or words.table.endswith("_by_month") or team not in table.counts:
        return pd.DataFrame(index=range(len(codes)))
    known = [code for code in codes if code in table.counts.index]
    whole = pd.DataFrame(table.column(team, BEFORE, known), index=known).reindex(codes)
    missing = ~whole.index.isin(known)
    # A category that was not named that year has no row: it was named 0 times.
    whole.loc[missing, BEFORE] = 0
    whole[f"{IS_SMALL}{BEFORE}"] = whole[f"{IS_SMALL}{BEFORE}"].eq(True)
    return whole.reset_index(drop=True)


def _sentence(publication: Publication, words: TableWords, table: SuppressedTable) -> str:
    team = publication.team
    total = table.total(team)
    if total is None:
        return "Het totaal is hier verborgen."
    sentence = words.sentence.format(n=number(total))
    if words.table == "aftercare_by_outcome":
        sentence += _in_time(table, team, total)
    before = publication.before.tables[words.table] if publication.before else None
    earlier = before.total(team) if before and team in before.counts else None
    return f"{sentence} Het jaar ervoor: {number(earlier)}." if earlier is not None else sentence


def _in_time(table: SuppressedTable, team: str, total: int) -> str:
    count: Any = table.counts.loc["in_window", team]
    if pd.isna(count) or not total:
        return ""
    done = int(count)
    lower, upper = (round(100 * limit) for limit in wilson_interval(done, total))
    return (
        f" Daarvan waren er {number(done)} op tijd: {round(100 * done / total)} %. Door toeval "
        f"alleen kan dat aandeel tussen {lower} en {upper} % liggen."
    )


def _steps(publication: Publication) -> PublishedTable:
    team = publication.team
    tables = {
        step: table
        for step, table in publication.report_tables.steps.items()
        if _has_number(table, team)
    }
    if not tables:
        return PublishedTable(STEPS, TOO_FEW, "", None)
    titles = step_words(tables, publication.card)
    rows = [
        {STEPS.category: titles[step], **_step_counts(table, team)}
        for step, table in tables.items()
    ]
    frame = pd.DataFrame(rows).astype(dict.fromkeys([DUE, *STEP_COUNTS.values()], "Int64"))
    return PublishedTable(STEPS, STEPS.sentence, f"n = {len(frame)} soorten stappen", frame)


def _step_counts(table: SuppressedTable, team: str) -> Mapping[str, object]:
    cells: dict[str, object] = {}
    for code, name in ((TOTAL, DUE), *((code, STEP_COUNTS[code]) for code in STEP_DUE)):
        cells[name] = table.counts.loc[code, team]
        cells[f"{IS_SMALL}{name}"] = bool(table.is_small.loc[code, team])
    return cells
