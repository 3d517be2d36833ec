"""One block a figure: the sentence, the picture, period and n, how to read it, and the table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analytics.period import Period
from casework.desk import Desk
from exchange.workbook import Sheet, workbook
from ui import session
from ui.charts import style
from ui.labels import plain, short_date
from ui.plotted import plotted
from ui.trends.tables import table_html

TOO_FEW = f"{style.TOO_FEW}."
WITHHELD = (
    "Hier staat nu niets: uit dit cijfer zou een klein aantal uit een ander cijfer te berekenen "
    "zijn. Kies een ruimere filter."
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Block:
    """A figure as it goes on the screen; without a picture there is nothing to draw."""

    key: str
    title: str
    sentence: str
    how_to_read: str
    picture: dict[str, Any] | None = None
    table: pd.DataFrame | None = None
    n: str = ""
    period: str = ""
    before: str = ""
    has_hidden: bool = False


def too_few(key: str, chart: Any) -> Block:
    """Too little to say something: no picture, no table, and no number either."""
    return Block(key, chart.TITLE, TOO_FEW, chart.HOW_TO_READ)


def withheld(key: str, chart: Any) -> Block:
    """Nothing can be told without giving a small number away."""
    return Block(key, chart.TITLE, WITHHELD, chart.HOW_TO_READ, has_hidden=True)


def n_words(count: Any, words: str) -> str:
    """How many the figure is about; nothing when that is hidden."""
    return "" if style.is_hidden(count) else f"n = {style.number(count)} {words}."


def days(period: Period, today: date) -> str:
    """The days of the period of which something can be known."""
    return f"{short_date(period.start, today)} tot en met {short_date(period.last_day, today)}"


def show(
    block: Block,
    *,
    picked: Callable[[], None] | None = None,
    below: Callable[[], None] | None = None,
) -> None:
    """The block on the screen; the table says the same as the picture.

    `picked` is called when a point of the picture is pressed; `below` draws what comes right under
    the picture and its words.
    """
    with st.container(border=True, key=f"block_{block.key}"):
        st.header(block.title, anchor=f"figuur-{block.key}")
        if block.picture is None:
            st.info(block.sentence, icon=":material/hourglass_empty:")
        else:
            st.markdown(plain(block.sentence))
            _picture(block, block.picture, picked)
        st.caption(f"{block.period} {block.n}".strip())
        if block.before:
            st.caption(plain(block.before))
        if below is not None:
            below()
        with st.expander("Hoe lees ik dit?"):
            st.markdown(block.how_to_read)
            if block.has_hidden:
                st.markdown(plain(style.SMALL_NUMBERS))
            if block.picture is not None:
                st.markdown(style.HOW_TO_SAVE)
        if block.table is not None:
            with st.expander("Als tabel"):
                st.html(table_html(block.table, block.title))
                download(block)


def _picture(block: Block, picture: style.Figure, picked: Callable[[], None] | None) -> None:
    """The picture; on a touch screen it takes no presses, for these would stop the scrolling."""
    press = None if session.is_touch() else picked
    with st.container(key=f"{'pick' if press else 'look'}_{block.key}"):
        plotted(picture, block.title, block.sentence, key=f"chart_{block.key}", on_select=press)


def download(block: Block) -> None:
    """The button that gives the table of the block as a workbook."""
    st.download_button(
        "Downloaden voor Excel (XLSX)",
        session.when_pressed(as_workbook(block)),
        file_name=f"{style.file_name(block.title)}.xlsx",
        mime=XLSX,
        key=f"xlsx_{block.key}",
        icon=":material/download:",
        on_click="ignore",
    )


def as_workbook(block: Block) -> Callable[[Desk], bytes]:
    """The table of the block as a workbook, for who may still see figures when it is pressed."""
    notes = [block.sentence, block.period, block.n, block.before, block.how_to_read]
    table = pd.DataFrame() if block.table is None else block.table
    sheet = Sheet(block.title, [note for note in notes if note], table)

    def written(desk: Desk) -> bytes:
        desk.figure_classes()
        return workbook([sheet], desk.now(), block.title)

    return written
