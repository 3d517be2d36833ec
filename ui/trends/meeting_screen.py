"""Trends as others may see it: the board of the report tables, and nothing of the own screen."""

import streamlit as st

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.figures import Way
from ui import session
from ui.board import component
from ui.board.component import Press
from ui.labels import plain
from ui.trends import published_board
from ui.trends.selection import MEETING, TEAM, YEAR

KEY, LEAVE = "trends_meeting", "leave"
NO_MONTH = (
    "Er is nog geen hele maand om te laten zien. Kom terug als de eerste maand van het schooljaar "
    "voorbij is."
)
TURNED_OFF = (
    "Je school heeft precieze cijfers voor leidinggevenden uitgezet. Daarom zie je hier wat ook in "
    "een vergadering mag."
)


def is_asked() -> bool:
    """Whether the address asks for the screen for a meeting."""
    return st.query_params.get(MEETING, "") == "1"


@st.fragment
def show() -> None:
    """The published figures of a team, or of the whole school for who may."""
    desk = session.desk()
    try:
        _show(desk)
    except CaseworkError as refusal:
        st.error(plain(str(refusal)))


def _show(desk: Desk) -> None:
    published = published_board.of_desk(desk, st.query_params.get(YEAR, ""))
    is_off = not desk.trends.is_exact(Way.SCREEN)
    if published is None or not published.teams:
        st.title("Trends", anchor=False)
        st.info(NO_MONTH, icon=":material/hourglass_empty:")
        if not is_off:
            st.button("Terug naar je eigen scherm", key="meeting_leave", on_click=_leave)
        return
    team = st.query_params.get(TEAM, "")
    data = published_board.board_payload(
        published, team if team in published.teams else next(iter(published.teams))
    )
    actions = [] if is_off else [(LEAVE, "Terug naar je eigen scherm")]
    component.mount({**data, "actions": actions}, key=KEY, on_view=_chosen, on_press=_pressed)
    if is_off:
        st.caption(TURNED_OFF)
    if not is_off and not is_asked():
        st.rerun()


def _chosen(key: str) -> None:
    team, _, year = key.partition(published_board.SEPARATOR)
    for name, value in ((TEAM, team), (YEAR, year)):
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


def _pressed(press: Press) -> None:
    if press.part == LEAVE:
        _leave()


def _leave() -> None:
    st.query_params.pop(MEETING, None)
