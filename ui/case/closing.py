"""Closing a case: everything that is still open, by melding; each is done first, or lapses."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from casework import entries as kinds
from casework.cases.case import CaseState
from casework.cases.closing import OpenStep, StepCounts, closing_entries, open_steps
from casework.cases.steps import why_again
from casework.desk import CaseFile, Desk
from casework.words import counted, long_date
from ui.case import case_address
from ui.case.recording import record_in
from ui.case.step_titles import key_of, title
from ui.forms.field import Radio, TextArea, TextLine
from ui.forms.form import Form
from ui.inner_link import address, link
from ui.labels import escape, plain


def close(file: CaseFile) -> None:
    """What is open, with the way to do it; and the form, with one reason for what lapses."""
    steps = open_steps(file.case)
    _still_open(file, steps)
    form = Form("close", *_fields(file, steps))

    def save(desk: Desk) -> str:
        closed = kinds.Closed(**form.answers("ending", "reason"))
        own = {step.key: form.read(_name(step)) for step in steps}
        new = closing_entries(file.case, closed, own)
        record_in(desk, file.case.case_id, new, form)
        case_address.back_when_stored()
        count = _lapsed(desk.cases.open(file.case.case_id)) - _lapsed(file)
        lapsed = counted(count, "stap vervalt", "stappen vervallen") if count else ""
        return f"Zaak {file.case.label} is afgesloten.{f' {lapsed}.' if lapsed else ''}"

    with form.container():
        form.draw("ending", "reason")
        if len(steps) > 1:
            with st.expander("Een andere reden voor één stap"):
                form.draw(*(_name(step) for step in steps))
        with st.container(key="save_bar"):
            form.submit("Zaak afsluiten", save, primary=True)


def _fields(file: CaseFile, steps: Sequence[OpenStep]) -> list[Radio | TextArea | TextLine]:
    needed = "Waarom vervalt wat nog openstaat?" if steps else "Toelichting"
    return [
        Radio(
            "ending",
            "Waarom sluit je de zaak?",
            file.case.card.lists["endings"],
            initial="stopped" if file.case.state is CaseState.STOPPED else "",
            required="Kies waarom de zaak wordt afgesloten.",
        ),
        TextArea("reason", needed),
        *(TextLine(_name(step), plain(title(file, step.state))) for step in steps),
    ]


def _lapsed(file: CaseFile) -> int:
    """How many steps the card says have lapsed."""
    return StepCounts.from_states(file.steps).lapsed


def _name(step: OpenStep) -> str:
    return f"lapsed_{key_of(step.state)}"


def _still_open(file: CaseFile, steps: Sequence[OpenStep]) -> None:
    """The open steps as one element, each a link to its own page, so that it can be done first."""
    decisions = _open_decisions(file)
    if not steps:
        st.write("Alles op de kaart is gedaan, vervallen of niet van toepassing.")
        st.html(f'<div class="case-open">{decisions}</div>')
        return
    st.write(
        f"**{counted(len(steps), 'stap staat', 'stappen staan')} nog open.** Tik op een stap om "
        "hem nu te doen. Wat je niet doet, vervalt, met de reden die je hieronder opschrijft; op "
        "de kaart blijft dat iets anders dan gedaan."
    )
    _asked_by_closing(file)
    parts = []
    for ordinal, of_one in groupby(steps, key=lambda step: step.ordinal):
        lines = "".join(f"<li>{_line(file, step)}</li>" for step in of_one)
        heading = escape(f"Gevraagd door melding {ordinal}")
        parts.append(f"<h3>{heading}</h3><ul class='case-steps'>{lines}</ul>")
    st.html(f'<div class="case-open">{"".join(parts)}{decisions}</div>')


def _asked_by_closing(file: CaseFile) -> None:
    """What no list of open steps has, as the ending itself answers it or lets it lapse."""
    asked = [s for s in file.steps if s.is_open and s.step.form == kinds.Stopped.kind]
    if asked:
        ending = plain(file.case.card.lists["endings"]["stopped"])
        st.caption(
            f"Ook “{plain(title(file, asked[0]))}” vervalt, behalve als je hieronder kiest: "
            f"{ending}."
        )


def _open_decisions(file: CaseFile) -> str:
    """What the ondersteuningsteam decided and nobody carried out yet: said to be done in the case,
    or gone from Vandaag when it closes."""
    lines = [
        f"<li>{link(_decision(file, decided), address(case_address.case(file.case.case_id)))}</li>"
        for entry, decided in file.case.of(kinds.TeamDecided)
        if entry in file.case.open_decisions
    ]
    heading = "Besluit van het ondersteuningsteam, nog niet uitgevoerd"
    return f"<h3>{heading}</h3><ul class='case-steps'>{''.join(lines)}</ul>" if lines else ""


def _decision(file: CaseFile, decided: kinds.TeamDecided) -> str:
    day = f", uiterlijk {long_date(decided.due_on)}" if decided.due_on else ""
    return f"Te doen door {file.colleague(decided.who)}{day}"


def _line(file: CaseFile, step: OpenStep) -> str:
    target = address(case_address.step(file.case.case_id, step.state))
    why = why_again(file.case, step.state)
    return link(title(file, step.state), target) + (f"<small>{escape(why)}</small>" if why else "")
