"""What was brought in from files before, and taking a run back."""

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.roster.decisions import ImportRun
from casework.words import clock_time, full_date, local_day
from ui.labels import plain
from ui.office import paged
from ui.office.roster_form import RosterForm
from ui.office.roster_words import counts

RUNS_AT_ONCE = 5


def show(office: Office) -> None:
    """The runs, the newest first; each can be taken back while nothing newer leans on it."""
    runs = office.roster.runs()
    if not runs:
        return
    st.header("Eerder ingelezen", anchor=False)
    names = {member.staff_id: member.name.full for member in office.staff()}
    for run in runs[paged.rows_on_page("roster_runs", len(runs), RUNS_AT_ONCE)]:
        with st.container(border=True, key=f"roster_run_{run.run_id}"):
            _show_run(run, names.get(run.run_by, ""))
    paged.turn("roster_runs", len(runs), RUNS_AT_ONCE)


def _show_run(run: ImportRun, name: str) -> None:
    by = f", door {name}" if name else ""
    at = f"{full_date(local_day(run.run_at))} om {clock_time(run.run_at)}"
    st.markdown(f"**{at}**, schooljaar {plain(run.school_year)}{plain(by)}")
    st.caption("; ".join(counts(run.counts)))
    if run.undone_at:
        st.caption(f"Teruggedraaid op {full_date(local_day(run.undone_at))}.")
    elif run.can_be_undone:
        with st.popover("Terugdraaien", key=f"roster_undo_{run.run_id}"):
            st.write(
                "Alles wordt weer zoals het was voor dit bestand. Staat er iets nieuws op, zoals "
                "een zaak van een nieuwe leerling, dan gebeurt er niets en staat hier waarom."
            )
            form = RosterForm(f"roster_undo_{run.run_id}")
            form.button("Alles terugdraaien", lambda desk: _undo(desk, form, run, at))


def _undo(desk: Desk, form: RosterForm, run: ImportRun, at: str) -> str:
    desk.office.roster.undo(run.run_id, form_key=form.form_key)
    return f"Het bestand van {at} is teruggedraaid; alles is weer zoals daarvoor."
