"""Who changes the register and by that comes to see more himself: it is told, and stops nobody."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial

from casework.own_sight import SEES_BY_SCOPE, Step, View, gain_detail, gains_of, grown
from casework.people import Action, Actor, Home
from casework.role_watch import Told
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
PLACES_IN = PLACES.format(
    which="""coalesce(m.into_id, p.pupil_id) in (
        select pupil_id from pupil_enrolment where class_id = any($2::uuid[])
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
        if not self._database.has_touched_here(*DECIDES) or not self._sees_by_scope(by, today):
            return
        now, steps = self._all_homes(), dict[str, Step]()
        with self._database.as_committed():
            before = self._all_homes()
        rows = self._database.rows(DAYS, (today, by, date.max))
        for day in sorted({today, *(day for (day,) in rows)}):
            steps = self._grown(by, day, before, now) | steps
        for gain in gains_of(steps.values(), before, now):
            self._tell_of(Told.OWN_SIGHT, by, by, **gain_detail(gain))

    def _sees_by_scope(self, by: str, today: date) -> bool:
        held = [*self.roles_from([by], today).get(by, ())]
        held += self._assignments(today, by).get(by, ())
        return any(one.role in SEES_BY_SCOPE for one in held)

    def _grown(
        self, by: str, day: date, before: dict[str, Home], now: dict[str, Home]
    ) -> dict[str, Step]:
        """The pupils of whom this person sees more that day than without this transaction."""
        held = Actor(by, "", self._assignments(day, by).get(by, ()))
        empty = self._view(held, day, now)
        in_sight = [class_id for class_id in now if empty.tasks_in(class_id)]
        if not in_sight:
            return {}
        places = self._places(PLACES_IN, day, in_sight)
        after = View(empty.reach, now, places)
        with self._database.as_committed():
            then = self._view(held, day, before)
            return grown(View(then.reach, before, self._places(PLACES_OF, day, places)), after)

    def _view(self, held: Actor, day: date, homes: dict[str, Home]) -> View:
        roles = self.with_acting(held.assignments, day)
        actor = Actor(held.staff_id, "", roles, posts=self._posts_with_acting(day))
        return View(actor.reach(Action.SEE_CASE), homes, {})

    def _places(self, sql: str, day: date, ids: Iterable[str]) -> dict[str, str]:
        rows = self._database.rows(sql, (day, list(ids)))
        return {pupil_id: class_id or "" for pupil_id, class_id in rows}

    def _all_homes(self) -> dict[str, Home]:
        rows = self._database.rows("select class_id, year_group, team_id from school_class")
        return {class_id: Home(class_id, group, team) for class_id, group, team in rows}
