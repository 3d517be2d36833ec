"""Modules of Streamlit that it loads at their first use; a visitor would wait for them."""

WIDGETS = ("streamlit.elements.plotly_chart", "streamlit.elements.arrow")
