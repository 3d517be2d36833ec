"""Which mentor is not at work today, and who stands in: for who opens a case or a class."""

from collections.abc import Collection, Iterator
from datetime import date

from casework.own_time import StandIn, WorkingTime
from casework.people import PersonName
from casework.ports.school import SchoolRegister
from casework.school_days import SchoolDays
from casework.words import full_date, long_date


def whereabouts(
    school: SchoolRegister, days: SchoolDays, today: date, class_ids: Collection[str]
) -> tuple[str, ...]:
    """A sentence for each mentor of these classes who is not there today, and for each stand-in.

    Everybody who may open the case or the class may know it; why somebody is away nobody knows.
    """
    terms = school.mentor_terms(sorted(class_ids))
    mentors = {term.staff_id for term in terms if term.holds_on(today)}
    times = school.working_time(sorted(mentors))
    standing = [
        one for one in school.stand_ins() if one.class_id in class_ids and one.holds_on(today)
    ]
    away = {one for one in mentors if one in times and not times[one].works_on(today)}
    if not (standing or (away and days.is_school_day(today))):
        return ()
    names = school.staff_names(mentors | {one.for_staff_id for one in standing})
    absent = sorted(away) if days.is_school_day(today) else []
    return (
        *(_absence(names[one], times[one], days, today) for one in absent if one in names),
        *_stand_ins(standing, names),
    )


def _absence(name: PersonName, time: WorkingTime, days: SchoolDays, today: date) -> str:
    """ "Samira el Idrissi werkt vandaag niet; donderdag 26 november 2026 weer."."""
    again = time.next_day_from(today, days)
    until = f"; {long_date(again)} weer" if again else ""
    return f"{name.full} werkt vandaag niet{until}."


def _stand_ins(standing: list[StandIn], names: dict[str, PersonName]) -> Iterator[str]:
    for one in standing:
        if one.staff_id in names and one.for_staff_id in names:
            who, whom = names[one.staff_id].full, names[one.for_staff_id].full
            yield f"{who} vervangt {whom} als mentor tot en met {full_date(one.ends_on)}."
