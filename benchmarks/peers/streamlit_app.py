"""Plain Streamlit: a radio and four st.plotly_chart with plain figures that are kept."""

import streamlit as st

from benchmarks.peers import rows


@st.cache_resource
def figures() -> dict:
    """Read once."""
    return rows.figures()


st.set_page_config(layout="wide")
figures_by_class = figures()
chosen = st.radio("Klas", list(figures_by_class))
for name in rows.CHARTS:
    st.plotly_chart(figures_by_class[chosen][name], key=name)
