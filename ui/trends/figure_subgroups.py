"""The subgroups of a figure that can be pressed or chosen: their codes, and each in words."""

from collections.abc import Mapping, Sequence

from analytics.figure import Figure
from analytics.period import Period, months_of
from analytics.view import View
from casework import year_groups
from casework.card.model import ActionCard
from casework.cases.case_filter import Basis
from casework.desk import Desk
from casework.records import SchoolClass
from casework.words import month_and_year
from ui.cases import filter_chips
from ui.charts import style

OF_LISTS = {"kind": "kinds", "place": "places", "day_part": "day_parts"}


def subgroup_words(desk: Desk, view: View, figure: Figure, subgroup: str) -> str:
    """A subgroup in words: "oktober 2026"; empty for what is none."""
    words = [
        codes(desk, view, figure, n).get(c, "") for n, c in map(split, subgroup.split(style.AND))
    ]
    return ", ".join(words) if all(words) else ""


def choices(desk: Desk, view: View, figure: Figure) -> dict[str, str]:
    """Every subgroup of a figure in words, for who chooses one without pressing a point."""
    return {
        style.subgroup(name, code): word
        for name in figure.subgroups
        for code, word in codes(desk, view, figure, name).items()
    }


def split(subgroup: str) -> tuple[str, str]:
    """Name and code of one subgroup: "month:2026-10"."""
    name, _, code = subgroup.partition(":")
    return name, code


def periods(view: View) -> list[Period]:
    """The period of a view, and the one of the year before that stands in the same picture."""
    return [view.period, view.before] if view.before else [view.period]


def codes(desk: Desk, view: View, figure: Figure, name: str) -> Mapping[str, str]:
    """The codes by which a subgroup can be chosen, in words; none for a name the figure has not."""
    if name not in figure.subgroups:
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
    if name == "state" and figure.basis is Basis.NOW:
        return {code: filter_chips.CASE_STATES[code] for code in ("running", "stopped")}
    known = {"state": filter_chips.CASE_STATES, "concerns": filter_chips.CONCERNS}
    return known.get(name) or card.lists[OF_LISTS[name]]


def _months(view: View) -> dict[str, str]:
    months = [month for period in periods(view) for month in months_of(period)]
    return {f"{month:%Y-%m}": month_and_year(month) for month in months}


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
    return filter_chips.MOMENTS if figure.basis is Basis.AFTERCARE else filter_chips.STEPS


def _classes(desk: Desk, view: View) -> list[SchoolClass]:
    """The classes that the view is about: of its school year, team, year group and class."""
    whole, figure_filter = view.school_year, view.filter
    years = {
        year.school_year
        for year in desk.school.years()
        if year.starts_on <= whole.last_day and year.ends_on >= whole.start
    }
    return [
        school_class
        for school_class in desk.trends.classes()
        if school_class.school_year in years
        and figure_filter.team_id in ("", school_class.team_id)
        and figure_filter.year_group in (0, school_class.year_group)
        and figure_filter.class_id in ("", school_class.class_id)
    ]


def _places(classes: Sequence[SchoolClass], name: str) -> dict[str, str]:
    if name == "class_id":
        return {school_class.class_id: f"klas {school_class.name}" for school_class in classes}
    if name == "team_id":
        return {school_class.team_id: f"team {school_class.team_name}" for school_class in classes}
    return {
        str(school_class.year_group): year_groups.words(school_class.year_group)
        for school_class in classes
    }
