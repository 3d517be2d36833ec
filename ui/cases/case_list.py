"""The list of cases: its filters, which live in the URL, and its rows without names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from casework.card.model import ActionCard
from casework.labels import STATES
from casework.records import CaseSummary
from casework.words import counted, near_date, number, short_date
from ui import navigation, session
from ui.case import badges
from ui.labels import distinct, plain

ON_A_PAGE = 20
MOST_KINDS = 2
STATE, LEVEL, CLASS, KIND, SERIOUS = "z_staat", "z_niveau", "z_klas", "z_soort", "z_ernstig"
PAGE = "z_bladzijde"
# The number stays out of the URL: whatever is typed here by mistake must not get there.
NUMBER = "cases_number"


@dataclass(frozen=True)
class ListFilter:
    """What the list is limited to; empty fields do not limit."""

    number: str = ""
    state: str = ""
    level: int = 0
    class_name: str = ""
    kind: str = ""
    serious: bool = False

    @property
    def is_limited(self) -> bool:
        """Whether anything is left out."""
        return self != ListFilter()


def filters(cases: Sequence[CaseSummary], card: ActionCard) -> ListFilter:
    """The filters above the list; only what occurs can be chosen."""
    states = {word: code for code, word in STATES.items()}
    kinds = {word: code for code, word in distinct(card.lists["kinds"]).items()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="cases_filters"):
        typed = st.text_input(
            "Zaaknummer", key=NUMBER, placeholder="2026-044", width=150, on_change=_first_page
        )
        state = _choice("Waar staat de zaak?", STATE, list(states), 190)
        levels = {level.title: level.number for level in card.levels}
        level = _choice("Niveau", LEVEL, list(levels), 150)
        class_name = _choice("Klas", CLASS, class_names(cases), 130)
        kind = _choice("Soort", KIND, list(kinds), 230)
        serious = st.checkbox(
            "Alleen ernstig", key=SERIOUS, bind="query-params", on_change=_first_page
        )
    return ListFilter(
        number=typed.strip() if typed else "",
        state=states.get(state, ""),
        level=levels.get(level, 0),
        class_name=class_name,
        kind=kinds.get(kind, ""),
        serious=serious,
    )


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
    session.set_widget_value(NUMBER, "")
    for key in (STATE, LEVEL, CLASS, KIND):
        session.set_widget_value(key, None)
    session.set_widget_value(SERIOUS, False)
    _first_page()


def class_names(cases: Iterable[CaseSummary]) -> list[str]:
    """The classes that occur in these cases, by name."""
    return sorted({name for case in cases for name in case.class_names})


def matching(cases: Iterable[CaseSummary], list_filter: ListFilter) -> list[CaseSummary]:
    """The cases that fit the filters, in their order."""
    return [case for case in cases if _fits(case, list_filter)]


def _fits(case: CaseSummary, list_filter: ListFilter) -> bool:
    return (
        _has_number(case.label, list_filter.number)
        and list_filter.state in ("", case.state)
        and list_filter.level in (0, case.level)
        and (not list_filter.class_name or list_filter.class_name in case.class_names)
        and (not list_filter.kind or list_filter.kind in case.kinds)
        and (case.is_serious or not list_filter.serious)
    )


def _has_number(label: str, typed: str) -> bool:
    """Whether "044" or "2026-044" is (part of) this number; a year alone is enough too."""
    year, _, sequence = label.partition("-")
    return typed in (label if "-" in typed else sequence) or typed == year


def count(visible: int, total: int) -> str:
    """How many there are: "12 zaken" or "12 van 250 zaken"."""
    of_all = counted(total, "zaak", "zaken")
    return of_all if visible == total else f"{number(visible)} van {of_all}"


def rows(cases: Sequence[CaseSummary], card: ActionCard, today: date) -> None:
    """The cases, twenty at a time."""
    place = st.container(gap="small", key="cases_rows")
    page = _page(-(-len(cases) // ON_A_PAGE))
    with place:
        for case in cases[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]:
            _row(case, card, today)


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
    st.query_params[PAGE] = str(session.widget_value(key))


def _row(case: CaseSummary, card: ActionCard, today: date) -> None:
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"case_{case.label}"
    ):
        with st.container(width="stretch", gap="xxsmall"):
            classes = ", ".join(case.class_names) or "geen klas"
            st.markdown(f"**Zaak {plain(case.label)}** · {plain(classes)}")
            st.caption(plain(f"{kinds_in_words(case, card)} · {_dates(case, today)}"))
        with st.container(horizontal=True, gap="xsmall", width="content"):
            _badges(case, card)
        if st.button("Openen", key=f"case_open_{case.label}", help=f"Zaak {case.label} openen"):
            navigation.go(navigation.CASE, zaak=case.case_id)


def _badges(case: CaseSummary, card: ActionCard) -> None:
    if case.is_serious:
        badges.serious("ernstig")
    if case.group_level:
        badges.group_level("groep")
    badges.level(card, case.level)
    badges.state(case.state)


def kinds_in_words(case: CaseSummary, card: ActionCard) -> str:
    """What it is about, in the words of the card; the first ones when there are many."""
    words = [card.word("kinds", code) for code in case.kinds]
    more = len(words) - MOST_KINDS
    if more > 0:
        return f"{'; '.join(words[:MOST_KINDS])}; en nog {more}"
    return "; ".join(words) or "soort nog niet bekend"


def _dates(case: CaseSummary, today: date) -> str:
    if case.closed_on:
        return f"afgesloten {near_date(case.closed_on, today)}"
    if case.opened_on == case.last_report_on:
        return f"gemeld {near_date(case.opened_on, today)}"
    return f"begonnen {short_date(case.opened_on, today)}, " + (
        f"laatste melding {near_date(case.last_report_on, today)}"
    )


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
