"""Case links: from a figure or subgroup to the cases behind it that this person may open."""

import calendar
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from analytics.cases_behind import FAR_AHEAD, FAR_BACK, levels_behind
from analytics.figure import Figure
from analytics.figures import BY_KEY
from analytics.period import Period
from analytics.view import View
from casework.card.model import ActionCard
from casework.cases.case_filter import Basis, CaseFilter
from casework.desk import Desk
from casework.errors import NotHere
from casework.figures import FigureFilter, Way
from casework.labels import OWNERS
from casework.people import Action
from casework.records import CaseSummary
from casework.words import enumeration, number
from ui import memory, navigation
from ui.cases import filter_address, filter_chips
from ui.charts import style
from ui.trends import figure_subgroups
from ui.trends.figure_cache import CACHE, CacheKey

WHOLE = ""
NOT_ALL = "De andere zaken zijn bij een ander; jij kunt ze niet openen."
OF_A_STATE = {Basis.NOW, Basis.WAITING}
REPLAYED = {*OF_A_STATE, Basis.BEGUN, Basis.REACHED, Basis.CLOSED}
"""What is looked at as it was cases on the last day of the view; the rest as it is cases now."""


@dataclass(frozen=True)
class CasesBehind:
    """The cases behind a figure: which of them this person may open, and whose the others are.

    `count` is how many there are; None where that is not publishable.
    """

    openable: frozenset[str]
    count: int | None
    levels_of_others: tuple[int, ...] = ()


NO_CASES = CasesBehind(frozenset(), None)


# --- which cases ----------------------------------------------------------------------------------


def filter_of(desk: Desk, view: View, figure_key: str, subgroup: str = WHOLE) -> CaseFilter | None:
    """The filter of the cases behind a figure, or a subgroup of it ("month:2026-10", "level:2+..").

    None when no case can be behind it: an unknown figure, one about no cases, or a subgroup that
    it does not have. `subgroup` comes from a browser and is checked against what there is.
    """
    figure = BY_KEY.get(figure_key)
    if figure is None or figure.basis is None:
        return None
    case_filter: CaseFilter | None = _filter_of_figure(figure, view, desk.today)
    for name, code in (
        figure_subgroups.split(text) for text in subgroup.split(style.AND) if subgroup
    ):
        if case_filter is None or code not in figure_subgroups.codes(desk, view, figure, name):
            return None
        case_filter = _with_subgroup(case_filter, view, name, code)
    return case_filter


def cases_behind(desk: Desk, case_filter: CaseFilter) -> CasesBehind:
    """Which cases are behind a filter, as far as this person may know; none beyond the scope."""
    trends, figure_filter = desk.trends, _figure_filter(case_filter)
    reach = desk.actor.reach(Action.SEE_CASE)
    days = Period(case_filter.first or FAR_BACK, case_filter.last or FAR_AHEAD, desk.today)
    try:
        key = CacheKey(
            school=trends.identity(),
            version=trends.version(),
            scope=trends.scope,
            is_exact=trends.is_exact(Way.SCREEN, figure_filter),
            today=desk.today,
            view=View(figure_filter, days, days),
            name="behind",
            parameters=(case_filter, reach),
        )
    except NotHere:
        return NO_CASES
    cases: CasesBehind = CACHE.get_or_compute(key, lambda: _computed_cases(desk, case_filter))
    return cases


def count_openable(desk: Desk, case_filter: CaseFilter) -> int:
    """How many of the cases behind a filter this person may open."""
    return len(cases_behind(desk, case_filter).openable)


def filtered_cases(desk: Desk, case_filter: CaseFilter | None) -> list[CaseSummary]:
    """The cases in sight; with a filter those behind it, for who has figures at all."""
    in_sight = desk.cases.all()
    if case_filter is None or not desk.may(Action.SEE_FIGURES):
        return in_sight
    own = cases_behind(desk, case_filter).openable
    return [case for case in in_sight if case.case_id in own]


def _computed_cases(desk: Desk, case_filter: CaseFilter) -> CasesBehind:
    figures = desk.trends.figures(Way.SCREEN)(_figure_filter(case_filter))
    levels = levels_behind(figures, case_filter, desk.today)
    in_sight = desk.cases.all() if desk.may(Action.SEE_CASE) else []
    own = frozenset(case.case_id for case in in_sight if case.case_id in levels)
    if not figures.is_exact or {case_filter.kind, case_filter.second_kind} & figures.hidden_kinds:
        return CasesBehind(own, None)
    others = {level for case_id, level in levels.items() if case_id not in own}
    return CasesBehind(own, len(levels), tuple(sorted(others)))


def _figure_filter(case_filter: CaseFilter) -> FigureFilter:
    return FigureFilter(
        team_id=case_filter.team_id,
        year_group=case_filter.year_group,
        class_id=case_filter.class_id,
        kind=case_filter.kind,
    )


# --- on the screen --------------------------------------------------------------------------------


def show_link(desk: Desk, case_filter: CaseFilter, *, is_subgroup: bool = False) -> None:
    """The link to the cases behind a filter; of a subgroup also why there is none."""
    cases = cases_behind(desk, case_filter)
    if cases.openable:
        memory.remember(filter_chips.TRENDS_ADDRESS, st.query_params.to_dict())
        st.page_link(
            navigation.page(navigation.CASES),
            label=link_words(cases),
            icon=":material/folder_open:",
            help=NOT_ALL if cases.count not in (None, len(cases.openable)) else None,
            query_params=filter_address.parameters(case_filter),
        )
    elif is_subgroup:
        st.caption(why_none(cases, desk.known_card))


def owners_note(desk: Desk, case_filter: CaseFilter) -> str:
    """Whose the cases behind a whole figure are, when this person may open none of them."""
    cases = cases_behind(desk, case_filter)
    return "" if cases.openable or not cases.count else why_none(cases, desk.known_card)


def link_words(cases: CasesBehind) -> str:
    """What the link says: how many can be opened, and of how many."""
    own = len(cases.openable)
    if cases.count is None or cases.count == own:
        return "Naar de zaak hierachter" if own == 1 else f"Naar de {number(own)} zaken hierachter"
    return f"Naar {number(own)} van de {number(cases.count)} zaken hierachter"


def why_none(cases: CasesBehind, card: ActionCard) -> str:
    """Why there is no case to open: there is none, or whose they are."""
    if cases.count == 0:
        return "Hier zijn geen zaken."
    if cases.count is None:
        return "Hiervan kun jij geen zaak openen."
    owners = [f"de {OWNERS[card.level(level).who]}" for level in cases.levels_of_others]
    whose = enumeration(list(dict.fromkeys(owners)))
    if cases.count == 1:
        return f"Deze zaak is bij {whose}; jij kunt die niet openen."
    return f"Deze {number(cases.count)} zaken zijn bij {whose}; jij kunt ze niet openen."


# --- the filter of a figure -----------------------------------------------------------------------


def _filter_of_figure(figure: Figure, view: View, today: date) -> CaseFilter:
    basis, figure_filter, period = figure.basis, view.filter, view.period
    assert basis is not None
    is_state = basis in OF_A_STATE
    known_on = view.known_on if basis in REPLAYED else period.observed_on
    return CaseFilter(
        basis,
        None if is_state else period.start,
        None if is_state else period.last_day,
        figure_filter.team_id,
        figure_filter.year_group,
        figure_filter.class_id,
        figure_filter.kind,
        step=figure.step,
        outcome="behind" if basis is Basis.STEP else "",
        known_on=known_on if known_on < today else None,
    )


def _with_subgroup(case_filter: CaseFilter, view: View, name: str, code: str) -> CaseFilter | None:
    if name == "month":
        return _in_month(case_filter, view, code)
    if name in ("level", "year_group"):
        changed: dict[str, Any] = {name: int(code)}
    elif name == "kind" and case_filter.kind not in ("", code):
        changed = {"second_kind": code}
    else:
        changed = {name: code}
    return replace(case_filter, **changed)


def _in_month(case_filter: CaseFilter, view: View, code: str) -> CaseFilter | None:
    """The days of a month as far as they lie in the period, or in that of the year before."""
    starts_on = date.fromisoformat(f"{code}-01")
    ends_on = starts_on.replace(day=calendar.monthrange(starts_on.year, starts_on.month)[1])
    for period in figure_subgroups.periods(view):
        first, last = max(starts_on, period.start), min(ends_on, period.last_day)
        if first <= last:
            is_earlier = period is not view.period
            known_on = period.observed_on if is_earlier else case_filter.known_on
            return replace(case_filter, first=first, last=last, known_on=known_on)
    return None
