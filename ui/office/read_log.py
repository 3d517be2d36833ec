"""Beheer, Leeslog: who opened which case number or figures, and when; nothing of what was in it."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from casework.desk.office import Office
from casework.errors import InputRefused
from casework.read_log import ReadAct, ReadLine
from casework.records import EXACT_LOOK, EXPORTED, PRINTED, ROSTER_SAVED
from casework.words import moment
from ui.office import paged, table

A_FORTNIGHT = timedelta(days=13)
LEFT = (PRINTED, EXPORTED, ROSTER_SAVED)
ABOUT_SCHOOL = frozenset({ReadAct.EXPORTED, ReadAct.SEARCHED, ReadAct.LOOKED_UP})
LIST = "read_log"


def show(office: Office) -> None:
    """The tab of the read log."""
    st.markdown(
        "Iedere keer dat iemand een zaak of een signaal opent, komt er een regel bij; wie exacte "
        "cijfers bekijkt, krijgt er één per keer aanmelden. Wat erin staat, zie je hier niet."
    )
    with st.container(horizontal=True, key="office_period"):
        first = st.date_input(
            "Van", office.today - A_FORTNIGHT, key="van", format="DD-MM-YYYY", bind="query-params"
        )
        last = st.date_input(
            "Tot en met", office.today, key="tot", format="DD-MM-YYYY", bind="query-params"
        )
    typed = paged.search_box(LIST, "Zoek een collega of een zaaknummer", "Samira of 2026-044")
    try:
        count = office.count_read_log(first, last, typed)
        on_page = paged.rows_on_page(LIST, count)
        lines = office.read_log(first, last, on_page, typed) if count else []
    except InputRefused as refusal:
        st.error(str(refusal))
        return
    if lines:
        pages = paged.count_in_words(on_page, count, ("regel", "regels"))
        st.caption(f"{pages}, de nieuwste bovenaan.")
        _show_lines(lines)
        paged.turn(LIST, count)
    elif typed:
        st.info("Hierbij past geen regel in deze dagen.", icon=":material/search:")
    else:
        st.info("In deze dagen heeft niemand iets geopend.", icon=":material/visibility:")


def _show_lines(lines: Sequence[ReadLine]) -> None:
    table.show(
        {
            "Wanneer": [moment(line.read_at) for line in lines],
            "Wie": [line.staff_name or "onbekend" for line in lines],
            "Zaak": [_about(line) for line in lines],
            "Wat": [_what(line) for line in lines],
        }
    )


def _about(line: ReadLine) -> str:
    """The case; a list of everybody is about none."""
    is_about_none = line.act in ABOUT_SCHOOL or line.reason == ROSTER_SAVED
    return line.case_label or ("" if is_about_none else "verwijderd")


def _what(line: ReadLine) -> str:
    """What was done; why somebody opened a case is theirs and the mentor's."""
    is_known = line.reason in LEFT or line.reason.startswith(EXACT_LOOK)
    return line.reason if is_known else "geopend"
