"""The top of a case: its number, where it stands, who is in it, and what is due now."""

import streamlit as st

from casework import entries as kinds
from casework.cases.escalation import Proposal
from casework.cases.steps import StepState
from casework.desk import CaseFile, Desk
from casework.labels import OWNERS
from casework.words import enumeration, late, long_date, near_date, short_date
from exchange.case_file import case_pdf, file_name
from ui.case import badges, chosen_step, group_level, links
from ui.case.recording import record_now
from ui.case.step_forms import STEP_FORMS
from ui.download import PDF, download_button
from ui.forms.field import TextLine
from ui.forms.form import Form, Save
from ui.labels import plain

SOON = ("vandaag", "morgen", "overmorgen")


def header(file: CaseFile) -> None:
    """Number, badges, dates, and the pupils with their part."""
    case = file.case
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="case_head"):
        st.title(f"Zaak {case.label}", anchor=False, width="content")
        badges.state(case.state)
        badges.level(case.card, case.level)
        if case.is_serious:
            badges.serious()
        if case.group_level:
            badges.group_level()
        st.space("stretch")
        links.to_review(case.case_id)
        _as_pdf(file)
    st.caption(_since(file))
    with st.container(horizontal=True, gap="small", key="case_people"):
        for part in case.parts.values():
            role = case.card.part_title(part.role)
            st.markdown(
                f"**{plain(file.full_name(part.pupil_id))}** {plain(role)}", width="content"
            )
        group_level.switch(file)


def _as_pdf(file: CaseFile) -> None:
    case_id = file.case.case_id
    download_button(
        "Zaak als PDF",
        lambda desk: case_pdf(desk.cases.printed(case_id)),
        file_name=file_name(file.case),
        mime=PDF,
        key="case_pdf",
        help="De hele zaak, om te bewaren of mee te nemen. Afdrukken komt in het leeslog.",
    )


def _since(file: CaseFile) -> str:
    case = file.case
    reports = [
        f"melding {report.ordinal}: {short_date(entry.happened_on, case.today)}"
        for entry, report in case.reports
    ]
    mentors = enumeration(name.full for name in file.mentors) or "nog geen mentor"
    classes = enumeration(file.class_names) or "geen klas"
    return plain(f"{classes} · {' · '.join(reports)} · mentor {mentors}")


def now(file: CaseFile) -> None:
    """The next step with its due date; the one primary act of the screen."""
    goes_on = file.case.merged_into
    with st.container(border=True, key="now", horizontal=True, vertical_alignment="center"):
        if goes_on:
            st.markdown(
                f"**Deze zaak gaat verder als zaak {plain(goes_on.other_label)}.** Hier leg je "
                "niets meer vast; wat er stond, blijft leesbaar.",
                width="stretch",
            )
            links.to_case(goes_on.other_id, goes_on.other_label)
            return
        if not file.next_steps:
            st.markdown(_nothing_due(file), width="stretch")
            return
        state = _next_for_reader(file)
        with st.container(width="stretch", gap="xxsmall"):
            st.markdown(f"**Nu: {chosen_step.title(file, state)}**")
            st.markdown(_due(file, state))
        if file.may_record and chosen_step.chosen_step(file) is None:
            is_own = file.is_for_reader(state.step)
            st.button(
                STEP_FORMS[state.step.form].act if is_own else "Bekijken",
                key="now_act",
                type="secondary" if file.proposal else "primary",
                on_click=chosen_step.choose,
                args=(state,),
            )


def _next_for_reader(file: CaseFile) -> StepState:
    """The first open step that is the reader's own, else the first of all."""
    own = (state for state in file.next_steps if file.is_for_reader(state.step))
    return next(own, file.next_steps[0])


def _nothing_due(file: CaseFile) -> str:
    if file.case.state == "closed":
        ending = file.case.card.word("endings", file.case.ending)
        return f"**Deze zaak is afgesloten:** {plain(ending)}."
    return "**Alles op de kaart is gedaan.** Je kunt de zaak afsluiten."


def _due(file: CaseFile, state: StepState) -> str:
    case, due_on = file.case, state.due_on
    is_own = file.is_for_reader(state.step) or state.step.who == "mentor"
    owner = "" if is_own else f" Dit is voor de {OWNERS[state.step.who]}."
    if due_on is None:
        return owner.strip()
    days = state.late_by(case)
    if days:
        return f":red[:material/schedule: {late(days)}] (kon tot {long_date(due_on)}).{owner}"
    near = near_date(due_on, case.today)
    soon = f"{near}, " if near in SOON else ""
    return f"Uiterlijk {soon}{long_date(due_on)}.{owner}"


def proposal(file: CaseFile) -> None:
    """The level that the card asks for: why, and a person decides."""
    proposed = file.proposal
    if proposed is None or not file.may_record:
        _one_step_ahead(file)
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


def _one_step_ahead(file: CaseFile) -> None:
    coming = file.comes_next
    if coming and file.case.state == "running":
        who = OWNERS[file.case.card.level(coming).who]
        st.caption(f"Stopt het niet of komt er nog een melding, dan wordt de {who} betrokken.")


def _raise(file: CaseFile, proposed: Proposal, form: Form) -> Save:
    def save(desk: Desk) -> str:
        payload = kinds.LevelReached(
            level=proposed.level, proposed=proposed.level, cause=proposed.cause, **form.answers()
        )
        record_now(desk, file, payload, form)
        who = OWNERS[file.case.card.level(proposed.level).who]
        return f"De zaak is nu op niveau {proposed.level}. De {who} ziet hem vanaf nu op Vandaag."

    return save


def _decline(file: CaseFile, proposed: Proposal, form: Form) -> Save:
    def save(desk: Desk) -> str:
        payload = kinds.LevelDeclined(
            proposed=proposed.level, cause=proposed.cause, **form.answers()
        )
        record_now(desk, file, payload, form)
        return f"De zaak blijft op niveau {file.case.level}."

    return save
