"""When somebody works, when somebody is away, and who stands in for a mentor until when."""

from collections.abc import Iterable

from casework.errors import InputRefused, NotHere
from casework.own_time import Away, StandIn, WorkingTime
from casework.people import Assignment, Role
from data.ids import only_ids
from data.register import known_id
from data.staff import StaffRoom

WORKING = "select staff_id, weekdays from working_days where staff_id = any($1::uuid[])"
AWAY = """
    select staff_id, first_on, last_on from away
    where staff_id = any($1::uuid[]) order by first_on
"""
# A stand-in is a role of a mentor that ends; where the role is gone, so is the stand-in.
STAND_INS = """
    select i.staff_id, cast(i.class_id as varchar), i.for_staff_id, a.starts_on, a.ends_on
    from stand_in i
    join assignment a on a.staff_id = i.staff_id and a.role = 'mentor'
        and a.scope = cast(i.class_id as varchar) and a.starts_on = i.starts_on
    join staff s on s.staff_id = i.staff_id
    where s.ended_on is null or s.ended_on > a.starts_on
    order by a.starts_on, i.class_id
"""


class OwnTime(StaffRoom):
    """The part of `casework.ports.school` about working days and standing in."""

    def working_time(self, staff_ids: Iterable[str]) -> dict[str, WorkingTime]:
        """When these people work; whoever said nothing works all week, and is left out."""
        ids = only_ids(staff_ids)
        if not ids:
            return {}
        weekdays = {one: frozenset(map(int, days)) for one, days in self._rows(WORKING, (ids,))}
        away: dict[str, list[Away]] = {}
        for staff_id, first, last in self._rows(AWAY, (ids,)):
            away.setdefault(staff_id, []).append(Away(first, last))
        return {
            one: WorkingTime(weekdays.get(one, WorkingTime().weekdays), tuple(away.get(one, ())))
            for one in weekdays.keys() | away.keys()
        }

    def set_working_days(self, staff_id: str, weekdays: Iterable[int], by: str) -> None:
        """The weekdays (0 is Monday) on which somebody works, from now on."""
        staff_id, days = known_id(staff_id), sorted(set(weekdays))
        if not days or set(days) - set(range(5)):
            raise InputRefused("Kies minstens één dag van maandag tot en met vrijdag.", "weekdays")
        with self._changing("working_days_set", staff_id, by):
            self._refuse_departed(staff_id)
            self._database.run("delete from working_days where staff_id = $1", (staff_id,))
            self._database.run(
                "insert into working_days (staff_id, weekdays) values ($1, $2)",
                (staff_id, "".join(map(str, days))),
            )

    def add_away(self, staff_id: str, away: Away, by: str) -> None:
        """Somebody is away in these days; why is kept nowhere."""
        staff_id = known_id(staff_id)
        with self._changing("away_added", staff_id, by):
            self._refuse_departed(staff_id)
            held = self.working_time([staff_id]).get(staff_id, WorkingTime()).away
            if any(one.first <= away.last and away.first <= one.last for one in held):
                raise InputRefused(
                    "In die dagen is deze collega al afwezig. Haal dat eerst weg, of kies andere "
                    "dagen.",
                    "first",
                )
            self._database.run(
                "insert into away (staff_id, first_on, last_on) values ($1, $2, $3)",
                (staff_id, away.first, away.last),
            )

    def remove_away(self, staff_id: str, away: Away, by: str) -> None:
        """Somebody is there after all in these days; NotHere when nothing of the kind was kept."""
        staff_id = known_id(staff_id)
        with self._changing("away_removed", staff_id, by):
            if away not in self.working_time([staff_id]).get(staff_id, WorkingTime()).away:
                raise NotHere()
            self._database.run(
                "delete from away where staff_id = $1 and first_on = $2 and last_on = $3",
                (staff_id, away.first, away.last),
            )

    def stand_ins(self) -> list[StandIn]:
        """Who stands in, stood in or will stand in as mentor, for whom, from when until when."""
        return [StandIn(*row) for row in self._rows(STAND_INS)]

    def add_stand_in(self, new: StandIn, by: str) -> None:
        """Somebody is mentor of a class for a while; the mentor keeps the own role.

        InputRefused when the one who is replaced is not mentor then, or the other is already.
        """
        staff_id, for_id = known_id(new.staff_id), known_id(new.for_staff_id)
        if staff_id == for_id:
            raise InputRefused("Kies een ander als vervanger.", "stand_in")
        with self._changing("stand_in_added", staff_id, by):
            is_mentor = any(
                held.role is Role.MENTOR
                and held.scope == new.class_id
                and held.starts_on <= new.ends_on
                and new.starts_on <= held.ends_on
                for held in self._held(for_id)
            )
            if not is_mentor:
                raise InputRefused(
                    "Die collega is in deze dagen geen mentor van deze klas. Bekijk bij "
                    "Medewerkers wie dat wel is.",
                    "for_staff_id",
                )
            self.assign(
                staff_id, Assignment(Role.MENTOR, new.class_id, new.starts_on, new.ends_on), by
            )
            self._database.run(
                """
                insert into stand_in (staff_id, class_id, starts_on, for_staff_id)
                values ($1, $2, $3, $4)
                """,
                (staff_id, new.class_id, new.starts_on, for_id),
            )
