"""The terms of the card in school days, and which steps this school takes."""

from collections.abc import Sequence

import streamlit as st

from casework.card.edit import Value
from casework.card.model import NEEDED_STEPS, ActionCard, Step
from casework.desk import Desk
from casework.desk.card_office import CardOffice
from casework.labels import OWNERS
from ui.card.view import ANCHORS
from ui.forms.field import Checkbox, DayCount
from ui.forms.form import Form
from ui.labels import plain
from ui.office import card_draft

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
    current = card.working_card()
    groups = _groups(current)
    alone = [_days(name, label, getattr(current, name)) for name, label in ALONE.items()]
    form = card_draft.form_for(card, "terms", *(f for _, group in groups for f in group), *alone)
    st.caption("Alles telt in schooldagen: weekenden, feestdagen en vakanties tellen niet mee.")
    with form.container():
        for heading, fields in groups:
            _in_pairs(form, heading, fields)
        st.markdown("**Verder**")
        form.draw(*ALONE)
        form.submit("In mijn concept bewaren", lambda desk: _keep_terms(desk, form), primary=True)


def _groups(card: ActionCard) -> list[tuple[str, list[DayCount]]]:
    """The terms of the steps by column, and those of nazorg."""
    groups = [
        (
            column.title,
            [
                _days(
                    _field("steps", step.id),
                    plain(f"{step.title} · {ANCHORS[step.after]}"),
                    step.school_days,
                )
                for step in _with_term(card)
                if step.column == column.id
            ],
        )
        for column in card.columns
    ]
    moments = [
        _days(_field("aftercare", moment.id), plain(moment.title), moment.school_days)
        for moment in card.aftercare
    ]
    return [*groups, ("Nazorg, geteld vanaf de dag dat het gestopt is", moments)]


def _days(name: str, label: str, days: int) -> DayCount:
    needed = "Vul een aantal schooldagen in; 0 is meteen."
    return DayCount(name, label, initial=days, required=needed)


def _in_pairs(form: Form, heading: str, fields: Sequence[DayCount]) -> None:
    """Two terms beside each other; on a phone one under the other, in the same order."""
    if fields:
        st.markdown(f"**{plain(heading)}**")
    for first in range(0, len(fields), 2):
        for place, field in zip(
            st.columns(2, vertical_alignment="bottom"), fields[first : first + 2], strict=False
        ):
            with place:
                form.draw(field.name)


def _with_term(card: ActionCard) -> list[Step]:
    return [step for step in card.steps if step.form not in NO_TERM]


def _field(table: str, row_id: str) -> str:
    return f"{table}_{row_id}"


def _keep_terms(desk: Desk, form: Form) -> str:
    card = desk.office.card
    current = card.working_card()
    names: list[tuple[str, ...]] = [("steps", step.id) for step in _with_term(current)]
    names += [("aftercare", moment.id) for moment in current.aftercare]
    values: dict[tuple[str, ...], Value] = {
        (*name, "school_days"): form.read(_field(*name)) for name in names
    }
    values.update({(name,): form.read(name) for name in ALONE})
    return card_draft.receipt(card.change(values))


def steps(card: CardOffice) -> None:
    """Which steps this school takes; six of them belong to every case."""
    current = card.working_card()
    form = card_draft.form_for(
        card,
        "steps",
        *(
            Checkbox(step.id, _step_words(step), initial=not step.off)
            for step in current.all_steps
            if step.id not in NEEDED_STEPS
        ),
    )
    st.caption(
        "Een stap die uitstaat vervalt in nieuwe zaken: niet op de kaart, niet in Vandaag. De "
        "stappen met een slotje horen bij elke zaak."
    )
    with form.container():
        for column in current.columns:
            st.markdown(f"**{plain(column.title)}**")
            for step in current.all_steps:
                if step.column == column.id:
                    _show_step(form, step)
        form.submit("In mijn concept bewaren", lambda desk: _keep_steps(desk, form), primary=True)


def _step_words(step: Step) -> str:
    return plain(f"{step.title} ({OWNERS[step.who]})")


def _show_step(form: Form, step: Step) -> None:
    if step.id in NEEDED_STEPS:
        st.markdown(f":material/lock: {_step_words(step)}")
    else:
        form.draw(step.id)


def _keep_steps(desk: Desk, form: Form) -> str:
    answers = form.answers()
    off: dict[tuple[str, ...], Value] = {
        ("steps", step_id, "off"): not is_on for step_id, is_on in answers.items()
    }
    return card_draft.receipt(desk.office.card.change(off))
