"""What a school chooses of how people sign in: in two steps, with a password, a school account."""

from dataclasses import dataclass

from casework.desk.access import Room
from casework.desk.confirmed import confirmed
from casework.errors import InputRefused
from casework.people import Action, Role
from casework.records import StaffMember
from casework.second_factor import SecondFactorFor


@dataclass(frozen=True)
class SignInRules:
    """Of whom a second step is required, also after a provider; and whether passwords work."""

    second_factor_for: SecondFactorFor
    has_own_step_after_provider: bool
    has_own_accounts: bool


@dataclass(frozen=True)
class SignInOffice(Room):
    """The rules of signing in; handed out by Office.sign_in."""

    _needs = Action.ADMINISTER

    def rules(self) -> SignInRules:
        """What holds now."""
        school = self._access.store.school
        return SignInRules(
            school.second_factor_for(),
            school.has_own_step_after_provider(),
            school.has_own_accounts(),
        )

    def count_school_accounts(self) -> int:
        """How many people who work here sign in with a school account."""
        return len(self._working() & self._access.store.school_accounts.owners())

    def count_by_password_alone(self) -> int:
        """How many come in no more where passwords are switched off; a beheerder always can."""
        store = self._access.store
        admins = {one.staff_id for one in self._access.working_staff() if self._is_admin(one)}
        without = store.accounts.without_password() | store.school_accounts.owners()
        return len(self._working() - admins - without)

    def _working(self) -> set[str]:
        return {member.staff_id for member in self._access.working_staff()}

    def _is_admin(self, member: StaffMember) -> bool:
        held = (one for one in member.assignments if one.role is Role.ADMIN)
        return any(one.holds_on(self._access.today) for one in held)

    @confirmed()
    def set_second_factor_for(self, chosen: SecondFactorFor) -> None:
        """Of whom a second step is required; who lacks it sets it up at the next act."""
        if chosen != self.rules().second_factor_for:
            self._access.store.school.set_second_factor_for(chosen, self._access.actor.staff_id)

    @confirmed()
    def set_own_step_after_provider(self, is_on: bool) -> None:
        """Whether who signs in with a school account gives our own second step too."""
        if is_on != self.rules().has_own_step_after_provider:
            by = self._access.actor.staff_id
            self._access.store.school.set_own_step_after_provider(is_on, by)

    @confirmed()
    def set_own_accounts(self, is_on: bool) -> None:
        """Whether people sign in with a password here; a beheerder always can.

        Who is in by nothing but a password is out at once when it is switched off.
        """
        if not is_on and not self.count_school_accounts():
            raise InputRefused(
                "Er is nog geen enkel schoolaccount gekoppeld, dus dan kan niemand meer naar "
                "binnen. Koppel eerst je eigen schoolaccount, bij Mijn account.",
                "own_accounts",
            )
        if is_on != self.rules().has_own_accounts:
            self._access.store.school.set_own_accounts(is_on, self._access.actor.staff_id)
