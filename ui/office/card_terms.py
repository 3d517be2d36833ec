"""The terms of the card in school days, and which steps this school takes."""

from collections.abc import Sequence

import streamlit as st

from casework.card.edit import Value
from casework.card.model import NEEDED_STEPS, ActionCard, Step
from casework.desk import Desk
from casework.desk.card_office import CardOffice
from casework.errors import InputRefused
from casework.labels import OWNERS
from ui.card.view import ANCHORS
from ui.labels import plain
from ui.office import card_draft
from ui.office.paper import Paper

# Settings that stand alone in the file, and how they are asked.
ALONE = {
    "signal_school_days": "Een signaal oppakken: daarna ziet ook de leerlingcoördinator het",
    "aftercare_window_school_days": "Speling bij nazorg: zo lang na de dag zelf is het nog op tijd",
    "look_back_school_days": "Terugkijken bij een nieuwe melding: zo ver wordt een zaak herkend",
}
# A melding is there at once; nazorg, a measure and an agreement have days of their own.
NO_TERM = ("reported", "aftercare_done", "measure_reviewed", "agreement_reviewed")


def terms(card: CardOffice) -> None:
    """Within how many school days each step is done."""
    shown, paper = card.shown(), card_draft.paper_for(card, "termijnen")
    st.caption("Alles telt in schooldagen: weekenden, feestdagen en vakanties tellen niet mee.")
    with paper.drawn():
        for column in shown.columns:
            asked = [
                (
                    _field("steps", step.id),
                    f"{step.title} · {ANCHORS[step.after]}",
                    step.school_days,
                )
                for step in _with_term(shown)
                if step.column == column.id
            ]
            _in_pairs(paper, column.title, asked)
        moments = [
            (_field("aftercare", moment.id), moment.title, moment.school_days)
            for moment in shown.aftercare
        ]
        _in_pairs(paper, "Nazorg, geteld vanaf de dag dat het gestopt is", moments)
        st.markdown("**Verder**")
        for name, label in ALONE.items():
            paper.days(name, label, getattr(shown, name))
        paper.submit("In mijn concept bewaren", lambda desk: _keep_terms(desk, paper), primary=True)


def _in_pairs(paper: Paper, heading: str, asked: Sequence[tuple[str, str, int]]) -> None:
    """Two terms beside each other; on a phone one under the other, in the same order."""
    if asked:
        st.markdown(f"**{plain(heading)}**")
    for first in range(0, len(asked), 2):
        for place, (field, label, days) in zip(
            st.columns(2, vertical_alignment="bottom"), asked[first : first + 2], strict=False
        ):
            with place:
                paper.days(field, plain(label), days)


def _with_term(card: ActionCard) -> list[Step]:
    return [step for step in card.steps if step.form not in NO_TERM]


def _field(table: str, row_id: str) -> str:
    return f"{table}_{row_id}"


def _keep_terms(desk: Desk, paper: Paper) -> str:
    card = desk.office.card
    shown = card.shown()
    names: list[tuple[str, ...]] = [("steps", step.id) for step in _with_term(shown)]
    names += [("aftercare", moment.id) for moment in shown.aftercare]
    values: dict[tuple[str, ...], Value] = {
        (*name, "school_days"): _days(paper, _field(*name)) for name in names
    }
    values.update({(name,): _days(paper, name) for name in ALONE})
    return card_draft.kept(card.change(values))


def _days(paper: Paper, field: str) -> int:
    days = paper.value(field)
    if days is None:
        raise InputRefused("Vul een aantal schooldagen in; 0 is meteen.", field)
    return int(days)


def steps(card: CardOffice) -> None:
    """Which steps this school takes; six of them belong to every case."""
    shown, paper = card.shown(), card_draft.paper_for(card, "stappen")
    st.caption(
        "Een stap die uitstaat vervalt in nieuwe zaken: niet op de kaart, niet in Vandaag. De "
        "stappen met een slotje horen bij elke zaak."
    )
    with paper.drawn():
        for column in shown.columns:
            st.markdown(f"**{plain(column.title)}**")
            for step in shown.all_steps:
                if step.column == column.id:
                    _show_step(paper, step)
        paper.submit("In mijn concept bewaren", lambda desk: _keep_steps(desk, paper), primary=True)


def _show_step(paper: Paper, step: Step) -> None:
    words = plain(f"{step.title} ({OWNERS[step.who]})")
    if step.id in NEEDED_STEPS:
        st.markdown(f":material/lock: {words}")
    else:
        paper.tick(step.id, words, value=not step.off)


def _keep_steps(desk: Desk, paper: Paper) -> str:
    card = desk.office.card
    off: dict[tuple[str, ...], Value] = {
        ("steps", step.id, "off"): not paper.value(step.id)
        for step in card.shown().all_steps
        if step.id not in NEEDED_STEPS
    }
    return card_draft.kept(card.change(off))
