"""A wrongly chosen pupil: who it had to be, or nobody, and what becomes of what was recorded."""

from collections.abc import Mapping

import streamlit as st

from casework import entries as kinds
from casework.desk import CaseFile, Desk
from casework.entries import NewEntry
from casework.errors import InputRefused
from casework.records import Pupil
from ui import session
from ui.case import case_address
from ui.case.recording import record
from ui.forms.field import Pills, TextLine
from ui.forms.form import Form
from ui.forms.pupil_chips import PupilChips, PupilNames, draw_pupils

HOW = {
    "replace": "Een andere leerling is bedoeld",
    "take_out": "Deze leerling hoort er niet bij",
}
FOLLOWS = {"yes": "Gaat mee naar de andere leerling", "no": "Telt niet meer mee"}


def wrong_pupil(desk: Desk, file: CaseFile) -> None:
    """Nothing is erased: the timeline keeps what was recorded, and says what was put right."""
    st.caption("Niets wordt gewist; de tijdlijn laat zien wat er is rechtgezet, en waarom.")
    names = PupilNames(desk)
    form = Form(
        "wrong_pupil",
        Pills("wrong", "Wie staat er verkeerd in?", _in_case(file), required="Kies de leerling."),
        Pills("how", "Wat klopt er wel?", HOW, required="Kies wat er wel klopt."),
        PupilChips("instead", "Wie is het wel?", is_single=True),
        Pills("follows", "Wat er over de verkeerde leerling is vastgelegd:", FOLLOWS),
        TextLine("reason", "Hoe kwam dat?"),
    )

    def save(desk: Desk) -> str:
        wrong = form.read("wrong")
        payload = _payload(form)
        record(desk, file, NewEntry(payload, session.today(), pupil_id=wrong), form)
        case_address.back_when_stored()
        return "Rechtgezet. De kaart, de cijfers en de teksten volgen de juiste leerling."

    form.draw("wrong", "how")
    if form.value("how") == "replace":
        draw_pupils(form, "instead", names, nearby=_not_in_case(file, names))
        form.draw("follows")
    with form.container():
        form.draw("reason")
        with st.container(key="save_bar"):
            form.submit("Rechtzetten", save, primary=True)


def _in_case(file: CaseFile) -> Mapping[str, str]:
    return {
        pupil: f"{file.name(pupil)} ({file.case.card.part_title(part.role)})"
        for pupil, part in file.case.parts.items()
    }


def _not_in_case(file: CaseFile, names: PupilNames) -> Mapping[str, Pupil]:
    return {one: pupil for one, pupil in names.own.items() if one not in file.case.parts_ever}


def _payload(form: Form) -> kinds.PupilReplaced:
    reason = form.read("reason")
    if form.read("how") == "take_out":
        return kinds.PupilReplaced(reason=reason)
    instead, follows = form.read("instead"), form.read("follows")
    if not instead:
        raise InputRefused("Kies wie het wel is.", "instead")
    if not follows:
        raise InputRefused("Kies wat er gebeurt met wat al is vastgelegd.", "follows")
    return kinds.PupilReplaced(instead=instead, follows=follows == "yes", reason=reason)
