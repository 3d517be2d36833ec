"""The reading list: which cases are new for somebody, and why."""

from collections.abc import Collection
from enum import StrEnum

from casework.cases.case import Case
from casework.cases.step_owners import Surroundings
from casework.people import Role


class News(StrEnum):
    """Why a case is new for somebody."""

    NEW_CASE = "new_case"
    TAKEN_OVER = "taken_over"
    LEVEL_2 = "level_2"
    LEVEL_3 = "level_3"


def is_written_by(case: Case, staff_id: str) -> bool:
    """Whether somebody recorded anything in a case; then it is not new to them."""
    return any(entry.recorded_by == staff_id for entry in case.entries)


def why_new(case: Case, roles: Collection[Role], around: Surroundings) -> News | None:
    """Why a case that somebody never opened is new in these roles; None when it is not for them.

    The ondersteuningsteam has no reading list: it gets a line for each question.
    """
    if Role.MENTOR in roles:
        return News.TAKEN_OVER if _had_another_mentor(case, around) else News.NEW_CASE
    if Role.COORDINATOR in roles:
        return News.LEVEL_2
    return News.LEVEL_3 if Role.TEAM_LEADER in roles else None


def _had_another_mentor(case: Case, around: Surroundings) -> bool:
    """Whether somebody wrote in it who was mentor of a pupil, and no longer is."""
    parts = case.parts.values()
    now = {around.homes[p.pupil_id].class_id for p in parts if p.pupil_id in around.homes}
    then = {part.home.class_id for part in parts}
    present = {staff_id for class_id in now for staff_id in around.mentors(class_id)}
    ever = {staff_id for class_id in now | then for staff_id in around.mentors_so_far(class_id)}
    return any(entry.recorded_by in ever - present for entry in case.entries)
