"""The questions of Trends, which figures answer each, and the one that is open."""

from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from casework.action_card import ActionCard
from ui import session
from ui.labels import short_date
from ui.trends import further_figures, main_figures
from ui.trends.blocks import Block, days
from ui.trends.filters import Chosen
from ui.trends.found import Found, Further, remembering
from ui.trends.found import Question as Asked

ASKED = "t_vraag"
HEADLINE = "aftercare"
STANDS_NOW = {"open_cases", "work", "flow"}
"""Figures of how things stand, and not of what happened in the period."""
NO_BEFORE = {"open_cases", "work", "comparison"}
BOTH_YEARS = {"over_time"}
"""Figures that begin with the year before."""


@dataclass(frozen=True)
class Question:
    """A question by its code, in words, with the figures that answer it from top to bottom."""

    code: str
    words: str
    figures: tuple[str, ...]


QUESTIONS = (
    Question("how_often", "Hoe vaak?", ("over_time", "reports", "funnel")),
    Question("where_and_when", "Waar en wanneer?", ("place_by_moment", "kind_by_month")),
    Question("how_long", "Hoe lang duurt het?", ("resolution", "comparison", "delays", "ends")),
    Question(
        "does_it_stop",
        "Houdt het op?",
        ("outcomes", "safety_change", "recurrence", "open_cases", "reached", "flow"),
    ),
    Question(
        "card",
        "Doen we wat op de kaart staat?",
        ("aftercare_by_month", "parents_informed", "steps", "steps_per_year_group", "work"),
    ),
    Question("prevention", "Wat doen we om het te voorkomen?", ("prevention",)),
)


def question_of(figure: str) -> str:
    """The code of the question under which a figure stands; "" for the headline."""
    return next((asked.code for asked in QUESTIONS if figure in asked.figures), "")


def places() -> dict[str, str]:
    """Under which question a figure stands, by code; the headline is under none."""
    return {figure: asked.code for asked in QUESTIONS for figure in asked.figures}


def choose() -> Question:
    """The question that is open; it stands in the address, so that a link can name it."""
    by_code = {asked.code: asked for asked in QUESTIONS}
    wanted = st.query_params.get(ASKED, "")
    session.set_widget_value(ASKED, wanted if wanted in by_code else QUESTIONS[0].code)
    code = st.pills(
        "Welke vraag wil je beantwoorden?",
        list(by_code),
        format_func=lambda code: by_code[code].words,
        required=True,
        key=ASKED,
        on_change=_into_address,
    )
    return by_code.get(code or "", QUESTIONS[0])


def headline(found: Found, chosen: Chosen) -> Block:
    """Nazorg on time: the figure that is always there."""
    return remembering(_headline)(found.question, chosen, found)


def blocks(
    asked: Question, found: Found, further: Further, card: ActionCard, chosen: Chosen
) -> list[Block]:
    """The figures of the question that is open."""
    about = replace(found.question, asked=asked.code)
    # A card with other words is another version of the facts.
    return remembering(_blocks)(about, chosen, asked.figures, found, further, card)


def _headline(about: Asked, chosen: Chosen, _found: Found) -> Block:
    made = main_figures.main_figures(_found.now, [HEADLINE])[HEADLINE]
    said = main_figures.before_in_words(_found.before, [HEADLINE]) if _found.before else {}
    return _dated(made, chosen, about.today, said)


def _blocks(
    about: Asked,
    chosen: Chosen,
    figures: tuple[str, ...],
    _found: Found,
    _further: Further,
    _card: ActionCard,
) -> list[Block]:
    made = main_figures.main_figures(_found.now, figures)
    made |= further_figures.further_figures(_further, _card)
    said = further_figures.before_in_words(_further, _card)
    if _found.before is not None:
        said |= main_figures.before_in_words(_found.before, figures)
    shown = [made[key] for key in figures if key in made]
    return [_dated(block, chosen, about.today, said) for block in shown]


def _dated(block: Block, chosen: Chosen, today: date, said: dict[str, str]) -> Block:
    """The block with its period, and what the same figure said of what it is held beside."""
    period, before = chosen.period, chosen.before
    has_both = before is not None and not chosen.is_other_team and block.key in BOTH_YEARS
    whole = replace(period, start=before.start) if before and has_both else period
    when = f"Periode: {days(whole, today)}."
    if block.key in STANDS_NOW:
        day = today if block.key == "work" else period.observed_on
        when = f"Stand op {short_date(day, today)}."
    if before is None or block.key in NO_BEFORE or block.key not in said:
        return replace(block, period=when)
    return replace(block, period=when, before=f"{_beside(chosen, today)}: {said[block.key]}")


def _beside(chosen: Chosen, today: date) -> str:
    """What the figures are held beside, in words."""
    if chosen.is_other_team or chosen.before is None:
        return chosen.names[1].capitalize()
    when = days(chosen.before, today)
    if chosen.before.last_day < chosen.before.end:
        return f"Even ver in het vorige schooljaar ({when})"
    return f"Heel het vorige schooljaar ({when})"


def _into_address() -> None:
    chosen = session.widget_value(ASKED)
    if chosen in (None, QUESTIONS[0].code):
        st.query_params.pop(ASKED, None)
    else:
        st.query_params[ASKED] = chosen
