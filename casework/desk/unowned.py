"""Zaken zonder iemand: what is on nobody's Vandaag, by number, for who can give it to somebody."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from casework import year_groups as years
from casework.cases.case import Case
from casework.cases.consult import Turn
from casework.cases.involvement import homes_in
from casework.cases.step_owners import Surroundings
from casework.cases.unowned import UnownedAsk, unowned_asks
from casework.desk.access import Access
from casework.desk.signals import folded_signal
from casework.labels import ROLES
from casework.people import Actor, Home, Reach, Role
from casework.records import CaseSummary
from casework.signals.signal import Signal, addressed
from casework.words import enumeration

PEOPLE_ABOVE = {
    Role.MENTOR: (Role.MENTOR, Role.COORDINATOR, Role.TEAM_LEADER),
    Role.COORDINATOR: (Role.COORDINATOR, Role.TEAM_LEADER),
    Role.TEAM_LEADER: (Role.TEAM_LEADER,),
    Role.SUPPORT_TEAM: (Role.SUPPORT_TEAM,),
}
"""For each role that nobody has: the roles of which one holder would do."""


@dataclass(frozen=True)
class MissingRole:
    """A role that nobody has, and what it is for by name: "klas 2B", "leerjaar 2", "team A"."""

    role: Role
    of: str = ""

    @property
    def words(self) -> str:
        """In a sentence: "klas 2B heeft geen mentor"."""
        if self.role is Role.SUPPORT_TEAM:
            return "het ondersteuningsteam heeft niemand die hierop kan antwoorden"
        return f"{self.of or 'de school'} heeft geen {ROLES[self.role]}"


@dataclass(frozen=True)
class CaseWithoutOwner:
    """A case, or without a number a signal, with work that nobody can be given; without a name.

    `count` things wait; the one that is latest is so many school days late. `missing` says which
    roles would do it, the nearest first.
    """

    label: str
    count: int
    late_by: int
    missing: tuple[MissingRole, ...]

    @property
    def why(self) -> str:
        """Why it is nobody's: "Klas 2B heeft geen mentor en leerjaar 2 ..."."""
        sentence = enumeration(one.words for one in self.missing)
        return f"{sentence[:1].upper()}{sentence[1:]}."


def cases_without_owner(
    access: Access, year_groups: Collection[int] | None = None
) -> list[CaseWithoutOwner]:
    """Every case with work on nobody's Vandaag, the latest first; of these year groups, or all.

    Nothing of the content: for who can see to it that somebody gets it.
    """
    facts, today = access.store.facts, access.today
    near = Reach(classes=_classes_without_anybody(access))
    asked = Reach(consulted=True)
    rests_on = tuple(facts.sight_version(reach, today) for reach in (near, asked))
    key = None if year_groups is None else frozenset(year_groups)
    question = ("without_owner", key, today)
    return facts.cached(
        question,
        (rests_on, facts.signals_version()),
        lambda: _found(access, [*facts.summaries(near, today), *_asked(access, asked)], key),
    )


def _found(
    access: Access, summaries: Iterable[CaseSummary], year_groups: frozenset[int] | None
) -> list[CaseWithoutOwner]:
    ids = {one.case_id for one in summaries if one.asks_something}
    cases = [case for case in access.cases_without_words(sorted(ids)) if not case.merged_into]
    around, team = access.surroundings(cases), _team(access)
    lines = [
        _line(access, case, asks, around)
        for case in cases
        if (asks := unowned_asks(case, around, team)) and _is_in(case, around, year_groups)
    ]
    lines += [_signal_line(access, signal, home) for signal, home in _signals(access, year_groups)]
    return sorted(lines, key=lambda line: (-line.late_by, line.label))


def _classes_without_anybody(access: Access) -> frozenset[str]:
    """The classes of teams without a teamleider: above everybody else there is always one."""
    led = access.store.school.posts_with_acting(access.today).teams
    classes = access.store.school.all_classes()
    return frozenset(one.class_id for one in classes if one.team_id not in led)


def _asked(access: Access, consulted: Reach) -> list[CaseSummary]:
    """The cases that wait for the ondersteuningsteam, unless two members are free of any class."""
    free = [
        member
        for member in _team(access)
        if all(held.role in (Role.STAFF, Role.SUPPORT_TEAM) for held in member.assignments)
    ]
    if len(free) > 1:
        return []
    summaries = access.store.facts.summaries(consulted, access.today)
    return [one for one in summaries if one.consult_turn == Turn.TEAM]


def _team(access: Access) -> list[Actor]:
    school, today = access.store.school, access.today
    members = (school.actor(one, today) for one in sorted(school.support_members(today)))
    return [member for member in members if member is not None]


def _is_in(case: Case, around: Surroundings, year_groups: frozenset[int] | None) -> bool:
    homes = homes_in(case, around.homes)
    return year_groups is None or any(home.year_group in year_groups for home in homes)


def _line(
    access: Access, case: Case, asks: Sequence[UnownedAsk], around: Surroundings
) -> CaseWithoutOwner:
    homes = [around.homes[one] for one in case.pupils("target") if one in around.homes]
    home = next(iter([*homes, *homes_in(case, around.homes)]), None)
    roles = {role for ask in asks for role in PEOPLE_ABOVE[ask.role]}
    return CaseWithoutOwner(
        label=case.label,
        count=len(asks),
        late_by=max(ask.late_by for ask in asks),
        missing=_missing(access, roles, home),
    )


def _missing(access: Access, roles: Collection[Role], home: Home | None) -> tuple[MissingRole, ...]:
    classes = {one.class_id: one for one in access.store.school.all_classes()}
    held = classes.get(home.class_id) if home else None
    of = {
        Role.MENTOR: f"klas {held.name}" if held else "",
        Role.COORDINATOR: years.words(home.year_group) if home else "",
        Role.TEAM_LEADER: f"team {held.team_name}" if held else "",
    }
    return tuple(MissingRole(role, of.get(role, "")) for role in Role if role in roles)


# --- signals --------------------------------------------------------------------------------------


def _signals(
    access: Access, year_groups: frozenset[int] | None
) -> list[tuple[Signal, Home | None]]:
    """The waiting signals that are for nobody: the school has no one who could take them up."""
    posts = access.store.school.posts(access.today)
    near = access.store.facts.signals_near(Reach(), posts, access.today)
    signals = [folded_signal(access, one) for one in access.store.log.entries_of(near).values()]
    homes = access.homes([pupil for signal in signals for pupil in signal.roles])
    waiting = []
    for signal in signals:
        places = signal.places(homes)
        is_near = year_groups is None or any(p.year_group in year_groups for p in places)
        if is_near and addressed(places, posts, is_late=signal.is_late) == Reach():
            waiting.append((signal, next(iter(places), None)))
    return waiting


def _signal_line(access: Access, signal: Signal, home: Home | None) -> CaseWithoutOwner:
    missing = _missing(access, PEOPLE_ABOVE[Role.MENTOR], home)
    return CaseWithoutOwner("", 1, signal.late_by, missing)
