"""Who changed what: a table to search, for a beheerder and for who looks after privacy."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from casework.change_log import Group
from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.oversight import ChangeRow
from casework.errors import InputRefused
from casework.words import moment
from ui.labels import plain
from ui.office import paged
from ui.oversight import change_words, log_table

A_FORTNIGHT = timedelta(days=13)
LIST = "changes"


def show(place: Desk | Office) -> None:
    """The tab of the changes, at Beheer or at Toezicht."""
    oversight = place.oversight
    st.markdown(
        "Wie gaf wie een rol, wie maakte een uitnodiging, wie veranderde een instelling, de kaart "
        "of een klas. Leerlingen staan er niet met hun naam in. Niemand kan een regel weghalen of "
        "veranderen zonder dat het opvalt."
    )
    with st.container(horizontal=True, key="office_changes_period"):
        first = st.date_input(
            "Van",
            oversight.today - A_FORTNIGHT,
            key="wijzigingen_van",
            format="DD-MM-YYYY",
            bind="query-params",
        )
        last = st.date_input(
            "Tot en met",
            oversight.today,
            key="wijzigingen_tot",
            format="DD-MM-YYYY",
            bind="query-params",
        )
        group = st.selectbox(
            "Soort", list(Group), index=None, placeholder="Alles", key="wijzigingen_soort"
        )
    typed = paged.search_box(LIST, "Zoek een collega", "Samira")
    try:
        count = oversight.count(first, last, typed, group)
        on_page = paged.rows_on_page(LIST, count)
        rows = oversight.changes(first, last, typed, group, on_page) if count else []
    except InputRefused as refusal:
        st.error(plain(refusal.sentence))
        return
    if not rows:
        st.info("In deze dagen is er niets van die soort veranderd.", icon=":material/history:")
        return
    noun = ("wijziging", "wijzigingen")
    st.caption(f"{paged.count_in_words(on_page, count, noun)}, de nieuwste bovenaan.")
    _show_rows(rows)
    paged.turn(LIST, count)


def _show_rows(rows: Sequence[ChangeRow]) -> None:
    log_table.show(
        LIST,
        {
            "Wanneer": [moment(row.line.changed_at) for row in rows],
            "Wie": [change_words.who(row) for row in rows],
            "Wat": [change_words.what(row) for row in rows],
            "Over": [row.about for row in rows],
        },
    )
