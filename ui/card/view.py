"""The school's card as everybody knows it: six columns, then steps, levels, measures, guides."""

from collections.abc import Iterable
from typing import Literal

import streamlit as st

from casework.card.model import ActionCard, Column, Step
from casework.labels import OWNERS
from casework.words import school_days
from ui.labels import RISKS, escape, plain

ANCHORS = {
    "report": "na de melding",
    "level_2": "na niveau 2",
    "level_3": "na niveau 3",
    "measure": "op de afgesproken dag",
    "agreement": "op de afgesproken dag",
    "stopped": "nadat het gestopt is",
    "last_aftercare": "na de laatste nazorg",
}
PER = {
    "case": "",
    "target": "per gepeste leerling",
    "displaying": "per pestende leerling",
    "concerned": "per gepeste en pestende leerling",
    "moment": "per nazorgmoment",
    "measure": "per maatregel",
    "agreement": "per afspraak met een datum",
    "class": "per klas",
}
REQUIRED = {
    "always": "",
    "optional": "als het past",
    "bullying": "als het pesten is",
    "group": "als het in de groep speelt",
    "serious": "bij een ernstig signaal",
    "level_2": "vanaf niveau 2",
    "level_3": "bij niveau 3",
    "stopped": "als het gestopt is",
}
GATES = {"joint_talk": "alleen na de aparte gesprekken en als de gepeste het zelf wil"}
RISK_LOOKS: dict[str, tuple[str, Literal["green", "yellow", "red", "gray"]]] = {
    "green": (":material/thumb_up:", "green"),
    "yellow": (":material/policy:", "yellow"),
    "red": (":material/block:", "red"),
    "none": (":material/edit:", "gray"),
}
OWN_TERM = "°"
OWN_TERM_WORDS = (
    "eigen termijn van de school, in schooldagen; staat niet op de papieren kaart en is bij "
    "Beheer te wijzigen"
)


def poster(card: ActionCard) -> None:
    """The card with its own words and, below, what to do in each column; folded on a phone."""
    columns = f"--columns: {len(card.columns)}"
    st.html(f'<div class="card-poster" style="{columns}">{_wide(card)}{_folded(card)}</div>')


def whole(card: ActionCard) -> None:
    """Everything of a card, one thing under the other."""
    poster(card)
    levels(card)
    measures(card)
    guides(card)


def _wide(card: ActionCard) -> str:
    words = "".join(
        f'<li class="card-column"><h2>{escape(column.title)}</h2>{_words(card, column)}</li>'
        for column in card.columns
    )
    steps = "".join(
        f'<li class="card-column"><h3>{escape(column.title)}</h3>{_steps(card, column)}</li>'
        for column in card.columns
    )
    return (
        f'<div class="card-wide"><ol class="card-columns">{words}</ol>'
        f'<p class="card-motto">{escape(card.motto)}</p>'
        f'<h2 class="card-between">Stap voor stap</h2>{_legend()}'
        f'<ol class="card-columns card-steps">{steps}</ol></div>'
    )


def _folded(card: ActionCard) -> str:
    columns = "".join(
        f'<li class="card-column"><details><summary>{escape(column.title)} '
        f"<span>{len(_steps_of(card, column))} stappen</span></summary>"
        f"{_words(card, column)}{_steps(card, column)}</details></li>"
        for column in card.columns
    )
    return (
        f'<div class="card-narrow"><ol class="card-columns">{columns}</ol>'
        f'<p class="card-motto">{escape(card.motto)}</p>{_legend()}</div>'
    )


def _legend() -> str:
    return f'<p class="card-explanation">{OWN_TERM} {OWN_TERM_WORDS}</p>'


def _words(card: ActionCard, column: Column) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in card.lines_of(column))
    return f'<div class="card-words">{lines}</div>'


def _steps_of(card: ActionCard, column: Column) -> list[Step]:
    return [step for step in card.steps if step.column == column.id]


def _steps(card: ActionCard, column: Column) -> str:
    items = "".join(f"<li>{_step(card, step)}</li>" for step in _steps_of(card, column))
    return f'<ul class="card-list">{items}</ul>'


def _step(card: ActionCard, step: Step) -> str:
    conditions = [PER[step.per], REQUIRED[step.required], GATES.get(step.gate, "")]
    details = "".join(f"<span>{escape(words)}</span>" for words in conditions if words)
    moments = _moments(card) if step.per == "moment" else f"<span>{escape(term(step))}</span>"
    who = f'<span class="card-who">{escape(OWNERS[step.who])}</span>'
    return f"<b>{escape(step.title)}</b>{who}{details}{moments}"


def _moments(card: ActionCard) -> str:
    return "".join(
        f"<span>{escape(moment.title)}: {moment.school_days} schooldagen{OWN_TERM}</span>"
        for moment in card.aftercare
    )


def term(step: Step) -> str:
    """By when a step is done: "binnen 2 schooldagen° na de melding"."""
    anchor = ANCHORS[step.after]
    if step.required == "optional" and not step.school_days:
        return "wanneer het nodig is"
    if not step.school_days:
        return anchor if step.after in ("measure", "agreement") else f"meteen {anchor}"
    mark = OWN_TERM if step.ours else ""
    return f"binnen {school_days(step.school_days)}{mark} {anchor}"


def levels(card: ActionCard) -> None:
    """The three levels of Actie: who is brought in, in the words of the card."""
    st.header("Wie er wanneer bij komt", anchor=False)
    items = "".join(
        f"<li><b>{escape(level.title.capitalize())}</b>"
        f'<span class="card-who">{escape(OWNERS[level.who])}</span>'
        f"<p>{escape(level.card_text)}</p></li>"
        for level in card.levels
    )
    st.html(f'<ol class="card-levels">{items}</ol>')


def measures(card: ActionCard) -> None:
    """The library of measures by what is known of them, each with why."""
    st.header("Passende maatregelen", anchor=False)
    st.caption(
        "Wat vaak helpt staat bovenaan. Een eigen maatregel mag altijd; de mentor kiest met de "
        "leerling(en)."
    )
    for risk, (icon, color) in RISK_LOOKS.items():
        here = [measure for measure in card.measures if measure.risk == risk]
        if not here:
            continue
        with st.container(border=True, gap="small", key=f"card_measures_{risk}"):
            st.badge(RISKS[risk], icon=icon, color=color)
            st.markdown(_listed(f"**{plain(m.title)}.** {plain(m.why)}" for m in here))


def guides(card: ActionCard) -> None:
    """The guides for the talks, folded; ours are marked as a starting point."""
    with st.container(key="card_guides"):
        st.header("Leidraden bij de gesprekken", anchor=False)
        in_use = card.guides_in_use
        if any(guide.ours for guide in in_use):
            st.caption(
                "Deze leidraden zijn een startpunt. De school zet hier haar eigen bijlage I en II "
                "voor in de plaats."
            )
        half = -(-len(in_use) // 2)
        for column, half_of_guides in zip(
            st.columns(2), (in_use[:half], in_use[half:]), strict=True
        ):
            with column:
                for guide in half_of_guides:
                    with st.expander(plain(guide.title), key=f"card_guide_{guide.id}"):
                        st.markdown(_listed(plain(line) for line in guide.lines))


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
