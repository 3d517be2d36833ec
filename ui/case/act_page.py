"""The page of one act: on the case as a whole, on one line of its timeline, or the round."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from casework.desk import CaseFile, Desk
from ui.case import case_address, check_in, decisions, line_acts, planning
from ui.drawn_alone import drawn_alone
from ui.labels import plain

WIDTH = 760


@dataclass(frozen=True)
class Act:
    """What the address asks for, when this reader may do it now."""

    title: str
    draw: Callable[[], None]


def chosen_act(desk: Desk, file: CaseFile) -> Act | None:
    """The act that the address names, if it fits the case and this reader."""
    code = case_address.chosen_act()
    if not code:
        return None
    if code == check_in.ROUND:
        has_round = check_in.has_round(file)
        return Act(check_in.TITLE, partial(check_in.round_of, file)) if has_round else None
    if code == case_address.PLAN:
        state = case_address.chosen_step(file)
        if state is None or not planning.may_plan(file, state):
            return None
        return Act(planning.page_title(file, state), partial(planning.page, file, state))
    entry = line_acts.entry_of_line(file)
    if entry is not None:
        on_line = line_acts.offered(file, entry).get(code)
        if on_line is None:
            return None
        return Act(on_line.title, partial(line_acts.page, file, entry, on_line))
    act = decisions.offered(desk, file).get(code)
    return Act(act.title, act.draw) if act else None


def page(act: Act) -> None:
    """Its title and its form."""
    with st.container(key="more_form", width=WIDTH):
        st.header(plain(act.title), anchor=False)
        drawn_alone(act.draw)
