"""What the figures are limited to and held beside; every choice is in the address, as ids only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from analytics.narrowing import View
from analytics.period import Period, months_of
from casework.desk import Desk
from casework.desk.seat import is_id
from casework.figures import FigureFilter
from casework.store import SchoolClass
from ui.address_choice import choice
from ui.labels import MONTHS
from ui.trends import periods
from ui.trends.chips import Chip, show_chips
from ui.trends.choices import (
    ALL,
    BESIDE,
    CLASS,
    FIRST,
    KIND,
    LAST,
    TEAM,
    YEAR,
    YEAR_GROUP,
    keep_one,
    others,
)

NO_MONTH = (
    "Er is nog geen hele maand om over te vertellen. Kom terug als de eerste maand van het "
    "schooljaar voorbij is."
)
WHOLE_MONTHS = (
    "Cijfers van een lopend jaar gaan tot en met de laatste hele maand, en je kijkt naar één ding "
    "tegelijk: een klas, een leerjaar, een soort of een paar maanden. Uit twee samen, of uit "
    "vandaag en morgen, zou een klein aantal te berekenen zijn."
)


@dataclass(frozen=True)
class Chosen:
    """What is looked at, and what it is held beside.

    `same`: as far in the year before (or another team), for the sentences at the top; `beside`:
    for the figures, the year before as it may be told in full. `names` names both sides.
    `is_open`: this person may open every case behind it.
    """

    view: View
    same: View | None
    beside: View | None
    names: tuple[str, str]
    is_open: bool

    @property
    def is_part(self) -> bool:
        """Whether no more than a handful of numbers may be told of it."""
        return not self.is_open and bool(self.view.narrowed_by())

    @property
    def wanted(self) -> FigureFilter:
        return self.view.wanted

    @property
    def period(self) -> Period:
        return self.view.period

    @property
    def before(self) -> Period | None:
        """The period of the figures that these are held beside."""
        return self.beside.period if self.beside else None

    @property
    def is_other_team(self) -> bool:
        return self.same is not None and self.same.wanted.team_id != self.wanted.team_id


def filters(desk: Desk) -> Chosen | None:
    """The filter row and its chips; None when no month of any year can be told yet.

    A choice that does not exist (any more) falls back to everything.
    """
    classes = desk.figure_classes()
    # A team in the address that is not one's own is refused, not quietly left out.
    desk.facts_version(FigureFilter(team_id=_foreign_team(classes)))
    is_open = desk.may_open_all
    years = periods.told_years(desk.school_years(), desk.today, is_open=is_open)
    if not years:
        return None
    names = list(reversed(years))
    with st.container(horizontal=True, key="filters"):
        year = choice("Schooljaar", YEAR, {name: name for name in names})
        of_year = [found for found in classes if found.school_year == year]
        teams = _teams(of_year)
        team = choice("Team", TEAM, teams if teams and not is_open else {ALL: "alle", **teams})
        wanted, months = _narrowed(desk, of_year, team, years[year], is_open)
        other = _beside(teams, team, wanted)
    period = periods.of_months(years[year], *months)
    view = View(wanted, period, years[year])
    newer = f"schooljaar {year}" if year != names[0] else ""
    kinds = desk.known_card.lists["kinds"]
    show_chips(_chips(view, of_year, kinds, newer, teams[other] if other else "", is_open))
    if not is_open:
        st.caption(WHOLE_MONTHS)
    earlier = periods.year_before(years, year)
    if other:
        return _other_team(view, other, teams, is_open)
    return _year_before(view, earlier, is_open)


def _narrowed(
    desk: Desk, of_year: list[SchoolClass], team: str, whole: Period, is_open: bool
) -> tuple[FigureFilter, tuple[date, date]]:
    """What limits the figures within a team; one thing at a time for who may not open all."""
    months = {f"{month:%Y-%m}": _month_words(month) for month in months_of(whole)}
    in_team = [found for found in of_year if team in (ALL, found.team_id)]
    known = {
        CLASS: _classes(in_team),
        YEAR_GROUP: _year_groups(in_team),
        KIND: desk.known_card.lists["kinds"],
        FIRST: months,
        LAST: months,
    }
    if not is_open:
        keep_one(known)

    def one(label: str, key: str, options: Mapping[str, str], default: str | None = None) -> str:
        return choice(label, key, options, default, lets_go=() if is_open else others(key))

    year_group = one("Leerjaar", YEAR_GROUP, {ALL: "alle", **known[YEAR_GROUP]})
    in_reach = [found for found in in_team if year_group in (ALL, str(found.year_group))]
    class_id = one("Klas", CLASS, {ALL: "alle", **_classes(in_reach)})
    kind = one("Soort", KIND, {ALL: "alle", **known[KIND]})
    first = one("Van", FIRST, months)
    after = {code: words for code, words in months.items() if code >= first}
    last = one("Tot en met", LAST, after, default=list(months)[-1])
    wanted = FigureFilter("", team, int(year_group or 0), class_id, kind)
    return wanted, (periods.month(first), periods.month(last))


def _beside(teams: dict[str, str], team: str, wanted: FigureFilter) -> str:
    """The team to compare with; "" is the year before."""
    known = {code: f"team {name}" for code, name in teams.items() if code != team}
    if not team or not known or wanted.class_id or wanted.year_group:
        return ALL
    return choice("Vergelijken met", BESIDE, {ALL: "het jaar ervoor", **known})


def _other_team(view: View, other: str, teams: dict[str, str], is_open: bool) -> Chosen:
    wanted = FigureFilter(team_id=other, kind=view.wanted.kind)
    beside = View(wanted, view.period, view.whole)
    names = tuple(f"team {teams[team]}" for team in (view.wanted.team_id, other))
    return Chosen(view, beside, beside, (names[0], names[1]), is_open)


def _year_before(view: View, whole: Period | None, is_open: bool) -> Chosen:
    """As far in the year before; a class is of one school year and has no year before."""
    names = ("dit schooljaar", "vorig schooljaar")
    if whole is None or view.wanted.class_id:
        return Chosen(view, None, None, names, is_open)
    same = View(view.wanted, periods.as_far(view.period, whole), whole)
    beside = same if is_open else same.entire()
    return Chosen(view, same, beside, names, is_open)


def _chips(
    view: View,
    of_year: list[SchoolClass],
    kinds: Mapping[str, str],
    year: str,
    other: str,
    is_open: bool,
) -> list[Chip]:
    """What is chosen besides the newest year and all of it, in words that can be read alone."""
    wanted, months = view.wanted, months_of(view.period)
    team = _teams(of_year).get(wanted.team_id, "") if is_open else ""
    is_some_months = view.period != view.whole
    found = {
        (YEAR,): year,
        (TEAM,): team and f"team {team}",
        (YEAR_GROUP,): f"leerjaar {wanted.year_group}" if wanted.year_group else "",
        (CLASS,): f"klas {_classes(of_year)[wanted.class_id]}" if wanted.class_id else "",
        (KIND,): kinds.get(wanted.kind, ""),
        (FIRST, LAST): _months_words(months) if is_some_months else "",
        (BESIDE,): other and f"naast team {other}",
    }
    return [Chip(words, keys) for keys, words in found.items() if words]


def _months_words(months: Sequence[date]) -> str:
    first, last = (_month_words(month) for month in (months[0], months[-1]))
    return first if first == last else f"{first} tot en met {last}"


def _month_words(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def _foreign_team(classes: list[SchoolClass]) -> str:
    """The team in the address when it is none of the own ones: the desk refuses it."""
    team = st.query_params.get(TEAM, "")
    return team if is_id(team) and team not in _teams(classes) else ""


def _teams(classes: list[SchoolClass]) -> dict[str, str]:
    names = {found.team_id: found.team_name for found in classes}
    return dict(sorted(names.items(), key=lambda item: item[1]))


def _year_groups(classes: list[SchoolClass]) -> dict[str, str]:
    numbers = {found.year_group for found in classes}
    return {str(number): f"leerjaar {number}" for number in sorted(numbers)}


def _classes(classes: list[SchoolClass]) -> dict[str, str]:
    return {found.class_id: found.name for found in classes}
