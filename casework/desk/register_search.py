"""Pupils found in the school's register by a part of any name, by leerlingnummer or by class."""

from dataclasses import dataclass

from casework.desk.access import Access
from casework.name_spelling import name_key
from casework.pupil_labels import full_labels
from casework.read_log import BY_SEARCHING, ReadAct
from casework.records import Pupil

LONGEST = 80
MOST_FOUND = 20


@dataclass(frozen=True)
class FoundPupils:
    """Pupils who fit what was typed, who is in a class first; and how many more there are."""

    pupils: tuple[Pupil, ...] = ()
    labels: tuple[str, ...] = ()
    count_more: int = 0


def find_pupils(access: Access, typed: str) -> FoundPupils:
    """Who fits what was typed; the read log tells whose names showed."""
    hits = _fitting(access, typed)
    pupil_ids = [pupil.pupil_id for pupil in hits.pupils]
    access.log_names(ReadAct.SEARCHED, BY_SEARCHING, pupil_ids)
    return hits


def _fitting(access: Access, typed: str) -> FoundPupils:
    """Who fits what was typed, who left the school as well."""
    typed = typed[:LONGEST].strip()
    ids = _with_number(access, typed) or _in_class(access, typed) or _named(access, typed)
    people = access.store.school.pupils(ids[:MOST_FOUND], access.today)
    pupils = tuple(people[one] for one in ids[:MOST_FOUND] if one in people)
    labels = full_labels(pupils)
    return FoundPupils(
        pupils,
        tuple(labels[pupil.pupil_id] for pupil in pupils),
        max(0, len(ids) - MOST_FOUND),
    )


def _with_number(access: Access, typed: str) -> list[str]:
    has_digit = any(sign.isdigit() for sign in typed)
    one = access.store.school.pupil_with_number(typed) if has_digit else ""
    return [one] if one else []


def _in_class(access: Access, typed: str) -> list[str]:
    school, year = access.store.school, access.school_year.school_year
    here = [one for one in school.classes(year) if name_key(one.name) == name_key(typed)]
    lists = [school.class_list(one.class_id, access.today) for one in here]
    return [pupil.pupil_id for pupils in lists for pupil in pupils]


def _named(access: Access, typed: str) -> list[str]:
    school, today = access.store.school, access.today
    here = school.pupil_finder(today).find(typed, with_private=True)
    return here + school.former_pupil_finder(today).find(typed, with_private=True)
