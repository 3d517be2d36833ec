"""Who works with the card: roles, their scopes, and the table of what each may do."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from casework.year_groups import within


class Role(StrEnum):
    """What somebody is at school; one person may hold several, each with a scope."""

    STAFF = "staff"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    TEAM_LEADER = "team_leader"
    SUPPORT_TEAM = "support_team"
    POLICY_COORDINATOR = "policy_coordinator"
    SCHOOL_LEADER = "school_leader"
    ADMIN = "admin"
    PRIVACY = "privacy"


class Action(StrEnum):
    """What can be done; the table MAY says by whom."""

    SIGNAL = "signal"
    HANDLE_SIGNAL = "handle_signal"
    REPORT = "report"
    SEE_CASE = "see_case"
    RECORD = "record"
    ADVISE = "advise"
    SEE_FIGURES = "see_figures"
    SEE_TRENDS = "see_trends"
    MAKE_REPORT = "make_report"
    ANNOTATE = "annotate"
    SET_TARGET = "set_target"
    SEE_CLASS = "see_class"
    LOG_MENTOR_HOUR = "log_mentor_hour"
    SEE_CARD = "see_card"
    ADMINISTER = "administer"
    SEE_READ_LOG = "see_read_log"
    SEE_CHANGE_LOG = "see_change_log"
    SEE_WHO_READ = "see_who_read"


WHOLE_SCHOOL_ROLES = frozenset({Role.POLICY_COORDINATOR, Role.SCHOOL_LEADER})
"""Who answers for every pupil of the school: the figures of all of them, and no sight of a case."""

LEADERS = frozenset({Role.TEAM_LEADER, *WHOLE_SCHOOL_ROLES})

MAY: dict[Action, frozenset[Role]] = {
    Action.SIGNAL: frozenset(Role),
    Action.HANDLE_SIGNAL: frozenset({Role.MENTOR, Role.COORDINATOR, Role.TEAM_LEADER}),
    Action.REPORT: frozenset({Role.MENTOR, Role.COORDINATOR, Role.TEAM_LEADER}),
    Action.SEE_CASE: frozenset(
        {Role.MENTOR, Role.COORDINATOR, Role.TEAM_LEADER, Role.SUPPORT_TEAM}
    ),
    Action.RECORD: frozenset({Role.MENTOR, Role.COORDINATOR, Role.TEAM_LEADER}),
    Action.ADVISE: frozenset({Role.SUPPORT_TEAM}),
    Action.SEE_FIGURES: frozenset({Role.MENTOR, Role.COORDINATOR, *LEADERS}),
    Action.SEE_TRENDS: frozenset({Role.COORDINATOR, *LEADERS}),
    Action.MAKE_REPORT: LEADERS,
    Action.ANNOTATE: LEADERS,
    Action.SET_TARGET: LEADERS,
    Action.SEE_CLASS: frozenset({Role.MENTOR, Role.COORDINATOR, Role.TEAM_LEADER}),
    Action.LOG_MENTOR_HOUR: frozenset({Role.MENTOR}),
    Action.SEE_CARD: frozenset(Role),
    Action.ADMINISTER: frozenset({Role.ADMIN}),
    Action.SEE_READ_LOG: frozenset({Role.ADMIN}),
    Action.SEE_CHANGE_LOG: frozenset({Role.ADMIN, Role.PRIVACY}),
    Action.SEE_WHO_READ: frozenset({Role.PRIVACY}),
}


@dataclass(frozen=True)
class PersonName:
    """A name as it is shown; `family` has its tussenvoegsel in front ("van der Berg")."""

    given: str
    family: str

    @property
    def full(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}".strip()

    @property
    def short(self) -> str:
        """Given name and the initial of the family name: "Noor V."."""
        return self.shortened(1)

    @property
    def initials(self) -> str:
        """The letters alone, where names are hidden: "N.V."."""
        core = self.family[_core_of(self.family) :]
        return "".join(f"{word[:1]}." for word in (self.given, core.upper()) if word)

    @property
    def in_letters(self) -> "PersonName":
        """The same person where names are hidden: "N.V." and nothing else."""
        return PersonName(self.initials, "")

    def shortened(self, letters: int) -> str:
        """Given name and so many letters of the family name: "Sem Jac."; all of it is no dot.

        Who has one name alone is called by it.
        """
        core = self.family[_core_of(self.family) :]
        if not (core and self.given):
            return self.full
        if letters >= len(core) > 1:
            return self.full
        return f"{self.given} {core[0].upper()}{core[1:letters].rstrip()}."


def _core_of(family: str) -> int:
    """Where a family name begins behind its tussenvoegsel: at its first capital."""
    return next((place for place, letter in enumerate(family) if letter.isupper()), 0)


def short_names(names: Mapping[str, PersonName]) -> dict[str, str]:
    """Short names by id, told apart: "Sem Jac." and "Sem Jan.", and namesakes by a number.

    Those who would be called alike get as many letters of the family name as it takes; whoever
    has the very same name as another is "Sem de Wit (2)", in the order that is given.
    """
    called = {one: name.short for one, name in names.items()}
    for alike in _called_alike(called):
        called |= _told_apart({one: names[one] for one in alike})
    return called


def _called_alike(called: Mapping[str, str]) -> list[list[str]]:
    by_name: dict[str, list[str]] = {}
    for one, name in called.items():
        # As the eye takes it: a dot or a capital tells nobody apart.
        by_name.setdefault(name.casefold().replace(".", ""), []).append(one)
    return [alike for alike in by_name.values() if len(alike) > 1]


def _told_apart(names: Mapping[str, PersonName]) -> dict[str, str]:
    """The same people by the fewest letters that no other of them has too."""
    called: dict[str, str] = {}
    longest = max(len(name.family) for name in names.values())
    for letters in range(2, longest + 1):
        called = {one: name.shortened(letters) for one, name in names.items()}
        if not _called_alike(called):
            return called
    called = {one: name.full for one, name in names.items()}
    for alike in _called_alike(called):
        called |= {one: f"{called[one]} ({place})" for place, one in enumerate(alike, 1)}
    return called


@dataclass(frozen=True)
class Assignment:
    """One role of one person, with its scope: a class id, a year group, a team id or nothing.

    A mentor's scope is a class, a coordinator's a year ("2") or department, a team leader's a team;
    the others work for the whole school and have an empty scope. `ends_on` is the last day.
    `is_acting`: nobody gave it; it follows from nobody else holding it.
    """

    role: Role
    scope: str = ""
    starts_on: date = date.min
    ends_on: date = date.max
    is_acting: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether the role is in force that day, first and last day included."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Home:
    """Where a pupil belongs: the present class, or the last one."""

    class_id: str
    year_group: int
    team_id: str


@dataclass(frozen=True)
class FigureScope:
    """The pupils for whom somebody is answerable: classes, year groups, teams, or all of them.

    A fact belongs to the scope by the class, year group and team that it has itself.
    """

    classes: frozenset[str] = frozenset()
    year_groups: frozenset[int] = frozenset()
    teams: frozenset[str] = frozenset()
    is_whole_school: bool = False

    def covers(self, home: Home) -> bool:
        """Whether a class is in this scope."""
        return (
            self.is_whole_school
            or home.class_id in self.classes
            or home.year_group in self.year_groups
            or home.team_id in self.teams
        )


WHOLE_SCHOOL = FigureScope(is_whole_school=True)


FROM_LEVEL = {Role.MENTOR: 1, Role.COORDINATOR: 2, Role.TEAM_LEADER: 3}
"""From which level on each role has a part in a case, whatever the card gives it besides."""

EVERYBODY_FROM = max(FROM_LEVEL.values())
"""From this level on all of them have a part: what is in sight then, is in sight at all."""

NEXT_ABOVE = {Role.MENTOR: Role.COORDINATOR, Role.COORDINATOR: Role.TEAM_LEADER}
"""Who does the work of a role that nobody holds."""


@dataclass(frozen=True)
class CaseTies:
    """What decides in whose sight a case is: where its pupils belong, and who has a part in it.

    `asked`: the roles to which the card gives a part besides those of its level. `is_past`: it is
    long over, and asks nothing of anybody.
    """

    homes: Collection[Home]
    level: int
    asked: frozenset[Role] = frozenset()
    is_consulted: bool = False
    is_past: bool = False

    @property
    def roles(self) -> list[Role]:
        """The roles with a part in it."""
        return [
            role for role, level in FROM_LEVEL.items() if self.level >= level or role in self.asked
        ]


@dataclass(frozen=True)
class Reach:
    """The cases within somebody's sight, as a store can look them up.

    A case is in sight when a pupil with a part in it has a home in one of `classes`; in one of
    `year_groups` and the level is 2 or more; in one of `teams` and the level is 3; or when it
    is with the ondersteuningsteam today and `consulted` is set. `member` is who sits in that team:
    a hard case that one member opened with a reason is in sight of that member alone.

    It is in sight as well of a role to which the card gives a step, and of who does the work of a
    role that nobody holds: `posts` are those that somebody holds today. Without them nobody does.
    """

    classes: frozenset[str] = frozenset()
    year_groups: frozenset[int] = frozenset()
    teams: frozenset[str] = frozenset()
    consulted: bool = False
    member: str = ""
    posts: "Reach | None" = None

    def sees(self, ties: CaseTies) -> bool:
        """Whether a case with these ties is in sight."""
        return self.covers(ties.homes, ties.level, ties.is_consulted) or self._sees_besides(ties)

    def _sees_besides(self, ties: CaseTies) -> bool:
        """Whether it is in sight for another reason than its level."""
        is_asked = any(self.has(role, home) for role in ties.asked for home in ties.homes)
        return is_asked or any(self._acts_for(role, ties) for role in ties.roles)

    def has(self, role: Role, home: Home) -> bool:
        """Whether this is the role of somebody who holds it for a pupil of that home."""
        if role is Role.MENTOR:
            return home.class_id in self.classes
        if role is Role.COORDINATOR:
            return home.year_group in self.year_groups
        return role is Role.TEAM_LEADER and home.team_id in self.teams

    def by(self, role: Role) -> "Reach":
        """The part of it that comes from one role."""
        return Reach(
            classes=self.classes if role is Role.MENTOR else frozenset(),
            year_groups=self.year_groups if role is Role.COORDINATOR else frozenset(),
            teams=self.teams if role is Role.TEAM_LEADER else frozenset(),
            posts=self.posts,
        )

    def does(self, role: Role, ties: CaseTies) -> bool:
        """Whether the work of this role in a case is done from here: as its own, or for nobody."""
        return any(self.has(role, home) for home in ties.homes) or self._acts_for(role, ties)

    def _acts_for(self, role: Role, ties: CaseTies) -> bool:
        posts = self.posts
        if posts is None or ties.is_past:
            return False
        acting = ((acting_role(role, home, posts), home) for home in ties.homes)
        return any(by and by is not role and self.has(by, home) for by, home in acting)

    def covers(self, homes: Iterable[Home], level: int, is_consulted: bool) -> bool:
        """Whether a case of this level, with pupils of these homes, is in sight by its level."""
        if self.consulted and is_consulted:
            return True
        return any(
            home.class_id in self.classes
            or (level >= 2 and home.year_group in self.year_groups)
            or (level >= 3 and home.team_id in self.teams)
            for home in homes
        )

    def meets(self, other: "Reach") -> bool:
        """Whether some class, year group or team is in both."""
        return bool(
            self.classes & other.classes
            or self.year_groups & other.year_groups
            or self.teams & other.teams
        )


def acting_role(role: Role, home: Home, posts: Reach) -> Role | None:
    """Who does the work of a role around a pupil of this home: who holds it, or the next above.

    `posts` are those that somebody holds that day. None when there is nobody all the way up.
    """
    by: Role | None = role
    while by is not None and not posts.has(by, home):
        by = NEXT_ABOVE.get(by)
    return by


@dataclass(frozen=True)
class Actor:
    """The person behind the screen, with the roles in force today; `name` is the whole name.

    `posts` are those that anybody holds today: where there is nobody, the next above acts.
    """

    staff_id: str
    name: str
    assignments: tuple[Assignment, ...] = ()
    given_name: str = ""
    posts: Reach | None = field(default=None, repr=False)

    def roles_for(self, action: Action) -> tuple[Assignment, ...]:
        """The assignments that allow `action`; empty means: may not."""
        return tuple(held for held in self.assignments if held.role in MAY[action])

    def may(self, action: Action) -> bool:
        """Whether any role allows `action`, whatever its scope."""
        return bool(self.roles_for(action))

    def has(self, role: Role) -> bool:
        """Whether this person holds the role today."""
        return any(held.role is role for held in self.assignments)

    def scopes(self, role: Role, action: Action) -> frozenset[str]:
        """The scopes in which this person, in this role, may do `action`."""
        return frozenset(held.scope for held in self.roles_for(action) if held.role is role)

    def roles_in(
        self, action: Action, homes: Collection[Home], level: int, is_consulted: bool
    ) -> frozenset[Role]:
        """The roles in which this person may do `action` with a case of pupils of `homes`."""
        return self.roles_with(action, CaseTies(homes, level, is_consulted=is_consulted))

    def roles_with(self, action: Action, ties: CaseTies) -> frozenset[Role]:
        """The roles of which this person does the work in a case with these ties."""
        reach = self.reach(action)
        roles = {role for role in ties.roles if reach.does(role, ties)}
        is_member = reach.consulted and ties.is_consulted
        return frozenset(roles | {Role.SUPPORT_TEAM} if is_member else roles)

    def held_roles_with(self, action: Action, ties: CaseTies) -> frozenset[Role]:
        """The own roles by which a case with these ties is in sight: acting is by the own role."""
        reach = self.reach(action)
        held = {
            role for role in FROM_LEVEL if reach.by(role).sees(replace(ties, is_consulted=False))
        }
        is_member = reach.consulted and ties.is_consulted
        return frozenset(held | {Role.SUPPORT_TEAM} if is_member else held)

    def reach(self, action: Action) -> Reach:
        """The cases for which this person may do `action`."""
        consulted = bool(self.scopes(Role.SUPPORT_TEAM, action))
        year_groups = within(map(int, self.scopes(Role.COORDINATOR, action)))
        teams = self.scopes(Role.TEAM_LEADER, action)
        return Reach(
            classes=self.scopes(Role.MENTOR, action),
            year_groups=year_groups,
            teams=teams,
            consulted=consulted,
            member=self.staff_id if consulted else "",
            # Who is over nobody stands in for nobody.
            posts=self.posts if year_groups or teams else None,
        )

    def figure_scope(self) -> FigureScope:
        """The pupils whose figures this person answers for; the scopes of several roles add up."""
        if any(held.role in WHOLE_SCHOOL_ROLES for held in self.roles_for(Action.SEE_FIGURES)):
            return WHOLE_SCHOOL
        reach = self.reach(Action.SEE_FIGURES)
        return FigureScope(reach.classes, reach.year_groups, reach.teams)
