"""Who changes the register and by that comes to see more himself: it is told, and stops nobody."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial

from casework.own_sight import SEES_BY_SCOPE, Step, View, gain_detail, gains_of, grown
from casework.people import Action, Actor, Assignment, Home, Reach
from casework.role_watch import NoticeKind
from data.ids import is_id
from data.staff import StaffRoom

# What decides which pupils are in whose sight, besides the cases themselves.
DECIDES = ("enrolment", "merged_pupil", "school_class", "assignment", "staff")
# Of each record of a pupil the class of day $1, or else the last or the first one, as everywhere.
PLACES = """
    select p.pupil_id, coalesce(
        arg_max(e.class_id, e.starts_on) filter (where e.starts_on <= $1),
        arg_min(e.class_id, e.starts_on)
    )
    from pupil p
    left join merged_pupil m on m.pupil_id = p.pupil_id
    left join pupil_enrolment e on e.pupil_id = coalesce(m.into_id, p.pupil_id)
    where {which}
    group by p.pupil_id
"""
# Of whom something may be new in sight: who changed place, and who is in a class that did.
PLACES_IN = PLACES.format(
    which="""coalesce(m.into_id, p.pupil_id) = any($2::uuid[])
    or m.into_id in (select into_id from merged_pupil where pupil_id = any($2::uuid[]))
    or coalesce(m.into_id, p.pupil_id) in (
        select pupil_id from pupil_enrolment where class_id = any($3::uuid[])
    )"""
)
PLACES_OF = PLACES.format(which="p.pupil_id = any($2::uuid[])")
# The days to come on which somebody is in another class, or a role begins or is over.
DAYS = """
    select starts_on from enrolment where starts_on > $1
    union
    select starts_on from assignment where starts_on > $1 and staff_id = $2
    union
    select ends_on + 1 from assignment where ends_on >= $1 and ends_on < $3
    union
    select ended_on from staff where ended_on > $1
"""


class OwnSight(StaffRoom):
    """The part of the register that tells who came to see more by an own change of it.

    The roles are those of afterwards, also in how it was before: a role that is given is told or
    waits by itself (`RoleWatch`).
    """

    @contextmanager
    def _changing_each(
        self, kind: str, subject_ids: Sequence[str], by: str, **detail: str
    ) -> Iterator[None]:
        """As of every part of the register; what is one act is compared once, as a whole."""
        with super()._changing_each(kind, subject_ids, by, **detail):
            yield
            if is_id(by):
                tell = partial(self._tell_of_own_sight, by)
                self._database.before_commit(("own sight", by), tell)

    def _tell_of_own_sight(self, by: str) -> None:
        today = self._now().date()
        if self._database.touched_here(*DECIDES) == set() or not self._sees_by_scope(by, today):
            return
        now, steps = self._all_homes(), dict[str, Step]()
        with self._database.as_committed():
            before = self._all_homes()
        rows = self._database.rows(DAYS, (today, by, date.max))
        for day in sorted({today, *(day for (day,) in rows)}):
            steps = self._grown(by, day, before, now) | steps
        merged = self._database.rows("select pupil_id, into_id from merged_pupil")
        kept: dict[str, str] = dict(merged)
        for gain in gains_of(steps, kept, before, now):
            self._give_notice(NoticeKind.OWN_SIGHT, by, by, **gain_detail(gain))

    def _sees_by_scope(self, by: str, today: date) -> bool:
        held = [*self.roles_from([by], today).get(by, ())]
        held += self._assignments(today, by).get(by, ())
        return any(one.role in SEES_BY_SCOPE for one in held)

    def _grown(
        self, by: str, day: date, before: dict[str, Home], now: dict[str, Home]
    ) -> dict[str, Step]:
        """The pupils of whom this person sees more that day than without this transaction."""
        held = self._assignments(day, by).get(by, ())
        after = self._view(held, day, now)
        with self._database.as_committed():
            then = self._view(held, day, before)
        in_sight = [class_id for class_id in now if after.tasks_in(class_id)]
        moved = self._moved()
        changed = [one for one in in_sight if after.tasks_in(one) != then.tasks_in(one)]
        classes = in_sight if moved is None else changed
        if not in_sight or not (moved or classes):
            return {}
        places = self._places(PLACES_IN, day, moved or [], classes)
        seen = {one: class_id for one, class_id in places.items() if after.tasks_in(class_id)}
        with self._database.as_committed():
            were = self._places(PLACES_OF, day, list(seen))
        return grown(replace(then, places=were), replace(after, places=seen))

    def _moved(self) -> list[str] | None:
        """Who changed place, or is another record; None when that can be anybody."""
        if self._database.touched_here("merged_pupil") != set():
            return None
        keys = self._database.touched_here("enrolment")
        return None if keys is None else list(keys)

    def _view(self, held: tuple[Assignment, ...], day: date, homes: dict[str, Home]) -> View:
        """With the own posts, also where they are new: by these nobody comes to act for more."""
        roles, others = self.with_acting(held, day), self._posts_with_acting(day)
        own = Actor("", "", roles).reach(Action.SEE_CASE)
        posts = Reach(
            classes=others.classes | own.classes,
            year_groups=others.year_groups | own.year_groups,
            teams=others.teams | own.teams,
        )
        return View(Actor("", "", roles, posts=posts).reach(Action.SEE_CASE), homes)

    def _places(self, sql: str, day: date, *ids: Sequence[str]) -> dict[str, str]:
        rows = self._database.rows(sql, (day, *map(list, ids)))
        return {pupil_id: class_id or "" for pupil_id, class_id in rows}

    def _all_homes(self) -> dict[str, Home]:
        rows = self._database.rows("select class_id, year_group, team_id from school_class")
        return {class_id: Home(class_id, group, team) for class_id, group, team in rows}
