"""The facts of a report for other programs: one row a number, as CSV, XLSX and Parquet."""

import json
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO

import pandas as pd

from casework.text_direction import contained
from casework.words import SMALL_NUMBERS
from exchange import cells
from exchange.cells import IS_SMALL
from exchange.csv_file import csv_file
from exchange.published_tables import BEFORE, PublishedTable, Report, published_tables
from exchange.report_words import STEPS
from exchange.workbook import Sheet, workbook

COUNT, SHOWN = "aantal", "weergave"
COLUMNS = {
    "schooljaar": "Het schooljaar waarover het rapport gaat.",
    "van": "De eerste dag van de periode.",
    "tot en met": "De laatste dag van de periode.",
    "team": "Het team, of de hele school.",
    "cijfer": "Welk cijfer het is; wat het telt, staat hieronder.",
    "categorie": "De maand, de soort, de plek, de stap of de uitkomst waar het aantal bij hoort.",
    "maat": "Wat er geteld is. Bij stappen: hoeveel er aan de beurt waren, en wat ervan werd.",
    COUNT: f"Het aantal. {SMALL_NUMBERS}",
    SHOWN: "Alleen in Parquet: het aantal zoals je het mag laten zien. Waar het getal zelf "
    "ontbreekt, staat hier '<5' of 'verborgen'.",
}


def facts(report: Report, names: Collection[str] | None = None) -> pd.DataFrame:
    """One row per number of these tables, or of all, with the columns COLUMNS but `weergave`.

    A hidden number is NA in `aantal`; is_small_aantal says whether it is a small one.
    """
    tables = published_tables(report.publication, names)
    rows = [row for table in tables for row in _rows(report, table)]
    columns = [name for name in COLUMNS if name != SHOWN]
    frame = pd.DataFrame(rows, columns=[*columns, f"{IS_SMALL}{COUNT}"])
    return frame.astype({COUNT: "Int64"})


def dictionary(report: Report) -> pd.DataFrame:
    """What each column and each figure of the facts means: wat, naam, betekenis."""
    rows = [("kolom", name, meaning) for name, meaning in COLUMNS.items()]
    rows += [
        ("cijfer", table.words.title, f"{table.words.definition} {table.words.note}".strip())
        for table in published_tables(report.publication)
    ]
    return pd.DataFrame(rows, columns=["wat", "naam", "betekenis"])


def facts_csv(report: Report) -> bytes:
    """The facts as CSV for a Dutch Excel."""
    return csv_file(facts(report))


def dictionary_csv(report: Report) -> bytes:
    """What the facts mean, as CSV for a Dutch Excel."""
    return csv_file(dictionary(report))


def facts_workbook(report: Report) -> bytes:
    """The facts and what they mean, as XLSX of two sheets."""
    lines = [f"{report.school_name}, {report.team_name}", f"Periode: {report.days}", SMALL_NUMBERS]
    sheets = [
        Sheet("Feiten", lines, facts(report)),
        Sheet("Uitleg", ["Wat de kolommen en de cijfers betekenen."], dictionary(report)),
    ]
    return workbook(sheets, report.made_at, report.title)


def facts_parquet(report: Report) -> bytes:
    """The facts as Parquet, for Power BI and the like.

    `aantal` is a whole number, null where it is hidden; `weergave` says it in words. What the
    columns and figures mean is in the metadata of the file, as JSON under "uitleg".
    """
    # Loaded when the first file is asked for.
    import pyarrow as pa
    from pyarrow import parquet

    counted = facts(report)
    in_words = [str(row[-1]) for row in cells.rows(counted)]
    whole = counted[cells.columns(counted)].assign(**{SHOWN: in_words})
    for name in whole.select_dtypes(["object", "string"]).columns:
        whole[name] = [contained(one) if isinstance(one, str) else one for one in whole[name]]
    meaning = dictionary(report).to_dict("records")
    table = pa.Table.from_pandas(whole, preserve_index=False).replace_schema_metadata(
        {"titel": contained(report.title), "uitleg": json.dumps(meaning, ensure_ascii=False)}
    )
    written = BytesIO()
    parquet.write_table(table, written)
    return written.getvalue()


def _rows(report: Report, table: PublishedTable) -> Iterator[Mapping[str, object]]:
    """A row for each category and measure; the year before has a report of its own."""
    frame = table.frame
    if frame is None:
        return
    period = report.publication.report_tables.period
    category, *measures = (str(name) for name in cells.columns(frame))
    same = {
        "schooljaar": report.school_year,
        "van": period.start,
        "tot en met": period.last_day,
        "team": report.team_name,
        "cijfer": table.words.title,
    }
    for row in frame.to_dict("records"):
        for measure in measures:
            if measure != BEFORE:
                yield {
                    **same,
                    "categorie": row[category],
                    "maat": measure if table.words is STEPS else table.words.unit,
                    COUNT: row[measure],
                    f"{IS_SMALL}{COUNT}": bool(row[f"{IS_SMALL}{measure}"]),
                }
