"""The report on the screen as it will be on paper: the same sentences, tables and definitions."""

import pandas as pd
import streamlit as st

from casework.words import SMALL_NUMBERS
from exchange import cells
from exchange.report_figures import Report, ReportFigure, report_figures
from exchange.report_words import CHAPTERS, NOT_LESS_SAFE
from ui.labels import plain
from ui.trends.tables import table_html


def preview(report: Report) -> None:
    """Every chapter, with what each figure says."""
    st.caption(plain(f"{report.team_name}, {report.days}."))
    st.caption(plain(f"{NOT_LESS_SAFE} {SMALL_NUMBERS}"))
    figures = list(report_figures(report))
    for code, (title, words) in CHAPTERS.items():
        st.header(title, anchor=False)
        st.markdown(words)
        for found in figures:
            if found.figure.chapter == code:
                _figure(found)


def _figure(found: ReportFigure) -> None:
    figure, frame = found.figure, found.frame
    with st.container(border=True, key=f"rapport_{figure.table}"):
        st.subheader(figure.title, anchor=False)
        if frame is None:
            st.info(found.sentence, icon=":material/hourglass_empty:")
            return
        st.markdown(plain(found.sentence))
        told = pd.DataFrame(list(cells.rows(frame)), columns=cells.columns(frame), dtype=object)
        st.html(table_html(told, figure.title))
        st.caption(plain(f"{found.n}. {figure.definition}" if found.n else figure.definition))
