"""A picture with its sentence, how to read it, and the same as a table."""

from typing import Any

import pandas as pd
import streamlit as st

from ui.charts import plotly_settings
from ui.charts_on_page import plotted
from ui.labels import plain
from ui.trends.tables import table_html


def show(picture: dict[str, Any], sentence: str, how_to_read: str, title: str, key: str) -> None:
    """The sentence, the picture, and how to read it."""
    st.markdown(plain(sentence))
    plotted(picture, title, sentence, key=key, has_saving=True)
    with st.expander("Hoe lees ik dit?"):
        st.markdown(how_to_read)
        st.markdown(plotly_settings.HOW_TO_SAVE)


def table(frame: pd.DataFrame, title: str, label: str = "Als tabel") -> None:
    """The same as a table, folded."""
    with st.expander(label):
        st.html(table_html(frame, title, in_words=True))
