"""The words of the card: titles, lists to choose from, measures and guides."""

from typing import get_args

import streamlit as st

from casework.card.changes import LISTS
from casework.card.checks import OWN_MEASURE
from casework.card.edit import Value
from casework.card.model import NEEDED_CODES, Guide, Measure
from casework.desk import Desk
from casework.desk.card_office import CardOffice
from casework.errors import InputRefused
from ui.labels import RISKS, plain
from ui.office import card_draft, choice
from ui.office.paper import Paper

NEW = "nieuw"
KEEP = "In mijn concept bewaren"
ONE_A_LINE = "één per regel"
# What is asked besides the words when a list needs an explanation.
ABOUT = {
    "routes": "De wegen van jullie school bij een ernstig signaal. Zet er telefoonnummers bij.",
    "serious": "Wie een van deze kiest, zet de zaak bovenaan en krijgt de leidraad te zien.",
    "kinds": "Grafieken tellen op deze soorten. Een andere naam telt door; een nieuwe begint op 0.",
}
Values = dict[tuple[str, ...], Value]


def words(card: CardOffice) -> None:
    """The name of the card, its columns, the parts of pupils and the levels."""
    shown, paper = card.shown(), card_draft.paper_for(card, "woorden")
    with paper.drawn():
        paper.line("title", "Naam van de kaart", shown.title)
        paper.line("motto", "Motto", shown.motto)
        for column in shown.columns:
            paper.line(f"columns_{column.id}_title", f"Kolom {plain(column.title)}", column.title)
            text = "\n".join(column.card_text)
            paper.area(f"columns_{column.id}_text", f"Wat er staat, {ONE_A_LINE}", value=text)
        for part in shown.parts:
            paper.line(f"parts_{part.id}_title", f"Rol {plain(part.title)}", part.title)
        for level in shown.levels:
            paper.line(f"levels_{level.number}_title", f"Niveau {level.number}", level.title)
            paper.area(f"levels_{level.number}_text", "Wat er dan gebeurt", value=level.card_text)
        paper.submit(KEEP, lambda desk: _keep_words(desk, paper), primary=True)


def _keep_words(desk: Desk, paper: Paper) -> str:
    card = desk.office.card
    shown = card.shown()
    values: Values = {("title",): _said(paper, "title"), ("motto",): _said(paper, "motto")}
    for column in shown.columns:
        where = f"columns_{column.id}"
        values["columns", column.id, "title"] = _said(paper, f"{where}_title")
        values["columns", column.id, "card_text"] = _lines(paper, f"{where}_text")
    for part in shown.parts:
        values["parts", part.id, "title"] = _said(paper, f"parts_{part.id}_title")
    for level in shown.levels:
        where, number = f"levels_{level.number}", str(level.number)
        values["levels", number, "title"] = _said(paper, f"{where}_title")
        values["levels", number, "card_text"] = _said(paper, f"{where}_text")
    return card_draft.kept(card.change(values))


def step_words(card: CardOffice) -> None:
    """What each step and each nazorg moment is called."""
    shown, paper = card.shown(), card_draft.paper_for(card, "staptitels")
    with paper.drawn():
        for column in shown.columns:
            st.markdown(f"**{plain(column.title)}**")
            for step in shown.all_steps:
                if step.column == column.id:
                    paper.line(f"steps_{step.id}", plain(step.title), step.title)
        st.markdown("**Nazorgmomenten**")
        for moment in shown.aftercare:
            paper.line(f"aftercare_{moment.id}", plain(moment.title), moment.title)
        paper.submit(KEEP, lambda desk: _keep_step_words(desk, paper), primary=True)


def _keep_step_words(desk: Desk, paper: Paper) -> str:
    card = desk.office.card
    shown = card.shown()
    values: Values = {
        ("steps", step.id, "title"): _said(paper, f"steps_{step.id}") for step in shown.all_steps
    }
    for moment in shown.aftercare:
        values["aftercare", moment.id, "title"] = _said(paper, f"aftercare_{moment.id}")
    return card_draft.kept(card.change(values))


# --- lists ----------------------------------------------------------------------------------------


def lists(card: CardOffice) -> None:
    """One list at a time: reword, take away, add."""
    shown = card.shown()
    name = choice.one("Welke lijst?", LISTS, "lijst", first="kinds")
    if name in ABOUT:
        st.caption(ABOUT[name])
    paper = card_draft.paper_for(card, f"lijst_{name}")
    held = shown.lists[name]
    needed = NEEDED_CODES.get(name, set())
    can_go = {code: words for code, words in held.items() if code not in needed}
    with paper.drawn():
        for code, said in held.items():
            paper.line(f"word_{code}", plain(said), said)
        if name != "causes":
            paper.lines("more", f"Erbij, {ONE_A_LINE}", "", height=90)
        if can_go:
            paper.several("gone", "Weghalen", can_go)
        if needed:
            st.caption(
                "Wat niet bij Weghalen staat heeft het programma nodig; noem het gerust anders."
            )
        paper.submit(KEEP, lambda desk: _keep_list(desk, paper, name), primary=True)


def _keep_list(desk: Desk, paper: Paper, name: str) -> str:
    card = desk.office.card
    held = card.shown().lists[name]
    gone = paper.codes("gone")
    values: Values = {
        ("lists", name, code): _said(paper, f"word_{code}") for code in held if code not in gone
    }
    more = card_draft.lines_of(paper.words("more"))
    return card_draft.kept(card.change_list(name, values, more, gone))


# --- measures -------------------------------------------------------------------------------------


def measures(card: CardOffice) -> None:
    """One measure at a time, or a new one."""
    shown = card.shown()
    titles = {measure.id: measure.title for measure in shown.measures}
    wanted = choice.one("Welke maatregel?", {NEW: "Een nieuwe maatregel", **titles}, "maatregel")
    measure = shown.measure(wanted)
    if wanted == NEW:
        _show_measure(card_draft.paper_for(card, "maatregel_nieuw"), None)
    elif measure:
        _show_measure(card_draft.paper_for(card, f"maatregel_{measure.id}"), measure)
        if measure.id != OWN_MEASURE:
            paper = card_draft.paper_for(card, f"maatregel_weg_{measure.id}")
            paper.button("Deze maatregel weghalen", lambda desk: _drop_measure(desk, measure))


def _show_measure(paper: Paper, measure: Measure | None) -> None:
    colours = {risk: RISKS[risk] for risk in get_args(Measure.model_fields["risk"].annotation)}
    with paper.drawn():
        paper.line("title", "Maatregel", measure.title if measure else "")
        paper.one("risk", "Wat weten we ervan?", colours, measure.risk if measure else "")
        paper.area("why", "Uitleg in één zin", value=measure.why if measure else "")
        paper.submit(KEEP, lambda desk: _keep_measure(desk, paper, measure), primary=True)


def _keep_measure(desk: Desk, paper: Paper, measure: Measure | None) -> str:
    card = desk.office.card
    title, why, risk = _said(paper, "title"), _said(paper, "why"), paper.code("risk")
    if not risk:
        raise InputRefused("Kies wat er van deze maatregel bekend is.", "risk")
    if measure is None:
        card.add_measure(title, risk, why)
        return card_draft.kept(1)
    values = {"title": title, "risk": risk, "why": why}
    return card_draft.kept(
        card.change({("measures", measure.id, key): said for key, said in values.items()})
    )


def _drop_measure(desk: Desk, measure: Measure) -> str:
    desk.office.card.drop_measure(measure.id)
    return card_draft.kept(1)


# --- guides ---------------------------------------------------------------------------------------


def guides(card: CardOffice) -> None:
    """One guide at a time; what the school writes is the school's own."""
    shown = card.shown()
    wanted = choice.one(
        "Welke leidraad?", {guide.id: guide.title for guide in shown.guides}, "leidraad"
    )
    guide = shown.guide(wanted)
    if guide is None:
        st.caption("Zet hier de vragen uit bijlage I en II van jullie eigen pestprotocol.")
        return
    paper = card_draft.paper_for(card, f"leidraad_{guide.id}")
    with paper.drawn():
        paper.line("title", "Titel", guide.title)
        paper.area("lines", f"Vragen en aanwijzingen, {ONE_A_LINE}", value="\n".join(guide.lines))
        if guide.ours:
            st.caption("Dit is nog ons startpunt. Zodra je het aanpast, is het van de school zelf.")
        paper.submit(KEEP, lambda desk: _keep_guide(desk, paper, guide), primary=True)


def _keep_guide(desk: Desk, paper: Paper, guide: Guide) -> str:
    card = desk.office.card
    values: Values = {
        ("guides", guide.id, "title"): _said(paper, "title"),
        ("guides", guide.id, "lines"): _lines(paper, "lines"),
    }
    return card_draft.kept(card.change_guide(guide.id, values))


def _said(paper: Paper, field: str) -> str:
    """The words of a field on one line; refused when there are none."""
    said = " ".join(paper.words(field).split())
    if not said:
        raise InputRefused("Dit kan niet leeg zijn. Schrijf er woorden in.", field)
    return said


def _lines(paper: Paper, field: str) -> list[str]:
    lines = card_draft.lines_of(paper.words(field))
    if not lines:
        raise InputRefused("Schrijf er minstens één regel in.", field)
    return lines
