"""What somebody with a role that opens cases comes to see by an own change of the register.

No role is given: a pupil comes into the own class, a class into the own team or year group, or a
colleague's work falls to whoever is next. That may be as it should; it does not go unseen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from casework.people import EVERYBODY_FROM, FROM_LEVEL, CaseTies, Home, Reach, Role

SEES_BY_SCOPE = frozenset({*FROM_LEVEL, Role.SCHOOL_LEADER})
"""The roles of which the register decides which pupils are in sight, given or acting."""


class Road(StrEnum):
    """By what more came in sight: pupils moved, a class placed, or the work of a colleague."""

    MOVED = "moved"
    PLACED = "placed"
    ACTING = "acting"


@dataclass(frozen=True)
class OwnGain:
    """What came in sight of who changed the register: the classes, as they were and are now.

    `count` pupils were moved; `is_own_class` when whoever did it is mentor of their class now.
    """

    road: Road
    before: tuple[Home, ...]
    after: tuple[Home, ...]
    count: int = 0
    is_own_class: bool = False

    @property
    def homes(self) -> tuple[Home, ...]:
        """Every class that it is about, in the year group and team of then and of now."""
        return (*self.before, *self.after)


@dataclass(frozen=True)
class View:
    """The school as one person sees it on one day: the classes, and which pupil is in which.

    A pupil without a class has an empty one. Records of one pupil are apart: each has its cases.
    """

    reach: Reach
    homes: Mapping[str, Home]
    places: Mapping[str, str] = field(default_factory=dict)
    _tasks: dict[str, frozenset[Role]] = field(default_factory=dict, repr=False, compare=False)

    def tasks_in(self, class_id: str) -> frozenset[Role]:
        """The roles of which this person does the work in a class, as the own or for nobody."""
        if class_id not in self._tasks:
            self._tasks[class_id] = self._asked_tasks(class_id)
        return self._tasks[class_id]

    def _asked_tasks(self, class_id: str) -> frozenset[Role]:
        home = self.homes.get(class_id)
        if home is None:
            return frozenset()
        ties = CaseTies((home,), level=EVERYBODY_FROM)
        return frozenset(role for role in FROM_LEVEL if self.reach.does(role, ties))


@dataclass(frozen=True)
class Step:
    """Of one pupil the class before and after; they are the same when the class itself changed."""

    was: str
    now: str
    is_own_class: bool


def grown(before: View, after: View) -> dict[str, Step]:
    """The pupils of whom more is in sight than before; a new record has no past to be seen."""
    return {
        pupil_id: Step(before.places[pupil_id], class_id, class_id in after.reach.classes)
        for pupil_id, class_id in after.places.items()
        if pupil_id in before.places
        and _is_more(before.tasks_in(before.places[pupil_id]), after.tasks_in(class_id))
    }


def _is_more(before: frozenset[Role], after: frozenset[Role]) -> bool:
    """A mentor has every case of a pupil in sight already."""
    return Role.MENTOR not in before and bool(after - before)


def gains_of(
    steps: Mapping[str, Step],
    kept: Mapping[str, str],
    before: Mapping[str, Home],
    after: Mapping[str, Home],
) -> list[OwnGain]:
    """What is told of these pupils: how many, of which classes, and not who they are.

    `kept`: records that count as another one, which is the same pupil.
    """
    moves = {pupil: step for pupil, step in steps.items() if step.was != step.now}
    stayed = {step.now for step in steps.values() if step.was == step.now}
    gains = []
    for is_own in (True, False):
        same = {one: step for one, step in moves.items() if step.is_own_class is is_own}
        if same:
            were, are = ({one.was for one in same.values()}, {one.now for one in same.values()})
            count = len({kept.get(one, one) for one in same})
            places = _homes(before, were), _homes(after, are)
            gains.append(OwnGain(Road.MOVED, *places, count, is_own))
    placed = {one for one in stayed if before.get(one) != after[one]}
    for road, classes in ((Road.PLACED, placed), (Road.ACTING, stayed - placed)):
        if classes:
            gains.append(OwnGain(road, _homes(before, classes), _homes(after, classes)))
    return gains


def _homes(homes: Mapping[str, Home], class_ids: Iterable[str]) -> tuple[Home, ...]:
    return tuple(homes[one] for one in sorted(set(class_ids)) if one in homes)


def gain_detail(gain: OwnGain) -> dict[str, str]:
    """A gain in the record of changes: codes of classes and numbers."""
    return {
        "road": gain.road.value,
        "before": _written(gain.before),
        "after": _written(gain.after),
        "count": str(gain.count),
        "own": "yes" if gain.is_own_class else "no",
    }


def gain_from(detail: Mapping[str, str]) -> OwnGain | None:
    """The gain that `gain_detail` wrote."""
    if "road" not in detail:
        return None
    before, after = (_read(detail.get(name, "")) for name in ("before", "after"))
    count, is_own = int(detail.get("count", "0")), detail.get("own") == "yes"
    return OwnGain(Road(detail["road"]), before, after, count, is_own)


def _written(homes: Iterable[Home]) -> str:
    return " ".join(f"{home.class_id}/{home.year_group}/{home.team_id}" for home in homes)


def _read(text: str) -> tuple[Home, ...]:
    parts = (one.split("/") for one in text.split())
    return tuple(Home(class_id, int(group), team_id) for class_id, group, team_id in parts)
