"""The way from a figure, or a part of it, to the cases behind it that this person may open."""

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
from casework.people import Action
from casework.ports import CaseGlance
from ui import navigation, session
from ui.cases import filter_address, filter_chips
from ui.charts import style
from ui.labels import OWNERS, enumeration, number
from ui.trends import figure_subgroups
from ui.trends.figure_cache import CACHE, CacheKey

WHOLE = ""
NOT_ALL = "De andere zaken zijn bij een ander; jij kunt ze niet openen."
OF_A_STATE = {Basis.NOW, Basis.WAITING}
REPLAYED = {*OF_A_STATE, Basis.BEGUN, Basis.REACHED, Basis.CLOSED}
"""What is looked at as it was known on the last day of the view; the rest as it is known now."""


@dataclass(frozen=True)
class Behind:
    """The cases behind a figure: which of them this person may open, and whose the others are.

    `count` is None where the number of all of them may not be told.
    """

    openable: frozenset[str]
    count: int | None
    levels_of_others: tuple[int, ...] = ()


NOTHING = Behind(frozenset(), None)


# --- which cases ----------------------------------------------------------------------------------


def press(desk: Desk, view: View, figure_key: str, subgroup: str = WHOLE) -> CaseFilter | None:
    """What is behind a part of a figure that was pressed ("month:2026-10", "level:2+...").

    None when no case can be behind it: an unknown figure, one about no cases, or a part that it
    does not have. `part` comes from a browser and is checked against what there is.
    """
    figure = BY_KEY.get(figure_key)
    if figure is None or figure.basis is None:
        return None
    wanted: CaseFilter | None = _whole(figure, view, desk.today)
    for name, code in (
        figure_subgroups.split(one) for one in subgroup.split(style.AND) if subgroup
    ):
        if wanted is None or code not in figure_subgroups.codes(desk, view, figure, name):
            return None
        wanted = _with_subgroup(wanted, view, name, code)
    return wanted


def behind(desk: Desk, wanted: CaseFilter) -> Behind:
    """Which cases are behind a filter, as far as this person may know; none beyond the scope."""
    trends, place = desk.trends, _place(wanted)
    reach = desk.actor.reach(Action.SEE_CASE)
    days = Period(wanted.first or FAR_BACK, wanted.last or FAR_AHEAD, desk.today)
    try:
        question = CacheKey(
            school=trends.identity(),
            version=trends.version(),
            scope=trends.scope,
            is_exact=trends.is_exact(Way.SCREEN, place),
            today=desk.today,
            view=View(place, days, days),
            name="behind",
            parameters=(wanted, reach),
        )
    except NotHere:
        return NOTHING
    kept: Behind = CACHE.get_or_compute(question, lambda: _asked(desk, wanted))
    return kept


def openable(desk: Desk, wanted: CaseFilter) -> int:
    """How many of the cases behind a filter this person may open."""
    return len(behind(desk, wanted).openable)


def cases(desk: Desk, wanted: CaseFilter | None) -> list[CaseGlance]:
    """The cases in sight; with a filter those behind it, for who has figures at all."""
    in_sight = desk.cases()
    if wanted is None or not desk.may(Action.SEE_FIGURES):
        return in_sight
    own = behind(desk, wanted).openable
    return [case for case in in_sight if case.case_id in own]


def _asked(desk: Desk, wanted: CaseFilter) -> Behind:
    figures = desk.trends.ask(Way.SCREEN)(_place(wanted))
    levels = levels_behind(figures, wanted, desk.today)
    in_sight = desk.cases() if desk.may(Action.SEE_CASE) else []
    own = frozenset(case.case_id for case in in_sight if case.case_id in levels)
    if not figures.is_exact or {wanted.kind, wanted.second_kind} & figures.hidden_kinds:
        return Behind(own, None)
    others = {level for case_id, level in levels.items() if case_id not in own}
    return Behind(own, len(levels), tuple(sorted(others)))


def _place(wanted: CaseFilter) -> FigureFilter:
    return FigureFilter(
        team_id=wanted.team_id,
        year_group=wanted.year_group,
        class_id=wanted.class_id,
        kind=wanted.kind,
    )


# --- on the screen --------------------------------------------------------------------------------


def show(desk: Desk, wanted: CaseFilter, *, is_subgroup: bool = False) -> None:
    """The link to the cases behind a filter; of a part that was pressed also why there is none."""
    known = behind(desk, wanted)
    if known.openable:
        session.remember(filter_chips.TRENDS_ADDRESS, st.query_params.to_dict())
        st.page_link(
            navigation.page(navigation.CASES),
            label=link_words(known),
            icon=":material/folder_open:",
            help=NOT_ALL if known.count not in (None, len(known.openable)) else None,
            query_params=filter_address.parameters(wanted),
        )
    elif is_subgroup:
        st.caption(why_none(known, desk.known_card))


def note(desk: Desk, wanted: CaseFilter) -> str:
    """Whose the cases behind a whole figure are, when this person may open none of them."""
    known = behind(desk, wanted)
    return "" if known.openable or not known.count else why_none(known, desk.known_card)


def link_words(known: Behind) -> str:
    """What the link says: how many can be opened, and of how many."""
    own = len(known.openable)
    if known.count is None or known.count == own:
        return "Naar de zaak hierachter" if own == 1 else f"Naar de {number(own)} zaken hierachter"
    return f"Naar {number(own)} van de {number(known.count)} zaken hierachter"


def why_none(known: Behind, card: ActionCard) -> str:
    """Why there is no case to open: there is none, or whose they are."""
    if known.count == 0:
        return "Hier zijn geen zaken."
    if known.count is None:
        return "Hiervan kun jij geen zaak openen."
    owners = [f"de {OWNERS[card.level(level).who]}" for level in known.levels_of_others]
    whose = enumeration(list(dict.fromkeys(owners)))
    if known.count == 1:
        return f"Deze zaak is bij {whose}; jij kunt die niet openen."
    return f"Deze {number(known.count)} zaken zijn bij {whose}; jij kunt ze niet openen."


# --- the filter of a figure -----------------------------------------------------------------------


def _whole(figure: Figure, view: View, today: date) -> CaseFilter:
    basis, wanted, period = figure.basis, view.filter, view.period
    assert basis is not None
    is_state = basis in OF_A_STATE
    known_on = view.known_on if basis in REPLAYED else period.observed_on
    return CaseFilter(
        basis,
        None if is_state else period.start,
        None if is_state else period.last_day,
        wanted.team_id,
        wanted.year_group,
        wanted.class_id,
        wanted.kind,
        step=figure.step,
        outcome="behind" if basis is Basis.STEP else "",
        known_on=known_on if known_on < today else None,
    )


def _with_subgroup(wanted: CaseFilter, view: View, name: str, code: str) -> CaseFilter | None:
    if name == "month":
        return _in_month(wanted, view, code)
    if name in ("level", "year_group"):
        changed: dict[str, Any] = {name: int(code)}
    elif name == "kind" and wanted.kind not in ("", code):
        changed = {"second_kind": code}
    else:
        changed = {name: code}
    return replace(wanted, **changed)


def _in_month(wanted: CaseFilter, view: View, code: str) -> CaseFilter | None:
    """The days of a month as far as they lie in the period, or in that of the year before."""
    starts_on = date.fromisoformat(f"{code}-01")
    ends_on = starts_on.replace(day=calendar.monthrange(starts_on.year, starts_on.month)[1])
    for period in figure_subgroups.periods(view):
        first, last = max(starts_on, period.start), min(ends_on, period.last_day)
        if first <= last:
            is_earlier = period is not view.period
            known_on = period.observed_on if is_earlier else wanted.known_on
            return replace(wanted, first=first, last=last, known_on=known_on)
    return None
