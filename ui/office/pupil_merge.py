"""Beheer, one pupil who stands there twice: both shown, made one, and taken apart again."""

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.office_pupils import PupilRecord
from casework.people import PersonName
from casework.pupil_identity import MergedRecord
from casework.words import full_date, local_day
from ui import labels
from ui.forms.field import Radio
from ui.forms.form import Form
from ui.office import choice, paged, table
from ui.office.office_form import OfficeForm

OTHER = "ander"
WHAT_FOLLOWS = (
    "Daarna is het overal één leerling: wat bij de ene staat, hoort bij de andere. Twee meldingen "
    "over dit kind worden dan als tweede melding herkend, en de cijfers gaan mee. Wat is "
    "vastgelegd, verandert zelf niet; je kunt de twee weer uit elkaar halen. In Beheer zie je "
    "niet in welke zaken een leerling staat."
)


def show(office: Office, record: PupilRecord) -> None:
    """The records that count as this pupil, and the way to one more."""
    for merged, name in record.merged:
        _show_merged(merged, name)
    typed = paged.search_box("double", "Zoek de andere inschrijving", "naam, nummer of klas")
    found = office.pupils.find(typed) if typed else None
    options = (
        {
            one.pupil_id: f"{label}, {one.class_name or 'geen klas'}"
            for one, label in zip(found.pupils, found.labels, strict=True)
            if one.pupil_id != record.pupil.pupil_id
        }
        if found
        else {}
    )
    if not options:
        st.caption(
            "Niemand anders gevonden." if typed else "Typ de naam of het nummer van de dubbele."
        )
        return
    other_id = choice.select("Dit is dezelfde leerling", options, OTHER, empty="Kies de dubbele")
    if other_id:
        _show_both(record, office.pupils.open(other_id))


def _show_both(record: PupilRecord, other: PupilRecord) -> None:
    both = (record, other)
    table.show(
        {
            "": ["Namen", "Leerlingnummer", "Geboortedatum", "Klassen", "Op school sinds"],
            "Blijft": _facts(record),
            "Gaat erin op": _facts(other),
        }
    )
    st.write(WHAT_FOLLOWS)
    numbers = [one.details.number for one in both if one.details.number]
    fields = (
        [Radio("number", "Welk leerlingnummer blijft?", dict(zip(numbers, numbers, strict=True)))]
        if len(set(numbers)) > 1
        else []
    )
    form = OfficeForm(f"pupil_merge_{record.pupil.pupil_id}", *fields)
    form.show("Samenvoegen tot één leerling", lambda desk: _merge(desk, form, record, other))


def _facts(record: PupilRecord) -> list[str]:
    born = record.details.birth_date
    names = dict.fromkeys(one.name.full for one in reversed(record.names))
    return [
        ", ".join(names),
        record.details.number or "geen",
        full_date(born) if born else "niet bekend",
        ", ".join(f"{one.class_name} ({one.school_year})" for one in record.enrolments) or "geen",
        full_date(record.first_day) if record.first_day else "niet bekend",
    ]


def _merge(desk: Desk, form: Form, record: PupilRecord, other: PupilRecord) -> str:
    number = form.read("number") if "number" in form.fields else None
    pupils, pupil_id = desk.office.pupils, record.pupil.pupil_id
    pupils.merge(other.pupil.pupil_id, pupil_id, number=number)
    stored = pupils.open(pupil_id)
    name, gone = labels.plain(stored.pupil.name.full), labels.plain(other.pupil.name.full)
    return f"{gone} en {name} zijn nu één leerling: {name}, {_where(stored)}."


def _where(record: PupilRecord) -> str:
    return labels.plain(
        f"klas {record.pupil.class_name}" if record.pupil.class_name else "geen klas"
    )


def _show_merged(merged: MergedRecord, name: PersonName) -> None:
    day = full_date(local_day(merged.merged_at))
    form = OfficeForm(f"pupil_split_{merged.merge_id}")
    with st.container(key=f"office_row_{merged.merge_id}", horizontal=True):
        st.markdown(f"{labels.plain(name.full)}, samengevoegd op {day}", width="stretch")
        form.button("Uit elkaar halen", lambda desk: _split(desk, merged, name))


def _split(desk: Desk, merged: MergedRecord, name: PersonName) -> str:
    loose = desk.office.pupils.open(desk.office.pupils.split(merged.merge_id))
    return f"{labels.plain(name.full)} staat weer apart: {_where(loose)}."
