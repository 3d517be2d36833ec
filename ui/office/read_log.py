"""Beheer, Leeslog: who opened which case number or figures, and when; nothing of what was in it."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from casework.desk.office import Office
from casework.errors import InputRefused
from casework.records import EXACT_LOOK, EXPORTED, PRINTED, ReadLine
from casework.words import counted, moment
from ui import labels

A_FORTNIGHT = timedelta(days=13)
PER_PAGE = 50
LEFT = (PRINTED, EXPORTED)


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
    try:
        lines = office.read_log(first, last)
    except InputRefused as refusal:
        st.error(str(refusal))
        return
    if lines:
        _show_lines(lines)
    else:
        st.info("In deze dagen heeft niemand iets geopend.", icon=":material/visibility:")


def _show_lines(lines: Sequence[ReadLine]) -> None:
    count = counted(len(lines), "regel", "regels")
    st.caption(f"{count}, de nieuwste bovenaan.")
    place = st.container()
    pages = -(-len(lines) // PER_PAGE)
    page = st.pagination(pages, key="blad", bind="query-params") if pages > 1 else 1
    lines_of_page = lines[(page - 1) * PER_PAGE : page * PER_PAGE]
    place.table(
        {
            "Wanneer": [labels.plain(moment(line.read_at)) for line in lines_of_page],
            "Wie": [labels.plain(line.staff_name) or "onbekend" for line in lines_of_page],
            "Zaak": [labels.plain(line.case_label) or "verwijderd" for line in lines_of_page],
            "Wat": [_what(line) for line in lines_of_page],
        },
        border="horizontal",
        hide_index=True,
    )


def _what(line: ReadLine) -> str:
    """What was done; why somebody opened a case is theirs and the mentor's."""
    is_known = line.reason in LEFT or line.reason.startswith(EXACT_LOOK)
    return labels.plain(line.reason) if is_known else "geopend"
