"""A school year that gets another first or last day, with the places and roles at its edges."""

from datetime import date

from casework.errors import InputRefused
from casework.records import SchoolYear
from casework.words import counted, numeric_date
from data.roster import ONE_DAY, Roster

SHORTEST, LONGEST = 30, 400

# What stands at an edge moves along with it; so does what would begin before the first day.
MOVES = (
    # A class before this one goes on until the day before the new first day.
    """
    update enrolment set ends_on = $2
    where ends_on = $3 and pupil_id in (
        select e.pupil_id from enrolment e join school_class c on c.class_id = e.class_id
        where c.school_year = $1 and e.starts_on = $3 + 1
    )
    """,
    """
    update enrolment set starts_on = $2
    where (starts_on = $3 or (starts_on > $3 and starts_on < $2))
        and class_id in (select class_id from school_class where school_year = $1)
    """,
    """
    update enrolment set ends_on = $2
    where ends_on = $3
        and class_id in (select class_id from school_class where school_year = $1)
    """,
    """
    update stand_in set starts_on = $2
    where (starts_on = $3 or (starts_on > $3 and starts_on < $2))
        and class_id in (select class_id from school_class where school_year = $1)
    """,
    """
    update assignment set starts_on = $2
    where role = 'mentor' and (starts_on = $3 or (starts_on > $3 and starts_on < $2))
        and scope in (
            select cast(class_id as varchar) from school_class where school_year = $1
        )
    """,
    """
    update assignment set ends_on = $2
    where role = 'mentor' and ends_on = $3
        and scope in (
            select cast(class_id as varchar) from school_class where school_year = $1
        )
    """,
)
LEFT = """
    update pupil set left_on = $2
    where left_on = $3 and pupil_id in (
        select e.pupil_id from enrolment e join school_class c on c.class_id = e.class_id
        where c.school_year = $1 and e.ends_on = $2
    )
"""
OUTSIDE = """
    select
        (select count(*) from enrolment where ends_on < $2 and class_id in (
            select class_id from school_class where school_year = $1
        )),
        (select count(*) from enrolment where starts_on > $3 and class_id in (
            select class_id from school_class where school_year = $1
        )),
        (select count(*) from assignment where role = 'mentor'
            and (ends_on < $2 or starts_on > $3) and scope in (
            select cast(class_id as varchar) from school_class where school_year = $1
        ))
"""


class YearDates(Roster):
    """The part of `casework.ports.school` about the first and last day of a school year."""

    def set_year_dates(self, year: SchoolYear, by: str) -> None:
        """Another first or last day for the year of that name; InputRefused when that cannot be.

        Places in its classes and roles of its mentors that begin or end with the year go along.
        What was recorded stays as it was.
        """
        held = self._held_year(year)
        dates = {"was": _period(held), "now": _period(year)}
        with self._changing("school_year_dates", year.school_year, by, **dates):
            self._check_dates(year)
            self._refuse_outside(year)
            self._move_edges(held, year)
            self._database.run(
                "update school_year set starts_on = $2, ends_on = $3 where school_year = $1",
                (year.school_year, year.starts_on, year.ends_on),
            )

    def _held_year(self, year: SchoolYear) -> SchoolYear:
        held = next((y for y in self.school_years() if y.school_year == year.school_year), None)
        if held is None:
            raise InputRefused("Dit schooljaar is er niet (meer). Kies een ander.", "school_year")
        if held == year:
            raise InputRefused("Dit zijn al de eerste en laatste dag van dit schooljaar.")
        return held

    def _check_dates(self, year: SchoolYear) -> None:
        length = (year.ends_on - year.starts_on).days + 1
        if length < 1:
            raise InputRefused("Het schooljaar eindigt voordat het begint.", "ends_on")
        if not SHORTEST <= length <= LONGEST:
            raise InputRefused(
                f"Dit schooljaar zou {length} dagen duren. Kijk de jaartallen na.", "ends_on"
            )
        for other in self.school_years():
            is_other = other.school_year != year.school_year
            if is_other and other.starts_on <= year.ends_on and year.starts_on <= other.ends_on:
                raise InputRefused(
                    f"Dit overlapt met {other.school_year}, dat loopt van "
                    f"{numeric_date(other.starts_on)} tot en met {numeric_date(other.ends_on)}. "
                    "Verander eerst dat jaar, of kies andere dagen.",
                    "starts_on",
                )

    def _refuse_outside(self, year: SchoolYear) -> None:
        """A place or a role that lies outside the new dates altogether has nothing to move to."""
        until = self._until(year)
        row = self._database.one(OUTSIDE, (year.school_year, year.starts_on, until))
        before, after, roles = row or (0, 0, 0)
        parts = [
            counted(before + after, "plaats in een klas", "plaatsen in klassen"),
            counted(roles, "rol van een mentor", "rollen van mentoren"),
        ]
        outside = [
            part for part, count in zip(parts, (before + after, roles), strict=True) if count
        ]
        if outside:
            raise InputRefused(
                f"Met deze dagen ligt buiten het schooljaar: {' en '.join(outside)}. Kies andere "
                "dagen, of verander dat eerst bij Klassen, Leerlingen of Medewerkers.",
                "starts_on",
            )

    def _until(self, year: SchoolYear) -> date:
        """The day before the next year begins: until then a class of this year goes on."""
        later = [y.starts_on for y in self.school_years() if y.starts_on > year.ends_on]
        return min(later, default=date.max) - ONE_DAY

    def _move_edges(self, held: SchoolYear, year: SchoolYear) -> None:
        name = year.school_year
        starts, ends = (year.starts_on, held.starts_on), (year.ends_on, held.ends_on)
        before = (starts[0] - ONE_DAY, starts[1] - ONE_DAY)
        for sql, days in zip(MOVES, (before, starts, ends, starts, starts, ends), strict=True):
            if days[0] != days[1]:
                self._database.run(sql, (name, *days))
        if ends[0] != ends[1]:
            self._database.run(LEFT, (name, *ends))


def _period(year: SchoolYear) -> str:
    return f"{year.starts_on}/{year.ends_on}"
