"""Where what is recorded is filed: in the class and school year of the day it happened on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from casework.cases.case import Case
from casework.cases.melding import BEFORE_ALL_YEARS
from casework.desk.access import Access
from casework.entries import NewEntry, Reported
from casework.entries.right_pupils import target_at
from casework.people import Home
from casework.school_years import check_known, year_of


def homes_that_day(access: Access, new: Sequence[NewEntry]) -> Mapping[str, Home]:
    """Where the pupils of these entries were on the day of the entry that names them."""
    homes: dict[str, Home] = {}
    for entry in new:
        pupils = [p for p in (entry.pupil_id, *entry.payload.other_pupils()) if p]
        homes |= access.homes(pupils, entry.happened_on) if pupils else {}
    return homes


def refiled(access: Access, case: Case, new: Sequence[NewEntry]) -> list[NewEntry]:
    """The same entries; a melding of which the day is put right moves to the class of that day."""
    return [_refiled(access, case, entry) for entry in new]


def _refiled(access: Access, case: Case, new: NewEntry) -> NewEntry:
    old = next((e for e in case.effective_entries if e.number == new.payload.corrects), None)
    if not isinstance(new.payload, Reported) or old is None or old.happened_on == new.happened_on:
        return new
    check_known(new.happened_on, access.school_years(), BEFORE_ALL_YEARS, "happened_on")
    year = year_of(access.school_years(), new.happened_on)
    target = target_at(case.effective_entries, old)
    home = access.homes([target.pupil_id], new.happened_on) if target else {}
    place: dict[str, object] = {"school_year": year.school_year if year else ""}
    for there in home.values():
        place |= {
            "class_id": there.class_id,
            "year_group": there.year_group,
            "team_id": there.team_id,
        }
    return replace(new, payload=new.payload.model_copy(update=place))
