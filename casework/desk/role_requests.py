"""Roles that wait for a second beheerder, and the choice of the school whether they do."""

from dataclasses import dataclass
from datetime import timedelta

from casework.desk.access import Room
from casework.desk.confirmed import confirmed
from casework.desk.role_words import role_words
from casework.labels import A_COLLEAGUE
from casework.people import Action
from casework.role_watch import NoticeKind, OwnRoles, RoleRequest


@dataclass(frozen=True)
class WaitingRole:
    """A role that waits: for whom, which, who asked, and who can decide about it."""

    request: RoleRequest
    name: str
    role: str
    asked_by: str
    may_decide: bool
    is_asked_by_me: bool
    deciders: tuple[str, ...]


@dataclass(frozen=True)
class GivenRoles:
    """Of the roles that this person gave lately: which wait, and how many are told on Vandaag."""

    waiting: tuple[WaitingRole, ...]
    count_notices: int

    def since(self, before: "GivenRoles") -> "GivenRoles":
        """What came since then."""
        known = {one.request.request_id for one in before.waiting}
        new = tuple(one for one in self.waiting if one.request.request_id not in known)
        return GivenRoles(new, self.count_notices - before.count_notices)


@dataclass(frozen=True)
class RequestsRoom(Room):
    """What a beheerder sees of roles that wait, and decides about those of another one."""

    _needs = Action.ADMINISTER

    def waiting(self) -> list[WaitingRole]:
        """Every role that waits, the first one first."""
        access, own = self._access, self._access.actor.staff_id
        requests = access.store.school.role_requests()
        by_request = {one.request_id: access.store.school.deciders(one) for one in requests}
        people = {one for r in requests for one in (r.staff_id, r.asked_by)}
        names = access.names_of(people.union(*by_request.values()))
        return [
            WaitingRole(
                one,
                names.get(one.staff_id, A_COLLEAGUE),
                role_words(access, one.assignment),
                names.get(one.asked_by, A_COLLEAGUE),
                may_decide=own in by_request[one.request_id],
                is_asked_by_me=one.asked_by == own,
                deciders=tuple(sorted(names[d] for d in by_request[one.request_id] if d in names)),
            )
            for one in requests
        ]

    def count_to_decide(self) -> int:
        """How many roles wait for this person."""
        return sum(one.may_decide for one in self.waiting())

    def given_by_me(self) -> GivenRoles:
        """The roles that wait at this person's asking, and today's that are told."""
        access, own = self._access, self._access.actor.staff_id
        waiting = tuple(one for one in self.waiting() if one.is_asked_by_me)
        told = access.store.school.notices_since(access.now() - timedelta(days=1))
        mine = [one for one in told if one.by == own and one.what is NoticeKind.ROLE]
        return GivenRoles(waiting, len(mine))

    @confirmed()
    def grant(self, request_id: str) -> RoleRequest:
        """The role comes into force; refused to who asked for it, and to who gets it."""
        return self._access.store.school.grant_role(request_id, self._access.actor.staff_id)

    @confirmed()
    def refuse(self, request_id: str) -> RoleRequest:
        """The role does not come."""
        return self._access.store.school.refuse_role(request_id, self._access.actor.staff_id)

    def choice(self) -> OwnRoles:
        """What happens with a role that a beheerder could give to himself."""
        return self._access.store.school.own_roles()

    @confirmed()
    def choose(self, choice: OwnRoles) -> None:
        """The school chooses again; the other beheerders and who looks after privacy are told."""
        if choice is not self.choice():
            self._access.store.school.set_own_roles(choice, self._access.actor.staff_id)
