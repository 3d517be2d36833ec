"""The words of the card: titles, lists to choose from, measures and guides."""

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from casework.card.model import ActionCard, Guide, Measure
from casework.card.needed import LISTS, NEEDED_CODES
from casework.desk import Desk
from casework.desk.card_office import CardOffice
from casework.entries.measures import OWN_MEASURE
from ui.forms.field import Field, MultiSelect, Select
from ui.labels import RISKS, plain
from ui.office import choice
from ui.office.card_form import KEEP, NO_LINES, CardForm, Lines, Paragraph, Words, receipt

NEW = "nieuw"
ONE_A_LINE = "één per regel"
# What is asked besides the words when a list needs an explanation.
ABOUT = {
    "routes": "De wegen van jullie school bij een ernstig signaal. Zet er telefoonnummers bij.",
    "serious": "Wie een van deze kiest, zet de zaak bovenaan en krijgt de leidraad te zien.",
    "kinds": "Grafieken tellen op deze soorten. Een andere naam telt door; een nieuwe begint op 0.",
}


def words(card: CardOffice) -> None:
    """The name of the card, its columns, the parts of pupils and the levels."""
    form = CardForm(card, "words", *_word_fields(card.working_card()))
    with form.container():
        form.draw_all()
        form.submit_values()


def _word_fields(card: ActionCard) -> list[Field]:
    fields: list[Field] = [
        Words("title", "Naam van de kaart", initial=card.title),
        Words("motto", "Motto", initial=card.motto),
    ]
    for column in card.columns:
        where, label = f"columns.{column.id}", f"Wat er staat, {ONE_A_LINE}"
        fields += [
            Words(f"{where}.title", f"Kolom {plain(column.title)}", initial=column.title),
            _lines(f"{where}.card_text", label, column.card_text),
        ]
    for part in card.parts:
        label = f"Rol {plain(part.title)}"
        fields += [Words(f"parts.{part.id}.title", label, initial=part.title)]
    for level in card.levels:
        where = f"levels.{level.number}"
        fields += [
            Words(f"{where}.title", f"Niveau {level.number}", initial=level.title),
            Paragraph(f"{where}.card_text", "Wat er dan gebeurt", initial=level.card_text),
        ]
    return fields


def _lines(name: str, label: str, lines: Sequence[str]) -> Field:
    return Lines(name, label, initial="\n".join(lines), required=NO_LINES)


def step_words(card: CardOffice) -> None:
    """What each step and each nazorg moment is called."""
    current = card.working_card()
    steps = {
        step: Words(f"steps.{step.id}.title", plain(step.title), initial=step.title)
        for step in current.all_steps
    }
    moments = [
        Words(f"aftercare.{moment.id}.title", plain(moment.title), initial=moment.title)
        for moment in current.aftercare
    ]
    form = CardForm(card, "step_words", *steps.values(), *moments)
    with form.container():
        for column in current.columns:
            st.markdown(f"**{plain(column.title)}**")
            form.draw(*(field for step, field in steps.items() if step.column == column.id))
        st.markdown("**Nazorgmomenten**")
        form.draw(*moments)
        form.submit_values()


# --- lists ----------------------------------------------------------------------------------------


def lists(card: CardOffice) -> None:
    """One list at a time: reword, take away, add."""
    name = choice.select("Welke lijst?", LISTS, "lijst", first="kinds")
    if name in ABOUT:
        st.caption(ABOUT[name])
    options = card.working_card().lists[name]
    needed = NEEDED_CODES.get(name, set())
    removable = {code: text for code, text in options.items() if code not in needed}
    words = [Words(f"lists.{name}.{c}", plain(text), initial=text) for c, text in options.items()]
    more = Lines("more", f"Erbij, {ONE_A_LINE}", height=90)
    form = CardForm(
        card, f"list_{name}", *words, more, MultiSelect("removed", "Weghalen", removable)
    )
    with form.container():
        form.draw(*words)
        if name != "causes":
            form.draw("more")
        if removable:
            form.draw("removed")
        if needed:
            st.caption(
                "Wat niet bij Weghalen staat heeft het programma nodig; noem het gerust anders."
            )
        form.submit(KEEP, lambda desk: _keep_list(desk, form, name), primary=True)


def _keep_list(desk: Desk, form: CardForm, list_name: str) -> str:
    removed = form.read("removed")
    words = [name for name in form.fields if name.startswith("lists.")]
    values = form.values(*(name for name in words if name.split(".")[2] not in removed))
    return receipt(desk.office.card.change_list(list_name, values, form.read("more"), removed))


# --- measures -------------------------------------------------------------------------------------


def measures(card: CardOffice) -> None:
    """One measure at a time, or a new one."""
    current = card.working_card()
    titles = {measure.id: measure.title for measure in current.measures}
    options = {NEW: "Een nieuwe maatregel", **titles}
    measure_id = choice.select("Welke maatregel?", options, "maatregel")
    measure = current.measure(measure_id)
    if measure_id == NEW:
        form = CardForm(card, "measure_new", *_measure_fields("", "", "", ""))
        form.show(KEEP, lambda desk: _add_measure(desk, form), primary=True)
    elif measure:
        where = f"measures.{measure.id}."
        fields = _measure_fields(where, measure.title, measure.risk, measure.why)
        change = CardForm(card, f"measure_{measure.id}", *fields)
        with change.container():
            change.draw_all()
            change.submit_values()
        if measure.id != OWN_MEASURE:
            removal = CardForm(card, f"measure_drop_{measure.id}")
            removal.button("Deze maatregel weghalen", lambda desk: _drop_measure(desk, measure))


def _measure_fields(where: str, title: str, risk: str, why: str) -> list[Field]:
    risks = {code: RISKS[code] for code in get_args(Measure.model_fields["risk"].annotation)}
    needed = "Kies wat er van deze maatregel bekend is."
    return [
        Words(f"{where}title", "Maatregel", initial=title),
        Select(f"{where}risk", "Wat weten we ervan?", risks, initial=risk, required=needed),
        Paragraph(f"{where}why", "Uitleg in één zin", initial=why),
    ]


def _add_measure(desk: Desk, form: CardForm) -> str:
    desk.office.card.add_measure(**form.answers("title", "why", "risk"))
    return receipt(1)


def _drop_measure(desk: Desk, measure: Measure) -> str:
    desk.office.card.drop_measure(measure.id)
    return receipt(1)


# --- guides ---------------------------------------------------------------------------------------


def guides(card: CardOffice) -> None:
    """One guide at a time; what the school writes is the school's own."""
    current = card.working_card()
    options = {guide.id: guide.title for guide in current.guides}
    guide = current.guide(choice.select("Welke leidraad?", options, "leidraad"))
    if guide is None:
        st.caption("Zet hier de vragen uit bijlage I en II van jullie eigen pestprotocol.")
        return
    where = f"guides.{guide.id}"
    form = CardForm(
        card,
        f"guide_{guide.id}",
        Words(f"{where}.title", "Titel", initial=guide.title),
        _lines(f"{where}.lines", f"Vragen en aanwijzingen, {ONE_A_LINE}", guide.lines),
    )
    with form.container():
        form.draw_all()
        if guide.ours:
            st.caption("Dit is nog ons startpunt. Zodra je het aanpast, is het van de school zelf.")
        form.submit(KEEP, lambda desk: _keep_guide(desk, form, guide), primary=True)


def _keep_guide(desk: Desk, form: CardForm, guide: Guide) -> str:
    return receipt(desk.office.card.change_guide(guide.id, form.values()))
