"""The report on the screen as it will be on paper: the same sentences, tables and definitions."""

import streamlit as st

from casework.words import SMALL_NUMBERS
from exchange.published_tables import PublishedTable, Report, published_tables
from exchange.report_words import CHAPTERS, NOT_LESS_SAFE
from ui.charts import published_table
from ui.labels import plain
from ui.trends.tables import table_html


def preview(report: Report) -> None:
    """Every chapter, with what each table says."""
    st.caption(plain(f"{report.team_name}, {report.days}."))
    st.caption(plain(f"{NOT_LESS_SAFE} {SMALL_NUMBERS}"))
    tables = list(published_tables(report.publication))
    for code, (title, words) in CHAPTERS.items():
        st.header(title, anchor=False)
        st.markdown(words)
        for table in tables:
            if table.words.chapter == code:
                _table(table)


def _table(table: PublishedTable) -> None:
    words = table.words
    with st.container(border=True, key=f"report_{words.table}"):
        st.subheader(plain(words.title), anchor=False)
        if table.frame is None:
            st.info(plain(table.sentence), icon=":material/hourglass_empty:")
            return
        st.markdown(plain(table.sentence))
        st.html(table_html(published_table.cells_in_words(table), words.title))
        st.caption(plain(f"{table.n}. {words.definition}" if table.n else words.definition))
