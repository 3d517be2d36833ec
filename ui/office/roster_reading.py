"""A roster file as it comes in: chosen or pasted, opened, and its columns agreed to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from casework.desk import Desk
from casework.desk.roster import RosterRoom
from casework.errors import InputRefused
from casework.roster import FileKind, RosterFile
from exchange.roster import (
    Column,
    Columns,
    Field,
    Opened,
    Subject,
    Table,
    Upload,
    open_uploads,
    proposed_columns,
    read_roster,
)
from exchange.roster.refusals import LARGEST_FILE, MB
from server.streamlit_inside import uploads
from ui import memory
from ui.labels import plain
from ui.office import table as plain_table
from ui.office.roster_form import RosterForm

READING = "roster_reading"
ROWS_SHOWN = 3
NO_CLASS = (
    "In deze lijst is geen kolom met de klas herkend. Staat die er wel in, wijs hem dan hieronder "
    "aan; anders blijft ieder in de eigen klas."
)
SUBJECTS = {
    Subject.PUPILS: "leerlingen",
    Subject.STAFF: "medewerkers",
    Subject.CLASSES: "klassen",
}
FIELDS = {
    Field.NOT_READ: "niet lezen",
    Field.NUMBER: "leerlingnummer of personeelsnummer",
    Field.GIVEN: "roepnaam",
    Field.GIVEN_NAMES: "voornamen",
    Field.INITIALS: "voorletters",
    Field.PREFIX: "tussenvoegsel",
    Field.FAMILY: "achternaam",
    Field.FULL_NAME: "hele naam",
    Field.CLASS: "klas",
    Field.YEAR_GROUP: "leerjaar",
    Field.STUDY: "studie",
    Field.TEAM: "team",
    Field.MENTOR: "mentor van de klas",
    Field.EMAIL: "e-mail",
    Field.BIRTH_DATE: "geboortedatum",
    Field.ROLE: "functie of rol",
    Field.MENTOR_OF: "mentor van welke klas",
    Field.CODE: "afkorting van een medewerker",
    Field.USER_NAME: "gebruikersnaam",
    Field.SCHOOL_YEAR: "schooljaar",
    Field.ACTIVE: "in dienst of op school",
}


@dataclass(frozen=True)
class Reading:
    """A file in the memory of this browser tab: its tables, their columns, and what they say.

    `mark` is a fresh one for each reading, by which widgets are told from those of another file.
    """

    sources: tuple[object, ...]
    opened: Opened
    columns: tuple[Columns, ...]
    file: RosterFile
    mark: str

    @property
    def waits(self) -> bool:
        """Whether a person has to look at the columns first."""
        return any(held.doubtful or held.what_is_missing for held in self.columns)

    def with_columns(self, columns: tuple[Columns, ...]) -> "Reading":
        """The same file, read by other columns."""
        file = read_roster(self.opened, columns)
        return replace(self, columns=columns, file=file, mark=memory.new_id()[:8])


def ask(room: RosterRoom) -> Reading | None:
    """The file that was chosen or pasted, once it can be read; nothing of it is kept."""
    reading = _read(room, _uploads())
    if reading is None:
        return None
    _ask_columns(reading)
    return None if reading.waits else reading


def forget() -> None:
    """The file is gone from memory, and the place to choose one is empty."""
    reading: Reading | None = memory.recall(READING)
    if reading is not None:
        uploads.forget(map(str, reading.sources))
    memory.remember(READING, None)
    memory.remember("roster_place", memory.new_id()[:8])


def _uploads() -> list[tuple[object, Upload]]:
    """What was chosen and what was pasted, each with what tells it from another one."""
    place = memory.recall("roster_place", "")
    files = st.file_uploader(
        "Kies een of meer bestanden: Excel (.xlsx), CSV of een zip",
        accept_multiple_files=True,
        max_upload_size=LARGEST_FILE // MB,
        key=f"roster_files_{place}",
    )
    uploads: list[tuple[object, Upload]] = [
        (one.file_id, Upload(one.name, one.getvalue())) for one in files
    ]
    with st.expander("Of plak een lijst uit een rekenblad", key="roster_paste"):
        pasted = st.text_area(
            "Lijst, met bovenaan de kolomnamen",
            key=f"roster_pasted_{place}",
            height=160,
            placeholder="Leerlingnummer\tRoepnaam\tTussenvoegsel\tAchternaam\tKlas",
            persist_state="page",
        )
        st.button("Lijst lezen", key="roster_read_pasted")
    if pasted and pasted.strip():
        uploads.append((pasted, Upload("geplakt", pasted.encode())))
    return uploads


def _read(room: RosterRoom, uploads: list[tuple[object, Upload]]) -> Reading | None:
    """Opened once, and kept in the memory of this tab until another file is chosen."""
    if not uploads:
        memory.remember(READING, None)
        return None
    sources = tuple(source for source, _ in uploads)
    reading: Reading | None = memory.recall(READING)
    if reading is None or reading.sources != sources:
        try:
            with st.spinner("Het bestand wordt gelezen..."):
                reading = _opened(room, sources, [upload for _, upload in uploads])
        except InputRefused as refusal:
            memory.remember(READING, None)
            st.error(plain(refusal.sentence), icon=":material/error:")
            return None
        memory.remember(READING, reading)
    return reading


def _opened(room: RosterRoom, sources: tuple[object, ...], uploads: list[Upload]) -> Reading:
    opened = open_uploads(uploads)
    columns: tuple[Columns, ...] = ()
    if opened.kind is FileKind.LIST:
        columns = tuple(_remembered(room, proposed_columns(one)) for one in opened.tables)
    file = read_roster(opened, columns)
    return Reading(sources, opened, columns, file, memory.new_id()[:8])


# --- the columns ----------------------------------------------------------------------------------


def _remembered(room: RosterRoom, proposed: Columns) -> Columns:
    """As it was said before of a file with these headings, or else as it is proposed."""
    kept = room.columns(proposed.mark)
    if kept is None:
        return proposed
    known = set(map(str, Field))
    fields = {
        int(place): Field(code)
        for place, code in kept.items()
        if place.isdecimal() and code in known
    }
    return proposed.corrected(fields, Subject(kept.get("subject", proposed.subject)))


def _ask_columns(reading: Reading) -> None:
    """What each column holds; only what is doubtful is asked, the rest is folded."""
    if not reading.columns:
        return
    lacks_class = _lacks_class(reading.file)
    title = "Kijk deze kolommen even na" if reading.waits or lacks_class else "Kolommen"
    with st.expander(
        title, expanded=reading.waits or lacks_class, key=f"roster_columns_{reading.mark}"
    ):
        if lacks_class:
            st.warning(NO_CLASS)
        form = RosterForm("roster_columns")
        asked = [
            _ask_table(reading, place, held)
            for place, held in enumerate(reading.columns)
            if held.doubtful or held.what_is_missing or not reading.waits
        ]
        corrected = tuple(
            next((columns for place, columns in asked if place == n), held)
            for n, held in enumerate(reading.columns)
        )
        form.button("Zo klopt het", lambda desk: _keep(desk, reading, corrected))


def _lacks_class(file: RosterFile) -> bool:
    """Whether there are pupils, and a class of none of them was read."""
    return bool(file.pupils) and not any(pupil.class_name for pupil in file.pupils)


def _ask_table(reading: Reading, place: int, held: Columns) -> tuple[int, Columns]:
    table = reading.opened.tables[place]
    st.markdown(f"**{plain(table.title)}**")
    _show_first_rows(table, held)
    if held.what_is_missing:
        st.warning(held.what_is_missing)
    subject = st.selectbox(
        "Over wie gaat deze lijst?",
        list(SUBJECTS),
        index=list(SUBJECTS).index(held.subject),
        format_func=SUBJECTS.__getitem__,
        key=f"roster_{reading.mark}_{place}_subject",
    )
    readable = [column for column in held.columns if column.field is not Field.SECRET]
    asked = list(held.doubtful)
    others = [column for column in readable if column not in asked]
    if held.what_is_missing or not reading.waits:
        asked, others = readable, []
    fields = _ask_fields(reading, place, asked)
    if others and st.toggle("Alle kolommen", key=f"roster_{reading.mark}_{place}_all"):
        fields |= _ask_fields(reading, place, others)
    return place, held.corrected(fields, subject)


def _ask_fields(reading: Reading, place: int, columns: list[Column]) -> dict[int, Field]:
    fields = {}
    with st.container(horizontal=True, key=f"roster_fields_{place}_{len(columns)}"):
        for column in columns:
            # An address would be drawn as a link.
            samples = [one for one in column.samples if "@" not in one]
            example = f" (zoals {samples[0][:30]})" if samples else ""
            with st.container(width=258):
                fields[column.index] = st.selectbox(
                    plain(f"{column.heading}{example}"),
                    list(FIELDS),
                    index=list(FIELDS).index(column.field),
                    format_func=FIELDS.__getitem__,
                    key=f"roster_{reading.mark}_{place}_{column.index}",
                )
    return fields


def _show_first_rows(table: Table, held: Columns) -> None:
    """The first lines of what is read, under the headings of the file."""
    columns = [column for column in held.columns if column.field is not Field.SECRET][:8]
    plain_table.show(
        {
            column.heading or f"kolom {column.index + 1}": [
                cells[column.index] if column.index < len(cells) else ""
                for _, cells in table.lines[:ROWS_SHOWN]
            ]
            for column in columns
        }
    )


def _keep(desk: Desk, reading: Reading, columns: tuple[Columns, ...]) -> str:
    """From now on a file with these headings is read so."""
    for held in columns:
        if held.what_is_missing:
            raise InputRefused(held.what_is_missing)
    for held in columns:
        desk.office.roster.keep_columns(held.mark, _as_kept(held))
    memory.remember(READING, reading.with_columns(columns))
    return "Onthouden: een bestand met dezelfde kolomnamen wordt voortaan zo gelezen."


def _as_kept(held: Columns) -> Mapping[str, str]:
    fields = {str(column.index): str(column.field) for column in held.columns}
    return {"subject": str(held.subject), **fields}
