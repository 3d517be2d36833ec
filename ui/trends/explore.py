"""Zelf zoeken: any two things against each other, as a table of meldingen or cases."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analytics.crosstab import DIMENSIONS, SEVERAL, UNKNOWN, CrossTable, crosstab, crosstab_shown
from analytics.disclosure import TOTAL
from casework.desk import Desk
from ui.address_choice import choice
from ui.charts import style
from ui.labels import MONTHS, distinct
from ui.trends import blocks
from ui.trends.blocks import Block
from ui.trends.filters import Chosen
from ui.trends.found import Ask, Question, question, remembering
from ui.trends.tables import table_html

SUBJECT, ROWS, COLUMNS = "t_wat", "t_rij", "t_kolom"
SUBJECTS = {"reports": "meldingen", "cases": "zaken"}
TITLE = "Zelf zoeken"
MAKING = "De tabel wordt gemaakt..."
WORDS = {
    "kind": "soort",
    "place": "plek",
    "moment": "moment",
    "month": "maand",
    "class": "klas",
    "year_group": "leerjaar",
    "level": "niveau",
    "outcome": "uitkomst",
}
LISTS = {"kind": "kinds", "place": "places", "moment": "day_parts"}
OUTCOMES = {
    "running": "loopt nog",
    "stopped": "gestopt, nazorg loopt",
    "closed_stopped": "gestopt en gesloten",
    "closed_no_bullying": "bleek geen pesten",
    "closed_left_school": "leerling van school",
    "closed_other": "anders gesloten",
}
HOW_TO_READ = (
    "In elk vakje staat hoeveel {subject} bij die rij én bij die kolom horen. *Totaal* telt de rij "
    "of de kolom op. {several}Een hoog getal zegt waar het vaak wordt gemeld, niet waar het het "
    "minst veilig is."
)
SEVERAL_WORDS = (
    "Eén melding of zaak kan meer dan één soort of plek hebben; dan telt hij in elk daarvan mee, "
    "en is het totaal groter dan het aantal {subject}. "
)
ROUNDED = (
    "Aantallen van 1 tot en met 4 staan er als *<5*, en waar dat nodig is, is ook een ander getal "
    "*verborgen*. De andere aantallen zijn afgerond op vijf, zodat ook twee tabellen naast elkaar "
    "niets verraden. Tel ze dus niet op."
)
OF_WHOLE = "Over het hele team en het hele schooljaar, ook als je hierboven iets hebt gekozen."


def show(desk: Desk, chosen: Chosen) -> None:
    """The choice of two dimensions, and the table of it."""
    with st.container(border=True, key="explore"):
        st.header(TITLE, anchor="zelf-zoeken")
        with st.container(horizontal=True, key="explore_choice"):
            subject = choice("Wat tel je?", SUBJECT, SUBJECTS)
            words = {name: WORDS[name] for name in DIMENSIONS[subject]}
            rows = choice("Rijen", ROWS, words, default="kind")
            others = {name: word for name, word in words.items() if name != rows}
            columns = choice("Kolommen", COLUMNS, others, default=_other(others))
        view = chosen.view if chosen.is_open else chosen.view.entire()
        if chosen.is_part:
            st.caption(OF_WHOLE)
        asked = question(desk, view, None)
        table = remembering(_answer, MAKING)(asked, (subject, rows, columns), desk.facts)
        _show_table(_block(table, (subject, rows, columns), _codes(desk)))
        n = "" if table.count is None else f" n = {style.number(table.count)} {SUBJECTS[subject]}."
        st.caption(f"Periode: {blocks.days(view.period, desk.today)}.{n}")
        with st.expander("Hoe lees ik dit?"):
            st.markdown(how_to_read(table, subject, rows, columns))


def how_to_read(table: CrossTable, subject: str, rows: str, columns: str) -> str:
    """What the table says, for these dimensions and this reader."""
    words = SUBJECTS[subject]
    several = SEVERAL_WORDS.format(subject=words) if {rows, columns} & set(SEVERAL) else ""
    told = HOW_TO_READ.format(subject=words, several=several)
    return f"{told}\n\n{ROUNDED}" if table.is_rounded else told


def in_words(
    table: CrossTable, names: tuple[str, str], codes: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    """The table as it is read: words for codes, in the order of the card or of time."""
    axes = zip((table.counts.index, table.counts.columns), names, strict=True)
    rows, columns = (_order(axis, codes[name]) for axis, name in axes)
    head = {code: _word(code, codes[names[1]]) for code in columns}
    read = {WORDS[names[0]].capitalize(): [_word(code, codes[names[0]]) for code in rows]}
    for code, word in distinct(head).items():
        read[word] = [_cell(table, row, code) for row in rows]
    return pd.DataFrame(read)


def _other(others: Mapping[str, str]) -> str:
    return next(name for name in ("moment", "outcome", "kind") if name in others)


def _show_table(block: Block) -> None:
    if block.table is None:
        st.info(block.sentence, icon=":material/hourglass_empty:")
        return
    st.html(table_html(block.table, block.title))
    blocks.download(block)


def _block(
    table: CrossTable, asked: tuple[str, str, str], codes: Mapping[str, Mapping[str, str]]
) -> Block:
    subject, rows, columns = asked
    title = f"{SUBJECTS[subject].capitalize()}: {WORDS[rows]} en {WORDS[columns]}"
    told = how_to_read(table, subject, rows, columns)
    if table.count == 0:
        return Block("explore", title, f"In deze periode zijn er geen {SUBJECTS[subject]}.", told)
    if table.is_few or not (table.counts > 0).any(axis=None):
        return Block("explore", title, blocks.TOO_FEW, told)
    read = in_words(table, (rows, columns), codes)
    return Block("explore", title, title, told, table=read)


def _codes(desk: Desk) -> dict[str, Mapping[str, str]]:
    card = desk.known_card
    classes = {found.class_id: found.name for found in desk.figure_classes()}
    return {
        **{name: card.lists[listed] for name, listed in LISTS.items()},
        "class": dict(sorted(classes.items(), key=lambda item: item[1])),
        "year_group": {},
        "month": {},
        "level": {},
        "outcome": OUTCOMES,
    }


def _order(codes: pd.Index, words: Mapping[str, str]) -> list[str]:
    """As the words go, then what has none, then unknown and the total."""
    known, last = list(words), [UNKNOWN, TOTAL]
    place = {code: n for n, code in enumerate(known)}
    return sorted(
        (str(code) for code in codes),
        key=lambda code: (code in last, code == TOTAL, place.get(code, len(known)), code),
    )


def _word(code: str, words: Mapping[str, str]) -> str:
    if code in (UNKNOWN, TOTAL):
        return "niet genoemd" if code == UNKNOWN else TOTAL
    if len(code) == len("2026-09") and code[4] == "-":
        return f"{MONTHS[int(code[5:]) - 1]} {code[:4]}"
    return words.get(code, code)


def _cell(table: CrossTable, row: str, column: str) -> str:
    count: Any = table.counts.at[row, column]
    if pd.notna(count):
        return style.number(count)
    return "<5" if bool(table.is_small.at[row, column]) else style.HIDDEN


def _answer(question: Question, asked: tuple[str, str, str], _ask: Ask) -> CrossTable:
    """With the small numbers hidden before anything is kept."""
    view = question.view
    figures = _ask(view.wanted)
    if figures.may_open_all:
        return crosstab(figures, view.period, *asked)
    return crosstab_shown(figures, view.period, *asked)
