"""Toezicht, Wie zag wat: who opened, found, printed or saved what; of everybody or of one pupil."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from casework.desk import Desk
from casework.desk.reading import WhoRead
from casework.errors import InputRefused
from casework.read_log import ReadAct, ReadLine
from casework.words import moment
from ui.labels import READ_ACTS, plain
from ui.office import paged
from ui.oversight import log_table
from ui.oversight.read_days import read_days

LIST, PUPIL = "who_read", "who_read_pupil"
CHOSEN = "who_read_chosen"
# What is about nobody and no case in particular.
ABOUT_SCHOOL = frozenset(
    {ReadAct.SEEN, ReadAct.EXPORTED, ReadAct.FETCHED, ReadAct.SEARCHED, ReadAct.LOOKED_UP}
)


def show(desk: Desk) -> None:
    """The tab: a pupil to look up, and below it every line of the days that are chosen."""
    room = desk.who_read
    st.markdown(
        "Wie zag welke zaak, welk signaal of welke leerling, en hoe. Wat erin staat, zie je hier "
        "niet; waarom iemand een zaak opende, leest de mentor. Dat jij hier kijkt, komt er ook in."
    )
    checked = desk.integrity.last()
    if checked and checked.is_whole:
        st.caption(f"Gecontroleerd op {moment(checked.checked_at)}: alles klopt.")
    first, last = read_days(desk.today)
    try:
        typed = paged.search_box(PUPIL, "Wie zag deze leerling?", "Naam of leerlingnummer")
        if not typed:
            _of_everybody(room, first, last)
        elif pupil := _choose_pupil(room, typed):
            _of_pupil(room, pupil, first, last)
    except InputRefused as refusal:
        st.error(plain(str(refusal)))


def _choose_pupil(room: WhoRead, typed: str) -> str:
    """The id of the pupil whose readers are asked for; empty until one is chosen."""
    hits = room.find_pupils(typed)
    if not hits.pupils:
        st.info("Er is geen leerling die zo heet of dit nummer heeft.", icon=":material/search:")
        return ""
    labels = dict(zip((one.pupil_id for one in hits.pupils), hits.labels, strict=True))
    if hits.count_more:
        st.caption(f"En nog {hits.count_more} meer; typ verder om te kiezen.")
    if len(labels) == 1:
        return next(iter(labels))
    chosen = st.pills(
        "Wie bedoel je?",
        list(labels),
        format_func=lambda one: plain(labels[one]),
        key=CHOSEN,
    )
    return str(chosen or "")


def _of_pupil(room: WhoRead, pupil_id: str, first: date | None, last: date | None) -> None:
    count = room.count_of_pupil(pupil_id, first, last)
    on_page = paged.rows_on_page(PUPIL, count)
    lines = room.lines_of_pupil(pupil_id, first, last, on_page) if count else []
    _show(PUPIL, lines, on_page, count, "In deze dagen zag niemand iets van deze leerling.")


def _of_everybody(room: WhoRead, first: date | None, last: date | None) -> None:
    typed = paged.search_box(LIST, "Of zoek een collega of een zaaknummer", "Samira of 2026-044")
    count = room.count(first, last, typed)
    on_page = paged.rows_on_page(LIST, count)
    lines = room.lines(first, last, on_page, typed) if count else []
    _show(LIST, lines, on_page, count, "Hierbij past geen regel in deze dagen.")


def _show(
    name: str, lines: Sequence[ReadLine], on_page: slice, count: int, when_empty: str
) -> None:
    if not lines:
        st.info(when_empty, icon=":material/visibility:")
        return
    pages = paged.count_in_words(on_page, count, ("regel", "regels"))
    st.caption(f"{pages}, de nieuwste bovenaan.")
    log_table.show(
        name,
        {
            "Wanneer": [moment(line.read_at) for line in lines],
            "Wie": [line.staff_name or "onbekend" for line in lines],
            "Waarvan": [_about(line) for line in lines],
            "Wat": [_what(line) for line in lines],
        },
    )
    paged.turn(name, count)


def _about(line: ReadLine) -> str:
    return line.case_label or ("" if line.act in ABOUT_SCHOOL else "verwijderd")


def _what(line: ReadLine) -> str:
    """What was done, and where; that there was a reason, and never which."""
    if line.act is ReadAct.OPENED and line.has_reason and not line.reason:
        return f"{READ_ACTS[line.act]}, met een reden"
    act = READ_ACTS[line.act]
    return f"{act}, {line.reason}" if line.reason and line.reason != act else act
