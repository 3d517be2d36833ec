"""Runs a real server around one page: the board with made-up figures.

From its address the page takes `wacht` (seconds to think about a view that was not sent),
`naar_buiten`, `versie` and `woorden` (put wherever a school has its own). It says what it heard.
"""

import os
import sys

from server import serve
from server.settings import Settings
from tests.server.small_app import launcher

PAGE = """
import time
import streamlit as st
from tests.browser import board_data
from ui.board import component

st.set_page_config(page_title="Bord", layout="wide")
session = st.session_state
session.setdefault("runs", 0)
session.setdefault("current", board_data.START)
neighbour = board_data.key_with(board_data.START, team="boven")


def go(key):
    session.current = key


@st.fragment
def board():
    session.runs += 1
    current = session.current
    if current not in {board_data.START, neighbour}:
        time.sleep(float(st.query_params.get("wacht", "0")) * (2 if "verbal" in current else 1))
    data = board_data.board(
        current,
        version=st.query_params.get("versie", "1"),
        publishable="naar_buiten" in st.query_params,
        sent=(neighbour,),
    )
    if "woorden" in st.query_params:
        board_data.say(data, st.query_params["woorden"])
    events = component.mount(data, key="bord", on_view=go)
    st.text(f"run {session.runs}: {current}")
    if events.press:
        st.text(f"pressed {events.press.chart} {events.press.part} at {events.press.view}")
    if events.open:
        st.text(f"opened {events.open}")
    if events.share:
        st.text(f"shared {events.share}")


def start_again():
    session.current = board_data.START


def screen():
    board()
    st.button("Opnieuw beginnen", on_click=start_again)


def elsewhere():
    st.title("Elders", anchor=False)


trends = st.Page(screen, title="Trends", default=True)
other = st.Page(elsewhere, title="Elders", url_path="elders")
page = st.navigation([trends, other], position="top")
with st.container(key="toolbar", horizontal=True, vertical_alignment="center", gap="small"):
    st.caption("Het Voorbeeld")
    st.space("stretch")
    st.button("Scherm afdekken", type="tertiary", icon=":material/visibility_off:")
page.run()
"""


if __name__ == "__main__":
    settings = Settings.from_environment(os.environ)
    sys.exit(serve.main(sys.argv[1:], lambda: launcher(settings, PAGE)))
