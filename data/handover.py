"""What changes hands in one act: a class to another mentor, the pupils of a year to the next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from casework.errors import InputRefused
from casework.people import Assignment, Role
from casework.records import MentorChange, MentorTerm, SchoolYear
from data.ids import only_ids
from data.pupils import PupilBook
from data.register import known_id
from data.roster import ONE_DAY
from data.staff_corrections import StaffCorrections

TERMS = """
    select a.scope, a.staff_id, a.starts_on, a.ends_on, s.ended_on, exists (
        select 1 from stand_in i
        where i.staff_id = a.staff_id and cast(i.class_id as varchar) = a.scope
            and i.starts_on = a.starts_on
    )
    from assignment a join staff s on s.staff_id = a.staff_id
    where a.role = 'mentor' and a.scope = any($1)
"""
# Who sat in a class of the year on its last day ($2), or came between that and the next year ($3 is
# the day before it), has not left, and has no later class.
WAITING = """
    select e.class_id, e.pupil_id
    from pupil_enrolment e
    join school_class c on c.class_id = e.class_id
    join present_pupil p on p.pupil_id = e.pupil_id
    where c.school_year = $1 and p.left_on is null
        and e.starts_on <= $3 and (e.ends_on is null or e.ends_on >= $2)
        and not exists (
            select 1 from pupil_enrolment later
            where later.pupil_id = e.pupil_id and later.starts_on > $3
        )
    order by e.class_id, e.pupil_id
"""
SIZES = """
    select class_id, count(*) from pupil_enrolment
    where starts_on <= $1 and (ends_on is null or ends_on >= $1)
    group by class_id
"""
UNCHANGED = "Er is nog niets veranderd."


class Handover(PupilBook, StaffCorrections):
    """The part of `casework.ports.school` about handing over in bulk: all or nothing."""

    # --- mentors ------------------------------------------------------------------------------

    def mentor_terms(self, class_ids: Iterable[str]) -> list[MentorTerm]:
        """Who is, was or will be mentor of these classes; whoever left stopped that day."""
        ids = only_ids(class_ids)
        terms: dict[str, list[MentorTerm]] = {class_id: [] for class_id in ids}
        rows = self._rows(TERMS, (ids,)) if ids else []
        starts: dict[str, list[date]] = {}
        for class_id, _, first, *_ in rows:
            starts.setdefault(class_id, []).append(first)
        between = self._days_between()
        for class_id, staff_id, first, last, gone, stands_in in rows:
            until = last
            if last in between and not stands_in:
                later = [day - ONE_DAY for day in starts[class_id] if day > last]
                until = min([between[last], *later])
            until = min(until, gone - ONE_DAY) if gone else until
            terms[class_id].append(MentorTerm(class_id, staff_id, first, until))
        return [term for class_id in ids for term in terms[class_id]]

    def _days_between(self) -> dict[date, date]:
        """The last day of each school year, to the day before the next one begins."""
        years = self.school_years()
        return {one.ends_on: after.starts_on - ONE_DAY for one, after in pairwise(years)}

    def hand_over(self, changes: Sequence[MentorChange], first_day: date, by: str) -> None:
        """From `first_day` on other mentors, in one transaction; the former end the day before.

        InputRefused, with nothing changed, when one of the changes cannot be.
        """
        with self._database.write():
            for change in changes:
                detail = {"was": change.from_staff_id, "now": change.to_staff_id}
                detail = {name: who for name, who in detail.items() if who}
                at = {**detail, "from": first_day.isoformat()}
                with self._changing("mentor_changed", change.class_id, by, **at):
                    self._hand_over(change, first_day, by)

    def _hand_over(self, change: MentorChange, first_day: date, by: str) -> None:
        name = self._class(change.class_id).name
        class_id, taker = change.class_id.lower(), known_id(change.to_staff_id)
        self._check_start(class_id, first_day)
        self._refuse_departed(taker)
        terms = [term for term in self.mentor_terms([class_id]) if term.ends_on >= first_day]
        self._refuse_outdated(change, {t.staff_id for t in terms if t.starts_on <= first_day}, name)
        if any(term.staff_id == taker for term in terms):
            raise InputRefused(
                f"{UNCHANGED} Deze collega is al mentor van {name}, of wordt dat al. Kies een "
                "ander.",
                class_id,
            )
        if change.from_staff_id:
            self._end_mentor(class_id, change.from_staff_id.lower(), first_day)
        self._give_besides(taker, Assignment(Role.MENTOR, class_id, first_day), by)

    def _refuse_outdated(self, change: MentorChange, present: set[str], name: str) -> None:
        """Somebody else changed the mentor since the list was drawn."""
        giver = change.from_staff_id.lower()
        if giver not in present if giver else present:
            raise InputRefused(
                f"{UNCHANGED} De mentor van {name} is op die dag een ander dan in de lijst "
                "stond. Bekijk de lijst en kies opnieuw.",
                change.class_id,
            )

    def _end_mentor(self, class_id: str, staff_id: str, first_day: date) -> None:
        self._database.run(
            """
            update assignment set ends_on = $3
            where role = 'mentor' and scope = $1 and staff_id = $2 and ends_on > $3
            """,
            (class_id, staff_id, first_day - ONE_DAY),
        )
        self._database.run("delete from assignment where ends_on < starts_on")

    # --- pupils -------------------------------------------------------------------------------

    def move_pupils(
        self, pupil_ids: Sequence[str], class_id: str, starts_on: date, by: str
    ) -> None:
        """Pupils to another class from a day on, all of them or none."""
        ids = only_ids(pupil_ids)
        with self._changing("pupils_moved", class_id, by):
            self._check_start(class_id, starts_on)
            for pupil_id in ids:
                self._refuse_unknown_pupil(pupil_id)
            self._end_enrolments(ids, starts_on - ONE_DAY)
            self._database.load("enrolment", [(p, class_id, starts_on, None) for p in ids])
            self._set_left(ids, None)

    def class_sizes(self, day: date) -> dict[str, int]:
        """How many pupils each class has that day; classes without any are left out."""
        return dict(self._rows(SIZES, (day,)))

    def waiting_pupils(self, school_year: str) -> dict[str, list[str]]:
        """By class of that year: who was in it on the last day and has no class after it yet."""
        last_day, until = self._year(school_year).ends_on, self._whole_year(school_year).ends_on
        waiting: dict[str, list[str]] = {}
        for class_id, pupil_id in self._rows(WAITING, (school_year, last_day, until)):
            waiting.setdefault(class_id, []).append(pupil_id)
        return waiting

    def turn_year(self, school_year: str, to: Mapping[str, str], by: str) -> dict[str, int]:
        """The pupils of a year to the next, in one transaction: class id to class id.

        No class id means that they leave the school on the last day of the year. Who has a class
        in the next year already, or has left, is left as is, so a second time does no harm.
        Gives how many went, by the class they came from.
        """
        ending, following = self._turning(school_year)
        held = {school_class.class_id for school_class in self.classes(school_year)}
        offered = {school_class.class_id for school_class in self.classes(following.school_year)}
        if not (set(to) <= held and {class_id for class_id in to.values() if class_id} <= offered):
            raise InputRefused(
                f"Kies bij elke klas een klas van {following.school_year}, of “van school”."
            )
        with self._database.write():
            waiting = self.waiting_pupils(school_year)
            for class_id, chosen in to.items():
                pupils = waiting.get(class_id, [])
                if chosen:
                    self.move_pupils(pupils, chosen, following.starts_on, by)
                else:
                    self._all_leave(class_id, pupils, ending.ends_on, by)
        return {class_id: len(waiting.get(class_id, ())) for class_id in to}

    def _turning(self, school_year: str) -> tuple[SchoolYear, SchoolYear]:
        ending = self._year(school_year)
        later = [year for year in self.school_years() if year.starts_on > ending.ends_on]
        if not later:
            raise InputRefused("Voeg eerst het volgende schooljaar toe.", "school_year")
        return ending, later[0]

    def _all_leave(self, class_id: str, ids: list[str], last_day: date, by: str) -> None:
        with self._changing("pupils_left", class_id, by):
            self._end_enrolments(ids, last_day)
            self._set_left(ids, last_day)
