"""The terms of the card in school days, and which steps this school takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from casework.card.model import ActionCard, Step
from casework.card.needed import NEEDED_STEPS
from casework.desk.card_office import CardOffice
from casework.labels import OWNERS
from ui.card.view import ANCHORS
from ui.forms.field import Checkbox, DayCount
from ui.labels import plain
from ui.office.card_form import CardForm

# Settings that stand alone in the file, and how they are asked.
ALONE = {
    "signal_school_days": "Een signaal oppakken: daarna ziet ook de leerlingcoördinator het",
    "aftercare_window_before_school_days": "Begin van de nazorg: zo lang voor de dag zelf telt een "
    "gesprek al mee, en eerder is het een extra gesprek",
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
    form = CardForm(card, "terms", *(f for _, group in groups for f in group), *alone)
    st.caption("Alles telt in schooldagen: weekenden, feestdagen en vakanties tellen niet mee.")
    with form.container():
        for heading, fields in groups:
            _in_pairs(form, heading, fields)
        st.markdown("**Verder**")
        form.draw(*ALONE)
        form.submit_values()


def _groups(card: ActionCard) -> list[tuple[str, list[DayCount]]]:
    """The terms of the steps by column, and those of nazorg."""
    steps = [step for step in card.steps if step.form not in NO_TERM]
    by_column = [
        (column.title, [_step_days(step) for step in steps if step.column == column.id])
        for column in card.columns
    ]
    moments = [
        _days(f"aftercare.{moment.id}.school_days", plain(moment.title), moment.school_days)
        for moment in card.aftercare
    ]
    return [*by_column, ("Nazorg, geteld vanaf de dag dat het gestopt is", moments)]


def _step_days(step: Step) -> DayCount:
    label = plain(f"{step.title} · {ANCHORS[step.after]}")
    return _days(f"steps.{step.id}.school_days", label, step.school_days)


def _days(name: str, label: str, days: int) -> DayCount:
    needed = "Vul een aantal schooldagen in; 0 is meteen."
    return DayCount(name, label, initial=days, required=needed)


def _in_pairs(form: CardForm, heading: str, fields: Sequence[DayCount]) -> None:
    """Two terms beside each other; on a phone one under the other, in the same order."""
    if fields:
        st.markdown(f"**{plain(heading)}**")
    for first in range(0, len(fields), 2):
        for place, field in zip(
            st.columns(2, vertical_alignment="bottom"), fields[first : first + 2], strict=False
        ):
            with place:
                form.draw(field)


# --- steps ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StepOn(Checkbox):
    """Whether a step is on; the card says whether it is off."""

    def cleaned(self, value: Any) -> bool:
        return not value


def steps(card: CardOffice) -> None:
    """Which steps this school takes; six of them belong to every case."""
    current = card.working_card()
    fields = {step.id: _step_field(step) for step in current.all_steps}
    form = CardForm(card, "steps", *(f for id_, f in fields.items() if id_ not in NEEDED_STEPS))
    st.caption(
        "Een stap die uitstaat vervalt in nieuwe zaken: niet op de kaart en de poster, niet op "
        "Vandaag. De stappen met een slotje horen bij elke zaak."
    )
    with form.container():
        for column in current.columns:
            st.markdown(f"**{plain(column.title)}**")
            for step in current.all_steps:
                if step.column == column.id and step.id in NEEDED_STEPS:
                    st.markdown(f":material/lock: {fields[step.id].label}")
                elif step.column == column.id:
                    form.draw(fields[step.id])
        form.submit_values()


def _step_field(step: Step) -> StepOn:
    label = plain(f"{step.title} ({OWNERS[step.who]})")
    return StepOn(f"steps.{step.id}.off", label, initial=not step.off)
