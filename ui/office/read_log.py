"""Beheer, Leeslog: how often who read what, in numbers; which case or pupil is not told here."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from casework.desk.office import Office
from casework.desk.reading import ReaderCounts
from casework.errors import InputRefused
from casework.read_log import ReadAct
from casework.words import number
from ui.labels import plain
from ui.office import paged
from ui.oversight.read_days import read_days
from ui.trends.tables import table_html

# Some acts are one column: what left, and what stood beside something else or in a search.
COLUMNS: dict[str, tuple[ReadAct, ...]] = {
    "Geopend": (ReadAct.OPENED,),
    "Ernaast gezien": (ReadAct.SEEN,),
    "Gezocht": (ReadAct.SEARCHED,),
    "Afgedrukt of meegenomen": (ReadAct.PRINTED, ReadAct.EXPORTED, ReadAct.FETCHED),
    "Cijfers": (ReadAct.FIGURES,),
    "Leeslog": (ReadAct.LOOKED_UP,),
}


def show(office: Office) -> None:
    """The tab of the read log."""
    st.markdown(
        "Iedere keer dat iemand een zaak of een signaal opent, afdrukt of in een lijst ziet, een "
        "leerling zoekt of een bestand bewaart, komt er een regel in het leeslog. Hier zie je hoe "
        "vaak. Welke zaak of leerling het was, ziet wie bij jullie over privacy gaat, bij "
        "*Toezicht*; geef die collega de rol *privacy* bij Medewerkers."
    )
    first, last = read_days(office.today)
    try:
        counts = office.reading.counts(first, last)
    except InputRefused as refusal:
        st.error(plain(str(refusal)))
        return
    if counts:
        paged.show("read_log", counts, _show_counts, ("collega", "collega’s"))
    else:
        st.info("In deze dagen heeft niemand iets geopend.", icon=":material/visibility:")


def _show_counts(counts: Sequence[ReaderCounts]) -> None:
    acts = {title: [_count(one, acts) for one in counts] for title, acts in COLUMNS.items()}
    table = pd.DataFrame(
        {
            "Wie": [one.name for one in counts],
            "Dagen": [number(one.count_days) for one in counts],
            # A column in which nobody did anything says nothing.
            **{title: cells for title, cells in acts.items() if set(cells) != {"–"}},
        }
    )
    st.html(table_html(table, "hoe vaak wie iets las"))


def _count(counts: ReaderCounts, acts: Iterable[ReadAct]) -> str:
    return number(total) if (total := sum(counts.by_act.get(act, 0) for act in acts)) else "–"
