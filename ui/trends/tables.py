"""A table beside a picture: scrolls sideways within itself, also by keyboard."""

from collections.abc import Iterable

import pandas as pd

from ui.labels import escape


def table_html(table: pd.DataFrame, name: str, *, in_words: bool = False) -> str:
    """The table as HTML, every word in it as it was written; the first column heads the rows.

    st.table has no place for the keyboard to stop, so that on a phone nobody could reach its
    last columns without a finger. A table `in_words` breaks its lines and stands left.
    """
    head = _row("th scope='col'", table.columns)
    body = "".join(
        f"<tr><th scope='row'>{_words(first)}</th>{_cells('td', rest)}</tr>"
        for first, *rest in table.itertuples(index=False)
    )
    look = "figure-table of-words" if in_words else "figure-table"
    return (
        f"<div class='{look}' role='region' tabindex='0' aria-label='Tabel: {_words(name)}'>"
        f"<table><thead>{head}</thead><tbody>{body}</tbody></table></div>"
    )


def _row(tag: str, words: Iterable[object]) -> str:
    return f"<tr>{_cells(tag, words)}</tr>"


def _cells(tag: str, words: Iterable[object]) -> str:
    end = tag.split()[0]
    return "".join(f"<{tag}>{_words(word)}</{end}>" for word in words)


def _words(value: object) -> str:
    return escape(str(value))
