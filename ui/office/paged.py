"""A long list of Beheer: a box to search it, and one page of its rows at a time.

What is typed and which page it is stay in the session: a name must not get into the address.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from casework.words import counted, number
from ui import memory

PER_PAGE = 50
T = TypeVar("T")


def search_box(name: str, label: str, example: str = "") -> str:
    """The box above the list `name`, and what is typed in it; a new word begins at page one."""
    typed = st.text_input(
        label,
        key=f"office_search_{name}",
        placeholder=example or None,
        icon=":material/search:",
        on_change=_first_page,
        args=(name,),
    )
    return (typed or "").strip()


def show(
    name: str,
    rows: Sequence[T],
    draw: Callable[[Sequence[T]], None],
    noun: tuple[str, str],
    per_page: int = PER_PAGE,
) -> None:
    """One page of these rows by `draw`, how many there are, and the way to the other pages.

    `noun` is what one and several of them are called: ("klas", "klassen").
    """
    on_page = rows_on_page(name, len(rows), per_page)
    st.caption(count_in_words(on_page, len(rows), noun))
    draw(rows[on_page])
    turn(name, len(rows), per_page)


def rows_on_page(name: str, total: int, per_page: int = PER_PAGE) -> slice:
    """Which rows of so many stand on the page that is open."""
    page = min(_page(name), _count_pages(total, per_page))
    return slice((page - 1) * per_page, min(page * per_page, total))


def turn(name: str, total: int, per_page: int = PER_PAGE) -> None:
    """The way to the other pages, when there are any."""
    pages = _count_pages(total, per_page)
    if pages > 1:
        page = min(_page(name), pages)
        key = f"{_key(name)}_{page}"
        with st.container(horizontal_alignment="center"):
            st.pagination(
                pages, default=page, key=key, max_visible_pages=5, on_change=_turn, args=(name, key)
            )


def count_in_words(on_page: slice, total: int, noun: tuple[str, str]) -> str:
    """ "42 klassen", or of more than one page "26 tot en met 50 van 1.050 leerlingen"."""
    if on_page.stop - on_page.start >= total:
        return counted(total, *noun)
    first, last = number(on_page.start + 1), number(on_page.stop)
    return f"{first} tot en met {last} van {counted(total, *noun)}"


def _count_pages(total: int, per_page: int) -> int:
    return max(1, -(-total // per_page))


def _page(name: str) -> int:
    return int(memory.recall(_key(name)) or 1)


def _turn(name: str, key: str) -> None:
    memory.remember(_key(name), memory.widget_value(key))


def _first_page(name: str) -> None:
    memory.remember(_key(name), 1)


def _key(name: str) -> str:
    return f"office_page_{name}"
