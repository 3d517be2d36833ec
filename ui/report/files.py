"""The files of a report: each is made when it is pressed, and the read log says that it left."""

from collections.abc import Callable, Sequence

import streamlit as st

from casework.desk import Desk
from exchange import facts_file, report
from exchange.published_tables import Report
from ui.download import PDF, XLSX, download_button

Make = Callable[[Report], bytes]
MakeReport = Callable[[Desk], Report]
KindOfFile = tuple[str, str, str, Make]

REPORTS = (
    ("Rapport als PDF", ".pdf", PDF, report.report_pdf),
    ("Rapport als Excel", ".xlsx", XLSX, report.report_workbook),
)
FACTS = (
    ("Feiten (CSV)", "-feiten.csv", "text/csv", facts_file.facts_csv),
    ("Uitleg bij de feiten (CSV)", "-uitleg.csv", "text/csv", facts_file.dictionary_csv),
    ("Feiten en uitleg (Excel)", "-feiten.xlsx", XLSX, facts_file.facts_workbook),
    ("Feiten (Parquet)", "-feiten.parquet", "application/octet-stream", facts_file.facts_parquet),
)


def reports(make_report: MakeReport, school_year: str, team_id: str) -> None:
    """The report on paper and as a workbook."""
    with st.container(horizontal=True, key="report_files"):
        _buttons(REPORTS, make_report, school_year, team_id)


def facts(make_report: MakeReport, school_year: str, team_id: str) -> None:
    """The same numbers for other programs."""
    with st.expander("Cijfers voor Excel, Power BI en andere programma's"):
        st.markdown(
            "Dezelfde cijfers als in het rapport, één regel per getal. In de uitleg staat wat "
            "elke kolom en elk cijfer betekent."
        )
        with st.container(horizontal=True, key="report_facts"):
            _buttons(FACTS, make_report, school_year, team_id)


def _buttons(
    kinds: Sequence[KindOfFile], make_report: MakeReport, school_year: str, team_id: str
) -> None:
    for label, ending, mime, make in kinds:
        download_button(
            label,
            _leaving(make_report, make, school_year, team_id),
            file_name=f"rapport-pesten-{school_year}{ending}",
            mime=mime,
            key=f"report{ending}",
            is_logged=True,
            is_primary=ending == ".pdf",
        )


def _leaving(
    make_report: MakeReport, make: Make, school_year: str, team_id: str
) -> Callable[[Desk], bytes]:
    def act(desk: Desk) -> bytes:
        file = make(make_report(desk))
        desk.report.log_export(school_year, team_id)
        return file

    return act
