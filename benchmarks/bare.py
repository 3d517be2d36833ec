"""The empty page: what Streamlit itself costs."""

import streamlit as st

st.set_page_config(page_title="Leeg")
