"""One's own time: on which days one works, and who stands in for whom in a class."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.desk.access import Room
from casework.own_time import Away, StandIn, WorkingTime, checked_days
from casework.people import Action
from casework.sent_forms import sent_form


@dataclass(frozen=True)
class StandInLine:
    """A stand-in as the two who are concerned read it: `is_mine` for who stands in."""

    class_name: str
    colleague: str
    starts_on: date
    ends_on: date
    is_mine: bool


@dataclass(frozen=True)
class OwnTimeRoom(Room):
    """What everybody at school says of the own time; nobody else's can be reached here."""

    def working_time(self) -> WorkingTime:
        """When this person works, as far as that was said."""
        self._access.require(Action.SEE_CARD)
        own = self._access.actor.staff_id
        return self._access.store.school.working_time([own]).get(own, WorkingTime())

    def set_working_days(self, weekdays: Iterable[int], *, form_key: str) -> None:
        """The weekdays (0 is Monday) on which this person works."""
        self._access.require(Action.SEE_CARD)
        days, own = sorted(set(weekdays)), self._access.actor.staff_id
        form = sent_form(form_key, "working_days", *days)
        with self._access.store.forms.once(form, own, "werkdagen") as is_new:
            if is_new:
                self._access.store.school.set_working_days(own, days, own)

    def add_away(self, first: date | None, last: date | None, *, form_key: str) -> Away:
        """This person is away in these days; why is not asked."""
        self._access.require(Action.SEE_CARD)
        away, own = Away(*checked_days(first, last)), self._access.actor.staff_id
        form = sent_form(form_key, "away", away.first, away.last)
        with self._access.store.forms.once(form, own, "afwezigheid") as is_new:
            if is_new:
                self._access.store.school.add_away(own, away, own)
        return away

    def remove_away(self, away: Away) -> None:
        """This person is there after all."""
        self._access.require(Action.SEE_CARD)
        own = self._access.actor.staff_id
        self._access.store.school.remove_away(own, away, own)

    def stand_ins(self) -> list[StandInLine]:
        """Who stands in for this person, and for whom this person does, today or soon."""
        self._access.require(Action.SEE_CARD)
        own, today = self._access.actor.staff_id, self._access.today
        mine = [
            one
            for one in self._access.store.school.stand_ins()
            if own in (one.staff_id, one.for_staff_id) and one.ends_on >= today
        ]
        if not mine:
            return []
        others = {one.for_staff_id if one.staff_id == own else one.staff_id for one in mine}
        names = self._access.names_of(others)
        classes = {one.class_id: one.name for one in self._access.store.school.all_classes()}
        return [self._line(one, names, classes) for one in mine]

    def _line(self, one: StandIn, names: dict[str, str], classes: dict[str, str]) -> StandInLine:
        is_mine = one.staff_id == self._access.actor.staff_id
        return StandInLine(
            class_name=classes.get(one.class_id, ""),
            colleague=names.get(one.for_staff_id if is_mine else one.staff_id, ""),
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            is_mine=is_mine,
        )
