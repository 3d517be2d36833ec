"""The roster of now as a file: to look through, to put right elsewhere, and to bring in again."""

from collections.abc import Callable

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.roster import RosterFile
from exchange.roster import classes_csv, pupils_csv, roster_workbook, staff_csv
from ui.download import XLSX, download_button

CSV = "text/csv"


def show(office: Office) -> None:
    """The buttons; each makes its file when it is pressed, which puts a line in the read log."""
    with st.expander("De lijst van nu bewaren", key="roster_now"):
        st.caption(
            "Leerlingen, klassen en medewerkers zoals ze nu staan. Zo'n bestand kun je hier ook "
            "weer inlezen; ongewijzigd verandert het niets. Het zijn persoonsgegevens: bewaar het "
            "niet langer dan nodig. Wie het bewaart, staat in het leeslog."
        )
        day = f"{office.today:%Y-%m-%d}"
        with st.container(horizontal=True, key="roster_now_files"):
            download_button(
                "Alles (Excel)",
                lambda desk: roster_workbook(desk.office.roster.handed_out(), desk.now()),
                file_name=f"leerlingen-en-medewerkers-{day}.xlsx",
                mime=XLSX,
                key="roster_now_all",
                is_logged=True,
            )
            for name, make in (
                ("Leerlingen", pupils_csv),
                ("Klassen", classes_csv),
                ("Medewerkers", staff_csv),
            ):
                download_button(
                    f"{name} (CSV)",
                    _csv(make),
                    file_name=f"{name.lower()}-{day}.csv",
                    mime=CSV,
                    key=f"roster_now_{name.lower()}",
                    is_logged=True,
                )


def _csv(make: Callable[[RosterFile], bytes]) -> Callable[[Desk], bytes]:
    return lambda desk: make(desk.office.roster.handed_out())
