"""Beheer, Inlezen: pupils, classes and staff from a file; first what it would change, then it."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.roster import ImportPreview, ImportReceipt, RosterRoom
from casework.errors import InputRefused
from casework.records import SchoolYear
from casework.roster.decisions import Decisions
from casework.words import counted, enumeration
from ui import memory
from ui.labels import plain
from ui.office import (
    role_requests,
    roster_download,
    roster_invitations,
    roster_preview,
    roster_reading,
    roster_runs,
)
from ui.office.roster_form import RosterForm
from ui.office.roster_questions import Questions
from ui.office.roster_reading import Reading
from ui.office.roster_words import People, counts
from ui.progress import Progress

PREVIEW = "roster_preview"
ALL_EQUAL = "Alles is al gelijk: dit bestand verandert uit zichzelf niets."
STEPS = {
    "checking": (0.05, "Nog eens nakijken"),
    "classes": (0.15, "Klassen"),
    "pupils": (0.3, "Leerlingen"),
    "staff": (0.6, "Medewerkers en rollen"),
    "storing": (0.85, "Vastleggen"),
    "counting": (0.95, "Natellen"),
}


def show(office: Office) -> None:
    """The tab of the roster files."""
    st.header("Leerlingen en personeel uit een bestand", anchor=False)
    st.markdown(
        "Zet hier leerlingen, klassen, medewerkers en mentoren uit je leerlingadministratie. Je "
        "ziet eerst wat er verandert; er gebeurt niets voor je op *Doorvoeren* drukt, en daarna "
        "kun je het terugdraaien. Hetzelfde bestand houdt de school het hele jaar gelijk, en dat "
        "van het nieuwe jaar zet het schooljaar over."
    )
    room = office.roster
    reading = roster_reading.ask(room)
    if reading:
        _show_reading(room, reading)
    roster_invitations.show(office)
    roster_runs.show(office)
    roster_download.show(office)


def _show_reading(room: RosterRoom, reading: Reading) -> None:
    st.caption(
        "Het bestand staat alleen in het geheugen van dit tabblad. Laad je de pagina opnieuw, kies "
        "het dan weer; in de school verandert daardoor niets."
    )
    try:
        year, first_day = _ask_when(room, reading)
        preview = _preview(room, reading, year, first_day)
    except InputRefused as refusal:
        st.warning(plain(refusal.sentence))
        return
    _show_preview(room, reading, preview)


# --- for which year, from which day ---------------------------------------------------------------


def _ask_when(room: RosterRoom, reading: Reading) -> tuple[SchoolYear, date | None]:
    years = {year.school_year: year for year in room.years()}
    said = reading.file.school_year
    if said and said not in years:
        st.warning(
            f"In het bestand staat schooljaar {plain(said)}. Kies hieronder voor welk jaar je het "
            "inleest."
        )
    with st.container(horizontal=True, key="roster_when"):
        name = st.selectbox(
            "Voor welk schooljaar?",
            list(years),
            index=list(years).index(said) if said in years else 0,
            key=f"roster_{reading.mark}_year",
            width=258,
        )
        year = years[name]
        if not room.has_year(year):
            year = _ask_dates(year, reading)
        first_day: date | None = st.date_input(
            "Vanaf welke dag geldt het?",
            value=room.first_day(year),
            format="DD-MM-YYYY",
            key=f"roster_{reading.mark}_day_{name}_{year.starts_on}",
            width=258,
        )
    return year, first_day


def _ask_dates(year: SchoolYear, reading: Reading) -> SchoolYear:
    """A school year that is not there yet gets its dates here."""
    days = [
        st.date_input(
            label,
            value=day,
            format="DD-MM-YYYY",
            key=f"roster_{reading.mark}_{name}",
            width=258,
        )
        for name, label, day in (
            ("starts_on", "Eerste dag van dat jaar", year.starts_on),
            ("ends_on", "Laatste dag van dat jaar", year.ends_on),
        )
    ]
    first, last = days
    if not first or not last or last <= first:
        raise InputRefused("Kies de eerste en de laatste dag van het schooljaar.", "starts_on")
    return SchoolYear(year.school_year, first, last)


# --- the preview ----------------------------------------------------------------------------------


def _preview(
    room: RosterRoom, reading: Reading, year: SchoolYear, first_day: date | None
) -> ImportPreview:
    """Made once for a file, a year and a day, and again when the school changed."""
    asked = (reading.mark, year, first_day)
    kept: tuple[object, ImportPreview] | None = memory.recall(PREVIEW)
    if kept is None or kept[0] != asked:
        with st.spinner("Het voorbeeld wordt gemaakt..."):
            preview = room.preview(reading.file, year, first_day)
    else:
        preview = room.renewed(kept[1])
        if preview.plan != kept[1].plan:
            st.info("De school is intussen veranderd. Dit is het nieuwe voorbeeld.")
    memory.remember(PREVIEW, (asked, preview))
    return preview


def _show_preview(room: RosterRoom, reading: Reading, preview: ImportPreview) -> None:
    st.header("Wat er verandert", anchor=False)
    people = People(preview)
    questions = Questions(preview, people, reading.mark)
    if answers := questions.ask_who():
        preview = _answered(room, preview, answers)
        questions = Questions(preview, people, reading.mark)
    if preview.plan.is_empty:
        st.success(ALL_EQUAL)
        roster_preview.show(preview, people, room.waiting_roles(preview))
        return
    if not any(Decisions().accepts(change) for change in preview.plan.changes):
        st.success(f"{ALL_EQUAL} Hieronder staat wat je nog kunt kiezen.")
    roster_preview.show(preview, people, room.waiting_roles(preview))
    decisions = questions.ask()
    _show_act(preview, decisions)


def _answered(room: RosterRoom, preview: ImportPreview, answers: dict[str, str]) -> ImportPreview:
    """The preview with what was said about who is meant; made once for these answers."""
    asked = (id(preview), tuple(sorted(answers.items())))
    kept: tuple[object, ImportPreview, ImportPreview] | None = memory.recall("roster_answered")
    if kept is None or kept[0] != asked:
        kept = (asked, preview, room.answered(preview, answers))
        memory.remember("roster_answered", kept)
    return kept[2]


# --- doing it -------------------------------------------------------------------------------------


def _show_act(preview: ImportPreview, decisions: Decisions) -> None:
    form = RosterForm("roster_bring_in")
    progress = Progress("roster_progress")
    with form.container():
        form.submit(
            "Doorvoeren",
            lambda desk: _bring_in(desk, form, progress, (preview, decisions)),
            primary=True,
        )


def _bring_in(
    desk: Desk,
    form: RosterForm,
    progress: Progress,
    work: tuple[ImportPreview, Decisions],
) -> str:
    preview, decisions = work
    before = desk.office.requests.given_by_me()
    receipt = desk.office.roster.bring_in(
        preview,
        decisions,
        form_key=form.form_key,
        on_step=lambda step: progress.show(*STEPS[step]),
    )
    if receipt is None:
        return ALL_EQUAL
    roster_reading.forget()
    memory.remember(PREVIEW, None)
    memory.remember("roster_answered", None)
    words = _receipt_words(preview.year.school_year, counts(receipt.run.counts), receipt)
    note = role_requests.note(desk.office.requests.given_by_me().since(before))
    return f"{words} {note}".strip()


def _receipt_words(year: str, done: Sequence[str], receipt: ImportReceipt) -> str:
    pupils = counted(receipt.count_pupils, "leerling", "leerlingen")
    classes = counted(receipt.count_classes, "klas", "klassen")
    staff = counted(receipt.count_staff, "collega", "collega's")
    return (
        f"Doorgevoerd: {enumeration(done)}. Nageteld: {plain(year)} heeft nu {pupils} in "
        f"{classes}, en de school {staff}."
    )
