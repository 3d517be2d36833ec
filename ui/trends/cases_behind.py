"""The way from a figure, or a part of it, to the cases behind it that this person may open."""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from analytics.behind import levels_behind
from analytics.figure import Figure
from analytics.figures import BY_KEY
from analytics.period import Period, months_of
from analytics.view import View
from casework.action_card import ActionCard
from casework.case_filter import Basis, CaseFilter
from casework.desk import Desk
from casework.errors import NotHere
from casework.figures import FigureFilter, Way
from casework.people import Action
from casework.store import CaseGlance, SchoolClass
from ui import case_address, case_chips, navigation, session
from ui.charts import style
from ui.labels import MONTHS, OWNERS, enumeration, number

WHOLE = ""
OF_A_STATE = {Basis.NOW, Basis.WAITING}
REPLAYED = {*OF_A_STATE, Basis.BEGUN, Basis.REACHED, Basis.CLOSED}
"""What is looked at as it was known on the last day of the view; the rest as it is known now."""
OF_LISTS = {"kind": "kinds", "place": "places", "day_part": "day_parts"}
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


@dataclass(frozen=True)
class Behind:
    """The cases behind a figure: which of them this person may open, and whose the others are.

    `count` is None where the number of all of them may not be told.
    """

    openable: tuple[CaseGlance, ...]
    count: int | None
    levels_of_others: tuple[int, ...] = ()


# --- which cases ----------------------------------------------------------------------------------


def press(desk: Desk, view: View, figure_key: str, part: str = WHOLE) -> CaseFilter | None:
    """What is behind a part of a figure that was pressed ("month:2026-10", "level:2+...").

    None when no case can be behind it: an unknown figure, one about no cases, or a part that it
    does not have. `part` comes from a browser and is checked against what there is.
    """
    figure = BY_KEY.get(figure_key)
    if figure is None or figure.basis is None:
        return None
    wanted: CaseFilter | None = _whole(figure, view, desk.today)
    for name, code in (_split(one) for one in part.split(style.PLUS) if part):
        if wanted is None or code not in _codes(desk, view, figure, name):
            return None
        wanted = _narrowed(wanted, view, name, code)
    return wanted


def behind(desk: Desk, wanted: CaseFilter) -> Behind:
    """Which cases are behind a filter, as far as this person may know; none beyond the scope."""
    place = FigureFilter(
        team_id=wanted.team_id,
        year_group=wanted.year_group,
        class_id=wanted.class_id,
        kind=wanted.kind,
    )
    try:
        figures = desk.trends.ask(Way.SCREEN)(place)
    except NotHere:
        return Behind((), None)
    levels = levels_behind(figures, wanted, desk.today)
    in_sight = desk.cases() if desk.may(Action.SEE_CASE) else []
    openable = tuple(case for case in in_sight if case.case_id in levels)
    if not figures.is_exact or {wanted.kind, wanted.second_kind} & figures.hidden_kinds:
        return Behind(openable, None)
    own = {case.case_id for case in openable}
    others = {level for case_id, level in levels.items() if case_id not in own}
    return Behind(openable, len(levels), tuple(sorted(others)))


def openable(desk: Desk, wanted: CaseFilter) -> int:
    """How many of the cases behind a filter this person may open."""
    return len(behind(desk, wanted).openable)


def cases(desk: Desk, wanted: CaseFilter | None) -> list[CaseGlance]:
    """The cases in sight; with a filter those behind it, for who has figures at all."""
    if wanted is None or not desk.may(Action.SEE_FIGURES):
        return desk.cases()
    if not desk.may(Action.SEE_CASE):
        raise NotHere
    return list(behind(desk, wanted).openable)


# --- on the screen --------------------------------------------------------------------------------


def show(desk: Desk, wanted: CaseFilter, *, is_part: bool = False) -> None:
    """The link to the cases behind a filter; of a part that was pressed also why there is none."""
    known = behind(desk, wanted)
    if known.openable:
        session.remember(case_chips.TRENDS_ADDRESS, st.query_params.to_dict())
        st.page_link(
            navigation.page(navigation.CASES),
            label=link_words(known),
            icon=":material/folder_open:",
            query_params=case_address.written(wanted),
        )
    elif is_part:
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
    of = f"{number(own)} van de {number(known.count)} zaken hierachter"
    return f"Naar {of} (de andere kun jij niet openen)"


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


def part_words(desk: Desk, view: View, figure: Figure, part: str) -> str:
    """A part in words: "oktober 2026"; empty for what is no part."""
    words = [_codes(desk, view, figure, n).get(c, "") for n, c in map(_split, part.split("+"))]
    return ", ".join(words) if all(words) else ""


def choices(desk: Desk, view: View, figure: Figure) -> dict[str, str]:
    """Every part of a figure in words, for who chooses one without pressing a point."""
    return {
        style.part(name, code): word
        for name in figure.parts
        for code, word in _codes(desk, view, figure, name).items()
    }


# --- the filter of a figure -----------------------------------------------------------------------


def _whole(figure: Figure, view: View, today: date) -> CaseFilter:
    basis, wanted, period = figure.basis, view.wanted, view.period
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


def _split(part: str) -> tuple[str, str]:
    name, _, code = part.partition(":")
    return name, code


def _narrowed(wanted: CaseFilter, view: View, name: str, code: str) -> CaseFilter | None:
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
    for period in _periods(view):
        first, last = max(starts_on, period.start), min(ends_on, period.last_day)
        if first <= last:
            is_earlier = period is not view.period
            known_on = period.observed_on if is_earlier else wanted.known_on
            return replace(wanted, first=first, last=last, known_on=known_on)
    return None


def _periods(view: View) -> list[Period]:
    return [view.period, view.before] if view.before else [view.period]


# --- the codes of a part --------------------------------------------------------------------------


def _codes(desk: Desk, view: View, figure: Figure, name: str) -> Mapping[str, str]:
    """The codes that a part of this figure can have, in words; none for a part it has not."""
    if name not in figure.parts:
        return {}
    card = desk.known_card
    if name == "month":
        return _months(view)
    if name in ("class_id", "team_id", "year_group"):
        return _places(_classes(desk, view), name)
    if name == "level":
        return _levels(card, figure)
    if name == "step":
        return {step.id: step.title for step in card.steps if step.form != "reported"}
    if name == "outcome":
        return _outcomes(card, figure)
    if name == "standing" and figure.basis is Basis.NOW:
        return {code: case_chips.STANDINGS[code] for code in ("running", "stopped")}
    known = {"standing": case_chips.STANDINGS, "concerns": case_chips.CONCERNS}
    return known.get(name) or card.lists[OF_LISTS[name]]


def _months(view: View) -> dict[str, str]:
    months = [month for period in _periods(view) for month in months_of(period)]
    return {f"{month:%Y-%m}": f"{MONTHS[month.month - 1]} {month.year}" for month in months}


def _levels(card: ActionCard, figure: Figure) -> dict[str, str]:
    if figure.basis is not Basis.REACHED:
        return {str(level.number): f"niveau {level.number}" for level in card.levels}
    return {
        str(n): f"niveau {n} of hoger" for n in (level.number for level in card.levels) if n > 1
    }


def _outcomes(card: ActionCard, figure: Figure) -> Mapping[str, str]:
    if figure.basis is Basis.ANSWER:
        return card.lists["outcomes"]
    if figure.basis is Basis.WAITING:
        return {"behind": "te laat"}
    return case_chips.MOMENTS if figure.basis is Basis.AFTERCARE else case_chips.STEPS


def _classes(desk: Desk, view: View) -> list[SchoolClass]:
    """The classes that the view is about: of its school year, team, year group and class."""
    whole, wanted = view.whole, view.wanted
    years = {
        year.school_year
        for year in desk.school_years()
        if year.starts_on <= whole.last_day and year.ends_on >= whole.start
    }
    return [
        one
        for one in desk.trends.classes()
        if one.school_year in years
        and wanted.team_id in ("", one.team_id)
        and wanted.year_group in (0, one.year_group)
        and wanted.class_id in ("", one.class_id)
    ]


def _places(classes: Sequence[SchoolClass], name: str) -> dict[str, str]:
    if name == "class_id":
        return {one.class_id: f"klas {one.name}" for one in classes}
    if name == "team_id":
        return {one.team_id: f"team {one.team_name}" for one in classes}
    return {str(one.year_group): f"leerjaar {one.year_group}" for one in classes}
