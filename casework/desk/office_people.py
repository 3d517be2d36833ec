"""The people who work at a school: found, their names put right, an ended account opened again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from casework.desk.access import Room
from casework.desk.confirmed import confirmed
from casework.desk.office_rules import person_name
from casework.desk.role_words import role_words
from casework.errors import NotHere
from casework.people import Action, Assignment, PersonName
from casework.records import StaffMember
from casework.staff_search import StaffFinder


@dataclass(frozen=True)
class PeopleRoom(Room):
    """The part of the office about colleagues and their accounts."""

    _needs = Action.ADMINISTER

    def find(self, typed: str = "") -> list[StaffMember]:
        """Who works here by a part of the name or user name, by family name; all for nothing."""
        return self._finder.find(typed)

    def ended(self, typed: str = "") -> list[StaffMember]:
        """The same among whose account ended."""
        return self._finder.find(typed, is_active=False)

    @property
    def _finder(self) -> StaffFinder:
        return self._access.store.school.staff_finder(self._access.today)

    def names(self, staff_ids: Iterable[str]) -> dict[str, str]:
        """The whole names of these people, also of who is gone, by id."""
        return self._access.names_of(set(staff_ids))

    def with_coming_roles(self, members: Iterable[StaffMember]) -> list[StaffMember]:
        """The same people with every role that holds today or begins later."""
        members = list(members)
        school = self._access.store.school
        roles = school.roles_from([m.staff_id for m in members], self._access.today)
        return [
            replace(member, assignments=tuple(roles.get(member.staff_id, ()))) for member in members
        ]

    def role_words(self, assignment: Assignment) -> str:
        """A role and what it is for: "mentor van 2B"."""
        return role_words(self._access, assignment)

    def member(self, staff_id: str) -> StaffMember:
        """One colleague who works here, with coming roles; NotHere for anybody else."""
        for member in self.find():
            if member.staff_id == staff_id:
                return self.with_coming_roles([member])[0]
        raise NotHere

    def rename(self, staff_id: str, given: str, family: str) -> PersonName:
        """Put the name of a colleague right. Gives the name as it is kept."""
        name = person_name(given, family)
        self._access.store.school.rename_staff(staff_id, name, self._by)
        return name

    @confirmed()
    def change_user_name(self, staff_id: str, user_name: str) -> None:
        """Another user name, with the same password; refused when somebody else has it."""
        self._access.store.school.change_user_name(staff_id, user_name, self._by)

    def former_roles(self, staff_id: str) -> list[Assignment]:
        """The roles that ended with an account, and would hold today or later."""
        return self._access.store.school.former_roles(staff_id)

    @confirmed()
    def reopen(self, staff_id: str, back: Sequence[Assignment]) -> None:
        """An account that ended works again, with those of the former roles.

        What opened it then does not: whoever comes back gets an invitation.
        """
        self._access.store.school.reopen_staff(staff_id, back, self._by)

    @property
    def _by(self) -> str:
        return self._access.actor.staff_id
