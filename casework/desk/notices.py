"""What Vandaag tells of changes of who may see what, to the people concerned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from casework.desk.access import Room
from casework.desk.role_words import role_words
from casework.labels import A_COLLEAGUE
from casework.name_order import natural_key
from casework.people import Home
from casework.role_watch import NOTICE_SCHOOL_DAYS, Notice, concerns


@dataclass(frozen=True)
class NoticeLine:
    """One change with names: `by` is empty for a command on the server, `role` where none is.

    `before` and `after`: the names of the classes of a gain.
    """

    change: Notice
    by: str
    name: str
    role: str
    is_mine: bool
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoticesRoom(Room):
    """Everybody's own lines: each is handed out to those alone whom it concerns."""

    def lines(self) -> list[NoticeLine]:
        """What this person has not seen yet of the last school days, the first one first."""
        access, own = self._access, self._access.actor
        first_day = access.school_days.before(access.today, NOTICE_SCHOOL_DAYS)
        since = datetime.combine(first_day, time(), UTC)
        seen = access.store.school.notices_seen_until(own.staff_id)
        told = access.store.school.notices_since(max(since, seen) if seen else since)
        if not told:
            return []
        homes = self._homes()
        mine = [
            one
            for one in told
            if concerns(one, own, homes) and (seen is None or one.given_at > seen)
        ]
        return self._with_names(mine)

    def see(self, lines: Sequence[NoticeLine]) -> None:
        """This person has seen these lines; what is told after them still comes."""
        if lines:
            until = max(line.change.given_at for line in lines)
            self._access.store.school.see_notices(self._access.actor.staff_id, until)

    def _homes(self) -> list[Home]:
        access = self._access
        years = {access.school_year.school_year, access.year_to_prepare.school_year}
        return [
            Home(held.class_id, held.year_group, held.team_id)
            for year in years
            for held in access.classes_of(year)
        ]

    def _with_names(self, changes: Sequence[Notice]) -> list[NoticeLine]:
        people = {one for change in changes for one in (change.by, change.staff_id) if one}
        names, classes = self._access.names_of(people), self._class_names(changes)
        return [
            NoticeLine(
                change,
                by=names.get(change.by, A_COLLEAGUE) if change.by else "",
                name=names.get(change.staff_id, A_COLLEAGUE),
                role=role_words(self._access, change.assignment) if change.assignment else "",
                is_mine=change.staff_id == self._access.actor.staff_id,
                before=_named(change.gain.before, classes) if change.gain else (),
                after=_named(change.gain.after, classes) if change.gain else (),
            )
            for change in changes
        ]

    def _class_names(self, changes: Sequence[Notice]) -> dict[str, str]:
        if not any(change.gain for change in changes):
            return {}
        return {held.class_id: held.name for held in self._access.store.school.all_classes()}


def _named(homes: Iterable[Home], names: Mapping[str, str]) -> tuple[str, ...]:
    known = {names[home.class_id] for home in homes if home.class_id in names}
    return tuple(sorted(known, key=natural_key))
