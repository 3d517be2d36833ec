"""The report on paper and as a workbook: tagged, reproducible, and without a small number."""

import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from pyarrow import parquet

from analytics.disclosure.report_tables import ReportTables, report_tables, suppressed_together
from analytics.disclosure.suppression import TOTAL
from casework.card.model import packaged_card
from exchange.facts_file import (
    COLUMNS,
    dictionary,
    dictionary_csv,
    facts,
    facts_csv,
    facts_parquet,
    facts_workbook,
)
from exchange.published_tables import Publication, Report, published_tables
from exchange.report import report_pdf, report_workbook
from exchange.report_words import CHAPTERS, TABLES
from tests.analytics.small_schools import schools
from tests.analytics.test_report_tables import SEEN, figures
from tests.exchange import pdf_reading, workbook_reading

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
FORMULA = "=HYPERLINK(1)\n#set page(fill: red)"
ROWS = {
    "mentor_hours_by_month": ["2026-09", "2026-10"],
    "cases_by_level": ["1", "2", "3"],
    "cases_by_end": ["open", "stopped"],
    "reports_by_month": ["2026-09", "2026-10"],
    "reports_by_year_group": ["2", "unknown"],
    "reports_by_kind": ["verbal", "online"],
    "reports_by_place": ["corridor", "unknown"],
    "aftercare_by_outcome": ["in_window", "late", "missed", "open"],
    "aftercare_by_kind": ["target", "displaying", "parents"],
    "targets_by_outcome": ["stopped", "less", "same", "worse"],
}


def two_teams() -> ReportTables:
    """Two teams: t1 has 20 of everything in the first row, t2 has 9, and 3 in the second."""
    counted = {
        name: pd.DataFrame(
            {
                "": [0] * len(rows),
                "t1": [20, 0, *[0] * (len(rows) - 2)],
                "t2": [9, 3, *[0] * (len(rows) - 2)],
            },
            index=rows,
        )
        for name, rows in ROWS.items()
    }
    return ReportTables(SEEN, suppressed_together(counted), {})


def a_report(
    page_text: ReportTables, team: str = "t1", before: ReportTables | None = None, **more: object
) -> Report:
    given = Report(
        publication=Publication(page_text, team, packaged_card(), before),
        school_name="Het Voorbeeld",
        team_name="de hele school" if team == TOTAL else "onderbouw",
        school_year="2026-2027",
        made_by="Willem van Dam",
        made_at=AT,
    )
    return replace(given, **more)  # type: ignore[arg-type]


def small_cells(rows: list[list[object]]) -> set[str]:
    """The cells that are a number of 1 to 4."""
    return {str(cell) for row in rows for cell in row} & {"1", "2", "3", "4", "1.0", "2.0", "3.0"}


def test_the_paper_is_tagged_dutch_and_says_what_it_is() -> None:
    pdf = report_pdf(a_report(two_teams()))
    root = pdf_reading.read(pdf).trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part[=>\"]+1", metadata)
    assert "Rapport pesten 2026-2027" in metadata
    tags = pdf_reading.tags(pdf)
    assert tags.count("H1") == 1
    assert {"Table", "TH", "Figure"} <= set(tags)


def test_every_picture_says_in_words_what_it_shows() -> None:
    pdf = report_pdf(a_report(two_teams()))
    pictures = pdf_reading.pictures(pdf)
    assert "Staven bij Meldingen per maand: september 2026 20, oktober 2026 0." in pictures
    assert len(pictures) == len(TABLES)


def test_the_four_words_of_the_inspection_are_the_chapters() -> None:
    text = pdf_reading.words(report_pdf(a_report(two_teams())))
    places = [text.index(f"{title} {words}") for title, words in CHAPTERS.values()]
    assert places == sorted(places)
    assert "Meer registraties is niet minder veilig" in text


def test_every_figure_says_its_n_its_period_and_what_it_counts() -> None:
    text = pdf_reading.words(report_pdf(a_report(two_teams())))
    assert "Periode: maandag 14 september 2026 tot en met dinsdag 1 december 2026" in text
    for page_text in published_tables(a_report(two_teams()).publication):
        assert pdf_reading.squeezed(page_text.words.definition) in pdf_reading.squeezed(text)
        assert page_text.n in text


def test_the_same_report_has_the_same_bytes_and_another_day_only_another_date() -> None:
    page_text = two_teams()
    assert report_pdf(a_report(page_text)) == report_pdf(a_report(page_text))
    assert report_workbook(a_report(page_text)) == report_workbook(a_report(page_text))
    assert facts_parquet(a_report(page_text)) == facts_parquet(a_report(page_text))
    next_day = a_report(page_text, made_at=AT + timedelta(days=1))
    one, other = (pdf_reading.words(report_pdf(r)) for r in (a_report(page_text), next_day))
    assert one != other
    assert one.replace("1-12-2026 10:00", "") == other.replace("2-12-2026 10:00", "")


def test_what_the_school_wrote_is_shown_as_it_was_typed() -> None:
    own = a_report(two_teams(), explanation=FORMULA, monitor="-5 procent")
    text = pdf_reading.words(report_pdf(own))
    assert "=HYPERLINK(1) #set page(fill: red)" in text
    written = report_workbook(own)
    assert FORMULA in workbook_reading.words(written)
    assert "<f>" not in workbook_reading.page(written)


@pytest.mark.parametrize("team", ["t1", "t2", TOTAL])
def test_a_small_number_is_in_none_of_the_files(team: str) -> None:
    one = a_report(two_teams(), team)
    for rows in workbook_reading.sheets(report_workbook(one)).values():
        assert small_cells(rows) == set()  # type: ignore[arg-type]
    for rows in workbook_reading.sheets(facts_workbook(one)).values():
        assert small_cells(rows) == set()  # type: ignore[arg-type]
    csv = facts_csv(one).decode("utf-8-sig")
    assert not re.search(r";[1-4]\r\n", csv)
    counts = parquet.read_table(io.BytesIO(facts_parquet(one)))["aantal"].to_pylist()
    assert not set(counts) & {1, 2, 3, 4}


def test_the_hidden_number_of_one_team_is_not_in_the_report_of_the_other_or_of_the_school() -> None:
    counts_by_team = {
        team: facts(a_report(two_teams(), team))
        .query("cijfer == 'Soorten pesten'")["aantal"]
        .tolist()
        for team in ("t1", "t2", TOTAL)
    }
    assert pd.isna(counts_by_team["t2"][1])
    assert pd.isna(counts_by_team[TOTAL][1])


@settings(deadline=None, max_examples=4)
@given(schools)
def test_no_file_of_a_small_school_holds_a_small_number(random_school) -> None:
    page_text = report_tables(figures(random_school), SEEN, ["t1", "t2"])
    for team in ("t1", TOTAL):
        one = a_report(page_text, team)
        assert not facts(one)["aantal"].dropna().between(1, 4).any()
        for name, rows in workbook_reading.sheets(report_workbook(one)).items():
            assert small_cells(rows) == set(), name  # type: ignore[arg-type]


def test_the_dictionary_says_what_every_column_and_figure_means() -> None:
    one = a_report(two_teams())
    names = set(dictionary(one)["naam"])
    assert (
        set(COLUMNS) | {page_text.words.title for page_text in published_tables(one.publication)}
        <= names
    )
    assert set(facts(one)["cijfer"]) <= names
    file = parquet.read_table(io.BytesIO(facts_parquet(one)))
    assert file.column_names == list(COLUMNS)
    assert {row["naam"] for row in json.loads(file.schema.metadata[b"uitleg"])} == names
    assert "Uitleg" in workbook_reading.sheets(facts_workbook(one))
    assert dictionary_csv(one).startswith("\ufeffwat;naam;betekenis".encode())


def test_a_hidden_number_is_empty_in_parquet_and_said_beside_it() -> None:
    rows = parquet.read_table(io.BytesIO(facts_parquet(a_report(two_teams(), "t2")))).to_pylist()
    hidden = {row["weergave"] for row in rows if row["aantal"] is None}
    assert hidden <= {"<5", "verborgen"}
    assert "<5" in hidden


def test_a_year_that_is_over_is_held_beside_the_one_before() -> None:
    both = a_report(two_teams(), before=two_teams())
    kinds = next(
        f for f in published_tables(both.publication) if f.words.table == "reports_by_kind"
    )
    assert kinds.frame is not None
    assert kinds.frame["jaar ervoor"].tolist() == [20, 0]
    assert kinds.sentence == "Er is 20 keer een soort genoemd. Het jaar ervoor: 20."
