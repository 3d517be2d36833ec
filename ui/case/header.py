"""The top of a case: its number, where it stands, who is in it, and what is due now."""

from datetime import date

import streamlit as st

from casework import entries as kinds
from casework.cases.escalation import Proposal
from casework.cases.owner_words import brought_in
from casework.cases.steps import StepState, why_again
from casework.desk import CaseFile, Desk
from casework.labels import OWNERS, STATES
from casework.words import counted, enumeration, late, long_date, near_date, short_date
from ui import navigation
from ui.case import case_address, links, planning
from ui.case.recording import record_now
from ui.case.step_titles import title
from ui.forms.field import TextLine
from ui.forms.form import Form
from ui.forms.storing import Save
from ui.inner_link import address
from ui.labels import escape, plain
from ui.names_switch import names_for_once

SOON = ("vandaag", "morgen", "overmorgen")


def head(file: CaseFile) -> None:
    """Number, who it is about, and where it stands: one element."""
    case = file.case
    people = "".join(
        f"<span><b>{escape(file.full_name(part.pupil_id))}</b> "
        f"{escape(case.card.part_title(part.role))}</span> "
        for part in case.parts.values()
    )
    st.html(
        f'<div class="case-head"><h1>Zaak {escape(case.label)}</h1>'
        f'<p class="case-people">{people}</p><p class="case-marks">{_marks(file)}</p>'
        f'<p class="case-since">{escape(_since(file))}</p>{_whereabouts(file)}</div>'
    )
    names_for_once("case")


def head_of_form(file: CaseFile) -> None:
    """Above a page of its own: which case it is, and the way back to it."""
    case = file.case
    names = enumeration(file.name(pupil) for pupil in case.concerned or case.parts)
    back = escape(address(case_address.case(case.case_id)))
    st.html(
        f'<div class="case-head"><a class="inside case-back" href="{back}">'
        '<span class="phone-icon" aria-hidden="true" data-icon="arrow_back"></span>'
        f"<h1>Zaak {escape(case.label)}</h1> <span>{escape(names)}</span></a></div>"
    )
    names_for_once("form")


def _whereabouts(file: CaseFile) -> str:
    """Which mentor is not at work today, and who stands in."""
    return "".join(f'<p class="case-since">{escape(one)}</p>' for one in file.whereabouts)


def _marks(file: CaseFile) -> str:
    """How the case stands, in words; a colour only where something asks attention."""
    case = file.case
    reached = case.card.level(case.level)
    marks = [
        ("", STATES[case.state]),
        ("", f"{reached.title} · {OWNERS[reached.who]}"),
        *([("case-mark-serious", "ernstig signaal")] if case.is_serious else []),
        *([("case-mark-group", "groepsniveau")] if case.group_level else []),
    ]
    return " ".join(f'<span class="case-mark {tone}">{escape(mark)}</span>' for tone, mark in marks)


def _since(file: CaseFile) -> str:
    case = file.case
    reports = [
        f"melding {report.ordinal}: {short_date(entry.happened_on, case.today)}"
        for entry, report in case.reports
    ]
    mentors = enumeration(name.full for name in file.mentors) or "nog geen mentor"
    classes = enumeration(file.class_names) or "geen klas"
    return f"{classes} · {' · '.join(reports)} · mentor {mentors}"


def now(file: CaseFile, *, is_after_saving: bool) -> None:
    """The next step with its due date; the one primary act of the screen.

    Right after something was stored it is what comes next: to do now, or later.
    """
    goes_on = file.case.merged_into
    with st.container(border=True, key="now", gap="small"):
        if goes_on:
            st.markdown(
                f"**Deze zaak gaat verder als zaak {plain(goes_on.other_label)}.** Hier leg je "
                "niets meer vast; wat er stond, blijft leesbaar."
            )
            links.to_case(goes_on.other_id, goes_on.other_label)
            return
        state = file.comes_now
        if state is None:
            st.markdown(_nothing_due(file))
            return
        lead = "Hierna" if is_after_saving else "Nu"
        st.markdown(f"**{lead}: {plain(title(file, state))}**  \n{_due(file, state)}")
        for more in (planning.planned_words(file, state), plain(why_again(file.case, state))):
            if more:
                st.caption(more)
        if file.may_record:
            _do_or_later(file, state, is_after_saving=is_after_saving)


def _do_or_later(file: CaseFile, state: StepState, *, is_after_saving: bool) -> None:
    with st.container(horizontal=True, gap="small", key="now_acts"):
        is_own = file.is_own(state)
        do = "Doe dit nu" if is_after_saving else "Nu doen"
        if planning.is_held_by_now(file, state):
            do = "Gesproken"
        st.button(
            do if is_own else "Bekijken",
            key="now_act",
            type="secondary" if file.proposal else "primary",
            on_click=case_address.choose_step,
            args=(state,),
        )
        if is_own and planning.may_plan(file, state):
            st.button(
                planning.act_words(file, state),
                key="now_plan",
                on_click=case_address.choose_plan,
                args=(state,),
            )
        if is_after_saving and st.button("Straks", key="now_later", help="Naar Vandaag"):
            navigation.go(navigation.TODAY)


def _nothing_due(file: CaseFile) -> str:
    if file.case.state == "closed":
        ending = file.case.card.word("endings", file.case.ending)
        return f"**Deze zaak is afgesloten:** {plain(ending)}."
    if left := len(file.next_steps):
        talks = counted(left, "gesprek", "gesprekken")
        return (
            f"**Alles na het stoppen is gedaan.** Je kunt de zaak afsluiten. Er staat nog {talks} "
            "open van ervoor; bij het afsluiten zeg je waarom dat vervalt."
        )
    return "**Alles op de kaart is gedaan.** Je kunt de zaak afsluiten."


def _due(file: CaseFile, state: StepState) -> str:
    case, due_on = file.case, state.due_on
    owner = _owner(file, state)
    if due_on is None:
        return owner.strip()
    days = state.late_by(case)
    if days:
        return f":red[:material/schedule: {late(days)}] (kon tot {long_date(due_on)}).{owner}"
    begins_on = _begins_on(file, state)
    if begins_on and begins_on > case.today:
        return f"Van {short_date(begins_on)} tot en met {long_date(due_on)}.{owner}"
    near = near_date(due_on, case.today)
    soon = f"{near}, " if near in SOON else ""
    return f"Uiterlijk {soon}{long_date(due_on)}.{owner}"


def _owner(file: CaseFile, state: StepState) -> str:
    """Who has to do a step that is not for the reader."""
    if file.is_own(state):
        return ""
    others = file.other_mentors(state.step, state.pupil_id)
    if others:
        return f" Dit doet {plain(others.words)}."
    is_mentors = state.step.who == "mentor"
    return "" if is_mentors else f" Dit is voor de {OWNERS[state.step.who]}."


def _begins_on(file: CaseFile, state: StepState) -> date | None:
    """From which day a nazorg talk counts; None for other steps."""
    moments = file.case.current_aftercare if state.step.per == "moment" else []
    return next((m.window_starts_on for m in moments if m.number == state.occurrence), None)


def proposal(file: CaseFile) -> None:
    """The level that the card asks for: why, and a person decides."""
    proposed = file.proposal
    if proposed is None:
        return
    who = OWNERS[file.case.card.level(proposed.level).who]
    cause = file.case.card.word("causes", proposed.cause)
    with st.container(border=True, key="proposal"):
        st.markdown(
            f"**Voorstel: niveau {proposed.level}, de {who} wordt betrokken.** "
            f"Reden: {plain(cause)}."
        )
        st.caption(plain(file.case.card.level(proposed.level).card_text))
        form = Form(
            f"level_{proposed.level}",
            TextLine("reason", "Toelichting (nodig als je het niveau zo laat)"),
        )
        with form.container():
            form.draw_all()
            with st.container(horizontal=True):
                form.submit(
                    f"Naar niveau {proposed.level}", _raise(file, proposed, form), primary=True
                )
                form.submit_other("Niveau zo laten", _decline(file, proposed, form))


def one_step_ahead(file: CaseFile) -> None:
    """Who is brought in when it does not stop."""
    coming = file.comes_next
    if coming and file.case.state == "running" and not (file.proposal and file.may_record):
        who = OWNERS[file.case.card.level(coming).who]
        st.caption(f"Stopt het niet of komt er nog een melding, dan wordt de {who} betrokken.")


def _raise(file: CaseFile, proposed: Proposal, form: Form) -> Save:
    def save(desk: Desk) -> str:
        payload = kinds.LevelReached(
            level=proposed.level, proposed=proposed.level, cause=proposed.cause, **form.answers()
        )
        record_now(desk, file, payload, form)
        who = brought_in(file.case, proposed.level, file.around)
        return f"De zaak is nu op niveau {proposed.level}. {who}".rstrip()

    return save


def _decline(file: CaseFile, proposed: Proposal, form: Form) -> Save:
    def save(desk: Desk) -> str:
        payload = kinds.LevelDeclined(
            proposed=proposed.level, cause=proposed.cause, **form.answers()
        )
        record_now(desk, file, payload, form)
        return f"De zaak blijft op niveau {file.case.level}."

    return save
