"""Beheer, one pupil: names over time, number, classes, leaving, and taking a mistake away."""

from datetime import date

import streamlit as st

from casework.desk import Desk
from casework.desk.office import Office
from casework.desk.office_pupils import KINDS, PupilRecord
from casework.errors import NotHere
from casework.labels import NAME_KINDS
from casework.pupil_identity import PupilDetails
from casework.words import full_date, long_date
from ui import labels
from ui.forms.field import Day, Radio, Select, TextLine
from ui.forms.form import Form
from ui.inner_link import address, link
from ui.office import choice, pupil_merge, roles, table
from ui.office.office_form import OfficeForm

ADDRESS = "leerling"
SEARCH_EXAMPLE = "naam, vroegere naam, nummer of klas"
OLDEST = date(1995, 1, 1)
WHY = {
    "corrected": "Verbeterd: er stond een fout in",
    "new_name": "Nieuwe naam: zo heet de leerling voortaan",
    "call_name": "Roepnaam: zo wordt de leerling genoemd",
}
WHAT_A_NEW_NAME_DOES = (
    "De vroegere naam blijft bekend en wordt overal weggelaten waar over een ander geschreven "
    "wordt. Bij een nieuwe naam zetten wij in teksten over de leerling zelf de naam van nu voor."
)


def address_of(pupil_id: str) -> str:
    """Where the page of a pupil is."""
    return address({"deel": "Leerlingen", ADDRESS: pupil_id})


def show(office: Office, pupil_id: str) -> None:
    """All that the register has about one pupil, with what can be changed."""
    st.html(link("Terug naar de leerlingen", address({"deel": "Leerlingen"}), "act"))
    try:
        record = office.pupils.open(pupil_id)
    except NotHere:
        st.info("Deze leerling staat er niet (meer) als eigen inschrijving.")
        return
    _show_head(record)
    with st.expander("Naam", key="office_pupil_name"):
        _show_names(record)
    with st.expander("Leerlingnummer, e-mail en geboortedatum", key="office_pupil_details"):
        _show_details(record)
    with st.expander("Klassen en vertrek", key="office_pupil_classes"):
        _show_classes(office, record)
    with st.expander("Staat er dubbel in", key="office_pupil_double"):
        pupil_merge.show(office, record)
    with st.expander("Per ongeluk ingevoerd", key="office_pupil_remove"):
        _show_remove(record)


def _show_head(record: PupilRecord) -> None:
    pupil = record.pupil
    st.header(labels.plain(pupil.name.full), anchor=False)
    where = f"Klas {pupil.class_name}" if pupil.class_name else "Nog geen klas"
    facts = [where]
    if pupil.left_on:
        facts.append(f"van school sinds {full_date(pupil.left_on)}")
    if record.details.number:
        facts.append(f"leerlingnummer {record.details.number}")
    st.caption(labels.plain(" · ".join(facts)))


# --- names ---------------------------------------------------------------------------------------


def _show_names(record: PupilRecord) -> None:
    newest_first = record.names[::-1]
    table.show(
        {
            "Naam": [one.name.full for one in newest_first],
            "Waarom": [NAME_KINDS[one.kind] for one in newest_first],
            "Vanaf": [full_date(one.since) if one.since else "" for one in newest_first],
        }
    )
    pupil = record.pupil
    form = OfficeForm(
        f"pupil_name_{pupil.pupil_id}",
        TextLine("given", "Voornaam", initial=pupil.name.given),
        TextLine("family", "Achternaam, met het tussenvoegsel ervoor", initial=pupil.name.family),
        Radio("kind", "Waarom verandert de naam?", {kind: WHY[kind] for kind in KINDS}),
        Day("since", "Vanaf welke dag? (mag leeg)", note=WHAT_A_NEW_NAME_DOES),
    )
    form.show("Naam vastleggen", lambda desk: _rename(desk, form, pupil.pupil_id))


def _rename(desk: Desk, form: Form, pupil_id: str) -> str:
    kind = form.read("kind") or ""
    name = desk.office.pupils.rename(
        pupil_id, form.read("given"), form.read("family"), kind, form.read("since")
    )
    return f"De naam is nu {labels.plain(name.full)}, ook in de zaken die er al zijn."


# --- number, e-mail, birth date ------------------------------------------------------------------


def _show_details(record: PupilRecord) -> None:
    known = record.details
    form = OfficeForm(
        f"pupil_details_{record.pupil.pupil_id}",
        TextLine(
            "number",
            "Leerlingnummer",
            initial=known.number,
            note="Aan het nummer herkennen we de leerling bij het inlezen van een bestand.",
        ),
        TextLine("email", "E-mailadres (mag leeg)", initial=known.email),
        Day(
            "birth_date",
            "Geboortedatum (mag leeg)",
            initial=known.birth_date,
            earliest=OLDEST,
            note="Alleen nodig om naamgenoten uit elkaar te houden.",
        ),
    )
    form.show("Gegevens bewaren", lambda desk: _change_details(desk, form, record))


def _change_details(desk: Desk, form: Form, record: PupilRecord) -> str:
    details = PupilDetails(form.read("number"), form.read("email"), form.read("birth_date"))
    stored = desk.office.pupils.change_details(record.pupil.pupil_id, details)
    which = f"leerlingnummer {stored.number}" if stored.number else "geen leerlingnummer"
    return f"Bewaard bij {labels.plain(record.pupil.name.full)}: {labels.plain(which)}."


# --- classes and leaving -------------------------------------------------------------------------


def _show_classes(office: Office, record: PupilRecord) -> None:
    table.show(
        {
            "Klas": [one.class_name for one in record.enrolments],
            "Schooljaar": [one.school_year for one in record.enrolments],
            "Van": [full_date(one.starts_on) for one in record.enrolments],
            "Tot en met": [
                full_date(one.ends_on) if one.ends_on else "" for one in record.enrolments
            ],
        }
    )
    pupil = record.pupil
    if pupil.left_on:
        form = OfficeForm(f"pupil_stays_{pupil.pupil_id}")
        st.write("Is het vertrek een vergissing? Dan loopt de laatste klas gewoon door.")
        form.button("Vertrek terugnemen", lambda desk: _stay(desk, record))
        return
    _show_move(office, record)
    _show_leave(office, record)


def _show_move(office: Office, record: PupilRecord) -> None:
    present = office.present_year().school_year
    classes = {
        other.class_id: roles.class_words(other, present)
        for other in office.all_classes()
        if other.class_id != record.pupil.class_id and other.school_year >= present
    }
    if not classes:
        return
    classes = choice.narrowed("move_pupil", classes)
    form = OfficeForm(
        f"pupil_move_{record.pupil.pupil_id}",
        Select("class", "Naar een andere klas", classes),
        Day("starts_on", "Eerste dag in die klas", initial=office.today),
    )
    form.show("Verplaatsen", lambda desk: _move(desk, form, record, classes))


def _move(desk: Desk, form: Form, record: PupilRecord, classes: dict[str, str]) -> str:
    class_id, starts_on = form.read("class"), form.read("starts_on")
    desk.office.move_pupils([record.pupil.pupil_id], class_id, starts_on)
    name, to = labels.plain(record.pupil.name.full), labels.plain(classes[class_id])
    return f"{name} zit vanaf {long_date(starts_on)} in {to}."


def _show_leave(office: Office, record: PupilRecord) -> None:
    form = OfficeForm(
        f"pupil_goes_{record.pupil.pupil_id}",
        Day("last_day", "Van school: laatste dag", initial=office.today),
    )
    form.show("Vertrek vastleggen", lambda desk: _leave(desk, form, record))


def _leave(desk: Desk, form: Form, record: PupilRecord) -> str:
    last_day = form.read("last_day")
    desk.office.pupil_leaves(record.pupil.pupil_id, last_day)
    return f"{labels.plain(record.pupil.name.full)} is op school tot en met {long_date(last_day)}."


def _stay(desk: Desk, record: PupilRecord) -> str:
    pupils, pupil_id = desk.office.pupils, record.pupil.pupil_id
    pupils.stays(pupil_id)
    pupil = pupils.open(pupil_id).pupil
    where = f" en zit in {pupil.class_name}" if pupil.class_name else ""
    return f"{labels.plain(pupil.name.full)} blijft op school{labels.plain(where)}."


# --- entered by mistake --------------------------------------------------------------------------


def _show_remove(record: PupilRecord) -> None:
    st.write(
        "Is deze leerling per ongeluk ingevoerd en nog nergens genoemd? Dan kun je de inschrijving "
        "weghalen, met alles wat erbij staat. Dat is niet terug te draaien."
    )
    form = OfficeForm(f"pupil_remove_{record.pupil.pupil_id}")
    form.button("Weghalen", lambda desk: _remove(desk, record))


def _remove(desk: Desk, record: PupilRecord) -> str:
    desk.office.pupils.remove(record.pupil.pupil_id)
    return f"{labels.plain(record.pupil.name.full)} is weggehaald."
