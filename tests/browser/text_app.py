"""Runs a real server around one page: every hostile text at each kind of place that shows words."""

import os
import sys

from server import serve
from server.settings import Settings
from tests.server.small_app import launcher

PAGE = """
import streamlit as st
from tests.browser.hostile_texts import TEXTS
from ui.labels import plain

st.set_page_config(page_title="Tekst", layout="wide")
for number, typed in enumerate(TEXTS):
    safe, key = plain(typed), f"text_{number}"
    line = plain(" ".join(typed.split()))
    with st.container(key=key):
        st.markdown(safe)
        st.caption(f"Van **{line}** vandaag")
        st.header(line, anchor=False)
        st.error(safe)
        st.button(line, key=f"{key}_button")
        st.checkbox(line, key=f"{key}_checkbox")
        st.radio("Kies", [line], key=f"{key}_radio")
        st.pills("Kies", [line], key=f"{key}_pills")
        st.text_input(line, key=f"{key}_input")
        with st.expander(line):
            st.text(typed)
        st.table({line: [line]})
    st.toast(line)
"""


def load() -> serve.Launcher:
    """The page with the texts."""
    return launcher(Settings.from_environment(os.environ), PAGE)


if __name__ == "__main__":
    sys.exit(serve.main(sys.argv[1:], load))
