"""The way from a figure to the cases behind it that this person may open."""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import streamlit as st

from analytics.period import Period
from casework.action_card import ActionCard
from casework.case_filter import Basis, CaseFilter
from casework.figures import FigureFilter
from casework.store import SchoolClass
from ui import case_address, case_chips, navigation, session
from ui.labels import MONTHS
from ui.trends.filters import Chosen

WHOLE = ""
LINK = "Naar de zaken hierachter die jij mag openen"

# What each figure counts; a figure that is not here has no case behind it.
BASES = {
    "aftercare": Basis.AFTERCARE,
    "aftercare_by_month": Basis.AFTERCARE,
    "over_time": Basis.REPORT,
    "reports": Basis.REPORT,
    "funnel": Basis.REPORT,
    "place_by_moment": Basis.REPORT,
    "kind_by_month": Basis.REPORT,
    "resolution": Basis.BEGUN,
    "comparison": Basis.BEGUN,
    "delays": Basis.BEGUN,
    "ends": Basis.BEGUN,
    "reached": Basis.BEGUN,
    "flow": Basis.BEGUN,
    "outcomes": Basis.ANSWER,
    "safety_change": Basis.SCORE,
    "recurrence": Basis.CLOSED,
    "open_cases": Basis.NOW,
    "parents_informed": Basis.STEP,
    "steps": Basis.STEP,
    "steps_per_year_group": Basis.STEP,
    "work": Basis.WAITING,
}
BOTH_YEARS = {"over_time", "comparison"}
PARTS = {
    "aftercare": ("outcome",),
    "aftercare_by_month": ("month", "outcome"),
    "over_time": ("month",),
    "reports": ("class_id",),
    "funnel": ("class_id",),
    "place_by_moment": ("place", "day_part"),
    "kind_by_month": ("kind", "month"),
    "resolution": ("standing",),
    "ends": ("standing",),
    "flow": ("standing",),
    "reached": ("level",),
    "open_cases": ("level",),
    "outcomes": ("outcome",),
    "recurrence": ("month",),
    "steps": ("step",),
    "steps_per_year_group": ("step",),
    "work": ("outcome",),
}
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


@dataclass(frozen=True)
class Behind:
    """The filter of a whole figure, and the parts of it that can be picked, by code."""

    whole: CaseFilter
    parts: Mapping[str, str] = field(default_factory=dict)

    def of(self, part: str) -> CaseFilter:
        """The filter of one part; of the whole figure when that part is not among them."""
        return narrowed(self.whole, part) if part in self.parts else self.whole


def behind(
    key: str, chosen: Chosen, card: ActionCard, classes: Sequence[SchoolClass]
) -> Behind | None:
    """What is behind a figure; None when no case is."""
    basis = BASES.get(key)
    if basis is None:
        return None
    whole = _whole(basis, chosen.wanted, _days(key, chosen))
    if key == "parents_informed":
        whole = replace(whole, step="parents")
    if basis is Basis.STEP:
        whole = replace(whole, outcome="behind")
    parts: dict[str, str] = {}
    for name in PARTS.get(key, ()):
        words = _words(name, whole, card, classes)
        parts |= {f"{name}:{code}": word for code, word in words.items()}
    return Behind(whole, parts)


def narrowed(whole: CaseFilter, part: str) -> CaseFilter:
    """The filter for one part of the figure: "month:2026-10", "class_id:..."."""
    name, _, code = part.partition(":")
    if name == "month":
        return _in_month(whole, code)
    if name == "level":
        return replace(whole, level=int(code))
    changed: dict[str, Any] = {name: code}
    return replace(whole, **changed)


def show(key: str, found: Behind) -> None:
    """Which part, when there are parts, and the link; for a mouse, a thumb and a keyboard alike."""
    part = WHOLE
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"behind_{key}"):
        if found.parts:
            part = st.selectbox(
                "Welk deel?",
                [WHOLE, *found.parts],
                format_func=lambda code: found.parts.get(code, "alles"),
                key=part_key(key),
                width=260,
            )
        st.page_link(
            navigation.page(navigation.CASES),
            label=LINK,
            icon=":material/folder_open:",
            query_params=case_address.written(found.of(part or WHOLE)),
        )


def show_part(chosen: Chosen) -> None:
    """The link for a part of a team or a year, of which few figures may be told."""
    remember_address()
    whole = _whole(Basis.REPORT, chosen.wanted, chosen.period)
    show("part", Behind(whole))


def part_key(key: str) -> str:
    """The widget in which the part of a figure is chosen."""
    return f"part_{key}"


def pick(key: str, parts: Mapping[str, str]) -> None:
    """A point of the picture was pressed: that is the part of which the cases are asked."""
    event = session.widget_value(f"chart_{key}") or {}
    points = event.get("selection", {}).get("points", [])
    codes = [str(point.get("customdata", "")) for point in points]
    chosen = next((code for code in codes if code in parts), WHOLE)
    session.set_widget_value(part_key(key), chosen)


def remember_address() -> None:
    """The list of cases has a way back to Trends as it was."""
    session.remember(case_chips.TRENDS_ADDRESS, st.query_params.to_dict())


def months(first: date, last: date) -> list[date]:
    """The first day of every month between two days."""
    found, day = [], first.replace(day=1)
    while day <= last:
        found.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return found


def _days(key: str, chosen: Chosen) -> Period:
    if key in BOTH_YEARS and chosen.before is not None:
        return replace(chosen.period, start=chosen.before.start)
    return chosen.period


def _whole(basis: Basis, wanted: FigureFilter, period: Period) -> CaseFilter:
    is_now = basis in (Basis.NOW, Basis.WAITING)
    return CaseFilter(
        basis,
        None if is_now else period.start,
        None if is_now else period.last_day,
        wanted.team_id,
        wanted.year_group,
        wanted.class_id,
        wanted.kind,
    )


def _in_month(whole: CaseFilter, code: str) -> CaseFilter:
    if not _MONTH.fullmatch(code) or whole.first is None or whole.last is None:
        return whole
    starts_on = date.fromisoformat(f"{code}-01")
    days = calendar.monthrange(starts_on.year, starts_on.month)[1]
    ends_on = starts_on.replace(day=days)
    return replace(whole, first=max(starts_on, whole.first), last=min(ends_on, whole.last))


def _words(
    name: str, whole: CaseFilter, card: ActionCard, classes: Sequence[SchoolClass]
) -> Mapping[str, str]:
    if name == "month" and whole.first and whole.last:
        days = months(whole.first, whole.last)
        return {f"{day:%Y-%m}": f"{MONTHS[day.month - 1]} {day.year}" for day in days}
    if name == "class_id":
        return _class_words([one for one in classes if _is_in(one, whole)])
    if name == "level":
        numbers = [level.number for level in card.levels]
        higher = "" if whole.basis is Basis.NOW else " of hoger"
        return {str(n): f"niveau {n}{higher}" for n in numbers if n > 1 or not higher}
    if name == "step":
        return {step.id: step.title for step in card.steps if step.form != "reported"}
    if name == "standing":
        return case_chips.STANDINGS
    if name == "outcome":
        return _outcomes(whole, card)
    if name == "kind" and whole.kind:
        return {}
    return card.lists[{"kind": "kinds", "place": "places", "day_part": "day_parts"}[name]]


def _class_words(classes: Sequence[SchoolClass]) -> dict[str, str]:
    """Class names, with the school year where there is more than one."""
    has_one_year = len({one.school_year for one in classes}) == 1
    return {
        one.class_id: f"klas {one.name}" if has_one_year else f"klas {one.name} ({one.school_year})"
        for one in classes
    }


def _outcomes(whole: CaseFilter, card: ActionCard) -> Mapping[str, str]:
    if whole.basis is Basis.ANSWER:
        return card.lists["outcomes"]
    if whole.basis is Basis.WAITING:
        return {"behind": "te laat"}
    return case_chips.MOMENTS


def _is_in(one: SchoolClass, whole: CaseFilter) -> bool:
    return (
        (not whole.team_id or one.team_id == whole.team_id)
        and whole.year_group in (0, one.year_group)
        and whole.class_id in ("", one.class_id)
    )
