"""Decisions about a case as a whole: close it, open it again, change a part, advise."""

from collections.abc import Callable

import streamlit as st

from casework import entries as kinds
from casework.cases import entry_texts
from casework.cases.case import CaseState
from casework.cases.escalation import HIGHEST_LEVEL
from casework.cases.rules import CANNOT_BE_WITHDRAWN
from casework.desk import CaseFile, Desk
from casework.entries import NewEntry
from casework.errors import InputRefused
from ui import session
from ui.case import bounds, correcting, step_form, support
from ui.case.fields import chosen
from ui.case.recording import record, record_now
from ui.forms.form import Form
from ui.labels import OWNERS, distinct, short_date


def decisions(desk: Desk, file: CaseFile) -> None:
    """What this reader can decide now; only the form that was asked for is drawn."""
    if support.is_asked(file) and not step_form.is_answered(file):
        st.header("Advies van het ondersteuningsteam", anchor=False)
        support.thread(file)
        support.answer(desk, file, step_form.choose_none)
    if not file.may_record:
        return
    st.header("Meer", anchor=False)
    offered = _offered(desk, file)
    wanted = st.selectbox(
        "Wat wil je doen?",
        list(offered),
        index=None,
        format_func=lambda code: offered[code][0] if code in offered else "",
        key="more",
        placeholder="Kies...",
    )
    if wanted in offered:
        with st.container(border=True, key="more_form"):
            offered[wanted][1]()


def _offered(desk: Desk, file: CaseFile) -> dict[str, tuple[str, Callable[[], None]]]:
    """The decisions that fit the case as it stands: what they are called, and their form."""
    found: dict[str, tuple[str, Callable[[], None]]] = {}
    if file.case.was_put_to_support and not step_form.is_answered(file):
        found["advice"] = (
            "Vastleggen wat er met het advies is gedaan",
            lambda: support.use_advice(file, step_form.choose_none),
        )
    if file.case.state is CaseState.CLOSED:
        found["reopen"] = ("Zaak weer openen", lambda: _reopen(file))
    else:
        found["close"] = ("Zaak afsluiten", lambda: _close(file))
        found["pupil"] = ("Leerling toevoegen", lambda: _add_pupil(desk, file))
        found["handover"] = (
            "Iets meegeven aan de volgende mentor",
            lambda: _note_handover(file),
        )
        if file.case.level < HIGHEST_LEVEL:
            found["level"] = ("Niveau verhogen", lambda: _raise_level(file))
        found["role"] = ("Rol van een leerling veranderen", lambda: _change_role(file))
    found["correct"] = ("Een vastlegging verbeteren", lambda: correcting.correct(file))
    found["strike"] = ("Een vastlegging klopt niet", lambda: _strike_out(file))
    found["merge"] = ("Zaken samenvoegen", lambda: bounds.merge(desk, file))
    if file.case.state is not CaseState.CLOSED:
        found["split"] = ("Zaak splitsen", lambda: bounds.split(file))
    return found


def _close(file: CaseFile) -> None:
    form = Form("close")
    waiting = sum(moment.is_open for moment in file.case.standing_aftercare)
    if waiting:
        st.warning(f"Er staan nog {waiting} nazorgmomenten open. Afsluiten vraagt een reden.")

    if file.case.open_decisions:
        st.warning("Een besluit van het ondersteuningsteam is nog niet uitgevoerd.")

    def save(desk: Desk) -> str:
        said = kinds.Closed(
            ending=chosen(form, "ending", "Kies waarom de zaak wordt afgesloten."),
            count_open_aftercare=waiting,
            reason=form.words("reason"),
        )
        record_now(desk, file, said, form)
        return f"Zaak {file.case.label} is afgesloten."

    with form.drawn():
        stopped = "stopped" if file.case.state is CaseState.STOPPED else ""
        form.one("ending", "Waarom?", file.case.card.lists["endings"], stopped)
        form.area("reason", "Toelichting (alleen leeg als het gestopt is en de nazorg klaar is)")
        form.submit("Zaak afsluiten", save, primary=False)


def _reopen(file: CaseFile) -> None:
    form = Form("reopen")

    def save(desk: Desk) -> str:
        said = kinds.Reopened(cause="judgement", reason=form.words("reason"))
        record_now(desk, file, said, form)
        return f"Zaak {file.case.label} loopt weer."

    with form.drawn():
        form.area("reason", "Waarom gaat de zaak weer open?")
        form.submit("Weer openen", save, primary=False)


def _raise_level(file: CaseFile) -> None:
    form = Form("raise")
    case, proposal = file.case, file.proposal
    higher = [level for level in case.card.levels if level.number > case.level]
    levels = {str(one.number): f"{one.title}: de {OWNERS[one.who]} erbij" for one in higher}
    st.caption("Een niveau gaat nooit meer omlaag. Wie erbij komt, ziet de zaak vanaf dat moment.")

    def save(desk: Desk) -> str:
        level = int(chosen(form, "level", "Kies het niveau."))
        proposed = proposal.level if proposal else case.level
        reason = form.words("reason")
        said = kinds.LevelReached(level=level, proposed=proposed, cause="judgement", reason=reason)
        record_now(desk, file, said, form)
        return f"De zaak is nu op niveau {level}. De {_who(file, level)} ziet hem nu op Vandaag."

    with form.drawn():
        form.pills("level", "Naar welk niveau?", levels)
        form.area("reason", "Waarom?")
        form.submit("Niveau verhogen", save, primary=False)


def _who(file: CaseFile, level: int) -> str:
    return OWNERS[file.case.card.level(level).who]


def _note_handover(file: CaseFile) -> None:
    form = Form("handover")
    st.caption("Dit staat bovenaan voor wie de zaak van je overneemt.")

    def save(desk: Desk) -> str:
        record_now(desk, file, kinds.HandoverNoted(note=form.words("note")), form)
        return "Vastgelegd. De volgende mentor leest het bovenaan de zaak."

    with form.drawn():
        form.area("note", "Wat moet de volgende mentor weten?")
        form.submit("Meegeven", save, primary=False)


def _add_pupil(desk: Desk, file: CaseFile) -> None:
    form = Form("add_pupil")
    classes = {pupil.class_id for pupil in file.pupils.values()}
    classes |= {own.class_id for own in desk.own_classes()}
    found = [pupil for class_id in sorted(classes) for pupil in desk.class_list(class_id)]
    pupils = {
        pupil.pupil_id: f"{pupil.name.full} ({pupil.class_name})"
        for pupil in found
        if pupil.pupil_id not in file.case.parts
    }

    def save(desk: Desk) -> str:
        pupil_id = chosen(form, "pupil", "Kies de leerling.")
        role = chosen(form, "role", "Kies de rol.")
        said = kinds.PupilInvolved(role=role, class_id="", year_group=0, team_id="")
        record(desk, file, NewEntry(said, session.today(), pupil_id=pupil_id), form)
        return "De leerling staat nu in de zaak; de stappen voor deze leerling staan op de kaart."

    with form.drawn():
        form.one("pupil", "Leerling", distinct(pupils))
        form.one("role", "Rol", {part.id: part.title for part in file.case.card.parts})
        form.submit("Toevoegen", save, primary=False)


def _change_role(file: CaseFile) -> None:
    form = Form("role")
    pupils = {pupil: file.full_name(pupil) for pupil in file.case.parts}
    roles = {part.id: part.title for part in file.case.card.parts}
    roles["none"] = "geen rol meer"

    def save(desk: Desk) -> str:
        pupil_id = chosen(form, "pupil", "Kies de leerling.")
        role = chosen(form, "role", "Kies de nieuwe rol.")
        said = kinds.RoleChanged(role="" if role == "none" else role, reason=form.words("reason"))
        new = NewEntry(said, session.today(), pupil_id=pupil_id)
        if file.case.parts[pupil_id].role == role:
            raise InputRefused("Deze leerling heeft die rol al.", "role")
        record(desk, file, new, form)
        return "De rol is veranderd; de oude blijft in de tijdlijn staan."

    with form.drawn():
        form.one("pupil", "Leerling", pupils)
        form.one("role", "Nieuwe rol", roles)
        form.line("reason", "Waarom?")
        form.submit("Veranderen", save, primary=False)


def _strike_out(file: CaseFile) -> None:
    st.caption("Niets wordt gewist: de vastlegging telt niet meer mee en blijft leesbaar.")
    form = Form("strike")
    entries = {
        str(entry.number): f"{short_date(entry.happened_on)} {entry_texts.head(file, entry)}"
        for entry in reversed(file.case.standing)
        if entry.kind not in CANNOT_BE_WITHDRAWN
    }

    def save(desk: Desk) -> str:
        number = chosen(form, "entry", "Kies de vastlegging die niet klopt.")
        said = kinds.EntryWithdrawn(number=int(number), reason=form.words("reason"))
        record_now(desk, file, said, form)
        return "Doorgehaald. Leg de stap zo nodig opnieuw vast."

    with form.drawn():
        form.one("entry", "Welke?", distinct(entries))
        form.line("reason", "Wat klopt er niet?")
        form.submit("Doorhalen", save, primary=False)
