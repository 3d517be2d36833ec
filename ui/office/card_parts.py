"""The words of the card: titles, lists to choose from, measures and guides."""

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from casework.card.checks import OWN_MEASURE
from casework.card.edit import Value
from casework.card.model import LISTS, NEEDED_CODES, ActionCard, Guide, Measure
from casework.desk import Desk
from casework.desk.card_office import CardOffice
from ui.forms.field import Field, MultiSelect, Select, TextArea, TextLine
from ui.forms.form import Form
from ui.labels import RISKS, plain
from ui.office import card_draft, choice

NEW = "nieuw"
KEEP = "In mijn concept bewaren"
ONE_A_LINE = "één per regel"
NO_WORDS = "Dit kan niet leeg zijn. Schrijf er woorden in."
NO_LINES = "Schrijf er minstens één regel in."
# What is asked besides the words when a list needs an explanation.
ABOUT = {
    "routes": "De wegen van jullie school bij een ernstig signaal. Zet er telefoonnummers bij.",
    "serious": "Wie een van deze kiest, zet de zaak bovenaan en krijgt de leidraad te zien.",
    "kinds": "Grafieken tellen op deze soorten. Een andere naam telt door; een nieuwe begint op 0.",
}
Values = dict[tuple[str, ...], Value]


def words(card: CardOffice) -> None:
    """The name of the card, its columns, the parts of pupils and the levels."""
    form = card_draft.form_for(card, "words", *_word_fields(card.working_card()))
    form.show(KEEP, lambda desk: _keep_words(desk, form), primary=True)


def _word_fields(card: ActionCard) -> list[Field]:
    fields: list[Field] = [
        _line("title", "Naam van de kaart", card.title),
        _line("motto", "Motto", card.motto),
    ]
    for column in card.columns:
        where = f"columns_{column.id}"
        fields += [
            _line(f"{where}_title", f"Kolom {plain(column.title)}", column.title),
            _lines(f"{where}_text", f"Wat er staat, {ONE_A_LINE}", column.card_text),
        ]
    for part in card.parts:
        fields += [_line(f"parts_{part.id}_title", f"Rol {plain(part.title)}", part.title)]
    for level in card.levels:
        where = f"levels_{level.number}"
        fields += [
            _line(f"{where}_title", f"Niveau {level.number}", level.title),
            TextArea(
                f"{where}_text", "Wat er dan gebeurt", initial=level.card_text, required=NO_WORDS
            ),
        ]
    return fields


def _keep_words(desk: Desk, form: Form) -> str:
    card = desk.office.card
    current = card.working_card()
    values: Values = {
        ("title",): _on_one_line(form, "title"),
        ("motto",): _on_one_line(form, "motto"),
    }
    for column in current.columns:
        where = f"columns_{column.id}"
        values["columns", column.id, "title"] = _on_one_line(form, f"{where}_title")
        values["columns", column.id, "card_text"] = _lines_of(form, f"{where}_text")
    for part in current.parts:
        values["parts", part.id, "title"] = _on_one_line(form, f"parts_{part.id}_title")
    for level in current.levels:
        where, number = f"levels_{level.number}", str(level.number)
        values["levels", number, "title"] = _on_one_line(form, f"{where}_title")
        values["levels", number, "card_text"] = _on_one_line(form, f"{where}_text")
    return card_draft.receipt(card.change(values))


def step_words(card: CardOffice) -> None:
    """What each step and each nazorg moment is called."""
    current = card.working_card()
    steps = [_line(f"steps_{s.id}", plain(s.title), s.title) for s in current.all_steps]
    moments = [_line(f"aftercare_{m.id}", plain(m.title), m.title) for m in current.aftercare]
    form = card_draft.form_for(card, "step_words", *steps, *moments)
    with form.container():
        for column in current.columns:
            st.markdown(f"**{plain(column.title)}**")
            form.draw(*(f"steps_{s.id}" for s in current.all_steps if s.column == column.id))
        st.markdown("**Nazorgmomenten**")
        form.draw(*(moment.name for moment in moments))
        form.submit(KEEP, lambda desk: _keep_step_words(desk, form), primary=True)


def _keep_step_words(desk: Desk, form: Form) -> str:
    card = desk.office.card
    current = card.working_card()
    values: Values = {
        ("steps", step.id, "title"): _on_one_line(form, f"steps_{step.id}")
        for step in current.all_steps
    }
    for moment in current.aftercare:
        values["aftercare", moment.id, "title"] = _on_one_line(form, f"aftercare_{moment.id}")
    return card_draft.receipt(card.change(values))


# --- lists ----------------------------------------------------------------------------------------


def lists(card: CardOffice) -> None:
    """One list at a time: reword, take away, add."""
    name = choice.select("Welke lijst?", LISTS, "lijst", first="kinds")
    if name in ABOUT:
        st.caption(ABOUT[name])
    options = card.working_card().lists[name]
    needed = NEEDED_CODES.get(name, set())
    removable = {code: text for code, text in options.items() if code not in needed}
    words = [_line(f"word_{code}", plain(text), text) for code, text in options.items()]
    more = TextArea("more", f"Erbij, {ONE_A_LINE}", height=90)
    removed = MultiSelect("removed", "Weghalen", removable)
    form = card_draft.form_for(card, f"list_{name}", *words, more, removed)
    with form.container():
        form.draw(*(word.name for word in words))
        if name != "causes":
            form.draw("more")
        if removable:
            form.draw("removed")
        if needed:
            st.caption(
                "Wat niet bij Weghalen staat heeft het programma nodig; noem het gerust anders."
            )
        form.submit(KEEP, lambda desk: _keep_list(desk, form, name), primary=True)


def _keep_list(desk: Desk, form: Form, name: str) -> str:
    card = desk.office.card
    removed = form.read("removed")
    values: Values = {
        ("lists", name, code): _on_one_line(form, f"word_{code}")
        for code in card.working_card().lists[name]
        if code not in removed
    }
    more = card_draft.lines_of(form.read("more"))
    return card_draft.receipt(card.change_list(name, values, more, removed))


# --- measures -------------------------------------------------------------------------------------


def measures(card: CardOffice) -> None:
    """One measure at a time, or a new one."""
    current = card.working_card()
    titles = {measure.id: measure.title for measure in current.measures}
    measure_id = choice.select(
        "Welke maatregel?", {NEW: "Een nieuwe maatregel", **titles}, "maatregel"
    )
    measure = current.measure(measure_id)
    if measure_id == NEW:
        _show_measure(card, None)
    elif measure:
        _show_measure(card, measure)
        if measure.id != OWN_MEASURE:
            form = card_draft.form_for(card, f"measure_drop_{measure.id}")
            form.button("Deze maatregel weghalen", lambda desk: _drop_measure(desk, measure))


def _show_measure(card: CardOffice, measure: Measure | None) -> None:
    risks = {risk: RISKS[risk] for risk in get_args(Measure.model_fields["risk"].annotation)}
    form = card_draft.form_for(
        card,
        f"measure_{measure.id}" if measure else "measure_new",
        _line("title", "Maatregel", measure.title if measure else ""),
        Select(
            "risk",
            "Wat weten we ervan?",
            risks,
            initial=measure.risk if measure else "",
            required="Kies wat er van deze maatregel bekend is.",
        ),
        TextArea(
            "why", "Uitleg in één zin", initial=measure.why if measure else "", required=NO_WORDS
        ),
    )
    form.show(KEEP, lambda desk: _keep_measure(desk, form, measure), primary=True)


def _keep_measure(desk: Desk, form: Form, measure: Measure | None) -> str:
    card = desk.office.card
    title, why = _on_one_line(form, "title"), _on_one_line(form, "why")
    risk = form.read("risk")
    if measure is None:
        card.add_measure(title, risk, why)
        return card_draft.receipt(1)
    values = {"title": title, "risk": risk, "why": why}
    return card_draft.receipt(
        card.change({("measures", measure.id, name): text for name, text in values.items()})
    )


def _drop_measure(desk: Desk, measure: Measure) -> str:
    desk.office.card.drop_measure(measure.id)
    return card_draft.receipt(1)


# --- guides ---------------------------------------------------------------------------------------


def guides(card: CardOffice) -> None:
    """One guide at a time; what the school writes is the school's own."""
    current = card.working_card()
    guide_id = choice.select(
        "Welke leidraad?", {guide.id: guide.title for guide in current.guides}, "leidraad"
    )
    guide = current.guide(guide_id)
    if guide is None:
        st.caption("Zet hier de vragen uit bijlage I en II van jullie eigen pestprotocol.")
        return
    form = card_draft.form_for(
        card,
        f"guide_{guide.id}",
        _line("title", "Titel", guide.title),
        _lines("lines", f"Vragen en aanwijzingen, {ONE_A_LINE}", guide.lines),
    )
    with form.container():
        form.draw_all()
        if guide.ours:
            st.caption("Dit is nog ons startpunt. Zodra je het aanpast, is het van de school zelf.")
        form.submit(KEEP, lambda desk: _keep_guide(desk, form, guide), primary=True)


def _keep_guide(desk: Desk, form: Form, guide: Guide) -> str:
    card = desk.office.card
    values: Values = {
        ("guides", guide.id, "title"): _on_one_line(form, "title"),
        ("guides", guide.id, "lines"): _lines_of(form, "lines"),
    }
    return card_draft.receipt(card.change_guide(guide.id, values))


# --- fields ---------------------------------------------------------------------------------------


def _line(name: str, label: str, text: str) -> Field:
    return TextLine(name, label, initial=text, required=NO_WORDS)


def _lines(name: str, label: str, lines: Sequence[str]) -> Field:
    return TextArea(name, label, initial="\n".join(lines), required=NO_LINES)


def _on_one_line(form: Form, field: str) -> str:
    return " ".join(form.read(field).split())


def _lines_of(form: Form, field: str) -> list[str]:
    return card_draft.lines_of(form.read(field))
