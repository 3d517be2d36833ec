"""Decisions about a case as a whole: close it, open it again, change a part, advise."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from casework import entries as kinds
from casework.cases.case import CaseState
from casework.cases.escalation import HIGHEST_LEVEL
from casework.cases.owner_words import brought_in
from casework.desk import CaseFile, Desk
from casework.entries import NewEntry
from casework.errors import InputRefused
from casework.labels import OWNERS
from ui import session
from ui.case import added_class, bounds, case_address, closing, support, wrong_pupil
from ui.case.recording import record, record_now, show_entry_form, show_with_bar
from ui.forms.field import Pills, TextArea, TextLine
from ui.forms.form import Form
from ui.forms.pupil_chips import PupilChips, PupilNames, draw_pupils


@dataclass(frozen=True)
class CaseAct:
    """An act on the case as a whole: what it is called, and its form."""

    title: str
    draw: Callable[[], None]


NOTE = "note"


def offered(desk: Desk, file: CaseFile) -> dict[str, CaseAct]:
    """What this reader can decide as the case stands, by its code in the address."""
    if not file.may_record or file.case.merged_into:
        return {}
    done = case_address.choose_none
    acts: dict[str, CaseAct] = {}
    if any(True for _ in file.case.of(kinds.SupportAdvised)):
        acts["advice"] = CaseAct(
            "Vastleggen wat er met het advies is gedaan", lambda: support.use_advice(file, done)
        )
    if file.case.state is CaseState.CLOSED:
        acts["reopen"] = CaseAct("Zaak weer openen", lambda: _reopen(file))
    else:
        acts[NOTE] = CaseAct("Notitie", lambda: _note(file))
        acts["close"] = CaseAct("Zaak afsluiten", lambda: closing.close(file))
        acts["pupil"] = CaseAct("Leerling toevoegen", lambda: _add_pupil(desk, file))
        acts["handover"] = CaseAct(
            "Iets meegeven aan de volgende mentor", lambda: _note_handover(file)
        )
        if file.case.level < HIGHEST_LEVEL:
            acts["level"] = CaseAct("Niveau verhogen", lambda: _raise_level(file))
        acts["role"] = CaseAct("Rol van een leerling veranderen", lambda: _change_role(file))
        acts["wrong_pupil"] = CaseAct(
            "Verkeerde leerling gekozen", lambda: wrong_pupil.wrong_pupil(desk, file)
        )
        if file.case.group_level:
            acts["class"] = CaseAct(
                "Nog een klas bij de zaak", lambda: added_class.add_class(desk, file)
            )
    acts["merge"] = CaseAct("Zaken samenvoegen", lambda: bounds.merge(desk, file))
    if file.case.state is not CaseState.CLOSED:
        acts["split"] = CaseAct("Zaak splitsen", lambda: bounds.split(file))
    return acts


def _note(file: CaseFile) -> None:
    form = Form("note", TextArea("note", "Wat wil je onthouden?"))
    show_entry_form(
        file,
        form,
        "Notitie vastleggen",
        kinds.Noted,
        "De notitie staat in de tijdlijn.",
        after=case_address.back_when_stored,
        primary=True,
    )


def _reopen(file: CaseFile) -> None:
    form = Form("reopen", TextArea("reason", "Waarom gaat de zaak weer open?"))
    receipt = f"Zaak {file.case.label} loopt weer."
    show_entry_form(
        file,
        form,
        "Weer openen",
        kinds.Reopened,
        receipt,
        after=case_address.back_when_stored,
        primary=True,
        cause="judgement",
    )


def _raise_level(file: CaseFile) -> None:
    case, proposal = file.case, file.proposal
    higher = [level for level in case.card.levels if level.number > case.level]
    levels = {str(lv.number): f"{lv.title}: de {OWNERS[lv.who]} erbij" for lv in higher}
    st.caption("Een niveau gaat nooit meer omlaag. Wie erbij komt, ziet de zaak vanaf dat moment.")
    form = Form(
        "raise",
        Pills("level", "Naar welk niveau?", levels, required="Kies het niveau."),
        TextArea("reason", "Waarom?"),
    )

    def save(desk: Desk) -> str:
        level = int(form.read("level"))
        payload = kinds.LevelReached(
            level=level,
            proposed=proposal.level if proposal else case.level,
            cause="judgement",
            reason=form.read("reason"),
        )
        record_now(desk, file, payload, form)
        case_address.back_when_stored()
        return f"De zaak is nu op niveau {level}. {brought_in(case, level, file.around)}".rstrip()

    show_with_bar(form, "Niveau verhogen", save)


def _note_handover(file: CaseFile) -> None:
    st.caption("Dit staat bovenaan voor wie de zaak van je overneemt.")
    form = Form("handover", TextArea("note", "Wat moet de volgende mentor weten?"))
    receipt = "Vastgelegd. De volgende mentor leest het bovenaan de zaak."
    show_entry_form(
        file,
        form,
        "Meegeven",
        kinds.HandoverNoted,
        receipt,
        after=case_address.back_when_stored,
        primary=True,
    )


def _add_pupil(desk: Desk, file: CaseFile) -> None:
    form = Form(
        "add_pupil",
        PupilChips("pupil", "Wie?", is_single=True, required="Tik aan om wie het gaat."),
        Pills("role", "Welke rol?", _roles(file), required="Kies de rol."),
    )
    names = PupilNames(desk)
    others = {one: pupil for one, pupil in names.own.items() if one not in file.case.parts}

    def save(desk: Desk) -> str:
        pupil_id, role = form.read("pupil"), form.read("role")
        payload = kinds.PupilInvolved(role=role, class_id="", year_group=0, team_id="")
        record(desk, file, NewEntry(payload, session.today(), pupil_id=pupil_id), form)
        case_address.back_when_stored()
        return "De leerling staat nu in de zaak; de stappen voor deze leerling staan op de kaart."

    with form.container():
        draw_pupils(form, "pupil", names, nearby=others)
        form.draw("role")
        with st.container(key="save_bar"):
            form.submit("Toevoegen", save, primary=True)


def _roles(file: CaseFile) -> dict[str, str]:
    return {part.id: part.title for part in file.case.card.parts}


def _change_role(file: CaseFile) -> None:
    pupils = {pupil: file.full_name(pupil) for pupil in file.case.parts}
    roles = {**_roles(file), "none": "geen rol meer"}
    form = Form(
        "role",
        Pills("pupil", "Leerling", pupils, required="Kies de leerling."),
        Pills("role", "Nieuwe rol", roles, required="Kies de nieuwe rol."),
        TextLine("reason", "Waarom?"),
    )

    def save(desk: Desk) -> str:
        pupil_id, role = form.read("pupil"), form.read("role")
        payload = kinds.RoleChanged(role="" if role == "none" else role, reason=form.read("reason"))
        if file.case.parts[pupil_id].role == role:
            raise InputRefused("Deze leerling heeft die rol al.", "role")
        record(desk, file, NewEntry(payload, session.today(), pupil_id=pupil_id), form)
        case_address.back_when_stored()
        return "De rol is veranderd; de oude blijft in de tijdlijn staan."

    show_with_bar(form, "Veranderen", save)
