"""Zelf zoeken: any two things against each other, as a table of meldingen or cases."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analytics.crosstab import DIMENSIONS, SEVERAL, UNKNOWN, CrossTable, crosstab
from analytics.disclosure.suppression import TOTAL
from analytics.view import View
from casework import year_groups
from casework.desk import Desk
from casework.figures import Way
from casework.name_order import natural_key
from casework.words import month_of_code, short_date
from ui.address_choice import choice
from ui.charts import style
from ui.charts.style import Words, words_of
from ui.labels import distinct, plain
from ui.trends.tables import table_html

SUBJECT, ROWS, COLUMNS = "t_wat", "t_rij", "t_kolom"
SUBJECTS = {"reports": "meldingen", "cases": "zaken"}
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
WITHHELD = (
    "Deze tabel staat er niet: bij zo weinig meldingen of zaken zou te zien zijn hoe vaak een "
    "gevoelige soort voorkomt. Kies een langere tijd of meer klassen."
)
SMALL_KINDS = (
    "Van een gevoelige soort (afkomst, geloof, geaardheid) staat een aantal van 1 tot en met 4 "
    "hier als *<5*, want je mag die zaken niet allemaal openen."
)


def show(desk: Desk, view: View) -> None:
    """The choice of two dimensions, and the table of it for what the filters leave."""
    with st.container(border=True, key="explore"):
        with st.container(horizontal=True, vertical_alignment="bottom", key="explore_choice"):
            subject = choice("Wat tel je?", SUBJECT, SUBJECTS)
            words = {name: WORDS[name] for name in DIMENSIONS[subject]}
            rows = choice("Rijen", ROWS, words, default="kind")
            others = {name: word for name, word in words.items() if name != rows}
            columns = choice("Kolommen", COLUMNS, others, default=_first_other(others))
            _explanation(desk, view, subject, {rows, columns})
        figures = desk.trends.figures(Way.SCREEN)(view.filter)
        table = crosstab(figures, view.period, subject, rows, columns)
        if not table.count:
            st.markdown(f"In deze periode zijn er geen {SUBJECTS[subject]}.")
            return
        if table.is_withheld:
            st.markdown(WITHHELD)
            return
        read = in_words(table, rows, columns, _codes(desk))
        title = (
            f"{style.number(table.count)} {SUBJECTS[subject]}: {WORDS[rows]} en {WORDS[columns]}"
        )
        st.markdown(plain(title))
        st.html(table_html(read, title))
        if table.counts.isna().any(axis=None):
            st.caption(SMALL_KINDS)


def how_to_read(subject: str, dimensions: set[str]) -> str:
    """What the table says, for these dimensions."""
    words = SUBJECTS[subject]
    several = SEVERAL_WORDS.format(subject=words) if dimensions & set(SEVERAL) else ""
    return HOW_TO_READ.format(subject=words, several=several)


def in_words(
    table: CrossTable, rows: str, columns: str, codes: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    """The table as it is read: words for codes, in the order of the card or of time."""
    row_codes = _in_order(table.counts.index, codes[rows])
    column_codes = _in_order(table.counts.columns, codes[columns])
    head = {code: _word(code, codes[columns]) for code in column_codes}
    read = {WORDS[rows].capitalize(): [_word(code, codes[rows]) for code in row_codes]}
    for code, word in distinct(head).items():
        read[word] = [_cell(table, row, code) for row in row_codes]
    return pd.DataFrame(read)


def _explanation(desk: Desk, view: View, subject: str, dimensions: set[str]) -> None:
    period = view.period
    days = f"{short_date(period.start, desk.today)} tot en met"
    when = f"**Periode**: {days} {short_date(period.last_day, desk.today)}."
    with st.popover("Uitleg", icon=":material/info:", type="tertiary", key="explore_info"):
        st.markdown(f"{how_to_read(subject, dimensions)}\n\n{when}")


def _first_other(others: Mapping[str, str]) -> str:
    return next(name for name in ("moment", "outcome", "kind") if name in others)


def _codes(desk: Desk) -> dict[str, Mapping[str, str]]:
    card: Words = words_of(desk.known_card)
    classes = {school_class.class_id: school_class.name for school_class in desk.trends.classes()}
    return {
        **{name: card[listed] for name, listed in LISTS.items()},
        "class": dict(sorted(classes.items(), key=lambda item: natural_key(item[1]))),
        "year_group": {str(code): year_groups.short(code) for code in year_groups.every()},
        "month": {},
        "level": {},
        "outcome": OUTCOMES,
    }


def _in_order(codes: pd.Index, words: Mapping[str, str]) -> list[str]:
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
        return month_of_code(code)
    return words.get(code, code)


def _cell(table: CrossTable, row: str, column: str) -> str:
    count: Any = table.counts.at[row, column]
    return style.cell(count, bool(table.is_small.at[row, column]))
