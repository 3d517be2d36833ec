"""Decisions about a case as a whole: close it, open it again, change a part, advise."""

from collections.abc import Callable

import streamlit as st

from casework import entries as kinds
from casework.cases.case import CaseState
from casework.cases.escalation import HIGHEST_LEVEL
from casework.desk import CaseFile, Desk
from casework.entries import NewEntry
from casework.entries.payload import heading
from casework.errors import InputRefused
from casework.labels import OWNERS
from casework.words import short_date
from ui import session
from ui.case import bounds, chosen_step, correcting, support
from ui.case.recording import record, record_now, show_entry_form
from ui.forms.field import Pills, Select, TextArea, TextLine
from ui.forms.form import Form
from ui.labels import distinct


def decisions(desk: Desk, file: CaseFile) -> None:
    """What this reader can decide now; only the form that was asked for is drawn."""
    if support.is_asked(file) and not chosen_step.is_answered(file):
        st.header("Advies van het ondersteuningsteam", anchor=False)
        support.thread(file)
        support.answer(desk, file, chosen_step.choose_none)
    if not file.may_record:
        return
    st.header("Meer", anchor=False)
    offered = _offered(desk, file)
    code = st.selectbox(
        "Wat wil je doen?",
        list(offered),
        index=None,
        format_func=lambda decision: offered[decision][0] if decision in offered else "",
        key="more",
        placeholder="Kies...",
    )
    if code in offered:
        with st.container(border=True, key="more_form"):
            offered[code][1]()


def _offered(desk: Desk, file: CaseFile) -> dict[str, tuple[str, Callable[[], None]]]:
    """The decisions that fit the case as it stands: what they are called, and their form."""
    offered: dict[str, tuple[str, Callable[[], None]]] = {}
    if file.case.was_put_to_support and not chosen_step.is_answered(file):
        offered["advice"] = (
            "Vastleggen wat er met het advies is gedaan",
            lambda: support.use_advice(file, chosen_step.choose_none),
        )
    if file.case.state is CaseState.CLOSED:
        offered["reopen"] = ("Zaak weer openen", lambda: _reopen(file))
    else:
        offered["close"] = ("Zaak afsluiten", lambda: _close(file))
        offered["pupil"] = ("Leerling toevoegen", lambda: _add_pupil(desk, file))
        offered["handover"] = ("Iets meegeven aan de volgende mentor", lambda: _note_handover(file))
        if file.case.level < HIGHEST_LEVEL:
            offered["level"] = ("Niveau verhogen", lambda: _raise_level(file))
        offered["role"] = ("Rol van een leerling veranderen", lambda: _change_role(file))
    offered["correct"] = ("Een vastlegging verbeteren", lambda: correcting.correct(file))
    offered["strike"] = ("Een vastlegging klopt niet", lambda: _strike_out(file))
    offered["merge"] = ("Zaken samenvoegen", lambda: bounds.merge(desk, file))
    if file.case.state is not CaseState.CLOSED:
        offered["split"] = ("Zaak splitsen", lambda: bounds.split(file))
    return offered


def _close(file: CaseFile) -> None:
    waiting = sum(moment.is_open for moment in file.case.current_aftercare)
    if waiting:
        st.warning(f"Er staan nog {waiting} nazorgmomenten open. Afsluiten vraagt een reden.")
    if file.case.open_decisions:
        st.warning("Een besluit van het ondersteuningsteam is nog niet uitgevoerd.")
    form = Form(
        "close",
        Select(
            "ending",
            "Waarom?",
            file.case.card.lists["endings"],
            initial="stopped" if file.case.state is CaseState.STOPPED else "",
            required="Kies waarom de zaak wordt afgesloten.",
        ),
        TextArea("reason", "Toelichting (alleen leeg als het gestopt is en de nazorg klaar is)"),
    )
    receipt = f"Zaak {file.case.label} is afgesloten."
    show_entry_form(
        file, form, "Zaak afsluiten", kinds.Closed, receipt, count_open_aftercare=waiting
    )


def _reopen(file: CaseFile) -> None:
    form = Form("reopen", TextArea("reason", "Waarom gaat de zaak weer open?"))
    receipt = f"Zaak {file.case.label} loopt weer."
    show_entry_form(file, form, "Weer openen", kinds.Reopened, receipt, cause="judgement")


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
        return f"De zaak is nu op niveau {level}. De {_who(file, level)} ziet hem nu op Vandaag."

    form.show("Niveau verhogen", save)


def _who(file: CaseFile, level: int) -> str:
    return OWNERS[file.case.card.level(level).who]


def _note_handover(file: CaseFile) -> None:
    st.caption("Dit staat bovenaan voor wie de zaak van je overneemt.")
    form = Form("handover", TextArea("note", "Wat moet de volgende mentor weten?"))
    receipt = "Vastgelegd. De volgende mentor leest het bovenaan de zaak."
    show_entry_form(file, form, "Meegeven", kinds.HandoverNoted, receipt)


def _add_pupil(desk: Desk, file: CaseFile) -> None:
    form = Form(
        "add_pupil",
        Select("pupil", "Leerling", _pupils_to_add(desk, file), required="Kies de leerling."),
        Select("role", "Rol", _roles(file), required="Kies de rol."),
    )

    def save(desk: Desk) -> str:
        pupil_id, role = form.read("pupil"), form.read("role")
        payload = kinds.PupilInvolved(role=role, class_id="", year_group=0, team_id="")
        record(desk, file, NewEntry(payload, session.today(), pupil_id=pupil_id), form)
        return "De leerling staat nu in de zaak; de stappen voor deze leerling staan op de kaart."

    form.show("Toevoegen", save)


def _pupils_to_add(desk: Desk, file: CaseFile) -> dict[str, str]:
    """Who is in a class of this case or of the reader, and not in the case yet."""
    classes = {pupil.class_id for pupil in file.pupils.values()}
    classes |= {own.class_id for own in desk.school.own_classes()}
    pupils = [pupil for class_id in sorted(classes) for pupil in desk.school.class_list(class_id)]
    names = {
        pupil.pupil_id: f"{pupil.name.full} ({pupil.class_name})"
        for pupil in pupils
        if pupil.pupil_id not in file.case.parts
    }
    return distinct(names)


def _roles(file: CaseFile) -> dict[str, str]:
    return {part.id: part.title for part in file.case.card.parts}


def _change_role(file: CaseFile) -> None:
    pupils = {pupil: file.full_name(pupil) for pupil in file.case.parts}
    roles = {**_roles(file), "none": "geen rol meer"}
    form = Form(
        "role",
        Select("pupil", "Leerling", pupils, required="Kies de leerling."),
        Select("role", "Nieuwe rol", roles, required="Kies de nieuwe rol."),
        TextLine("reason", "Waarom?"),
    )

    def save(desk: Desk) -> str:
        pupil_id, role = form.read("pupil"), form.read("role")
        payload = kinds.RoleChanged(role="" if role == "none" else role, reason=form.read("reason"))
        if file.case.parts[pupil_id].role == role:
            raise InputRefused("Deze leerling heeft die rol al.", "role")
        record(desk, file, NewEntry(payload, session.today(), pupil_id=pupil_id), form)
        return "De rol is veranderd; de oude blijft in de tijdlijn staan."

    form.show("Veranderen", save)


def _strike_out(file: CaseFile) -> None:
    st.caption("Niets wordt gewist: de vastlegging telt niet meer mee en blijft leesbaar.")
    entries = {
        str(entry.number): f"{short_date(entry.happened_on)} {heading(file, entry)}"
        for entry in reversed(file.case.effective_entries)
        if entry.payload.allowed.withdraw
    }
    form = Form(
        "strike",
        Select(
            "number", "Welke?", distinct(entries), required="Kies de vastlegging die niet klopt."
        ),
        TextLine("reason", "Wat klopt er niet?"),
    )
    receipt = "Doorgehaald. Leg de stap zo nodig opnieuw vast."
    show_entry_form(file, form, "Doorhalen", kinds.EntryWithdrawn, receipt)
