"""Plain Streamlit: a radio and four st.plotly_chart with plain figures that are kept."""

import streamlit as st

from benchmarks.peers import rows


@st.cache_resource
def figures() -> dict:
    """Read once."""
    return rows.figures()


st.set_page_config(layout="wide")
known = figures()
chosen = st.radio("Klas", list(known))
for name in rows.CHARTS:
    st.plotly_chart(known[chosen][name], key=name)
