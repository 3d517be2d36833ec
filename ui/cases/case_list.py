"""The list of cases: its filters, which live in the URL, and its rows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from casework.card.model import ActionCard
from casework.desk import Desk
from casework.labels import STATES
from casework.name_order import natural_key
from casework.records import CaseSummary
from casework.words import counted, number
from ui import hidden_names, memory
from ui.cases import search_box
from ui.cases.rows import Rows
from ui.labels import distinct
from ui.names_switch import names_switch

ON_A_PAGE = 20
STATE, LEVEL, CLASS, KIND, SERIOUS = "z_staat", "z_niveau", "z_klas", "z_soort", "z_ernstig"
PAGE = "z_bladzijde"


@dataclass(frozen=True)
class ListFilter:
    """What the list is limited to; empty fields do not limit.

    `case_ids` are those that the search found; None when nothing was searched for.
    """

    case_ids: frozenset[str] | None = None
    state: str = ""
    level: int = 0
    class_name: str = ""
    kind: str = ""
    serious: bool = False

    @property
    def is_limited(self) -> bool:
        """Whether anything is left out."""
        return self != ListFilter()


def filters(
    cases: Sequence[CaseSummary], card: ActionCard, case_ids: frozenset[str] | None = None
) -> ListFilter:
    """The filters above the list; only what occurs can be chosen. `case_ids` were searched for."""
    states = {word: code for code, word in STATES.items()}
    kinds = {word: code for code, word in distinct(card.lists["kinds"]).items()}
    with _folded_on_a_phone():
        state = _choice("Waar staat de zaak?", STATE, list(states), 190)
        levels = {level.title: level.number for level in card.levels}
        level = _choice("Niveau", LEVEL, list(levels), 150)
        class_name = _choice("Klas", CLASS, class_names(cases), 130)
        kind = _choice("Soort", KIND, list(kinds), 230)
        serious = st.checkbox(
            "Alleen ernstig", key=SERIOUS, bind="query-params", on_change=_first_page
        )
    return ListFilter(
        case_ids=case_ids,
        state=states.get(state, ""),
        level=levels.get(level, 0),
        class_name=class_name,
        kind=kinds.get(kind, ""),
        serious=serious,
    )


@contextmanager
def _folded_on_a_phone() -> Iterator[None]:
    """The place of the filters: the list is what one comes for, so a narrow screen folds them.

    The fold is the browser's (ui/css/lists.css): the server does not know how wide a screen is.
    It is open as long as something is chosen.
    """
    chosen = any(st.query_params.get(key) for key in (STATE, LEVEL, CLASS, KIND, SERIOUS))
    with st.container(key="cases_fold"):
        st.html(f"<details{' open' if chosen else ''}><summary>Filters</summary></details>")
        with st.container(horizontal=True, vertical_alignment="bottom", key="cases_filters"):
            yield


def _choice(label: str, key: str, options: Sequence[str], width: int) -> str:
    """One of the words, or "" for all of them; the word itself is in the URL."""
    chosen = st.selectbox(
        label,
        options,
        index=None,
        key=key,
        placeholder="alle",
        filter_mode=None,
        width=width,
        bind="query-params",
        on_change=_first_page,
    )
    return chosen or ""


def _first_page() -> None:
    st.query_params.pop(PAGE, None)


def _clear() -> None:
    search_box.clear()
    for key in (STATE, LEVEL, CLASS, KIND):
        memory.set_widget_value(key, None)
    memory.set_widget_value(SERIOUS, False)
    _first_page()


def class_names(cases: Iterable[CaseSummary]) -> list[str]:
    """The classes that occur in these cases, by name."""
    return sorted({name for case in cases for name in case.class_names}, key=natural_key)


def matching(cases: Iterable[CaseSummary], list_filter: ListFilter) -> list[CaseSummary]:
    """The cases that fit the filters, in their order."""
    return [case for case in cases if _fits(case, list_filter)]


def _fits(case: CaseSummary, list_filter: ListFilter) -> bool:
    return (
        (list_filter.case_ids is None or case.case_id in list_filter.case_ids)
        and list_filter.state in ("", case.state)
        and list_filter.level in (0, case.level)
        and (not list_filter.class_name or list_filter.class_name in case.class_names)
        and (not list_filter.kind or list_filter.kind in case.kinds)
        and (case.is_serious or not list_filter.serious)
    )


def count(visible: int, total: int) -> str:
    """How many there are: "12 zaken" or "12 van 250 zaken"."""
    of_all = counted(total, "zaak", "zaken")
    return of_all if visible == total else f"{number(visible)} van {of_all}"


def head(visible: int, total: int) -> None:
    """How many there are, and the switch that hides the names in them."""
    switch = names_switch(are_hidden=hidden_names.are_hidden())
    st.html(f'<div class="work-head"><span>{count(visible, total)}</span>{switch}</div>')


def rows(desk: Desk, cases: Sequence[CaseSummary]) -> None:
    """The cases as one element, twenty at a time, with the way to the others."""
    place = st.container(key="cases_rows")
    page = _page(-(-len(cases) // ON_A_PAGE))
    on_page = cases[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    ids = {case.case_id for case in on_page}
    names = {} if hidden_names.are_hidden() else desk.pupils.in_cases(ids)
    history = desk.cases.opening_with_reason(ids)
    content = Rows(desk.known_card, desk.today, names, history).html(on_page)
    place.html(f'<div class="case-list">{content}</div>')


def _page(pages: int) -> int:
    """The requested page, with the way to the others when there are any."""
    page = min(_requested_page(), pages)
    if pages > 1:
        key = f"cases_page_{page}"
        with st.container(horizontal_alignment="center"):
            st.pagination(
                pages, default=page, key=key, max_visible_pages=5, on_change=_turn, args=(key,)
            )
    return page


def _requested_page() -> int:
    """The page in the address; the first one when that is no number."""
    text = st.query_params.get(PAGE, "")
    return max(1, int(text)) if re.fullmatch(r"[0-9]{1,6}", text) else 1


def _turn(key: str) -> None:
    st.query_params[PAGE] = str(memory.widget_value(key))


def nothing_yet() -> None:
    """What somebody reads who has no case in sight."""
    with st.container(border=True, key="cases_empty"):
        st.markdown(
            "**Er zijn nog geen zaken.** Zodra er een melding is die bij jou hoort, vind je de "
            "zaak hier terug."
        )


def nothing_fits() -> None:
    """What somebody reads whose filters leave nothing over."""
    with st.container(border=True, key="cases_none_fit"):
        st.markdown("**Geen zaak past bij deze keuzes.** Kies iets anders, of wis de filters.")


def clear_button(list_filter: ListFilter) -> None:
    """The way back to the whole list."""
    if list_filter.is_limited:
        st.button("Filters wissen", key="cases_clear", on_click=_clear, type="tertiary")
