"""What may be told besides the sentences of a class, year group, kind or some months."""

from dataclasses import dataclass, replace

import streamlit as st

from analytics.answer import Answer
from analytics.narrowing import ClassesTold, View, classes_told
from analytics.prevention import hours_per_class
from casework.desk import Desk
from ui.charts import prevention, reports, style
from ui.trends import blocks
from ui.trends.blocks import Block, n_words, too_few
from ui.trends.filters import Chosen
from ui.trends.found import Ask, Question, question, remembering

WHY = (
    "De andere figuren zijn er van het hele team en het hele schooljaar: van een deel zijn de "
    "aantallen te klein, of ze zouden door aftrekken te berekenen zijn. Bij *Zelf zoeken* zie je "
    "wel twee dingen tegen elkaar."
)


@dataclass(frozen=True, eq=False)
class PartFound:
    """Meldingen per class where these are told, and the mentor hours."""

    classes: ClassesTold | None
    prevention: Answer


def show(desk: Desk, chosen: Chosen) -> None:
    """The figures of a part that may be told, and why there are no more."""
    found = remembering(_answer)(question(desk, chosen.view, None), desk.facts)
    when = f"Periode: {blocks.days(chosen.period, desk.today)}."
    for block in (_reports(found.classes), _hours(found.prevention)):
        if block is not None:
            blocks.show(replace(block, period=when))
    st.info(WHY, icon=":material/shield_person:")


def _reports(told: ClassesTold | None) -> Block | None:
    if told is None:
        return None
    if told.is_few:
        return too_few("reports", reports)
    return Block(
        "reports",
        reports.TITLE,
        reports.description(told.frame, told.school),
        reports.HOW_TO_READ,
        reports.figure(told.frame, told.school),
        reports.table(told.frame),
        n=n_words(told.school.count_reports if told.school else None, "meldingen"),
        has_hidden=style.has_hidden(told.frame),
    )


def _hours(answer: Answer) -> Block:
    said = prevention.description(answer)
    block = Block("prevention", prevention.TITLE, said, prevention.HOW_TO_READ)
    if answer.frame.empty:
        return block
    return Block(
        block.key,
        block.title,
        said,
        block.how_to_read,
        prevention.figure(answer),
        prevention.table(answer),
        n=n_words(answer.count, "mentoruren"),
    )


def _answer(question: Question, _ask: Ask) -> PartFound:
    """With the small numbers hidden before anything is kept."""
    view: View = question.view
    figures = _ask(view.wanted)
    hours = hours_per_class(figures.prevention, figures.classes, view.period)
    return PartFound(classes_told(_ask, view), hours)
